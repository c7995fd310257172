"""The plans to come as a file: one that other calendars read, or a table."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from sqlalchemy import Connection

from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page
from bot.domain.plans import Plan, PlanState
from bot.rendering.calendar_buttons import CalendarFile, CalendarSheet
from bot.rendering.calendar_file import Event, calendar_file
from bot.rendering.calendar_sheet import calendar_sheet
from bot.rendering.message import Answer, Document, Message, button
from bot.rendering.plans_words import what_said
from bot.rendering.workbook import bare
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from storage import pages, plans, team

_PAST, _AHEAD = timedelta(days=31), timedelta(days=366)
_NAME, _SHEET_NAME = "adminyar-calendar.ics", "adminyar-calendar.xlsx"
_STATUS = {PlanState.IDEA: "TENTATIVE", PlanState.SKIPPED: "CANCELLED"}


async def send(context: Context, page_id: PageId | None) -> None:
    """Sends the file of a page, or of all her pages, for other calendars."""
    shown, found = await _found(context, page_id)
    asker, texts = context.asker, context.asker.texts
    name = shown[0].name if len(shown) == 1 else texts.plain("calendar-all-pages")
    names = {page.id: page.name for page in shown}
    events = [_event(plan, names[plan.page_id], asker) for plan in found]
    content = await context.compute(calendar_file, events, name)
    way = button(texts.plain("calendar-go-sheet"), CalendarSheet(page_id))
    said = texts("calendar-file", count=len(events))
    sent = Message(said, document=Document.of_bytes(_NAME, content), buttons=((way,),))
    await context.answer(Answer((sent,)))


async def _send_sheet(context: Context, page_id: PageId | None) -> None:
    shown, found = await _found(context, page_id)
    texts = context.asker.texts
    pages_named = {page.id: page.name for page in shown}
    people = await context.read(lambda c: _names(c, pages_named))
    content = await context.compute(calendar_sheet, found, pages_named, people, texts)
    said = texts("calendar-sheet-sent", count=len(found))
    await context.answer(Answer((Message(said, document=Document.of_bytes(_SHEET_NAME, content)),)))


async def _found(context: Context, page_id: PageId | None) -> tuple[list[Page], list[Plan]]:
    """The pages, and their plans in order; Refused("calendar-file-empty")."""
    asker = context.asker
    span = (asker.now - _PAST, asker.now + _AHEAD)

    def find(connection: Connection) -> tuple[list[Page], list[Plan]]:
        shown = (
            [pages.get(connection, page_id, member=asker.id)]
            if page_id is not None
            else [page for page in pages.of(connection, asker.id) if not page.archived]
        )
        return shown, plans.between(connection, [page.id for page in shown], *span)

    shown, found = await context.study(find)
    if not found:
        raise Refused("calendar-file-empty")
    return shown, found


def _names(connection: Connection, shown: Iterable[PageId]) -> dict[PersonId, str]:
    return {who.id: who.name for page in shown for who in team.members_of(connection, page) if who.name}


def _event(plan: Plan, page: str, asker: Asker) -> Event:
    at = plan.at or asker.now
    wall = plan.wall or at.astimezone(asker.texts.zone)
    return Event(
        key=f"plan-{plan.id}",
        at=wall.date() if plan.day_only else at.astimezone(UTC),
        title=f"{bare(what_said(plan, asker.texts))} · {page}",
        text=plan.text or "",
        status=_STATUS.get(plan.state, "CONFIRMED"),
        leads=plan.lead_minutes,
        made=plan.created_at or asker.now,
    )


async def pressed_file(context: Context, pressed: CalendarFile) -> None:
    """The same by a button."""
    await send(context, pressed.page)


async def pressed_sheet(context: Context, pressed: CalendarSheet) -> None:
    """The plans as a table."""
    await _send_sheet(context, pressed.page)


def register(desk: Desk) -> None:
    """The calendar's files."""
    desk.press(CalendarFile, pressed_file)
    desk.press(CalendarSheet, pressed_sheet)
