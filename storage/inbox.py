"""The inbox: an update is a row before Telegram is told that we have it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from storage.schema import inbox


class Arrived(NamedTuple):
    """An update as it came: Telegram's JSON, and the chat that its order belongs to."""

    update_id: int
    chat_id: int | None
    body: str


class Unanswered(NamedTuple):
    """An update whose effect is kept and whose answer may not have been sent."""

    update_id: int
    chat_id: int | None
    body: str
    answer: Any


_ADD = insert(inbox).on_conflict_do_nothing()
_ANSWERED = update(inbox).where(inbox.c.update_id == bindparam("id")).values(answered_at=bindparam("at"))
_DONE = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("id"), inbox.c.done_at.is_(None))
    .values(done_at=bindparam("at"), answer=bindparam("said"), incident=bindparam("broken"))
)


def add(connection: Connection, arrived: Sequence[Arrived], at: datetime) -> list[Arrived]:
    """Keeps updates and returns those that were not known yet; a known id is never handled again."""
    ids = [a.update_id for a in arrived]
    known = set(connection.scalars(select(inbox.c.update_id).where(inbox.c.update_id.in_(ids))))
    new = [a for a in arrived if a.update_id not in known]
    if new:
        connection.execute(_ADD, [{**a._asdict(), "received_at": at} for a in new])
    return new


def finish(
    connection: Connection, update_id: int, at: datetime, answer: Any, incident: str | None = None
) -> bool:
    """Marks an update done, with what is to be said; False where it was done before."""
    values = {"id": update_id, "at": at, "said": answer, "broken": incident}
    return connection.execute(_DONE, values).rowcount == 1


def mark_answered(connection: Connection, update_ids: Sequence[int], at: datetime) -> None:
    """Marks updates whose answers were sent, or are no longer to be sent."""
    connection.execute(_ANSWERED, [{"id": update_id, "at": at} for update_id in update_ids])


def waiting(connection: Connection) -> list[Arrived]:
    """Updates that are not done, in order of arrival."""
    rows = connection.execute(
        select(inbox.c.update_id, inbox.c.chat_id, inbox.c.body)
        .where(inbox.c.done_at.is_(None), inbox.c.answered_at.is_(None))
        .order_by(inbox.c.update_id)
    )
    return [Arrived(*row) for row in rows]


def unanswered(connection: Connection) -> list[Unanswered]:
    """Updates that are done and were perhaps not answered, in order of arrival."""
    rows = connection.execute(
        select(inbox.c.update_id, inbox.c.chat_id, inbox.c.body, inbox.c.answer)
        .where(inbox.c.done_at.is_not(None), inbox.c.answered_at.is_(None))
        .order_by(inbox.c.update_id)
    )
    return [Unanswered(*row) for row in rows]


def prune(connection: Connection, before: datetime) -> int:
    """Forgets answered updates that came before a moment; how many."""
    gone = delete(inbox).where(inbox.c.received_at < before, inbox.c.answered_at.is_not(None))
    return connection.execute(gone).rowcount
