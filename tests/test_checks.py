"""`python -m bot check`: what is wrong is said plainly, and no token stands in it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from bot.checks import problems
from bot.playground.server import Playground
from bot.settings import Settings, read_settings
from storage.migrate import migrate

TOKEN = "123456:AAsecret-of-the-operator"
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.env` of whoever runs the tests is read."""
    monkeypatch.chdir(tmp_path)


def settings(path: Path, root: str = NOWHERE, **more: object) -> Settings:
    return read_settings(
        bot_token=TOKEN, bot_api_url=root, database_url=f"sqlite+aiosqlite:///{path}", **more
    )


async def test_a_migrated_database_and_a_known_token_are_well(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    migrate(path)
    async with Playground() as playground:
        assert await problems(settings(path, playground.url)) == []


async def test_a_database_that_is_still_to_be_made_is_well(tmp_path: Path) -> None:
    async with Playground() as playground:
        assert await problems(settings(tmp_path / "new" / "bot.db", playground.url)) == []
    assert not (tmp_path / "new").exists()


async def test_an_unreachable_telegram_is_said_with_its_address_and_without_the_token(tmp_path: Path) -> None:
    (said,) = await problems(settings(tmp_path / "bot.db"))
    assert f"not reachable at {NOWHERE}" in said
    assert "PROXY_URL" in said
    assert "secret" not in said


async def test_an_unreachable_proxy_is_said_without_its_password(tmp_path: Path) -> None:
    (said,) = await problems(settings(tmp_path / "bot.db", proxy_url="http://mina:hidden@127.0.0.1:9"))
    assert "through the proxy" in said
    assert "hidden" not in said


async def test_a_token_that_telegram_does_not_know_is_said(tmp_path: Path) -> None:
    async with Playground() as playground:
        (said,) = await problems(settings(tmp_path / "bot.db", f"{playground.url}/elsewhere"))
    assert "does not know this BOT_TOKEN" in said
    assert "secret" not in said


async def test_a_missing_token_is_said(tmp_path: Path) -> None:
    (said,) = await problems(read_settings(bot_token=None, database_url=f"sqlite:///{tmp_path}/bot.db"))
    assert "BOT_TOKEN is not set" in said


async def test_a_database_that_was_never_migrated_asks_for_migrate(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    path.touch()
    assert "python -m bot migrate" in (await problems(settings(path)))[0]


async def test_a_database_of_a_newer_version_is_said(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    migrate(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    connection.close()
    assert "newer version (9999_from_the_future)" in (await problems(settings(path)))[0]


async def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    path.write_text("a shopping list, rather long, so that nobody takes it for an empty file" * 20)
    assert "cannot be read" in (await problems(settings(path)))[0]


async def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "var").touch()
    assert "a folder is needed there" in (await problems(settings(tmp_path / "var" / "bot.db")))[0]


async def test_a_folder_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)  # root may write everywhere
    assert "not writable" in (await problems(settings(tmp_path / "bot.db")))[0]
