"""Groups: the bot answers commands and replies to itself there, shortly, and nobody else.

Who may link a group is asked of Telegram and of the page's members, at each command and each press anew.
"""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection
from telegram import Message as Said
from telegram import Update

from bot.delivery import Ending
from bot.domain.chats import may_link
from bot.domain.errors import Refused
from bot.domain.identity import ReportId
from bot.domain.pages import Page
from bot.domain.people import person_in
from bot.domain.report_links import ReportLink
from bot.language.command_words import command_word
from bot.language.texts import Texts
from bot.rendering import groups as view
from bot.rendering.groups import ReportLinkTo, ReportUnlink
from bot.rendering.message import Answer, say
from handlers.asker import Asker, texts_for
from handlers.context import Context
from handlers.desk import Desk
from handlers.house import House
from storage import chats, pages, report_links

MENU = "menu"
"""Of answers in groups that the next one replaces, as `Answer.about`."""
_HELP = ("help", "start", "menu")


async def heard(context: Context, update: Update) -> None:
    """A message in a group. What is not said to the bot is none of its business."""
    message, user = update.message, update.effective_user
    name = _asked(message, context.bot.username, context.bot.id) if message else None
    known = name in context.desk.commands or name in context.desk.group_commands
    if message is None or user is None or name is None or not known:
        await context.keep_for_chat(update.update_id, lambda _: None)
        return
    await context.meet(update, user)
    if user.is_bot:
        # An administrator who stays anonymous comes as a bot: who it is cannot be asked.
        await answer(context, message, lambda _, texts: say(texts("group-anonymous")))
        return
    try:
        await context.desk.group_commands.get(name, in_private)(context, message)
    except Refused as refused:
        key, facts = refused.key, refused.facts
        await answer(context, message, lambda _, texts: say(texts(key, **facts)))


def _asked(message: Said, bot: str, bot_id: int) -> str | None:
    """The command that a message gives to us, or the one behind a word in a reply to us; else None."""
    text = (message.text or "").strip()
    if text.startswith("/"):
        name, _, whose = text[1:].split(" ")[0].split("\n")[0].lower().partition("@")
        return name if whose in ("", bot.lower()) else None
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != bot_id:
        return None
    return command_word(text) or "help"


async def answer(context: Context, message: Said, said: Callable[[Connection, Texts], Answer]) -> None:
    """Answers in a group, in its own words, in place of the bot's last menu there."""
    here = message.chat.id

    def keep(connection: Connection) -> None:
        made = said(connection, words_of(connection, context.asker, here))
        first, *rest = made.messages
        first = replace(first, replaces=chats.menu_of(connection, here))
        made = replace(made, messages=(first, *rest), about=f"{MENU}:{here}")
        context.house.tell(connection, here, made, thread_id=topic_of(message))

    await context.keep_for_chat(context.update_id, keep)


def words_of(connection: Connection, asker: Asker, chat_id: int) -> Texts:
    """The words of a group: those in which it gets its reports, else of whoever writes."""
    links = report_links.of_chat(connection, chat_id)
    return texts_of(links[0], asker.texts) if links else asker.texts


def texts_of(link: ReportLink, like: Texts) -> Texts:
    """The words in which a chat gets its reports; of the zone and platform of others."""
    person = replace(person_in(link.language, link.made_by), digits=link.digits, calendar=link.calendar)
    return replace(texts_for(person, like.zone), platform=like.platform)


def topic_of(message: Said) -> int | None:
    """The topic of a group that a message stands in."""
    return message.message_thread_id if message.is_topic_message else None


async def in_private(context: Context, message: Said) -> None:
    """A command that belongs into the private chat."""
    bot = context.bot.username
    await answer(context, message, lambda _, texts: Answer((view.elsewhere(texts, bot),)))


async def help_(context: Context, message: Said) -> None:
    """What can be said to the bot here."""
    bot, here = context.bot.username, message.chat.id

    def said(connection: Connection, texts: Texts) -> Answer:
        linked = bool(report_links.of_chat(connection, here))
        return Answer((view.menu(texts, bot, linked=linked),))

    await answer(context, message, said)


