"""How many followers a page had, and when."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.domain.followers import BETWEEN
from bot.domain.identity import PageId, PersonId
from bot.domain.posts import FollowerCount, Source
from storage.schema import follower_counts as table

_OF_PAGE = (
    select(table.c.count, table.c.taken_at, table.c.rounded)
    .where(table.c.page_id == bindparam("page"), table.c.deleted_at.is_(None))
    .order_by(table.c.taken_at, table.c.id)
)
_AROUND = _OF_PAGE.where(table.c.taken_at.between(bindparam("since"), bindparam("until")))
_LAST = (
    select(table.c.count)
    .where(table.c.page_id == bindparam("page"), table.c.deleted_at.is_(None))
    .order_by(table.c.taken_at.desc(), table.c.id.desc())
    .limit(1)
)


def of_page(connection: Connection, page_id: PageId) -> list[FollowerCount]:
    """All counts of a page, oldest first."""
    rows = connection.execute(_OF_PAGE, {"page": page_id})
    return [FollowerCount(count, at, rounded) for count, at, rounded in rows]


def around(connection: Connection, page_id: PageId, instant: datetime) -> list[FollowerCount]:
    """The counts near enough to a moment to say anything about it, oldest first."""
    rows = connection.execute(
        _AROUND, {"page": page_id, "since": instant - BETWEEN, "until": instant + BETWEEN}
    )
    return [FollowerCount(count, at, rounded) for count, at, rounded in rows]


def last(connection: Connection, page_id: PageId) -> int | None:
    """The newest count of a page."""
    return connection.scalar(_LAST, {"page": page_id})


def add(
    connection: Connection,
    page_id: PageId,
    said: FollowerCount,
    *,
    source: Source,
    by: PersonId,
    at: datetime,
) -> int:
    """Records a count, of now where it names no moment. Returns the row's id."""
    key = connection.execute(
        insert(table).values(
            page_id=page_id,
            taken_at=said.at or at,
            count=said.count,
            rounded=said.rounded,
            source=source,
            recorded_at=at,
            recorded_by=by,
        )
    ).inserted_primary_key
    return int(key[0] if key else 0)


def delete(connection: Connection, row_id: int, at: datetime | None) -> None:
    """Hides a count, or with `None` shows it again."""
    connection.execute(update(table).where(table.c.id == row_id).values(deleted_at=at))
