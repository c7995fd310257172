"""What is still to be sent: claimed with a lease, sent, marked."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, exists, insert, or_, select, update

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


_earlier = deliveries.alias("earlier")
_pending = and_(deliveries.c.sent_at.is_(None), deliveries.c.failed_at.is_(None))
_first_of_its_chat = ~exists().where(
    _earlier.c.sent_at.is_(None),
    _earlier.c.failed_at.is_(None),
    _earlier.c.chat_id == deliveries.c.chat_id,
    _earlier.c.id < deliveries.c.id,
)


def claim(connection: Connection, now: datetime, until: datetime, most: int) -> list[Delivery]:
    """Takes what is due, the longest due first and in each chat one after the other.

    Nobody else gets a claimed one until `until`.
    """
    rows = connection.execute(
        select(*(deliveries.c[name] for name in Delivery._fields))
        .where(
            _pending,
            deliveries.c.due_at <= now,
            or_(deliveries.c.leased_until.is_(None), deliveries.c.leased_until <= now),
            _first_of_its_chat,
        )
        .order_by(deliveries.c.due_at, deliveries.c.id)
        .limit(most)
    )
    taken = [Delivery(*row) for row in rows]
    ids = [delivery.id for delivery in taken]
    connection.execute(update(deliveries).where(deliveries.c.id.in_(ids)).values(leased_until=until))
    return taken


def chats_waiting(connection: Connection) -> set[int]:
    """Chats to which something is still to be sent: what comes later queues behind it."""
    return set(connection.scalars(select(deliveries.c.chat_id).where(_pending).distinct()))


def is_waiting(connection: Connection, chat_id: int) -> bool:
    """Whether something is still to be sent to a chat."""
    return (
        connection.scalar(select(deliveries.c.id).where(_pending, deliveries.c.chat_id == chat_id).limit(1))
        is not None
    )


def release(connection: Connection, now: datetime) -> None:
    """Lets go of leases that a process which is gone had taken. Only one process serves a file."""
    connection.execute(update(deliveries).where(deliveries.c.leased_until > now).values(leased_until=None))


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
