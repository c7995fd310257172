"""What is due and when: rows are the truth, the clock only ticks."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, Connection, Integer, Text, bindparam, exists, insert, or_, select, update

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
            alarms.c.done_at.is_(None),
        )
    ),
)


def add(
    connection: Connection,
    kind: str,
    due_at: datetime,
    *,
    person_id: PersonId | None = None,
    page_id: PageId | None = None,
    subject_id: int | None = None,
) -> int:
    """Something to be done at `due_at`."""
    key = connection.execute(
        insert(alarms).values(
            kind=kind, person_id=person_id, page_id=page_id, subject_id=subject_id, due_at=due_at, attempts=0
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


def any_due(connection: Connection, now: datetime) -> bool:
    """Whether anything is due: a look costs less than a claim."""
    due = select(alarms.c.id).where(alarms.c.done_at.is_(None), alarms.c.due_at <= now)
    return connection.scalar(due.limit(1)) is not None


def claim(connection: Connection, now: datetime, until: datetime, most: int) -> list[Alarm]:
    """Takes what is due, the longest due first; nobody else gets it until `until`."""
    rows = connection.execute(
        select(
            alarms.c.id,
            alarms.c.kind,
            alarms.c.person_id,
            alarms.c.page_id,
            alarms.c.subject_id,
            alarms.c.due_at,
            alarms.c.attempts,
        )
        .where(
            alarms.c.done_at.is_(None),
            alarms.c.due_at <= now,
            or_(alarms.c.leased_until.is_(None), alarms.c.leased_until <= now),
        )
        .order_by(alarms.c.due_at)
        .limit(most)
    ).all()
    taken = [Alarm(*row) for row in rows]
    connection.execute(
        update(alarms)
        .where(alarms.c.id.in_([a.id for a in taken]))
        .values(leased_until=until, attempts=alarms.c.attempts + 1)
    )
    return taken


def extend(connection: Connection, alarm_id: int, until: datetime) -> None:
    """Keeps a claimed alarm for longer: its work goes on."""
    connection.execute(update(alarms).where(alarms.c.id == alarm_id).values(leased_until=until))


def finish(connection: Connection, alarm_id: int, at: datetime, failure: str | None = None) -> None:
    """Marks an alarm done, or given up."""
    connection.execute(update(alarms).where(alarms.c.id == alarm_id).values(done_at=at, failure=failure))


def postpone(connection: Connection, alarm_id: int, due_at: datetime) -> None:
    """Lets an alarm that failed ring again later."""
    connection.execute(update(alarms).where(alarms.c.id == alarm_id).values(due_at=due_at, leased_until=None))


def release(connection: Connection, now: datetime) -> None:
    """Lets go of leases that a process which is gone had taken. Only one process serves a file."""
    connection.execute(update(alarms).where(alarms.c.leased_until > now).values(leased_until=None))
