"""Talking with the running bot like a person, and looking into its database from outside."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from bot.playground.world import World
from tests.playground.person import Person

SUNDAY = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
"""Ten o'clock in Tehran, the moment from which LANGUAGE's messages are read."""
TEHRAN = ZoneInfo("Asia/Tehran")
PATIENCE_SECONDS = 60.0
"""How long to wait for what must come: a picture takes long where others have the processor."""
ISOLATES = dict.fromkeys((0x200F, 0x2066, 0x2067, 0x2068, 0x2069))


@dataclass
class Town:
    """A playground with the bot in it."""

    url: str
    database: sqlite3.Connection
    path: Path
    world: World | None = None
    """The playground itself, for what nobody does there by hand."""
    http: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        self.http = httpx.AsyncClient(base_url=self.url, verify=False)

    async def close(self) -> None:
        await self.http.aclose()

    async def now(self) -> datetime:
        """What time it is there."""
        return datetime.fromisoformat((await self.http.get("/play/time")).json()["now"])

    async def set_time(self, moment: datetime) -> None:
        """Moves the playground's clock to a moment."""
        ahead = (moment - await self.now()).total_seconds()
        (await self.http.post("/play/time", json={"forward": ahead})).raise_for_status()

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """What another connection reads."""
        return [dict(row) for row in self.database.execute(sql, values)]

    def row(self, sql: str, *values: Any) -> dict[str, Any]:
        """The one row that another connection reads."""
        (row,) = self.rows(sql, *values)
        return row


@dataclass
class Heard:
    """What the bot said to one message or press."""

    messages: list[dict[str, Any]]
    notice: str = ""
    alert: bool = False

    @property
    def text(self) -> str:
        """All that was said, without the marks that isolate names and numbers."""
        said = (m.get("text") or m.get("caption") or "" for m in self.messages)
        return "\n".join((*said, self.notice)).translate(ISOLATES)

    @property
    def labels(self) -> list[str]:
        """The labels of all inline buttons, in order."""
        return [button["label"] for button in self.buttons]

    @property
    def buttons(self) -> list[dict[str, Any]]:
        return [button for m in self.messages for row in m["buttons"] for button in row]

    @property
    def data(self) -> list[str]:
        """What the inline buttons carry."""
        return [button["data"] for button in self.buttons if "data" in button]

    @property
    def edited(self) -> bool:
        """Whether the pressed message was changed in place."""
        return bool(self.messages) and self.messages[0]["event"] == "edit"

    def button(self, part: str) -> str:
        """What the button carries whose label contains a part."""
        (found,) = {b["data"] for b in self.buttons if part in b["label"].translate(ISOLATES)}
        return str(found)

    def of_kind(self, tag: str) -> list[str]:
        """What the buttons of one kind of payload carry."""
        return [data for data in self.data if data.split(":")[0] == tag]


