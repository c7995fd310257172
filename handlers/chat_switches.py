"""What the bot does in a linked chat: remind in a group, publish in a channel with or without an approval."""

from sqlalchemy import Connection

from bot.domain.chats import ChatKind
from bot.domain.errors import Refused
from bot.domain.pages import Role
from bot.rendering import publishing as view
from bot.rendering.message import Answer, Message
from bot.rendering.plans_buttons import ChatSwitch
from handlers.context import Asker, Context
from handlers.desk import Desk
from storage import chats, pages

_SWITCHES = {ChatKind.CHANNEL: ("approves",), ChatKind.GROUP: ("reminds",)}
_SHOW = "show"


async def switch(context: Context, pressed: ChatSwitch) -> None:
    """Shows the switches of a chat, or turns one."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        chat = chats.for_change(connection, pressed.chat, member=asker.id)
        if chat.page_id is None or chat.gone_at is not None:
            raise Refused("chat-gone", chat=chat.title)
        page = pages.for_change(connection, chat.page_id, member=asker.id)
        names = _SWITCHES[chat.kind]
        if pressed.switch in names:
            if pressed.switch == "approves" and page.role is not Role.OWNER:
                raise Refused("publish-owners-only")
            on = not getattr(chat, pressed.switch)
            chats.change(connection, chat.id, **{pressed.switch: on})
        elif pressed.switch != _SHOW:
            raise Refused("button-unknown")
        return Answer((_card(connection, asker, pressed),)).editing()

    await context.keep(keep)


def _card(connection: Connection, asker: Asker, pressed: ChatSwitch) -> Message:
    chat = chats.get(connection, pressed.chat)
    return view.switches(chat, _SWITCHES[chat.kind], asker.texts)


def register(desk: Desk) -> None:
    """The switches of chats."""
    desk.press(ChatSwitch, switch)
