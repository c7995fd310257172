"""Many alarms: killed, faulted, and waiting by the million.

`--kills`, `--plans`, `--reports`, `--faults` and `--future` choose; without any, all. Plans that publish
themselves and reports are killed as often as alarms. A million alarms that are still to come must
cost nothing but disk: the start and a look at what is due stand beside those of an empty database.
"""

import argparse
import asyncio
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from storage import alarms
from storage.engine import sqlite_engine
from tests.e2e import killing, survival
from tests.e2e.alarming import KIND, fill
from tests.load.common import Server, alarmed_bot, folder, milliseconds, verdict

KILLED, KILLS, FAULTED, FUTURE = 500, 50, 10_000, 1_000_000
PLANS, REPORTS = 200, 60
_CLAIMED = 1_000
_TIMES = 20


def kills(databases: Path) -> None:
    """Five hundred due, fifty kills."""
    left = asyncio.run(survival.kills(databases, KILLED, KILLS, per_second=10))
    print(f"{KILLED} alarms, {KILLS} kills: {left.lost} lost, {left.repeats} repeated, ", end="")
    print(verdict(left.lost == 0 and left.repeats <= KILLS))


def plans(databases: Path) -> None:
    """Plans that publish themselves, texts, photos and albums, each in a channel of its own."""
    left = asyncio.run(killing.publishing(databases, PLANS, KILLS, per_second=10))
    _tell(f"{PLANS} plans that publish themselves", left)


def reports(databases: Path) -> None:
    """Reports with their cards, killed while they are prepared and while they go out."""
    ahead = timedelta(seconds=REPORTS)
    left = asyncio.run(killing.reporting(databases, REPORTS, KILLS, ahead))
    _tell(f"{REPORTS} reports", left)


def _tell(what: str, left: killing.Survived) -> None:
    """What had arrived and was not marked may come once more: on a busy machine that is more than one."""
    flying = f"{left.repeats} repeated of {left.flying} in flight"
    print(f"{what}, {KILLS} kills: {left.lost} lost, {flying}, {left.wrong} kept wrongly: ", end="")
    print(verdict(left.lost == left.wrong == 0 and left.repeats <= max(KILLS, left.flying)))


def faults(databases: Path) -> None:
    """Ten thousand, a fifth of all calls failing."""
    begun = time.monotonic()
    left = asyncio.run(survival.faults(databases, FAULTED, per_second=900))
    print(
        f"{FAULTED} alarms, faults on a fifth of calls, {time.monotonic() - begun:.0f} s: {left.lost} lost, ",
        end="",
    )
    print(f"{left.repeats} repeated, {left.failed} given up, {left.told} told: ", end="")
    print(verdict(left.lost == 0 and left.told >= left.failed))


def future(databases: Path) -> None:
    """What alarms cost that are still to come."""
    begins, looks = {}, {}
    # The first start compiles, and is not counted.
    for number in (0, 0, FUTURE):
        database = databases / f"{number}.db"
        fill(database, range(1, number + 1), datetime.now(UTC) + timedelta(days=1), timedelta(seconds=1))
        with Server() as server, alarmed_bot(server, database) as program:
            server.wait_polled(program)
            begins[number] = time.monotonic() - program.begun
        looks[number] = _mean(database, lambda c: alarms.any_due(c, datetime.now(UTC)))
        size = database.stat().st_size / 1e6
        print(f"{number} alarms to come: up after {begins[number]:.2f} s, ", end="")
        print(f"a look {milliseconds(looks[number])}, {size:.0f} MB")
    _claim(databases / f"{FUTURE}.db")


def _claim(database: Path) -> None:
    connection = sqlite3.connect(database)
    with connection:
        late = (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="microseconds")
        connection.execute("UPDATE alarms SET due_at = ? WHERE kind = ?", (late, KIND))
    connection.close()
    now = datetime.now(UTC)
    took = _mean(database, lambda c: alarms.claim(c, now, now + timedelta(minutes=5), _CLAIMED))
    print(f"{_CLAIMED} of {FUTURE} due alarms are claimed in {milliseconds(took)}, {_TIMES} times in a row")


def _mean(database: Path, work: Callable[[Connection], object]) -> float:
    engine = sqlite_engine(database)
    took = 0.0
    with engine.connect() as connection:
        for _ in range(_TIMES):
            begun = time.perf_counter()
            with connection.begin():
                work(connection)
            took += time.perf_counter() - begun
    engine.dispose()
    return took / _TIMES


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parts = {"kills": kills, "plans": plans, "reports": reports, "faults": faults, "future": future}
    for name in parts:
        parser.add_argument(f"--{name}", action="store_true")
    asked = vars(parser.parse_args())
    for name, part in parts.items():
        if asked[name] or not any(asked.values()):
            with folder() as databases:
                part(databases)


if __name__ == "__main__":
    sys.exit(main())
