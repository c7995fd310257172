"""How quickly posts get their interactions: which share of a week's they have after an hour and a day.

A post counts at a stage where a reading near that age and one near seven days both tell likes and comments.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from bot.domain.engagement import interactions
from bot.domain.findings import LEAST_POSTS, Spread
from bot.domain.posts import Post

HOUR: Final = timedelta(hours=1)
STAGES: Final = (1, 24)
"""The ages in hours whose share is looked at."""
WEEK: Final = 168
"""The age in hours of which the shares are."""
_NEAR: Final = {1: (0.5, 2.0), 24: (17.0, 36.0), WEEK: (120.0, 252.0)}
"""From which age to which, in hours, a reading stands for a stage."""


class Paced(NamedTuple):
    """The shares of one post, 0 to 100 of its week; None where no reading tells."""

    shares: tuple[float | None, ...]
    at: float


@dataclass(frozen=True, slots=True)
class Stage:
    """What posts typically have at an age."""

    hours: int
    spread: Spread
    """Of the shares, 0 to 100."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How quickly a page's posts get their interactions."""

    stages: tuple[Stage, ...]
    used: int
    """Posts that tell any stage."""
    with_week: int
    """Posts counted after a week at all."""
    in_period: int
    first: float | None
    last: float | None

    @property
    def possible(self) -> bool:
        """Whether any stage can be told."""
        return any(stage.spread.median is not None for stage in self.stages)


@dataclass(frozen=True, slots=True)
class PaceRequest:
    """Everything that the pace needs, picklable."""

    posts: tuple[Paced, ...]
    with_week: int
    in_period: int

    @staticmethod
    def of(posts: Sequence[Post], *, now: datetime, days: int | None) -> "PaceRequest":
        """The request about the posts of the last `days` (None: all)."""
        recent = [p for p in posts if days is None or _moment(p) >= now - timedelta(days=days)]
        paced = [found for post in recent if (found := _paced(post)) is not None]
        telling = tuple(p for p in paced if any(share is not None for share in p.shares))
        return PaceRequest(telling, len(paced), len(recent))


def pace(request: PaceRequest) -> Pace:
    """The pace that was asked for; meant for the worker process."""
    from bot.domain import statistics  # noqa: PLC0415 - numpy and scipy load in the worker only

    stages = []
    for number, hours in enumerate(STAGES):
        shares = [share for post in request.posts if (share := post.shares[number]) is not None]
        spread = statistics.spread(shares, LEAST_POSTS) if shares else Spread(0)
        stages.append(Stage(hours, spread))
    moments = [post.at for post in request.posts]
    return Pace(
        tuple(stages),
        len(request.posts),
        request.with_week,
        request.in_period,
        min(moments, default=None),
        max(moments, default=None),
    )


def _moment(post: Post) -> datetime:
    return post.published_at or post.recorded_at


def _paced(post: Post) -> Paced | None:
    """The shares of a post; None where it was not counted after a week, or had nothing by then."""
    if post.published_at is None or post.day_only:
        return None
    aged = counted_by_age(post, post.published_at)
    week = near(aged, WEEK)
    if not week:
        return None
    early = (near(aged, hours) for hours in STAGES)
    shares = tuple(None if count is None else 100 * count / week for count in early)
    return Paced(shares, post.published_at.timestamp())


def counted_by_age(post: Post, published: datetime) -> list[tuple[float, int]]:
    """(age in hours, likes + comments) of each reading that tells both."""
    readings = post.readings or ((post.reading,) if post.reading else ())
    return [
        ((reading.taken_at - published) / HOUR, amount)
        for reading in readings
        if (amount := interactions(reading.counts)) is not None
    ]


def near(aged: Iterable[tuple[float, int]], hours: int) -> int | None:
    """The interactions at the reading nearest an age, within what stands for it; None where none does."""
    low, high = _NEAR[hours]
    within = [(abs(age - hours), amount) for age, amount in aged if low <= age <= high]
    return min(within)[1] if within else None
