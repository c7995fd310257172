"""What the bot does in a linked chat: remind in a group; publish and report in a channel."""

from sqlalchemy import Connection

from bot.domain.chats import Chat, ChatKind
from bot.domain.errors import Refused
from bot.domain.pages import Page, Role
from bot.domain.report_links import ReportLink
from bot.rendering import publishing as view
from bot.rendering.message import Answer, Message
from bot.rendering.plans_buttons import ChatSwitch
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.groups import begin_reports
from storage import chats, pages, report_links

_SWITCHES = {ChatKind.CHANNEL: ("approves", "reports"), ChatKind.GROUP: ("reminds",)}
_SHOW = "show"
_REPORTS = "reports"


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
            if chat.kind is ChatKind.CHANNEL and page.role is not Role.OWNER:
                raise Refused("publish-owners-only")
            if pressed.switch == _REPORTS:
                _switch_reports(connection, asker, page, chat)
            else:
                chats.change(connection, chat.id, **{pressed.switch: not getattr(chat, pressed.switch)})
        elif pressed.switch != _SHOW:
            raise Refused("button-unknown")
        return Answer((_card(connection, asker, pressed),)).editing()

    await context.keep(keep)


def _switch_reports(connection: Connection, asker: Asker, page: Page, chat: Chat) -> None:
    """Has the public report of a page come to its channel weekly, or no more."""
    there = _link(connection, chat)
    if there is not None:
        report_links.end(connection, there.id, asker.now)
    else:
        begin_reports(connection, asker, page, chat.id, public=True)


def _link(connection: Connection, chat: Chat) -> ReportLink | None:
    links = report_links.of_chat(connection, chat.id)
    return next((link for link in links if link.page_id == chat.page_id), None)


def _card(connection: Connection, asker: Asker, pressed: ChatSwitch) -> Message:
    chat = chats.get(connection, pressed.chat)
    on = {name: name != _REPORTS and bool(getattr(chat, name)) for name in _SWITCHES[chat.kind]}
    if _REPORTS in on:
        on[_REPORTS] = _link(connection, chat) is not None
    return view.switches(chat, on, asker.texts)


def register(desk: Desk) -> None:
    """The switches of chats."""
    desk.press(ChatSwitch, switch)
