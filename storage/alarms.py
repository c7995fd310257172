"""What is due and when: rows are the truth, the clock only ticks.

A subject that rings does all of it in one write: `if alarms.finish(...)`, then it says what there is to say
with `house.tell`. `finish` is False where the alarm was cancelled, or taken along, meanwhile: nothing is due.
After a downtime many alarms of a kind may be due for one person at once. Whoever wants to say them in one
message calls `gather` in the same write: it finishes and returns the others, oldest first.
`bot.domain.alarms.lateness(alarm.due_at, now)` says which of them came late.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)

from bot.domain.identity import PageId, PersonId
from storage.schema import alarms
from storage.types import Instant


class Alarm(NamedTuple):
    """Something due: its kind says who knows what to do, the ids say with what."""

    id: int
    kind: str
    person_id: PersonId | None
    page_id: PageId | None
    subject_id: int | None
    due_at: datetime
    attempts: int
    """How often it has failed."""
    chat_id: int | None = None
    """The group or channel that it concerns, where it concerns one."""


_COLUMNS = tuple(alarms.c[name] for name in Alarm._fields)
_WAITS = alarms.c.done_at.is_(None)
_ADD_ONCE = insert(alarms).from_select(
    ("kind", "person_id", "page_id", "due_at", "attempts"),
    select(
        bindparam("kind", type_=Text),
        bindparam("person", type_=BigInteger),
        bindparam("page", type_=Integer),
        bindparam("due", type_=Instant),
        bindparam("attempts", type_=Integer),
    ).where(
        ~exists().where(
            alarms.c.kind == bindparam("kind"),
            alarms.c.person_id == bindparam("person"),
            alarms.c.page_id == bindparam("page"),
            alarms.c.due_at == bindparam("due"),
            _WAITS,
        )
    ),
)
_DUE = (
    select(alarms.c.id)
    .where(
        _WAITS,
        alarms.c.due_at <= bindparam("now", type_=Instant),
        or_(alarms.c.leased_until.is_(None), alarms.c.leased_until <= bindparam("now", type_=Instant)),
    )
    .order_by(alarms.c.due_at)
    .limit(bindparam("most", type_=Integer))
)
_CLAIM = (
    update(alarms)
    .where(alarms.c.id.in_(_DUE.scalar_subquery()))
    .values(leased_until=bindparam("until", type_=Instant))
    .returning(*_COLUMNS)
)
_FINISH = (
    update(alarms)
    .where(alarms.c.id == bindparam("alarm"), _WAITS)
    .values(done_at=bindparam("at", type_=Instant), failure=bindparam("why", type_=Text))
)


def add(
    connection: Connection,
    kind: str,
    due_at: datetime,
    *,
    person_id: PersonId | None = None,
    page_id: PageId | None = None,
    subject_id: int | None = None,
    chat_id: int | None = None,
) -> int:
    """Something to be done at `due_at`. Many may wait for one subject."""
    key = connection.execute(
        insert(alarms).values(
            kind=kind,
            person_id=person_id,
            page_id=page_id,
            subject_id=subject_id,
            chat_id=chat_id,
            due_at=due_at,
            attempts=0,
        )
    ).inserted_primary_key
    return int(key[0] if key else 0)


def add_once(
    connection: Connection, kind: str, due_at: datetime, *, person_id: PersonId, page_id: PageId
) -> None:
    """Something to be done at `due_at`; nothing where the very same is to be done already."""
    connection.execute(
        _ADD_ONCE, {"kind": kind, "person": person_id, "page": page_id, "due": due_at, "attempts": 0}
    )


def cancel(connection: Connection, kind: str, subject_id: int) -> int:
    """Forgets all that waits of a kind for a subject, also what is ringing just now; how many."""
    gone = delete(alarms).where(alarms.c.subject_id == subject_id, alarms.c.kind == kind, _WAITS)
    return connection.execute(gone).rowcount


def waiting(connection: Connection, kind: str, subject_id: int) -> list[Alarm]:
    """What waits of a kind for a subject, the next first."""
    found = select(*_COLUMNS).where(alarms.c.subject_id == subject_id, alarms.c.kind == kind, _WAITS)
    return [Alarm(*row) for row in connection.execute(found.order_by(alarms.c.due_at))]


def gather(
    connection: Connection, alarm: Alarm, now: datetime, ahead: timedelta = timedelta()
) -> list[Alarm]:
    """Finishes and returns the others of its kind that are due for the same person in the same chat.

    The longest due first; with them those that fall due within `ahead`, and those that ring at this moment
    too: their `finish` will be False.
    """
    others = and_(
        alarms.c.person_id.is_not_distinct_from(alarm.person_id),
        alarms.c.chat_id.is_not_distinct_from(alarm.chat_id),
        alarms.c.kind == alarm.kind,
        alarms.c.due_at <= now + ahead,
        alarms.c.id != alarm.id,
        _WAITS,
    )
    found = connection.execute(update(alarms).where(others).values(done_at=now).returning(*_COLUMNS))
    return sorted((Alarm(*row) for row in found), key=_order)


def any_due(connection: Connection, now: datetime) -> bool:
    """Whether anything is due that nobody has claimed: a look costs less than a claim."""
    return connection.scalar(_DUE, {"now": now, "most": 1}) is not None


def any_since(connection: Connection, kind: str, before: datetime) -> bool:
    """Whether anything of a kind that was due by a moment is not done yet, be it claimed or not."""
    open_ = select(alarms.c.id).where(_WAITS, alarms.c.due_at <= before, alarms.c.kind == kind)
    return connection.scalar(open_.limit(1)) is not None


def any_unfinished(connection: Connection, now: datetime) -> bool:
    """Whether anything is due that is not done, be it claimed or not."""
    open_ = select(alarms.c.id).where(_WAITS, alarms.c.due_at <= now).limit(1)
    return connection.scalar(open_) is not None


def claim(connection: Connection, now: datetime, until: datetime, most: int) -> list[Alarm]:
    """Takes what is due, the longest due first; nobody else gets it until `until`."""
    taken = connection.execute(_CLAIM, {"now": now, "until": until, "most": most})
    return sorted((Alarm(*row) for row in taken), key=_order)


def extend(connection: Connection, alarm_id: int, until: datetime) -> None:
    """Keeps a claimed alarm for longer: its work goes on."""
    connection.execute(update(alarms).where(alarms.c.id == alarm_id).values(leased_until=until))


def finish(connection: Connection, alarm_id: int, at: datetime, failure: str | None = None) -> bool:
    """Marks an alarm done, or given up; False where it was cancelled, or done already."""
    return connection.execute(_FINISH, {"alarm": alarm_id, "at": at, "why": failure}).rowcount > 0


def postpone(connection: Connection, alarm_id: int, due_at: datetime) -> None:
    """Lets an alarm that failed ring again later, and counts the failure."""
    connection.execute(
        update(alarms)
        .where(alarms.c.id == alarm_id)
        .values(due_at=due_at, leased_until=None, attempts=alarms.c.attempts + 1)
    )


def release(connection: Connection, now: datetime) -> None:
    """Lets go of leases that a process which is gone had taken. Only one process serves a file."""
    # Only what was due has a lease: the index on it spares a look at all that is still to come.
    leased = and_(_WAITS, alarms.c.due_at <= now, alarms.c.leased_until.is_not(None))
    connection.execute(update(alarms).where(leased).values(leased_until=None))


def prune(connection: Connection, before: datetime, most: int) -> int:
    """Forgets what was done before a moment, so many at most; how many."""
    old = select(alarms.c.id).where(alarms.c.done_at < before).limit(most)
    return connection.execute(delete(alarms).where(alarms.c.id.in_(old))).rowcount


def _order(alarm: Alarm) -> tuple[datetime, int]:
    return alarm.due_at, alarm.id
