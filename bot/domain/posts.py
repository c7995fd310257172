"""A post and the counts that were read off it.

A post has readings: counts at a moment, each with its source. Missing is `None`, never zero.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
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


_FIRST_WORDS = 6
"""So many words of a caption tell its post from others."""


@dataclass(frozen=True, slots=True)
class Post:
    """One published post with its latest reading, and where they were asked for all of them."""

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
    readings: tuple[Reading, ...] = ()
    """All standing readings, the oldest first; empty where only the latest was asked for."""
    hashtags: int | None = None
    """How many it has, where their number was told; its caption, where it is known, goes before."""

    @property
    def about(self) -> str | None:
        """What it is about: its topic, else the first words of its caption, which has one in a channel."""
        if self.topic or not self.caption:
            return self.topic
        words = self.caption.split()
        return " ".join(words[:_FIRST_WORDS]) + ("…" if len(words) > _FIRST_WORDS else "") or None

    @property
    def counts(self) -> Counts:
        """The latest counts; all unknown where nothing was read yet."""
        return self.reading.counts if self.reading else Counts()


def day_of(when: str, now: datetime, zone: tzinfo) -> datetime:
    """Noon of `today` or `yesterday` in a zone: the moment of a post whose hour is not known."""
    day = now.astimezone(zone).date() - timedelta(days={"today": 0, "yesterday": 1}[when])
    return datetime.combine(day, time(12), zone).astimezone(UTC)


def day_at_noon(instant: datetime, zone: tzinfo) -> datetime:
    """Noon, in a zone, of the day that a moment falls on there."""
    return datetime.combine(instant.astimezone(zone).date(), time(12), zone).astimezone(UTC)
