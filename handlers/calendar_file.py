"""The plans to come as a file that other calendars read."""

from datetime import UTC, timedelta

from sqlalchemy import Connection

from bot.domain.errors import Refused
from bot.domain.identity import PageId
from bot.domain.plans import Plan, PlanState
from bot.rendering.calendar_buttons import CalendarFile
from bot.rendering.calendar_file import Event, calendar_file
from bot.rendering.message import Answer, Document, Message
from bot.rendering.plans_words import what_said
from handlers.context import Asker, Context
from handlers.desk import Desk
from storage import pages, plans

_PAST, _AHEAD = timedelta(days=31), timedelta(days=366)
_NAME = "adminyar-calendar.ics"
_STATUS = {PlanState.IDEA: "TENTATIVE", PlanState.SKIPPED: "CANCELLED"}


async def send(context: Context, page_id: PageId | None) -> None:
    """Sends the file of a page, or of all her pages."""
    name, events = await context.study(lambda c: _events(c, context.asker, page_id))
    texts = context.asker.texts
    if not events:
        raise Refused("calendar-file-empty")
    content = await context.compute(calendar_file, events, name)
    said = texts("calendar-file", count=len(events))
    await context.answer(Answer((Message(said, document=Document.of_bytes(_NAME, content)),)))


def _events(connection: Connection, asker: Asker, page_id: PageId | None) -> tuple[str, list[Event]]:
    shown = (
        [pages.get(connection, page_id, member=asker.id)]
        if page_id is not None
        else [page for page in pages.of(connection, asker.id) if not page.archived]
    )
    span = (asker.now - _PAST, asker.now + _AHEAD)
    found = plans.between(connection, [page.id for page in shown], *span)
    names = {page.id: page.name for page in shown}
    name = shown[0].name if len(shown) == 1 else asker.texts.plain("calendar-all-pages")
    return name, [_event(plan, names[plan.page_id], asker) for plan in found]


def _event(plan: Plan, page: str, asker: Asker) -> Event:
    at = plan.at or asker.now
    wall = plan.wall or at.astimezone(asker.texts.zone)
    return Event(
        key=f"plan-{plan.id}",
        at=wall.date() if plan.day_only else at.astimezone(UTC),
        title=f"{_bare(what_said(plan, asker.texts).unescape())} · {page}",
        text=plan.text or "",
        status=_STATUS.get(plan.state, "CONFIRMED"),
        leads=plan.lead_minutes,
        made=plan.created_at or asker.now,
    )


def _bare(text: str) -> str:
    """Without the marks that fence names off in a chat: other programs show them as boxes."""
    return text.translate(dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069)))


async def pressed_file(context: Context, pressed: CalendarFile) -> None:
    """The same by a button."""
    await send(context, pressed.page)


def register(desk: Desk) -> None:
    """The calendar's file."""
    desk.press(CalendarFile, pressed_file)
