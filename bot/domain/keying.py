"""The group of each post, of many posts at once. Worker only, for it loads numpy."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from bot.domain.calendars import Calendar, parts_of
from bot.domain.findings import LEAST_POSTS, Key
from bot.domain.frames import Frame, Numbers, Places
from bot.domain.groupings import ALONE_MOST, BANDS, NOW, WITH, WITHOUT, Band, Dimension, Window

_DAY: Final = 86_400
_FIRST_DAY: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Keys(NamedTuple):
    """Groups, and which of them each post is in."""

    of: Places
    """A place among the names; -1 where what decides is not known."""
    names: tuple[Key, ...]


def keys_of(
    by: Dimension, frame: Frame, *, zone: ZoneInfo, calendar: Calendar, spans: tuple[Window, ...]
) -> Keys:
    """The group of each post.

    Facts are a kind, a topic, a campaign as they are to be shown; numbers of slides, letters, hashtags; for
    `CALL` a truth.
    """
    if by in (Dimension.PERIOD, Dimension.YEAR):
        begin = spans[0].since.timestamp() if spans[0].since else 0.0
        return Keys(np.where(frame.moment >= begin, 0, 1), (NOW, spans[1].key))
    if by is Dimension.PAGE:
        return _numbered(frame.page.astype(float), int)
    if by in (Dimension.WEEKDAY, Dimension.MONTH):
        return _dated(by, local(frame.published, zone) // _DAY, calendar)
    if by is Dimension.HOUR:
        return _banded(by, _hours(frame, zone))
    if by in BANDS or by is Dimension.CALL:
        return _banded(by, np.array(frame.facts, dtype=float))
    return _named(fact or None for fact in frame.facts)


def local(moments: Numbers, zone: ZoneInfo) -> Numbers:
    """Moments in seconds of the wall clock since 1970; nan stays nan.

    A zone is asked once a day, and for each moment only on days on which its clock changes.
    """
    known = ~np.isnan(moments)
    at = moments[known]
    days, day_of = np.unique(np.floor(at / _DAY), return_inverse=True)
    ahead = [(_ahead(day * _DAY, zone), _ahead(day * _DAY + _DAY - 1, zone)) for day in days.tolist()]
    first, last = np.array(ahead, dtype=float).reshape(-1, 2).T
    found = at + first[day_of]
    changing = (first != last)[day_of]
    found[changing] = [moment + _ahead(moment, zone) for moment in at[changing].tolist()]
    all_of_them = np.full(len(moments), np.nan)
    all_of_them[known] = found
    return all_of_them


def _ahead(moment: float, zone: ZoneInfo) -> float:
    """How many seconds a zone's clock is ahead of UTC."""
    offset = datetime.fromtimestamp(moment, zone).utcoffset()
    return offset.total_seconds() if offset is not None else 0.0


def _hours(frame: Frame, zone: ZoneInfo) -> Numbers:
    """The hour of each post; nan where no more than its day is known."""
    return local(np.where(frame.day_only, np.nan, frame.published), zone) % _DAY // 3600


def _dated(by: Dimension, days: Numbers, calendar: Calendar) -> Keys:
    """By days since 1970, of which the first was a Thursday."""
    if by is Dimension.WEEKDAY:
        return _numbered((days + _FIRST_DAY.weekday()) % 7, int)
    return _numbered(days, partial(_month, calendar))


def _month(calendar: Calendar, day: int) -> Key | None:
    try:
        year, number, _ = parts_of(calendar, datetime.fromordinal(_FIRST_DAY.toordinal() + day).date())
    except OverflowError:
        return None
    return f"{year:04}-{number:02}"


def _banded(by: Dimension, numbers: Numbers) -> Keys:
    """Each number by itself where the posts suffice for that, else in bands; a truth by its two names."""
    if by is Dimension.CALL:
        return _numbered(numbers, lambda calls: WITH if calls else WITHOUT)
    counted = np.unique(numbers[~np.isnan(numbers)], return_counts=True)[1]
    solid = counted[counted >= LEAST_POSTS]
    alone = len(solid) > 1 and 2 * solid.sum() > counted.sum() and len(counted) <= ALONE_MOST.get(by, 0)
    return _numbered(numbers, str if alone else partial(_band, BANDS[by]))


def _band(bands: tuple[Band, ...], number: int) -> Key | None:
    fits = (b for b in bands if b.first <= number and (b.last is None or number <= b.last))
    return next((band.key for band in fits), None)


def _numbered(numbers: Numbers, name: Callable[[int], Key | None]) -> Keys:
    """By whole numbers, each of which has a name or none."""
    known = ~np.isnan(numbers)
    values, value_of = np.unique(numbers[known], return_inverse=True)
    of_value = _named(name(int(value)) for value in values.tolist())
    of = np.full(len(numbers), -1)
    of[known] = of_value.of[value_of]
    return Keys(of, of_value.names)


def _named(names: Iterable[Key | None]) -> Keys:
    places: dict[Key, int] = {}
    of = [-1 if name is None else places.setdefault(name, len(places)) for name in names]
    return Keys(np.array(of, dtype=np.int64), tuple(places))
