"""What customers said well of a page: kept, and reminded to be shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.advice import Area, Piece
from bot.domain.identity import PageId

MOST: Final = 200
"""So many a page can look after."""
SHOWN: Final = 9
TEXT_MOST: Final = 900
"""A photo's caption must hold it as well."""
_WAITS: Final = timedelta(days=1)
"""So long it is left alone before it is reminded."""
_NAME: Final = "praise-"


@dataclass(frozen=True, slots=True)
class Praise:
    """One message or picture of a happy customer."""

    id: int
    page_id: PageId
    text: str | None
    file_id: str | None
    at: datetime
    shared_at: datetime | None

    def to_share(self, now: datetime) -> bool:
        """Whether it should be reminded."""
        return self.shared_at is None and now - self.at >= _WAITS


def piece_of(praise_id: int) -> Piece:
    """The reminder to show it, as a piece of advice."""
    return Piece(
        f"tips.{_NAME}{praise_id}",
        Area.SELLING,
        10,
        title="praise-advice-name",
        say="praise-advice",
        cite="tips-source-c",
        weight=5,
    )


def praise_of(piece_id: str) -> int | None:
    """Which praise a piece reminds of; None where it is about something else."""
    number = piece_id.partition(".")[2].removeprefix(_NAME)
    return int(number) if _NAME in piece_id and number.isascii() and number.isdigit() else None
