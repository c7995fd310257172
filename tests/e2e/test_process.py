"""Promises that only a real process can break: kills, faults, signals, settings, secrets."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.server import Playground
from storage.migrate import head
from tests.e2e.process import PATIENCE_SECONDS, TOKEN, Process, command, until
from tests.playground.person import Person

_UNANSWERED = "SELECT count(*) FROM inbox WHERE answered_at IS NULL"
_POSTS = "SELECT typed FROM posts WHERE deleted_at IS NULL ORDER BY id"


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground() as playground:
        yield playground


@pytest.fixture
async def sara(playground: Playground) -> AsyncIterator[Person]:
    async with Person(playground.url) as sara:
        yield sara


@pytest.fixture
async def process(playground: Playground, tmp_path: Path) -> AsyncIterator[Process]:
    process = Process(tmp_path, playground.url)
    yield process
    await process.stop()


async def with_page(process: Process, sara: Person) -> None:
    """Starts the process, and sara makes her page."""
    await process.start()
    for text in ("/start", "@gol_sara"):
        await sara.says(text)
        await sara.hears(timeout=PATIENCE_SECONDS)


def lines(count: int) -> list[str]:
    return [f"عکس {1000 + number} لایک ۱۲ کامنت دیروز" for number in range(count)]


@pytest.mark.parametrize("handled", [0, 1, 40, 130])
async def test_a_kill_with_a_backlog_loses_nothing_doubles_nothing_and_leaves_nobody_unanswered(
    process: Process, sara: Person, handled: int
):
    await with_page(process, sara)
    await process.kill()
    typed = lines(150)
    for text in typed:
        await sara.says(text)
    await process.start()
    await until(lambda: process.count("SELECT count(*) FROM posts") >= handled)
    await process.kill()
    await process.start()
    await until(lambda: process.count("SELECT count(*) FROM posts") >= len(typed))
    await until(lambda: process.count(_UNANSWERED) == 0)
    await until(lambda: process.count("SELECT count(*) FROM deliveries WHERE sent_at IS NULL") == 0)
    assert [row["typed"] for row in process.rows(_POSTS)] == typed
    said = [m["text"] for m in await sara.sees() if m["from"]["is_bot"] and "ثبت شد" in m["text"]]
    cards = Counter(re.findall(r"[\d۰-۹]٬[\d۰-۹]{3}", "\n".join(said)))
    assert len(cards) == len(typed)
    assert sum(cards.values()) <= len(typed) + 256, "an answer in flight is repeated once at most"
    assert max(cards.values()) <= 2


async def test_two_kills_in_a_row_lose_nothing(process: Process, sara: Person):
    await with_page(process, sara)
    typed = lines(60)
    for number, text in enumerate(typed):
        await sara.says(text)
        if number in (20, 40):
            await process.kill()
            await process.start()
    await until(lambda: process.count("SELECT count(*) FROM posts") >= len(typed))
    await until(lambda: process.count(_UNANSWERED) == 0)
    assert [row["typed"] for row in process.rows(_POSTS)] == typed


async def test_a_form_survives_a_kill_at_each_of_its_steps(process: Process, sara: Person):
    await process.start()
    steps: list[tuple[str, str]] = [
        ("says", "/start"),
        ("says", "@gol_sara"),
        ("says", "/post"),
        ("presses", "ریلز"),
        ("says", "۱۲۰۰ لایک ۴۵ کامنت"),
        ("presses", "دیروز"),
    ]
    for number, (how, what) in enumerate(steps, 1):
        await getattr(sara, how)(what)
        await until(
            lambda: process.count("SELECT count(*) FROM inbox WHERE answered_at IS NOT NULL") == number  # noqa: B023
        )
        await process.kill()
        await process.start()
    (post,) = process.rows("SELECT * FROM posts JOIN readings ON post_id = posts.id")
    assert (post["kind"], post["likes"], post["comments"], post["day_only"]) == ("reel", 1200, 45, 1)
    assert process.rows("SELECT * FROM drafts WHERE closed_at IS NULL") == []


async def test_an_import_survives_a_kill_and_doubles_nothing(process: Process, sara: Person):
    await with_page(process, sara)
    rows = 6000
    content = "post_id,likes,comments\n" + "".join(f"p{n},{n},1\n" for n in range(rows))
    await sara.sends_file(content.encode(), "posts.csv")
    await until(lambda: _goes(sara))
    await sara.presses(await _go(sara))
    await until(lambda: process.count("SELECT count(*) FROM posts") > 0)
    await process.kill()
    kept = process.count("SELECT count(*) FROM posts")
    await process.start()
    await until(lambda: process.count("SELECT count(*) FROM imports WHERE finished_at IS NOT NULL") == 1)
    assert kept <= rows
    found = process.rows("SELECT external_id FROM posts ORDER BY id")
    assert [row["external_id"] for row in found] == [f"p{n}" for n in range(rows)]
    await until(lambda: process.count("SELECT count(*) FROM deliveries WHERE sent_at IS NULL") == 0)


async def _go(sara: Person) -> str:
    """The label of the button that adds what a file's preview shows; empty before it came."""
    labels = [b["label"] for m in await sara.sees() for row in m["buttons"] or [] for b in row]
    return next((label for label in reversed(labels) if label.startswith("✅")), "")


