"""`/besttime`: at which weekday and hour a page's posts do better, and one tap into the calendar."""

from bot.domain.besttimes import BestTimes
from bot.domain.identity import PageId
from bot.domain.pages import Page
from bot.language.asking import comparison_words
from bot.language.audiences import audience_in
from bot.rendering import besttimes as view
from bot.rendering.insights_buttons import BestTime
from bot.rendering.message import Answer
from bot.rendering.periods import checked
from handlers.context import Context
from handlers.desk import Desk
from handlers.looking import Looked, week_of
from handlers.openings import can_plan
from handlers.pages import on_page
from storage import pages


@on_page
async def best_time(context: Context, text: str) -> None:
    """`/besttime`, bare or with a number of days behind it."""
    asker = context.asker
    await context.answer(await _looked(context, asker.page_id, comparison_words(text).days))


async def redraw(context: Context, pressed: BestTime) -> None:
    """Another period in the same message, or everything in words below it."""
    days = checked(pressed.days)
    if pressed.told:
        page, found = await _computed(context, pressed.page, days)
        there = context.asker.with_page(page).texts
        await context.answer(Answer(view.told(found, page_name=page.name, texts=there)))
    else:
        await context.answer((await _looked(context, pressed.page, days)).editing())


async def _looked(context: Context, page_id: PageId, days: int | None) -> Answer:
    page, found = await _computed(context, page_id, days)
    message = view.best_times_view(
        found,
        page_name=page.name,
        page_id=page.id,
        audience=audience_in(page.audience or ""),
        texts=context.asker.with_page(page).texts,
        plans=can_plan(context.desk),
        may_change=page.role.changes,
    )
    return Answer((message,))


async def _computed(context: Context, page_id: PageId, days: int | None) -> tuple[Page, BestTimes]:
    asker = context.asker
    page = await context.read(lambda c: pages.get(c, page_id, member=asker.id))
    looked = Looked(context.house.store.path, page.id, asker.now, days)
    found: BestTimes = await context.compute(week_of, looked, asker.with_page(page).texts.zone)
    return page, found


def register(desk: Desk) -> None:
    """The best times."""
    desk.command("besttime", best_time)
    desk.press(BestTime, redraw)
