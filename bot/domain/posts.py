"""A post and the counts that were read off it.

A post has readings: counts at a moment, each with its source. Missing is `None`, never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.identity import PageId, PostId


class Kind(StrEnum):
    """What a post is made of."""

    PHOTO = "photo"
    CAROUSEL = "carousel"
    VIDEO = "video"
    REEL = "reel"
    STORY = "story"
    TEXT = "text"


class Source(StrEnum):
    """Where a reading came from."""

    TYPED = "typed"
    FILE = "file"
    TELEGRAM = "telegram"
    PREVIEW = "preview"


COUNTS = ("likes", "comments", "saves", "shares", "reposts", "replies", "reach", "views", "follows")
"""The counts of a reading, in the order of the import and export table."""

IMPOSSIBLE_FROM = 10**12
"""No page on earth has counts of this size: such a number is a slip of the finger."""

SLIDES = range(2, 21)
"""How many slides a carousel may have (Instagram allows 20 since August 2024)."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted; `None` is unknown."""

    likes: int | None = None
    comments: int | None = None
    saves: int | None = None
    shares: int | None = None
    reposts: int | None = None
    replies: int | None = None
    reach: int | None = None
    views: int | None = None
    follows: int | None = None

    def known(self) -> dict[str, int]:
        """The counts that are known, by name, in table order."""
        return {name: value for name in COUNTS if (value := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True)
class Reading:
    """Counts at a moment."""

    taken_at: datetime
    counts: Counts
    source: Source
    rounded: frozenset[str] = frozenset()
    """Names of the counts that were given rounded («۱۵ هزار»)."""


@dataclass(frozen=True, slots=True)
class Post:
    """One published post with its latest reading."""

    id: PostId
    page_id: PageId
    recorded_at: datetime
    published_at: datetime | None = None
    """UTC; local noon where `day_only`."""
    day_only: bool = False
    kind: Kind | None = None
    slides: int | None = None
    topic: str | None = None
    campaign: str | None = None
    caption: str | None = None
    link: str | None = None
    followers_at_publishing: int | None = None
    reading: Reading | None = None

    @property
    def counts(self) -> Counts:
        """The latest counts; all unknown where nothing was read yet."""
        return self.reading.counts if self.reading else Counts()


Value = int | str | bool | datetime | None
"""What a field of a line may hold: counts are `int`, a kind is its `Kind` value, moments are aware UTC."""

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


@dataclass(frozen=True, slots=True)
class FollowerCount:
    """How many followers a page had at a moment; `at` is `None` for "now"."""

    count: int
    at: datetime | None = None
    rounded: bool = False
    day_only: bool = False


@dataclass(frozen=True, slots=True)
class FollowersSaid:
    """A message that only tells follower counts."""

    counts: tuple[FollowerCount, ...]
    doubts: tuple[Doubt, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """A message that is neither a post nor a follower count."""

    pieces: tuple[str, ...] = field(default=())
