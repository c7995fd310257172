"""Whether drawing holds anybody up: `/help` from others, while many ask for comparisons with pictures."""

import argparse
import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.identity import PersonId
from bot.domain.people import person_in
from bot.domain.posts import Kind, Source
from storage import pages, people
from storage import posts as stored
from storage.engine import sqlite_engine
from storage.migrate import migrate
from tests.load.common import (
    PATIENCE_SECONDS,
    Report,
    Server,
    Update,
    folder,
    milliseconds,
    our_bot,
    percentile,
    says,
    verdict,
)
from tests.load.common import people as ids

DRAWERS = 20
POSTS = 300
HELPED = 64
HELP_PER_SECOND = 25
DELAY_SECONDS = 0.0
TARGET_SECONDS = 0.1
_CALM_SECONDS = 8.0
_LOOK_SECONDS = 0.1
_DAYS = 170
_ZONE = "Asia/Tehran"


def fill(database: Path, drawers: list[int], others: list[int], posts: int) -> None:
    """People with pages; those who will compare have posts of all kinds on theirs."""
    migrate(database)
    engine = sqlite_engine(database, begin="BEGIN IMMEDIATE")
    now, chance = datetime.now(UTC), random.Random(1)
    with engine.connect() as connection, connection.begin():
        for number in (*drawers, *others):
            person = PersonId(number)
            people.add(connection, person_in("fa", person), now)
            page = pages.add(connection, f"page of {number}", _ZONE, owner=person, at=now)
            people.use_page(connection, person, page)
            for _ in range(posts if number in drawers else 0):
                post = {
                    "page_id": page,
                    "kind": chance.choice(list(Kind)),
                    "published_at": now - timedelta(days=chance.uniform(1, _DAYS)),
                    "followers_at_publishing": chance.randint(4_000, 6_000),
                }
                counts = {"likes": chance.randint(100, 900), "comments": chance.randint(1, 90)}
                reading = {**counts, "source": Source.TYPED}
                stored.add(connection, post, reading, by=person, at=now)
    engine.dispose()


def _answers(report: Report, persons: list[int]) -> dict[int, list[float]]:
    found: dict[int, list[float]] = {person: [] for person in persons}
    for at, _, chat, _ in report.said:
        if chat in found:
            found[chat].append(at)
    return found


def _helps(persons: list[int], begin: float, seconds: float) -> list[tuple[float, Update]]:
    """`/help` from one person after the other, at a steady pace."""
    number = int(seconds * HELP_PER_SECOND)
    return [(begin + i / HELP_PER_SECOND, says(persons[i % len(persons)], "/help")) for i in range(number)]


def _waits(report: Report, updates: list[Update], persons: list[int]) -> list[float]:
    """One chat's answers come in order, one for each `/help`; one that is missing has waited until now."""
    answered = _answers(report, persons)
    first: dict[int, int] = dict.fromkeys(persons, 0)
    now = time.monotonic()
    waits = []
    for update in updates:
        chat = update["message"]["chat"]["id"]
        answers = answered[chat][first[chat] :]
        waits.append((answers[0] if answers else now) - report.offered[update["update_id"]])
        first[chat] += 1
    return waits


def calm(server: Server, database: Path, others: list[int]) -> list[float]:
    """How long `/help` takes while nobody draws."""
    server.clear(DELAY_SECONDS)
    with our_bot(server, database) as program:
        server.wait_polled(program)
        server.wait_quiet()
        plan = _helps(others, 0, _CALM_SECONDS)
        server.follow(plan)
        server.wait_said(len(plan))
    return _waits(server.report(), [update for _, update in plan], others)


def busy(server: Server, database: Path, drawers: list[int], others: list[int]) -> tuple[list[float], float]:
    """How long `/help` takes from the moment that all ask for a picture until the last has come."""
    server.clear(DELAY_SECONDS)
    with our_bot(server, database) as program:
        server.wait_polled(program)
        server.wait_quiet()
        comparisons = [says(person, "/compare") for person in drawers]
        helps = _helps(others, 0, PATIENCE_SECONDS)
        server.follow([*((0.0, update) for update in comparisons), *helps])
        while not _all_drawn(server.report(), drawers):
            time.sleep(_LOOK_SECONDS)
    report = server.report()
    drawn = max(min(at) for at in _answers(report, drawers).values())
    asked = report.offered[comparisons[0]["update_id"]]
    during = [update for _, update in helps if report.offered.get(update["update_id"], drawn) < drawn]
    return _waits(report, during, others), drawn - asked


def _all_drawn(report: Report, drawers: list[int]) -> bool:
    return {chat for _, method, chat, _ in report.said if method == "sendPhoto"} >= set(drawers)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drawers", type=int, default=DRAWERS)
    parser.add_argument("--posts", type=int, default=POSTS)
    asked = parser.parse_args()
    drawers, others = (
        ids(asked.drawers + HELPED)[: asked.drawers],
        ids(asked.drawers + HELPED)[asked.drawers :],
    )
    with Server() as server, folder() as databases:
        database = databases / "drawing.db"
        fill(database, drawers, others, asked.posts)
        quiet = calm(server, database, others)
        drawing, took = busy(server, database, drawers, others)
    print(f"{asked.drawers} comparisons of {asked.posts} posts each, asked for at once:")
    print(f"  all pictures had come after {took:.1f} s")
    for name, found in (("nobody draws", quiet), ("meanwhile", drawing)):
        middle, late, last = percentile(found, 0.5), percentile(found, 0.99), max(found)
        figures = f"p50 {milliseconds(middle)}, p99 {milliseconds(late)}, longest {milliseconds(last)}"
        print(f"  {HELP_PER_SECOND} /help a second, {name}: {figures}, n = {len(found)}")
    met = percentile(drawing, 0.99) < TARGET_SECONDS
    print(f"p99 under {milliseconds(TARGET_SECONDS)}: {verdict(met)}")


if __name__ == "__main__":
    main()
