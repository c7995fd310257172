"""`/export`: everything of a page as one file, made while nobody waits."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.comparison import DEFAULT_DAYS
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page
from bot.language.texts import Texts
from bot.rendering.message import Answer, Document, Message, say
from handlers.asker import texts_for
from handlers.context import Context
from handlers.desk import Desk
from handlers.export_work import PICTURES, Packed, packed, picture
from handlers.house import House
from handlers.looking import Looked
from handlers.pages import on_page
from storage import alarms, pages, people
from storage.alarms import Alarm

KIND = "export"
MOST_BYTES = 45_000_000
"""Telegram takes files of up to fifty million bytes from a bot."""
_LEASE = timedelta(minutes=10)


@on_page
async def export(context: Context, text: str) -> None:
    """`/export`: the archive of the current page, for who may change it."""
    del text
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, asker.page_id, member=asker.id)
        alarms.add(connection, KIND, asker.now, person_id=asker.id, page_id=page.id)
        return say(asker.texts("export-begun", page=page.name))

    await context.keep(keep)


async def ring(house: House, alarm: Alarm) -> None:
    """Makes the archive and sends it; a kill in the middle begins it anew."""
    page_id, person = alarm.page_id, alarm.person_id
    if page_id is None or person is None:
        return
    page, texts = await house.store.read(lambda c: _whose(c, page_id, person))
    answer = Answer()
    if page is not None:
        await house.store.write(lambda c: alarms.extend(c, alarm.id, house.now() + _LEASE))
        answer = await _made(house, page, texts)

    def send(connection: Connection) -> None:
        alarms.finish(connection, alarm.id, house.now())
        if answer.messages:
            house.tell(connection, person, answer, page_id=page_id)

    await house.store.write(send)


def _whose(connection: Connection, page_id: PageId, person: PersonId) -> tuple[Page | None, Texts]:
    """The page, as long as she may still have all of it."""
    page = pages.find(connection, page_id, member=person)
    texts = texts_for(people.get(connection, person), ZoneInfo(page.zone if page else "UTC"))
    return (page if page and page.role.changes else None), texts


async def _made(house: House, page: Page, texts: Texts) -> Answer:
    file = house.store.path
    at = Looked(file, page.id, house.now(), DEFAULT_DAYS)
    made = [(what, await house.compute(picture, what, at, texts)) for what in PICTURES]
    pictures = [(what, png) for what, png in made if png is not None]
    found: Packed | None = await house.compute(packed, file, page.id, pictures)
    if found is None:
        raise Refused("page-not-found")
    if len(found.content) > MOST_BYTES:
        return say(texts("export-too-big", page=page.name))
    name = f"adminyar-{page.id}-{house.now().astimezone(texts.zone):%Y-%m-%d}.zip"
    caption = texts("export-done", page=page.name, posts=found.posts)
    return Answer((Message(caption, document=Document.of_bytes(name, found.content)),))


def _gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    if alarm.person_id is not None:
        texts = texts_for(people.get(connection, alarm.person_id), ZoneInfo(house.zone))
        house.tell(connection, alarm.person_id, say(texts("export-failed")))


def register(desk: Desk) -> None:
    """Export."""
    desk.command("export", export)
    desk.rings_for(KIND, ring, _gave_up)
