"""The one writer of an SQLite file: a thread that gathers what waits into one transaction.

A commit waits for the disk, so what waits together is committed together; each work stands in a savepoint of
its own, and one that fails takes nothing else with it.
"""

import asyncio
import queue
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from storage.engine import sqlite_engine

T = TypeVar("T")
Work = Callable[[Connection], T]

_log = structlog.get_logger()

_TOGETHER_AT_MOST = 64
"""How many writes share one commit."""
_TOGETHER_SECONDS = 0.02
"""How long writes may gather in one transaction; everybody behind them waits that long."""
_RETRY_SECONDS = 0.5
_LOCKED_SECONDS = 1.0
"""How long another program may hold the file until that is said."""
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


class _Job(NamedTuple):
    work: Work[Any]
    future: "asyncio.Future[Any]"


class _Outcome(NamedTuple):
    future: "asyncio.Future[Any]"
    result: Any
    failure: BaseException | None


class _Passing(Exception):
    """Trouble of the machine rather than of what was asked: a locked file, a full disk."""


_LOOK, _STOP = object(), object()


class Writer:
    """Runs works one after the other in a thread of its own, and settles their futures once committed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._jobs: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._ahead: deque[_Job] = deque()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        """Opens the file for writing."""
        self._thread.start()

    def stop(self) -> None:
        """Finishes what was asked for, then ends."""
        self._jobs.put(_STOP)
        self._thread.join()

    def ask(self, work: Work[T], *, ahead: bool = False) -> "asyncio.Future[T]":
        """Has `work` done; `ahead` of what waits already, where its order does not matter."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        if ahead:
            self._ahead.append(_Job(work, future))
            self._jobs.put(_LOOK)
        else:
            self._jobs.put(_Job(work, future))
        return future

    def _run(self) -> None:
        engine = sqlite_engine(self._path, begin="BEGIN IMMEDIATE", locked_seconds=_LOCKED_SECONDS)
        waiting: deque[_Job] = deque()
        trouble = _Trouble()
        try:
            with engine.connect() as connection:
                going = True
                while going or waiting:
                    going = self._gather(waiting) and going
                    batch = [waiting.popleft() for _ in range(min(len(waiting), _TOGETHER_AT_MOST))]
                    waiting.extendleft(reversed(_commit(connection, batch, trouble)))
        finally:
            engine.dispose()

    def _gather(self, waiting: deque[_Job]) -> bool:
        """Adds what was asked for, or waits for it where nothing is; False once there is to be no more."""
        going = True
        try:
            while going and len(waiting) < _TOGETHER_AT_MOST:
                job = self._jobs.get(block=not waiting and not self._ahead)
                going = job is not _STOP
                if isinstance(job, _Job):
                    waiting.append(job)
        except queue.Empty:
            pass
        # Whoever goes ahead goes before what could not be done in the last transaction, too.
        waiting.extendleft(self._ahead.popleft() for _ in range(len(self._ahead)))
        return going


class _Trouble:
    """Says once that nothing can be written, and once that it can again."""

    def __init__(self) -> None:
        self._since: float | None = None

    def begins(self, error: str, waiting: int) -> None:
        """A transaction failed for a reason that passes."""
        if self._since is None:
            self._since = time.monotonic()
            _log.error(
                "storage.write_failed", error=error, waiting=waiting, kept="all, until it can be written"
            )

    def ends(self) -> None:
        """A transaction did not."""
        if self._since is not None:
            _log.warning("storage.writes_again", after_seconds=round(time.monotonic() - self._since, 1))
            self._since = None


def _commit(connection: Connection, batch: list[_Job], trouble: _Trouble) -> list[_Job]:
    """Does as much of a batch as one transaction has time for, and returns the rest."""
    if not batch:
        return batch
    try:
        outcomes = _transaction(connection, batch, time.monotonic() + _TOGETHER_SECONDS)
    except _Passing as error:
        # A full disk or a locked file passes: nothing was kept, so the same batch is tried again.
        connection.rollback()
        trouble.begins(str(error), len(batch))
        time.sleep(_RETRY_SECONDS)
        return batch
    trouble.ends()
    if outcomes:
        try:
            outcomes[0].future.get_loop().call_soon_threadsafe(_settle, outcomes)
        except RuntimeError:
            _log.warning("storage.nobody_waits", writes=len(outcomes))
    return batch[len(outcomes) :]


def _transaction(connection: Connection, batch: list[_Job], until: float) -> list[_Outcome]:
    outcomes: list[_Outcome] = []
    with _passing(), connection.begin():
        # Savepoints go to the driver itself: they are half the statements of a small write.
        raw = cast(sqlite3.Connection, connection.connection.driver_connection)
        for work, future in batch:
            raw.execute("SAVEPOINT work")
            try:
                outcomes.append(_Outcome(future, work(connection), None))
            except BaseException as error:  # it belongs to whoever asked, and is raised there
                if _passes(error):
                    raise
                raw.execute("ROLLBACK TO work")
                outcomes.append(_Outcome(future, None, error))
            raw.execute("RELEASE work")
            if time.monotonic() > until:
                break
    return outcomes


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


def _settle(outcomes: list[_Outcome]) -> None:
    for future, result, failure in outcomes:
        if future.done():
            continue
        if failure is None:
            future.set_result(result)
        else:
            future.set_exception(failure)
