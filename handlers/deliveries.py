"""Tells the people of a page what will never arrive, and who no longer hears from the bot."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.delivery import Ending, Trouble, Why
from bot.domain.chats import Chat
from bot.domain.identity import ChatId, PageId, PersonId
from bot.domain.pages import Page, Role
from bot.language.texts import Texts
from bot.rendering import chats as chats_view
from bot.rendering import deliveries as view
from bot.rendering.message import Answer, Message
from bot.rendering.team import name_of
from handlers.asker import texts_for
from handlers.desk import Desk
from handlers.house import House
from storage import chats, pages, people, team


def undelivered(house: House, connection: Connection, ending: Ending) -> None:
    """Within the write that gives a message up: closed chats concern all of a page, the rest its owners."""
    if ending.trouble is None:
        return
    chat = chats.find(connection, ChatId(ending.chat_id)) if ending.chat_id < 0 else None
    page_id = ending.page_id or (chat.page_id if chat else None)
    if page_id is None:
        return
    closed = ending.trouble.why is Why.CLOSED
    for member in team.members_of(connection, PageId(page_id)):
        if member.id == ending.chat_id and closed:
            continue
        if closed or member.role is Role.OWNER:
            _tell(house, connection, member.id, PageId(page_id), (ending, chat))


def left(house: House, connection: Connection, person: PersonId, at: datetime) -> None:
    """Somebody does not want the bot any more: who works with her on a page is told, once."""
    if not people.mark_blocked_now(connection, person, at):
        return
    for page in pages.of(connection, person):
        if page.role.changes and not page.archived:
            undelivered(house, connection, Ending(person, page.id, trouble=Trouble(Why.CLOSED)))


def _tell(
    house: House, connection: Connection, reader: PersonId, page_id: PageId, what: tuple[Ending, Chat | None]
) -> None:
    page = pages.get(connection, page_id, member=reader)
    texts = texts_for(people.get(connection, reader), ZoneInfo(page.zone))
    said = _said(connection, reader, page, what, replace(texts, platform=page.platform))
    house.tell(connection, reader, Answer((said,)))


def _said(
    connection: Connection, reader: PersonId, page: Page, what: tuple[Ending, Chat | None], texts: Texts
) -> Message:
    ending, chat = what
    why = ending.trouble.why if ending.trouble else Why.AWAY
    if why is Why.TOPIC:
        return view.topic_gone(page, chat.title if chat else "…", texts)
    if chat is not None:
        return (
            chats_view.gone(chat, page, texts)
            if why is Why.CLOSED
            else view.given_up(page, chat.title, why, texts)
        )
    person = people.find(connection, PersonId(ending.chat_id))
    name = name_of(person.name if person else None, texts)
    if why is Why.CLOSED:
        return view.blocked(page, name, texts)
    return view.given_up(page, None if reader == ending.chat_id else name, why, texts)


def register(desk: Desk) -> None:
    """What never arrives."""
    desk.undelivered = undelivered
