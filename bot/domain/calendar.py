"""The content calendar: which days a view holds, and what is on each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import Calendar, clamped_day, next_month, parts_of
from bot.domain.errors import Refused
from bot.domain.identity import PersonId
from bot.domain.plans import Plan
from bot.domain.weeks import country_of, week_of, weekend

SHOWN_WEEKS: Final = 2
_REACH: Final = timedelta(days=3 * 366)
"""No further from today does a button lead."""
_WEEK = timedelta(days=7)
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Note:
    """What a day is, apart from anybody's plans."""

    name: str
    """In the reader's language."""
    off: bool = False
    """Whether nobody works."""
    mourning: bool = False
    """Whether a cheerful advert would be out of place."""
    topic: bool = False
    """Whether people buy for it, so that a post could be about it."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of somebody's calendar."""

    calendar: Calendar
    year: int
    month: int
    first: date
    days: int

    @property
    def all(self) -> tuple[date, ...]:
        """Its days."""
        return tuple(self.first + timedelta(days=n) for n in range(self.days))

    def before(self, week_start: int) -> int:
        """How many days of its first week belong to the month before; weeks begin on that weekday."""
        return (self.first.weekday() - week_start) % 7


def month_of(calendar: Calendar, day: date) -> Month:
    """The month that a day lies in."""
    year, month, number = parts_of(calendar, day)
    first = day - timedelta(days=number - 1)
    following = clamped_day(calendar, *next_month(year, month), 1)
    if following is None:
        raise Refused("button-unknown")
    return Month(calendar, year, month, first, (following - first).days)


def month_beside(month: Month, ahead: int) -> Month:
    """The month so many months later, or earlier."""
    first = clamped_day(month.calendar, *next_month(month.year, month.month, ahead), 1)
    if first is None:
        raise Refused("button-unknown")
    return month_of(month.calendar, first)


def two_weeks(day: date, week_start: int) -> tuple[date, ...]:
    """The days of the week that a day lies in, and of the next."""
    first = week_of(day, week_start)
    return tuple(first + timedelta(days=n) for n in range(7 * SHOWN_WEEKS))


def day_numbered(ordinal: int, today: date) -> date:
    """The day that a button means; Refused("button-unknown") for one that is years away."""
    first = (today - _REACH).toordinal()
    if not first <= ordinal <= (today + _REACH).toordinal():
        raise Refused("button-unknown")
    return date.fromordinal(ordinal)


def day_of(plan: Plan, zone: ZoneInfo) -> date | None:
    """The day that a plan is on, by its page's clock; None of an idea without one."""
    if plan.wall is not None:
        return plan.wall.date()
    return plan.at.astimezone(zone).date() if plan.at is not None else None


def by_day(plans: Iterable[Plan], zone: ZoneInfo, today: date) -> dict[date, list[Plan]]:
    """Plans by their days, in the order of their hours. Proposals that nobody took are let go of."""
    found: dict[date, list[Plan]] = {}
    for plan in plans:
        day = day_of(plan, zone)
        if day is not None and not (plan.state == "idea" and day < today):
            found.setdefault(day, []).append(plan)
    return found


def does(plan: Plan) -> PersonId | None:
    """Who does it: whom it was given to, else who planned it."""
    return plan.assignee or plan.created_by


def days_of_rest(zone: str) -> tuple[int, ...]:
    """The weekdays (Monday 0) on which a page's country rests; of Iran's weekend, Friday alone."""
    return (_FRIDAY,) if country_of(zone) == "IR" else weekend(zone)
