"""What a comparison finds: middles with their intervals, differences, a trend, what was left out."""

from dataclasses import dataclass
from typing import Final

LEAST_POSTS: Final = 6
"""Fewer posts than this are too few for a 95 % interval of their median."""
SURE: Final = 0.05
"""A difference is said where its corrected p lies below this."""
TREND_FROM: Final = 0.3
"""The size of Spearman's rho from which a trend in time is said."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the middle of some values lies. All but `n` are None where there are too few to say."""

    n: int
    median: float | None = None
    low: float | None = None
    """95 % interval of the median: Hettmansperger and Sheather's, from order statistics."""
    high: float | None = None
    lower_quartile: float | None = None
    upper_quartile: float | None = None

    @property
    def missing(self) -> int:
        """How many posts more would do."""
        return max(0, LEAST_POSTS - self.n)


@dataclass(frozen=True, slots=True)
class Group:
    """The posts of one kind (its name) or one weekday (0 is Monday)."""

    key: str | int
    spread: Spread

    @property
    def thin(self) -> bool:
        """Whether it has too few posts to be compared."""
        return self.spread.missing > 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One group against another, or against all the rest (`other` is None)."""

    one: str | int
    other: str | int | None
    p: float
    """Mann–Whitney's two-sided p, corrected by Benjamini and Hochberg over all differences."""
    delta: float
    """Cliff's delta, -1 to 1: how much oftener a post of `one` is above a post of `other` than below."""

    @property
    def clear(self) -> bool:
        """Whether chance is an unlikely explanation."""
        return self.p < SURE

    @property
    def upwards(self) -> "Difference":
        """The same told from the side that did better; one against the rest is told only so."""
        if self.delta >= 0 or self.other is None:
            return self
        return Difference(self.other, self.one, self.p, -self.delta)


@dataclass(frozen=True, slots=True)
class Trend:
    """How values moved with time over the whole period: Spearman's rank correlation."""

    rho: float
    p: float

    @property
    def marked(self) -> bool:
        """Whether it is strong enough to be said before a group is praised."""
        return abs(self.rho) > TREND_FROM and self.p < SURE


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many posts of the period could not be used, each counted under its first reason."""

    time: int = 0
    """No time of publishing, where weekdays are compared."""
    kind: int = 0
    """Unknown kind, where kinds are compared."""
    counts: int = 0
    """Likes or comments unknown."""
    age: int = 0
    """Not counted yet at the age at which posts are compared."""
    base: int = 0
    """The base unknown, or zero."""

    @property
    def total(self) -> int:
        return self.time + self.kind + self.counts + self.age + self.base


@dataclass(frozen=True, slots=True)
class Winner:
    """What may be said: `best` did better than `than`, clearly; `all` where that is every other group."""

    best: str | int
    than: tuple[str | int, ...]
    all: bool
