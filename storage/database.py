"""The SQLite file: one writer with group commits, readers beside it, one running process.

Storage functions are plain functions over a `Connection`; nothing else can be awaited inside a transaction.
"""

import asyncio
import fcntl
import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar, cast

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from storage.engine import sqlite_engine
from storage.migrate import migrate

T = TypeVar("T")
Work = Callable[[Connection], T]

_log = structlog.get_logger()

_READERS = 2
_TOGETHER_AT_MOST = 64
"""How many writes share one commit."""
_TOGETHER_SECONDS = 0.02
"""How long writes may gather in one transaction; everybody behind them waits that long."""
_RETRY_SECONDS = 0.5


_PASSING_CODES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
    }
)
"""SQLite's primary codes for what passes by itself or by an operator's hand."""


class AlreadyRunning(Exception):
    """Another process serves the same file."""


class Store:
    """Reads and writes of one SQLite file. `read` and `write` run a function in a thread of ours."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: IO[str] | None = None
        self._jobs: queue.SimpleQueue[tuple[Work[Any], Future[Any]] | None] = queue.SimpleQueue()
        self._writer: threading.Thread | None = None
        self._readers: ThreadPoolExecutor | None = None
        self._reader_engines: list[Engine] = []
        self._local = threading.local()

    def open(self) -> None:
        """Locks the file, migrates it, starts the threads. Call it before the event loop runs.

        AlreadyRunning where another process has the file.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self._path.with_name(self._path.name + ".lock"))
        migrate(self._path)
        self._writer = threading.Thread(target=self._write_all, name="writer", daemon=True)
        self._writer.start()
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="reader")

    def close(self) -> None:
        """Finishes what was asked for, then lets the file go."""
        if self._writer:
            self._jobs.put(None)
            self._writer.join()
        if self._readers:
            self._readers.shutdown()
        for engine in self._reader_engines:
            engine.dispose()
        if self._lock:
            self._lock.close()

    async def read(self, work: Work[T]) -> T:
        """What `work` finds; it must not write."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def write(self, work: Work[T]) -> T:
        """What `work` returns, once it is committed. An exception takes back all that `work` did."""
        future: Future[T] = Future()
        self._jobs.put((work, future))
        return await asyncio.wrap_future(future)

    def _read(self, work: Work[T]) -> T:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            engine = sqlite_engine(self._path)
            self._reader_engines.append(engine)
            connection = self._local.connection = engine.connect()
        try:
            return work(connection)
        finally:
            connection.rollback()

    def _write_all(self) -> None:
        engine = sqlite_engine(self._path, begin="BEGIN IMMEDIATE")
        try:
            with engine.connect() as connection:
                while (job := self._jobs.get()) is not None:
                    if self._write_together(connection, job):
                        return
        finally:
            engine.dispose()

    def _write_together(self, connection: Connection, first: tuple[Work[Any], Future[Any]]) -> bool:
        """Runs `first` and what is waiting behind it in one transaction; True when told to stop."""
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        batch = [first]
        stop = False
        until = time.monotonic() + _TOGETHER_SECONDS
        while len(batch) < _TOGETHER_AT_MOST:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                stop = True
                break
            batch.append(job)
        while batch:
            try:
                outcomes, rest = _run(connection, batch, until)
            except _Passing as error:
                # A full disk or a locked file passes: nothing was kept, so the same batch is tried again.
                connection.rollback()
                _log.error("storage.write_failed", error=str(error), waiting=len(batch))
                time.sleep(_RETRY_SECONDS)
                until = time.monotonic() + _TOGETHER_SECONDS
                continue
            for future, result, failure in outcomes:
                if failure is None:
                    _settle(future, result)
                else:
                    _fail(future, failure)
            batch = rest
            until = time.monotonic() + _TOGETHER_SECONDS
        return stop


def _run(
    connection: Connection, batch: list[tuple[Work[Any], Future[Any]]], until: float
) -> tuple[list[tuple[Future[Any], Any, BaseException | None]], list[tuple[Work[Any], Future[Any]]]]:
    """One transaction: each work in a savepoint of its own, until the time is up. The rest comes back."""
    outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
    with _passing(), connection.begin():
        # Savepoints go to the driver itself: they are half the statements of a small write.
        raw = cast(sqlite3.Connection, connection.connection.driver_connection)
        for number, (work, future) in enumerate(batch):
            raw.execute("SAVEPOINT work")
            try:
                result = work(connection)
            except BaseException as error:
                if _passes(error):
                    raise
                raw.execute("ROLLBACK TO work")
                outcomes.append((future, None, error))
            else:
                outcomes.append((future, result, None))
            raw.execute("RELEASE work")
            if time.monotonic() > until:
                return outcomes, batch[number + 1 :]
    return outcomes, []


class _Passing(Exception):
    """Trouble of the machine rather than of what was asked: a locked file, a full disk."""


@contextmanager
def _passing() -> Iterator[None]:
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        if _passes(error):
            raise _Passing(str(error)) from error
        raise


def _passes(error: BaseException) -> bool:
    cause = error.orig if isinstance(error, OperationalError) else error
    return isinstance(cause, sqlite3.Error) and cause.sqlite_errorcode & 0xFF in _PASSING_CODES


def _settle(future: Future[Any], result: Any) -> None:
    if future.set_running_or_notify_cancel():
        future.set_result(result)


def _fail(future: Future[Any], failure: BaseException) -> None:
    if future.set_running_or_notify_cancel():
        future.set_exception(failure)


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
