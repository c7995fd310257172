"""Other looks at a page: its best and its lasting posts, its mix of kinds, how quickly posts earn."""

from collections.abc import Awaitable, Callable
from typing import Final

from sqlalchemy import Connection

from bot.domain.identity import PageId
from bot.domain.measured import measure
from bot.domain.mix import mix
from bot.domain.pace import Pace, PaceRequest, pace
from bot.domain.pages import Page
from bot.domain.top import evergreens, top
from bot.rendering.insights import more_view, usual
from bot.rendering.insights_buttons import Insight, What
from bot.rendering.message import Answer, Message
from bot.rendering.mix import mix_view
from bot.rendering.pace import pace_view
from bot.rendering.periods import checked
from bot.rendering.top import evergreen_view, top_view
from handlers.context import Context, Handler
from handlers.desk import Desk
from handlers.pages import ask_page_name
from storage import followers, pages, posts

_Look = Callable[[Context, PageId, int | None], Awaitable[Message]]


async def _more(context: Context, page_id: PageId, days: int | None) -> Message:
    del days
    page = await context.read(lambda c: _page(c, context, page_id))
    return more_view(page_name=page.name, page=page.id, texts=context.asker.with_page(page).texts)


async def _top(context: Context, page_id: PageId, days: int | None) -> Message:
    asker = context.asker

    def find(connection: Connection) -> Message:
        page = _page(connection, context, page_id)
        known = posts.of_page(connection, page.id)
        measures = measure(known, followers.of_page(connection, page.id), now=asker.now, days=days)
        found = top(measures, days)
        there = asker.with_page(page).texts
        named = {post.id: post for post in known}
        return top_view(found, named, page_name=page.name, page=page.id, texts=there, now=asker.now)

    return await context.study(find)


async def _evergreen(context: Context, page_id: PageId, days: int | None) -> Message:
    asker = context.asker

    def find(connection: Connection) -> Message:
        page = _page(connection, context, page_id)
        known = posts.of_page(connection, page.id)
        found = evergreens(known, now=asker.now, days=days)
        there = asker.with_page(page).texts
        named = {post.id: post for post in known}
        return evergreen_view(found, named, page_name=page.name, page=page.id, texts=there, now=asker.now)

    return await context.study(find)


async def _mix(context: Context, page_id: PageId, days: int | None) -> Message:
    del days

    def find(connection: Connection) -> Message:
        page = _page(connection, context, page_id)
        texts = context.asker.with_page(page).texts
        found = mix(posts.of_page(connection, page.id), zone=texts.zone, calendar=texts.calendar)
        return mix_view(found, page_name=page.name, page=page.id, texts=texts)

    return await context.study(find)


async def _pace(context: Context, page_id: PageId, days: int | None) -> Message:
    asker = context.asker

    def find(connection: Connection) -> tuple[Page, PaceRequest]:
        page = _page(connection, context, page_id)
        return page, PaceRequest.of(posts.of_page(connection, page.id), now=asker.now, days=days)

    page, request = await context.study(find)
    found: Pace = await context.compute(pace, request)
    texts = asker.with_page(page).texts
    return pace_view(found, page_name=page.name, page=page.id, texts=texts, may_change=page.role.changes)


_LOOKS: Final[dict[What, _Look]] = {
    What.MORE: _more,
    What.TOP: _top,
    What.EVERGREEN: _evergreen,
    What.MIX: _mix,
    What.PACE: _pace,
}
COMMANDS: Final = {
    "more": What.MORE,
    "top": What.TOP,
    "evergreen": What.EVERGREEN,
    "mix": What.MIX,
    "pace": What.PACE,
}


async def pressed(context: Context, press: Insight) -> None:
    """A look in place of the message whose button was pressed."""
    message = await _LOOKS[press.what](context, press.page, checked(press.days))
    await context.answer(Answer((message,)).editing())


def _asked(what: What) -> Handler:
    async def asked(context: Context, text: str) -> None:
        del text
        if context.asker.page is None:
            await ask_page_name(context)
            return
        message = await _LOOKS[what](context, context.asker.page.id, usual(what))
        await context.answer(Answer((message,)))

    return asked


def _page(connection: Connection, context: Context, page_id: PageId) -> Page:
    return pages.get(connection, page_id, member=context.asker.id)


def register(desk: Desk) -> None:
    """The looks beside the comparison."""
    for name, what in COMMANDS.items():
        desk.command(name, _asked(what))
    desk.press(Insight, pressed)
