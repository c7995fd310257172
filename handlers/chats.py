"""Which page a channel or a group serves: asked once of whoever brought the bot in."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.domain.chats import Chat, ChatKind, may_link, page_name
from bot.domain.drafts import Draft
from bot.domain.errors import Refused
from bot.domain.identity import ChangeId, ChatId, PageId
from bot.domain.pages import Page, Platform, clean_name
from bot.rendering import chats as view
from bot.rendering.chats_buttons import ChatDo, ChatLink
from bot.rendering.message import Answer, Message, say
from handlers import channels, groups
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import begin
from handlers.pages import PageForm, home_message
from storage import changes, chats, gaps, pages, people, posts, report_links
from storage.changes import Change

_MOMENTS = ("linked_at", "put_off_at")


def still_to_ask(connection: Connection, asker: Asker) -> tuple[Message, ...]:
    """The questions that could not be asked so far, or were not answered."""
    waiting = chats.unplaced(connection, asker.id)
    mine = pages.of(connection, asker.id) if waiting else []
    return tuple(view.question(chat, mine, asker.texts) for chat in waiting)


async def link(context: Context, pressed: ChatLink) -> None:
    """Says which page a chat serves; for who may change the page and is an administrator of the chat."""
    asker = context.asker
    await _check_standing(context, pressed.chat)
    preview = context.house.preview is not None

    def keep(connection: Connection) -> Answer:
        chat = chats.get(connection, pressed.chat).for_answer(pressed.page)
        if chat.page_id is not None:
            return Answer(notice=asker.texts.plain("chat-linked-already"))
        page = _page_for(connection, asker, chat, pressed.page)
        collects = chat.kind is ChatKind.CHANNEL and _is_its_channel(connection, page)
        change = _serve(connection, asker, chat, page, collects=collects)
        said = view.linked(chat, page, change, asker.texts, preview=preview, collects=collects)
        home = () if asker.page else (home_message(asker.with_page(page), "page-now", at_work=False),)
        return Answer((replace(said, edits=True), *home))

    await context.keep(keep)


def _serve(connection: Connection, asker: Asker, chat: Chat, page: Page, *, collects: bool) -> ChangeId:
    """From now on the chat serves the page."""
    before = {**_link_of(chat), "platform": page.platform}
    chats.change(
        connection,
        chat.id,
        page_id=page.id,
        linked_at=asker.now,
        added_by=asker.id,
        put_off_at=None,
        collects=collects,
        preview=None,
    )
    if collects and page.platform is None:
        pages.change(connection, page.id, platform=Platform.TELEGRAM)
    change = _note(connection, asker, chat, page.id, before)
    channels.begin(connection, chat.id, asker.now)
    if chat.kind is ChatKind.GROUP:
        groups.begin_reports(connection, asker.with_page(page), page, chat.id)
    return change


def _is_its_channel(connection: Connection, page: Page) -> bool:
    """Whether a channel is where a page lives: what is counted elsewhere is not mixed with its reactions."""
    if page.platform is None:
        return not posts.has_any(connection, page.id)
    return page.platform is Platform.TELEGRAM


def _page_for(connection: Connection, asker: Asker, chat: Chat, chosen: PageId | None) -> Page:
    if chosen is not None:
        page = pages.for_change(connection, chosen, member=asker.id)
        if page.archived:
            raise Refused("page-archived", page=page.name)
    else:
        made = pages.add(connection, page_name(chat), asker.default_zone, owner=asker.id, at=asker.now)
        gaps.watch(connection, made, asker.now)
        page = pages.get(connection, made, member=asker.id)
    if asker.page is None:
        people.use_page(connection, asker.id, page.id)
    return page


async def _check_standing(context: Context, chat_id: ChatId) -> None:
    """Refused("chat-not-admin") for who is no administrator there: nobody learns of others' chats."""
    asker = context.asker
    chat = await context.read(lambda c: chats.get(c, chat_id))
    if chat.gone_at is not None and chat.added_by == asker.id:
        raise Refused("chat-gone", chat=chat.title)
    if not may_link(await context.house.standing(chat.id, asker.id)):
        raise Refused("chat-not-admin")


