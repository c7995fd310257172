"""Alarms come, whatever befalls the process, the line, the clock or the disk. Many: tests.load.alarms."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.playground.faults import Rule
from bot.playground.server import Playground
from tests.e2e import killing, survival
from tests.e2e.process import until
from tests.e2e.survival import FIRST, Town

ALARMS = 40


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Playground() as playground:
        town = Town(playground, tmp_path, ALARMS)
        yield town
        await town.process.stop()


async def test_kills_lose_no_alarm_and_repeat_one_each_at_most(tmp_path: Path):
    left = await survival.kills(tmp_path, alarms=60, times=5, per_second=20)
    assert left.lost == left.failed == 0
    assert left.repeats <= 5


async def test_kills_amid_publishing_lose_no_plan_and_make_one_post_of_each(tmp_path: Path):
    left = await killing.publishing(tmp_path, plans=9, times=2, per_second=15)
    assert left.lost == left.wrong == 0
    assert left.repeats <= left.flying


async def test_kills_amid_reports_lose_none_and_set_the_next_one_once(tmp_path: Path):
    left = await killing.reporting(tmp_path, reports=4, times=2, ahead=timedelta(seconds=6))
    assert left.lost == left.wrong == 0
    assert left.repeats <= left.flying


async def test_with_a_fifth_of_all_calls_failing_all_are_delivered_or_told(tmp_path: Path):
    left = await survival.faults(tmp_path, alarms=80, per_second=30)
    assert left.lost == 0
    assert left.told >= left.failed


async def test_a_clock_that_jumps_a_month_or_goes_back_an_hour_loses_and_repeats_nothing(town: Town):
    world, now = town.playground.world, datetime.now(UTC)
    town.fill(now + timedelta(days=20))
    await town.process.start()
    await until(lambda: "app.started" in town.process.written())
    world.clock.forward(30 * 86400)
    world.faults.set([Rule("429", chat=FIRST, retry_after=3, times=1)])
    await until(lambda: len(town.said()) > ALARMS // 2)
    world.clock.forward(-3600)
    await until(town.is_done, "a wait for another try went on for an hour")
    assert town.said() == dict.fromkeys(range(ALARMS), 1)


async def test_a_locked_database_is_said_once_and_costs_nothing(town: Town):
    town.fill()
    await town.process.start()
    await until(lambda: len(town.said()) > 3)
    other = sqlite3.connect(town.process.database, isolation_level=None)
    await until(lambda: _locks(other))
    await asyncio.sleep(10)
    other.execute("ROLLBACK")
    other.close()
    await _recovers(town)


async def test_a_full_disk_is_said_once_and_costs_nothing(town: Town):
    town.fill()
    await town.process.start()
    await until(lambda: len(town.said()) > 3)
    # No file may grow beyond this any more: to SQLite that is a disk without room.
    limits = resource.prlimit(town.process.pid, resource.RLIMIT_FSIZE)
    room = town.process.output.stat().st_size + 8_000
    resource.prlimit(town.process.pid, resource.RLIMIT_FSIZE, (room, limits[1]))
    await until(lambda: "storage.write_failed" in town.process.written())
    await asyncio.sleep(10)
    resource.prlimit(town.process.pid, resource.RLIMIT_FSIZE, limits)
    await _recovers(town)


def _locks(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True


async def _recovers(town: Town) -> None:
    """Without a start of its own: all is delivered, at most what was on its way twice, one line for it."""
    await until(town.is_done)
    left = town.left()
    assert (left.lost, left.repeats) == (0, 0)
    written = town.process.written()
    assert written.count("storage.write_failed") == written.count("storage.writes_again") == 1
    assert "Traceback" not in written
