"""Files that were handed over: one row each, written in steps, invisible until finished."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, update

from bot.domain.errors import Refused
from bot.domain.followers import FollowerCount
from bot.domain.identity import ImportId, PageId, PersonId
from bot.domain.imports import ImportedRow
from bot.domain.posts import Source
from storage import followers, imported
from storage.keys import added
from storage.matching import differing, matches
from storage.schema import follower_counts, imports
from storage.schema import posts as posts_table


class Import(NamedTuple):
    """One file on its way in; `rows_done` of its rows are written. `state` is what was asked about it."""

    id: ImportId
    page_id: PageId
    person_id: PersonId
    file_id: str
    file_name: str
    rows_done: int
    state: dict[str, Any] | None
    started_at: datetime | None
    created_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None

    @property
    def closed(self) -> bool:
        """Whether nothing more will come of it."""
        return self.finished_at is not None or self.undone_at is not None


_SELECT = select(*(imports.c[name] for name in Import._fields))
_UNDER_WAY = (
    imports.c.started_at.is_not(None),
    imports.c.finished_at.is_(None),
    imports.c.undone_at.is_(None),
)


def add(
    connection: Connection, page_id: PageId, person_id: PersonId, file_id: str, file_name: str, at: datetime
) -> ImportId:
    """A file to be read."""
    file = {"file_id": file_id, "file_name": file_name, "rows_done": 0, "created_at": at}
    row = insert(imports).values(page_id=page_id, person_id=person_id, **file)
    return ImportId(added(connection, row))


def get(connection: Connection, import_id: ImportId) -> Import:
    """An import by its id; it must exist."""
    return Import(*connection.execute(_SELECT.where(imports.c.id == import_id)).one())


def of_person(connection: Connection, import_id: ImportId, *, person: PersonId) -> Import:
    """A file that `person` sent; else Refused("import-not-found")."""
    row = connection.execute(_SELECT.where(imports.c.id == import_id, imports.c.person_id == person)).first()
    if row is None:
        raise Refused("import-not-found")
    return Import(*row)


def note(connection: Connection, import_id: ImportId, state: dict[str, Any]) -> None:
    """Remembers what is being asked about a file."""
    connection.execute(update(imports).where(imports.c.id == import_id).values(state=state))


def start(connection: Connection, import_id: ImportId, at: datetime) -> None:
    """From now on its rows are written."""
    connection.execute(update(imports).where(imports.c.id == import_id).values(started_at=at))


def next_of_page(connection: Connection, page_id: PageId) -> ImportId | None:
    """The started import of a page whose turn it is: one after the other, so that none doubles another's."""
    turn = select(imports.c.id).where(imports.c.page_id == page_id, *_UNDER_WAY)
    return connection.scalar(turn.order_by(imports.c.started_at, imports.c.id).limit(1))


def begin_again(connection: Connection, import_id: ImportId, at: datetime) -> None:
    """Drops what was written of a file of which nothing was shown."""
    written = posts_table.c.import_id == import_id
    connection.execute(update(posts_table).where(written).values(deleted_at=at))
    advance(connection, import_id, 0)


def advance(connection: Connection, import_id: ImportId, rows_done: int) -> None:
    """Remembers how far the writing has come."""
    connection.execute(update(imports).where(imports.c.id == import_id).values(rows_done=rows_done))


class Written(NamedTuple):
    """What became of some rows."""

    added: int
    updated: int
    """Posts that were there and have other counts now."""
    same: int


def write(connection: Connection, job: Import, rows: Sequence[ImportedRow], at: datetime) -> Written:
    """Some rows of a file: new posts, and new readings of those that are there where their counts differ."""
    known = matches(connection, job.page_id, job.id, rows)
    new: list[ImportedRow] = []
    again: list[tuple[int, ImportedRow]] = []
    place: dict[str, int] = {}
    for row, post in zip(rows, known, strict=True):
        own = row.post.get("external_id")
        if post is None and own in place:
            again.append((place[own], row))
        elif post is None:
            if own is not None:
                place[own] = len(new)
            new.append(row)
    made = [({**row.post, "page_id": job.page_id}, _reading(job, row) if row.counts else None) for row in new]
    ids = imported.add_posts(connection, made, import_id=job.id, by=job.person_id, at=at)
    read = [(post, row) for row, post in zip(rows, known, strict=True) if post is not None]
    read += [(ids[number], row) for number, row in again]
    fresh = differing(connection, job.id, read)
    imported.add_readings(
        connection,
        [(post, _reading(job, row)) for post, row in fresh],
        by=job.person_id,
        at=at,
        import_id=job.id,
    )
    return Written(len(new), len(fresh), len(read) - len(fresh))


def known_rows(
    connection: Connection, page_id: PageId, import_id: ImportId, rows: Sequence[ImportedRow]
) -> int:
    """How many of the rows are about posts that are there."""
    return sum(post is not None for post in matches(connection, page_id, import_id, rows))


def add_followers(
    connection: Connection, job: Import, counts: Sequence[tuple[datetime | None, int]], at: datetime
) -> list[int]:
    """The follower counts of a file that are not there yet; the ids of the rows."""
    if not counts:
        return []
    table = follower_counts
    moments = {taken or job.created_at for taken, _ in counts}
    found = connection.execute(
        select(table.c.taken_at, table.c.count).where(
            table.c.page_id == job.page_id, table.c.taken_at.in_(moments), table.c.deleted_at.is_(None)
        )
    )
    there = {(taken, count) for taken, count in found}
    return [
        followers.add(
            connection,
            job.page_id,
            FollowerCount(count, taken or job.created_at),
            source=Source.FILE,
            by=job.person_id,
            at=at,
        )
        for taken, count in counts
        if (taken or job.created_at, count) not in there
    ]


def finish(connection: Connection, import_id: ImportId, at: datetime) -> None:
    """Shows all that was imported, at once."""
    connection.execute(update(imports).where(imports.c.id == import_id).values(finished_at=at))


def undo(connection: Connection, import_id: ImportId, at: datetime | None) -> None:
    """Hides all that was imported, or with `None` shows it again."""
    connection.execute(update(imports).where(imports.c.id == import_id).values(undone_at=at))


def _reading(job: Import, row: ImportedRow) -> dict[str, Any]:
    taken_at = row.taken_at or job.created_at
    return {**row.counts, "taken_at": taken_at, "source": Source.FILE, "rounded": row.rounded}
