"""A plan out of the calendar: shown, moved or copied to another day by a tap."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from markupsafe import Markup
from sqlalchemy import Connection

from bot.domain.calendar import day_numbered, day_of, month_of
from bot.domain.errors import Refused
from bot.domain.occasions import speaks_of_mourning
from bot.domain.pages import Page
from bot.domain.plans import Plan
from bot.domain.recurrence import instant_of
from bot.rendering.calendar_buttons import CalendarPlan, CalendarPut
from bot.rendering.calendar_plan import DOS, day_picker, plan_menu
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.calendar import Found, agenda_of
from handlers.context import Context
from handlers.desk import Desk
from handlers.occasions import notes
from handlers.plan_cards import card, shown_of
from storage import pages, planning, plans
from storage.planning import Act

_NOON = time(12)


async def plan(context: Context, pressed: CalendarPlan) -> None:
    """A plan with what can be done with it, or the days to which it can go."""
    asker = context.asker

    def found(connection: Connection) -> Answer:
        of = plans.get(connection, pressed.plan, member=asker.id)
        page = pages.get(connection, of.page_id, member=asker.id)
        there = asker.with_page(page)
        shown = shown_of(connection, there, of, page)
        on = day_of(of, there.texts.zone) or there.moment.today
        day = on if pressed.day is None else day_numbered(pressed.day, there.moment.today)
        if pressed.do == "show":
            agenda = _around(connection, there, page, day).agenda
            return Answer((plan_menu(shown, agenda, day, there.texts),)).editing()
        _fresh(of, page, pressed.version)
        month = month_of(there.texts.calendar, day)
        agenda = _around(connection, there, page, month.first, month.days).agenda
        return Answer((day_picker(shown, pressed.do, month, agenda, there.texts),)).editing()

    await context.keep(found)


def _around(connection: Connection, asker: Asker, page: Page, first: date, days: int = 1) -> Found:
    return agenda_of(connection, asker, page.id, None, (first, first + timedelta(days=days)))


def _fresh(of: Plan, page: Page, version: int) -> None:
    """Refused where she may not change the plan, or it changed since the button was shown."""
    page.for_change()
    if of.version != version:
        raise Refused("plan-moved-on")


async def put(context: Context, pressed: CalendarPut) -> None:
    """Moves a plan, or makes another like it, on the chosen day."""
    asker = context.asker
    mourning = await _mourning(context, pressed)

    def keep(connection: Connection) -> Answer:
        of = plans.get(connection, pressed.plan, member=asker.id)
        page = pages.get(connection, of.page_id, member=asker.id)
        _fresh(of, page, pressed.version)
        there = asker.with_page(page)
        wall, day_only = _to(of, day_numbered(pressed.day, there.moment.today), there)
        act = Act(connection, page, asker.id, asker.now)
        if pressed.do == "move":
            planning.move(act, of, wall, day_only=day_only)
            made, what, heading = of.id, planning.CHANGED, "plan-changed"
        elif pressed.do in DOS:
            made, what, heading = planning.copy(act, of, wall, day_only=day_only), planning.NEW, "plan-kept"
        else:
            raise Refused("button-unknown")
        change = act.done(what)
        now_is = plans.get(connection, made, member=asker.id)
        shown = card(connection, there, now_is, page, change=change, heading=heading)
        if mourning and not speaks_of_mourning(now_is.topic, now_is.text):
            said = Markup(shown.text)  # noqa: S704 - a view made it
            shown = replace(shown, text=Markup("\n\n").join((said, there.texts("calendar-mourning"))))
        return Answer((shown,)).editing()

    await context.keep(keep)


async def _mourning(context: Context, pressed: CalendarPut) -> bool:
    """Whether the chosen day is one of mourning where the plan's page is."""
    asker = context.asker
    page_id = (await context.read(lambda c: plans.get(c, pressed.plan, member=asker.id))).page_id
    zone = (await context.read(lambda c: pages.zone_of(c, page_id))).key
    day = day_numbered(pressed.day, asker.moment.today)
    found = await notes(context, [zone], day, day, asker.texts)
    return any(note.mourning for note in found.get(day, ()))


def _to(of: Plan, day: date, asker: Asker) -> tuple[datetime, bool]:
    """The plan's hour on another day. Refused("calendar-hour-past") where that is over."""
    day_only = of.wall is None or of.day_only
    clock = _NOON if of.wall is None else of.wall.time()
    wall = datetime.combine(day, clock)
    late = day < asker.moment.today if day_only else instant_of(wall, asker.texts.zone) <= asker.now
    if late:
        raise Refused("calendar-hour-past")
    return wall, day_only


def register(desk: Desk) -> None:
    """Plans in the calendar."""
    desk.press(CalendarPlan, plan)
    desk.press(CalendarPut, put)
