"""Half-filled forms: rows with a version, so that an old button is known for one."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.domain.errors import Refused
from bot.domain.identity import DraftId, PageId, PersonId
from storage.keys import added
from storage.schema import drafts


class DraftRow(NamedTuple):
    """A draft as it is kept; `state` is the form's own JSON."""

    id: DraftId
    page_id: PageId | None
    form: str
    version: int
    state: dict[str, Any]


LIST = "asks"
"""The form of a list of questions: it waits beside whatever is filled in, and stands in nobody's way."""

_COLUMNS = (drafts.c.id, drafts.c.page_id, drafts.c.form, drafts.c.version, drafts.c.state)
_OPEN = (
    select(*_COLUMNS)
    .where(drafts.c.person_id == bindparam("person"), drafts.c.closed_at.is_(None), drafts.c.form != LIST)
    .order_by(drafts.c.id.desc())
    .limit(1)
)

_LISTS = (
    select(*_COLUMNS)
    .where(drafts.c.person_id == bindparam("person"), drafts.c.closed_at.is_(None), drafts.c.form == LIST)
    .order_by(drafts.c.id.desc())
)


def open_of(connection: Connection, person_id: PersonId) -> DraftRow | None:
    """What a person is filling in."""
    row = connection.execute(_OPEN, {"person": person_id}).first()
    return DraftRow(*row) if row else None


def at_version(connection: Connection, draft_id: DraftId, version: int, *, person: PersonId) -> DraftRow:
    """An open draft of `person`, as its buttons knew it.

    Refused: `draft-not-found` (nobody's, or somebody else's), `draft-closed` (finished or cancelled),
    `draft-moved-on` (an older card's button).
    """
    row = connection.execute(
        select(*_COLUMNS, drafts.c.closed_at).where(drafts.c.id == draft_id, drafts.c.person_id == person)
    ).first()
    if row is None:
        raise Refused("draft-not-found")
    if row.closed_at is not None:
        raise Refused("draft-closed")
    if row.version != version:
        raise Refused("draft-moved-on")
    return DraftRow(*row[:5])


def open_new(
    connection: Connection,
    person_id: PersonId,
    page_id: PageId | None,
    form: str,
    state: dict[str, Any],
    at: datetime,
) -> DraftRow:
    """Begins a draft; what was open is closed, since one card is filled in at a time."""
    close_all(connection, person_id, at)
    return _begun(connection, person_id, DraftRow(DraftId(0), page_id, form, 1, state), at)


def _begun(connection: Connection, person_id: PersonId, draft: DraftRow, at: datetime) -> DraftRow:
    """The draft as a row, with its id."""
    row = insert(drafts).values(
        person_id=person_id,
        page_id=draft.page_id,
        form=draft.form,
        version=draft.version,
        state=draft.state,
        created_at=at,
        updated_at=at,
    )
    return draft._replace(id=DraftId(added(connection, row)))


def save(connection: Connection, draft: DraftRow, state: dict[str, Any], at: datetime) -> DraftRow:
    """The draft's next version."""
    connection.execute(
        update(drafts)
        .where(drafts.c.id == draft.id)
        .values(state=state, version=draft.version + 1, updated_at=at)
    )
    return draft._replace(state=state, version=draft.version + 1)


def note(connection: Connection, draft_id: DraftId, state: dict[str, Any], at: datetime) -> None:
    """Another state under the same version: the card that was shown still stands for it."""
    connection.execute(update(drafts).where(drafts.c.id == draft_id).values(state=state, updated_at=at))


def close(connection: Connection, draft_id: DraftId, at: datetime) -> None:
    """Ends a draft: it was kept, or cancelled."""
    connection.execute(update(drafts).where(drafts.c.id == draft_id).values(closed_at=at))


def close_all(connection: Connection, person_id: PersonId, at: datetime) -> int:
    """Ends whatever a person is filling in; how many drafts there were."""
    return connection.execute(
        update(drafts)
        .where(drafts.c.person_id == person_id, drafts.c.closed_at.is_(None), drafts.c.form != LIST)
        .values(closed_at=at)
    ).rowcount


def lists_of(connection: Connection, person_id: PersonId) -> list[DraftRow]:
    """A person's open lists of questions, the newest first."""
    return [DraftRow(*row) for row in connection.execute(_LISTS, {"person": person_id})]


def hang_up(
    connection: Connection, person_id: PersonId, page_id: PageId, state: dict[str, Any], at: datetime
) -> DraftRow:
    """Puts up a new list of questions about a page, in the place of the one before."""
    old = (drafts.c.person_id == person_id, drafts.c.page_id == page_id, drafts.c.form == LIST)
    connection.execute(update(drafts).where(*old, drafts.c.closed_at.is_(None)).values(closed_at=at))
    return _begun(connection, person_id, DraftRow(DraftId(0), page_id, LIST, 1, state), at)


def reopen(connection: Connection, draft_id: DraftId) -> None:
    """Opens a draft again that was closed."""
    connection.execute(update(drafts).where(drafts.c.id == draft_id).values(closed_at=None))
