"""Posts made in one line, for tests."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.identity import PageId, PostId
from bot.domain.posts import Counts, Kind, Post, Reading, Source

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
TEHRAN = ZoneInfo("Asia/Tehran")


def post(
    kind=Kind.PHOTO, *, likes=100, comments=0, days=10.0, followers=1000, taken_after=48.0, number=1, **counts
):
    """A post published `days` ago (None: nobody knows when) and counted `taken_after` hours later."""
    published = None if days is None else NOW - timedelta(days=days)
    taken = (published or NOW) + timedelta(hours=taken_after)
    return Post(
        id=PostId(number),
        page_id=PageId(1),
        recorded_at=published or NOW - timedelta(days=1),
        published_at=published,
        kind=kind,
        followers_at_publishing=followers,
        reading=Reading(taken, Counts(likes=likes, comments=comments, **counts), Source.TYPED),
    )


def posts_of(kind, likes, **more):
    """One post for each figure of `likes`, one a day."""
    return [post(kind, likes=value, days=10 + i, **more) for i, value in enumerate(likes)]
