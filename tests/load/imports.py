"""What a large file costs: how long until its preview and its end, what others wait meanwhile, and memory.

Each target is for this program alone: the Bot API answers at once. Besides, people ask for /help at a
steady pace, from before the file comes until it is through.
"""

import argparse
import csv
import random
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.load.common import (
    Program,
    Server,
    Update,
    cpu_seconds,
    folder,
    get_acquainted,
    milliseconds,
    our_bot,
    people,
    percentile,
    says,
    verdict,
)
from tests.load.footprint import family

PER_SECOND = 20
HELP_TARGET_SECONDS = 0.150
MEMORY_TARGET_MB = 400
TARGETS = {10_000: (2.0, 5.0), 100_000: (60.0, 60.0)}
"""By the number of rows: seconds until the preview, seconds of the import."""
_PATIENCE_SECONDS = 180.0
_COLUMNS = "post_id,published_at,kind,topic,caption,followers_at_publishing,likes,comments,saves,reach,views"


@dataclass(frozen=True)
class Found:
    """What one file took."""

    preview: float
    imported: float
    work: float
    """Seconds that the bot and its worker were busy with the import."""
    waits: list[float]
    peaks: list[float]
    """The most memory that the bot and its worker held, in MB."""
    posts: int


def write_table(path: Path, rows: int) -> None:
    """So many invented posts."""
    chance = random.Random(1405)
    now = datetime(2026, 11, 1, 12, tzinfo=UTC)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS.split(","))
        for number in range(rows):
            counts = [chance.randrange(10_000) for _ in range(5)]
            at = (now - timedelta(minutes=7 * number)).isoformat()
            kind = chance.choice(("photo", "reel", "carousel", "video"))
            writer.writerow([f"p{number}", at, kind, "مانتو زمستانه", f"post {number} 🌷", 4800, *counts])


def measure(server: Server, databases: Path, rows: int) -> Found:
    """One file, and people beside."""
    table, database = databases / f"{rows}.csv", databases / f"{rows}.db"
    write_table(table, rows)
    owner, *bystanders = people(201)
    server.clear(0)
    with our_bot(server, database) as bot:
        get_acquainted(server, bot, [owner])
        server.offer([_handed_over(owner, table)])  # starts the worker
        _wait_said(server, owner, 1)
        _wait(lambda: _one(database, "SELECT max(id) FROM imports WHERE state IS NOT NULL"))
        others = _Others(server, bystanders)
        others.ask(2)
        began = time.monotonic()
        server.offer([_handed_over(owner, table)])
        others.ask_until(lambda: _one(database, "SELECT max(id) FROM imports WHERE state IS NOT NULL") == 2)
        preview = time.monotonic() - began
        others.ask(2)
        busy, began = _busy(bot), time.monotonic()
        server.offer([_pressed(owner, "im:2:1:go")])
        others.ask_until(lambda: _one(database, "SELECT count(*) FROM imports WHERE finished_at IS NOT NULL"))
        imported, work = time.monotonic() - began, _busy(bot) - busy
        others.ask(1)
        time.sleep(1)
        peaks = [_peak_mb(pid) for pid in family(bot.pid)]
        waits = others.waits()
    return Found(preview, imported, work, waits, peaks, _one(database, "SELECT count(*) FROM posts"))


def _handed_over(person: int, table: Path) -> Update:
    update = says(person, "")
    del update["message"]["text"]
    document = {"file_id": str(table), "file_unique_id": "unique", "file_name": table.name}
    update["message"]["document"] = {**document, "file_size": table.stat().st_size}
    return update


def _pressed(person: int, data: str) -> Update:
    update = says(person, "…")
    message = update.pop("message")
    query = {"id": "1", "from": message["from"], "chat_instance": "1", "message": message, "data": data}
    return {**update, "callback_query": query}


class _Others:
    """People who ask for /help, one after the other, at a steady pace."""

    def __init__(self, server: Server, persons: list[int]) -> None:
        self._server = server
        self._persons = persons
        self._asked: list[Update] = []
        self._next = time.monotonic()

    def ask(self, seconds: float) -> None:
        """Asks for so long."""
        until = time.monotonic() + seconds
        self.ask_until(lambda: time.monotonic() >= until)

    def ask_until(self, done: Callable[[], Any]) -> None:
        """Asks until something is done. TimeoutError where it never is."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while not done():
            if time.monotonic() > until:
                raise TimeoutError
            if time.monotonic() >= self._next:
                update = says(self._persons[len(self._asked) % len(self._persons)], "/help")
                self._server.offer([update])
                self._asked.append(update)
                self._next += 1 / PER_SECOND
            time.sleep(0.005)

    def waits(self) -> list[float]:
        """How long each of them waited: the answers in a chat come in the order of the questions."""
        report = self._server.report()
        answers: dict[int, list[float]] = {}
        for at, method, chat, _ in report.said:
            if method == "sendMessage":
                answers.setdefault(chat, []).append(at)
        return [
            answers[update["message"]["chat"]["id"]].pop(0) - report.offered[update["update_id"]]
            for update in self._asked
        ]


def _wait_said(server: Server, chat: int, number: int) -> None:
    _wait(lambda: sum(c == chat for _, _, c, _ in server.report().said) >= number)


def _wait(done: Any) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while not done():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.02)


def _one(database: Path, sql: str) -> Any:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(sql).fetchone()[0]
    finally:
        connection.close()


def _busy(bot: Program) -> float:
    return sum(cpu_seconds(pid) for pid in family(bot.pid))


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=list(TARGETS))
    for rows in parser.parse_args().rows:
        with Server() as server, folder() as databases:
            found = measure(server, databases, rows)
        to_preview, to_end = TARGETS.get(rows, (60.0, 60.0))
        late = percentile(found.waits, 0.99)
        print(f"{rows:,} rows ({found.posts:,} posts in the database):")
        print(f"  preview after {found.preview:.2f} s: {verdict(found.preview < to_preview)}")
        print(
            f"  imported in {found.imported:.2f} s, of which {found.work:.2f} s of work: "
            f"{verdict(found.work < to_end)}"
        )
        print(
            f"  /help of others meanwhile: p50 {milliseconds(percentile(found.waits, 0.5))}, "
            f"p99 {milliseconds(late)}, n = {len(found.waits)}: {verdict(late < HELP_TARGET_SECONDS)}"
        )
        peaks = " + ".join(f"{peak:.0f}" for peak in found.peaks)
        print(f"  most memory (bot, worker …): {peaks} MB: {verdict(max(found.peaks) < MEMORY_TARGET_MB)}")


if __name__ == "__main__":
    main()
