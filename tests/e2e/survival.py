"""What befalls a bot with many alarms due, and what is left of them: for tests and for benchmarks."""

from __future__ import annotations

import asyncio
import random
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.playground.faults import Rule
from bot.playground.server import Playground
from tests.e2e.alarming import fill
from tests.e2e.process import Process

FIRST, OWNER = 5_000_000, 1001
_NUMBER = re.compile(r"alarm (\d+)\.")
_LEFT = """
    SELECT (SELECT count(*) FROM alarms WHERE done_at IS NULL AND kind = 'says-its-number')
        + (SELECT count(*) FROM deliveries WHERE sent_at IS NULL AND failed_at IS NULL) AS n
"""


@dataclass(frozen=True)
class Left:
    """What became of alarms."""

    lost: int
    """Neither delivered nor told as failed."""
    repeats: int
    failed: int
    told: int
    """What the page's owner was told of what failed."""


class Town:
    """A playground with many people, and a process with an alarm for each."""

    def __init__(self, playground: Playground, folder: Path, number: int, **settings: str) -> None:
        self.playground = playground
        self.number = number
        self.process = Process(folder, playground.url, ("tests.e2e.alarming",), **settings)
        self.chats = range(FIRST, FIRST + number)
        for chat in self.chats:
            playground.world.add_person("P", "en", None, chat).started = True
        playground.world.people[OWNER].started = True

    def fill(self, due_at: datetime | None = None) -> None:
        """An alarm for everybody, about the owner's page."""
        fill(self.process.database, self.chats, due_at or datetime.now(UTC), page=1)

    def said(self) -> Counter[int]:
        """How often each number was said."""
        chats = self.playground.world.chats
        texts = (m.text for chat in self.chats for m in chats[chat].messages.values() if m.from_bot)
        return Counter(int(found.group(1)) for text in texts if (found := _NUMBER.search(text or "")))

    def is_done(self) -> bool:
        """Whether nothing is due or on its way."""
        rows = self.process.rows(_LEFT)
        return bool(rows) and rows[0]["n"] == 0

    def left(self) -> Left:
        """What became of all."""
        said = self.said()
        failed = self.process.rows("SELECT chat_id FROM deliveries WHERE failed_at IS NOT NULL")
        gone = {row["chat_id"] - FIRST for row in failed}
        chat = self.playground.world.chats[OWNER]
        told = sum("colleague" in (m.text or "") for m in chat.messages.values())
        return Left(
            lost=sum(n not in said and n not in gone for n in range(self.number)),
            repeats=sum(times - 1 for times in said.values()),
            failed=len(gone),
            told=told,
        )


async def kills(folder: Path, alarms: int, times: int, per_second: int, seed: int = 0) -> Left:
    """Kills the process at random instants of its life, and starts it again."""
    chance = random.Random(seed)
    async with Playground() as playground:
        town = Town(playground, folder, alarms, BROADCAST_PER_SECOND=str(per_second))
        town.fill()
        for _ in range(times):
            before = sum(town.said().values())
            await town.process.start()
            await _until(lambda: sum(town.said().values()) > before or town.is_done(), 60)  # noqa: B023
            await asyncio.sleep(chance.random())
            await town.process.kill()
        await town.process.start()
        await _until(town.is_done, 30 + 2 * alarms / per_second)
        await town.process.stop()
        return town.left()


async def faults(folder: Path, alarms: int, per_second: int) -> Left:
    """A fifth of all calls fail, in every way that there is."""
    ways = [
        Rule("429", retry_after=1, rate=0.04),
        Rule("500", rate=0.04),
        Rule("slow", seconds=0.3, rate=0.04),
        Rule("cut", rate=0.04),
        Rule("cut", rate=0.04, after_effect=True),
    ]
    async with Playground() as playground:
        paid = str(per_second > 30).lower()
        settings = {"BROADCAST_PER_SECOND": str(per_second), "ALLOW_PAID_BROADCAST": paid}
        town = Town(playground, folder, alarms, **settings)
        town.fill()
        owns_a_page(town.process.database)
        playground.world.faults.set(ways)
        await town.process.start()
        await _until(town.is_done, 60 + alarms / 10)
        await town.process.stop()
        return town.left()


async def _until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(0.05)


def owns_a_page(database: Path) -> None:
    """The owner's page, whom failures are told."""
    at = datetime(2026, 1, 1, tzinfo=UTC).isoformat(timespec="microseconds")
    connection = sqlite3.connect(database)
    with connection:
        columns = "id, language, digits, calendar, created_at"
        person = f"INSERT INTO people ({columns}) VALUES (?, 'en', 'latin', 'gregorian', ?)"
        connection.execute(person, (OWNER, at))
        page = "INSERT INTO pages (id, name, zone, zone_chosen, created_at) VALUES (1, '@page', 'UTC', 1, ?)"
        connection.execute(page, (at,))
        member = "INSERT INTO members (page_id, person_id, role, joined_at) VALUES (1, ?, 'owner', ?)"
        connection.execute(member, (OWNER, at))
    connection.close()
