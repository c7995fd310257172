"""How a page's followers grew: the counts of a period, and what lies between real ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.followers import FollowerCount

PERIODS: Final[tuple[int | None, ...]] = (30, 90, 365, None)
"""The periods that are offered, in days; `None` is everything."""
GAP: Final = timedelta(days=60)
"""Over a longer time without a count nothing is known: no line is drawn across."""
STALE: Final = timedelta(days=10)
"""A last count older than this says little about today."""
BEST: Final = "best"
MOST_POINTS: Final = 400
"""More points than this cannot be told apart on a phone."""

_AGO: Final = {7: timedelta(days=2), 30: timedelta(days=5)}
"""How far from a week or a month before the last count another one may lie to stand for it."""
_STRANGE: Final = 3
_STRANGE_LEAST: Final = 50


@dataclass(frozen=True, slots=True)
class Counted:
    """A count whose moment is known."""

    at: datetime
    count: int
    rounded: bool = False
    strange: bool = False
    """Far above or below both its neighbours, which are close to each other: most likely a slip."""


@dataclass(frozen=True, slots=True)
class Step:
    """How many more followers the last count has than an earlier one."""

    since: datetime
    more: int
    rounded: bool


@dataclass(frozen=True, slots=True)
class Growth:
    """A period's counts, at least two, in order of time."""

    counts: tuple[Counted, ...]
    days: int | None
    """The period; `None` is everything."""
    offered: tuple[int | None, ...]
    """The other periods that hold two counts or more."""
    total: int
    """How many counts were given in the period, those included that are too close to be drawn apart."""
    week: Step | None
    month: Step | None
    whole: Step
    stale: bool

    @property
    def last(self) -> Counted:
        """The newest count; a count without a later neighbour is never strange."""
        return self.counts[-1]

    @property
    def gaps(self) -> bool:
        """Whether the line is broken anywhere."""
        return any(b.at - a.at > GAP for a, b in zip(self.counts, self.counts[1:], strict=False))


def growth(counts: Iterable[FollowerCount], *, now: datetime, days: int | str | None = BEST) -> Growth | None:
    """The counts of the last `days`; by default of the shortest period from 90 days on that holds two.

    None where that period holds fewer than two counts. Counts of the future are not looked at.
    """
    dated = {Counted(c.at, c.count, c.rounded) for c in counts if c.at is not None and c.at <= now}
    known = _marked(sorted(dated, key=_by_time))
    there: dict[int | str | None, Sequence[Counted]] = {p: _within(known, p, now) for p in PERIODS}
    if days == BEST:
        days = next((p for p in (90, 365) if len(there[p]) > 1), None)
    shown = there.get(days, ())
    if len(shown) < 2:
        return None
    sound = [count for count in shown if not count.strange]
    return Growth(
        counts=thinned(shown),
        days=days,  # type: ignore[arg-type]
        offered=tuple(p for p in PERIODS if p != days and len(there[p]) > 1),
        total=len(shown),
        week=_ago(known, 7),
        month=_ago(known, 30),
        whole=_step(sound[0], sound[-1]),
        stale=now - shown[-1].at > STALE,
    )


def thinned(counts: Sequence[Counted], most: int = MOST_POINTS) -> tuple[Counted, ...]:
    """About `most` of the counts: the first, the last of each stretch of time, and the strange ones."""
    if len(counts) <= most:
        return tuple(counts)
    begin, span = counts[0].at, (counts[-1].at - counts[0].at) / (most - 1)
    kept = {int((c.at - begin) / span): c for c in counts if not c.strange}
    strange = [c for c in counts if c.strange][:most]
    return tuple(sorted({counts[0], *kept.values(), *strange}, key=_by_time))


def _by_time(count: Counted) -> tuple[datetime, int]:
    return count.at, count.count


def _within(counts: Sequence[Counted], days: int | None, now: datetime) -> Sequence[Counted]:
    if days is None:
        return counts
    since = now - timedelta(days=days)
    return [count for count in counts if count.at >= since]


def _marked(counts: list[Counted]) -> list[Counted]:
    """The same counts, the strange ones marked."""
    marked = list(counts)
    for i in range(1, len(counts) - 1):
        before, this, after = marked[i - 1], counts[i], counts[i + 1]
        if not before.strange and _is_strange(before.count, this.count, after.count):
            marked[i] = Counted(this.at, this.count, this.rounded, strange=True)
    return marked


def _is_strange(before: int, this: int, after: int) -> bool:
    low, high = min(before, after), max(before, after)
    if high > 2 * low:
        return False
    above = this >= _STRANGE * high and this - high >= _STRANGE_LEAST
    below = this * _STRANGE <= low and low - this >= _STRANGE_LEAST
    return above or below


def _ago(counts: Sequence[Counted], days: int) -> Step | None:
    """The step to the last count from the one nearest to so many days before it, if one is near enough."""
    last, wanted = counts[-1], counts[-1].at - timedelta(days=days)
    near = [c for c in counts if abs(c.at - wanted) <= _AGO[days] and not c.strange]
    return _step(min(near, key=lambda c: abs(c.at - wanted)), last) if near else None


def _step(first: Counted, last: Counted) -> Step:
    return Step(first.at, last.count - first.count, first.rounded or last.rounded)
