"""Weekly reports with pictures, all due at one moment: what preparing them costs, and how fast they go out.

Each page has posts and counts of its own, so that no card is drawn twice. The server takes thirty a second.
What counts for a card is the time of the processor that the worker took for reading, computing and drawing,
beyond the first, which loads matplotlib and scipy. Once all are prepared, they are due at once; as many as
in life: `--reports 10000`.
"""

import argparse
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage import drawn
from storage.migrate import migrate
from tests.load.common import (
    Program,
    Server,
    cpu_seconds,
    folder,
    milliseconds,
    verdict,
)

REPORTS = 1_000
PER_SECOND = 28
TARGET_CARD = 0.2
WANTED_CARD = 0.06
TARGET_PACE = 0.95
TARGET_MEMORY = 500
_A_CARD_SECONDS = 0.7
"""How long a card is given before they are all due."""
_BEGINNING, _MAIN = 2.0, 0.97
FIRST = 5_000_000
_POSTS = 24
_READY = "SELECT count(*) FROM reports WHERE ready IS NOT NULL"


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def fill(database: Path, reports: int, due: datetime) -> None:
    """People, each with a page, four weeks of posts, and a weekly report to come."""
    migrate(database)
    chance, now = random.Random(7), datetime.now(UTC)
    made, connection = _text(now - timedelta(days=60)), sqlite3.connect(database)
    for number in range(1, reports + 1):
        person = FIRST + number
        language, calendar = ("fa", "jalali") if number % 3 else ("en", "gregorian")
        _insert(
            connection,
            "people",
            id=person,
            language=language,
            digits=language,
            calendar=calendar,
            created_at=made,
        )
        page = {
            "id": number,
            "name": f"@shop_{number}",
            "zone": "Asia/Tehran",
            "zone_chosen": 0,
            "created_at": made,
        }
        _insert(connection, "pages", **page)
        _insert(connection, "members", page_id=number, person_id=person, role="owner", joined_at=made)
        _fill_page(connection, number, person, now, chance)
        link = {"page_id": number, "chat_id": person, "made_by": person, "made_at": made, "public": 0}
        said = {"language": language, "digits": language, "calendar": calendar, "without": "[]"}
        when = {"every": "week", "weekday": 5, "at": "09:00", "due_at": _text(due)}
        report = _insert(connection, "reports", **link, **said, **when)
        alarm = {"kind": "report", "subject_id": report, "due_at": _text(due), "attempts": 0}
        _insert(connection, "alarms", person_id=person, page_id=number, **alarm)
    _insert(connection, "alarms", kind="report-ahead", due_at=_text(now), attempts=0)
    connection.commit()
    connection.close()


def _fill_page(
    connection: sqlite3.Connection, page: int, person: int, now: datetime, chance: random.Random
) -> None:
    for number in range(_POSTS):
        at = now - timedelta(days=1 + number * 1.2, hours=chance.randrange(12))
        kind = chance.choice(("photo", "reel", "carousel"))
        post = {"page_id": page, "published_at": _text(at), "recorded_at": _text(at), "recorded_by": person}
        row = _insert(connection, "posts", kind=kind, day_only=0, topic=f"چیز {page}", **post)
        taken = _text(at + timedelta(hours=24))
        counts = {"likes": chance.randrange(50, 400), "comments": chance.randrange(30)}
        reading = {"post_id": row, "taken_at": taken, "recorded_at": taken, "recorded_by": person, **counts}
        _insert(connection, "readings", source="typed", rounded="[]", **reading)
        count = {"count": 3000 + page % 500 - 9 * number + chance.randrange(9), "taken_at": _text(at)}
        kept = {"recorded_at": _text(at), "recorded_by": person, "source": "typed", "rounded": 0}
        _insert(connection, "follower_counts", page_id=page, **count, **kept)


def _insert(connection: sqlite3.Connection, table: str, **values: object) -> int:
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    return int(connection.execute(sql, tuple(values.values())).lastrowid or 0)


