"""What the buttons under a comparison carry: the whole question, so that an old message still works."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.engagement import Base
from bot.domain.groupings import Dimension
from bot.domain.identity import PageId
from bot.domain.measures import Amount
from bot.rendering.buttons import Payload, payload


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
