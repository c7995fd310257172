"""Posts as a comparison sees them: bare rows, as storage reads them by the ten thousand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.domain.followers import Counted
from bot.domain.measures import COUNTED
from bot.domain.posts import Post


class PostRow(NamedTuple):
    """One post; moments in seconds since 1970."""

    id: int
    page: int
    recorded: float
    published: float | None
    day_only: bool
    followers: int | None
    """Those that were stated with the post."""
    fact: Any = None
    """What it is grouped by, where that is not its time: a kind, a number of slides, a topic, a caption …"""


class ReadingRow(NamedTuple):
    """One reading of a post; counts in the order of `COUNTED`."""

    post: int
    taken: float
    likes: int | None
    comments: int | None
    saves: int | None
    shares: int | None
    reach: int | None
    views: int | None


@dataclass(frozen=True, slots=True)
class Material:
    """All that is known of some pages' posts; rows may be bare tuples."""

    posts: Sequence[tuple[Any, ...]] = ()
    readings: Sequence[tuple[Any, ...]] = ()
    """Those of one post in the order in which they were taken."""
    followers: Mapping[int, Sequence[tuple[float, int]]] = field(default_factory=dict)
    """Each page's follower counts with their moments, in order of time."""


def material_of(posts: Iterable[Post], follower_counts: Iterable[Counted], fact: str | None) -> Material:
    """The rows of posts at hand, all of one page; `fact` names the field that they are grouped by."""
    rows: list[PostRow] = []
    readings: list[ReadingRow] = []
    page = 0
    for number, post in enumerate(posts):
        page = post.page_id
        published = post.published_at.timestamp() if post.published_at else None
        told = getattr(post, fact) if fact else None
        rows.append(
            PostRow(
                number,
                page,
                post.recorded_at.timestamp(),
                published,
                post.day_only,
                post.followers_at_publishing,
                told,
            )
        )
        for reading in post.readings or ((post.reading,) if post.reading else ()):
            counts = (getattr(reading.counts, name) for name in COUNTED)
            readings.append(ReadingRow(number, reading.taken_at.timestamp(), *counts))
    known = sorted((c.at.timestamp(), c.count) for c in follower_counts if c.at is not None)
    return Material(rows, readings, {page: known})
