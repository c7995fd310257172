"""Reports that come by themselves: begun an hour ahead, sent when they are due, the next one set."""

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Connection

from bot.delivery import Ending
from bot.domain.calendars import Calendar
from bot.domain.identity import ChatId, ReportId
from bot.domain.pages import Page, Role
from bot.domain.people import Person
from bot.domain.report_links import ReportLink
from bot.domain.report_periods import SPAN_OF, whole_until
from bot.domain.reports import Beside
from bot.rendering import report_schedule as view
from bot.rendering.message import Answer
from bot.rendering.report_words import Seen
from handlers.asker import texts_for
from handlers.desk import Desk
from handlers.house import House
from handlers.report_work import prepared
from handlers.reporting import Wanted, beside, texts_of
from storage import alarms, chats, drawn, pages, people, report_links, team
from storage.alarms import Alarm

_log = structlog.get_logger()

ABOUT = "report"
_AT_ONCE = 100
"""So many are prepared for one alarm: fewer than its lease allows, so many that ticks cost nothing."""


class Preparing:
    """Prepares reports, one at a time: whoever waits for the worker waits for one card at most."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._some = asyncio.Lock()

    async def answer(self, house: House, link: ReportLink) -> dict[str, Any] | None:
        """What will be sent, its card drawn; None where nothing is to come any more."""
        async with self._turn:
            now = house.now()
            page = await house.store.read(lambda c: None if _over(c, link) else _page(c, link))
            if page is None or link.due_at is None or await house.store.read(lambda c: _closed(c, link)):
                return None
            wanted = _wanted(link, page, link.due_at)
            found = await house.store.study(lambda c: beside(c, house.desk, wanted, wanted.asked.period, now))
            seen = _without_report(wanted, found)
            file, about = house.store.path, f"{ABOUT}:{link.id}"
            made: dict[str, Any] = await house.compute(
                prepared, file, wanted.asked, seen, wanted.texts, about
            )
            return made

    async def ahead(self, house: House, alarm: Alarm) -> None:
        """Prepares some of what is due within the hour, and goes on as long as there is more."""
        async with self._some:  # who comes second finds what the first has left
            links = await house.store.read(lambda c: report_links.unprepared(c, house.now(), _AT_ONCE))
            for link in links:
                await self._keep(house, link)
        if len(links) < _AT_ONCE:
            await asyncio.to_thread(drawn.sweep, house.store.path)
        now = house.now()

        def done(connection: Connection) -> None:
            if alarms.finish(connection, alarm.id, now) and len(links) == _AT_ONCE:
                alarms.add(connection, report_links.PREPARING, now)

        await house.store.write(done)

    async def _keep(self, house: House, link: ReportLink) -> None:
        try:
            made = await self.answer(house, link)
        except Exception:  # noqa: BLE001 - logged whole; it is tried once more when it is due
            _log.exception("reports.not_prepared", report=link.id)
            made = None
        await house.store.write(partial(report_links.keep_ready, link=link, ready=made))

    async def ring(self, house: House, alarm: Alarm) -> None:
        """A report is due: it goes out, prepared or not, and the next one is set, in one write."""
        number = ReportId(alarm.subject_id or 0)
        link = await house.store.read(lambda c: report_links.find(c, number))
        ready = None
        if link is not None and link.due_at is not None:
            due = link.due_at
            ready = await house.store.read(lambda c: report_links.ready(c, number, due))
            ready = ready or await self.answer(house, link)
        await house.store.write(partial(_send, house, alarm, link, ready, house.now()))


def _wanted(link: ReportLink, page: Page, due: datetime) -> Wanted:
    texts = texts_of(link, page)
    span = SPAN_OF[link.every]
    calendar: Calendar = link.calendar
    until = whole_until(span, due, texts.zone, calendar)
    return Wanted(page, texts, span, until, link, private=link.chat_id > 0)


def _without_report(wanted: Wanted, found: Beside) -> Seen:
    """All but the report, which the worker fills in."""
    return wanted.seen(None, found)  # type: ignore[arg-type]


def _send(
    house: House,
    alarm: Alarm,
    link: ReportLink | None,
    ready: dict[str, Any] | None,
    now: datetime,
    connection: Connection,
) -> None:
    if not alarms.finish(connection, alarm.id, now) or link is None:
        return
    why = _over(connection, link)
    if why is not None:
        report_links.end(connection, link.id, now)
        _tell_maker(house, connection, link, why)
        if why == "rights" and link.chat_id < 0:
            _tell_owners(house, connection, link)
        return
    if ready is not None:
        answer = Answer.from_json(ready)
        house.tell(connection, link.chat_id, answer, page_id=link.page_id, thread_id=link.thread_id)
        report_links.note(connection, link.id, last_at=now, ready=None, ready_for=None)
    report_links.plan(connection, link, now)


def _over(connection: Connection, link: ReportLink) -> str | None:
    """Why nothing is to come to a chat any more; None where it is."""
    page = _page(connection, link)
    chat = chats.find(connection, ChatId(link.chat_id)) if link.chat_id < 0 else None
    if link.chat_id < 0 and (chat is None or chat.gone_at is not None):
        return "gone"
    if page is None or not (page.role.changes or link.chat_id == link.made_by):
        return "rights"
    return "archived" if page.archived else None


def _page(connection: Connection, link: ReportLink) -> Page | None:
    return pages.find(connection, link.page_id, member=link.made_by)


def _closed(connection: Connection, link: ReportLink) -> bool:
    """Whether somebody in private does not let us write just now: her reports wait for her."""
    return link.chat_id > 0 and people.is_blocked(connection, link.chat_id)


def _tell_maker(house: House, connection: Connection, link: ReportLink, why: str) -> None:
    """Says why a page's reports end, to whoever wanted them; a chat that is gone was told of before."""
    page = _page(connection, link)
    if why == "gone" or page is None:
        return
    person: Person = people.get(connection, link.made_by)
    texts = replace(texts_for(person, texts_of(link, page).zone), platform=page.platform)
    place = view.place_of(link, _title(connection, link), link.made_by, texts)
    house.tell(connection, link.made_by, Answer((view.stopped(page, place, why, texts),)))


