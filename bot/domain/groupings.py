"""What posts are grouped by, and into which group each belongs. Groups too thin to compare become bands."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.calendars import Calendar, parts_of
from bot.domain.findings import LEAST_POSTS, Key


class Dimension(StrEnum):
    """What posts are grouped by."""

    KIND = "kind"
    SLIDES = "slides"
    WEEKDAY = "weekday"
    HOUR = "hour"
    MONTH = "month"
    TOPIC = "topic"
    CAMPAIGN = "campaign"
    CAPTION = "caption"
    """How long the caption is, in letters."""
    CALL = "call"
    """Whether the caption calls to do something."""
    HASHTAGS = "hashtags"
    PERIOD = "period"
    """This period against the one before it."""
    YEAR = "year"
    """This period against the same a year ago."""
    PAGE = "page"
    """This page against the asker's others."""


FIELDS: Final[Mapping[Dimension, str]] = {
    Dimension.KIND: "kind",
    Dimension.SLIDES: "slides",
    Dimension.TOPIC: "topic",
    Dimension.CAMPAIGN: "campaign",
    **dict.fromkeys((Dimension.CAPTION, Dimension.CALL, Dimension.HASHTAGS), "caption"),
}
"""The field of a post that decides; the others go by its time or its page."""
IN_TIME: Final = frozenset({Dimension.MONTH, Dimension.PERIOD, Dimension.YEAR})
"""Those whose groups follow each other in time: a trend is what they show."""
IN_ORDER: Final = frozenset(
    {*IN_TIME, Dimension.SLIDES, Dimension.WEEKDAY, Dimension.HOUR, Dimension.CAPTION, Dimension.HASHTAGS}
)
"""Those whose groups have an order of their own; the others stand from the highest value down."""

NOW, BEFORE, YEAR_AGO = "now", "before", "year-ago"
WITH, WITHOUT = "with", "without"
YEAR: Final = 365
"""Days between two stretches that are a year apart."""


class Band(NamedTuple):
    """Some neighbouring numbers, both ends within; `last` is None where it is open."""

    first: int
    last: int | None

    @property
    def key(self) -> str:
        """The band in short: `4`, `6-9`, `10-`."""
        if self.last == self.first:
            return str(self.first)
        return f"{self.first}-{'' if self.last is None else self.last}"

    @staticmethod
    def of_key(key: Key) -> "Band":
        """The band that `key` wrote."""
        first, dash, last = str(key).partition("-")
        return Band(int(first), int(last or first) if last or not dash else None)


def _bands(*ends: tuple[int, int | None]) -> tuple[Band, ...]:
    return tuple(Band(*each) for each in ends)


_BANDS: Final[Mapping[Dimension, tuple[Band, ...]]] = {
    Dimension.HOUR: _bands((0, 5), (6, 8), (9, 11), (12, 14), (15, 17), (18, 20), (21, 23)),
    Dimension.SLIDES: _bands((2, 2), (3, 3), (4, 5), (6, 9), (10, None)),
    Dimension.CAPTION: _bands((0, 0), (1, 60), (61, 150), (151, 400), (401, None)),
    Dimension.HASHTAGS: _bands((0, 0), (1, 3), (4, 8), (9, 15), (16, None)),
}
_ALONE_MOST: Final[Mapping[Dimension, int]] = {Dimension.HOUR: 12, Dimension.SLIDES: 19}
"""Those whose numbers stand alone where there are posts enough, and no more than so many of them: 24 hours
make a long picture, and have a map of their own. Letters and hashtags never stand alone.
"""


class Window(NamedTuple):
    """A stretch of time; `until` is the first moment after it."""

    key: str
    since: datetime | None
    until: datetime | None


