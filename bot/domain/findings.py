"""What a comparison finds: middles with their intervals, differences, a trend, what was left out."""

from dataclasses import dataclass
from typing import Final

Key = str | int
"""What a group goes by: a kind, topic, month («1405-09»), band («6-9») or page; a weekday, 0 is Monday."""

LEAST_POSTS: Final = 6
"""Fewer posts than this are too few for a 95 % interval of their median."""
SURE: Final = 0.05
"""A difference is said where its corrected p lies below this."""
SLIGHT: Final = 0.147
"""Below this size of Cliff's delta a difference is small, be it ever so sure."""
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
    outliers: tuple[float, ...] = ()
    """Values beyond three scaled median absolute deviations from the median, the farthest first."""

    @property
    def missing(self) -> int:
        """How many posts more would do."""
        return max(0, LEAST_POSTS - self.n)


@dataclass(frozen=True, slots=True)
class Group:
    """The posts that have one thing in common."""

    key: Key
    spread: Spread

    @property
    def thin(self) -> bool:
        """Whether it has too few posts to be compared."""
        return self.spread.missing > 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One group against another, or against all the rest (`other` is None)."""

    one: Key
    other: Key | None
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

    group: int = 0
    """What they are grouped by is unknown."""
    counts: int = 0
    """What is counted is unknown."""
    base: int = 0
    """The base unknown, or zero."""
    age: int = 0
    """Not counted yet at the age at which posts are compared."""
    outliers: int = 0
    """Far from the others, and left out because that was asked for."""

    @property
    def total(self) -> int:
        return self.group + self.counts + self.base + self.age + self.outliers


@dataclass(frozen=True, slots=True)
class Winner:
    """What may be said: `best` did better than `than`, clearly; `all` where that is every other group."""

    best: Key
    than: tuple[Key, ...]
    all: bool
    pooled: bool = False
    """Whether it was held against all the others together."""
    slight: bool = False
    """Whether the difference, though no chance, is small (Cliff's delta under 0.147; Romano et al. 2006)."""
