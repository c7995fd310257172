"""By what posts are measured: an amount of something, alone or for every hundred of a base.

An amount and a base are chosen apart, and a comparison has exactly one of each: likes and comments for every
hundred followers, reactions for every hundred views, views for every hundred subscribers (Telegram's ERR).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from bot.domain.engagement import BASES, Base


class Amount(StrEnum):
    """What is counted of a post."""

    BOTH = "both"
    """Likes and comments, the sum that studies by followers count."""
    FULL = "full"
    """Likes, comments, saves and shares, where all four are known."""
    RESPONSES = "responses"
    """Likes, comments and shares: for every view, Telegram's ER (reactions, replies and forwards)."""
    LIKES = "likes"
    COMMENTS = "comments"
    SAVES = "saves"
    SHARES = "shares"
    REACH = "reach"
    VIEWS = "views"


class Measure(NamedTuple):
    """One amount on one base."""

    amount: Amount
    base: Base

    @property
    def sensible(self) -> bool:
        """Whether it says anything: people reached for every hundred of themselves do not."""
        return self.amount not in _SIZES or self.base in (Base.FOLLOWERS, Base.PLAIN)


PARTS: Final[Mapping[Amount, tuple[str, ...]]] = {
    Amount.BOTH: ("likes", "comments"),
    Amount.FULL: ("likes", "comments", "saves", "shares"),
    Amount.RESPONSES: ("likes", "comments", "shares"),
    **{alone: (alone.value,) for alone in list(Amount)[3:]},
}
"""The counts that an amount adds up; it is unknown where one of them is."""

COUNTED: Final = ("likes", "comments", "saves", "shares", "reach", "views")
"""The counts that any measure needs."""

_SIZES: Final = (Amount.REACH, Amount.VIEWS)

MEASURES: Final = tuple(m for amount in Amount for base in BASES if (m := Measure(amount, base)).sensible)

_ELSEWHERE: Final = (
    *(Measure(Amount.BOTH, base) for base in BASES),
    *(Measure(Amount.LIKES, base) for base in BASES),
    Measure(Amount.VIEWS, Base.FOLLOWERS),
    Measure(Amount.REACH, Base.FOLLOWERS),
    Measure(Amount.VIEWS, Base.PLAIN),
    Measure(Amount.REACH, Base.PLAIN),
)
_ON_TELEGRAM: Final = (
    Measure(Amount.RESPONSES, Base.VIEWS),
    Measure(Amount.BOTH, Base.VIEWS),
    Measure(Amount.LIKES, Base.VIEWS),
    Measure(Amount.VIEWS, Base.FOLLOWERS),
    Measure(Amount.BOTH, Base.FOLLOWERS),
    Measure(Amount.LIKES, Base.FOLLOWERS),
    Measure(Amount.BOTH, Base.PLAIN),
    Measure(Amount.LIKES, Base.PLAIN),
    Measure(Amount.VIEWS, Base.PLAIN),
)
"""A channel knows its posts' reactions and views, seldom replies and forwards: those come first if known."""


def proposed(
    known: Mapping[Measure, int], posts: int, *, telegram: bool, amount: Amount | None, base: Base | None
) -> Measure:
    """The measure to take, of those with an `amount` and on a `base` where these were asked for.

    The first in the order of preference that more than half of the posts know, else the one that most know.
    `known` says of how many posts each measure is known.
    """
    preferred = [*(_ON_TELEGRAM if telegram else _ELSEWHERE)]
    preferred += [measure for measure in MEASURES if measure not in preferred]
    fitting = [
        m for m in preferred if (amount is None or m.amount is amount) and (base is None or m.base is base)
    ]
    for measure in fitting:
        if 2 * known.get(measure, 0) > posts:
            return measure
    return max(fitting, key=lambda measure: known.get(measure, 0))
