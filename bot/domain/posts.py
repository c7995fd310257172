"""A post and the counts that were read off it.

A post has readings: counts at a moment, each with its source. Missing is `None`, never zero.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
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

    @property
    def weighed(self) -> bool:
        """Whether it came of weighing values against each other: other values settle it, or raise it anew."""
        return self.question in _WEIGHED


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


MOST_LINES = 30
"""So many posts may be told in one message."""
SAME_LINE_HOURS = 24
"""The same line sent again within this time is asked about."""
FOLLOWERS_LEAP = 10
"""A follower count so many times the last one, or so small a part of it, is asked about."""

_NO_MORE_THAN = (("likes", "reach"), ("likes", "views"), ("reach", "views"), ("saves", "reach"))
"""Counts that cannot well be larger than another."""


_WEIGHED = frozenset(
    {
        "doubt-not-yet",
        "doubt-leap",
        "doubt-impressions",
        *(f"doubt-more-than-{more}" for _, more in _NO_MORE_THAN),
    }
)
_HALF_A_DAY = timedelta(hours=12)


def fingerprint(typed: str) -> str:
    """Equal for lines that differ in nothing but white space and capitals."""
    return hashlib.sha256(" ".join(typed.lower().split()).encode()).hexdigest()[:32]


def implausible(
    values: Mapping[str, Value],
    now: datetime,
    last_followers: int | None = None,
    *,
    seen_before: bool = False,
) -> tuple[Doubt, ...]:
    """What can be read but is hardly true. Whoever confirms it is not asked again.

    One doubt at a time, so that each card asks one thing.
    """
    for doubt in _suspicions(values, now, last_followers, seen_before=seen_before):
        if not values.get(f"sure_{doubt.question}_{doubt.field}"):
            label = "another" if doubt.field == "again" else "sure"
            sure = Option({f"sure_{doubt.question}_{doubt.field}": True}, label)
            return (replace(doubt, options=(sure, *doubt.options)),)
    return ()


def _suspicions(
    values: Mapping[str, Value], now: datetime, last_followers: int | None, *, seen_before: bool
) -> Iterator[Doubt]:
    if seen_before:
        yield Doubt("again", "", "doubt-again", (Option({"again": "no"}, "same"),))
    published = values.get("published_at")
    # A day without an hour stands at its noon, which is still to come on the morning of that day.
    latest = now + _HALF_A_DAY if values.get("day_only") else now
    if isinstance(published, datetime) and published > latest:
        unknown = Option({"published_at": None, "day_only": None}, "without-time")
        yield Doubt("published_at", "", "doubt-not-yet", (unknown,))
    for less, more in _NO_MORE_THAN:
        small, large = values.get(less), values.get(more)
        if isinstance(small, int) and isinstance(large, int) and small > large:
            without = tuple(Option({name: None}, f"without-{name}") for name in (less, more))
            yield Doubt(less, str(small), f"doubt-more-than-{more}", without)
    followers = values.get("followers")
    if isinstance(followers, int) and leaps(followers, last_followers):
        without = (Option({"followers": None}, "without-followers"),)
        yield Doubt("followers", str(followers), "doubt-leap", without)


def leaps(count: int, last: int | None) -> bool:
    """Whether a follower count is ten times the last one, or a tenth of it."""
    if not last:
        return False
    return count >= FOLLOWERS_LEAP * last or count * FOLLOWERS_LEAP <= last


def impressions_or_views(impressions: Value) -> tuple[Doubt, ...]:
    """The question, asked once for a page, whether what it calls impressions is kept as views."""
    return (
        Doubt(
            "impressions_are_views",
            str(impressions),
            "doubt-impressions",
            (
                Option({"impressions_are_views": True}, "impressions-are-views"),
                Option({"impressions_are_views": False}, "impressions-are-not"),
            ),
        ),
    )


def day_of(when: str, now: datetime, zone: tzinfo) -> datetime:
    """Noon of `today` or `yesterday` in a zone: the moment of a post whose hour is not known."""
    day = now.astimezone(zone).date() - timedelta(days={"today": 0, "yesterday": 1}[when])
    return datetime.combine(day, time(12), zone).astimezone(UTC)


def day_at_noon(instant: datetime, zone: tzinfo) -> datetime:
    """Noon, in a zone, of the day that a moment falls on there."""
    return datetime.combine(instant.astimezone(zone).date(), time(12), zone).astimezone(UTC)
