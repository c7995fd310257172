"""What falls due of plans: reminders, alone or together, what was missed; and the word that one is done."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.domain.alarms import STALE, Lateness, lateness
from bot.domain.chats import ChatKind
from bot.domain.identity import PersonId, PlanId, SeriesId
from bot.domain.plans import Plan, PlanState
from bot.domain.reminders import Due, due
from bot.rendering import reminders as view
from bot.rendering.message import Answer
from bot.rendering.plans import Shown
from handlers import publishing
from handlers.asker import Asker
from handlers.desk import Desk
from handlers.house import House
from handlers.plan_cards import shown_of
from handlers.planned import asker_for, doers
from storage import alarms, bundles, chats, pages, plans, report_links, winding
from storage import series as kept_series
from storage.alarms import Alarm

_log = structlog.get_logger()

HELD = "plan-held"
"""The alarm of a reminder that waits for a quiet time to end, or that came too late to come by itself."""
_GATHER = timedelta(seconds=2)
"""So long are late reminders gathered."""


async def ring(house: House, alarm: Alarm) -> None:
    """All that is due of one plan, in one write: reminders, publishing, giving it up."""
    may = alarm.subject_id is not None and await publishing.may_go(house, PlanId(alarm.subject_id))
    await house.store.write(partial(_ring, house, alarm, house.now(), may))


def _ring(house: House, alarm: Alarm, now: datetime, may: bool, connection: Connection) -> None:
    if not alarms.finish(connection, alarm.id, now) or alarm.subject_id is None:
        return
    plan = plans.known(connection, PlanId(alarm.subject_id))
    if plan is None or plan.next_at != alarm.due_at:
        return
    zone = pages.zone_of(connection, plan.page_id)
    plan = winding.by_the_clock(connection, plan, zone)
    found = due(plan, zone, now)
    whats = {moment.what for moment in found}
    reminders = [moment.at for moment in found if moment.what is Due.REMIND]
    plans.note(connection, plan.id, rung_at=now)
    if Due.MISS in whats:
        plans.change(connection, plan.id, state=PlanState.MISSED, snoozed_until=None)
    winding.wind(connection, plan.id)
    # Of what publishes itself at this very moment nobody need be reminded.
    if reminders and Due.PUBLISH not in whats:
        _remind(house, connection, plan, reminders[-1], now)
    if Due.PUBLISH in whats:
        publishing.go(house, connection, plan.id, may=may)


def _remind(house: House, connection: Connection, plan: Plan, due_at: datetime, now: datetime) -> None:
    for person_id in doers(connection, plan):
        page = pages.get(connection, plan.page_id, member=person_id)
        if page.archived:
            return
        quiet = bundles.quiet(connection, person_id, now)
        stale = lateness(due_at, now) is Lateness.STALE
        if quiet is not None or stale:
            held = quiet or now + _GATHER
            alarms.add(connection, HELD, held, person_id=person_id, page_id=plan.page_id, subject_id=plan.id)
            continue
        asker = asker_for(house, connection, person_id, page, now)
        shown = shown_of(connection, asker, plan, page)
        told = view.reminder(shown, asker.texts, now, due_at)
        house.tell(connection, person_id, Answer((*view.media_of(plan), told)), page_id=page.id)
    if lateness(due_at, now) is not Lateness.STALE:
        _tell_groups(house, connection, plan, due_at, now)


def _tell_groups(house: House, connection: Connection, plan: Plan, due_at: datetime, now: datetime) -> None:
    person_id = next(iter(doers(connection, plan)), None)
    if person_id is None:
        return
    page = pages.get(connection, plan.page_id, member=person_id)
    for chat in chats.serving(connection, plan.page_id, ChatKind.GROUP):
        if chat.reminds:
            asker = asker_for(house, connection, person_id, page, now)
            shown = shown_of(connection, asker, plan, page)
            told = view.in_group(shown, asker.person.name, asker.texts, now, due_at)
            topic = report_links.topic_of(connection, chat.id, page.id)
            house.tell(connection, chat.id, Answer((told,)), page_id=page.id, thread_id=topic)


async def ring_held(house: House, alarm: Alarm) -> None:
    """All reminders that waited for a person, in one message."""
    await house.store.write(partial(_ring_held, house, alarm, house.now()))


def _ring_held(house: House, alarm: Alarm, now: datetime, connection: Connection) -> None:
    if not alarms.finish(connection, alarm.id, now) or alarm.person_id is None:
        return
    if alarms.any_since(connection, winding.ALARM, now - STALE):
        # After a standstill more of them may still be on the way here.
        ids = {"person_id": alarm.person_id, "page_id": alarm.page_id, "subject_id": alarm.subject_id}
        alarms.add(connection, HELD, now + _GATHER, **ids)  # type: ignore[arg-type]
        return
    together = [alarm, *alarms.gather(connection, alarm, now, _GATHER)]
    found: list[Plan] = []
    for plan_id in dict.fromkeys(each.subject_id for each in together if each.subject_id is not None):
        plan = plans.known(connection, PlanId(plan_id))
        if plan is not None and plan.state in (PlanState.PLANNED, PlanState.MISSED):
            found.append(plan)
    entries = _entries(house, connection, alarm.person_id, found, now)
    if not entries:
        return
    shown, asker, more = entries[0]
    if len(entries) == 1 and not more and shown.plan.state is PlanState.PLANNED:
        told = view.reminder(shown, asker.texts, now, shown.plan.at or now)
        answer = Answer((*view.media_of(shown.plan), told))
    else:
        listed = [(each, count) for each, _, count in entries]
        answer = Answer((view.gathered(listed, asker.texts, now),))
    house.tell(connection, alarm.person_id, answer)


def _entries(
    house: House, connection: Connection, person_id: PersonId, found: Sequence[Plan], now: datetime
) -> list[tuple[Shown, Asker, int]]:
    """The plans of a list by their times; of a series only the last, with the number of those before it."""
    kept: dict[tuple[SeriesId | None, PlanId | None], tuple[Plan, int]] = {}
    for plan in sorted(found, key=lambda each: each.at or now):
        key = (plan.series_id, None if plan.series_id else plan.id)
        before = kept.pop(key, None)
        kept[key] = (plan, before[1] + 1 if before else 0)
    entries = []
    for plan, more in kept.values():
        page = pages.find(connection, plan.page_id, member=person_id)
        if page is not None and page.role.changes:
            asker = asker_for(house, connection, person_id, page, now)
            entries.append((shown_of(connection, asker, plan, page), asker, more))
    return entries


async def ring_series(house: House, alarm: Alarm) -> None:
    """Makes more plans of a series."""
    now = house.now()

    def keep(connection: Connection) -> None:
        if not alarms.finish(connection, alarm.id, now) or alarm.subject_id is None:
            return
        series = kept_series.get(connection, SeriesId(alarm.subject_id))
        if series.ended_at is None:
            winding.make_more(connection, series, now)

    await house.store.write(keep)


def _gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    """What else is due of the plan must come all the same: it is tried again in an hour."""
    _log.error("plans.not_told", plan=alarm.subject_id, kind=alarm.kind)
    again = house.now() + timedelta(hours=1)
    if alarm.kind == winding.ALARM and alarm.subject_id is not None:
        plans.note(connection, PlanId(alarm.subject_id), next_at=again)
    ids = {"person_id": alarm.person_id, "page_id": alarm.page_id, "subject_id": alarm.subject_id}
    alarms.add(connection, alarm.kind, again, **ids)  # type: ignore[arg-type]


def register(desk: Desk) -> None:
    """What falls due of plans."""
    desk.rings_for(winding.ALARM, ring, _gave_up)
    desk.rings_for(winding.SERIES_ALARM, ring_series, _gave_up)
    desk.rings_for(HELD, ring_held, _gave_up)