async def _goes(sara: Person) -> bool:
    return bool(await _go(sara))


async def test_with_a_fifth_of_all_calls_failing_everything_is_answered_in_the_end(
    process: Process, sara: Person
):
    await with_page(process, sara)
    kinds = [
        {"kind": "429", "retry_after": 1},
        {"kind": "500"},
        {"kind": "slow", "seconds": 0.3},
        {"kind": "cut"},
    ]
    await sara.asks("POST", "/play/faults", rules=[{**kind, "rate": 0.05} for kind in kinds], seed=7)
    typed = lines(40)
    for text in typed:
        await sara.says(text)
    await until(lambda: process.count("SELECT count(*) FROM posts") >= len(typed))
    await until(lambda: process.count(_UNANSWERED) == 0)
    await sara.asks("DELETE", "/play/faults")
    await until(
        lambda: (
            process.count("SELECT count(*) FROM deliveries WHERE sent_at IS NULL AND failed_at IS NULL") == 0
        )
    )
    assert [row["typed"] for row in process.rows(_POSTS)] == typed
    await asyncio.sleep(0.5)
    said = " ".join(m["text"] for m in await sara.sees() if m["from"]["is_bot"])
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    unseen = [n for n in range(len(typed)) if f"{1000 + n:,}".replace(",", "٬").translate(digits) not in said]
    assert unseen == [], [m["text"][:60] for m in await sara.sees()][-5:]


async def test_presses_in_trouble_are_answered_too(process: Process, sara: Person):
    await with_page(process, sara)
    await sara.says("/post")
    await sara.hears(timeout=PATIENCE_SECONDS)
    await sara.asks("POST", "/play/faults", rules=[{"kind": "500", "times": 3}])
    await sara.presses("ریلز")
    await until(lambda: process.count(_UNANSWERED) == 0)
    assert await sara.hears(timeout=PATIENCE_SECONDS)


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_the_token_and_what_people_write_never_stand_in_the_log(
    playground: Playground, sara: Person, tmp_path: Path, log_format: str
):
    process = Process(tmp_path, playground.url, LOG_LEVEL="DEBUG", LOG_FORMAT=log_format)
    await with_page(process, sara)
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت دیروز رازدار")
    await sara.hears(timeout=PATIENCE_SECONDS)
    await sara.asks("POST", "/play/faults", rules=[{"kind": "500", "times": 2}, {"kind": "cut", "times": 2}])
    await sara.says("/help")
    await sara.hears(timeout=PATIENCE_SECONDS)
    assert await process.stop() == 0
    written = process.written()
    assert "app.started" in written
    assert TOKEN not in written
    assert TOKEN.split(":")[1] not in written
    assert "رازدار" not in written
    if log_format == "json":
        assert all(isinstance(json.loads(line), dict) for line in written.splitlines())


