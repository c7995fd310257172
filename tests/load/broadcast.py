"""Alarms of one second to as many chats: how fast they go out, how many calls are refused, who waits for it.

The server enforces Telegram's limits as the playground does. `--paid` lets it take 1,000 a second, and waits
for the end; otherwise 30 a second, and a minute is measured. Meanwhile somebody asks for help now and then.
`--groups` names how many groups answer 429 for an hour, each with fifty alarms; `--limiter` measures the
limiter of python-telegram-bot, asked for so many a second.
"""

import argparse
import asyncio
import sqlite3
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, ExtBot

from tests.e2e.alarming import KIND, fill
from tests.load.common import (
    PEOPLE,
    TOKEN,
    Program,
    Report,
    Server,
    alarmed_bot,
    cpu_seconds,
    folder,
    milliseconds,
    people,
    percentile,
    says,
    verdict,
)

ALARMS = 10_000
SECONDS = 60.0
PAID_SECONDS = 15.0
FREE, PAID = 30, 1_000
TARGET_RATE = 27.0
TARGET_REFUSED = 0.01
TARGET_LAG = 0.15
TARGET_GROWTH = 60.0
_HELP_EVERY = {False: 0.5, True: 0.1}
_FIRST_CHAT = 5_000_000
_A_GROUP = 50
_LEFT = """
    SELECT (SELECT count(*) FROM alarms WHERE done_at IS NULL AND kind = ?)
        + (SELECT count(*) FROM deliveries WHERE sent_at IS NULL AND failed_at IS NULL)
"""


@dataclass(frozen=True)
class Measured:
    """What one run showed."""

    report: Report
    begun: float
    lags: list[float]
    growth: float
    cpu: float
    """For how many seconds the bot was busy: a busy machine changes that less than the rest."""

    @property
    def alarms(self) -> list[float]:
        """When alarms were taken."""
        return [at for at, _, _, text in self.report.said if text.startswith("alarm ")]


def memory(program: Program) -> float:
    """What a process holds, in MB."""
    status = Path(f"/proc/{program.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def run(
    server: Server, database: Path, chats: list[int], seconds: float, paid: bool, stubborn: int
) -> Measured:
    """Lets all ring two seconds after the bot came up, and asks for help meanwhile."""
    server.clear(0)
    limits = {"per_second": FREE, "per_chat": 1, "per_group": 20} | (
        {"paid_per_second": PAID} if paid else {}
    )
    groups = [-(1_002_000_000_000 + number) for number in range(stubborn)]
    server.limit(groups, **limits)
    pace = int(PAID * 0.95) if paid else 28
    settings = {"BROADCAST_PER_SECOND": str(pace), "ALLOW_PAID_BROADCAST": str(paid).lower()}
    due = datetime.now(UTC) + timedelta(seconds=10)
    fill(database, [*(group for group in groups for _ in range(_A_GROUP)), *chats], due)
    with alarmed_bot(server, database, **settings) as program:
        server.wait_polled(program)
        asker = people(1)[0]
        server.offer([says(asker, "/start")])
        time.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds() - 0.5))
        before, busy = memory(program), cpu_seconds(program.pid)
        most = before
        asked = [says(asker + number % PEOPLE, "/help") for number in range(int(seconds / _HELP_EVERY[paid]))]
        server.follow([(1.0 + number * _HELP_EVERY[paid], update) for number, update in enumerate(asked)])
        begun = time.monotonic() + 0.5
        while time.monotonic() < begun + seconds and _waiting(database):
            time.sleep(0.25)
            most = max(most, memory(program))
        until, busy = time.monotonic(), cpu_seconds(program.pid) - busy
        time.sleep(1)
        report = server.report()
    meanwhile = [u for u in asked if begun < report.offered.get(u["update_id"], until) < until]
    return Measured(report, begun, lags(report, meanwhile), most - before, busy)


def _waiting(database: Path) -> bool:
    connection = sqlite3.connect(database)
    try:
        return bool(connection.execute(_LEFT, (KIND,)).fetchone()[0])
    finally:
        connection.close()


