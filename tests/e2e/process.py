"""The bot as operators run it: a process of its own, against a playground in the test's loop."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120.0
"""How long to wait for what must come: other programs may have the processor for most of that."""
TOKEN = "7777777:AAsecret_secret_secret_secret-secret"


def environment(**settings: str) -> dict[str, str]:
    """The surroundings of a process: our settings, and none of the tester's own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), **settings}


async def command(folder: Path, *words: str, **settings: str) -> tuple[int, str]:
    """Runs `python -m bot …` to its end: the exit status and all that it wrote."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        cwd=folder,
        env=environment(**settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    written, _ = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
    return process.returncode or 0, written.decode()


class Process:
    """`python -m bot run`, started, killed and started again on the same database."""

    def __init__(
        self, folder: Path, url: str, module: tuple[str, ...] = ("bot", "run"), **settings: str
    ) -> None:
        self.folder = folder
        self._module = module
        self.database = folder / "bot.db"
        self.settings = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": url,
            "TIME_URL": f"{url}/play/time",
            "DATABASE_URL": f"sqlite+aiosqlite:///{self.database}",
            "LOG_LEVEL": "INFO",
            **settings,
        }
        self.output = folder / "output.txt"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Starts; does not wait until it serves."""
        with self.output.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", *self._module),
                cwd=self.folder,
                env=environment(**self.settings),
                stdout=output,
                stderr=output,
            )

    @property
    def pid(self) -> int:
        """The running process."""
        assert self._process is not None
        return self._process.pid

    async def kill(self) -> None:
        """SIGKILL: at once, without a word."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM: the exit status, once it has ended in good order."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._process.wait(), PATIENCE_SECONDS)

    def written(self) -> str:
        """All that it has written so far."""
        return self.output.read_text(errors="replace") if self.output.exists() else ""

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """What another connection reads; nothing before there are tables."""
        if not self.database.exists():
            return []
        connection = sqlite3.connect(self.database)
        connection.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in connection.execute(sql, values)]
        except sqlite3.OperationalError:
            return []
        finally:
            connection.close()

    def count(self, sql: str, *values: Any) -> int:
        """A number that another connection reads; 0 before there are tables."""
        found = self.rows(sql, *values)
        return int(next(iter(found[0].values()))) if found else 0


async def until(done: Callable[[], bool | Awaitable[bool]], what: str = "") -> None:
    """Waits until something holds."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE_SECONDS
    while True:
        held = done()
        if held if isinstance(held, bool) else await held:
            return
        assert loop.time() < end, what or "it never came"
        await asyncio.sleep(0.01)
