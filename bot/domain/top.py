"""The posts that did best, against what is typical for the page, and those that kept earning after a week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from bot.domain.engagement import Base
from bot.domain.identity import PostId
from bot.domain.measured import Measures
from bot.domain.pace import WEEK, counted_by_age, near
from bot.domain.posts import Post

MOST: Final = 5
LEAST_TYPICAL: Final = 6
"""With fewer posts, nothing is typical."""
KEEPS_FROM: Final = 0.2
"""From which growth after its first week a post is evergreen."""
_LATER: Final = 2 * WEEK
"""From which age in hours a reading tells what came after the week."""


@dataclass(frozen=True, slots=True)
class Best:
    """A post that did well."""

    post: PostId
    value: float
    """On the page's base."""
    times: float | None
    """How many times the typical; None where nothing is typical, or the typical is 0."""


@dataclass(frozen=True, slots=True)
class Top:
    """The best posts of a period, the best first."""

    best: tuple[Best, ...]
    base: Base
    typical: float | None
    """The median; None with too few posts."""
    used: int
    in_period: int
    days: int | None
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Evergreen:
    """A post that kept earning."""

    post: PostId
    week: int
    """Likes and comments after its first week."""
    now: int
    """The latest, of at least two weeks after publishing."""
    days: int
    """How many days after publishing that was."""

    @property
    def growth(self) -> float:
        """By which part of its first week it grew since."""
        return self.now / self.week - 1


@dataclass(frozen=True, slots=True)
class Evergreens:
    """The posts that kept earning, the strongest first."""

    posts: tuple[Evergreen, ...]
    looked_at: int
    """Posts that were counted both after a week and later."""
    in_period: int
    days: int | None
    first: datetime | None
    last: datetime | None


def top(measures: Measures, days: int | None) -> Top:
    """The best of some measured posts; the later one first where two are equal."""
    values = [post.value for post in measures.posts]
    typical = median(values) if len(values) >= LEAST_TYPICAL else None
    ranked = sorted(measures.posts, key=lambda p: (-p.value, -p.at))[:MOST]
    return Top(
        best=tuple(
            Best(PostId(p.post), p.value, p.value / typical if typical else None) for p in ranked if p.value
        ),
        base=measures.base,
        typical=typical,
        used=len(values),
        in_period=measures.in_period,
        days=days,
        first=measures.first,
        last=measures.last,
    )


def evergreens(posts: Sequence[Post], *, now: datetime, days: int | None) -> Evergreens:
    """The posts of the last `days` (None: all) that grew by a fifth or more after their first week."""
    recent = [p for p in posts if days is None or _moment(p) >= now - timedelta(days=days)]
    known = [(post, found) for post in recent if (found := _kept(post)) is not None]
    kept = sorted((e for _, e in known if e.growth >= KEEPS_FROM), key=lambda e: (-e.growth, e.post))
    moments = [_moment(post) for post, _ in known]
    return Evergreens(
        posts=tuple(kept[:MOST]),
        looked_at=len(known),
        in_period=len(recent),
        days=days,
        first=min(moments, default=None),
        last=max(moments, default=None),
    )


def _kept(post: Post) -> Evergreen | None:
    if post.published_at is None or post.day_only:
        return None
    aged = counted_by_age(post, post.published_at)
    week, later = near(aged, WEEK), [(age, amount) for age, amount in aged if age >= _LATER]
    if not week or not later:
        return None
    age, amount = max(later)
    return Evergreen(post.id, week, amount, int(age // 24))


def _moment(post: Post) -> datetime:
    return post.published_at or post.recorded_at
