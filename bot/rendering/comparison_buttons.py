"""What the buttons under a comparison carry: the whole question, so that an old message still works."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.engagement import Base
from bot.domain.groupings import Dimension
from bot.domain.identity import PageId
from bot.domain.measures import Amount
from bot.rendering.payloads import Payload, payload


class Look(StrEnum):
    """How a comparison is shown."""

    SHOW = "s"
    DETAILS = "d"
    """The statistics, as a text of their own."""
    TABLE = "t"
    """As an Excel file."""
    OTHERS = "o"
    """The same, with everything that posts can be compared by as buttons."""
    AMOUNTS = "a"
    """The same, with everything that can be counted as buttons."""


@payload("cp")
@dataclass(frozen=True, slots=True)
class Compared(Payload):
    """A comparison of one page; `None` is everything for days, and for the rest what fits best."""

    page: PageId
    by: Dimension
    amount: Amount | None
    base: Base | None
    days: int | None
    without_outliers: bool
    look: Look


class By(StrEnum):
    """What a comparison groups by."""

    KIND = "kind"
    WEEKDAY = "weekday"


@payload("cm")
@dataclass(frozen=True, slots=True)
class Compare(Payload):
    """Redraws a comparison: of which page, by what, over how many days (`None` is all), on which base."""

    page: PageId
    by: By
    days: int | None
    base: str | None
    details: bool