@dataclass
class Watched:
    """A program with its worker, looked at now and then."""

    program: Program
    most: float = 0.0
    own: float = 0.0
    """The most that the program itself held."""

    def look(self) -> None:
        """Notes what both hold together, in MB: pages that they share are counted once between them."""
        held = 0.0
        for pid in (self.program.pid, *self.children()):
            with suppress(OSError):
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text()
                held += int(lines.partition("Pss:")[2].split()[0]) / 1024
                if pid == self.program.pid:
                    self.own = max(self.own, held)
        self.most = max(self.most, held)

    def children(self) -> Iterator[int]:
        """The processes that it started, and theirs."""
        waiting = [self.program.pid]
        while waiting:
            for task in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
                with suppress(OSError):
                    found = [int(pid) for pid in task.read_text().split()]
                    waiting += found
                    yield from found

    def workers_cpu(self) -> float:
        """How long its children have been busy."""
        busy = 0.0
        for pid in self.children():
            with suppress(OSError):
                busy += cpu_seconds(pid)
        return busy


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument(
        "--each", type=float, default=_A_CARD_SECONDS, help="seconds to prepare each, at most"
    )
    asked = parser.parse_args()
    wanted = asked.reports
    with Server() as server, folder() as databases:
        database = databases / "reports.db"
        due = datetime.now(UTC) + timedelta(seconds=min(3500, 30 + wanted * asked.each))
        fill(database, wanted, due)
        server.clear(0)
        server.limit(per_second=30, per_chat=1, per_group=20)
        command = [sys.executable, "-m", "bot", "run"]
        settings = {"BROADCAST_PER_SECOND": str(PER_SECOND)}
        with Program(command, server.url, database, settings) as program:
            watched = Watched(program)
            server.wait_polled(program)
            own = cpu_seconds(program.pid)
            first, last = _prepare(watched, database, wanted, due)
            _show_cards(first, last, wanted, database)
            own = cpu_seconds(program.pid) - own
            print(
                f"the bot itself was busy for {milliseconds(own / wanted)} a report while preparing",
                flush=True,
            )
            _bring_forward(database)
            own = cpu_seconds(program.pid)
            _send(watched, server, wanted)
            own = cpu_seconds(program.pid) - own
            report = server.report()
    moments = sorted(at for at, method, _, _ in report.said if method == "sendPhoto")
    chats = {chat for _, method, chat, _ in report.said if method == "sendPhoto"}
    pace = _steady(moments)
    print(f"{len(moments)} reports to {len(chats)} chats, {len(report.refused)} calls refused")
    share = pace / PER_SECOND
    print(f"{pace:.2f} reports a second, {share:.1%} of the pace: {verdict(share >= TARGET_PACE)}")
    print(f"the bot itself was busy for {milliseconds(own / max(1, len(moments)))} a report while sending")
    print(f"memory: {watched.own:.0f} MB, with the worker {watched.most:.0f} MB at most: ", end="")
    print(verdict(watched.most < TARGET_MEMORY))


def _steady(moments: list[float]) -> float:
    """How many went out a second, without the first two seconds and the last few, which were refused once."""
    end = moments[int(len(moments) * _MAIN)] if moments else 0.0
    inside = [at for at in moments if moments[0] + _BEGINNING <= at < end]
    return len(inside) / (end - moments[0] - _BEGINNING) if inside else 0.0


def _prepare(watched: Watched, database: Path, wanted: int, due: datetime) -> tuple[float, float]:
    """Waits until all are prepared; the worker's seconds at the first report and at the last."""
    connection, first, begun = sqlite3.connect(database), 0.0, time.monotonic()
    ready = 0
    while ready < wanted and datetime.now(UTC) < due:
        time.sleep(0.25)
        watched.look()
        (ready,) = connection.execute(_READY).fetchone()
        if not ready:
            first = watched.workers_cpu()
    last = watched.workers_cpu()
    connection.close()
    print(f"{ready} of {wanted} prepared in {time.monotonic() - begun:.0f} s, ", end="")
    print(f"memory {watched.own:.0f} MB, with the worker {watched.most:.0f} MB", flush=True)
    return first, last


def _bring_forward(database: Path) -> None:
    """Makes all reports due now: nobody needs to wait for the rest of the hour."""
    connection = sqlite3.connect(database, timeout=60)
    with connection:
        now = _text(datetime.now(UTC))
        connection.execute("UPDATE alarms SET due_at = ? WHERE kind = 'report' AND done_at IS NULL", (now,))
    connection.close()


def _show_cards(first: float, last: float, wanted: int, database: Path) -> None:
    card = (last - first) / max(1, wanted - 1)
    sizes = [file.stat().st_size for file in drawn.folder(database).glob("*.png")]
    print(f"a report beyond the first took {milliseconds(card)} of the worker's processor: ", end="")
    print(
        f"{verdict(card <= TARGET_CARD)}; against {milliseconds(WANTED_CARD)}: {verdict(card <= WANTED_CARD)}"
    )
    print(f"{len(sizes)} cards on the disk, {sum(sizes) / max(1, len(sizes)) / 1024:.0f} KB each")


def _send(watched: Watched, server: Server, wanted: int) -> None:
    until = time.monotonic() + 60 + 2 * wanted / PER_SECOND
    while server.said() < wanted and time.monotonic() < until:
        time.sleep(0.25)
        watched.look()
    server.wait_quiet(1.0)


if __name__ == "__main__":
    sys.exit(main())
