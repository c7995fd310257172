"""Of which kinds a page's posts are, month by month, and whether one kind has pushed the others out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import Calendar, parts_of
from bot.domain.posts import Kind, Post

LAST: Final = 30
"""Over so many posts it is looked whether one kind prevails."""
TOO_MUCH: Final = 0.8
"""The share of the last posts beyond which that is said."""
MOST_MONTHS: Final = 8


@dataclass(frozen=True, slots=True)
class Month:
    """The posts of one month by kind."""

    year: int
    month: int
    counts: Mapping[Kind | None, int]
    """None: of unknown kind."""

    @property
    def total(self) -> int:
        """How many posts it has."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Prevailing:
    """A kind of which more than `TOO_MUCH` of the last posts are."""

    kind: Kind
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Mix:
    """The kinds of a page's posts."""

    months: tuple[Month, ...]
    """The last ones that have posts, in order of time."""
    kinds: tuple[Kind | None, ...]
    """All that occur there, in a fixed order, the unknown last."""
    prevailing: Prevailing | None
    undated: int
    """Posts of which nobody knows when they were published; they are in no month."""
    first: datetime | None
    last: datetime | None

    @property
    def used(self) -> int:
        """How many posts stand in the months."""
        return sum(month.total for month in self.months)


def mix(posts: Sequence[Post], *, zone: ZoneInfo, calendar: Calendar) -> Mix:
    """The kinds by month in a calendar, by the page's own clock; pure counting, any number of posts."""

    @cache
    def month_of(day: date) -> tuple[int, int]:
        return parts_of(calendar, day)[:2]

    dated = [(post, post.published_at) for post in posts if post.published_at is not None]
    by_month: dict[tuple[int, int], Counter[Kind | None]] = {}
    for post, at in dated:
        by_month.setdefault(month_of(at.astimezone(zone).date()), Counter())[post.kind] += 1
    kept = sorted(by_month)[-MOST_MONTHS:]
    months = tuple(Month(*key, by_month[key]) for key in kept)
    shown = [at for _, at in dated if month_of(at.astimezone(zone).date()) in kept]
    return Mix(
        months=months,
        kinds=_kinds(months),
        prevailing=prevailing(posts),
        undated=len(posts) - len(dated),
        first=min(shown, default=None),
        last=max(shown, default=None),
    )


def prevailing(posts: Iterable[Post]) -> Prevailing | None:
    """The kind that prevails among the last 30 posts whose kind is known; None with fewer posts, or none."""
    known = sorted((p for p in posts if p.kind), key=lambda p: p.published_at or p.recorded_at)[-LAST:]
    counted = Counter(post.kind for post in known if post.kind)
    if len(known) < LAST:
        return None
    kind, count = counted.most_common(1)[0]
    return Prevailing(kind, count, LAST) if count > TOO_MUCH * LAST else None


def _kinds(months: Iterable[Month]) -> tuple[Kind | None, ...]:
    there = {kind for month in months for kind in month.counts}
    return (*(kind for kind in Kind if kind in there), *((None,) if None in there else ()))
