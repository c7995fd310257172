"""What is still to be sent: claimed with a lease, sent, marked."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, insert, or_, select, update

from storage.schema import deliveries


class Delivery(NamedTuple):
    """A message on its way to a chat; `body` is an answer as JSON."""

    id: int
    chat_id: int
    body: dict[str, Any]
    attempts: int
    created_at: datetime


def add(connection: Connection, chat_id: int, body: dict[str, Any], *, at: datetime, due_at: datetime) -> int:
    """Puts a message on its way, to be sent from `due_at` on."""
    key = connection.execute(
        insert(deliveries).values(chat_id=chat_id, body=body, due_at=due_at, created_at=at, attempts=0)
    ).inserted_primary_key
    return int(key[0] if key else 0)


def claim(connection: Connection, now: datetime, until: datetime, most: int) -> list[Delivery]:
    """Takes what is due, first the longest due, one for each chat at a time; nobody else gets it until `until`."""
    free = or_(deliveries.c.leased_until.is_(None), deliveries.c.leased_until <= now)
    pending = and_(deliveries.c.sent_at.is_(None), deliveries.c.failed_at.is_(None))
    rows = connection.execute(
        select(
            deliveries.c.id,
            deliveries.c.chat_id,
            deliveries.c.body,
            deliveries.c.attempts,
            deliveries.c.created_at,
        )
        .where(pending, deliveries.c.due_at <= now, free)
        .order_by(deliveries.c.due_at, deliveries.c.id)
        .limit(most)
    ).all()
    first: dict[int, Delivery] = {}
    for row in rows:
        first.setdefault(row.chat_id, Delivery(*row))
    taken = list(first.values())
    connection.execute(
        update(deliveries).where(deliveries.c.id.in_([d.id for d in taken])).values(leased_until=until)
    )
    return taken


def waits_for(connection: Connection, chat_id: int) -> bool:
    """Whether something is still to be sent to a chat: what comes later queues behind it."""
    return (
        connection.scalar(
            select(deliveries.c.id)
            .where(
                deliveries.c.sent_at.is_(None),
                deliveries.c.failed_at.is_(None),
                deliveries.c.chat_id == chat_id,
            )
            .limit(1)
        )
        is not None
    )


def mark_sent(connection: Connection, delivery_id: int, at: datetime) -> None:
    """Done."""
    connection.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(sent_at=at))


def mark_failed(connection: Connection, delivery_id: int, at: datetime, failure: str) -> None:
    """Given up, and why."""
    connection.execute(
        update(deliveries).where(deliveries.c.id == delivery_id).values(failed_at=at, failure=failure)
    )


def postpone(connection: Connection, delivery_id: int, body: dict[str, Any], due_at: datetime) -> None:
    """To be tried again; `body` is what is left to send."""
    connection.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery_id)
        .values(body=body, due_at=due_at, attempts=deliveries.c.attempts + 1, leased_until=None)
    )