async def do(context: Context, pressed: ChatDo) -> None:
    """A switch on the list, or "not now" under the question."""
    asker = context.asker
    if pressed.do == "ask":
        await _check_standing(context, pressed.chat)

    def keep(connection: Connection) -> Answer:
        if pressed.do == "ask":
            chat = chats.get(connection, pressed.chat).for_answer(None)
            return Answer((view.question(chat, pages.of(connection, asker.id), asker.texts),)).editing()
        if pressed.do == "later":
            return _put_off(connection, context, pressed.chat)
        chat = chats.for_change(connection, pressed.chat, member=asker.id)
        before = _link_of(chat)
        if pressed.do == "unlink":
            nothing = {"page_id": None, "linked_at": None, "put_off_at": asker.now, "collects": False}
            chats.change(connection, chat.id, **nothing)
            report_links.end_chat(connection, chat.id, asker.now)
            change = _note(connection, asker, chat, chat.page_id, before)
            return Answer((view.unlinked(chat, change, asker.texts),)).editing()
        if pressed.do not in ("on", "off") or chat.kind is not ChatKind.CHANNEL:
            raise Refused("button-unknown")
        chats.change(connection, chat.id, collects=pressed.do == "on")
        _note(connection, asker, chat, chat.page_id, before)
        channels.begin(connection, chat.id, asker.now)
        return Answer((_listed(connection, context),)).editing()

    await context.keep(keep)


def _put_off(connection: Connection, context: Context, chat_id: ChatId) -> Answer:
    asker, chat = context.asker, chats.get(connection, chat_id)
    if chat.added_by != asker.id or chat.page_id is not None:
        raise Refused("chat-not-found")
    chats.change(connection, chat_id, put_off_at=asker.now)
    said = replace(say(asker.texts("chat-put-off", chat=chat.title)).messages[0], edits=True)
    if asker.page is None:
        return Answer((said, *begin(connection, asker, PageForm(context.desk), Draft()).messages))
    return Answer((said,))


async def linked_chats(context: Context, text: str) -> None:
    """`/link`: the chats that are hers and what each does; with a channel's name behind it, that one."""
    name = clean_name(text).removeprefix("@") if text else ""
    chat = await context.read(lambda c: chats.named(c, name)) if name else None
    if chat is not None and chat.page_id is None:
        await do(context, ChatDo(chat.id, "ask"))
        return
    if name and chat is None:
        raise Refused("chat-unknown", name=name)
    await context.keep(lambda c: Answer((_listed(c, context),)))


def _listed(connection: Connection, context: Context) -> Message:
    asker = context.asker
    mine = {page.id: page for page in pages.of(connection, asker.id)}
    invitation = f"https://t.me/{context.bot.username}?startchannel&admin=manage_chat"
    found = chats.of_member(connection, asker.id)
    return view.chat_list(found, mine, asker.texts, invitation=invitation)


def _note(
    connection: Connection, asker: Asker, chat: Chat, page_id: PageId | None, before: dict[str, Any]
) -> ChangeId:
    facts = {"chat": chat.id, "before": before}
    return changes.note(connection, asker.id, page_id, "chat", facts, asker.now)


def _link_of(chat: Chat) -> dict[str, Any]:
    """What `_take_back` restores."""
    moments = {name: getattr(chat, name) for name in _MOMENTS}
    kept: dict[str, Any] = {name: value and value.isoformat() for name, value in moments.items()}
    return {**kept, **{name: getattr(chat, name) for name in ("page_id", "collects", "added_by")}}


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    """The chat serves what it served before, as long as nobody has placed it elsewhere since."""
    facts = change.facts["before"]
    chat = chats.get(connection, ChatId(change.facts["chat"]))
    if chat.page_id not in (None, change.page_id):
        raise Refused("chat-taken", chat=chat.title)
    moments = {name: facts[name] and datetime.fromisoformat(facts[name]) for name in _MOMENTS}
    kept = {name: facts[name] for name in ("page_id", "collects", "added_by")}
    if kept["page_id"] is None:
        # Whoever takes a link back does not want to be asked again at once.
        moments["put_off_at"] = asker.now
    chats.change(connection, chat.id, **kept, **moments)
    if kept["page_id"] is None:
        report_links.end_chat(connection, chat.id, asker.now)
    if "platform" in facts and change.page_id is not None:
        pages.change(connection, change.page_id, platform=facts["platform"])
    channels.begin(connection, chat.id, asker.now)


def register(desk: Desk) -> None:
    """Channels and groups."""
    desk.command("link", linked_chats)
    desk.command("unlink", linked_chats)
    desk.press(ChatLink, link)
    desk.press(ChatDo, do)
    desk.takes_back("chat", _take_back)