def _tell_owners(house: House, connection: Connection, link: ReportLink) -> None:
    """Says that a chat no longer gets the reports which somebody brought there who may do so no more."""
    for owner in team.members_of(connection, link.page_id):
        if owner.role is Role.OWNER and owner.id != link.made_by:
            page = pages.get(connection, link.page_id, member=owner.id)
            texts = texts_for(people.get(connection, owner.id), texts_of(link, page).zone)
            place = view.place_of(link, _title(connection, link), owner.id, texts)
            house.tell(connection, owner.id, Answer((view.stopped(page, place, "maker", texts),)))


def _title(connection: Connection, link: ReportLink) -> str | None:
    chat = chats.find(connection, ChatId(link.chat_id)) if link.chat_id < 0 else None
    return chat.title if chat else None


def _gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    """One that cannot be made is left out; the next one comes."""
    link = report_links.find(connection, ReportId(alarm.subject_id or 0))
    if link is not None:
        report_links.plan(connection, link, house.now())


def _left_off(house: House, connection: Connection, alarm: Alarm) -> None:
    """What is not prepared is made when it is due."""
    del house, connection, alarm


def _arrived(house: House, connection: Connection, ending: Ending) -> None:
    """Telegram has the card, or never will: its file goes."""
    _, _, mark = (ending.about or "").rpartition(":")
    if mark.isalnum():
        drawn.forget(house.store.path, mark)
    if ending.trouble is not None and house.desk.undelivered is not None:
        house.desk.undelivered(house, connection, replace(ending, about=None))


def register(desk: Desk) -> None:
    """Reports that come by themselves."""
    preparing = Preparing()
    desk.rings_for(report_links.PREPARING, preparing.ahead, _left_off)
    desk.rings_for(report_links.KIND, preparing.ring, _gave_up)
    desk.hears(ABOUT, _arrived)
