"""What the clock does with a file: reads it in the worker and shows what is in it, or writes it in steps."""

import asyncio
import time
from collections.abc import Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.archive import read_any
from bot.domain.errors import Refused
from bot.domain.identity import ChangeId, ImportId
from bot.domain.imports import BATCH, LONG, MOST_ASKED, MOST_BYTES, ImportedTable, rows_of
from bot.language.texts import Texts
from bot.rendering import import_columns
from bot.rendering import imports as view
from bot.rendering.import_columns import Sheet
from bot.rendering.imports import Outcome, Preview
from bot.rendering.message import Answer, Message, say
from handlers.asker import texts_for
from handlers.house import House
from storage import alarms, changes, deliveries, gaps, headers, imports, pages, people
from storage.alarms import Alarm
from storage.imports import Import, Written

_PROGRESS_SECONDS = 2.0
_NO_TABLE = frozenset(
    {"import-no-columns", "import-not-text", "import-empty", "import-broken-row", "import-zip"}
)
_WORKBOOKS = (".xlsx", ".xlsm", ".xls")
"""The names of what opens in Excel: where no table is found in one, it is damaged."""
_LEASE = timedelta(minutes=5)
_GIVE_WAY = 1.5


@dataclass(frozen=True)
class _Job:
    """One file under way."""

    house: House
    alarm: Alarm
    row: Import
    texts: Texts
    page_name: str
    taught: Mapping[str, str]

    @property
    def state(self) -> dict[str, Any]:
        """What was asked about it and said of it so far."""
        return self.row.state or {}

    async def read(self) -> ImportedTable:
        """All that the file says. Refused where it cannot be read, or would take more than we have."""
        content = await self.house.download(self.row.file_id, MOST_BYTES)
        zone, at = self.texts.zone.key, self.row.created_at
        try:
            table: ImportedTable = await self.house.compute(read_any, content, zone, at, dict(self.taught))
        except (BrokenProcessPool, TimeoutError, MemoryError) as error:
            raise Refused("import-too-heavy") from error
        return table

    async def refuse(self, refused: Refused) -> None:
        """Says why nothing comes of the file."""
        now = self.house.now()
        name = self.row.file_name
        damaged = refused.key in _NO_TABLE and name.lower().endswith(_WORKBOOKS)
        key = "import-damaged" if damaged else refused.key
        answer = say(self.texts(key, **{"file": name, **refused.facts}))

        def close(connection: Connection) -> None:
            imports.undo(connection, self.row.id, now)
            self.end(connection, now)
            self.say(connection, answer)

        await self.house.store.write(close)

    def say(self, connection: Connection, answer: Answer) -> None:
        """Says something, in place of the message that was pressed where it edits."""
        self.house.tell(connection, self.row.person_id, answer, self.state.get("message"))

    def end(self, connection: Connection, now: datetime) -> None:
        """This file's turn is over: the next one of its page begins."""
        alarms.finish(connection, self.alarm.id, now)
        _ring_next(connection, self.row, now)


def _job(house: House, alarm: Alarm, connection: Connection) -> _Job:
    row = imports.get(connection, ImportId(alarm.subject_id or 0))
    person = people.get(connection, row.person_id)
    page = pages.get(connection, row.page_id, member=row.person_id)
    texts = texts_for(person, ZoneInfo(page.zone))
    return _Job(house, alarm, row, texts, page.name, headers.learnt(connection, row.person_id))


def _ring_next(connection: Connection, row: Import, now: datetime) -> None:
    waiting = imports.next_of_page(connection, row.page_id)
    if waiting is not None:
        other = imports.get(connection, waiting)
        alarms.add(
            connection, "import", now, person_id=other.person_id, page_id=row.page_id, subject_id=waiting
        )


async def import_due(house: House, alarm: Alarm) -> None:
    """Reads a file: to show what is in it or, once that was agreed to, to write what is left of it."""
    job = await house.store.read(partial(_job, house, alarm))
    if job.row.closed:
        await house.store.write(lambda c: alarms.finish(c, alarm.id, house.now()))
        return
    try:
        table = await job.read()
    except Refused as refused:
        await job.refuse(refused)
        return
    if job.row.started_at is None:
        await _show(job, table)
    else:
        await _write_all(job, table)


async def _show(job: _Job, table: ImportedTable) -> None:
    """Asks about the columns that are not known yet, or shows what the file would bring."""
    known = table.repeated
    for batch in table.batches:
        known += await job.house.store.study(partial(_known, job.row, batch))
    found = Preview.of(table, min(known, table.readable))
    unknown = [] if job.state.get("settled") else list(table.unknown[:MOST_ASKED])
    state = {
        **job.state,
        "version": job.state.get("version", 0) + 1,
        "columns": [[c.name, c.meaning, c.samples] for c in table.columns],
        "asked": unknown if any(c.meaning for c in table.columns) else [],
        "preview": found.to_json(),
        "choosing": False,
    }
    now = job.house.now()

    def show(connection: Connection) -> None:
        if job.row.rows_done:
            imports.begin_again(connection, job.row.id, now)
        imports.note(connection, job.row.id, state)
        alarms.finish(connection, job.alarm.id, now)
        job.say(connection, Answer((_shown(job, table, state, found),)).editing())

    await job.house.store.write(show)


