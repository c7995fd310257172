"""What is read out of a line that somebody wrote: what is beyond doubt, what is asked, what cannot be."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.followers import FollowerCount
from bot.domain.posts import COUNTS

Value = int | str | bool | datetime | None
"""What a field of a line may hold: counts are `int`, a kind is its `Kind` value, moments are aware UTC."""

MOST_LINES = 30
"""So many posts may be told in one message."""
SAME_LINE_HOURS = 24
"""The same line sent again within this time is asked about."""
LINE_FIELDS = (
    "kind",
    "slides",
    "published_at",
    "day_only",
    "topic",
    "link",
    "campaign",
    "followers",
    *COUNTS,
    "impressions",
)
"""The fields that one line about a post can fill. `followers` are those at publishing time."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to settle a doubt: choosing it sets `values` (a `None` there leaves the field unknown)."""

    values: Mapping[str, Value]
    label: str | None = None
    """A catalogue key for the button, where the values alone do not say what is meant."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A piece of a line that can be read in more than one way: it is asked, never guessed."""

    field: str
    piece: str
    """As it was typed."""
    question: str
    """The catalogue key of the question; it may use `{piece}`."""
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A piece that cannot be true; the rest of the line stands."""

    field: str
    piece: str
    reason: str
    """A catalogue key; it may use `{piece}`."""


@dataclass(frozen=True, slots=True)
class PostLine:
    """What one message says about one post."""

    values: Mapping[str, Value]
    """Fields of `LINE_FIELDS` that are beyond doubt."""
    rounded: frozenset[str] = frozenset()
    doubts: tuple[Doubt, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    unread: tuple[str, ...] = ()
    """Pieces that mean nothing to us, as typed; they are shown back, marked."""

    def counted(self) -> set[str]:
        """The counts that the line speaks of, be they clear, in doubt or rejected."""
        told = {name for name, value in self.values.items() if value is not None}
        told |= {doubt.field for doubt in self.doubts} | {piece.field for piece in self.rejected}
        return told & set(COUNTS)


@dataclass(frozen=True, slots=True)
class FollowersSaid:
    """A message that only tells follower counts."""

    counts: tuple[FollowerCount, ...]
    doubts: tuple[Doubt, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """A message that is neither a post nor a follower count."""

    pieces: tuple[str, ...] = ()


def tells_counts(said: PostLine | FollowersSaid | Unclear) -> bool:
    """Whether a message that was read tells counts: then it is no name, and no other field of a page."""
    if isinstance(said, FollowersSaid):
        return bool(said.counts)
    if not isinstance(said, PostLine):
        return False
    return bool(said.counted()) or any(doubt.field == "several" for doubt in said.doubts)


def fingerprint(typed: str) -> str:
    """Equal for lines that differ in nothing but white space and capitals."""
    return hashlib.sha256(" ".join(typed.lower().split()).encode()).hexdigest()[:32]
