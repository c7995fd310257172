"""Which rows of a file are about posts that are there already, and what their counts were."""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Text, and_, bindparam, func, or_, select, type_coerce

from bot.domain.archive import OWN_ID
from bot.domain.identity import ImportId, PageId, PostId
from bot.domain.imports import ImportedRow
from bot.domain.posts import COUNTS
from storage.post_rows import STANDING, VISIBLE
from storage.schema import posts, readings

_MINUTE = len("2026-11-22T10:00")
"""How much of a moment, as it is kept, is its minute."""
Like = tuple[datetime | None, str | None]
_at = type_coerce(posts.c.published_at, Text)
_wanted = func.json_each(bindparam("minutes")).table_valued("value")
_ALIKE = (
    select(posts.c.id, posts.c.published_at, posts.c.kind, posts.c.external_id)
    .select_from(
        # each minute is looked up in the index of the page's posts
        _wanted.join(posts, and_(_at >= _wanted.c.value, _at < _wanted.c.value + ";"))
    )
    .where(
        posts.c.page_id == bindparam("page"),
        VISIBLE,
        or_(posts.c.import_id.is_(None), posts.c.import_id != bindparam("import")),
    )
    .order_by(posts.c.id)
)


def matches(
    connection: Connection, page_id: PageId, import_id: ImportId, rows: Sequence[ImportedRow]
) -> list[PostId | None]:
    """For each row the post that it is about, None where that is a new one.

    By the file's own id, among the posts of this import as well; else by minute and kind: the first such row
    is the first such post, the second the second. Two posts whose ids differ are never one.
    """
    found = _by_id(connection, page_id, import_id, rows)
    left = [row for row in rows if row.post.get("external_id") not in found]
    alike = _alike(connection, page_id, import_id, left)
    return [found.get(row.post.get("external_id", "")) or _nth(row, alike) for row in rows]


def differing(
    connection: Connection, import_id: ImportId, read: Sequence[tuple[PostId, ImportedRow]]
) -> list[tuple[PostId, ImportedRow]]:
    """The rows that say something new: other counts than the latest, and than those of the same moment."""
    if not read:
        return []
    latest: dict[int, dict[str, int | None]] = {}
    at_moment: dict[tuple[int, datetime], dict[str, int | None]] = {}
    known = connection.execute(
        select(readings.c.post_id, readings.c.taken_at, *(readings.c[name] for name in COUNTS))
        .where(
            readings.c.post_id.in_({post for post, _ in read}),
            or_(STANDING, and_(readings.c.withdrawn_at.is_(None), readings.c.import_id == import_id)),
        )
        .order_by(readings.c.taken_at, readings.c.id)
    )
    for post_id, taken_at, *counts in known:
        latest[post_id] = at_moment[post_id, taken_at] = dict(zip(COUNTS, counts, strict=True))
    new = []
    for post, row in read:
        here = at_moment.get((post, row.taken_at)) if row.taken_at else None
        before = (here,) if row.exact else (latest.get(post), here)
        if row.counts and not any(_says(counts, row) for counts in before if counts):
            new.append((post, row))
            latest[post] = dict(row.counts)
    return new


def _says(counts: dict[str, int | None], row: ImportedRow) -> bool:
    return all(counts.get(name) == value for name, value in row.counts.items())


def _by_id(
    connection: Connection, page_id: PageId, import_id: ImportId, rows: Sequence[ImportedRow]
) -> dict[str, PostId]:
    ids = {row.post["external_id"] for row in rows if "external_id" in row.post}
    if not ids:
        return {}
    found = _by_our_own(connection, page_id, ids)
    known = connection.execute(
        select(posts.c.external_id, posts.c.id).where(
            posts.c.page_id == page_id,
            posts.c.external_id.in_(ids),
            posts.c.deleted_at.is_(None),
            or_(VISIBLE, posts.c.import_id == import_id),
        )
    )
    return found | {external: PostId(key) for external, key in known}


def _by_our_own(connection: Connection, page_id: PageId, ids: set[str]) -> dict[str, PostId]:
    """The posts without an id of their own that this page's archive named by ours."""
    begins = OWN_ID.format(page=page_id, post="")
    named = {
        int(own[len(begins) :]): own for own in ids if re.fullmatch(re.escape(begins) + "[0-9]{1,18}", own)
    }
    here = select(posts.c.id).where(posts.c.page_id == page_id, posts.c.id.in_(named), VISIBLE)
    return {named[key]: PostId(key) for key in connection.scalars(here)} if named else {}


def _alike(
    connection: Connection, page_id: PageId, import_id: ImportId, rows: Sequence[ImportedRow]
) -> dict[Like, list[tuple[PostId, str | None]]]:
    """The posts from before, by the minutes and kinds of the rows, in the order of their recording."""
    alike: dict[Like, list[tuple[PostId, str | None]]] = defaultdict(list)
    if not rows or not _any_before(connection, page_id, import_id):
        return alike
    minutes = {at for row in rows if (at := _minute(row.post.get("published_at")))}
    asked = json.dumps(sorted(at.astimezone(UTC).isoformat()[:_MINUTE] for at in minutes))
    for row in connection.execute(_ALIKE, {"page": page_id, "import": import_id, "minutes": asked}):
        alike[_minute(row.published_at), row.kind].append((PostId(row.id), row.external_id))
    return alike


def _any_before(connection: Connection, page_id: PageId, import_id: ImportId) -> bool:
    other = or_(posts.c.import_id.is_(None), posts.c.import_id != import_id)
    before = select(posts.c.id).where(posts.c.page_id == page_id, other, VISIBLE).limit(1)
    return connection.scalar(before) is not None


def _nth(row: ImportedRow, alike: dict[Like, list[tuple[PostId, str | None]]]) -> PostId | None:
    same = alike.get((_minute(row.post.get("published_at")), row.post.get("kind")), [])
    if "external_id" in row.post:
        same = [(post, external) for post, external in same if external is None]
    return same[row.nth][0] if row.nth < len(same) else None


def _minute(at: datetime | None) -> datetime | None:
    return at and at.replace(second=0, microsecond=0)
