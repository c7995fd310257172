"""Kills amid plans that publish themselves, and amid reports that come by themselves."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from bot.domain.chats import Chat, ChatKind
from bot.domain.identity import ChatId, PersonId
from bot.domain.people import Person
from bot.domain.posts import Kind
from bot.playground.files import Upload
from bot.playground.joining import add_bot
from bot.playground.messages import Message
from bot.playground.server import Playground
from storage import chats, pages, people, planning
from storage.engine import sqlite_engine
from storage.migrate import migrate
from tests.e2e.process import Process
from tests.load.reports import FIRST as FIRST_REPORT
from tests.load.reports import fill as fill_reports
from tests.playground.test_files import png

FIRST = 6_000_000
KINDS = (Kind.TEXT, Kind.PHOTO, Kind.CAROUSEL)
_NUMBER = re.compile(r"plan (\d+)\.")
_WAITING = "FROM deliveries WHERE sent_at IS NULL AND failed_at IS NULL"
_PENDING = f"SELECT count(*) {_WAITING}"
_PATIENCE = 60.0


@dataclass(frozen=True)
class Survived:
    """What is left after some kills."""

    lost: int
    repeats: int
    flying: int
    """How many had arrived and were not marked so when the process was killed: what may come once more."""
    wrong: int = 0
    """How many of what arrived did not leave what it must in the storage, and nothing else."""


class Work(Protocol):
    """What a process has to do, and what is seen of it from outside."""

    process: Process
    flying: int

    def chat_of(self, number: int) -> int:
        """Where a number is to arrive."""

    def said(self) -> Counter[int]:
        """How often each number arrived."""

    def steps(self) -> int:
        """How far the work has come."""

    def is_done(self) -> bool:
        """Whether nothing is left to be done."""


async def kill_amid(work: Work, times: int, seed: int, seconds: float) -> None:
    """Kills the process at random instants after signs of progress, and has it finish at last."""
    chance = random.Random(seed)
    for _ in range(times):
        before = work.steps()
        await work.process.start()
        await _until(lambda: work.steps() > before or work.is_done(), _PATIENCE)  # noqa: B023
        await asyncio.sleep(chance.random() * seconds)
        await work.process.kill()
        pending = {row["chat_id"] for row in work.process.rows(f"SELECT chat_id {_WAITING}")}
        work.flying += sum(work.chat_of(number) in pending for number in work.said())
    await work.process.start()
    await _until(work.is_done, _PATIENCE + 2 * seconds)
    await work.process.stop()


async def _until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(0.02)


class Publishing:
    """Plans, each of a page and a channel of its own: texts, photos and albums, all due now."""

    def __init__(self, playground: Playground, folder: Path, plans: int, per_second: int) -> None:
        self.world, self.flying = playground.world, 0
        self.numbers = range(plans)
        pace = {"BROADCAST_PER_SECOND": str(per_second)}
        self.process = Process(folder, playground.url, **pace)
        self.channels: list[ChatId] = []
        migrate(self.process.database)
        engine = sqlite_engine(self.process.database)
        with engine.begin() as connection:
            for number in self.numbers:
                self._plan(connection, number)
        engine.dispose()
        # That the bot was brought in was long ago.
        self.world.updates.clear()

    def _plan(self, connection: Connection, number: int) -> None:
        now = datetime.now(UTC)
        before, owner = now - timedelta(hours=1), PersonId(FIRST + number)
        person = self.world.add_person("P", "en", None, owner)
        person.started = True
        there = self.world.add_chat("channel", f"shop {number}", owner)
        add_bot(self.world, there, person)
        people.add(connection, Person(owner, "en", "latin", "gregorian", name="P"), before)
        page_id = pages.add(connection, f"@shop_{number}", "UTC", owner=owner, at=before)
        chat_id = ChatId(there.id)
        self.channels.append(chat_id)
        chats.came(connection, Chat(chat_id, ChatKind.CHANNEL, there.title, added_by=owner), before)
        chats.change(connection, chat_id, page_id=page_id, linked_at=before)
        act = planning.Act(connection, pages.get(connection, page_id, member=owner), owner, before)
        kind = KINDS[number % len(KINDS)]
        values = {"kind": kind, "text": f"plan {number}.", "publish_to": chat_id, "assignee": owner}
        planning.keep(
            act, {**values, "media": self._media(kind)}, (now - timedelta(minutes=2)).replace(tzinfo=None)
        )

    def _media(self, kind: Kind) -> list[list[str]]:
        many = {Kind.TEXT: 0, Kind.PHOTO: 1, Kind.CAROUSEL: 2}[kind]
        kept = (self.world.files.photo(Upload("a.png", png(20 + each, 20))) for each in range(many))
        return [[photo.file_id, "photo"] for photo in kept]

    def chat_of(self, number: int) -> int:
        """A plan's channel."""
        return self.channels[number]

    def messages(self, number: int) -> list[Message]:
        """What was published in a plan's channel."""
        found = self.world.chats[self.channels[number]].messages.values()
        return [m for m in found if m.service is None]

    def said(self) -> Counter[int]:
        """How often each plan was published; an album's caption stands at its first picture."""
        texts = (m.text for number in self.numbers for m in self.messages(number))
        return Counter(int(found.group(1)) for text in texts if (found := _NUMBER.search(text or "")))

    def steps(self) -> int:
        """How many were published."""
        return sum(self.said().values())

    def is_done(self) -> bool:
        """Whether each plan is done, and whoever planned it told so."""
        done = self.process.count("SELECT count(*) FROM plans WHERE state = 'done'")
        return done == len(self.numbers) and self.process.count(_PENDING) == 0

    def survived(self) -> Survived:
        """What became of all: each done plan has one post of its kind, and no page has another."""
        said = self.said()
        posts = self.process.rows("SELECT id, page_id, kind, caption FROM posts WHERE deleted_at IS NULL")
        plans = self.process.rows("SELECT post_id, page_id, kind, text FROM plans")
        whole = (len(self.messages(n)) == said[n] * (1 + (n % len(KINDS) == 2)) for n in self.numbers)
        made = Counter((post["id"], post["page_id"], post["kind"], post["caption"]) for post in posts)
        meant = Counter((plan["post_id"], plan["page_id"], plan["kind"], plan["text"]) for plan in plans)
        return Survived(
            lost=sum(number not in said for number in self.numbers),
            repeats=sum(times - 1 for times in said.values()),
            flying=self.flying,
            wrong=sum(((made - meant) + (meant - made)).values()) + sum(not each for each in whole),
        )


