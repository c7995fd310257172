"""What comes unasked: at most one bundle a day, or a week, and nothing in somebody's quiet hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

PARTS: Final = ("asks", "owed", "goals", "gaps", "advice", "stale")
"""What a bundle may hold, in the order in which it is said."""
DEFAULT_AT: Final = time(20)
DEFAULT_WEEKDAY: Final = 3
"""Thursday: the working week of most of our pages is over then."""

_DAY = timedelta(days=1)
_WEEK = 7
EARLY: Final = timedelta(hours=4)
"""What falls due so shortly after a bundle comes with it rather than with the next."""


class Pace(StrEnum):
    """How often somebody wants to hear what she did not ask for."""

    DAILY = "daily"
    WEEKLY = "weekly"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Habits:
    """When a person wants to hear from us. Times are of the wall clock."""

    pace: Pace = Pace.DAILY
    at: time = DEFAULT_AT
    weekday: int = DEFAULT_WEEKDAY
    """The day of a weekly bundle; Monday is 0."""
    quiet: tuple[time, time] | None = None
    """From when until when nothing is to ring."""
    morning: time | None = None
    """When the plans of the day are told."""
    week_start: int | None = None
    """The first day of her week, Monday is 0; None is as her country has it."""
    last_at: datetime | None = None
    """When the last bundle went out."""


def quiet_until(habits: Habits, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When the quiet hours end that `now` falls in, in UTC; None outside of them."""
    if habits.quiet is None:
        return None
    begin, end = habits.quiet
    local = now.astimezone(zone)
    clock = local.time()
    within = begin <= clock < end if begin < end else clock >= begin or clock < end
    if begin == end or not within:
        return None
    day = local.date() if clock < end else local.date() + _DAY
    return datetime.combine(day, end, zone).astimezone(UTC)


def bundle_after(moment: datetime, zone: ZoneInfo, at: time = DEFAULT_AT) -> datetime:
    """The first moment after `moment` at which a day's bundle comes, in UTC."""
    day = moment.astimezone(zone).date()
    today = datetime.combine(day, at, zone).astimezone(UTC)
    return today if today > moment else datetime.combine(day + _DAY, at, zone).astimezone(UTC)


def bundle_for(due_at: datetime, zone: ZoneInfo, at: time = DEFAULT_AT) -> datetime:
    """The bundle that something belongs to which falls due at a moment, in UTC.

    It is the next one, or the one up to four hours earlier: an evening's bundle at eight serves its day.
    """
    return bundle_after(due_at - EARLY, zone, at)


def allowed(habits: Habits, zone: ZoneInfo, due_at: datetime) -> datetime | None:
    """The first moment from `due_at` on, in UTC, at which a bundle may go out; None for who wants none."""
    if habits.pace is Pace.OFF:
        return None
    moment = due_at if habits.pace is Pace.DAILY else _weekly(habits, zone, due_at)
    while _was_told(habits, zone, moment):
        following = moment.astimezone(zone).date() + _DAY
        moment = datetime.combine(following, habits.at, zone).astimezone(UTC)
        if habits.pace is Pace.WEEKLY:
            moment = _weekly(habits, zone, moment)
    return quiet_until(habits, zone, moment) or moment


def when_rung(habits: Habits, zone: ZoneInfo, due_at: datetime, now: datetime) -> datetime | None:
    """When a bundle that was due at a moment may go out, seen from `now`: `now` itself, later, or never.

    One that comes late, after a standstill, does not wait for another week.
    """
    at = allowed(habits, zone, due_at)
    if at is None or at > now:
        return at
    if _was_told(habits, zone, now):
        return allowed(habits, zone, now)
    return quiet_until(habits, zone, now) or now


def _weekly(habits: Habits, zone: ZoneInfo, moment: datetime) -> datetime:
    """The first bundle hour of somebody's own weekday from a moment on."""
    day = moment.astimezone(zone).date()
    day += timedelta(days=(habits.weekday - day.weekday()) % _WEEK)
    found = datetime.combine(day, habits.at, zone).astimezone(UTC)
    later = datetime.combine(day + _WEEK * _DAY, habits.at, zone).astimezone(UTC)
    return found if found >= moment else later


def _was_told(habits: Habits, zone: ZoneInfo, moment: datetime) -> bool:
    last = habits.last_at
    return last is not None and last.astimezone(zone).date() == moment.astimezone(zone).date()


def in_order(said: Mapping[str, object]) -> list[str]:
    """The parts that have something to say, in the order in which it is said."""
    return [name for name in PARTS if name in said]
