"""`/calendar`: two weeks, a month, a day; whose plans are shown, and what days are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from bot.domain.calendar import by_day, day_numbered, does, month_of
from bot.domain.calendars import Calendar
from bot.domain.drafts import Draft
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page
from bot.domain.plans import Plan
from bot.domain.weeks import week_start
from bot.language.calendar_asking import Wanted, calendar_words
from bot.rendering import calendar as view
from bot.rendering.calendar_buttons import CalendarAdd, CalendarShow
from bot.rendering.calendar_month import month_view
from bot.rendering.calendar_words import Agenda, Scope
from bot.rendering.message import Answer, Message
from handlers import calendar_file, filling
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import begin
from handlers.occasions import notes
from handlers.pages import on_page
from handlers.plans import PlanForm
from storage import bundles, pages, plans, team

_VIEWS = ("weeks", "month", "day", "filter")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Found:
    """What a view is made of."""

    agenda: Agenda
    asker: Asker
    may_change: bool
    people: Sequence[tuple[PersonId, str | None]]
    """Who belongs to the pages that are shown."""
    mine: Sequence[Page]


@on_page
async def calendar(context: Context, text: str) -> None:
    """`/calendar`: this week and the next; «ماه», «پر کن» and the like behind it lead on."""
    asker = context.asker
    page, today = asker.page_id, asker.moment.today.toordinal()
    match calendar_words(text):
        case Wanted.FILL:
            await filling.fill(context, page)
        case Wanted.FILE:
            await calendar_file.send(context, page)
        case Wanted.MONTH:
            await context.answer(await _shown(context, CalendarShow("month", today, page, None)))
        case _:
            await context.answer(await _shown(context, CalendarShow("weeks", today, page, None)))


async def show(context: Context, pressed: CalendarShow) -> None:
    """Another view in the same message."""
    await context.answer((await _shown(context, pressed)).editing())


async def _shown(context: Context, asked: CalendarShow) -> Answer:
    if asked.view not in _VIEWS:
        raise Refused("button-unknown")
    day = day_numbered(asked.day, context.asker.moment.today)
    days = _span(asked.view, day, context.asker.texts.calendar)
    found = await look(context, asked.page, asked.who, days)
    return Answer((_view(asked.view, day, found),))


def _span(kind: str, day: date, calendar: Calendar) -> tuple[date, date]:
    """From which day to which a view may need what is on; the week may begin on any weekday."""
    if kind == "month":
        month = month_of(calendar, day)
        return month.first, month.first + month.days * _DAY
    return (day, day) if kind == "day" else (day - 7 * _DAY, day + 14 * _DAY)


def _view(kind: str, day: date, found: Found) -> Message:
    agenda, texts, may = found.agenda, found.asker.texts, found.may_change
    match kind:
        case "month":
            return month_view(agenda, month_of(texts.calendar, day), texts)
        case "day":
            return view.day_view(agenda, day, texts, may_change=may)
        case "filter":
            return view.filter_view(agenda, day, found.mine, found.people, texts)
    return view.weeks_view(agenda, day, texts, may_change=may)


async def look(
    context: Context, page_id: PageId | None, who: PersonId | None, days: tuple[date, date]
) -> Found:
    """What is on from one day to another, on a page or all of hers, of a person or all."""
    found = await context.study(lambda c: agenda_of(c, context.asker, page_id, who, days))
    zones = [page.zone for page in found.agenda.pages.values()]
    known = await notes(context, zones, *days, found.asker.texts)
    return replace(found, agenda=replace(found.agenda, notes=known))


def agenda_of(
    connection: Connection,
    asker: Asker,
    page_id: PageId | None,
    who: PersonId | None,
    days: tuple[date, date],
) -> Found:
    """The same within a read or a write, without what the days are."""
    mine = [page for page in pages.of(connection, asker.id) if not page.archived]
    shown = [pages.get(connection, page_id, member=asker.id)] if page_id is not None else mine
    if not shown:
        raise Refused("page-none")
    there = asker.with_page(shown[0]) if page_id is not None else asker
    people = {m.id: m.name for page in shown for m in team.members_of(connection, page.id)}
    if who is not None and who not in people:
        raise Refused("button-unknown")
    chosen = bundles.habits(connection, asker.id).week_start
    zone, today = there.texts.zone, there.moment.today
    agenda = Agenda(
        scope=Scope(
            page_id,
            who,
            shown[0].name if page_id is not None else asker.texts.plain("calendar-all-pages"),
            people.get(who) if who is not None else None,
        ),
        plans=by_day(_planned(connection, shown, who, days), zone, today),
        notes={},
        pages={page.id: page for page in shown},
        week_start=week_start(zone.key, asker.person.language) if chosen is None else chosen,
        today=today,
        now=asker.now,
        ideas=len(plans.ideas(connection, [page.id for page in shown])),
    )
    may = all(page.role.changes for page in shown)
    return Found(agenda, there, may, tuple(people.items()), mine)


def _planned(
    connection: Connection, shown: Sequence[Page], who: PersonId | None, days: tuple[date, date]
) -> list[Plan]:
    """The plans of some pages on some days, wherever on earth it is day by then; of a person or of all."""
    first, last = (datetime.combine(day, time(), UTC) for day in days)
    found = plans.between(connection, [page.id for page in shown], first - _DAY, last + 2 * _DAY)
    return [plan for plan in found if who is None or does(plan) == who]


async def add(context: Context, pressed: CalendarAdd) -> None:
    """A new plan on a day."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, pressed.page or asker.page_id, member=asker.id)
        there = asker.with_page(page)
        day = day_numbered(pressed.day, there.moment.today)
        return begin(connection, there, PlanForm(), Draft(values={"day": day.isoformat()}))

    await context.keep(keep)


def register(desk: Desk) -> None:
    """The calendar."""
    desk.command("calendar", calendar)
    desk.command("plans", calendar)
    desk.press(CalendarShow, show)
    desk.press(CalendarAdd, add)
