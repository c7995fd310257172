"""`/compare`: how a page's posts did, by kind or by weekday; and the sample for newcomers."""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.domain.comparison import DEFAULT_DAYS, CompareRequest, Comparison, compare_posts
from bot.domain.identity import PageId
from bot.domain.pages import Page
from bot.domain.sample import sample_page
from bot.language.asking import comparison_words
from bot.rendering.buttons import By, Compare
from bot.rendering.comparison import comparison_view, sample_view
from bot.rendering.message import Answer
from handlers.context import Context
from handlers.desk import Desk
from handlers.pages import ask_page_name
from storage import followers, pages, posts


@dataclass(frozen=True, slots=True)
class _Asked:
    page: Page
    request: CompareRequest


async def compare(context: Context, text: str) -> None:
    """`/compare`, bare or with «روزها», `weekday`, a number of days behind it."""
    if context.asker.page is None:
        await ask_page_name(context)
        return
    weekday, days = comparison_words(text)
    asked = Compare(
        context.asker.page.id, By.WEEKDAY if weekday else By.KIND, days or DEFAULT_DAYS, None, details=False
    )
    await context.answer(await _compared(context, asked))


async def redraw(context: Context, pressed: Compare) -> None:
    """A button under a comparison: another view in the same message, or the details below it."""
    answer = await _compared(context, pressed)
    await context.answer(answer if pressed.details else answer.editing())


async def _compared(context: Context, asked: Compare) -> Answer:
    asker = context.asker

    def found(connection: Connection) -> _Asked:
        page = pages.get(connection, PageId(asked.page), member=asker.id)
        there = asker.with_page(page)
        request = CompareRequest.of(
            posts.of_page(connection, page.id),
            by=asked.by,
            follower_counts=followers.of_page(connection, page.id),
            zone=there.texts.zone,
            now=asker.now,
            days=asked.days,
            base=asked.base,
        )
        return _Asked(page, request)

    read = await context.study(found)
    comparison: Comparison = await context.compute(compare_posts, read.request)
    view = comparison_view(
        comparison,
        page_name=read.page.name,
        page_id=read.page.id,
        texts=asker.with_page(read.page).texts,
        now=asker.now,
        details=asked.details,
    )
    return Answer((view,))


async def sample(context: Context, text: str) -> None:
    """«نمونه ببین»: the comparison of an invented page, clearly a sample."""
    del text
    asker = context.asker
    page = sample_page(asker.now)
    request = CompareRequest.of(
        page.posts, by=By.KIND, follower_counts=page.follower_counts, zone=asker.texts.zone, now=asker.now
    )
    comparison: Comparison = await context.compute(compare_posts, request)
    await context.answer(Answer((sample_view(comparison, texts=asker.texts, now=asker.now),)))


def register(desk: Desk) -> None:
    """Comparisons."""
    desk.command("compare", compare)
    desk.command("sample", sample)
    desk.press(Compare, redraw)
