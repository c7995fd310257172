"""What all benchmarks share: the server, the programs that are measured, people, lines, and figures."""

import http.client
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[2]
TOKEN = "12345:load"  # it opens nothing
BYTECODE = Path(tempfile.gettempdir()) / "adminyar-load-bytecode"
FIRST_PERSON = 1_000_001
PEOPLE = 256
PATIENCE_SECONDS = 120.0
QUIET_SECONDS = 0.5
"""How long nothing may be said until we take it that all has been said."""
_LOOK_SECONDS = 0.02
_FIRST_MARK, _LAST_MARK = 10_000_001, 39_999_999
_MARK = re.compile(r"\d{1,3}(?:[,٬]\d{3})+|\d{8}")
_TICKS = os.sysconf("SC_CLK_TCK")

_update_ids = count(1)
_marks = count(_FIRST_MARK)

Update = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """What the server saw: when updates were offered and first fetched, and what was said when."""

    said: list[tuple[float, str, int, str]]
    offered: dict[int, float]
    fetched: dict[int, float]
    refused: list[tuple[float, int]]
    """When which chat was answered 429."""

    def by_mark(self, marks: Sequence[int]) -> dict[int, list[float]]:
        """For each mark the moments at which something with it was said."""
        moments: dict[int, list[float]] = {mark: [] for mark in marks}
        for at, _, _, text in self.said:
            for mark in marks_in(text) & moments.keys():
                moments[mark].append(at)
        return moments


class Server:
    """The lean Bot API in its own process."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.load.server"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}"
        self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()
        self._process.kill()
        self._process.wait()

    @property
    def cpu_seconds(self) -> float:
        """How long the server has been busy."""
        return cpu_seconds(self._process.pid)

    def clear(self, delay: float) -> None:
        """A new bot, whose messages are answered after `delay` seconds."""
        self._ask("clear", {"delay": delay})

    def limit(self, stubborn: Sequence[int] = (), **limits: int) -> None:
        """Enforces limits as the playground does; `stubborn` chats answer 429 for an hour whatever comes."""
        self._ask("limit", {"limits": limits, "stubborn": list(stubborn)})

    def offer(self, updates: list[Update]) -> None:
        """Makes all updates available."""
        self._ask("offer", updates)

    def follow(self, plan: list[tuple[float, Update]]) -> None:
        """Makes updates, in the order of their ids, available each so many seconds from now."""
        self._ask("follow", plan)

    def said(self) -> int:
        """How much has been said."""
        return int(self._ask("count")["said"])

    def wait_drawn(self, chats: Sequence[int], number: int = 1) -> None:
        """Until each of some chats was sent so many pictures since the server was cleared."""

        def done() -> bool:
            drawn = Counter(self._ask("count")["drawn"])
            return all(drawn[chat] >= number for chat in chats)

        self._until(done)

    def report(self) -> Report:
        """All that the server saw since it was cleared."""
        found = self._ask("report")
        return Report(
            [(at, method, chat, text) for at, method, chat, text in found["said"]],
            {int(update): at for update, at in found["offered"].items()},
            {int(update): at for update, at in found["fetched"].items()},
            [(at, chat) for at, chat in found["refused"]],
        )

    def wait_polled(self, program: "Program") -> None:
        """Until a program polls."""
        self._until(lambda: program.is_alive() and self._ask("count")["polled"] > 0)

    def wait_said(self, number: int, patience: float = PATIENCE_SECONDS) -> None:
        """Until so much has been said since the server was cleared."""
        self._until(lambda: self.said() >= number, patience)

    def wait_quiet(self, seconds: float = QUIET_SECONDS) -> None:
        """Until nothing more is said."""
        before, since = self.said(), time.monotonic()
        while time.monotonic() - since < seconds:
            time.sleep(_LOOK_SECONDS)
            if (now := self.said()) != before:
                before, since = now, time.monotonic()

    def _until(self, done: Any, patience: float = PATIENCE_SECONDS) -> None:
        until = time.monotonic() + patience
        while not done():
            if time.monotonic() > until:
                raise TimeoutError(f"still waiting after {patience:g} s: {self._ask('count')}")
            time.sleep(_LOOK_SECONDS)

    def _ask(self, what: str, told: Any = None) -> Any:
        self._line.request("POST", f"/load/{what}", json.dumps(told))
        return json.loads(self._line.getresponse().read())["result"]


@dataclass
class Program:
    """A program that is measured, in a process of its own; killed at the end of the block."""

    command: list[str]
    url: str
    database: Path | None = None
    settings: dict[str, str] = field(default_factory=dict)
    bytecode: Path = BYTECODE
    """Where Python keeps what it has compiled: outside of the tree, and kept for the next start."""
    begun: float = field(default=0.0, init=False)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        if error is not None:
            self._log.seek(0)
            print(self._log.read().decode(errors="replace")[-4000:], file=sys.stderr)
        self._log.close()

    def start(self) -> None:
        """Starts it (again)."""
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the program
        environment = {**os.environ, "BOT_TOKEN": TOKEN, "BOT_API_URL": self.url, "PROXY_URL": ""}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(self.bytecode)
        environment |= self.settings
        if self.database is not None:
            environment["DATABASE_URL"] = f"sqlite+aiosqlite:///{self.database}"
        self.begun = time.monotonic()
        self._process = subprocess.Popen(
            self.command, cwd=ROOT, env=environment, stdout=self._log, stderr=self._log
        )

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        self._process.kill()
        self._process.wait()

    def is_alive(self) -> bool:
        """True; RuntimeError where it has ended by itself."""
        if self._process.poll() is not None:
            raise RuntimeError(f"{self.command} ended by itself")
        return True

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid


def our_bot(server: Server, database: Path, bytecode: Path = BYTECODE) -> Program:
    """Our bot on a database of its own."""
    return Program([sys.executable, "-m", "bot", "run"], server.url, database, bytecode=bytecode)


def alarmed_bot(server: Server, database: Path, **settings: str) -> Program:
    """Our bot with an alarm in it that says something, which nothing else of it does on end."""
    return Program([sys.executable, "-m", "tests.e2e.alarming"], server.url, database, settings)


def bare_echo(server: Server) -> Program:
    """The bare python-telegram-bot echo."""
    return Program([sys.executable, "-m", "tests.load.echo_ptb"], server.url)


def aiogram_echo(server: Server, python: str) -> Program:
    """The bare aiogram echo, by an interpreter that has aiogram."""
    return Program([python, str(Path(__file__).with_name("echo_aiogram.py"))], server.url)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for databases that nobody needs afterwards."""
    with tempfile.TemporaryDirectory(prefix="adminyar-load-") as name:
        yield Path(name)