def _known(row: Import, batch: bytes, connection: Connection) -> int:
    return imports.known_rows(connection, row.page_id, row.id, rows_of(batch))


def _shown(job: _Job, table: ImportedTable, state: dict[str, Any], found: Preview) -> Message:
    sheet = Sheet(job.row.id, state["version"], job.row.file_name, table.columns, job.texts)
    if state["asked"]:
        return import_columns.column_question(sheet, state["asked"][0], len(state["asked"]))
    return view.preview(sheet, found, job.page_name)


async def _write_all(job: _Job, table: ImportedTable) -> None:
    """Writes what is left of a file, a batch a transaction, and shows all of it with the last write."""
    start, told = job.row.rows_done, time.monotonic()
    sums = Written(*job.state.get("written", (0, 0, 0)))
    for number in range(start // BATCH, len(table.batches)):
        speaks = table.readable > LONG and time.monotonic() - told > _PROGRESS_SECONDS
        told = time.monotonic() if speaks else told
        some = partial(_write, job, table, number, sums, speaks=speaks)
        began = time.monotonic()
        sums = await job.house.store.write(some)
        # others write as well: for as long as a batch took, the writer is theirs
        await asyncio.sleep(_GIVE_WAY * (time.monotonic() - began))
    await _finish(job, table, sums)


def _write(
    job: _Job, table: ImportedTable, number: int, sums: Written, connection: Connection, *, speaks: bool
) -> Written:
    """One batch, and how far that is; `speaks` says so in the chat as well."""
    rows = rows_of(table.batches[number])
    done = number * BATCH + len(rows)
    now = job.house.now()
    written = imports.write(connection, job.row, rows, now)
    total = Written(*(a + b for a, b in zip(sums, written, strict=True)))
    imports.note(connection, job.row.id, {**job.state, "written": total})
    imports.advance(connection, job.row.id, done)
    alarms.extend(connection, job.alarm.id, now + _LEASE)
    if speaks and not deliveries.is_waiting(connection, job.row.person_id):
        job.say(connection, Answer((view.adding(job.row.file_name, job.texts, done, table.readable),)))
    return total


async def _finish(job: _Job, table: ImportedTable, sums: Written) -> None:
    """Shows the posts, remembers the change, and says so; all in one write."""
    now, row = job.house.now(), job.row

    def done(connection: Connection) -> None:
        imports.finish(connection, row.id, now)
        gaps.watch(connection, row.page_id, now)
        counts = imports.add_followers(connection, row, table.followers, now)
        _settle_page(connection, row, table)
        facts = {"import": row.id, "rows": counts}
        change = changes.note(connection, row.person_id, row.page_id, "import", facts, now)
        job.end(connection, now)
        job.say(connection, Answer(_said(job, table, sums, len(counts), change)))

    await job.house.store.write(done)


def _settle_page(connection: Connection, row: Import, table: ImportedTable) -> None:
    """An archive says whose clock its page keeps and where it lives; what somebody chose here stays."""
    page = pages.get(connection, row.page_id, member=row.person_id)
    if table.zone is not None and not page.zone_chosen:
        pages.change(connection, page.id, zone=table.zone, zone_chosen=True)
    if table.platform is not None and page.platform is None:
        pages.change(connection, page.id, platform=table.platform)


def _said(
    job: _Job, table: ImportedTable, sums: Written, followers: int, change: ChangeId
) -> tuple[Message, ...]:
    outcome = Outcome(*sums, bad=table.bad, bad_count=table.bad_count, span=table.span, followers=followers)
    message = view.import_done(
        outcome, page_name=job.page_name, page_id=job.row.page_id, change=change, texts=job.texts
    )
    messages = [message]
    if table.readable > LONG:
        # she has long looked away from the message that showed how far it was: this one is new
        all_rows = view.adding(job.row.file_name, job.texts, table.readable, table.readable)
        messages.insert(0, all_rows)
    else:
        messages[0] = replace(message, edits=True)
    if table.rejects:
        messages.append(view.rejected_rows(job.row.file_name, table.rejects, table.bad_count, job.texts))
    return tuple(messages)


def gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    """A file that failed again and again: nothing of it stays, and she is told."""
    row = imports.get(connection, ImportId(alarm.subject_id or 0))
    now = house.now()
    imports.undo(connection, row.id, now)
    _ring_next(connection, row, now)
    person = people.get(connection, row.person_id)
    texts = texts_for(person, ZoneInfo(house.zone))
    house.tell(connection, row.person_id, say(texts("import-failed", file=row.file_name)))
