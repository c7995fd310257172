"""Each post of a page with one figure: its rate on the base that most of the page's posts know.

Light enough to be sent to another process by the thousand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.ages import common_age
from bot.domain.engagement import BASES, Base, rated
from bot.domain.followers import Counted, FollowerHistory
from bot.domain.observations import Observation, observed
from bot.domain.posts import Post


class Lack(StrEnum):
    """Why a post cannot be measured."""

    COUNTS = "counts"
    """Its likes or its comments are not known."""
    AGE = "age"
    """It was counted sooner after its publishing than what it would stand beside."""
    BASE = "base"
    """The base is not known on which most others are measured."""


class Measured(NamedTuple):
    """One post; its moment in seconds since 1970."""

    post: int
    at: float
    """When it was published, or else written down."""
    timed: bool
    """Whether the hour of publishing is known."""
    kind: str | None
    value: float
    """Likes and comments for every 100 of the base; on `Base.PLAIN` their sum."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The posts of a page that can be measured on one base."""

    posts: tuple[Measured, ...]
    base: Base
    in_period: int
    """How many posts there are at all; the difference could not be measured."""
    age: int | None = None
    """The age in hours nearest which each was counted; None where there is no common one."""
    lacking: Mapping[int, Lack] = field(default_factory=dict, hash=False)
    """The posts that could not be measured."""

    @property
    def first(self) -> datetime | None:
        """When the earliest was published."""
        return _instant(min((post.at for post in self.posts), default=None))

    @property
    def last(self) -> datetime | None:
        """When the latest was published."""
        return _instant(max((post.at for post in self.posts), default=None))


def measure(
    posts: Sequence[Post], follower_counts: Sequence[Counted], *, now: datetime, days: int | None
) -> Measures:
    """The posts of the last `days` (None: all), each by its reading nearest their common age."""
    recent = posts if days is None else [p for p in posts if _moment(p) >= now - timedelta(days=days)]
    history, age = FollowerHistory(follower_counts), common_age(recent)
    seen = [(post, observed(post, history, age)) for post in recent]
    counted = [(post, of) for post, of in seen if of.interactions() is not None and not of.young]
    base = fitting_base([of for _, of in counted])
    rates = [(post, of, rated(of.interactions(), of.size(base), base)) for post, of in counted]
    measured = tuple(
        Measured(post.id, of.moment, of.published is not None and not post.day_only, of.kind, value)
        for post, of, value in rates
        if value is not None
    )
    known = {each.post for each in measured}
    lacking = {int(post.id): _lack(of) for post, of in seen if post.id not in known}
    return Measures(measured, base, len(recent), age, lacking)


def _lack(of: Observation) -> Lack:
    """What an observation lacks that could not be measured."""
    if of.interactions() is None:
        return Lack.COUNTS
    return Lack.AGE if of.young else Lack.BASE


def fitting_base(seen: Sequence[Observation]) -> Base:
    """The first base in the order of preference that more than half of the posts know."""
    return next((b for b in BASES if 2 * sum(bool(of.size(b)) for of in seen) > len(seen)), Base.PLAIN)


def _moment(post: Post) -> datetime:
    return post.published_at or post.recorded_at


def _instant(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
