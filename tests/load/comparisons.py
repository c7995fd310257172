"""What comparisons cost on a full house: a million posts of a thousand pages, and pages of many thousands."""

import argparse
import os
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.comparison import Comparison, Question
from bot.domain.groupings import FIELDS, Dimension
from bot.domain.identity import PageId
from bot.domain.posts import Kind
from bot.language.texts import Texts
from bot.rendering.comparison import comparison_view
from bot.rendering.drawing import draw
from bot.rendering.picture import Drawing
from bot.worker import Worker
from handlers.comparing import Place, compared, told, uncollected
from storage import comparisons
from storage.migrate import migrate
from tests.load.common import (
    PATIENCE_SECONDS,
    Report,
    Server,
    folder,
    milliseconds,
    our_bot,
    percentile,
    says,
    verdict,
)

PAGES, POSTS = 1000, 1_000_000
SIZES = (100, 300, 1000, 3000, 10_000, 50_000)
"""The pages by which the curve is drawn, besides the thousand."""
FIRST_PERSON = 1_000_001
AT_ONCE = 20
HELP_PER_SECOND = 25
HELP_BEFORE_SECONDS = 4.0
ASKED = 120
NUMBERS_SECONDS, PICTURE_SECONDS, AT_ONCE_SECONDS, HELP_SECONDS, LARGE_SECONDS = 0.06, 0.4, 4.0, 0.1, 1.5
_SECOND_READING = 0.5
"""So many of the posts have been counted a second time."""
_ZONE = ZoneInfo("Asia/Tehran")
_NOW = datetime.now(UTC).replace(microsecond=0)
_TOPICS = ("مانتو", "شال", "کیف", "کفش", "پشت صحنه", "معرفی", "آموزش", "تخفیف", None)
_CAPTION = "پست تازهٔ ما را ببینید؛ برای سفارش پیام بدهید. " * 3

Row = tuple[Any, ...]


def database_of(posts: int, pages: int) -> Path:
    """A file with so many posts, made once and kept among the temporary files."""
    file = Path(tempfile.gettempdir()) / f"adminyar-load-{posts}-{pages}-{_NOW:%Y%m%d}.db"
    if not file.exists():
        made = file.with_suffix(".part")
        made.unlink(missing_ok=True)
        migrate(made)
        began = time.monotonic()
        _fill(made, posts, pages)
        made.rename(file)
        print(f"{posts} posts written in {time.monotonic() - began:.0f} s: {file}")
    migrate(file)
    return file


