"""The stretch of time that a report is about, and the one before, both by the wall clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import Calendar, clamped_day, parts_of
from bot.domain.report_links import Every
from bot.domain.weeks import week_of


class Span(StrEnum):
    """How long a time a report is about."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    """A whole month of the reader's calendar."""
    CAMPAIGN = "campaign"
    """From a campaign's first post to its last."""


SPAN_OF: Final = {Every.DAY: Span.DAY, Every.WEEK: Span.WEEK, Every.MONTH: Span.MONTH, Every.NEVER: Span.WEEK}
"""What a report is about that comes so often."""
_DAYS: Final = {Span.DAY: 1, Span.WEEK: 7}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch in UTC; `until` is the first moment after it."""

    span: Span
    since: datetime
    until: datetime
    before: datetime
    """Where the stretch before begins, which ends where this one does begin."""

    def days(self, zone: ZoneInfo) -> tuple[date, date]:
        """Its first and its last day."""
        return _days_of(self.since, self.until, zone)

    def days_before(self, zone: ZoneInfo) -> tuple[date, date]:
        """Those of what it stands beside; of a campaign the other posts up to its end."""
        return _days_of(self.before, self.until if self.span is Span.CAMPAIGN else self.since, zone)


def whole_until(span: Span, at: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """Where the last whole day, week of seven days, or month ends that is over at a moment."""
    today = at.astimezone(zone).date()
    return _midnight(_first_of_month(calendar, today) if span is Span.MONTH else today, zone)


def past_until(span: Span, at: datetime, zone: ZoneInfo, calendar: Calendar, week_start: int) -> datetime:
    """The same of the last day, week from weekday `week_start` (Monday 0), or month as people speak of it."""
    if span is Span.WEEK:
        return _midnight(week_of(at.astimezone(zone).date(), week_start), zone)
    return whole_until(span, at, zone, calendar)


def period(span: Span, until: datetime, zone: ZoneInfo, calendar: Calendar) -> Period:
    """The day, the seven days up to a moment's own, or the month before it; ValueError for a campaign."""
    if span is Span.MONTH:
        end = _first_of_month(calendar, until.astimezone(zone).date())
        first = _first_of_month(calendar, end - timedelta(days=1))
        before = _first_of_month(calendar, first - timedelta(days=1))
        return Period(span, _midnight(first, zone), _midnight(end, zone), _midnight(before, zone))
    if span not in _DAYS:
        raise ValueError(span)
    last = (until - timedelta(microseconds=1)).astimezone(zone).date()
    first, before = (last - timedelta(days=_DAYS[span] * times - 1) for times in (1, 2))
    return Period(span, _midnight(first, zone), until, _midnight(before, zone))


def _days_of(since: datetime, until: datetime, zone: ZoneInfo) -> tuple[date, date]:
    last = until - timedelta(microseconds=1)
    return since.astimezone(zone).date(), last.astimezone(zone).date()


def _first_of_month(calendar: Calendar, day: date) -> date:
    year, month, _ = parts_of(calendar, day)
    return clamped_day(calendar, year, month, 1) or day


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
