"""What repeats: a rule over days of a calendar, at a wall-clock time in a zone.

Days are worked out first, without any clock; then each day's wall-clock time becomes an instant of the zone.
An hour that a change of clocks skips runs at the next minute that exists; one that it doubles runs once, at
the first of the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count, islice
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.calendars import Calendar, clamped_day, next_month, parts_of
from bot.domain.weeks import week_of

MOST_TIMES = 1000
"""No rule runs more often than this by number; one without a number has no end."""
MOST_BETWEEN = 99
"""The most days, weeks or months between one time and the next."""
LAST_DAY = 31
"""The day of a month that is its last one, however long it is."""
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MINUTE = timedelta(minutes=1)


class Unit(StrEnum):
    """What a rule counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which days, apart from when they begin and end: every `n`-th day, week or month."""

    unit: Unit
    n: int = 1
    weekdays: tuple[int, ...] = ()
    """Of a week: which days, Monday 0; empty is the weekday on which it starts."""
    month_days: tuple[int, ...] = ()
    """Of a month: which days; one that the month has not is its last. Empty is the day on which it starts."""
    calendar: Calendar = "jalali"
    """Whose months."""

    def to_json(self) -> dict[str, Any]:
        """The pattern as JSON values."""
        return {
            "unit": self.unit.value,
            "n": self.n,
            "weekdays": list(self.weekdays),
            "month_days": list(self.month_days),
            "calendar": self.calendar,
        }

    @staticmethod
    def from_json(made: dict[str, Any]) -> "Pattern":
        """The pattern that `to_json` wrote."""
        return Pattern(
            Unit(made["unit"]),
            made["n"],
            tuple(made["weekdays"]),
            tuple(made["month_days"]),
            made["calendar"],
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with its clock, its first day and its end."""

    pattern: Pattern
    clock: time
    """By the wall clock of the zone."""
    start: date
    """No day before it; the first week or month of "every other" is the one that it lies in."""
    until: date | None = None
    """No day after it."""
    times: int | None = None
    """How many times in all, counted from the start, at most `MOST_TIMES`."""
    week_start: int = 5
    """On which weekday weeks begin (Monday 0): it tells which days of "every other week" belong together."""
    late: int = 0
    """1 for the small hours of a day's night, which are the next day's: «every Thursday at 1 at night»."""

    def to_json(self) -> dict[str, Any]:
        """The rule as JSON values."""
        return {
            "pattern": self.pattern.to_json(),
            "clock": f"{self.clock:%H:%M}",
            "start": self.start.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "times": self.times,
            "week_start": self.week_start,
            "late": self.late,
        }

    @staticmethod
    def from_json(made: dict[str, Any]) -> "Rule":
        """The rule that `to_json` wrote."""
        return Rule(
            Pattern.from_json(made["pattern"]),
            time.fromisoformat(made["clock"]),
            date.fromisoformat(made["start"]),
            date.fromisoformat(made["until"]) if made["until"] else None,
            made["times"],
            made["week_start"],
            made["late"],
        )


class Occurrence(NamedTuple):
    """One time of a rule."""

    at: datetime
    """Aware, UTC."""
    wall: datetime
    """Naive: the rule's own wall-clock time, which the zone's clocks may have skipped that day."""


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant at which clocks in `zone` show `wall` (naive): the first, where they show it twice; the
    next minute that exists, where they skip it.
    """
    exact = wall.replace(second=0, microsecond=0, tzinfo=None)
    while True:
        at = exact.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if at.astimezone(zone).replace(tzinfo=None) == exact:
            return at
        exact += _MINUTE


def occurrences(rule: Rule, after: datetime, zone: ZoneInfo) -> Iterator[Occurrence]:
    """The times of a rule after an instant (aware), the earliest first; without end where the rule has none.

    It ends where the calendar's tables do (2077 for Hijri months).
    """
    day_of = after.astimezone(zone).date() - (1 + rule.late) * _DAY
    if rule.times is None:
        found = days(rule, day_of)
    else:
        found = islice(days(rule, rule.start), min(rule.times, MOST_TIMES))
    for day in found:
        wall = datetime.combine(day + rule.late * _DAY, rule.clock)
        at = instant_of(wall, zone)
        if at > after:
            yield Occurrence(at, wall)


def next_after(rule: Rule, after: datetime, zone: ZoneInfo) -> Occurrence | None:
    """The first time of a rule after an instant; None where it has ended."""
    return next(occurrences(rule, after, zone), None)


def days(rule: Rule, since: date) -> Iterator[date]:
    """The days of a rule from `since` on, whatever its number of times; far-off starts cost nothing."""
    since = max(since, rule.start)
    try:
        for day in _DAYS[rule.pattern.unit](rule, since):
            if rule.until is not None and day > rule.until:
                return
            if day >= since:
                yield day
    except OverflowError:
        return


def _by_days(rule: Rule, since: date) -> Iterator[date]:
    n = rule.pattern.n
    first = -(-(since - rule.start).days // n)
    return (rule.start + n * i * _DAY for i in count(first))


def _by_weeks(rule: Rule, since: date) -> Iterator[date]:
    begin = week_of(rule.start, rule.week_start)
    wanted = rule.pattern.weekdays or (rule.start.weekday(),)
    offsets = sorted({(weekday - rule.week_start) % 7 for weekday in wanted})
    n = rule.pattern.n
    first = (week_of(since, rule.week_start) - begin).days // 7 // n
    for i in count(first):
        for offset in offsets:
            yield begin + n * i * _WEEK + offset * _DAY


def _by_months(rule: Rule, since: date) -> Iterator[date]:
    calendar, n = rule.pattern.calendar, rule.pattern.n
    year, month, day = parts_of(calendar, rule.start)
    wanted = rule.pattern.month_days or (day,)
    then_year, then_month, _ = parts_of(calendar, since)
    first = ((then_year - year) * 12 + then_month - month) // n
    for i in count(first):
        found = [clamped_day(calendar, *next_month(year, month, n * i), each) for each in wanted]
        if None in found:
            return
        yield from sorted({each for each in found if each is not None})


_DAYS = {Unit.DAY: _by_days, Unit.WEEK: _by_weeks, Unit.MONTH: _by_months}
