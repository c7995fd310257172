"""Where a page's reports go, when, with which parts and in which language: chosen in private."""

from datetime import time
from typing import Any

from sqlalchemy import Connection

from bot.domain.errors import Refused
from bot.domain.identity import ChatId
from bot.domain.pages import Page, Role
from bot.domain.people import LANGUAGES, person_in
from bot.domain.report_links import PRIVATE, Every, Part, ReportLink
from bot.domain.team import for_owner
from bot.rendering import report_schedule as view
from bot.rendering.message import Answer, Message
from bot.rendering.report_buttons import ReportSet, ReportsOf
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.groups import begin_reports
from storage import chats, pages, report_links


async def places(context: Context, press: ReportsOf) -> None:
    """Where a page's reports go; for who may change the page."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, press.page, member=asker.id)
        if press.do == "me":
            link = begin_reports(connection, asker, page, asker.id)
            return Answer((_card(connection, asker, page, link),)).editing()
        if press.do != "show":
            raise Refused("button-unknown")
        answer = Answer((_places(connection, asker, page),))
        return answer if context.on_picture else answer.editing()

    await context.keep(keep)


def _places(connection: Connection, asker: Asker, page: Page) -> Message:
    texts = asker.with_page(page).texts
    links = [
        (link, view.place_of(link, _title(connection, link), asker.id, texts))
        for link in report_links.of_page(connection, page.id)
    ]
    return view.places(page, links, asker.id, texts)


def _title(connection: Connection, link: ReportLink) -> str | None:
    chat = chats.find(connection, ChatId(link.chat_id)) if link.chat_id < 0 else None
    return chat.title if chat else None


async def choose(context: Context, press: ReportSet) -> None:
    """One thing about one chat's reports: its choices, or what was chosen."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        link = report_links.get(connection, press.link)
        if pages.find(connection, link.page_id, member=asker.id) is None:
            raise Refused("report-not-found")
        page = pages.for_change(connection, link.page_id, member=asker.id)
        if link.public and page.role is not Role.OWNER:
            raise Refused("publish-owners-only")
        if link.chat_id > 0 and link.chat_id != asker.id:
            for_owner(page)  # what comes into somebody's own chat is hers and the owners' to choose
        return Answer((_chosen(connection, asker, page, link, press),)).editing()

    await context.keep(keep)


def _chosen(connection: Connection, asker: Asker, page: Page, link: ReportLink, press: ReportSet) -> Message:
    texts = asker.with_page(page).texts
    if press.what == "show":
        return _card(connection, asker, page, link)
    if press.what == "end":
        report_links.end(connection, link.id, asker.now)
        return view.ended(page, view.place_of(link, _title(connection, link), asker.id, texts), texts)
    if press.what not in view.CHOICES:
        raise Refused("button-unknown")
    if press.value is None:
        return view.choices(link, press.what, texts)
    changed = report_links.change(connection, link.id, asker.now, **_fields(link, press.what, press.value))
    if press.what == "part":
        return view.choices(changed, press.what, texts)
    return _card(connection, asker, page, changed)


def _fields(link: ReportLink, what: str, value: str) -> dict[str, Any]:
    """The columns that a choice sets; Refused("button-unknown") where nobody was offered it."""
    if what == "every" and value in set(Every):
        return {"every": Every(value)}
    if what == "weekday" and value in map(str, range(7)):
        return {"weekday": int(value)}
    if what == "hour" and value in map(str, view.HOURS):
        return {"at": time(int(value))}
    if what == "language" and value in LANGUAGES:
        usual = person_in(value, link.made_by)
        return {"language": value, "digits": usual.digits, "calendar": usual.calendar}
    if what == "part" and value in set(Part) and not (link.public and Part(value) in PRIVATE):
        return {"without": link.without ^ {Part(value)}}
    raise Refused("button-unknown")


def _card(connection: Connection, asker: Asker, page: Page, link: ReportLink) -> Message:
    texts = asker.with_page(page).texts
    place = view.place_of(link, _title(connection, link), asker.id, texts)
    return view.link_card(link, page, place, texts, asker.now)


def register(desk: Desk) -> None:
    """The choices of reports."""
    desk.press(ReportsOf, places)
    desk.press(ReportSet, choose)