def people(number: int = PEOPLE) -> list[int]:
    """Ids of people, each with a private chat."""
    return [FIRST_PERSON + each for each in range(number)]


def says(person: int, text: str) -> Update:
    """An update: a person says something in her private chat."""
    number = next(_update_ids)
    message: dict[str, Any] = {
        "message_id": number,
        "date": int(time.time()),
        "chat": {"id": person, "type": "private", "first_name": f"P{person}"},
        "from": {"id": person, "is_bot": False, "first_name": f"P{person}", "language_code": "fa"},
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return {"update_id": number, "message": message}


def new_marks(number: int) -> list[int]:
    """Numbers that no line has had: a line with one of them, and the answer to it, are known by it."""
    found = [next(_marks) for _ in range(number)]
    assert found[-1] <= _LAST_MARK
    return found


def marks_in(text: str) -> set[int]:
    """The marks in a text, in anybody's digits."""
    numbers = {int(re.sub("[,٬]", "", found)) for found in _MARK.findall(text)}
    return {number for number in numbers if _FIRST_MARK <= number <= _LAST_MARK}


def post_line(mark: int) -> str:
    """A line about a post that leaves no doubt, like no other line."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    return (
        f"/post carousel slides=8 likes={mark} comments=45 saves=80 shares=12 reach=95000000 "
        f"views=98000000 followers=48000000 at={yesterday:%Y-%m-%dT%H:%M}"
    )


def post_updates(marks: Sequence[int], persons: Sequence[int]) -> list[Update]:
    """A line for each mark, from one person after the other."""
    return [says(persons[i % len(persons)], post_line(mark)) for i, mark in enumerate(marks)]


def get_acquainted(server: Server, program: "Program", persons: Sequence[int]) -> int:
    """Once the program fetches, each person starts, names a page and records a first post, so that later
    lines get one answer each. How much was said by then.
    """
    server.wait_polled(program)
    updates = [says(person, "/start") for person in persons]
    updates += [says(person, f"page of {person}") for person in persons]
    updates += post_updates(new_marks(len(persons)), persons)
    server.offer(updates)
    server.wait_said(len(updates))
    server.wait_quiet()
    return server.said()


def kept_marks(database: Path) -> list[int]:
    """The marks of the posts in a database, each as often as it was kept."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        rows = connection.execute(
            "SELECT likes FROM readings JOIN posts ON posts.id = readings.post_id "
            "WHERE posts.deleted_at IS NULL AND readings.withdrawn_at IS NULL"
        )
        return [likes for (likes,) in rows]
    finally:
        connection.close()


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest value that `part` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(len(ordered) * part * 1000) // 1000) - 1))]


def cpu_seconds(pid: int) -> float:
    """How long a process has been busy, in all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def milliseconds(seconds: float) -> str:
    """A duration for people."""
    return f"{seconds * 1000:.1f} ms"


def verdict(met: bool) -> str:
    """Whether a target was met."""
    return "met" if met else "MISSED"
