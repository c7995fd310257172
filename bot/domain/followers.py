"""How many followers a page had when a post went out, out of the counts that were written down."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

SAME_DAY = timedelta(days=1)
"""A count this close to a moment is taken as the count of that moment."""
BETWEEN = timedelta(days=14)
"""Two counts, both this close, are joined by a straight line."""
BEFORE = timedelta(days=10)
"""One earlier count alone stands for a moment no longer than this after it."""


class How(StrEnum):
    """How a follower figure is known, from the surest to the loosest."""

    STATED = "stated"
    """Said with the post itself."""
    COUNTED = "counted"
    BETWEEN = "between"
    """Estimated on the straight line between two counts."""
    NEAR = "near"
    """The last count before, some days old."""


class Counted(Protocol):
    """A follower count at a moment; one without a moment is passed over."""

    @property
    def count(self) -> int: ...
    @property
    def at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class FollowerCount:
    """How many followers a page had at a moment; `at` is `None` for "now"."""

    count: int
    at: datetime | None = None
    rounded: bool = False
    day_only: bool = False


@dataclass(frozen=True, slots=True)
class FollowersThen:
    """A follower figure for a moment, and how it is known."""

    count: int
    how: How


class FollowerHistory:
    """A page's follower counts in order of time, asked for many moments."""

    def __init__(self, counts: Iterable[Counted]) -> None:
        known = sorted((c.at.timestamp(), c.count) for c in counts if c.at is not None)
        self._times = [time for time, _ in known]
        self._counts = [count for _, count in known]

    def at(self, instant: datetime) -> FollowersThen | None:
        """The followers at `instant`, or None where nothing near enough was counted.

        A count within a day is it; else the line between two counts that both lie within 14 days;
        else the last count of the 10 days before. Counts after a moment alone say nothing about it:
        a shop that has just been advertised had fewer followers the day before.
        """
        moment = instant.timestamp()
        after = bisect_left(self._times, moment)
        near = [i for i in (after - 1, after) if 0 <= i < len(self._times)]
        if not near:
            return None
        nearest = min(near, key=lambda i: abs(self._times[i] - moment))
        if abs(self._times[nearest] - moment) <= SAME_DAY.total_seconds():
            return FollowersThen(self._counts[nearest], How.COUNTED)
        if len(near) == 2 and all(
            abs(self._times[i] - moment) <= BETWEEN.total_seconds() for i in near
        ):  # fmt: skip
            return FollowersThen(self._on_the_line(after, moment), How.BETWEEN)
        if after > 0 and moment - self._times[after - 1] <= BEFORE.total_seconds():
            return FollowersThen(self._counts[after - 1], How.NEAR)
        return None

    def _on_the_line(self, after: int, moment: float) -> int:
        start, end = self._times[after - 1], self._times[after]
        low, high = self._counts[after - 1], self._counts[after]
        return round(low + (high - low) * (moment - start) / (end - start))


def followers_at(counts: Sequence[Counted], instant: datetime) -> FollowersThen | None:
    """The followers at one `instant`; for many moments, keep a `FollowerHistory`."""
    return FollowerHistory(counts).at(instant)
