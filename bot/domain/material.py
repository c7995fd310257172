"""Posts as a comparison sees them: bare rows, as storage reads them by the ten thousand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.domain.followers import Counted
from bot.domain.measures import COUNTED
from bot.domain.posts import Post

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = Sequence[tuple[Any, ...]] | NDArray[np.float64]


class PostRow(NamedTuple):
    """One post; moments in seconds since 1970."""

    id: int
    page: int
    recorded: float
    published: float | None
    day_only: bool
    followers: int | None
    """Those that were stated with the post."""


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
    """All that is known of some pages' posts; rows may be bare tuples, or numpy's with nan for unknown."""

    posts: "Rows" = ()
    """As `PostRow` has them."""
    readings: "Rows" = ()
    """As `ReadingRow` has them, those of one post together."""
    followers: Mapping[int, Sequence[tuple[float, int]]] = field(default_factory=dict)
    """Each page's follower counts with their moments, in order of time."""
    facts: Sequence[Any] = ()
    """What each post is grouped by, where that is not its time: a kind, a number of slides, a caption …"""


def material_of(posts: Iterable[Post], follower_counts: Iterable[Counted], fact: str | None) -> Material:
    """The rows of posts at hand, all of one page; `fact` names the field that they are grouped by."""
    rows: list[PostRow] = []
    readings: list[ReadingRow] = []
    facts: list[Any] = []
    page = 0
    for number, post in enumerate(posts):
        page = post.page_id
        published = post.published_at.timestamp() if post.published_at else None
        rows.append(
            PostRow(
                number,
                page,
                post.recorded_at.timestamp(),
                published,
                post.day_only,
                post.followers_at_publishing,
            )
        )
        facts += [getattr(post, fact)] if fact else []
        for reading in post.readings or ((post.reading,) if post.reading else ()):
            counts = (getattr(reading.counts, name) for name in COUNTED)
            readings.append(ReadingRow(number, reading.taken_at.timestamp(), *counts))
    known = sorted((c.at.timestamp(), c.count) for c in follower_counts if c.at is not None)
    return Material(rows, readings, {page: known}, facts)
