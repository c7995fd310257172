"""Readings of posts. One is never overwritten: a corrected one is withdrawn and stays."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.domain.identity import PersonId, PostId, ReadingId
from bot.domain.posts import COUNTS, Source
from storage.keys import added
from storage.post_rows import STANDING
from storage.schema import readings

_ADD = insert(readings)


def add(
    connection: Connection, post_id: PostId, reading: Mapping[str, Any], *, by: PersonId, at: datetime
) -> ReadingId:
    """A reading of a post: `taken_at`, `source`, `rounded` and counts by name."""
    return ReadingId(added(connection, _ADD, values_of(post_id, reading, by=by, at=at)))


def values_of(post_id: PostId, reading: Mapping[str, Any], *, by: PersonId, at: datetime) -> dict[str, Any]:
    """The row of a reading such as `add` takes."""
    return {
        **dict.fromkeys(COUNTS),
        "taken_at": at,
        **reading,
        "post_id": post_id,
        "rounded": sorted(reading.get("rounded", ())),
        "recorded_by": by,
        "recorded_at": at,
    }


def correct(
    connection: Connection, post_id: PostId, counts: Mapping[str, int | None], *, by: PersonId, at: datetime
) -> tuple[ReadingId | None, ReadingId]:
    """Withdraws the latest reading in favour of one with other `counts`, taken at the same moment.

    The ids of the withdrawn reading (`None` where there was none) and of the new one.
    """
    latest = connection.execute(
        select(readings)
        .where(readings.c.post_id == post_id, STANDING)
        .order_by(readings.c.taken_at.desc(), readings.c.id.desc())
        .limit(1)
    ).first()
    if latest is None:
        return None, add(connection, post_id, {"source": Source.TYPED, **counts}, by=by, at=at)
    withdraw(connection, ReadingId(latest.id), at)
    kept = {name: getattr(latest, name) for name in ("taken_at", "source", *COUNTS)}
    rounded = set(latest.rounded) - set(counts)
    return ReadingId(latest.id), add(
        connection, post_id, {**kept, "rounded": rounded, **counts}, by=by, at=at
    )


def withdraw(connection: Connection, reading_id: ReadingId, at: datetime | None) -> None:
    """Takes a reading out of use, or with `None` brings it back."""
    connection.execute(update(readings).where(readings.c.id == reading_id).values(withdrawn_at=at))