class Reporting:
    """Reports of pages of their own, due in a while: prepared ahead, then sent."""

    def __init__(self, playground: Playground, folder: Path, reports: int, ahead: timedelta) -> None:
        self.world, self.flying = playground.world, 0
        self.numbers = range(1, reports + 1)
        self.process = Process(folder, playground.url, BROADCAST_PER_SECOND="10")
        for number in self.numbers:
            self.world.add_person("P", "fa", None, FIRST_REPORT + number).started = True
        self.due = datetime.now(UTC) + ahead
        fill_reports(self.process.database, reports, self.due)

    def chat_of(self, number: int) -> int:
        """Who wants the report."""
        return FIRST_REPORT + number

    def said(self) -> Counter[int]:
        """How often each page's card arrived."""
        chats = self.world.chats
        return Counter(
            number
            for number in self.numbers
            for m in chats[FIRST_REPORT + number].messages.values()
            if m.from_bot and m.photo is not None
        )

    def steps(self) -> int:
        """How many were prepared, and how many were sent."""
        prepared = "SELECT count(*) FROM reports WHERE ready IS NOT NULL OR last_at IS NOT NULL"
        return self.process.count(prepared) + sum(self.said().values())

    def is_done(self) -> bool:
        """Whether each is sent, and the next one set."""
        later = "SELECT count(*) FROM reports WHERE last_at IS NOT NULL"
        return self.process.count(later) == len(self.numbers) and self.process.count(_PENDING) == 0

    def survived(self) -> Survived:
        """What became of all: each has its next report before it, with one alarm for that."""
        said = self.said()
        waiting = self.process.rows(
            "SELECT subject_id FROM alarms WHERE kind = 'report' AND done_at IS NULL AND due_at > ?",
            self.due.isoformat(timespec="microseconds"),
        )
        alarms = Counter(row["subject_id"] for row in waiting)
        return Survived(
            lost=sum(number not in said for number in self.numbers),
            repeats=sum(times - 1 for times in said.values()),
            flying=self.flying,
            wrong=sum(alarms[number] != 1 for number in self.numbers),
        )


async def publishing(folder: Path, plans: int, times: int, per_second: int = 10, seed: int = 0) -> Survived:
    """Plans that publish themselves, killed so often."""
    async with Playground() as playground:
        work = Publishing(playground, folder, plans, per_second)
        await kill_amid(work, times, seed, seconds=0.5)
        return work.survived()


async def reporting(folder: Path, reports: int, times: int, ahead: timedelta, seed: int = 0) -> Survived:
    """Reports, prepared ahead, killed so often."""
    async with Playground() as playground:
        work = Reporting(playground, folder, reports, ahead)
        await kill_amid(work, times, seed, seconds=0.5)
        return work.survived()
