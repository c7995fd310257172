"""Rows of posts and of their readings, made posts: what is to be seen, and which readings count."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Column, TypeDecorator, and_, bindparam, func, or_, select, type_coerce

from bot.domain.identity import PageId, PostId
from bot.domain.posts import COUNTS, Counts, Kind, Post, Reading, Source
from storage.schema import imports, posts, readings

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
    posts.c.hashtags,
)
AS_THEY_ARE = ("slides", "topic", "campaign", "caption", "link", "followers_at_publishing", "hashtags")
"""Columns that a post has just as they are kept."""
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
SELECT = select(*_POST_COLUMNS, *_READING_COLUMNS).select_from(
    posts.outerjoin(readings, readings.c.id == _latest)
)
"""Posts with their latest readings, for `as_post`."""
VISIBLE = and_(
    posts.c.deleted_at.is_(None),
    or_(posts.c.import_id.is_(None), posts.c.import_id.in_(_SHOWN_IMPORTS)),
)
"""Posts that are to be seen: a file's are once it is finished."""


def _bare(column: Column[Any]) -> Any:
    """A column as its text: for a page's tens of thousands of rows the detour by types takes too long."""
    return type_coerce(column, column.type.impl) if isinstance(column.type, TypeDecorator) else column


OF_PAGE = (
    select(*map(_bare, (*_POST_COLUMNS, *_READING_COLUMNS)))
    .select_from(posts.outerjoin(readings, and_(readings.c.post_id == posts.c.id, STANDING)))
    .where(
        posts.c.page_id == bindparam("page"),
        VISIBLE,
        func.coalesce(posts.c.published_at, posts.c.recorded_at) >= bindparam("since"),
    )
    .order_by(posts.c.id, readings.c.taken_at, readings.c.id)
)


_FIRST_OF_READING = len(_POST_COLUMNS)
_KINDS = {kind.value: kind for kind in Kind}
_SOURCES = {source.value: source for source in Source}
_EXACT = frozenset[str]()
_instant = datetime.fromisoformat


def with_readings(rows: list[Any]) -> Post:
    """The post in bare rows of `OF_PAGE`, one for each of its readings, or one without any."""
    post_id, page_id, recorded, published, day_only, kind, *as_they_are = rows[0][:_FIRST_OF_READING]
    slides, topic, campaign, caption, link, then, hashtags = as_they_are
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
        hashtags,
    )


def _reading(row: Any) -> Reading:
    taken_at, *counts, source, rounded = row[_FIRST_OF_READING:]
    about = frozenset(json.loads(rounded)) if rounded != "[]" else _EXACT
    return Reading(_instant(taken_at), Counts(*counts), _SOURCES[source], about)


def as_post(row: Any) -> Post:
    """The post in a row of `SELECT`, with its latest reading."""
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
        hashtags=row.hashtags,
        reading=None
        if row.taken_at is None
        else Reading(
            taken_at=row.taken_at,
            counts=Counts(*(getattr(row, name) for name in COUNTS)),
            source=Source(row.source),
            rounded=frozenset(row.rounded),
        ),
    )
