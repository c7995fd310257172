"""What is still to be sent: claimed with a lease, sent, marked.

Each chat has two queues, in which one message goes after the other: answers to people (`asked`), and what we
say by ourselves. An answer never waits for the latter.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    Integer,
    Text,
    and_,
    bindparam,
    case,
    delete,
    exists,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)

from storage.schema import chats, deliveries, people
from storage.types import Instant, Json


class Delivery(NamedTuple):
    """A message on its way to a chat; `body` is an answer as JSON."""

    id: int
    chat_id: int
    body: dict[str, Any]
    attempts: int
    """How often it has failed."""
    created_at: datetime
    page_id: int | None
    asked: bool


_COLUMNS = tuple(deliveries.c[name] for name in Delivery._fields)
_earlier = deliveries.alias("earlier")
_pending = and_(deliveries.c.sent_at.is_(None), deliveries.c.failed_at.is_(None))
_first_of_its_queue = ~exists().where(
    _earlier.c.sent_at.is_(None),
    _earlier.c.failed_at.is_(None),
    _earlier.c.chat_id == deliveries.c.chat_id,
    _earlier.c.asked == deliveries.c.asked,
    _earlier.c.id < deliveries.c.id,
)
_now = bindparam("now", type_=Instant)
_DUE = (
    select(deliveries.c.id)
    .where(
        _pending,
        deliveries.c.asked == bindparam("of_asked", type_=Boolean),
        deliveries.c.due_at <= _now,
        or_(deliveries.c.leased_until.is_(None), deliveries.c.leased_until <= _now),
        _first_of_its_queue,
    )
    .order_by(deliveries.c.due_at, deliveries.c.id)
    .limit(bindparam("most", type_=Integer))
)
_CLAIM = (
    update(deliveries)
    .where(deliveries.c.id.in_(_DUE.scalar_subquery()))
    .values(leased_until=bindparam("until", type_=Instant))
    .returning(*_COLUMNS, deliveries.c.due_at)
)
_chat = bindparam("chat", type_=BigInteger)
_closed_since = case(
    (_chat > 0, select(people.c.blocked_at).where(people.c.id == _chat).scalar_subquery()),
    else_=select(chats.c.gone_at).where(chats.c.id == _chat).scalar_subquery(),
)
_ADD = insert(deliveries).from_select(
    (
        *("chat_id", "body", "due_at", "created_at", "attempts", "page_id", "asked"),
        *("failed_at", "failure"),
    ),
    select(
        _chat,
        bindparam("body", type_=Json),
        bindparam("due", type_=Instant),
        bindparam("at", type_=Instant),
        literal(0),
        bindparam("page", type_=Integer),
        bindparam("asked", type_=Boolean),
        _closed_since,
        case((_closed_since.is_not(None), literal("blocked")), else_=null()),
    ),
)
_SENT = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery"))
    .values(sent_at=bindparam("at", type_=Instant))
)
_FAILED = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery"))
    .values(failed_at=bindparam("at", type_=Instant), failure=bindparam("why", type_=Text))
)


def add(
    connection: Connection,
    chat_id: int,
    body: dict[str, Any],
    *,
    at: datetime,
    due_at: datetime,
    page_id: int | None = None,
    asked: bool = False,
) -> None:
    """Puts a message on its way, to be sent from `due_at` on; where a chat is closed to us, it has failed."""
    connection.execute(
        _ADD, {"chat": chat_id, "body": body, "at": at, "due": due_at, "page": page_id, "asked": asked}
    )


def any_due(connection: Connection, now: datetime) -> bool:
    """Whether there is something of our own to send."""
    return connection.scalar(_DUE, {"now": now, "of_asked": False, "most": 1}) is not None


def any_unsent(connection: Connection, now: datetime) -> bool:
    """Whether anything of any sort is due that has not arrived, be it claimed or not."""
    open_ = select(deliveries.c.id).where(_pending, deliveries.c.due_at <= now).limit(1)
    return connection.scalar(open_) is not None


def claim(
    connection: Connection, now: datetime, until: datetime, most: int, *, asked: bool = False
) -> list[Delivery]:
    """Takes what is due of one sort, the longest due first, the first of each chat only.

    Nobody else gets a claimed one until `until`.
    """
    rows = connection.execute(_CLAIM, {"now": now, "until": until, "most": most, "of_asked": asked})
    return [Delivery(*row[:-1]) for row in sorted(rows, key=lambda row: (row.due_at, row.id))]


def chats_waiting(connection: Connection) -> set[int]:
    """Chats in which an answer is still to be sent: what is answered later queues behind it."""
    waiting = select(deliveries.c.chat_id).where(_pending, deliveries.c.asked.is_(True))
    return set(connection.scalars(waiting.distinct()))


def is_waiting(connection: Connection, chat_id: int, *, asked: bool | None = None) -> bool:
    """Whether something is still to be sent to a chat, of one sort or of any."""
    of_sort = () if asked is None else (deliveries.c.asked == asked,)
    waiting = select(deliveries.c.id).where(_pending, deliveries.c.chat_id == chat_id, *of_sort)
    return connection.scalar(waiting.limit(1)) is not None


def release(connection: Connection) -> None:
    """Lets go of leases that a process which is gone had taken. Only one process serves a file."""
    leased = and_(_pending, deliveries.c.leased_until.is_not(None))
    connection.execute(update(deliveries).where(leased).values(leased_until=None))


def mark_sent(connection: Connection, delivery_ids: Iterable[int], at: datetime) -> None:
    """Done."""
    sent = [{"delivery": number, "at": at} for number in delivery_ids]
    if sent:
        connection.execute(_SENT, sent)


def mark_failed(connection: Connection, delivery_id: int, at: datetime, failure: str) -> None:
    """Given up, and why."""
    connection.execute(_FAILED, {"delivery": delivery_id, "at": at, "why": failure})


def close(connection: Connection, chat_id: int, at: datetime, failure: str) -> set[int]:
    """Gives up all that is on its way to a chat; the pages that it was about."""
    there = and_(_pending, deliveries.c.chat_id == chat_id)
    failed = update(deliveries).where(there).values(failed_at=at, failure=failure)
    found = connection.scalars(failed.returning(deliveries.c.page_id))
    return {page_id for page_id in found if page_id is not None}


def postpone(connection: Connection, delivery_id: int, body: dict[str, Any], due_at: datetime) -> None:
    """To be tried again, and counted as failed once more; `body` is what is left to send."""
    connection.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery_id)
        .values(body=body, due_at=due_at, attempts=deliveries.c.attempts + 1, leased_until=None)
    )


def hold(connection: Connection, chat_id: int, due_at: datetime, *, asked: bool | None = None) -> None:
    """Lets go of what is on its way to a chat, of one sort or of any: nobody looks at it before a moment."""
    of_sort = () if asked is None else (deliveries.c.asked == asked,)
    there = and_(_pending, deliveries.c.chat_id == chat_id, *of_sort)
    moment = literal(due_at, Instant)
    due = case((deliveries.c.due_at < moment, moment), else_=deliveries.c.due_at)
    connection.execute(update(deliveries).where(there).values(due_at=due, leased_until=None))


def hurry(connection: Connection, now: datetime, back: timedelta) -> None:
    """After the clock went back: what waits to be tried again waits no longer than it would have."""
    later = select(deliveries.c.id, deliveries.c.due_at).where(_pending, deliveries.c.due_at > now)
    for row in connection.execute(later).all():
        due = max(now, row.due_at - back)
        connection.execute(update(deliveries).where(deliveries.c.id == row.id).values(due_at=due))


def prune(connection: Connection, before: datetime, most: int) -> int:
    """Forgets the oldest messages, sent or given up before a moment, so many at most; how many."""
    first = connection.scalar(select(deliveries.c.id).order_by(deliveries.c.id).limit(1))
    if first is None:
        return 0
    old = and_(deliveries.c.id < first + most, deliveries.c.created_at < before, ~_pending)
    return connection.execute(delete(deliveries).where(old)).rowcount
