"""What posts are grouped by, and the bands into which numbers go that cannot stand alone."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple

from bot.domain.findings import Key


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
    Dimension.CAPTION: "caption",
    Dimension.CALL: "caption",
    Dimension.HASHTAGS: "hashtags",
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


BANDS: Final[Mapping[Dimension, tuple[Band, ...]]] = {
    Dimension.HOUR: _bands((0, 5), (6, 8), (9, 11), (12, 14), (15, 17), (18, 20), (21, 23)),
    Dimension.SLIDES: _bands((2, 2), (3, 3), (4, 5), (6, 9), (10, None)),
    Dimension.CAPTION: _bands((0, 0), (1, 60), (61, 150), (151, 400), (401, None)),
    Dimension.HASHTAGS: _bands((0, 0), (1, 3), (4, 8), (9, 15), (16, None)),
}
ALONE_MOST: Final[Mapping[Dimension, int]] = {Dimension.HOUR: 12, Dimension.SLIDES: 19}
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


def place(by: Dimension) -> Callable[[Key], Any]:
    """By what the groups of a dimension with an order of its own are sorted."""
    if by in BANDS:
        return lambda key: Band.of_key(key).first
    if by in (Dimension.PERIOD, Dimension.YEAR):
        return lambda key: key != NOW
    return lambda key: key
