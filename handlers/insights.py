"""Other looks at a page: its best and its lasting posts, its mix of kinds, how quickly posts earn."""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.domain.identity import PageId
from bot.domain.pages import Page
from bot.rendering.captions import in_words
from bot.rendering.insights import more_view, usual
from bot.rendering.insights_buttons import Insight, What
from bot.rendering.message import Answer, Message
from bot.rendering.mix import mix_view
from bot.rendering.pace import pace_view
from bot.rendering.periods import checked
from bot.rendering.top import evergreen_view, top_view
from handlers.context import Context, Handler
from handlers.desk import Desk
from handlers.looking import Looked, lasting_of, mix_of, pace_of, top_of
from handlers.pages import on_page
from storage import pages

_Look = Callable[[Context, Page, int | None], Awaitable[Message]]


async def _more(context: Context, page: Page, days: int | None) -> Message:
    del days
    return more_view(page_name=page.name, page=page.id, texts=context.asker.with_page(page).texts)


async def _top(context: Context, page: Page, days: int | None) -> Message:
    now, texts = context.asker.now, context.asker.with_page(page).texts
    found, posts = await context.compute(top_of, _at(context, page, days))
    return top_view(found, posts, page_name=page.name, page=page.id, texts=texts, now=now)


async def _lasting(context: Context, page: Page, days: int | None) -> Message:
    now, texts = context.asker.now, context.asker.with_page(page).texts
    found, posts = await context.compute(lasting_of, _at(context, page, days))
    return evergreen_view(found, posts, page_name=page.name, page=page.id, texts=texts, now=now)


async def _mix(context: Context, page: Page, days: int | None) -> Message:
    del days
    texts = context.asker.with_page(page).texts
    found = await context.compute(mix_of, _at(context, page, None), texts.zone, texts.calendar)
    return mix_view(found, page_name=page.name, page=page.id, texts=texts)


async def _pace(context: Context, page: Page, days: int | None) -> Message:
    texts = context.asker.with_page(page).texts
    found = await context.compute(pace_of, _at(context, page, days))
    return pace_view(found, page_name=page.name, page=page.id, texts=texts, may_change=page.role.changes)


def _at(context: Context, page: Page, days: int | None) -> Looked:
    return Looked(context.house.store.path, page.id, context.asker.now, days)


_LOOKS: Final[dict[What, _Look]] = {
    What.MORE: _more,
    What.TOP: _top,
    What.EVERGREEN: _lasting,
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
    """A look in place of the message whose button was pressed, or its picture in words below it."""
    message = await _looked(context, press.what, press.page, checked(press.days))
    if press.told and message.picture is not None:
        await context.answer(Answer(in_words(message.picture)))
    else:
        await context.answer(Answer((message,)).editing())


def _asked(what: What) -> Handler:
    @on_page
    async def asked(context: Context, text: str) -> None:
        del text
        message = await _looked(context, what, context.asker.page_id, usual(what))
        await context.answer(Answer((message,)))

    return asked


async def _looked(context: Context, what: What, page_id: PageId, days: int | None) -> Message:
    page = await context.read(lambda c: pages.get(c, page_id, member=context.asker.id))
    return await _LOOKS[what](context, page, days)


def register(desk: Desk) -> None:
    """The looks beside the comparison."""
    for name, what in COMMANDS.items():
        desk.command(name, _asked(what))
    desk.press(Insight, pressed)
