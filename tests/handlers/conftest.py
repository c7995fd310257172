"""One running bot in one playground for each module, and a new person for each test."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partialmethod
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.clock import Clock
from bot.play import playing
from tests.handlers.talking import SUNDAY, Talk, Town


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a module share its loop, in which the bot runs."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="module"), append=False)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """The playground, the bot and its database; there it is Sunday 22 November 2026, 10:00 in Tehran."""
    path = tmp_path_factory.mktemp("town") / "bot.db"
    with pytest.MonkeyPatch.context() as patched:
        # Files are read by the clock: it ticks faster here, so that nobody waits for it.
        patched.setattr(Clock, "start", partialmethod(Clock.start, every_seconds=0.1))
        async with running(path) as town:
            yield town


@asynccontextmanager
async def running(path: Path) -> AsyncIterator[Town]:
    async with playing(path) as playground:
        database = sqlite3.connect(path, isolation_level=None)
        database.row_factory = sqlite3.Row
        town = Town(playground.url, database, path, playground.world)
        await town.set_time(SUNDAY)
        yield town
        await town.close()
        database.close()


@pytest_asyncio.fixture(loop_scope="module")
async def own_sunday(town: Town) -> None:
    """A Sunday at ten of the test's own, some weeks after whatever was told or asked before."""
    now, start = await town.now(), SUNDAY
    while start < now:
        start += timedelta(days=28)
    await town.set_time(start)


@pytest_asyncio.fixture(loop_scope="module")
async def mina(town: Town) -> AsyncIterator[Talk]:
    """مینا, who speaks Persian and has never written to the bot."""
    async with await Talk.new(town) as mina:
        yield mina


@pytest_asyncio.fixture(loop_scope="module")
async def sara(town: Town) -> AsyncIterator[Talk]:
    """سارا, who has a page."""
    async with await Talk.new(town, "سارا") as sara:
        await sara.has_page()
        yield sara


@pytest_asyncio.fixture(loop_scope="module")
async def leila(town: Town) -> AsyncIterator[Talk]:
    """لیلا, who has a page of her own."""
    async with await Talk.new(town, "لیلا") as leila:
        await leila.has_page("@leila")
        yield leila


@pytest.fixture(autouse=True)
def _nothing_fails(logged: list[dict[str, Any]]) -> Iterator[None]:
    """Whatever a test is about: nothing may fail behind its back, and Telegram may refuse nothing."""
    yield
    failures = [event for event in logged if event["level"] in ("error", "critical", "exception")]
    assert not failures
