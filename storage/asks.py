"""Posts whose counts are to be asked for again at an age. A row is open until it is closed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.domain.asks import Ask
from bot.domain.identity import PageId, PersonId, PostId
from storage.schema import asks, chats, posts, readings
from storage.types import Instant

_ADD = insert(asks).from_select(
    ("post_id", "page_id", "age_hours", "due_at"),
    select(
        bindparam("post", type_=Integer),
        bindparam("page", type_=Integer),
        bindparam("age", type_=Integer),
        bindparam("due", type_=Instant),
    ).where(
        ~exists().where(
            chats.c.page_id == bindparam("page"), chats.c.collects.is_(True), chats.c.gone_at.is_(None)
        )
    ),
)
_counted = (
    select(func.max(readings.c.taken_at))
    .where(
        readings.c.post_id == posts.c.id,
        readings.c.withdrawn_at.is_(None),
        readings.c.taken_at > posts.c.recorded_at,
    )
    .correlate(posts)
    .scalar_subquery()
)
_OPEN = (
    select(asks.c.id, asks.c.post_id, asks.c.age_hours, asks.c.due_at, asks.c.asked_at, _counted)
    .join(posts, posts.c.id == asks.c.post_id)
    .where(
        asks.c.page_id == bindparam("page"),
        posts.c.recorded_by == bindparam("person"),
        asks.c.closed_at.is_(None),
        posts.c.deleted_at.is_(None),
    )
)


def add(
    connection: Connection, post_id: PostId, page_id: PageId, due: Iterable[tuple[int, datetime]]
) -> None:
    """A post's counts are to be asked for at these ages in hours, due at these moments.

    Not on a page whose channel reports by itself.
    """
    rows = [{"post": post_id, "page": page_id, "age": age, "due": at} for age, at in due]
    if rows:
        connection.execute(_ADD, rows)


def open_of(connection: Connection, page_id: PageId, person_id: PersonId) -> list[Ask]:
    """What is still to be asked of who recorded posts on a page."""
    return [Ask(*row) for row in connection.execute(_OPEN, {"page": page_id, "person": person_id})]


def waiting(connection: Connection, post_ids: Sequence[PostId]) -> set[PostId]:
    """Which of some posts were asked about and not answered yet."""
    rows = connection.scalars(
        select(asks.c.post_id).where(
            asks.c.post_id.in_(post_ids), asks.c.asked_at.is_not(None), asks.c.closed_at.is_(None)
        )
    )
    return set(map(PostId, rows))


def mark_asked(connection: Connection, ids: Sequence[int], at: datetime) -> None:
    """Remembers when questions were asked."""
    connection.execute(update(asks).where(asks.c.id.in_(ids)).values(asked_at=at))


def close(connection: Connection, ids: Sequence[int], at: datetime | None) -> None:
    """Ends questions, or with `None` opens them again."""
    if ids:
        connection.execute(update(asks).where(asks.c.id.in_(ids)).values(closed_at=at))


def close_of(
    connection: Connection, post_ids: Sequence[PostId], at: datetime, *, due_by: datetime | None = None
) -> list[int]:
    """Ends the open questions about posts, or only those asked or due by a moment; their ids."""
    which: list[ColumnElement[bool]] = [asks.c.post_id.in_(post_ids), asks.c.closed_at.is_(None)]
    if due_by is not None:
        which.append(or_(asks.c.asked_at.is_not(None), asks.c.due_at <= due_by))
    ids = list(connection.scalars(select(asks.c.id).where(*which)))
    close(connection, ids, at)
    return ids


def put_off(connection: Connection, post_ids: Sequence[PostId], due_at: datetime) -> None:
    """Asks again at `due_at` what was asked about posts and is still open."""
    connection.execute(
        update(asks)
        .where(asks.c.post_id.in_(post_ids), asks.c.asked_at.is_not(None), asks.c.closed_at.is_(None))
        .values(asked_at=None, due_at=due_at)
    )


def drop_unasked(connection: Connection, post_id: PostId) -> None:
    """Forgets what was not asked yet about a post: it was published at another time than was thought."""
    connection.execute(
        asks.delete().where(asks.c.post_id == post_id, asks.c.asked_at.is_(None), asks.c.closed_at.is_(None))
    )
