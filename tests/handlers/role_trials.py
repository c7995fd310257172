"""Trying what somebody may do: one try after another, each on the page as it was made.

There are hundreds: each is handed to the running program where its intake would hand it over, and what
it answers is read there. The way between Telegram and that place is others' business.
"""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Column, ForeignKey, Table

from bot.app import App
from bot.language.texts import Texts
from bot.rendering.message import Answer
from storage.schema import metadata
from tests.handlers.role_page import SECRET, Scene
from tests.handlers.talking import ISOLATES, SUNDAY

ROOT: Final = Path(__file__).parents[2]
NOBODYS: Final = frozenset({"inbox", "deliveries", "drafts", "people", "pictures", "headers", "bundles"})
"""Tables that hold nothing of a page: what is under way, and what belongs to a person."""
HER_HOURS: Final = ("bundle", "morning", "asks")
"""Alarms that a person has for herself."""
_NOW: Final = int(SUNDAY.timestamp())
_KEPT_ALWAYS: Final = frozenset({"inbox", "pictures"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try."""

    said: str
    """All that was said, with the buttons."""
    refused: bool
    changed: frozenset[str]
    """The tables in which something of the page is otherwise now."""
    form: str | None
    """The form that was opened."""
    changes: tuple[str, ...]
    """What she can take back of it now."""

    @property
    def leaks(self) -> bool:
        """Whether something was said that stands on the page."""
        return SECRET in self.said

    @property
    def cell(self) -> str:
        """How the table calls it."""
        if self.refused:
            return "no"
        return "changes" if self.changed or self.form else "sees"


class Trials:
    """The page, put back after each try."""

    def __init__(self, app: App, scene: Scene) -> None:
        self._app, self.scene, self.town = app, scene, scene.town
        self._numbers = itertools.count(10**12)
        database = self.town.database
        database.execute("PRAGMA synchronous = OFF")
        database.execute("ATTACH ':memory:' AS kept")
        self._tables = [t for t in metadata.tables if t not in _KEPT_ALWAYS]
        for name in self._tables:
            database.execute(f"CREATE TABLE kept.{name} AS SELECT * FROM main.{name}")
        self._fingerprints = {name: _of_page(metadata.tables[name]) for name in metadata.tables}
        self._at_first = self.rows()

    def put_back(self) -> None:
        """Everything is as it was made, but what was heard and drawn."""
        database = self.town.database
        database.execute("BEGIN IMMEDIATE")
        for name in self._tables:
            database.execute(f"DELETE FROM main.{name}")
            database.execute(f"INSERT INTO main.{name} SELECT * FROM kept.{name}")
        database.execute("COMMIT")

    def demotes(self, role: str) -> None:
        """She may only look from now on."""
        sql = "UPDATE members SET role = 'viewer' WHERE page_id = ? AND person_id = ?"
        self.town.database.execute(sql, (self.scene.page, self.scene.people[role].id))

    async def presses(self, role: str, data: str) -> Outcome:
        """A press in private."""
        return await self._pressed(role, data, self._private(role))

    async def presses_in_group(self, role: str, data: str, group: str = "group") -> Outcome:
        """A press under something that the bot said in a group of the page."""
        return await self._pressed(role, data, self._group(group))

    async def says(self, role: str, text: str) -> Outcome:
        """A message in private."""
        answer = await self._hands_in({"message": self._written(role, text, self._private(role))})
        messages = answer.get("messages", [])
        refused = not messages or key_of(messages[0]["text"]) is not None
        return self._outcome(role, answer, refused=refused)

    async def sends(self, role: str, what: dict[str, object]) -> Outcome:
        """A file or a photo in private."""
        message = self._written(role, "", self._private(role))
        del message["text"]
        answer = await self._hands_in({"message": {**message, **what}})
        return self._outcome(role, answer, refused=key_of(answer["messages"][0]["text"]) is not None)

    async def says_in_group(self, role: str, text: str, *, anonymous: bool = False) -> str:
        """A message in the page's group, and what is said there to it; nothing where that is silence."""
        message = self._written(role, text, self._group())
        if anonymous:
            nobody = {
                "id": 1087968824,
                "is_bot": True,
                "first_name": "Group",
                "username": "GroupAnonymousBot",
            }
            message |= {"from": nobody, "sender_chat": self._group()}
        await self._hands_in({"message": message})
        sql = "SELECT body FROM deliveries WHERE chat_id = ? AND sent_at IS NULL ORDER BY id DESC"
        found = self.town.rows(sql, self._group()["id"])
        return str(json.loads(found[0]["body"])["answer"]["messages"][0]["text"]) if found else ""

    async def _pressed(self, role: str, data: str, chat: dict[str, Any]) -> Outcome:
        under = {"message_id": 1, "date": _NOW, "chat": chat, "text": "…"}
        query = {"id": "1", "from": self._user(role), "chat_instance": "1", "data": data, "message": under}
        answer = await self._hands_in({"callback_query": query})
        # Nothing at all would be a button that turns for ever.
        assert answer, (role, data)
        return self._outcome(role, answer, refused=not answer["messages"] and answer.get("alert", False))

    async def _hands_in(self, update: dict[str, Any]) -> dict[str, Any]:
        """Gives an update to the program as its intake does, and returns what it answers, as JSON."""
        number = next(self._numbers)
        made = {"update_id": number, **update}
        sql = "INSERT INTO inbox (update_id, body, received_at) VALUES (?, ?, ?)"
        self.town.database.execute(sql, (number, json.dumps(made), SUNDAY.isoformat(timespec="microseconds")))
        answer = await self._app._handle(number, made)
        row = self.town.row("SELECT done_at, incident FROM inbox WHERE update_id = ?", number)
        assert row["done_at"] is not None
        assert row["incident"] is None, f"something failed that nobody foresaw: {update}"
        return answer.to_json() if answer is not None and answer != Answer() else {}

    def _written(self, role: str, text: str, chat: dict[str, Any]) -> dict[str, Any]:
        return {"message_id": 1, "date": _NOW, "chat": chat, "from": self._user(role), "text": text}

    def _user(self, role: str) -> dict[str, Any]:
        return {"id": self.scene.people[role].id, "is_bot": False, "first_name": role, "language_code": "fa"}

    def _private(self, role: str) -> dict[str, Any]:
        return {"id": self.scene.people[role].id, "type": "private", "first_name": role}

    def _group(self, name: str = "group") -> dict[str, Any]:
        return {
            "id": self.scene.things[name],
            "type": "channel" if name == "channel" else "supergroup",
            "title": name,
        }

    def changed(self) -> frozenset[str]:
        """The tables in which something of the page is otherwise than at first."""
        now = self.rows()
        return frozenset(name for name, rows in now.items() if rows != self._at_first[name])

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that belongs to the page, by table."""
        return {
            name: [tuple(row) for row in self.town.database.execute(sql, (self.scene.page,) * sql.count("?"))]
            for name, sql in self._fingerprints.items()
            if sql is not None
        }

    def _outcome(self, role: str, answer: dict[str, Any], *, refused: bool) -> Outcome:
        person = self.scene.people[role].id
        return Outcome(
            said=json.dumps(answer, ensure_ascii=False).translate(ISOLATES),
            refused=refused,
            changed=self.changed(),
            form=next((row["form"] for row in self.open_drafts(role)), None),
            changes=self._to_take_back(person),
        )

    def open_drafts(self, role: str) -> list[dict[str, Any]]:
        """What she is filling in that was not there at first, or is a step further; the newest first."""
        sql = """
            SELECT * FROM main.drafts d WHERE person_id = ? AND closed_at IS NULL AND NOT EXISTS (
              SELECT 1 FROM kept.drafts k WHERE k.id = d.id AND k.version = d.version
            ) ORDER BY id DESC
        """
        return self.town.rows(sql, self.scene.people[role].id)

    def _to_take_back(self, person: int) -> tuple[str, ...]:
        sql = """
            SELECT what FROM main.changes c WHERE person_id = ? AND NOT EXISTS (
              SELECT 1 FROM kept.changes k WHERE k.id = c.id
            ) ORDER BY id
        """
        return tuple(row["what"] for row in self.town.rows(sql, person))


def _of_page(table: Table) -> str | None:
    """The query for all rows of a table that belong to a page; None where none of them do."""
    if table.name in NOBODYS:
        return None
    where = _belongs(table)
    assert where is not None, f"whose are the rows of {table.name}? Say so in NOBODYS if they are no page's"
    own = f" AND kind NOT IN {HER_HOURS}" if table.name == "alarms" else ""
    return f"SELECT * FROM main.{table.name} WHERE ({where}){own} ORDER BY 1, 2"


def _belongs(table: Table) -> str | None:
    if table.name == "pages":
        return "id = ?"
    if "page_id" in table.c:
        return "page_id = ?"
    for key in sorted(_keys(table), key=lambda key: key.column.table.name):
        other = key.column.table
        if other.name != "people" and (inner := _belongs(other)) is not None:
            column: Column[Any] = key.parent
            return f"{column.name} IN (SELECT {key.column.name} FROM main.{other.name} WHERE {inner})"
    return None


def _keys(table: Table) -> list[ForeignKey]:
    return [key for key in table.foreign_keys if key.column.table is not table]


@cache
def _refusals() -> list[tuple[str, re.Pattern[str]]]:
    """All that can be refused, with how it is said in Persian."""
    found = set()
    for room in ("handlers", "bot/domain", "bot/language", "storage"):
        for path in (ROOT / room).rglob("*.py"):
            found |= set(re.findall(r"Refused\(\s*[\"']([a-z0-9-]+)[\"']", path.read_text()))
    made = []
    for key in sorted(found):
        sentence = str(Texts("fa")(key))
        if sentence != key:
            pieces = re.split(r"\{\w+\}", sentence)
            if sum(map(len, pieces)) > 12:
                made.append((key, re.compile(".*".join(map(re.escape, pieces)), re.DOTALL)))
    return made


def key_of(said: str) -> str | None:
    """The key of the refusal that was said, if it was one."""
    return next((key for key, pattern in _refusals() if pattern.fullmatch(said)), None)
