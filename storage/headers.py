"""What columns of files mean, as she told us: remembered by the header, so that nothing is asked twice."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.domain.identity import PersonId
from storage.schema import headers


def fingerprint(names: Iterable[str]) -> str:
    """Equal for headers of the same folded names, in whatever order."""
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()[:32]


def learnt(connection: Connection, person_id: PersonId) -> dict[str, str]:
    """The meanings that a person gave to columns, by folded name; what she said last stands."""
    rows = connection.scalars(
        select(headers.c.columns).where(headers.c.person_id == person_id).order_by(headers.c.learnt_at)
    )
    return {name: meaning for columns in rows for name, meaning in columns.items()}


def remember(
    connection: Connection,
    person_id: PersonId,
    names: Iterable[str],
    meanings: Mapping[str, str],
    at: datetime,
) -> None:
    """Keeps the meanings of a header's columns, in place of what was kept for it."""
    print_of = fingerprint(names)
    same = (headers.c.person_id == person_id, headers.c.fingerprint == print_of)
    before = connection.scalar(select(headers.c.columns).where(*same)) or {}
    connection.execute(delete(headers).where(*same))
    kept = {**before, **meanings}
    row = {"person_id": person_id, "fingerprint": print_of, "columns": kept, "learnt_at": at}
    connection.execute(insert(headers).values(row))
