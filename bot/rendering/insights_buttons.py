"""What the buttons of best times and of other looks at a page carry."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.identity import PageId
from bot.rendering.payloads import Payload, payload


class What(StrEnum):
    """Which look at a page."""

    MORE = "more"
    """The list of looks."""
    TOP = "top"
    EVERGREEN = "green"
    MIX = "mix"
    PACE = "pace"


@payload("iv")
@dataclass(frozen=True, slots=True)
class Insight(Payload):
    """Shows a look at a page over so many days (`None` is all); `told` is everything in words."""

    page: PageId
    what: What
    days: int | None
    told: bool


@payload("bt")
@dataclass(frozen=True, slots=True)
class BestTime(Payload):
    """Shows at which hours a page does better, over so many days (`None` is all); `told` is in words."""

    page: PageId
    days: int | None
    told: bool


@payload("bo")
@dataclass(frozen=True, slots=True)
class Opening(Payload):
    """Begins a plan at the next such time: an hour of a weekday (0 is Monday; `None` is any day)."""

    page: PageId
    weekday: int | None
    hour: int
