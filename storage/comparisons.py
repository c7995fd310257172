"""What comparisons read: a page's posts, readings and follower counts as bare rows, by the ten thousand.

The worker process reads for itself: neither the loop that answers people nor the pipe between the processes
should carry a page's history.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    Select,
    bindparam,
    cast,
    create_engine,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.pool import StaticPool

from bot.domain.material import Material, PostRow, ReadingRow
from bot.domain.measures import COUNTED
from storage.post_rows import STANDING, VISIBLE
from storage.schema import follower_counts, posts, readings
from storage.types import Instant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CACHE_KILOBYTES = 32_000
_ALWAYS = datetime.fromisoformat("0001-01-02T00:00:00+00:00")


def _seconds(column: Any) -> Any:
    """A moment in seconds since 1970, worked out by the database: so many texts read here take too long."""
    return cast(func.strftime("%s", column), Integer)


_UNKNOWN = -(2**62)
"""What stands for NULL in `_packed`: no count is negative, and no moment so long ago."""
_SINCE = bindparam("since", type_=Instant)
_LATELY = select(posts.c.id).where(
    posts.c.page_id.in_(bindparam("pages", expanding=True)),
    or_(posts.c.published_at >= _SINCE, posts.c.published_at.is_(None)),
)
"""Posts to be looked at, and some more: for these words the index suffices. As they come sorted by their ids,
what belongs to them is then read in the order in which it lies in the file.
"""


def _packed(*columns: Any) -> Any:
    """Whole numbers of all rows as one text, 16 hexadecimal digits a number: a million numbers come so in
    two thirds of the time that they take as objects.
    """
    known = (func.coalesce(column, literal_column(str(_UNKNOWN))) for column in columns)
    return func.group_concat(func.printf("%016x" * len(columns), *known), "")


_READINGS = select(
    _packed(readings.c.post_id, _seconds(readings.c.taken_at), *(readings.c[name] for name in COUNTED))
).where(readings.c.post_id.in_(_LATELY), STANDING)
_FOLLOWERS = (
    select(follower_counts.c.page_id, _seconds(follower_counts.c.taken_at), follower_counts.c.count)
    .where(
        follower_counts.c.page_id.in_(bindparam("pages", expanding=True)),
        follower_counts.c.deleted_at.is_(None),
    )
    .order_by(follower_counts.c.taken_at, follower_counts.c.id)
)


def _told(field: str) -> Any:
    """What a post says in a field. Its hashtags are counted in its caption, where that is known."""
    return func.coalesce(posts.c.caption, posts.c.hashtags) if field == "hashtags" else posts.c[field]


@lru_cache(16)
def _posts(field: str | None) -> Select[Any]:
    packed = _packed(
        posts.c.id,
        posts.c.page_id,
        _seconds(posts.c.recorded_at),
        _seconds(posts.c.published_at),
        posts.c.day_only,
        posts.c.followers_at_publishing,
    )
    facts = func.json_group_array(_told(field)) if field else literal("[]")
    dated = or_(posts.c.published_at.is_not(None), posts.c.recorded_at >= _SINCE)
    return select(packed, facts).where(posts.c.id.in_(_LATELY), VISIBLE, dated)


def material(
    connection: Connection, pages: Sequence[int], field: str | None, since: datetime | None
) -> Material:
    """The posts of some pages, published (or else recorded) since a moment, with their standing readings.

    `field` is the column that they are grouped by; in place of `hashtags` comes the caption, where it is
    known. Readings of other posts may be among them.
    """
    asked = {"pages": list(pages), "since": since or _ALWAYS}
    ((found, facts),) = _bare(connection, _posts(field), asked)
    ((counted,),) = _bare(connection, _READINGS, asked)
    known: dict[int, list[tuple[float, int]]] = {page: [] for page in pages}
    for page, at, count in _bare(connection, _FOLLOWERS, {"pages": list(pages)}):
        known[page].append((at, count))
    return Material(_unpacked(found, PostRow), _unpacked(counted, ReadingRow), known, json.loads(facts))


def _unpacked(text: str | None, kind: type[PostRow | ReadingRow]) -> "NDArray[np.float64]":
    """The rows of a packed text, one number a field; nan for NULL."""
    import numpy as np  # noqa: PLC0415 - loads in the worker only

    whole = np.frombuffer(bytes.fromhex(text or ""), dtype=">i8").reshape(-1, len(kind._fields))
    return np.where(whole == _UNKNOWN, np.nan, whole)


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
