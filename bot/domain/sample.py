"""A made-up page for newcomers: what a comparison looks like before they have one of their own.

Every figure is invented: a small shop that sells handmade candles. The same moment gives the same page.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.comparison import Question
from bot.domain.engagement import Base
from bot.domain.followers import FollowerCount
from bot.domain.groupings import Dimension
from bot.domain.identity import PageId, PostId
from bot.domain.material import Material, material_of
from bot.domain.measures import Amount
from bot.domain.posts import Counts, Kind, Post, Reading, Source

SAMPLE_PAGE: Final = PageId(0)
"""No real page has this id."""
POSTS: Final = 60
SPAN: Final = timedelta(days=168)
_SEED: Final = 1405

_TYPICAL: Final = {Kind.CAROUSEL: 2.5, Kind.PHOTO: 1.6, Kind.REEL: 2.1, Kind.VIDEO: 1.4}
"""The invented interactions of a usual post for every 100 followers."""
_PLAN: Final = "pcrpcppcrprcppcrprcp" * 3
"""Which kind follows which: photos most often, carousels and reels between; a few become videos."""
_LETTERS: Final = {"p": Kind.PHOTO, "c": Kind.CAROUSEL, "r": Kind.REEL}


@dataclass(frozen=True, slots=True)
class SamplePage:
    """The invented page: its posts and its follower counts."""

    posts: tuple[Post, ...]
    follower_counts: tuple[FollowerCount, ...]

    def asked(self, *, zone: ZoneInfo, now: datetime) -> tuple[Question, Material]:
        """Its comparison by kind, by followers, for `compare_posts`."""
        question = Question(Dimension.KIND, now, zone, amount=Amount.BOTH, base=Base.FOLLOWERS)
        return question, material_of(self.posts, self.follower_counts, Dimension.KIND)


def sample_page(now: datetime) -> SamplePage:
    """The invented page as it would stand at `now`."""
    return SamplePage(tuple(_posts(now)), tuple(_follower_counts(now)))


def _posts(now: datetime) -> Iterator[Post]:
    chance = random.Random(_SEED)
    for number in range(POSTS):
        published = (now - SPAN + SPAN / POSTS * number).replace(minute=30, second=0, microsecond=0)
        kind = Kind.VIDEO if number % 15 == 7 else _LETTERS[_PLAN[number]]
        followers = _followers(published, now)
        amount = followers / 100 * _TYPICAL[kind] * chance.lognormvariate(0, 0.28)
        comments = round(amount * chance.uniform(0.04, 0.09))
        yield Post(
            id=PostId(number + 1),
            page_id=SAMPLE_PAGE,
            recorded_at=published + timedelta(days=2),
            published_at=published,
            kind=kind,
            slides=chance.choice((3, 4, 5, 8)) if kind is Kind.CAROUSEL else None,
            reading=Reading(
                published + timedelta(days=2),
                Counts(likes=round(amount) - comments, comments=comments),
                Source.TYPED,
            ),
        )


def _follower_counts(now: datetime) -> Iterator[FollowerCount]:
    for days in range(round(SPAN.days) + 7, -1, -7):
        at = now - timedelta(days=days)
        yield FollowerCount(_followers(at, now), at)


def _followers(at: datetime, now: datetime) -> int:
    """3,100 at the beginning, 4,200 now."""
    return round(4200 - 1100 * (now - at) / SPAN)