def windows(by: Dimension, days: int | None, now: datetime) -> tuple[Window, ...]:
    """The stretches that a comparison looks at: the last `days`, and for two of the kinds another one.

    Two stretches need an end, and those a year apart must not overlap: `None` is then a year.
    """
    if by not in (Dimension.PERIOD, Dimension.YEAR):
        return (Window(NOW, None if days is None else now - timedelta(days=days), None),)
    length = timedelta(days=days or YEAR)
    if by is Dimension.PERIOD:
        return (Window(NOW, now - length, None), Window(BEFORE, now - 2 * length, now - length))
    length, year = min(length, timedelta(days=YEAR)), timedelta(days=YEAR)
    return (Window(NOW, now - length, None), Window(YEAR_AGO, now - length - year, now - year))


class Stamped(NamedTuple):
    """What decides on a post's group."""

    fact: Any
    published: float | None
    moment: float
    day_only: bool
    page: int


def keys_of(
    by: Dimension, posts: Sequence[Stamped], *, zone: ZoneInfo, calendar: Calendar, spans: tuple[Window, ...]
) -> list[Key | None]:
    """The group of each post; None where what decides is not known.

    Facts are a kind, a topic, a campaign as they are to be shown; numbers of slides, letters, hashtags; for
    `CALL` a truth.
    """
    if by in (Dimension.WEEKDAY, Dimension.MONTH):
        return _timed(by, posts, zone, calendar)
    if by in _BANDS:
        numbers = _hours(posts, zone) if by is Dimension.HOUR else [post.fact for post in posts]
        alone = _are_solid(numbers, most=_ALONE_MOST.get(by, 0))
        return [_text(number) for number in numbers] if alone else _banded(numbers, _BANDS[by])
    if by in (Dimension.PERIOD, Dimension.YEAR):
        begin = spans[0].since.timestamp() if spans[0].since else 0.0
        return [NOW if post.moment >= begin else spans[1].key for post in posts]
    if by is Dimension.PAGE:
        return [post.page for post in posts]
    if by is Dimension.CALL:
        return [None if post.fact is None else WITH if post.fact else WITHOUT for post in posts]
    return [post.fact or None for post in posts]


def _timed(by: Dimension, posts: Sequence[Stamped], zone: ZoneInfo, calendar: Calendar) -> list[Key | None]:
    @cache
    def month(ordinal: int) -> Key | None:
        try:
            year, number, _ = parts_of(calendar, datetime.fromordinal(ordinal).date())
        except OverflowError:
            return None
        return f"{year:04}-{number:02}"

    local = [None if p.published is None else datetime.fromtimestamp(p.published, zone) for p in posts]
    if by is Dimension.WEEKDAY:
        return [None if at is None else at.weekday() for at in local]
    return [None if at is None else month(at.toordinal()) for at in local]


def _hours(posts: Sequence[Stamped], zone: ZoneInfo) -> list[int | None]:
    """The hour of each post; None where no more than its day is known."""
    timed = [None if post.day_only else post.published for post in posts]
    return [None if at is None else datetime.fromtimestamp(at, zone).hour for at in timed]


def _are_solid(numbers: Sequence[int | None], *, most: int) -> bool:
    """Whether each number can be a group: most posts are then in some that can be compared, of few enough."""
    counted = Counter(number for number in numbers if number is not None)
    solid = [posts for posts in counted.values() if posts >= LEAST_POSTS]
    return len(solid) > 1 and 2 * sum(solid) > counted.total() and len(counted) <= most


def _text(number: int | None) -> Key | None:
    return None if number is None else str(number)


def _banded(numbers: Sequence[int | None], bands: Sequence[Band]) -> list[Key | None]:
    @cache
    def find(number: int) -> Key | None:
        fits = (b for b in bands if b.first <= number and (b.last is None or number <= b.last))
        return next((band.key for band in fits), None)

    return [None if number is None else find(number) for number in numbers]


def place(by: Dimension) -> Callable[[Key], Any]:
    """By what the groups of a dimension with an order of its own are sorted."""
    if by in _BANDS:
        return lambda key: Band.of_key(key).first
    if by in (Dimension.PERIOD, Dimension.YEAR):
        return lambda key: key != NOW
    return lambda key: key
