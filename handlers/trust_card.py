"""The trust card: a picture for a page's channel, published by an owner who has seen it."""

from sqlalchemy import Connection

from bot.domain.chats import Chat, ChatKind
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page, Role
from bot.domain.trust_board import Board
from bot.rendering import trust_card as view
from bot.rendering.message import Answer
from bot.rendering.trust import Seen
from bot.rendering.trust_buttons import TrustPublish
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from storage import chats, pages, trust


def preview(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    """What followers would see, and in which channels; for owners."""
    del which
    seen = _owned(connection, asker, page)
    return Answer((view.card_preview(seen, _channels(connection, asker.id, page.id), asker.texts),))


async def publish(context: Context, pressed: TrustPublish) -> None:
    """Puts the card on its way, if it is still the one that was shown."""
    asker, house = context.asker, context.house

    def keep(connection: Connection) -> Answer:
        page = pages.get(connection, pressed.page, member=asker.id)
        there = asker.with_page(page)
        seen = _owned(connection, there, page)
        channels = {chat.id: chat for chat in _channels(connection, asker.id, page.id)}
        chat = channels.get(pressed.chat)
        if chat is None:
            raise Refused("trust-card-no-channel")
        if seen.board.score().percent != pressed.percent:
            raise Refused("trust-card-changed")
        house.tell(connection, chat.id, Answer((view.card(seen, there.texts),)))
        return Answer((view.published(page, chat, there.texts),))

    await context.keep(keep)


def _owned(connection: Connection, asker: Asker, page: Page) -> Seen:
    if page.role is not Role.OWNER:
        raise Refused("trust-card-owner")
    board = Board(trust.of_page(connection, page.id), trust.sells(connection, page.id), asker.now)
    if not board.newest:
        raise Refused("trust-card-empty")
    return Seen(page, board, {})


def _channels(connection: Connection, member: PersonId, page_id: PageId) -> list[Chat]:
    """The channels of a page in which the bot is."""
    return [
        chat
        for chat in chats.of_member(connection, member)
        if chat.page_id == page_id and chat.kind is ChatKind.CHANNEL and chat.linked
    ]


def register(desk: Desk) -> None:
    """The card's button."""
    desk.press(TrustPublish, publish)
