"""How many followers a page had, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.domain.errors import Refused
from bot.domain.followers import BETWEEN, FollowerCount
from bot.domain.identity import PageId, PersonId
from bot.domain.posts import Source
from storage.keys import added
from storage.schema import follower_counts as table
from storage.schema import members


@dataclass(frozen=True, slots=True)
class Row:
    """One count as it can be found, changed or deleted."""

    id: int
    page_id: PageId
    count: int
    at: datetime
    rounded: bool
    source: Source


_ROWS = select(
    table.c.id, table.c.page_id, table.c.count, table.c.taken_at, table.c.rounded, table.c.source
).where(table.c.deleted_at.is_(None))

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


def before(connection: Connection, page_id: PageId, at: datetime) -> int | None:
    """The newest count of a page from before a moment."""
    return connection.scalar(
        select(table.c.count)
        .where(table.c.page_id == page_id, table.c.taken_at < at, table.c.deleted_at.is_(None))
        .order_by(table.c.taken_at.desc(), table.c.id.desc())
        .limit(1)
    )


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
    row = insert(table).values(
        page_id=page_id,
        taken_at=said.at or at,
        count=said.count,
        rounded=said.rounded,
        source=source,
        recorded_at=at,
        recorded_by=by,
    )
    return added(connection, row)


def delete(connection: Connection, row_id: int, at: datetime | None) -> None:
    """Hides a count, or with `None` shows it again."""
    connection.execute(update(table).where(table.c.id == row_id).values(deleted_at=at))


def restore(connection: Connection, row_id: int, deleted_at: datetime) -> None:
    """Shows a count again that was hidden at that moment; one that was hidden once more since stays so."""
    connection.execute(
        update(table).where(table.c.id == row_id, table.c.deleted_at == deleted_at).values(deleted_at=None)
    )


def rows(connection: Connection, page_id: PageId, *, offset: int, most: int) -> list[Row]:
    """A page's counts, newest first."""
    found = connection.execute(
        _ROWS.where(table.c.page_id == page_id)
        .order_by(table.c.taken_at.desc(), table.c.id.desc())
        .offset(offset)
        .limit(most)
    )
    return [_row(row) for row in found]


def how_many(connection: Connection, page_id: PageId) -> int:
    """How many counts of a page stand."""
    asked = select(func.count()).where(table.c.page_id == page_id, table.c.deleted_at.is_(None))
    return connection.scalar(asked) or 0


def get(connection: Connection, row_id: int, *, member: PersonId) -> Row:
    """The count, if `member` belongs to its page; else Refused("growth-not-found")."""
    row = connection.execute(
        _ROWS.join(members, members.c.page_id == table.c.page_id).where(
            table.c.id == row_id, members.c.person_id == member
        )
    ).first()
    if row is None:
        raise Refused("growth-not-found")
    return _row(row)


def change(connection: Connection, row_id: int, **fields: object) -> None:
    """Sets columns of a count."""
    connection.execute(update(table).where(table.c.id == row_id).values(**fields))


def _row(row: Any) -> Row:
    return Row(row.id, PageId(row.page_id), row.count, row.taken_at, row.rounded, Source(row.source))