async def test_a_term_signal_ends_it_within_seconds_and_in_good_order(process: Process, sara: Person):
    await with_page(process, sara)
    began = time.monotonic()
    assert await process.stop() == 0
    assert time.monotonic() - began < 5
    assert "app.stopped" in process.written()
    assert "Traceback" not in process.written()
    assert process.count(_UNANSWERED) == 0


async def test_a_term_signal_in_the_middle_of_a_backlog_keeps_what_was_begun(process: Process, sara: Person):
    await with_page(process, sara)
    typed = lines(100)
    for text in typed:
        await sara.says(text)
    assert await process.stop() == 0
    await process.start()
    await until(lambda: process.count("SELECT count(*) FROM posts") >= len(typed))
    await until(lambda: process.count(_UNANSWERED) == 0)
    assert [row["typed"] for row in process.rows(_POSTS)] == typed


async def test_a_second_process_on_the_same_file_refuses_and_says_why(process: Process, sara: Person):
    await with_page(process, sara)
    status, written = await command(process.folder, "run", **process.settings)
    assert status == 1
    assert "Another process" in written
    assert str(process.database) in written
    assert "Traceback" not in written


async def test_an_unknown_token_stops_the_start(tmp_path: Path, playground: Playground, sara: Person):
    await sara.asks("POST", "/play/faults", rules=[])
    process = Process(tmp_path, playground.url, BOT_TOKEN="12345")
    status, written = await command(tmp_path, "run", **process.settings)
    assert status == 1
    assert "BOT_TOKEN" in written


WRONG = {
    "BOT_TOKEN": "not-a-token",
    "BOT_API_URL": "api.telegram.org",
    "PROXY_URL": "ftp://proxy:1",
    "DATABASE_URL": "postgresql://here/there",
    "DEFAULT_LANGUAGE": "de",
    "DEFAULT_TIMEZONE": "Asia/Nowhere",
    "LOG_LEVEL": "LOUD",
    "LOG_FORMAT": "xml",
}


async def test_wrong_settings_stop_the_start_each_with_its_name_and_an_example(tmp_path: Path):
    status, written = await command(tmp_path, "run", **WRONG)
    assert status == 1
    for name, value in WRONG.items():
        (line,) = [each for each in written.splitlines() if each.startswith(f"{name} ")]
        assert f"For example: {name}=" in line
        assert value not in line or name != "BOT_TOKEN"
    assert "Traceback" not in written


async def test_a_mistyped_token_is_not_repeated_back(tmp_path: Path):
    _, written = await command(tmp_path, "run", BOT_TOKEN="7777777:AA secret secret")
    assert "secret" not in written


async def test_migrate_brings_a_new_file_to_this_version(tmp_path: Path):
    url = f"sqlite+aiosqlite:///{tmp_path}/deep/bot.db"
    for _ in range(2):
        status, written = await command(tmp_path, "migrate", DATABASE_URL=url)
        assert status == 0
        assert head() in written


async def test_settings_are_read_from_a_file_beside_it(tmp_path: Path):
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite:///other.db\nUNKNOWN=5\n", encoding="utf-8")
    status, _ = await command(tmp_path, "migrate")
    assert status == 0
    assert (tmp_path / "other.db").exists()


async def test_it_starts_while_telegram_is_away_and_serves_once_it_is_back(tmp_path: Path):
    async with Playground() as playground, Person(playground.url) as sara:
        await sara.asks("POST", "/play/faults", rules=[{"kind": "500", "method": "getMe", "times": 1}])
        process = Process(tmp_path, playground.url)
        await process.start()
        try:
            await sara.says("/start")
            assert await sara.hears(timeout=PATIENCE_SECONDS)
        finally:
            await process.stop()


async def test_a_locked_database_loses_nothing(process: Process, sara: Person):
    await with_page(process, sara)
    other = sqlite3.connect(process.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت دیروز")
    await asyncio.sleep(1)
    other.execute("ROLLBACK")
    other.close()
    assert await sara.hears(timeout=PATIENCE_SECONDS)
    assert process.count("SELECT count(*) FROM posts") == 1
