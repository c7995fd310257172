"""Published figures that may be cited: value, year, base, sample, source, confidence."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.domain.comparison import Comparison, Dimension
from bot.domain.engagement import Base

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
    return {row["id"]: Benchmark(**{**row, "base": Base(row["base"])}) for row in rows}


def beside(comparison: Comparison) -> Benchmark | None:
    """The study whose figures may stand beside `comparison`, or None.

    The 2020 study by kinds, for pages under 5,000 followers compared by kind on followers: its figures
    share no base with any other comparison.
    """
    study = benchmarks()["kind_small_2020"]
    fits = comparison.by is Dimension.KIND and comparison.base is study.base
    return study if fits and study.suits(comparison.followers) else None
