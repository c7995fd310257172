"""Who waits for an answer of a page. What was answered stays, so that it can be taken back."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.domain.customers import known_as
from bot.domain.errors import Refused
from bot.domain.identity import OwedId, PageId, PersonId
from bot.domain.owed import MOST, Owed
from storage.keys import added
from storage.schema import members
from storage.schema import owed_answers as table

_FORGOTTEN = ""
"""In place of a name that nobody is to know any more."""
_SELECT = select(table.c.id, table.c.page_id, table.c.who, table.c.since)


def waiting(connection: Connection, page_id: PageId) -> list[Owed]:
    """Who waits, the longest first. Who may see it, the caller asks."""
    mine = _SELECT.where(table.c.page_id == page_id, table.c.answered_at.is_(None))
    return [Owed(*row) for row in connection.execute(mine.order_by(table.c.since, table.c.id))]


def get(connection: Connection, owed_id: OwedId, *, member: PersonId) -> Owed:
    """One of a page of `member`'s who still waits; else Refused("owed-gone")."""
    row = connection.execute(
        _SELECT.join(members, members.c.page_id == table.c.page_id).where(
            table.c.id == owed_id, members.c.person_id == member, table.c.answered_at.is_(None)
        )
    ).first()
    if row is None:
        raise Refused("owed-gone")
    return Owed(*row)


def add(connection: Connection, page_id: PageId, who: str, *, by: PersonId, at: datetime) -> Owed:
    """Notes that somebody waits; who is noted already stays as it is. Refused("owed-most")."""
    there = waiting(connection, page_id)
    for each in there:
        if known_as(each.who) == known_as(who):
            return each
    if len(there) >= MOST:
        raise Refused("owed-most", most=MOST)
    row = insert(table).values(page_id=page_id, who=who, since=at, noted_by=by)
    return Owed(OwedId(added(connection, row)), page_id, who, at)


def answered(connection: Connection, owed_id: OwedId, at: datetime | None) -> None:
    """Somebody was answered, or does not wait after all; None where they wait again."""
    mine = (table.c.id == owed_id, table.c.who != _FORGOTTEN)
    connection.execute(update(table).where(*mine).values(answered_at=at))


def forget(connection: Connection, page_id: PageId, name: str) -> None:
    """Takes a name out of a page for good, however it is spelt. The rows stay: no id is given twice."""
    named = connection.execute(select(table.c.id, table.c.who).where(table.c.page_id == page_id))
    mine = table.c.id.in_([row.id for row in named if known_as(row.who) == known_as(name)])
    ended = func.coalesce(table.c.answered_at, table.c.since)
    connection.execute(update(table).where(mine).values(who=_FORGOTTEN, answered_at=ended))
