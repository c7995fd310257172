"""What is said unasked: one bundle of all that waits, when its person may be rung."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.bundles import in_order, when_rung
from bot.domain.identity import PersonId
from bot.rendering import bundles as view
from bot.rendering.message import Answer, Message
from handlers.asker import Asker, texts_for
from handlers.desk import Desk
from handlers.house import House
from storage import alarms, bundles, pages, people
from storage.alarms import Alarm


async def ring(house: House, alarm: Alarm) -> None:
    """A person's bundle: gathered, sent and marked in one write, so that no kill doubles it."""
    await house.store.write(partial(_ring, house, alarm, house.now()))


def _ring(house: House, alarm: Alarm, now: datetime, connection: Connection) -> None:
    if not alarms.finish(connection, alarm.id, now) or alarm.person_id is None or alarm.page_id is None:
        # The bundle of another page took it along.
        return
    page = pages.find(connection, alarm.page_id, member=alarm.person_id)
    if page is None:
        return
    person_id = alarm.person_id
    zone = bundles.clock_of(connection, person_id)
    at = when_rung(bundles.habits(connection, person_id), zone, alarm.due_at, now)
    if at is None or bundles.rings_by(connection, person_id, now, _midnight(now, zone)):
        # What comes later today takes along what would have come now.
        return
    if at > now:
        alarms.add_once(connection, bundles.KIND, at, person_id=person_id, page_id=page.id)
        return
    said = _gathered(house, connection, person_id, now)
    if said:
        bundles.told(connection, person_id, now)
        house.tell(connection, person_id, Answer(said))


def _midnight(now: datetime, zone: ZoneInfo) -> datetime:
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone) - timedelta(microseconds=1)


def _gathered(
    house: House, connection: Connection, person_id: PersonId, now: datetime
) -> tuple[Message, ...]:
    """The lists of each page, each a message that is answered, and all else in as few as it takes."""
    person = people.get(connection, person_id)
    lists: list[Message] = []
    rest: list[Message] = []
    texts = texts_for(person, ZoneInfo(house.zone))
    asker = Asker(person, None, None, texts, now, house.zone)
    for name in in_order(house.desk.parts):
        for page in pages.of(connection, person_id):
            if page.archived:
                continue
            said = house.desk.parts[name](house, connection, asker.with_page(page), page, now)
            if said is not None:
                (lists if name == "asks" else rest).append(replace(said, edits=False))
    return (*lists, *view.together(rest, texts))


def _gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    """Nothing is said: the next bundle brings what this one did not."""
    del house, connection, alarm


def register(desk: Desk) -> None:
    """The bundle."""
    desk.rings_for(bundles.KIND, ring, _gave_up)
