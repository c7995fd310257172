"""The demo ends by itself, shows the conversation, and leaves pictures."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.demo import demonstrate
from bot.language.texts import Texts
from bot.play import forget

ROOT = Path(__file__).parents[2]
SIGNATURE = b"\x89PNG\r\n\x1a\n"
PATIENCE_SECONDS = 240.0
SHOWN = (
    *("plan-do-hour", "plan-do-done", "plan-no-link", "plan-do-preview", "publish-open"),
    *("besttime-title", "compare-title-month", "goal-change-day", "trust-next-three", "calendar-go-weeks"),
    *("gaps-fill", "group-which-page", "report-title-week"),
)
"""Of each thing that is shown, something that is said only there."""
HEADER = "post_id,published_at,likes,comments,hashtags,followers_now"


async def demo(folder: Path, *arguments: str) -> tuple[int, str]:
    """Runs the demo in an empty folder; its exit code, and all that it printed."""
    settings = ("BOT_TOKEN", "BOT_API_URL", "DATABASE_URL", "PROXY_URL", "LOG_FORMAT", "LOG_LEVEL")
    environment = {name: value for name, value in os.environ.items() if name not in settings}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", *arguments),
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        printed, _ = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    assert process.returncode is not None
    return process.returncode, printed.decode()


def pictures(folder: Path) -> list[Path]:
    """The pictures that the demo left; each is one."""
    found = sorted((folder / "var" / "demo").glob("*.png"))
    assert all(path.read_bytes().startswith(SIGNATURE) for path in found)
    return found


async def test_the_fortnight_plays_by_itself_and_leaves_pictures_and_the_conversation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    await asyncio.wait_for(demonstrate(None), PATIENCE_SECONDS)
    printed = capsys.readouterr().out
    assert len(pictures(tmp_path)) >= 9
    transcript = (tmp_path / "var" / "demo" / "transcript.txt").read_text("utf-8")
    assert "کاروسل ۸ اسلاید" in transcript
    assert transcript.count(f"[{Texts().plain('asks-later')}]") >= 10, "each evening asks"
    for key in SHOWN:
        assert Texts().plain(key) in transcript, key
    assert "ادمین‌یار (شمع و نور مینا):" in transcript, "the channel has the plan that publishes itself"
    assert "ادمین‌یار (تیم گالری مینا):" in transcript, "the group has its report"
    assert transcript.strip() in printed
    assert printed.count("────\n") >= 20


def test_what_was_left_by_the_last_time_is_cleared_away(tmp_path: Path) -> None:
    database = tmp_path / "demo.db"
    (tmp_path / "demo.db.drawn").mkdir()
    (tmp_path / "demo.db.drawn" / "1.png").write_bytes(SIGNATURE)
    database.touch()
    forget(database)
    assert list(tmp_path.iterdir()) == []


async def test_a_page_of_likes_and_comments_is_imported_and_compared(tmp_path: Path) -> None:
    rows = [
        f"{n},2024-0{1 + n // 28}-{1 + n % 28:02}T12:00:00+00:00,{50 + n % 7},{n % 3},0," for n in range(84)
    ]
    rows[-1] += "4200"
    (tmp_path / "page.csv").write_text("\n".join([HEADER, *rows]), "utf-8")
    code, printed = await demo(tmp_path, "--page", "page.csv")
    assert code == 0, printed
    assert len(pictures(tmp_path)) == 1
    assert "(page.csv, " in printed


async def test_a_file_that_is_no_table_ends_the_demo_with_one(tmp_path: Path) -> None:
    code, printed = await demo(tmp_path, "--page", "missing.csv")
    assert code == 1
    assert "cannot read missing.csv" in printed
