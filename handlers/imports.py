"""Files: handed over in chat, read in the worker, shown before anything is added."""

from typing import Any

from sqlalchemy import Connection
from telegram import Document

from bot.domain.columns import IGNORED, MEANINGS, Column, folded
from bot.domain.errors import Refused
from bot.domain.identity import ImportId
from bot.domain.imports import MOST_BYTES
from bot.rendering import import_columns
from bot.rendering import imports as view
from bot.rendering.import_columns import Sheet
from bot.rendering.imports_buttons import ImportDo
from bot.rendering.message import Answer, Message, say
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.importing import gave_up, import_due
from handlers.pages import on_page
from storage import alarms, followers, headers, imports, pages
from storage.changes import Change
from storage.imports import Import

_NAME_MOST = 120
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".zip")
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".heic")
"""What a screenshot is called that was sent as a file."""


async def ask_file(context: Context, text: str) -> None:
    """`/import`: which file, and how it is to be sent."""
    del text
    await context.answer(say(context.asker.texts("import-ask")))


@on_page
async def file(context: Context, document: Document) -> None:
    """A file sent in chat: a row and an alarm, so that a kill in the middle loses nothing."""
    asker = context.asker
    name = (document.file_name or "–")[:_NAME_MOST]
    if name.lower().endswith(_PICTURES):
        raise Refused("import-picture", file=name)
    if "." in name and not name.lower().endswith(_TABLES):
        raise Refused("import-not-table", file=name)
    if document.file_size is not None and document.file_size > MOST_BYTES:
        raise Refused("import-too-big", file=name, most=MOST_BYTES // 1_000_000)

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, asker.page_id, member=asker.id)
        import_id = imports.add(connection, page.id, asker.id, document.file_id, name, asker.now)
        _ring(connection, asker, imports.get(connection, import_id))
        return say(asker.texts("import-reading", file=name))

    await context.keep(keep)


async def pressed(context: Context, press: ImportDo) -> None:
    """A button about a file. What it changes is kept with the file; reading it again is the clock's work."""
    asker, message_id = context.asker, context.message_id

    def keep(connection: Connection) -> Answer:
        row = imports.of_person(connection, press.file, person=asker.id)
        page = pages.for_change(connection, row.page_id, member=asker.id)
        if row.closed or row.started_at is not None:
            raise Refused("import-closed")
        state = row.state or {}
        if state.get("version") != press.version:
            raise Refused("import-moved-on")
        there = asker.with_page(page)
        state = {**state, "message": message_id, "version": press.version + 1}
        return Answer((_do(connection, there, row, state, press.do),)).editing()

    await context.keep(keep)


def _do(connection: Connection, asker: Asker, row: Import, state: dict[str, Any], do: str) -> Message:
    what, _, rest = do.partition(".")
    if rest:
        return _about_column(connection, asker, row, state, do)
    if what == "go" and state["preview"]["rows"] and state["preview"]["has_counts"]:
        return _go(connection, asker, row, state)
    if what == "columns":
        return _noted(connection, asker, row, {**state, "asked": [], "choosing": True})
    if what == "done":
        return _read_again(connection, asker, row, state)
    if what == "skip":
        return _taught(connection, asker, row, state, dict.fromkeys(state["asked"], IGNORED))
    if what != "cancel":
        raise Refused("button-unknown")
    imports.undo(connection, row.id, asker.now)
    return Message(asker.texts("import-cancelled", file=row.file_name))


def _about_column(
    connection: Connection, asker: Asker, row: Import, state: dict[str, Any], do: str
) -> Message:
    what, number, meaning = (*do.split(".", 2), "")[:3]
    if not (number.isascii() and number.isdigit() and int(number) < len(state["columns"])):
        raise Refused("button-unknown")
    if what == "m" and meaning in MEANINGS:
        return _taught(connection, asker, row, state, {int(number): meaning})
    if what != "c":
        raise Refused("button-unknown")
    imports.note(connection, row.id, state)
    return import_columns.meaning_list(sheet_of(row, state, asker), int(number))


def _go(connection: Connection, asker: Asker, row: Import, state: dict[str, Any]) -> Message:
    before = imports.next_of_page(connection, row.page_id)
    imports.start(connection, row.id, asker.now)
    imports.note(connection, row.id, state)
    if before is not None:
        # the one that is being added rings for this one when it is through
        return Message(asker.texts("import-queued", file=row.file_name))
    _ring(connection, asker, row)
    return view.adding(row.file_name, asker.texts, 0, state["preview"]["rows"])


def _taught(
    connection: Connection, asker: Asker, row: Import, state: dict[str, Any], meanings: dict[int, str]
) -> Message:
    """What she said of some columns, remembered for this header; a meaning has one column at a time."""
    columns = _columns(state)
    said: dict[str, str] = {}
    for place, meaning in meanings.items():
        for number, column in enumerate(columns):
            if column.meaning == meaning != IGNORED and number != place:
                said[folded(column.name)] = IGNORED
                state["columns"][number][1] = IGNORED
        said[folded(columns[place].name)] = meaning
        state["columns"][place][1] = meaning
    headers.remember(connection, asker.id, [folded(c.name) for c in columns], said, asker.now)
    state["asked"] = [number for number in state["asked"] if number not in meanings]
    return _noted(connection, asker, row, state)


def _noted(connection: Connection, asker: Asker, row: Import, state: dict[str, Any]) -> Message:
    """The next question, or the list of columns; where there is none, the file is read with what was said."""
    sheet = sheet_of(row, state, asker)
    if state["asked"] or state.get("choosing"):
        imports.note(connection, row.id, state)
        left = len(state["asked"])
        return (
            import_columns.column_question(sheet, state["asked"][0], left)
            if left
            else import_columns.column_list(sheet)
        )
    return _read_again(connection, asker, row, state)


def _read_again(connection: Connection, asker: Asker, row: Import, state: dict[str, Any]) -> Message:
    imports.note(connection, row.id, {**state, "asked": [], "choosing": False, "settled": True})
    _ring(connection, asker, row)
    return Message(asker.texts("import-reading", file=row.file_name))


def sheet_of(row: Import, state: dict[str, Any], asker: Asker) -> Sheet:
    """The file as the buttons under it know it."""
    return Sheet(row.id, state["version"], row.file_name, _columns(state), asker.texts)


def _columns(state: dict[str, Any]) -> tuple[Column, ...]:
    return tuple(Column(name, meaning, tuple(samples)) for name, meaning, samples in state["columns"])


def _ring(connection: Connection, asker: Asker, row: Import) -> None:
    alarms.add(connection, "import", asker.now, person_id=asker.id, page_id=row.page_id, subject_id=row.id)


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
    desk.press(ImportDo, pressed)
    desk.rings_for("import", import_due, gave_up)
    desk.takes_back("import", _take_back)
