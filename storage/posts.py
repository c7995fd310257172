"""Posts and their readings. A reading is never overwritten: a corrected one is withdrawn and stays."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    TypeDecorator,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    type_coerce,
    update,
)

from bot.domain.errors import Refused
from bot.domain.identity import ImportId, PageId, PersonId, PostId, ReadingId
from bot.domain.posts import COUNTS, Counts, Kind, Post, Reading, Source
from storage.keys import added
from storage.schema import asks, imports, members, posts, readings

_POST_COLUMNS = (
    posts.c.id,
    posts.c.page_id,
    posts.c.recorded_at,
    posts.c.published_at,
    posts.c.day_only,
    posts.c.kind,
    posts.c.slides,
    posts.c.topic,
    posts.c.campaign,
    posts.c.caption,
    posts.c.link,
    posts.c.followers_at_publishing,
)
_READING_COLUMNS = (
    readings.c.taken_at,
    *(readings.c[name] for name in COUNTS),
    readings.c.source,
    readings.c.rounded,
)

_SHOWN_IMPORTS = select(imports.c.id).where(imports.c.finished_at.is_not(None), imports.c.undone_at.is_(None))
STANDING = and_(
    readings.c.withdrawn_at.is_(None),
    or_(readings.c.import_id.is_(None), readings.c.import_id.in_(_SHOWN_IMPORTS)),
)
"""Readings that count: a file's new readings of posts that were there do once it is finished."""
_latest = (
    select(readings.c.id)
    .where(readings.c.post_id == posts.c.id, STANDING)
    .order_by(readings.c.taken_at.desc(), readings.c.id.desc())
    .limit(1)
    .correlate(posts)
    .scalar_subquery()
)
_SELECT = select(*_POST_COLUMNS, *_READING_COLUMNS).select_from(
    posts.outerjoin(readings, readings.c.id == _latest)
)
_visible = and_(
    posts.c.deleted_at.is_(None),
    or_(
        posts.c.import_id.is_(None),
        posts.c.import_id.in_(_SHOWN_IMPORTS),
    ),
)


def _bare(column: Column[Any]) -> Any:
    """A column as its text: for a page's tens of thousands of rows the detour by types takes too long."""
    return type_coerce(column, column.type.impl) if isinstance(column.type, TypeDecorator) else column


_OF_PAGE = (
    select(*map(_bare, (*_POST_COLUMNS, *_READING_COLUMNS)))
    .select_from(posts.outerjoin(readings, and_(readings.c.post_id == posts.c.id, STANDING)))
    .where(
        posts.c.page_id == bindparam("page"),
        _visible,
        func.coalesce(posts.c.published_at, posts.c.recorded_at) >= bindparam("since"),
    )
    .order_by(posts.c.id, readings.c.taken_at, readings.c.id)
)
_ONE = _SELECT.join(members, members.c.page_id == posts.c.page_id).where(
    posts.c.id == bindparam("id"), members.c.person_id == bindparam("member"), _visible
)
_SAME_LINE = (
    select(posts.c.id)
    .where(
        posts.c.page_id == bindparam("page"),
        posts.c.line_hash == bindparam("hash"),
        posts.c.recorded_at > bindparam("since"),
        posts.c.deleted_at.is_(None),
    )
    .limit(1)
)
_ADD = insert(posts)
_ADD_READING = insert(readings)
_AS_THEY_ARE = ("slides", "topic", "campaign", "caption", "link", "followers_at_publishing")
_IMPORTED = ("published_at", "kind", "external_id", *_AS_THEY_ARE)
_ADD_MANY = insert(posts).returning(posts.c.id, sort_by_parameter_order=True)
_ANY = select(posts.c.id).where(posts.c.page_id == bindparam("page"), _visible).limit(1)
_BEGINNING = datetime.fromisoformat("0001-01-02T00:00:00+00:00")
_FIRST_OF_READING = len(_POST_COLUMNS)
_KINDS = {kind.value: kind for kind in Kind}
_SOURCES = {source.value: source for source in Source}
_EXACT = frozenset[str]()
_instant = datetime.fromisoformat


def of_page(connection: Connection, page_id: PageId, since: datetime | None = None) -> list[Post]:
    """A page's posts with all their standing readings, published (or else recorded) since a moment."""
    rows = connection.execute(_OF_PAGE, {"page": page_id, "since": since or _BEGINNING})
    return [_with_readings(list(of_one)) for _, of_one in groupby(rows, key=itemgetter(0))]


