"""When something about a plan is due: reminders before it, publishing at it, giving it up after it."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.plans import Plan, PlanState
from bot.domain.recurrence import instant_of

MORNING: Final = time(9)
"""When a plan without an hour is reminded of, by the page's clock."""
DEFAULT_LEADS: Final = (60,)
"""How many minutes before a plan is reminded of where nobody said so."""
HORIZON: Final = timedelta(days=62)
"""So far ahead the plans of a series are made: what a calendar of two months shows."""
EXTEND_EVERY: Final = timedelta(days=7)
"""How often the plans of a series are made further."""

_DAY = timedelta(days=1)
_SHORTLY = timedelta(hours=1)


class Due(StrEnum):
    """What is due."""

    REMIND = "remind"
    PUBLISH = "publish"
    MISS = "miss"


class Moment(NamedTuple):
    """Something about a plan that is due at an instant."""

    at: datetime
    what: Due


def moments(plan: Plan, zone: ZoneInfo) -> list[Moment]:
    """All that is due about a plan, the earliest first; nothing for one that is not to be done any more."""
    if plan.state is not PlanState.PLANNED or plan.at is None or plan.wall is None:
        return []
    at = plan.at
    base = instant_of(datetime.combine(plan.wall.date(), MORNING), zone) if plan.day_only else at
    found = [Moment(base - timedelta(minutes=lead), Due.REMIND) for lead in plan.lead_minutes]
    if plan.snoozed_until is not None:
        found.append(Moment(plan.snoozed_until, Due.REMIND))
    if plan.publish_to is not None and plan.sending_at is None:
        found.append(Moment(at, Due.PUBLISH))
    found.append(Moment(given_up_at(plan.wall, zone), Due.MISS))
    return sorted(found)


def given_up_at(wall: datetime, zone: ZoneInfo) -> datetime:
    """The end of the day after a plan's: what is not done by then was missed."""
    return instant_of(datetime.combine(wall.date() + 2 * _DAY, time()), zone)


def due(plan: Plan, zone: ZoneInfo, now: datetime) -> list[Moment]:
    """What fell due since the plan was last seen to."""
    return [moment for moment in moments(plan, zone) if _new(plan, moment) and moment.at <= now]


def coming(plan: Plan, zone: ZoneInfo) -> datetime | None:
    """When something about it is due next, counted from when it was last seen to; None where nothing is."""
    return min((moment.at for moment in moments(plan, zone) if _new(plan, moment)), default=None)


def leads_to_come(leads: tuple[int, ...], at: datetime, now: datetime) -> tuple[int, ...]:
    """The reminders of a plan whose time was just set: one at its time, where all others would be past."""
    if leads and all(at - timedelta(minutes=lead) <= now for lead in leads):
        return (0,)
    return leads


def _new(plan: Plan, moment: Moment) -> bool:
    return plan.rung_at is None or moment.at > plan.rung_at


def done_at(plan: Plan, now: datetime) -> datetime:
    """When a plan that is said to be done was published: at its time, if that is well over; else just now."""
    if plan.at is None or plan.day_only or now - plan.at < _SHORTLY:
        return now
    return plan.at
