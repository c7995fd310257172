"""`/report`: how a page did, now; in private and, for those whom it concerns, in a group."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection
from telegram import Message as Said

from bot.domain.chats import may_link
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PostId, ReportId
from bot.domain.pages import Page
from bot.domain.report_links import Part, ReportLink
from bot.domain.report_periods import Span, past_until
from bot.domain.weeks import week_start
from bot.language.reporting import Wish, report_phrase, report_words, same_campaign
from bot.language.texts import Texts
from bot.rendering import report_schedule as view
from bot.rendering.message import Answer, Message, say
from bot.rendering.report_buttons import FileKind, ReportShow
from bot.rendering.reports import ALL
from handlers import groups, report_alarms, report_files, report_schedule
from handlers.context import Context
from handlers.desk import Desk
from handlers.pages import on_page
from handlers.reporting import Wanted, shown, texts_of
from storage import chats, pages, report_links, reports

_MOST_IN_GROUP = 3
"""So many pages' reports come at once in a group."""
_MINUTE = timedelta(minutes=1)
"""What was recorded in the minute of a report stands in it."""
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""No report ends before there were any."""


async def report(context: Context, text: str) -> None:
    """`/report`, bare or with how long a time, or which campaign, behind it."""
    wish = report_words(text)
    if wish.unread:
        raise Refused("report-unread", piece=wish.unread)
    await _report(context, wish)


async def asked_in_words(context: Context, message: Said, text: str) -> bool:
    """«گزارش ماهانه»: a message that is nothing but a wish for a report."""
    del message
    wish = report_phrase(text)
    if wish is None:
        return False
    await _report(context, wish)
    return True


@on_page
async def _report(context: Context, wish: Wish) -> None:
    asker = context.asker
    page = await context.read(lambda c: pages.get(c, asker.page_id, member=asker.id))
    if wish.span is Span.CAMPAIGN:
        found = await context.read(lambda c: _campaigns(c, page.id))
        post = _post_of(found, wish)
        if post is None:
            await context.answer(Answer((view.which_campaign(page.id, found, asker.texts),)))
            return
    else:
        post = None
    texts = asker.with_page(page).texts
    until = _until(wish, page, texts, asker.now)
    wanted = Wanted(page, texts, wish.span, until, post=post, private=True)
    await context.answer(Answer((await shown(context.house, wanted),)))


def _campaigns(connection: Connection, page_id: PageId) -> dict[str, PostId]:
    """A page's campaigns, each with its first post."""
    return {
        name: found[0].id
        for name in reports.campaigns(connection, page_id)
        if (found := reports.of_campaign(connection, page_id, [name]))
    }


def _post_of(found: dict[str, PostId], wish: Wish) -> PostId | None:
    """A post of the wished campaign; None where none is named. Refused("report-campaign-unknown")."""
    if wish.campaign is None:
        return None
    names = same_campaign(list(found), wish.campaign)
    if not names:
        raise Refused("report-campaign-unknown", campaign=wish.campaign)
    return found[min(names)]


def _until(wish: Wish, page: Page, texts: Texts, now: datetime) -> datetime:
    """Up to now, to the end of the minute, as buttons know it; a month is always a whole one."""
    if wish.past or wish.span is Span.MONTH:
        return past_until(wish.span, now, texts.zone, texts.calendar, week_start(page.zone, texts.language))
    return now.replace(second=0, microsecond=0) + _MINUTE


async def pressed(context: Context, press: ReportShow) -> None:
    """Another part in place of the one before, for a member of the page."""
    asker = context.asker

    def find(connection: Connection) -> tuple[Page, ReportLink | None]:
        link = _link(connection, press, context.chat_id) if press.linked else None
        page_id = link.page_id if link else PageId(press.of)
        return pages.get(connection, page_id, member=asker.id), link

    page, link = await context.read(find)
    texts = texts_of(link, page) if link else asker.with_page(page).texts
    await _show(context, press, _wanted(press, page, texts, link, private=True))


async def pressed_in_group(context: Context, press: ReportShow) -> None:
    """The same in a group, for everybody who reads the report there."""

    def find(connection: Connection) -> tuple[Page, ReportLink]:
        link = _link(connection, press, context.chat_id)
        page = page_of(connection, link)
        if page is None or link.public:
            raise Refused("report-not-found")
        return page, link

    page, link = await context.read(find)
    await _show(context, press, _wanted(press, page, texts_of(link, page), link, private=False))


