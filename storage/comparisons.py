"""What comparisons read: a page's posts, readings and follower counts as bare rows, by the ten thousand.

The worker process reads for itself: neither the loop that answers people nor the pipe between the processes
should carry a page's history.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    Select,
    and_,
    bindparam,
    cast,
    create_engine,
    func,
    null,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.pool import StaticPool

from bot.domain.material import Material
from bot.domain.measures import COUNTED
from storage.post_rows import STANDING, VISIBLE
from storage.schema import follower_counts, posts, readings
from storage.types import Instant

_CACHE_KILOBYTES = 32_000
_ALWAYS = datetime.fromisoformat("0001-01-02T00:00:00+00:00")


def _seconds(column: Any) -> Any:
    """A moment in seconds since 1970, worked out by the database: so many texts read here take too long."""
    return cast(func.strftime("%s", column), Integer)


_moment = type_coerce(func.coalesce(posts.c.published_at, posts.c.recorded_at), Instant)
_OF_PAGES = and_(
    posts.c.page_id.in_(bindparam("pages", expanding=True)), VISIBLE, _moment >= bindparam("since")
)
_READINGS = (
    select(readings.c.post_id, _seconds(readings.c.taken_at), *(readings.c[name] for name in COUNTED))
    .select_from(posts.join(readings, readings.c.post_id == posts.c.id))
    .where(_OF_PAGES, STANDING, or_(*(readings.c[name].is_not(None) for name in COUNTED)))
)
_FOLLOWERS = (
    select(follower_counts.c.page_id, _seconds(follower_counts.c.taken_at), follower_counts.c.count)
    .where(
        follower_counts.c.page_id.in_(bindparam("pages", expanding=True)),
        follower_counts.c.deleted_at.is_(None),
    )
    .order_by(follower_counts.c.taken_at, follower_counts.c.id)
)


@lru_cache(16)
def _posts(field: str | None) -> Select[Any]:
    return select(
        posts.c.id,
        posts.c.page_id,
        _seconds(posts.c.recorded_at),
        _seconds(posts.c.published_at),
        posts.c.day_only,
        posts.c.followers_at_publishing,
        posts.c[field] if field else null(),
    ).where(_OF_PAGES)


def material(
    connection: Connection, pages: Sequence[int], field: str | None, since: datetime | None
) -> Material:
    """The posts of some pages, published (or else recorded) since a moment, with their standing readings.

    `field` is the column that they are grouped by.
    """
    asked = {"pages": list(pages), "since": since or _ALWAYS}
    found, counted = (_bare(connection, query, asked) for query in (_posts(field), _READINGS))
    known: dict[int, list[tuple[float, int]]] = {page: [] for page in pages}
    for page, at, count in _bare(connection, _FOLLOWERS, {"pages": list(pages)}):
        known[page].append((at, count))
    return Material(found, counted, known)


def _bare(connection: Connection, query: Select[Any], asked: dict[str, Any]) -> Sequence[Any]:
    """The driver's own tuples: rows that know their columns take twice as long, by the hundred thousand."""
    cursor = connection.execute(query, asked).cursor
    return [] if cursor is None else cursor.fetchall()


def reading(file: Path) -> Connection:
    """A connection that only reads; for a process of its own. One for each file, kept open."""
    return _engine(file).connect()


@lru_cache(1)
def _engine(file: Path) -> Engine:
    address = f"{file.resolve().as_uri()}?mode=ro"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=StaticPool)