async def link(context: Context, message: Said) -> None:
    """`/link` in a group: whose reports are to come here."""
    asker, here, topic = context.asker, message.chat.id, topic_of(message)
    await check_standing(context.house, here, asker)

    def said(connection: Connection, texts: Texts) -> Answer:
        links = report_links.of_chat(connection, here)
        # From another topic its reports can be brought to this one.
        there = {known.page_id for known in links if known.thread_id == topic}
        mine = [page for page in _changeable(connection, asker) if page.id not in there]
        if not mine:
            return say(texts("group-linked-already" if there else "group-no-page"))
        return Answer((view.which_page(mine, topic, texts),))

    await answer(context, message, said)


async def unlink(context: Context, message: Said) -> None:
    """`/unlink` in a group: whose reports are to end here."""
    asker, here = context.asker, message.chat.id
    await check_standing(context.house, here, asker)

    def said(connection: Connection, texts: Texts) -> Answer:
        mine = _changeable(connection, asker)
        links = report_links.of_chat(connection, here)
        if not any(known.page_id == page.id for known in links for page in mine):
            return say(texts("group-not-linked"))
        return Answer((view.which_unlink(links, mine, texts),))

    await answer(context, message, said)


def _changeable(connection: Connection, asker: Asker) -> list[Page]:
    return [page for page in pages.of(connection, asker.id) if page.role.changes and not page.archived]


async def check_standing(house: House, chat_id: int, asker: Asker) -> None:
    """Refused("chat-not-admin") for who is no administrator of a chat; ("chat-away") where nobody can say."""
    if not may_link(await house.standing(chat_id, asker.id)):
        raise Refused("chat-not-admin")


async def link_pressed(context: Context, pressed: ReportLinkTo) -> None:
    """A page under the question in a group, pressed by anybody who sees it."""
    asker, here = context.asker, context.chat_id
    await check_standing(context.house, here, asker)

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, pressed.page, member=asker.id)
        made = begin_reports(connection, asker, page, here, thread=pressed.thread)
        if made.thread_id != pressed.thread:
            report_links.note(connection, made.id, thread_id=pressed.thread)
        texts = asker.with_page(page).texts
        when = texts.moment(made.due_at, now=asker.now) if made.due_at else texts("report-never")
        return Answer((view.linked(page, when, texts),)).editing()

    await context.keep(keep)


def begin_reports(
    connection: Connection,
    asker: Asker,
    page: Page,
    chat_id: int,
    *,
    thread: int | None = None,
    public: bool = False,
) -> ReportLink:
    """Has a page's reports come to a chat, weekly, in the words of whoever says so."""
    person = asker.person
    link = ReportLink(
        id=ReportId(0),
        page_id=page.id,
        chat_id=chat_id,
        made_by=asker.id,
        language=person.language,
        digits=person.digits,
        calendar=person.calendar,  # type: ignore[arg-type]
        public=public,
        thread_id=thread,
    )
    return report_links.add(connection, link, asker.now)


async def unlink_pressed(context: Context, pressed: ReportUnlink) -> None:
    """A page under the question whose reports are to end."""
    asker, here = context.asker, context.chat_id
    await check_standing(context.house, here, asker)

    def keep(connection: Connection) -> Answer:
        found = report_links.get(connection, pressed.report)
        page = pages.for_change(connection, found.page_id, member=asker.id)
        if found.chat_id != here:
            raise Refused("report-not-found")
        report_links.end(connection, found.id, asker.now)
        return say(texts_of(found, asker.texts)("group-unlinked", page=page.name)).editing()

    await context.keep(keep)


def _shown(house: House, connection: Connection, ending: Ending) -> None:
    """Remembers the menu that has just arrived, for the next one to replace."""
    del house
    if ending.message_ids:
        chats.set_menu(connection, ending.chat_id, ending.message_ids[0])


def register(desk: Desk) -> None:
    """Groups."""
    for name in _HELP:
        desk.command_in_group(name, help_)
    desk.command_in_group("link", link)
    desk.command_in_group("unlink", unlink)
    desk.press_in_group(ReportLinkTo, link_pressed)
    desk.press_in_group(ReportUnlink, unlink_pressed)
    desk.hears(MENU, _shown)
