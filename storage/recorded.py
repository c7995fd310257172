"""Finding posts that were recorded, with all their readings and all that was changed about them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, or_, select

from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId, PostId, ReadingId
from bot.domain.posts import COUNTS, Counts, Post, Reading, Source
from storage.changes import Change
from storage.post_rows import SELECT, VISIBLE, as_post
from storage.schema import changes, members, posts, readings

_MOST_FOUND = 500
_MOST_CHANGES = 5000
_OF_POSTS = ("post", "posts", "post-field", "post-delete", "reading")
_when = func.coalesce(posts.c.published_at, posts.c.recorded_at)
_TEXTS = (posts.c.topic, posts.c.campaign, posts.c.caption, posts.c.link, posts.c.typed)


class ReadingRow(NamedTuple):
    """One reading of a post, standing or withdrawn."""

    id: ReadingId
    post_id: PostId
    reading: Reading
    withdrawn_at: datetime | None


class Changed(NamedTuple):
    """A change, and who made it."""

    change: Change
    by: PersonId


def listed(
    connection: Connection,
    page_id: PageId,
    patterns: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Post]:
    """A page's posts, newest first, at most 500: those published (or else recorded) between two moments, in
    whose topic, campaign, caption, link or line each of the patterns (of SQL's LIKE) is found.
    """
    asked = SELECT.where(posts.c.page_id == page_id, VISIBLE)
    for pattern in patterns:
        asked = asked.where(or_(*(text.like(pattern) for text in _TEXTS)))
    if since is not None:
        asked = asked.where(_when >= since)
    if until is not None:
        asked = asked.where(_when < until)
    rows = connection.execute(asked.order_by(_when.desc(), posts.c.id.desc()).limit(_MOST_FOUND))
    return [as_post(row) for row in rows]


def by_link(connection: Connection, page_id: PageId, core: str) -> Post | None:
    """The newest post of a page whose link holds a piece of an address."""
    found = listed(connection, page_id, (f"%{core}%",))
    return next((post for post in found if post.link and core in post.link), None)


def last_of(connection: Connection, page_id: PageId, person: PersonId, since: datetime) -> Post | None:
    """The post of a page that a person recorded last, where that was since a moment."""
    row = connection.execute(
        SELECT.where(
            posts.c.page_id == page_id, posts.c.recorded_by == person, posts.c.recorded_at >= since, VISIBLE
        )
        .order_by(posts.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else as_post(row)


def readings_of(connection: Connection, post_id: PostId) -> list[ReadingRow]:
    """All readings of a post, the withdrawn ones too, in the order of their moments."""
    rows = connection.execute(
        select(readings).where(readings.c.post_id == post_id).order_by(readings.c.taken_at, readings.c.id)
    )
    return [_reading(row) for row in rows]


def reading(connection: Connection, reading_id: ReadingId, *, member: PersonId) -> ReadingRow:
    """A reading, if `member` belongs to its post's page; else Refused("reading-not-found")."""
    row = connection.execute(
        select(readings)
        .join(posts, posts.c.id == readings.c.post_id)
        .join(members, members.c.page_id == posts.c.page_id)
        .where(readings.c.id == reading_id, members.c.person_id == member, VISIBLE)
    ).first()
    if row is None:
        raise Refused("reading-not-found")
    return _reading(row)


def changes_of(connection: Connection, post: Post) -> list[Changed]:
    """All that was changed about a post, oldest first, what was taken back too."""
    rows = connection.execute(
        select(changes)
        .where(
            changes.c.page_id == post.page_id,
            changes.c.at >= post.recorded_at,
            changes.c.what.in_(_OF_POSTS),
        )
        .order_by(changes.c.id.desc())
        .limit(_MOST_CHANGES)
    )
    found = [
        Changed(
            Change(row.id, row.page_id, row.what, row.facts, row.at, row.undone_at), PersonId(row.person_id)
        )
        for row in rows
        if row.facts.get("post") == post.id or post.id in row.facts.get("posts", ())
    ]
    return found[::-1]


def _reading(row: Any) -> ReadingRow:
    return ReadingRow(
        ReadingId(row.id),
        PostId(row.post_id),
        Reading(
            taken_at=row.taken_at,
            counts=Counts(*(getattr(row, name) for name in COUNTS)),
            source=Source(row.source),
            rounded=frozenset(row.rounded),
        ),
        row.withdrawn_at,
    )
