"""Files: handed over in chat, read in the worker, written in steps by the clock."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from telegram import Document

from bot.domain.errors import Refused
from bot.domain.identity import ImportId
from bot.domain.imports import BATCH, MOST_BYTES, ImportedRow, ImportedTable, read_table
from bot.domain.posts import FollowerCount, Source
from bot.language.texts import Texts
from bot.rendering.imports import import_done
from bot.rendering.message import Answer, say
from handlers.context import Asker, Context, House, texts_for
from handlers.desk import Desk
from handlers.pages import ask_page_name
from storage import alarms, changes, followers, imports, pages, people, posts
from storage.alarms import Alarm
from storage.changes import Change
from storage.imports import Import

_NAME_MOST = 120


async def ask_file(context: Context, text: str) -> None:
    """`/import`: which file, and how it is to be sent."""
    del text
    await context.answer(say(context.asker.texts("import-ask")))


async def file(context: Context, document: Document) -> None:
    """A file sent in chat: a row and an alarm, so that a kill in the middle loses nothing."""
    asker = context.asker
    if asker.page is None:
        await ask_page_name(context)
        return
    name = (document.file_name or "–")[:_NAME_MOST]
    if not name.lower().endswith(".csv"):
        raise Refused("import-not-csv", file=name)
    if document.file_size is not None and document.file_size > MOST_BYTES:
        raise Refused("import-too-big", file=name, most=MOST_BYTES // 1_000_000)

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, asker.page_id, member=asker.id)
        import_id = imports.add(connection, page.id, asker.id, document.file_id, name, asker.now)
        alarms.add(connection, "import", asker.now, person_id=asker.id, page_id=page.id, subject_id=import_id)
        return say(asker.texts("import-reading", file=name))

    await context.keep(keep)


@dataclass(frozen=True)
class _Job:
    """One import under way."""

    house: House
    alarm: Alarm
    row: Import
    texts: Texts
    page_name: str

    async def finish(self, table: ImportedTable, known: set[str]) -> None:
        """Shows the posts, remembers the change, and says so; all in one write."""
        rows = _new(table, known)
        times = [moment for row in rows if (moment := row.post["published_at"]) is not None]
        now = self.house.now()

        def done(connection: Connection) -> None:
            imports.finish(connection, self.row.id, now)
            counted = [row for row in rows if row.followers_now is not None]
            counts = [_count_now(connection, self.row, row, now) for row in counted]
            facts = {"import": self.row.id, "rows": counts}
            change = changes.note(connection, self.row.person_id, self.row.page_id, "import", facts, now)
            message = import_done(
                added=len(rows),
                known=len(table.rows) - len(rows),
                bad=table.bad,
                span=(min(times), max(times)) if times else None,
                page_name=self.page_name,
                page_id=self.row.page_id,
                change=change,
                texts=self.texts,
            )
            self._say(connection, Answer((message,)), now)

        await self.house.store.write(done)

    async def refuse(self, refused: Refused) -> None:
        """Says why the file cannot be read."""
        now = self.house.now()
        answer = say(self.texts(refused.key, **{"file": self.row.file_name, **refused.facts}))
        await self.house.store.write(lambda c: self._say(c, answer, now))

    def _say(self, connection: Connection, answer: Answer, now: datetime) -> None:
        self.house.tell(connection, self.row.person_id, answer)
        alarms.finish(connection, self.alarm.id, now)


def _job(house: House, alarm: Alarm, connection: Connection) -> _Job:
    row = imports.get(connection, ImportId(alarm.subject_id or 0))
    person = people.get(connection, row.person_id)
    page = pages.get(connection, row.page_id, member=row.person_id)
    return _Job(house, alarm, row, texts_for(person, ZoneInfo(page.zone)), page.name)


async def import_due(house: House, alarm: Alarm) -> None:
    """Reads a file and writes its posts, from where an earlier try came to."""
    job = await house.store.read(partial(_job, house, alarm))
    try:
        content = await house.download(job.row.file_id, MOST_BYTES)
        table: ImportedTable = await house.compute(read_table, content, job.texts.zone.key)
    except Refused as refused:
        await job.refuse(refused)
        return
    ids = [str(i) for row in table.rows if (i := row.post["external_id"])]
    known = await house.store.read(lambda c: posts.known_external(c, job.row.page_id, ids))
    rows = _new(table, known)
    for start in range(job.row.rows_done, len(rows), BATCH):
        some = rows[start : start + BATCH]
        await house.store.write(partial(_write, row=job.row, some=some, start=start, now=house.now()))
    await job.finish(table, known)


def _gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    job = _job(house, alarm, connection)
    house.tell(connection, job.row.person_id, say(job.texts("import-failed", file=job.row.file_name)))


def _write(
    connection: Connection, *, row: Import, some: list[ImportedRow], start: int, now: datetime
) -> None:
    made = [
        (
            {**each.post, "page_id": row.page_id},
            {**each.counts, "taken_at": each.taken_at or row.created_at, "source": Source.FILE}
            if each.counts
            else None,
        )
        for each in some
    ]
    posts.add_imported(connection, made, import_id=row.id, by=row.person_id, at=now)
    imports.advance(connection, row.id, start + len(some))


def _new(table: ImportedTable, known: set[str]) -> list[ImportedRow]:
    return [row for row in table.rows if row.post["external_id"] not in known]


def _count_now(connection: Connection, job: Import, row: ImportedRow, now: datetime) -> int:
    said = FollowerCount(row.followers_now or 0, row.taken_at or row.post["published_at"])
    return followers.add(connection, job.page_id, said, source=Source.FILE, by=job.person_id, at=now)


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    facts: dict[str, Any] = change.facts
    imports.undo(connection, ImportId(facts["import"]), asker.now)
    for row in facts["rows"]:
        followers.delete(connection, row, asker.now)


def register(desk: Desk) -> None:
    """Files."""
    desk.command("import", ask_file)
    desk.command("file", ask_file)
    desk.files = file
    desk.rings_for("import", import_due, _gave_up)
    desk.takes_back("import", _take_back)
