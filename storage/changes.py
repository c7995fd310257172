"""Who changed what and when, with what it takes to take it back."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, update

from bot.domain.errors import Refused
from bot.domain.identity import ChangeId, PageId, PersonId
from storage.keys import added
from storage.schema import changes, members


class Change(NamedTuple):
    """One change; `facts` is what its subject needs to take it back."""

    id: ChangeId
    page_id: PageId | None
    what: str
    facts: dict[str, Any]
    at: datetime
    undone_at: datetime | None


_NOTE = insert(changes)
_SELECT = select(
    changes.c.id, changes.c.page_id, changes.c.what, changes.c.facts, changes.c.at, changes.c.undone_at
)


def note(
    connection: Connection,
    person_id: PersonId,
    page_id: PageId | None,
    what: str,
    facts: dict[str, Any],
    at: datetime,
) -> ChangeId:
    """Remembers a change."""
    row = {"person_id": person_id, "page_id": page_id, "what": what, "facts": facts, "at": at}
    return ChangeId(added(connection, _NOTE, row))


def get(connection: Connection, change_id: ChangeId, *, person: PersonId) -> Change:
    """A change that `person` made to a page she still belongs to; else Refused("change-not-found")."""
    row = connection.execute(
        _SELECT.join(members, members.c.page_id == changes.c.page_id).where(
            changes.c.id == change_id, changes.c.person_id == person, members.c.person_id == person
        )
    ).first()
    if row is None:
        raise Refused("change-not-found")
    return Change(*row)


def last_of(connection: Connection, person_id: PersonId, since: datetime) -> Change | None:
    """The newest change of a person that still stands."""
    row = connection.execute(
        _SELECT.where(changes.c.person_id == person_id, changes.c.undone_at.is_(None), changes.c.at >= since)
        .order_by(changes.c.id.desc())
        .limit(1)
    ).first()
    return Change(*row) if row else None


def mark_undone(connection: Connection, change_id: ChangeId, at: datetime) -> None:
    """Remembers that a change was taken back."""
    connection.execute(update(changes).where(changes.c.id == change_id).values(undone_at=at))
