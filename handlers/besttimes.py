"""`/besttime`: at which weekday and hour a page's posts do better, and one tap into the calendar."""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.domain.besttimes import BestTimeRequest, BestTimes, best_times
from bot.domain.identity import PageId
from bot.domain.measured import measure
from bot.domain.pages import Page
from bot.language.asking import comparison_words
from bot.language.audiences import audience_in
from bot.rendering import besttimes as view
from bot.rendering.insights_buttons import BestTime
from bot.rendering.message import Answer
from bot.rendering.periods import checked
from handlers.context import Context
from handlers.desk import Desk
from handlers.openings import can_plan
from handlers.pages import ask_page_name
from storage import followers, pages, posts


@dataclass(frozen=True, slots=True)
class _Found:
    page: Page
    request: BestTimeRequest


async def best_time(context: Context, text: str) -> None:
    """`/besttime`, bare or with a number of days behind it."""
    asker = context.asker
    if asker.page is None:
        await ask_page_name(context)
        return
    await context.answer(await _looked(context, asker.page.id, comparison_words(text).days))


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

    def find(connection: Connection) -> _Found:
        page = pages.get(connection, page_id, member=asker.id)
        measures = measure(
            posts.of_page(connection, page.id),
            followers.of_page(connection, page.id),
            now=asker.now,
            days=days,
        )
        zone = asker.with_page(page).texts.zone
        return _Found(page, BestTimeRequest.of(measures, zone=zone, days=days))

    read = await context.study(find)
    found: BestTimes = await context.compute(best_times, read.request)
    return read.page, found


def register(desk: Desk) -> None:
    """The best times."""
    desk.command("besttime", best_time)
    desk.press(BestTime, redraw)