def get(connection: Connection, post_id: PostId, *, member: PersonId) -> Post:
    """The post, if `member` belongs to its page; else Refused("post-not-found")."""
    row = connection.execute(_ONE, {"id": post_id, "member": member}).first()
    if row is None:
        raise Refused("post-not-found")
    return _post(row)


def some(connection: Connection, post_ids: Sequence[PostId]) -> list[Post]:
    """Those of some posts that can be seen, in the order of the ids."""
    rows = connection.execute(_SELECT.where(posts.c.id.in_(post_ids), _visible))
    found = {row.id: _post(row) for row in rows}
    return [found[post_id] for post_id in post_ids if post_id in found]


def newest(connection: Connection, page_id: PageId, most: int) -> list[Post]:
    """A page's posts that were published, or else recorded, last; the newest first."""
    happened = func.coalesce(posts.c.published_at, posts.c.recorded_at)
    found = _SELECT.where(posts.c.page_id == page_id, _visible).order_by(happened.desc(), posts.c.id.desc())
    return [_post(row) for row in connection.execute(found.limit(most))]


def move_clock(connection: Connection, page_id: PageId, moved: Callable[[datetime], datetime]) -> None:
    """Sets the times that were typed for a page's posts to what `moved` makes of them."""
    typed = select(posts.c.id, posts.c.published_at).where(
        posts.c.page_id == page_id, posts.c.published_at.is_not(None), posts.c.import_id.is_(None)
    )
    shifted = [{"post": row.id, "at": moved(row.published_at)} for row in connection.execute(typed)]
    if shifted:
        connection.execute(
            update(posts).where(posts.c.id == bindparam("post")).values(published_at=bindparam("at")), shifted
        )


def marks(connection: Connection, page_id: PageId) -> list[tuple[datetime, str | None, int | None]]:
    """When each of a page's posts was published, its campaign, and the followers stated with it."""
    found = connection.execute(
        select(posts.c.published_at, posts.c.campaign, posts.c.followers_at_publishing).where(
            posts.c.page_id == page_id, posts.c.published_at.is_not(None), _visible
        )
    )
    return [(row.published_at, row.campaign, row.followers_at_publishing) for row in found]


def has_any(connection: Connection, page_id: PageId) -> bool:
    """Whether a page has any post that can be seen."""
    return connection.execute(_ANY, {"page": page_id}).first() is not None


def same_line(connection: Connection, page_id: PageId, line_hash: str, since: datetime) -> PostId | None:
    """A post that was recorded from the very same line since a moment."""
    found = connection.scalar(_SAME_LINE, {"page": page_id, "hash": line_hash, "since": since})
    return None if found is None else PostId(found)


def add(
    connection: Connection,
    post: Mapping[str, Any],
    reading: Mapping[str, Any] | None,
    *,
    by: PersonId,
    at: datetime,
) -> Post:
    """A new post (columns by name) and, where anything was counted, its first reading.

    It is what `get` would find.
    """
    values = {"day_only": False, **post, "recorded_by": by, "recorded_at": at}
    post_id = PostId(added(connection, _ADD, values))
    if reading:
        add_reading(connection, post_id, reading, by=by, at=at)
    kind = post.get("kind")
    first = reading and Reading(
        taken_at=reading.get("taken_at", at),
        counts=Counts(**{name: reading.get(name) for name in COUNTS}),
        source=Source(reading["source"]),
        rounded=frozenset(reading.get("rounded", ())),
    )
    as_they_are: dict[str, Any] = {name: post.get(name) for name in _AS_THEY_ARE}
    return Post(
        id=post_id,
        page_id=PageId(post["page_id"]),
        recorded_at=at,
        published_at=post.get("published_at"),
        day_only=bool(post.get("day_only")),
        kind=Kind(kind) if kind else None,
        reading=first or None,
        **as_they_are,
    )


def add_reading(
    connection: Connection, post_id: PostId, reading: Mapping[str, Any], *, by: PersonId, at: datetime
) -> ReadingId:
    """A reading of a post: `taken_at`, `source`, `rounded` and counts by name."""
    values = {
        **dict.fromkeys(COUNTS),
        "taken_at": at,
        **reading,
        "post_id": post_id,
        "rounded": sorted(reading.get("rounded", ())),
        "recorded_by": by,
        "recorded_at": at,
    }
    return ReadingId(added(connection, _ADD_READING, values))