def _link(connection: Connection, press: ReportShow, chat_id: int) -> ReportLink:
    """The chat's own link of a button; Refused("report-not-found")."""
    link = report_links.get(connection, ReportId(press.of)) if press.linked else None
    if link is None or link.chat_id != chat_id:
        raise Refused("report-not-found")
    return link


def _wanted(press: ReportShow, page: Page, texts: Texts, link: ReportLink | None, *, private: bool) -> Wanted:
    post = PostId(press.at) if press.span is Span.CAMPAIGN else None
    ends = _EPOCH if post is not None else _ends(press.at)
    return Wanted(page, texts, press.span, ends, link, post, private=private)


def _ends(minutes: int) -> datetime:
    """Refused("button-unknown") for a moment that no report of ours ends at."""
    try:
        ends = datetime.fromtimestamp(minutes * 60, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Refused("button-unknown") from error
    if ends < _EPOCH:
        raise Refused("button-unknown")
    return ends


async def _show(context: Context, press: ReportShow, wanted: Wanted) -> None:
    as_file = press.part in set(FileKind)
    if press.part != ALL and press.part not in set(Part) and not as_file:
        raise Refused("button-unknown")
    if press.part != ALL and not as_file and Part(press.part) not in wanted.parts:
        raise Refused("report-part-off")
    if wanted.until > context.asker.now + _MINUTE:
        raise Refused("button-unknown")
    if as_file:
        await report_files.send(context, wanted, FileKind(press.part))
        return
    # A text does not become a picture: in private a new message comes, in a group the text stays one.
    pictures = wanted.private or context.on_picture
    answer = Answer((await shown(context.house, wanted, press.part, pictures=pictures),))
    await context.answer(answer.editing() if context.on_picture or not wanted.private else answer)


def page_of(connection: Connection, link: ReportLink) -> Page | None:
    """The page of a link as whoever made it sees it; None where that person is no member any more."""
    return pages.find(connection, link.page_id, member=link.made_by)


async def in_group(context: Context, message: Said) -> None:
    """`/report` in a group, for members of its pages and administrators of the group."""
    asker, house, here = context.asker, context.house, message.chat.id
    links = await context.read(lambda c: report_links.of_chat(c, here))
    if not links:
        await groups.help_(context, message)
        return
    mine = await context.read(lambda c: {p.id for p in pages.of(c, asker.id)})
    own = [link for link in links if link.page_id in mine]
    if not own and not may_link(await house.standing(here, asker.id)):
        raise Refused("report-not-for-you")
    _, _, rest = (message.text or "").partition(" ")
    wish = report_words(rest if (message.text or "").startswith("/") else "")
    if wish.unread or wish.span is Span.CAMPAIGN:
        raise Refused("report-group-words")
    made = []
    for link in (own or links)[:_MOST_IN_GROUP]:
        page = await context.read(lambda c: page_of(c, link))  # noqa: B023
        if page is not None:
            texts = texts_of(link, page)
            until = _until(wish, page, texts, asker.now)
            made.append(await shown(house, Wanted(page, texts, wish.span, until, link)))
    await _tell(context, message, made)


async def _tell(context: Context, message: Said, made: list[Message]) -> None:
    """Sends reports into a group: they stay, the menu before them goes."""
    here = message.chat.id

    def keep(connection: Connection) -> None:
        texts = groups.words_of(connection, context.asker, here)
        answer = Answer(tuple(made)) if made else say(texts("report-not-found"))
        first, *rest = answer.messages
        first = replace(first, replaces=chats.menu_of(connection, here))
        answer = replace(answer, messages=(first, *rest))
        chats.set_menu(connection, here, None)
        context.house.tell(connection, here, answer, thread_id=groups.topic_of(message))

    await context.keep_for_chat(context.update_id, keep)


def register(desk: Desk) -> None:
    """Reports."""
    desk.command("report", report)
    desk.replied.append(asked_in_words)
    desk.command_in_group("report", in_group)
    desk.press(ReportShow, pressed)
    desk.press_in_group(ReportShow, pressed_in_group)
    report_schedule.register(desk)
    report_alarms.register(desk)
