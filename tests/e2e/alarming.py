"""The bot with an alarm in it that says its own number: `python -m tests.e2e.alarming` runs it.

Everything else is the program itself; what is measured and killed is its clock and its way out.
"""

import sqlite3
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection

from bot import app
from bot.commands import cli
from bot.rendering.message import say
from handlers.desk import Desk
from handlers.house import House
from storage import alarms
from storage.alarms import Alarm
from storage.migrate import migrate

KIND = "says-its-number"
_STARTED = datetime(2026, 1, 1, tzinfo=UTC)


async def ring(house: House, alarm: Alarm) -> None:
    """Says the number, in the one write that marks it done."""
    now = house.now()

    def work(connection: Connection) -> None:
        if alarms.finish(connection, alarm.id, now) and alarm.person_id is not None:
            text = f"alarm {alarm.subject_id}."
            house.tell(connection, alarm.chat_id or alarm.person_id, say(text), page_id=alarm.page_id)

    await house.store.write(work)


def gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    """Nothing: tests look for what is missing."""


def register(desk: Desk) -> None:
    """The one alarm."""
    desk.rings_for(KIND, ring, gave_up)


def fill(
    database: Path,
    chats: Iterable[int],
    due_at: datetime,
    every: timedelta = timedelta(0),
    page: int | None = None,
) -> int:
    """Makes the tables, people, and an alarm a chat with numbers from 0 on; how many."""
    database.parent.mkdir(parents=True, exist_ok=True)
    migrate(database)
    connection = sqlite3.connect(database)
    ids = list(chats)
    people = [(abs(chat), _text(_STARTED)) for chat in ids]
    columns = "id, language, digits, calendar, created_at"
    sql = f"INSERT OR IGNORE INTO people ({columns}) VALUES (?, 'en', 'latin', 'gregorian', ?)"
    connection.executemany(sql, people)
    rows = (
        (KIND, abs(chat), chat, number, page, _text(due_at + number * every), 0)
        for number, chat in enumerate(ids)
    )
    columns = "kind, person_id, chat_id, subject_id, page_id, due_at, attempts"
    connection.executemany(f"INSERT INTO alarms ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
    return len(ids)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def main() -> None:
    """Runs the bot with one subject more."""
    module = ModuleType("alarming")
    module.register = register  # type: ignore[attr-defined]
    app.SUBJECTS = (*app.SUBJECTS, module)
    cli(["run"])


if __name__ == "__main__":
    sys.exit(main())
