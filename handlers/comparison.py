"""`/compare`: how a page's posts did, by whatever they have in common; and the sample for newcomers."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection
from telegram import Message as Said

from bot.domain.comparison import Comparison, Question, compare_posts
from bot.domain.findings import Key
from bot.domain.groupings import Dimension
from bot.domain.identity import PageId
from bot.domain.pages import Page
from bot.domain.sample import sample_page
from bot.language.asking import MOST_DAYS, comparison_phrase, comparison_words
from bot.language.texts import Texts
from bot.rendering.comparison import comparison_view, sample_view
from bot.rendering.comparison_buttons import Compare, Compared, Look
from bot.rendering.message import Answer, Document, Message, say
from handlers.asker import Asker
from handlers.comparing import Place, compared, workbook
from handlers.context import Context
from handlers.desk import Desk
from handlers.pages import on_page
from storage import pages

_PAGES_MOST = 12


@dataclass(frozen=True, slots=True)
class _Asked:
    page: Page
    others: tuple[Page, ...]
    """The asker's other pages that can stand beside it."""
    texts: Texts
    question: Question

    @property
    def names(self) -> dict[Key, str]:
        """The names of the pages, by id."""
        return {page.id: page.name for page in (self.page, *self.others)}


@on_page
async def compare(context: Context, text: str) -> None:
    """`/compare`, bare or with what to compare by, what to count and a number of days behind it."""
    said = comparison_words(text)
    asked = Compared(
        context.asker.page_id,
        said.by,
        said.amount,
        said.base,
        said.days,
        without_outliers=False,
        look=Look.SHOW,
    )
    answer = await _shown(context, asked)
    texts = context.asker.texts
    troubles = [texts("compare-not-understood", piece=piece) for piece in said.unread[:1]]
    if said.odd_days is not None:
        troubles = [texts("compare-days-odd", piece=said.odd_days, least=1, most=MOST_DAYS)]
    if troubles:
        answer = replace(answer, messages=(*say(*troubles).messages, *answer.messages))
    await context.answer(answer)


async def asked_in_words(context: Context, message: Said, text: str) -> bool:
    """«مقایسه ساعت‌ها»: a message that is nothing but a wish for a comparison."""
    del message
    wish = comparison_phrase(text)
    if wish is None:
        return False
    await compare(context, wish)
    return True


async def redraw(context: Context, pressed: Compared) -> None:
    """A button under a comparison: another view in the same message, or something below it."""
    if pressed.look is Look.TABLE:
        await context.answer(await _table(context, pressed))
        return
    answer = await _shown(context, pressed)
    await context.answer(answer if pressed.look is Look.DETAILS else answer.editing())


async def redraw_old(context: Context, pressed: Compare) -> None:
    """A button of a message from before there was more to compare than kinds and weekdays."""
    look = Look.DETAILS if pressed.details else Look.SHOW
    by = Dimension(pressed.by.value)
    asked = Question.of(by=by, now=context.asker.now, zone=context.asker.texts.zone, base=pressed.base)
    await redraw(
        context,
        Compared(PageId(pressed.page), by, None, asked.base, pressed.days, without_outliers=False, look=look),
    )


async def _shown(context: Context, asked: Compared) -> Answer:
    found = await context.read(lambda c: _find(c, context.asker, asked))
    comparison: Comparison = await context.compute(compared, _place(context, found), found.question)
    view = comparison_view(
        comparison,
        page_name=found.page.name,
        page_id=found.page.id,
        texts=found.texts,
        now=context.asker.now,
        look=asked.look,
        names=found.names,
    )
    return Answer((view,))


async def _table(context: Context, asked: Compared) -> Answer:
    found = await context.read(lambda c: _find(c, context.asker, asked))
    content: bytes = await context.compute(
        workbook, _place(context, found), found.question, found.texts, found.names
    )
    name = f"{found.texts.plain('compare-file-name')}.xlsx"
    text = found.texts("compare-table-ready", page=found.page.name)
    return Answer((Message(text, document=Document.of_bytes(name, content)),))


def _find(connection: Connection, asker: Asker, asked: Compared) -> _Asked:
    page = pages.get(connection, PageId(asked.page), member=asker.id)
    texts = asker.with_page(page).texts
    others = tuple(
        each
        for each in pages.of(connection, asker.id)
        if each.id != page.id and not each.archived and _alike(each, page)
    )
    question = Question.of(
        by=asked.by,
        now=asker.now,
        zone=texts.zone,
        days=asked.days,
        amount=asked.amount,
        base=asked.base,
        calendar=texts.calendar,
        telegram=page.platform == "telegram",
        without_outliers=asked.without_outliers,
    )
    return _Asked(page, others[: _PAGES_MOST - 1], texts, question)


def _alike(one: Page, other: Page) -> bool:
    """Whether pages count the same: reactions and views of a channel are not a shop's likes and reach."""
    return one.platform == other.platform or None in (one.platform, other.platform)


def _place(context: Context, found: _Asked) -> Place:
    every = found.question.by is Dimension.PAGE
    shown = (found.page, *found.others) if every else (found.page,)
    return Place(context.house.store.path, tuple(page.id for page in shown))


async def sample(context: Context, text: str) -> None:
    """«نمونه ببین»: the comparison of an invented page, clearly a sample."""
    del text
    asker = context.asker
    asked = sample_page(asker.now).asked(zone=asker.texts.zone, now=asker.now)
    comparison: Comparison = await context.compute(compare_posts, *asked)
    await context.answer(Answer((sample_view(comparison, texts=asker.texts, now=asker.now),)))


def register(desk: Desk) -> None:
    """Comparisons."""
    desk.command("compare", compare)
    desk.replied.append(asked_in_words)
    desk.command("sample", sample)
    desk.press(Compared, redraw)
    desk.press(Compare, redraw_old)
