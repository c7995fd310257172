"""Posts: those that somebody may see, with their latest readings or all of them, and what is done to them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId, PostId
from bot.domain.posts import COUNTS, Counts, Kind, Post, Reading, Source
from storage import readings
from storage.keys import added
from storage.post_rows import AS_THEY_ARE, OF_PAGE, SELECT, VISIBLE, as_post, with_readings
from storage.schema import asks, members, posts

_ONE = SELECT.join(members, members.c.page_id == posts.c.page_id).where(
    posts.c.id == bindparam("id"), members.c.person_id == bindparam("member"), VISIBLE
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
_ANY = select(posts.c.id).where(posts.c.page_id == bindparam("page"), VISIBLE).limit(1)
_STRETCH = OF_PAGE.where(posts.c.id >= bindparam("first"), posts.c.id <= bindparam("last"))
_AT_ONCE: Final = 2_000
_BEGINNING = datetime.fromisoformat("0001-01-02T00:00:00+00:00")


def of_page(connection: Connection, page_id: PageId, since: datetime | None = None) -> list[Post]:
    """A page's posts with all their standing readings, published (or else recorded) since a moment."""
    rows = connection.execute(OF_PAGE, {"page": page_id, "since": since or _BEGINNING})
    return _posts_in(rows)


def each_of_page(connection: Connection, page_id: PageId) -> Iterator[Post]:
    """All posts of a page in the same order, read some at a time: for who does not need them all at once."""
    mine = select(posts.c.id).where(posts.c.page_id == page_id, VISIBLE).order_by(posts.c.id)
    ids = connection.scalars(mine).all()
    for begin in range(0, len(ids), _AT_ONCE):
        some = ids[begin : begin + _AT_ONCE]
        asked = {"page": page_id, "since": _BEGINNING, "first": some[0], "last": some[-1]}
        yield from _posts_in(connection.execute(_STRETCH, asked))


def _posts_in(rows: Iterable[Any]) -> list[Post]:
    return [with_readings(list(of_one)) for _, of_one in groupby(rows, key=itemgetter(0))]


def get(connection: Connection, post_id: PostId, *, member: PersonId) -> Post:
    """The post, if `member` belongs to its page; else Refused("post-not-found")."""
    row = connection.execute(_ONE, {"id": post_id, "member": member}).first()
    if row is None:
        raise Refused("post-not-found")
    return as_post(row)


def some(connection: Connection, post_ids: Sequence[PostId]) -> list[Post]:
    """Those of some posts that can be seen, in the order of the ids."""
    rows = connection.execute(SELECT.where(posts.c.id.in_(post_ids), VISIBLE))
    found = {row.id: as_post(row) for row in rows}
    return [found[post_id] for post_id in post_ids if post_id in found]


def newest(connection: Connection, page_id: PageId, most: int) -> list[Post]:
    """A page's posts that were published, or else recorded, last; the newest first."""
    happened = func.coalesce(posts.c.published_at, posts.c.recorded_at)
    found = SELECT.where(posts.c.page_id == page_id, VISIBLE).order_by(happened.desc(), posts.c.id.desc())
    return [as_post(row) for row in connection.execute(found.limit(most))]


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
            posts.c.page_id == page_id, posts.c.published_at.is_not(None), VISIBLE
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
        readings.add(connection, post_id, reading, by=by, at=at)
    kind = post.get("kind")
    as_they_are: dict[str, Any] = {name: post.get(name) for name in AS_THEY_ARE}
    return Post(
        id=post_id,
        page_id=PageId(post["page_id"]),
        recorded_at=at,
        published_at=post.get("published_at"),
        day_only=bool(post.get("day_only")),
        kind=Kind(kind) if kind else None,
        reading=_as_added(reading, at) if reading else None,
        **as_they_are,
    )


def _as_added(reading: Mapping[str, Any], at: datetime) -> Reading:
    return Reading(
        taken_at=reading.get("taken_at", at),
        counts=Counts(**{name: reading.get(name) for name in COUNTS}),
        source=Source(reading["source"]),
        rounded=frozenset(reading.get("rounded", ())),
    )


def change(connection: Connection, post_id: PostId, **fields: Any) -> dict[str, Any]:
    """Sets columns of a post and returns what they were."""
    before = connection.execute(
        select(*(posts.c[name] for name in fields)).where(posts.c.id == post_id)
    ).one()
    connection.execute(update(posts).where(posts.c.id == post_id).values(**fields))
    return dict(before._mapping)


def delete(connection: Connection, post_id: PostId, at: datetime | None) -> None:
    """Hides a post with what is to be asked about it, or with `None` shows it again."""
    hidden = select(posts.c.deleted_at).where(posts.c.id == post_id).scalar_subquery()
    was = asks.c.closed_at.is_(None) if at is not None else asks.c.closed_at == hidden
    connection.execute(update(asks).where(asks.c.post_id == post_id, was).values(closed_at=at))
    connection.execute(update(posts).where(posts.c.id == post_id).values(deleted_at=at))
