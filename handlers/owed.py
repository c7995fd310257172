"""Customers who wait for an answer: a line notes one, a button ends it, the bundle and reports remind."""

from datetime import datetime

from sqlalchemy import Connection
from telegram import Message as Said

from bot.domain.identity import OwedId
from bot.domain.owed import clean_who
from bot.domain.pages import Page
from bot.language.owing import owed_to
from bot.rendering import owed as view
from bot.rendering.message import Answer, Message
from bot.rendering.owed import OwedDone
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.house import House
from handlers.pages import on_page
from storage import bundles, changes, owed, pages
from storage.changes import Change


async def said_in_words(context: Context, message: Said, text: str) -> bool:
    """«جواب مشتری سارا مونده»: a message that says nothing but this."""
    del message
    who = owed_to(text)
    if who is None:
        return False
    await _note(context, who)
    return True


@on_page
async def _note(context: Context, who: str) -> None:
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, asker.page_id, member=asker.id)
        found = owed.add(connection, page.id, clean_who(who), by=asker.id, at=asker.now)
        _remind(connection, asker, page)
        if found.since != asker.now:
            return Answer((view.list_card(owed.waiting(connection, page.id), page, asker.texts),))
        change = changes.note(connection, asker.id, page.id, "owed", {"owed": found.id}, asker.now)
        return Answer((view.noted(found, page, change, asker.texts),))

    await context.keep(keep)


def _remind(connection: Connection, asker: Asker, page: Page) -> None:
    """Has the next bundle tell of it."""
    bundles.want(connection, asker.id, page.id, bundles.following(connection, asker.id, asker.now))


async def done(context: Context, press: OwedDone) -> None:
    """Somebody was answered."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found = owed.get(connection, press.owed, member=asker.id)
        page = pages.for_change(connection, found.page_id, member=asker.id)
        owed.answered(connection, found.id, asker.now)
        change = changes.note(connection, asker.id, page.id, "owed-answered", {"owed": found.id}, asker.now)
        left = owed.waiting(connection, page.id)
        answer = Answer((view.ended(found, left, change, asker.with_page(page).texts),))
        return answer if context.on_picture else answer.editing()

    await context.keep(keep)


def part(house: House, connection: Connection, asker: Asker, page: Page, now: datetime) -> Message | None:
    """What a bundle says of who waits; as long as somebody does, the next one says so again."""
    del house, now
    waiting = owed.waiting(connection, page.id) if page.role.changes else []
    if not waiting:
        return None
    _remind(connection, asker, page)
    return view.list_card(waiting, page, asker.texts)


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    # the row stays: its id must not become another's, whom an old button would end
    owed.answered(connection, OwedId(change.facts["owed"]), asker.now)


def _take_back_answered(connection: Connection, asker: Asker, change: Change) -> None:
    del asker
    owed.answered(connection, OwedId(change.facts["owed"]), None)


def register(desk: Desk) -> None:
    """Answers that are owed."""
    desk.replied.append(said_in_words)
    desk.press(OwedDone, done)
    desk.bundle_part("owed", part)
    desk.takes_back("owed", _take_back)
    desk.takes_back("owed-answered", _take_back_answered)