def lags(report: Report, asked: list[dict]) -> list[float]:
    """How long each question waited for its answer; a second for each that got none."""
    found = []
    for update in asked:
        chat, at = update["message"]["chat"]["id"], report.offered[update["update_id"]]
        answers = [said - at for said, _, to, text in report.said if to == chat and said >= at]
        found.append(min(answers, default=1.0))
    return found


def show(found: Measured, seconds: float, paid: bool, alarms: int) -> None:
    """Prints what was found beside what was wanted."""
    taken = found.alarms
    calls, refused = len(found.report.said) + len(found.report.refused), len(found.report.refused)
    heard = Counter(text for _, _, _, text in found.report.said if text.startswith("alarm "))
    doubled = sum(times - 1 for times in heard.values())
    if paid:
        lasted = max(taken) - found.begun if taken else float("inf")
        print(f"{len(taken)} of {alarms} alarms in {lasted:.1f} s, doubled {doubled}: ", end="")
        print(verdict(len(taken) >= alarms and lasted < PAID_SECONDS))
    else:
        inside = [at for at in taken if found.begun + 2 <= at < found.begun + seconds]
        rate = len(inside) / (seconds - 2)
        windows = Counter(int(at - found.begun) for at in inside)
        print(
            f"{rate:.2f} alarms a second over {seconds - 2:.0f} s (each second {min(windows.values())}",
            end="",
        )
        print(f"-{max(windows.values())}), doubled {doubled}")
        everything = len([1 for at, *_ in found.report.said if found.begun + 2 <= at < found.begun + seconds])
        all_told = everything / (seconds - 2)
        print(f"with the answers {all_told:.2f} messages a second: {verdict(all_told >= TARGET_RATE)}")
    print(f"{refused} of {calls} calls refused, {refused / max(1, calls):.2%}: ", end="")
    print(verdict(refused / max(1, calls) <= TARGET_REFUSED))
    middle, late = percentile(found.lags, 0.5), percentile(found.lags, 0.99)
    print(f"/help meanwhile: p50 {milliseconds(middle)}, p99 {milliseconds(late)}, ", end="")
    print(f"most {milliseconds(max(found.lags))}, n = {len(found.lags)}: {verdict(late < TARGET_LAG)}")
    print(f"the bot was busy for {found.cpu:.1f} s, {milliseconds(found.cpu / max(1, len(taken)))} an alarm")
    print(f"memory grew by {found.growth:.0f} MB: {verdict(found.growth < TARGET_GROWTH)}")


async def library(server: Server, chats: list[int], seconds: float, per_second: float) -> None:
    """The same messages by python-telegram-bot's own limiter."""
    server.clear(0)
    server.limit(per_second=FREE, per_chat=1, per_group=20)
    limiter = AIORateLimiter(overall_max_rate=per_second, max_retries=5)
    bot: ExtBot = ExtBot(TOKEN, base_url=f"{server.url}/bot", rate_limiter=limiter)
    await bot.initialize()
    begun = time.monotonic()

    async def send(chat: int) -> None:
        with suppress(RetryAfter):
            await bot.send_message(chat, f"alarm {chat}.")

    tasks = [asyncio.create_task(send(chat)) for chat in chats[: int(seconds * per_second * 2)]]
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    report = server.report()
    inside = [at for at, *_ in report.said if begun + 2 <= at < begun + seconds]
    rate = len(inside) / (seconds - 2)
    print(f"python-telegram-bot's AIORateLimiter at {per_second:g}/s: {rate:.2f} a second, ", end="")
    print(f"{len(report.refused)} calls refused")
    await bot.shutdown()


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alarms", type=int, default=ALARMS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--paid", action="store_true")
    parser.add_argument("--groups", type=int, default=0)
    parser.add_argument("--limiter", type=float, default=0.0, help="needs the package aiolimiter")
    asked = parser.parse_args()
    chats = [_FIRST_CHAT + number for number in range(asked.alarms)]
    with Server() as server, folder() as databases:
        if asked.limiter:
            asyncio.run(library(server, chats, asked.seconds, asked.limiter))
            return
        found = run(server, databases / "broadcast.db", chats, asked.seconds, asked.paid, asked.groups)
    show(found, asked.seconds, asked.paid, asked.alarms)


if __name__ == "__main__":
    sys.exit(main())
