"""What the worker process does for a look at a page: reads for itself and works it out.

Nothing here knows of chats: the worker should not have to load what talks to Telegram.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.besttimes import BestTimeRequest, BestTimes, best_times
from bot.domain.calendars import Calendar
from bot.domain.identity import PageId, PostId
from bot.domain.measured import Measures, measure
from bot.domain.mix import Mix, mix
from bot.domain.pace import Pace, PaceRequest, pace
from bot.domain.posts import Post
from bot.domain.top import Evergreens, Top, evergreens, top
from handlers.comparing import uncollected
from storage import comparisons, followers, posts


@dataclass(frozen=True, slots=True)
class Looked:
    """At which page, as of when, over how many days (None: all). The asker may see it: that was looked at."""

    file: Path
    page: PageId
    now: datetime
    days: int | None


def week_of(at: Looked, zone: ZoneInfo) -> BestTimes:
    """The hours of the week."""
    with _reading(at) as connection:
        return best_times(BestTimeRequest.of(_measured(connection, at), zone=zone, days=at.days))


def pace_of(at: Looked) -> Pace:
    """How quickly posts earn."""
    with _reading(at) as connection:
        return pace(PaceRequest.of(_posts(connection, at), now=at.now, days=at.days))


def mix_of(at: Looked, zone: ZoneInfo, calendar: Calendar) -> Mix:
    """The kinds by month, of all posts."""
    with _reading(at) as connection:
        # without their counts and words, any number of them has room
        known = posts.each_of_page(connection, at.page)
        bare = [replace(post, reading=None, readings=(), caption=None) for post in known]
        return mix(bare, zone=zone, calendar=calendar)


def top_of(at: Looked) -> tuple[Top, Mapping[PostId, Post]]:
    """The best posts, and what they are."""
    with _reading(at) as connection:
        known = _posts(connection, at)
        found = top(measure(known, followers.of_page(connection, at.page), now=at.now, days=at.days), at.days)
        return found, _some(known, {best.post for best in found.best})


def lasting_of(at: Looked) -> tuple[Evergreens, Mapping[PostId, Post]]:
    """The posts that kept earning, and what they are."""
    with _reading(at) as connection:
        known = _posts(connection, at)
        found = evergreens(known, now=at.now, days=at.days)
        return found, _some(known, {kept.post for kept in found.posts})


@contextmanager
def _reading(at: Looked) -> Iterator[Connection]:
    with uncollected(), comparisons.reading(at.file) as connection:
        yield connection


def _posts(connection: Connection, at: Looked) -> list[Post]:
    since = None if at.days is None else at.now - timedelta(days=at.days)
    return posts.of_page(connection, at.page, since)


def _measured(connection: Connection, at: Looked) -> Measures:
    counts = followers.of_page(connection, at.page)
    return measure(_posts(connection, at), counts, now=at.now, days=at.days)


def _some(known: list[Post], ids: set[PostId]) -> Mapping[PostId, Post]:
    return {post.id: post for post in known if post.id in ids}
