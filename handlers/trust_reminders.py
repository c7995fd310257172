"""Licences that end: reminded 30, 7 and 1 days before."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.checklists import newest
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page
from bot.domain.trust import Answered, item, items, reminders
from bot.rendering import trust_told
from bot.rendering.message import Answer
from handlers.asker import Asker, texts_for
from handlers.desk import Desk
from handlers.house import House
from storage import advice, alarms, pages, people, trust
from storage.alarms import Alarm

KIND = "trust"


def plan(connection: Connection, asker: Asker, page: Page, answer_id: int, ends: datetime) -> None:
    """Has the end of a licence reminded to whoever wrote it down."""
    for _, at in reminders(ends, asker.now, ZoneInfo(page.zone)):
        alarms.add(connection, KIND, at, person_id=asker.id, page_id=page.id, subject_id=answer_id)


async def ring(house: House, alarm: Alarm) -> None:
    """A reminder, unless another answer counts by now."""
    await house.store.write(partial(_remind, house, alarm, house.now()))


def _remind(house: House, alarm: Alarm, now: datetime, connection: Connection) -> None:
    if not alarms.finish(connection, alarm.id, now) or alarm.page_id is None:
        return
    if _another_due(connection, alarm, now):
        return
    answer = _counting(connection, alarm.page_id, alarm.subject_id, now)
    told = _told(connection, alarm.page_id, alarm.person_id)
    if answer is None or answer.expires_at is None or told is None or told[1].archived:
        return
    person_id, page = told
    texts = texts_for(people.get(connection, person_id), ZoneInfo(page.zone))
    card = trust_told.ends_soon(page, item(answer.item), answer.expires_at, texts, now)
    house.tell(connection, person_id, Answer((card,)))


def _another_due(connection: Connection, alarm: Alarm, now: datetime) -> bool:
    """Whether a later one of the three is due as well, after downtime: only that one tells."""
    if alarm.subject_id is None:
        return False
    return any(other.due_at <= now for other in alarms.waiting(connection, KIND, alarm.subject_id))


def _counting(
    connection: Connection, page_id: PageId, answer_id: int | None, now: datetime
) -> Answered | None:
    """The answer, if it is still the one that counts for its item."""
    counting = newest(trust.of_page(connection, page_id), items(), now)
    return next((answer for answer in counting.values() if answer.id == answer_id), None)


def _told(connection: Connection, page_id: PageId, wrote: PersonId | None) -> tuple[PersonId, Page] | None:
    """Whoever wrote it down, as long as she may change the page; else who hears of the page's advice."""
    for person_id in (wrote, advice.listener(connection, page_id)):
        page = pages.find(connection, page_id, member=person_id) if person_id is not None else None
        if person_id is not None and page is not None and page.role.changes:
            return person_id, page
    return None


def _gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    """Nothing is said: the next of the three reminders comes."""
    del house, connection, alarm


def register(desk: Desk) -> None:
    """The reminders."""
    desk.rings_for(KIND, ring, _gave_up)
