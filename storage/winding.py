"""The alarms of plans and series: set to what is due next; and all that runs by the clock of a page."""

from datetime import datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.domain.identity import PageId, PlanId
from bot.domain.plans import Plan, Series
from bot.domain.recurrence import instant_of, occurrences
from bot.domain.reminders import EXTEND_EVERY, HORIZON, coming
from storage import alarms, bundles, pages, plans, report_links
from storage import series as kept_series
from storage.schema import people

ALARM, SERIES_ALARM = "plan", "plan-series"
"""The alarm of a plan, about whatever is due of it next; and the one that makes more plans of a series."""
_AT_LEAST = 2
"""So many coming plans of a series are there, however far apart they are."""


def wind(connection: Connection, plan_id: PlanId) -> None:
    """Sets a plan's one alarm to what is due of it next."""
    plan = plans.known(connection, plan_id)
    next_at = coming(plan, pages.zone_of(connection, plan.page_id)) if plan else None
    alarms.cancel(connection, ALARM, plan_id)
    plans.note(connection, plan_id, next_at=next_at)
    if plan is not None and next_at is not None:
        alarms.add(connection, ALARM, next_at, page_id=plan.page_id, subject_id=plan_id)


def make_more(connection: Connection, series: Series, now: datetime) -> list[PlanId]:
    """Makes the plans of a series for the coming weeks, and sets the alarm for those after them."""
    zone, until = ZoneInfo(series.zone), now + HORIZON
    made: list[PlanId] = []
    count = 0

    def wanted(at: datetime) -> bool:
        return at <= until or count < _AT_LEAST

    found = occurrences(series.rule, now, zone)
    alarms.cancel(connection, SERIES_ALARM, series.id)
    for time in takewhile(lambda each: wanted(each.at), found):
        count += 1
        plan_id = kept_series.add_occurrence(connection, series, time, now)
        if plan_id is not None:
            wind(connection, plan_id)
            made.append(plan_id)
    if next(occurrences(series.rule, until, zone), None) is not None:
        alarms.add(connection, SERIES_ALARM, now + EXTEND_EVERY, page_id=series.page_id, subject_id=series.id)
    kept_series.change(connection, series.id, made_until=until)
    return made


def by_the_clock(connection: Connection, plan: Plan, zone: ZoneInfo) -> Plan:
    """The plan at the instant of its wall-clock time, should the zone's rules have changed meanwhile."""
    if plan.wall is None or instant_of(plan.wall, zone) == plan.at:
        return plan
    plans.note(connection, plan.id, at=instant_of(plan.wall, zone))
    return plans.known(connection, plan.id) or plan


def move_clock(connection: Connection, page_id: PageId, zone: ZoneInfo, now: datetime) -> None:
    """After a page's zone changed: plans, reports and the morning's summary keep their wall-clock times."""
    for series in kept_series.running(connection, page_id):
        kept_series.change(connection, series.id, zone=zone.key)
    for plan in plans.open_of(connection, page_id):
        if plan.wall is not None:
            plans.note(connection, plan.id, at=instant_of(plan.wall, zone), rung_at=now)
            wind(connection, plan.id)
    for link in report_links.of_page(connection, page_id):
        report_links.plan(connection, link, now)
    for person_id in connection.scalars(select(people.c.id).where(people.c.page_id == page_id)).all():
        bundles.wake(connection, person_id, zone, now)
