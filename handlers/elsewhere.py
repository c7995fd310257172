"""What comes from channels and groups of itself: the bot is brought in, sent away, or moves along."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from telegram import ChatMemberUpdated, Update

from bot.domain.chats import Chat, ChatKind, is_here
from bot.domain.identity import ChatId, PersonId
from bot.domain.people import language_of, person_in
from bot.rendering import chats as view
from bot.rendering.message import Answer
from handlers import channels, groups
from handlers.asker import texts_for
from handlers.context import Context
from handlers.desk import Desk
from handlers.house import House
from storage import chats, pages, people, report_links


async def elsewhere(context: Context, update: Update) -> None:
    """An update from a channel, where the bot answers nobody, or a group, where it says little."""
    if update.my_chat_member is not None:
        await _came_or_went(context, update.update_id, update.my_chat_member)
    elif update.message is not None:
        new, old = update.message.migrate_to_chat_id, update.message.migrate_from_chat_id
        here, now = update.message.chat.id, context.house.now()
        if new is not None or old is not None:
            pair = ChatId(old or here), ChatId(new or here)
            await context.keep_for_chat(update.update_id, lambda c: chats.migrate(c, *pair, now))
        elif update.message.chat.type != update.message.chat.CHANNEL:
            await groups.heard(context, update)
    else:
        await channels.heard(context, update)


async def _came_or_went(context: Context, update_id: int, changed: ChatMemberUpdated) -> None:
    kind = ChatKind.CHANNEL if changed.chat.type == changed.chat.CHANNEL else ChatKind.GROUP
    by = changed.from_user
    chat = Chat(
        id=ChatId(changed.chat.id),
        kind=kind,
        title=changed.chat.title or str(changed.chat.id),
        username=changed.chat.username,
        # An administrator who stays anonymous comes as a bot, whom nobody can ask.
        added_by=None if by.is_bot else PersonId(by.id),
    )
    house = context.house
    if is_here(kind, changed.new_chat_member.status):
        language = language_of(by.language_code, house.language)
        await context.keep_for_chat(update_id, lambda c: _came(house, c, chat, language))
    else:
        await context.keep_for_chat(update_id, lambda c: _went(house, c, chat.id))


def _came(house: House, connection: Connection, chat: Chat, language: str) -> None:
    """Asks which page it is; where that is known and whoever came may decide it, goes on."""
    known, now, by = chats.find(connection, chat.id), house.now(), chat.added_by
    if known is not None and known.gone_at is None:
        chats.change(connection, chat.id, title=chat.title, username=chat.username)
        return
    page = pages.find(connection, known.page_id, member=by) if known and known.page_id and by else None
    if known is not None and page is not None and page.role.changes:
        chats.came(connection, replace(chat, added_by=known.added_by), now)
        channels.begin(connection, chat.id, now)
        _tell(house, connection, chats.get(connection, chat.id), "resumed", also=by)
        return
    stranger = by is not None and people.find(connection, by) is None
    if stranger and by is not None:
        # She cannot be written to before she writes: she is asked at her /start.
        people.add(connection, person_in(language, by), now)
    chats.came(connection, chat, now)
    chats.change(connection, chat.id, page_id=None, linked_at=None, put_off_at=None, collects=False)
    if by is not None and not stranger:
        texts = texts_for(people.get(connection, by), ZoneInfo(house.zone))
        asked = view.question(chat, pages.of(connection, by), texts)
        house.tell(connection, by, Answer((asked,)))


def _went(house: House, connection: Connection, chat_id: ChatId) -> None:
    """Collection stops, and whom it concerns is told; what was recorded stays."""
    known = chats.find(connection, chat_id)
    if known is None or known.gone_at is not None:
        return
    chats.change(connection, chat_id, gone_at=house.now())
    report_links.end_chat(connection, chat_id, house.now())
    if known.page_id is not None:
        _tell(house, connection, known, "gone")


def _tell(house: House, connection: Connection, chat: Chat, what: str, also: PersonId | None = None) -> None:
    told = dict.fromkeys([*chats.who_cares(connection, chat), *([also] if also else [])])
    for person_id in told:
        page = pages.find(connection, chat.page_id, member=person_id) if chat.page_id else None
        if page is not None:
            texts = texts_for(people.get(connection, person_id), ZoneInfo(page.zone))
            said = view.gone(chat, page, texts) if what == "gone" else view.resumed(chat, page, texts)
            house.tell(connection, person_id, Answer((said,)))


def register(desk: Desk) -> None:
    """Whatever happens outside of private chats."""
    desk.elsewhere = elsewhere