def _fill(file: Path, posts: int, pages: int) -> None:
    chance = random.Random(7)
    sizes = [*(posts // pages for _ in range(pages)), *SIZES]
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        for pragma in ("foreign_keys = 0", "synchronous = 0", "journal_mode = MEMORY"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("BEGIN")
        number = 0
        for page, size in enumerate(sizes, 1):
            _add_page(database, page)
            many = size in SIZES and page > pages
            rows = list(_posts(chance, page, number, size))
            number += size
            database.executemany(
                f"INSERT INTO posts VALUES ({_marks(database, 'posts')})", _wide(database, "posts", rows)
            )
            readings = _wide(database, "readings", _readings(chance, rows, 3 if many else 2))
            database.executemany(f"INSERT INTO readings VALUES ({_marks(database, 'readings')})", readings)
        database.execute("COMMIT")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("ANALYZE")


def _add_page(database: sqlite3.Connection, page: int) -> None:
    person = FIRST_PERSON + page - 1
    for table, row in (
        ("people", {"id": person, "language": "fa", "digits": "fa", "calendar": "jalali", "page_id": page}),
        ("pages", {"id": page, "name": f"page {page}", "zone": "Asia/Tehran", "zone_chosen": 1}),
        ("members", {"page_id": page, "person_id": person, "role": "owner"}),
    ):
        stamped = {**row, **{name: _text(_NOW) for name in ("created_at", "joined_at", "first_seen_at")}}
        known = [name for name in _columns(database, table) if name in stamped]
        marks = ", ".join("?" for _ in known)
        values = [stamped[name] for name in known]
        database.execute(f"INSERT INTO {table} ({', '.join(known)}) VALUES ({marks})", values)


def _posts(chance: random.Random, page: int, first: int, size: int) -> Iterator[dict[str, Any]]:
    for each in range(size):
        at = _NOW - timedelta(minutes=chance.randrange(9 * 1440, 178 * 1440))
        kind = chance.choice(list(Kind))
        yield {
            "id": first + each + 1,
            "page_id": page,
            "recorded_at": _text(at),
            "recorded_by": FIRST_PERSON + page - 1,
            "published_at": _text(at),
            "at": at,
            "day_only": 0,
            "kind": kind.value,
            "slides": chance.randrange(2, 11) if kind is Kind.CAROUSEL else None,
            "topic": chance.choice(_TOPICS),
            "campaign": chance.choice((None, None, "یلدا", "نوروز")),
            "caption": _CAPTION[: chance.randrange(10, len(_CAPTION))] + "#shop " * chance.randrange(6),
            "followers_at_publishing": chance.randrange(4000, 6000),
        }


def _readings(chance: random.Random, posts: list[dict[str, Any]], most: int) -> Iterator[dict[str, Any]]:
    for post in posts:
        for hours in (168, 24, 1)[: most if most > 2 or chance.random() < _SECOND_READING else 1]:
            likes = int(chance.lognormvariate(4.5, 0.5))
            yield {
                "post_id": post["id"],
                "taken_at": _text(post["at"] + timedelta(hours=hours)),
                "likes": likes,
                "comments": likes // 9,
                "saves": likes // 5,
                "shares": likes // 20,
                "reach": likes * 11,
                "views": likes * 19,
                "source": "typed",
                "rounded": "[]",
                "recorded_at": post["recorded_at"],
            }


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})")]


def _marks(database: sqlite3.Connection, table: str) -> str:
    return ", ".join("?" for _ in _columns(database, table))


def _wide(database: sqlite3.Connection, table: str, rows: Any) -> Iterator[Row]:
    names = _columns(database, table)
    return (tuple(row.get(name) for name in names) for row in rows)


def _text(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def question(by: Dimension) -> Question:
    """What is asked of each page."""
    return Question.of(by=by, now=_NOW, zone=_ZONE, calendar="jalali")


def parts(place: Place, asked: Question) -> tuple[float, float]:
    """For how many seconds reading has a processor, and for how many the rest; run in the worker.

    Not by the clock: others who have the machine meanwhile do not count.
    """
    from bot.domain.comparing import studied  # noqa: PLC0415 - as the worker does

    began = time.process_time()
    since = min(window.since for window in asked.windows if window.since is not None)
    with uncollected(), comparisons.reading(place.file) as connection:
        found = comparisons.material(connection, place.pages, FIELDS.get(asked.by), since)
        read = time.process_time()
        studied(asked, told(asked.by, found))
        return read - began, time.process_time() - read


def busy(picture: Drawing) -> float:
    """For how many seconds drawing has a processor; run in the worker."""
    began = time.process_time()
    draw(picture)
    return time.process_time() - began


async def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    found = await call()
    return time.perf_counter() - began, found


class Taken(NamedTuple):
    """Seconds: of numbers and of pictures by the clock, and of a processor."""

    numbers: list[float]
    pictures: list[float]
    parts: list[tuple[float, float]]
    drawing: list[float]


async def numbers_and_pictures(file: Path, pages: int) -> Taken:
    """How long the numbers and the pictures of comparisons take, asked for one after the other, warm."""
    chance, worker = random.Random(3), Worker()
    numbers, pictures, told_apart, drawing = [], [], [], []
    asked = [(by, chance.randrange(pages) + 1) for by in list(Dimension) * -(-ASKED // len(Dimension))]
    for by, page in [*asked[: len(Dimension)], *asked]:
        place, wanted = Place(file, (PageId(page),)), question(by)
        took, found = await _timed(lambda place=place, wanted=wanted: worker.run(compared, place, wanted))
        picture = _picture(found, page)
        numbers.append(took)
        if picture is not None:
            pictures.append((await _timed(lambda picture=picture: worker.run(draw, picture)))[0])
            drawing.append(await worker.run(busy, picture))
        told_apart.append(await worker.run(parts, place, wanted))
    await worker.close()
    warm = len(Dimension)
    return Taken(numbers[warm:], pictures[warm:], told_apart[warm:], drawing[warm:])


def _picture(found: Comparison, page: int) -> Drawing | None:
    name = f"page {page}"
    return comparison_view(found, page_name=name, texts=Texts(), page_id=PageId(page), now=_NOW).picture


async def curve(file: Path, pages: int) -> list[tuple[int, float, float, float]]:
    """For each size of a page: its posts; the seconds of reading, of computing, and of all in the worker."""
    worker, found = Worker(), []
    for number, size in enumerate(SIZES, pages + 1):
        place, asked = Place(file, (PageId(number),)), question(Dimension.KIND)
        await worker.run(compared, place, asked)
        runs = [await _timed(lambda p=place, q=asked: worker.run(compared, p, q)) for _ in range(5)]
        apart = [await worker.run(parts, place, asked) for _ in range(5)]
        reading, computing = (percentile([each[part] for each in apart], 0.5) for part in (0, 1))
        found.append((size, reading, computing, percentile([took for took, _ in runs], 0.5)))
    await worker.close()
    return found


class Together(NamedTuple):
    """Seconds that people waited: for a comparison that many asked for, for `/help` before and meanwhile."""

    compared: list[float]
    helped_before: list[float]
    helped: list[float]


def at_once(server: Server, file: Path, pages: int) -> Together:
    """How long people wait for a comparison who ask together, and others meanwhile for `/help`."""
    people = [FIRST_PERSON + each for each in range(pages)]
    drawers, warm, others = people[:AT_ONCE], people[AT_ONCE], people[AT_ONCE + 1 : AT_ONCE + 65]
    server.clear(0.0)
    with our_bot(server, file) as program:
        server.wait_polled(program)
        server.offer([says(warm, "/compare")])
        server.wait_drawn([warm])
        before = _helps(others, HELP_BEFORE_SECONDS)
        server.follow(before)
        server.wait_said(server.said() + len(before))
        wishes = [says(person, "/compare") for person in drawers]
        helps = _helps(others, PATIENCE_SECONDS / 4)
        server.follow([*((0.0, wish) for wish in wishes), *helps])
        server.wait_drawn(drawers)
        report = server.report()
    waits = [
        _first(report, person) - report.offered[wish["update_id"]]
        for person, wish in zip(drawers, wishes, strict=True)
    ]
    end = max(_first(report, person) for person in drawers)
    asked = [update for _, update in (*before, *helps) if report.offered.get(update["update_id"], end) < end]
    helped = _help_waits(report, asked, end)
    return Together(waits, helped[: len(before)], helped[len(before) :])


def _helps(people: Sequence[int], seconds: float) -> list[tuple[float, dict[str, Any]]]:
    number = int(seconds * HELP_PER_SECOND)
    return [(each / HELP_PER_SECOND, says(people[each % len(people)], "/help")) for each in range(number)]


def _help_waits(report: Report, helps: Sequence[dict[str, Any]], end: float) -> list[float]:
    said: dict[int, list[float]] = {}
    for at, _, chat, _ in report.said:
        said.setdefault(chat, []).append(at)
    waits = []
    for update in helps:
        answers = said.get(update["message"]["chat"]["id"], [])
        waits.append((answers.pop(0) if answers else end) - report.offered[update["update_id"]])
    return waits


def large(server: Server, file: Path, pages: int) -> list[float]:
    """How long the largest page takes to be answered, one kind of comparison after the other; the first
    finds nothing loaded.
    """
    person = FIRST_PERSON + pages + len(SIZES) - 1
    server.clear(0.0)
    waits = []
    with our_bot(server, file) as program:
        server.wait_polled(program)
        for number, words in enumerate(("", "", "weekday", "hours", "slides", "captions", "call", "months")):
            wish = says(person, f"/compare {words}".strip())
            server.offer([wish])
            server.wait_drawn([person], number + 1)
            report = server.report()
            waits.append(_first(report, person, number) - report.offered[wish["update_id"]])
    return waits


def _copied(file: Path, copy: Path) -> None:
    """A copy that is on the disk: else the bot's first checkpoint would wait until all of it is."""
    shutil.copy(file, copy)
    with copy.open("rb+") as written:
        os.fsync(written.fileno())


def _first(report: Report, person: int, number: int = 0) -> float:
    return [at for at, method, chat, _ in report.said if method == "sendPhoto" and chat == person][number]


def _said(name: str, found: Sequence[float], part: float, most: float) -> None:
    late = percentile(found, part)
    figures = f"p50 {milliseconds(percentile(found, 0.5))}, p{round(part * 100)} {milliseconds(late)}"
    print(f"{name}: {figures}, n = {len(found)}; under {milliseconds(most)}: {verdict(late < most)}")


def main() -> None:
    """Measures and prints."""
    import asyncio  # noqa: PLC0415

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--posts", type=int, default=POSTS)
    asked = parser.parse_args()
    file = database_of(asked.posts, asked.pages)
    taken = asyncio.run(numbers_and_pictures(file, asked.pages))
    print(f"{asked.posts} posts of {asked.pages} pages, one page compared by one of {len(Dimension)} things:")
    _said("  its numbers", taken.numbers, 0.95, NUMBERS_SECONDS)
    _said("  its picture", taken.pictures, 0.95, PICTURE_SECONDS)
    reading, computing = ([each[part] for each in taken.parts] for part in (0, 1))
    for name, of in (("reading", reading), ("computing", computing), ("drawing", taken.drawing)):
        figures = f"p50 {milliseconds(percentile(of, 0.5))}, p95 {milliseconds(percentile(of, 0.95))}"
        print(f"    {name}, of a processor: {figures}")
    print("by how many posts a page has (three readings each), in the middle of five:")
    for size, read, computed, all_of_it in asyncio.run(curve(file, asked.pages)):
        split = f"reading {milliseconds(read)}, computing {milliseconds(computed)}"
        print(f"  {size:>6} posts: {milliseconds(all_of_it)} (of a processor: {split})")
    with Server() as server, folder() as databases:
        copy = databases / "comparisons.db"
        _copied(file, copy)
        together = at_once(server, copy, asked.pages)
        cold, *largest = large(server, copy, asked.pages)
    print(f"{AT_ONCE} people at once, through the bot, numbers and picture:")
    _said("  the last word", together.compared, 0.95, AT_ONCE_SECONDS)
    _said(f"  before, {HELP_PER_SECOND} /help a second", together.helped_before, 0.99, HELP_SECONDS)
    _said(f"  meanwhile {HELP_PER_SECOND} /help a second", together.helped, 0.99, HELP_SECONDS)
    _said(f"a page of {SIZES[-1]} posts, through the bot, with its picture", largest, 0.95, LARGE_SECONDS)
    print(f"  the first, with nothing loaded: {milliseconds(cold)}")


if __name__ == "__main__":
    main()
