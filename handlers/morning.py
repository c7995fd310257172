"""The plans of a day, told in its morning to who wants them."""

from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.identity import PersonId
from bot.domain.occasions import Occasion, occasions
from bot.domain.pages import Page
from bot.domain.weeks import country_of
from bot.rendering.message import Answer
from bot.rendering.morning import morning_view
from handlers.calendar import agenda_of
from handlers.desk import Desk
from handlers.house import House
from handlers.occasions import by_day
from handlers.planned import asker_for
from storage import alarms, bundles, pages, people
from storage.alarms import Alarm

_TOO_LATE = timedelta(hours=6)
"""After a standstill, a summary that is so late is of no use any more."""


async def ring(house: House, alarm: Alarm) -> None:
    """One morning: what is on today is told, and the next morning set, in one write."""
    now = house.now()
    page = await house.store.read(lambda c: _page(c, alarm))
    zone = ZoneInfo(page.zone if page else house.zone)
    today = now.astimezone(zone).date()
    found: tuple[Occasion, ...] = await house.compute(occasions, today, today, country_of(zone.key))
    await house.store.write(partial(_ring, house, alarm, now, found))


def _page(connection: Connection, alarm: Alarm) -> Page | None:
    """The page by whose clock a person lives: the one that she works on."""
    if alarm.person_id is None:
        return None
    mine = [page for page in pages.of(connection, alarm.person_id) if not page.archived]
    current = people.get(connection, alarm.person_id).page_id
    return next((page for page in mine if page.id == current), mine[0] if mine else None)


def _ring(
    house: House, alarm: Alarm, now: datetime, found: tuple[Occasion, ...], connection: Connection
) -> None:
    if not alarms.finish(connection, alarm.id, now) or alarm.person_id is None:
        return
    page = _page(connection, alarm)
    zone = ZoneInfo(page.zone if page else house.zone)
    bundles.wake(connection, alarm.person_id, zone, now)
    if page is None or now - alarm.due_at > _TOO_LATE:
        return
    _tell(house, connection, alarm.person_id, page, now.astimezone(zone).date(), found)


def _tell(
    house: House,
    connection: Connection,
    person_id: PersonId,
    page: Page,
    today: date,
    found: tuple[Occasion, ...],
) -> None:
    asker = asker_for(house, connection, person_id, page, house.now())
    agenda = agenda_of(connection, asker, None, None, (today, today)).agenda
    said = morning_view(agenda, by_day(found, asker.texts), asker.texts)
    if said is not None:
        house.tell(connection, person_id, Answer((said,)))


def _gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    """The next morning comes all the same."""
    if alarm.person_id is not None:
        bundles.wake(connection, alarm.person_id, ZoneInfo(house.zone), house.now())


def register(desk: Desk) -> None:
    """The summary of a morning."""
    desk.rings_for(bundles.MORNING, ring, _gave_up)
