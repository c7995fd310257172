"""Published figures that may be cited: value, year, base, sample, source, confidence."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.domain.comparison import Comparison
from bot.domain.engagement import Base
from bot.domain.groupings import Dimension
from bot.domain.measures import Amount, Measure

DATA = Path(__file__).parent / "data" / "benchmarks.toml"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One citation. `values` are interactions for every 100 of `base`, by group."""

    id: str
    year: int
    base: Base
    base_stated: bool
    """Whether the source says its base; otherwise it is the usual one of its day."""
    statistic: str
    """`mean` or `median`."""
    sample: str
    source: str
    confidence: str
    """`good`, or `old` for good figures whose time has passed."""
    values: Mapping[str, float]
    by: str | None = None
    """What `values` are grouped by."""
    posts_millions: float | None = None
    """How many million posts were looked at, where the source says so."""
    followers_below: int | None = None
    followers_from: int | None = None
    above: tuple[str, ...] = ()
    """The groups of which the source says no more than that they lie above their value."""

    def suits(self, followers: int | None) -> bool:
        """Whether a page of that size belongs to the sample; one of unknown size does not."""
        if self.followers_below is None and self.followers_from is None:
            return True
        if followers is None:
            return False
        below, start = self.followers_below, self.followers_from or 0
        return start <= followers and (below is None or followers < below)


@cache
def benchmarks() -> Mapping[str, Benchmark]:
    """All citations by id."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["benchmark"]
    return {
        row["id"]: Benchmark(**{**row, "base": Base(row["base"]), "above": tuple(row.get("above", ()))})
        for row in rows
    }


HISTORY = 30
"""From so many posts on a page has a history of its own, behind which a study steps back."""
_STUDIES = {Dimension.KIND: "kind_small_2020", Dimension.SLIDES: "slides_2020"}


def fitting(comparison: Comparison) -> Benchmark | None:
    """The study whose figures are of the same measure as `comparison`'s, or None.

    The 2020 study by kinds and by slides, for pages under 5,000 followers compared by likes and comments on
    followers: its figures share no base with any other comparison.
    """
    if comparison.by not in _STUDIES or comparison.measure != Measure(Amount.BOTH, Base.FOLLOWERS):
        return None
    study = benchmarks()[_STUDIES[comparison.by]]
    return study if study.suits(comparison.followers) else None


def beside(comparison: Comparison) -> Benchmark | None:
    """The study that is shown beside the page's own figures.

    It hints while the page has few posts and steps back when it has a history; the few points that are known
    of slide counts stay as a citation.
    """
    young = comparison.used < HISTORY or comparison.by is Dimension.SLIDES
    return fitting(comparison) if young else None


def hint(comparison: Comparison) -> Benchmark | None:
    """The study that stands in where a page cannot be compared at all yet, of whatever size it be."""
    if comparison.possible or comparison.by not in _STUDIES:
        return None
    study = benchmarks()[_STUDIES[comparison.by]]
    unknown = comparison.followers is None and comparison.asked_base in (None, Base.FOLLOWERS)
    return study if unknown else fitting(comparison)
