"""The SQLite file: one writer, readers beside it, one running process.

Storage functions are plain functions over a `Connection`; nothing else can be awaited inside a transaction.
"""

import asyncio
import fcntl
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, TypeVar

from sqlalchemy import Connection, Engine

from storage.engine import sqlite_engine
from storage.migrate import migrate
from storage.writer import Work, Writer

T = TypeVar("T")

_READERS, _STUDENTS = 2, 1


class AlreadyRunning(Exception):
    """Another process serves the same file."""


class Store:
    """Reads and writes of one SQLite file, each a function run in a thread of ours."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: IO[str] | None = None
        self._writer = Writer(path)
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="reader")
        self._students = ThreadPoolExecutor(_STUDENTS, thread_name_prefix="student")
        self._engines: list[Engine] = []
        self._local = threading.local()

    @property
    def path(self) -> Path:
        """The file, for the worker process, which reads for itself what is much."""
        return self._path

    def open(self) -> None:
        """Locks the file, migrates it, starts the writer. Call it before the event loop runs.

        AlreadyRunning where another process has the file.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self._path.with_name(self._path.name + ".lock"))
        migrate(self._path)
        self._writer.start()

    def close(self) -> None:
        """Finishes what was asked for, then lets the file go."""
        if self._lock is None:
            return
        self._writer.stop()
        self._readers.shutdown()
        self._students.shutdown()
        for engine in self._engines:
            engine.dispose()
        self._lock.close()

    async def read(self, work: Work[T]) -> T:
        """What `work` finds at a glance; it must not write."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def study(self, work: Work[T]) -> T:
        """What `work` finds in many rows: in a queue of its own, so that glances need not wait for it."""
        return await asyncio.get_running_loop().run_in_executor(self._students, self._read, work)

    async def write(self, work: Work[T], *, ahead: bool = False) -> T:
        """What `work` returns, once it is committed. An exception takes back all that `work` did.

        `ahead`: before what waits already, for marks whose order does not matter.
        """
        return await self._writer.ask(work, ahead=ahead)

    def _read(self, work: Work[T]) -> T:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            engine = sqlite_engine(self._path)
            self._engines.append(engine)
            connection = self._local.connection = engine.connect()
        try:
            return work(connection)
        finally:
            connection.rollback()


def _locked(path: Path) -> IO[str]:
    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise AlreadyRunning(str(path)) from error
    lock.write(str(os.getpid()))
    lock.flush()
    return lock
