"""The posts and readings of one file, many in one statement; they count once it is finished."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from bot.domain.identity import ImportId, PersonId, PostId
from storage import readings
from storage.post_rows import AS_THEY_ARE
from storage.schema import posts
from storage.schema import readings as readings_table

_IMPORTED = ("published_at", "kind", "external_id", *AS_THEY_ARE)
_ADD_MANY = insert(posts).returning(posts.c.id, sort_by_parameter_order=True)


def add_posts(
    connection: Connection,
    rows: Sequence[tuple[Mapping[str, Any], Mapping[str, Any] | None]],
    *,
    import_id: ImportId,
    by: PersonId,
    at: datetime,
) -> list[PostId]:
    """Posts of one import, many in one statement; nobody sees them until it is finished. Their ids."""
    if not rows:
        return []
    noted = {"import_id": import_id, "recorded_by": by, "recorded_at": at}
    values = [{"day_only": False, **dict.fromkeys(_IMPORTED), **noted, **_stated(post)} for post, _ in rows]
    ids = [PostId(key) for key in connection.scalars(_ADD_MANY, values)]
    counted = [(key, reading) for key, (_, reading) in zip(ids, rows, strict=True) if reading]
    add_readings(connection, counted, by=by, at=at)
    return ids


def _stated(post: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says of a post; one that does not say when it was written down was so now."""
    return {name: value for name, value in post.items() if name != "recorded_at" or value is not None}


def add_readings(
    connection: Connection,
    read: Sequence[tuple[PostId, Mapping[str, Any]]],
    *,
    by: PersonId,
    at: datetime,
    import_id: ImportId | None = None,
) -> None:
    """Readings of many posts, as `readings.add` adds one; those of an import count once it is finished."""
    if not read:
        return
    values = [readings.values_of(key, reading, by=by, at=at) for key, reading in read]
    connection.execute(insert(readings_table), [{**each, "import_id": import_id} for each in values])
