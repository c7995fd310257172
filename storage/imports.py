"""Files that were handed over: one row each, written in steps, invisible until finished."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from bot.domain.identity import ImportId, PageId, PersonId
from storage.schema import imports


class Import(NamedTuple):
    """One file on its way in; `rows_done` of its rows are written."""

    id: ImportId
    page_id: PageId
    person_id: PersonId
    file_id: str
    file_name: str
    rows_done: int
    created_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None


_SELECT = select(*(imports.c[name] for name in Import._fields))


def add(
    connection: Connection, page_id: PageId, person_id: PersonId, file_id: str, file_name: str, at: datetime
) -> ImportId:
    """A file to be read."""
    key = connection.execute(
        insert(imports).values(
            page_id=page_id,
            person_id=person_id,
            file_id=file_id,
            file_name=file_name,
            rows_done=0,
            created_at=at,
        )
    ).inserted_primary_key
    return ImportId(key[0] if key else 0)


def get(connection: Connection, import_id: ImportId) -> Import:
    """An import by its id; it must exist."""
    return Import(*connection.execute(_SELECT.where(imports.c.id == import_id)).one())


def advance(connection: Connection, import_id: ImportId, rows_done: int) -> None:
    """Remembers how far the writing has come."""
    connection.execute(update(imports).where(imports.c.id == import_id).values(rows_done=rows_done))


def finish(connection: Connection, import_id: ImportId, at: datetime) -> None:
    """Shows all that was imported, at once."""
    connection.execute(update(imports).where(imports.c.id == import_id).values(finished_at=at))


def undo(connection: Connection, import_id: ImportId, at: datetime | None) -> None:
    """Hides all that was imported, or with `None` shows it again."""
    connection.execute(update(imports).where(imports.c.id == import_id).values(undone_at=at))