def change(connection: Connection, post_id: PostId, **fields: Any) -> dict[str, Any]:
    """Sets columns of a post and returns what they were."""
    before = connection.execute(
        select(*(posts.c[name] for name in fields)).where(posts.c.id == post_id)
    ).one()
    connection.execute(update(posts).where(posts.c.id == post_id).values(**fields))
    return dict(before._mapping)


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
        return None, add_reading(connection, post_id, {"source": Source.TYPED, **counts}, by=by, at=at)
    withdraw(connection, ReadingId(latest.id), at)
    kept = {name: getattr(latest, name) for name in ("taken_at", "source", *COUNTS)}
    rounded = set(latest.rounded) - set(counts)
    return ReadingId(latest.id), add_reading(
        connection, post_id, {**kept, "rounded": rounded, **counts}, by=by, at=at
    )


def withdraw(connection: Connection, reading_id: ReadingId, at: datetime | None) -> None:
    """Takes a reading out of use, or with `None` brings it back."""
    connection.execute(update(readings).where(readings.c.id == reading_id).values(withdrawn_at=at))


def delete(connection: Connection, post_id: PostId, at: datetime | None) -> None:
    """Hides a post with what is to be asked about it, or with `None` shows it again."""
    hidden = select(posts.c.deleted_at).where(posts.c.id == post_id).scalar_subquery()
    was = asks.c.closed_at.is_(None) if at is not None else asks.c.closed_at == hidden
    connection.execute(update(asks).where(asks.c.post_id == post_id, was).values(closed_at=at))
    connection.execute(update(posts).where(posts.c.id == post_id).values(deleted_at=at))


def add_imported(
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
    """Readings of many posts, as `add_reading` adds one; those of an import count once it is finished."""
    if not read:
        return
    noted = {"recorded_by": by, "recorded_at": at, "import_id": import_id}
    values = [
        {
            **dict.fromkeys(COUNTS),
            "taken_at": at,
            **reading,
            **noted,
            "post_id": key,
            "rounded": sorted(reading.get("rounded", ())),
        }
        for key, reading in read
    ]
    connection.execute(_ADD_READING, values)


def known_external(connection: Connection, page_id: PageId, external_ids: Iterable[str]) -> set[str]:
    """Which of a file's own post ids are here already and visible."""
    rows = connection.scalars(
        select(posts.c.external_id).where(
            posts.c.page_id == page_id, posts.c.external_id.in_(list(external_ids)), _visible
        )
    )
    return set(rows)


def _with_readings(rows: list[Any]) -> Post:
    """The post in bare rows of `_OF_PAGE`, one for each of its readings."""
    post_id, page_id, recorded, published, day_only, kind, slides, topic, campaign, caption, link, then = (
        rows[0][:_FIRST_OF_READING]
    )
    taken = tuple([_reading(row) for row in rows if row[_FIRST_OF_READING] is not None])
    return Post(
        post_id,
        page_id,
        _instant(recorded),
        _instant(published) if published else None,
        bool(day_only),
        _KINDS[kind] if kind else None,
        slides,
        topic,
        campaign,
        caption,
        link,
        then,
        taken[-1] if taken else None,
        taken,
    )


def _reading(row: Any) -> Reading:
    taken_at, *counts, source, rounded = row[_FIRST_OF_READING:]
    about = frozenset(json.loads(rounded)) if rounded != "[]" else _EXACT
    return Reading(_instant(taken_at), Counts(*counts), _SOURCES[source], about)


def _post(row: Any) -> Post:
    return Post(
        id=PostId(row.id),
        page_id=PageId(row.page_id),
        recorded_at=row.recorded_at,
        published_at=row.published_at,
        day_only=row.day_only,
        kind=Kind(row.kind) if row.kind else None,
        slides=row.slides,
        topic=row.topic,
        campaign=row.campaign,
        caption=row.caption,
        link=row.link,
        followers_at_publishing=row.followers_at_publishing,
        reading=None
        if row.taken_at is None
        else Reading(
            taken_at=row.taken_at,
            counts=Counts(*(getattr(row, name) for name in COUNTS)),
            source=Source(row.source),
            rounded=frozenset(row.rounded),
        ),
    )


SELECT, VISIBLE, as_post = _SELECT, _visible, _post
"""For who looks for posts in other ways: posts with their latest readings, those to be seen, one of them."""
