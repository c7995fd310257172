"""How many updates a second: our bot recording posts, beside bare echo bots, on the same backlog.

Each program is asked in turn, in a process of its own, against a Bot API that answers each message after a
delay; rounds are interleaved and medians compared, so that only ratios matter. Aiogram is in none of our
locks; to have it beside, make a throw-away environment, there `pip install aiogram==3.31.0`, and name its
interpreter by `--aiogram`.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.load.capacity import NEEDED_PER_SECOND, capacity
from tests.load.common import (
    PEOPLE,
    Program,
    Server,
    aiogram_echo,
    bare_echo,
    cpu_seconds,
    folder,
    get_acquainted,
    kept_marks,
    new_marks,
    our_bot,
    people,
    post_updates,
    verdict,
)

UPDATES = 4_096
ROUNDS = 3
DELAY_SECONDS = 0.05
TARGET, AIM = 2, 4
_SERVER_BUSY_MOST = 0.8

Make = Callable[[Server, Path], Program]


def measure(server: Server, make: Make, database: Path, updates: int, delay: float) -> float:
    """Updates a second of one program; each must have been answered once, and kept where there is a store."""
    persons, marks = people(PEOPLE), new_marks(updates)
    server.clear(delay)
    with make(server, database) as program:
        before = get_acquainted(server, program, persons)
        busy, busy_server = cpu_seconds(program.pid), server.cpu_seconds
        backlog = post_updates(marks, persons)
        server.offer(backlog)
        server.wait_said(before + updates)
        server.wait_quiet()
        busy, busy_server = cpu_seconds(program.pid) - busy, server.cpu_seconds - busy_server
    report = server.report()
    answered = report.by_mark(marks)
    _check(answered, program, marks)
    took = max(max(at) for at in answered.values()) - min(report.fetched[u["update_id"]] for u in backlog)
    share = busy_server / took
    print(f"    {updates / took:7.0f}/s, {busy / updates * 1000:.2f} ms of CPU each, server {share:.0%} busy")
    if share > _SERVER_BUSY_MOST:
        print("    THE SERVER IS THE BOTTLENECK: this figure says too little")
    return updates / took


def _check(answered: dict[int, list[float]], program: Program, marks: list[int]) -> None:
    wrong = {mark: len(at) for mark, at in answered.items() if len(at) != 1}
    assert not wrong, f"not answered once: {len(wrong)} of {len(marks)}"
    if program.database is not None:
        kept = kept_marks(program.database)
        assert len(kept) == len(set(kept)), "kept twice"
        assert set(marks) <= set(kept), "not kept"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aiogram", metavar="PYTHON", help="an interpreter that has aiogram")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--updates", type=int, default=UPDATES)
    parser.add_argument("--delay", type=float, default=DELAY_SECONDS, help="seconds for each message")
    asked = parser.parse_args()
    programs: dict[str, Make] = {"a bare python-telegram-bot": lambda server, _: bare_echo(server)}
    if asked.aiogram:
        programs["b bare aiogram"] = lambda server, _: aiogram_echo(server, asked.aiogram)
    programs["c our bot, /post"] = our_bot
    rates: dict[str, list[float]] = {name: [] for name in programs}
    with Server() as server, folder() as databases:
        able = capacity(server, asked.delay)
        enough = verdict(able >= NEEDED_PER_SECOND)
        print(f"server alone: {able:.0f} messages/s (needs {NEEDED_PER_SECOND}: {enough})")
        for number in range(asked.rounds):
            for name, make in programs.items():
                print(f"round {number + 1}, {name}", flush=True)
                database = databases / f"round-{number}.db"
                rates[name].append(measure(server, make, database, asked.updates, asked.delay))
    medians = {name: median(found) for name, found in rates.items()}
    print(f"\n{asked.updates} updates from {PEOPLE} chats, each answer after {asked.delay * 1000:.0f} ms:")
    for name, rate in medians.items():
        print(f"  {name}: {rate:.0f}/s (median of {asked.rounds})")
    bare, *others, ours = medians.values()
    print(f"c/a: {ours / bare:.2f} (at least {TARGET}: {verdict(ours >= TARGET * bare)}; aim {AIM})")
    for other in others:
        print(f"c/b: {ours / other:.2f}")


if __name__ == "__main__":
    main()
