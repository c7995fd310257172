"""The second process: statistics, file reading and drawing, kept away from the loop that answers people.

One child, started by the first call. It leaves when its parent does, however the parent ended; a child that
died is replaced. Importing scipy alone would stop the loop for half a second; there nobody waits for it.
"""

import asyncio
import contextlib
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE = 120.0
"""Seconds after which a call is given up and its child ended."""
_MOST_MEMORY = 380 * 1024 * 1024
"""What the child may hold, in bytes: a file that would take more ends the child, not the machine."""


class Worker:
    """One process for heavy work, asked from one event loop."""

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()

    async def run(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What `function` returns or raises, from the other process.

        `function` stands at the top of a module; arguments and result are picklable. A call whose child
        dies is made once more, so it must be one that can be repeated. `BrokenProcessPool` where that
        child dies as well, `TimeoutError` where it does not end in time. The child holds one call at a
        time, so that a call that kills it takes no other along; the others wait their turn here.
        """
        async with self._turn:
            try:
                return await self._run_once(function, *args, **kwargs)
            except BrokenProcessPool:
                return await self._run_once(function, *args, **kwargs)

    async def close(self) -> None:
        """Ends the child after the call at hand. A later call starts another."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(pool.shutdown, cancel_futures=True)

    async def _run_once(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        pool = await self._started()
        try:
            future = pool.submit(function, *args, **kwargs)
            return await asyncio.wait_for(asyncio.wrap_future(future), self._patience)
        except BrokenProcessPool:
            self._forget(pool)
            raise
        except TimeoutError:
            if not future.done():
                _end(pool)
                self._forget(pool)
            raise

    async def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = await asyncio.to_thread(_start)
        return self._pool

    def _forget(self, pool: ProcessPoolExecutor) -> None:
        if self._pool is pool:
            self._pool = None
        pool.shutdown(wait=False)


def _start() -> ProcessPoolExecutor:
    """A pool whose one process is already on its way: starting it takes the loop's time otherwise."""
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_settle)
    pool.submit(os.getpid)
    return pool


def _end(pool: ProcessPoolExecutor) -> None:
    # no public way leads to the children of a pool before Python 3.14
    for process in (getattr(pool, "_processes", None) or {}).values():
        process.kill()


def _settle() -> None:
    """Makes a fresh child modest: one thread for algebra, no window, behind those who answer people."""
    threading.Thread(target=_leave_with_parent, name="leave-with-parent", daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the group; the parent decides
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    os.environ["MPLBACKEND"] = "Agg"
    with contextlib.suppress(ValueError, OSError):  # an operator's own limit may be lower
        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))
    os.nice(10)


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