class Talk:
    """One person's conversation. Each thing that she does is followed by all that the bot answers to it."""

    def __init__(self, town: Town, person: Person) -> None:
        self.town = town
        self.person = person
        self.id = person.id

    @classmethod
    async def new(cls, town: Town, name: str = "مینا", language: str = "fa") -> Talk:
        return cls(town, await Person.new(town.url, name, language))

    async def __aenter__(self) -> Talk:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.person.close()

    async def has_page(self, name: str = "@gol_sara") -> None:
        """Goes through the first start."""
        await self.says("/start")
        await self.says(name)

    async def says(self, text: str) -> Heard:
        """Writes, and hears the whole answer."""
        number = await self.person.says(text)
        return await self._hears("$.message.message_id", number)

    async def sends(self, content: bytes, name: str, caption: str = "") -> Heard:
        """Sends a file, and hears the whole answer to that (not what comes of the file later)."""
        number = await self.person.sends_file(content, name, caption=caption)
        return await self._hears("$.message.message_id", number)

    async def sends_photo(self, content: bytes, caption: str = "", album: str = "") -> Heard:
        """Sends a photo, or one part of an album, and hears the whole answer."""
        number = await self.person.sends_file(content, "a.png", as_="photo", caption=caption, album=album)
        return await self._hears("$.message.message_id", number)

    async def presses(self, label: str | None = None, *, data: str | None = None, **more: Any) -> Heard:
        """Presses the newest button of a label or with some data, and hears the whole answer."""
        pressed = await self.person.presses(label, data=data, **more)
        query = pressed["callback_query_id"]
        heard = await self._hears("$.callback_query.id", query)
        answered = await self.person.answer_to(query)
        heard.notice, heard.alert = answered["text"] or "", answered["show_alert"]
        return heard

    async def forges(self, data: str) -> Heard:
        """Presses a button that the bot never showed to her."""
        last = await self.person.last()
        assert last is not None
        return await self.presses(data=data, message_id=last["message_id"], forged=True)

    async def settled(self, chat: int | None = None) -> None:
        """Waits until everything that was sent from a chat is answered and marked so."""
        sql = "SELECT 1 FROM inbox WHERE chat_id = ? AND answered_at IS NULL"
        until = time.monotonic() + PATIENCE_SECONDS
        while self.town.rows(sql, chat or self.id):
            assert time.monotonic() < until
            await asyncio.sleep(0.005)

    async def hears_later(self, count: int = 1) -> Heard:
        """What the bot says of itself."""
        return Heard(await self.person.hears(timeout=PATIENCE_SECONDS, count=count))

    @property
    def page_id(self) -> int:
        """The page that she is working on."""
        return int(self.town.row("SELECT page_id FROM people WHERE id = ?", self.id)["page_id"])

    def posts(self) -> list[dict[str, Any]]:
        """The standing posts of her current page with their standing readings, by order of recording."""
        return self.town.rows(
            """
            SELECT p.*, r.taken_at, r.likes, r.comments, r.saves, r.shares, r.reposts, r.replies, r.reach,
                   r.views, r.follows, r.source, r.rounded
            FROM posts p LEFT JOIN readings r ON r.post_id = p.id AND r.withdrawn_at IS NULL
            WHERE p.page_id = ? AND p.deleted_at IS NULL ORDER BY p.id
            """,
            self.page_id,
        )

    def post(self) -> dict[str, Any]:
        """Her only post."""
        (post,) = self.posts()
        return post

    def plans(self) -> list[dict[str, Any]]:
        """The standing plans of her current page, by their times."""
        sql = "SELECT * FROM plans WHERE page_id = ? AND deleted_at IS NULL ORDER BY at, id"
        return self.town.rows(sql, self.page_id)

    def followers(self) -> list[dict[str, Any]]:
        """The standing follower counts of her current page."""
        sql = "SELECT * FROM follower_counts WHERE page_id = ? AND deleted_at IS NULL ORDER BY taken_at, id"
        return self.town.rows(sql, self.page_id)

    def drafts(self) -> list[dict[str, Any]]:
        """What she is filling in."""
        sql = "SELECT * FROM drafts WHERE person_id = ? AND closed_at IS NULL"
        return self.town.rows(sql, self.id)

    def role(self, role: str, page_id: int) -> None:
        """Makes her a member of somebody's page, who works on it from now on."""
        sql = "INSERT INTO members (page_id, person_id, role, joined_at) VALUES (?, ?, ?, ?)"
        self.town.database.execute(sql, (page_id, self.id, role, SUNDAY.isoformat(timespec="microseconds")))
        self.town.database.execute("UPDATE people SET page_id = ? WHERE id = ?", (page_id, self.id))

    async def _hears(self, path: str, number: int | str) -> Heard:
        sql = (
            "SELECT answer FROM inbox WHERE chat_id = ? AND json_extract(body, ?) = ? AND done_at IS NOT NULL"
        )
        until = time.monotonic() + PATIENCE_SECONDS
        while not (done := self.town.rows(sql, self.id, path, number)):
            assert time.monotonic() < until, f"not handled: {path} {number}"
            await asyncio.sleep(0.004)
        answer = json.loads(done[0]["answer"] or "{}")
        count = len(answer.get("messages", ()))
        return Heard(await self.person.hears(count=count, timeout=PATIENCE_SECONDS) if count else [])


def moment(text: str) -> datetime:
    """A moment as the database keeps it."""
    return datetime.fromisoformat(text).astimezone(UTC)


def tehran(text: str) -> str:
    """A wall-clock time in Tehran as the database keeps moments."""
    local = datetime.fromisoformat(text).replace(tzinfo=TEHRAN)
    return local.astimezone(UTC).isoformat(timespec="microseconds")


async def goes_to(talk: Talk, clock: str, days: int = 0) -> None:
    """Moves the playground's clock to a second past an hour in Tehran, so many days later."""
    local = (await talk.town.now()).astimezone(TEHRAN) + timedelta(days=days)
    hour, minute = map(int, clock.split(":"))
    await talk.town.set_time(local.replace(hour=hour, minute=minute, second=1, microsecond=0))
