"""What is to be sent by ourselves, and answers that could not be sent at once: rows, one after the other.

Rows are claimed a second ahead of the pace and marked once they are out. In each chat one goes at a time, and
a chat that must wait is put back, so that it holds up nobody else.
"""

import asyncio
import heapq
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import structlog

from bot.delivery.pace import Pace
from storage import deliveries
from storage.database import Store
from storage.deliveries import Delivery

_log = structlog.get_logger()

LEASE = timedelta(minutes=2)
_AHEAD_SECONDS = 1.0
_FEWEST, _MOST = 30, 400
"""How many rows are claimed at once: those of the next second, within bounds."""
_REST_MOST_SECONDS = 2.0
"""A chat that must wait for longer is put back."""
_FLYING_MOST = 60
"""How many messages are on their way at once; more would only wait elsewhere."""
_AFTER_FAILURE_SECONDS = 1.0

Deliver = Callable[[Delivery], Coroutine[Any, Any, None]]
PutBack = Callable[[int, timedelta], Awaitable[None]]


class Queue:
    """Hands rows to `deliver` at the pace, answers first; `deliver` returns once its row is marked."""

    def __init__(
        self, store: Store, now: Callable[[], datetime], pace: Pace, deliver: Deliver, put_back: PutBack
    ) -> None:
        self._store = store
        self._now = now
        self._pace = pace
        self._deliver = deliver
        self._put_back = put_back
        self._answers: deque[Delivery] = deque()
        self._ready: deque[Delivery] = deque()
        self._resting: list[tuple[float, int, Delivery]] = []
        self._numbers = count()
        self._in_hand: set[int] = set()
        self._flying: set[asyncio.Task[None]] = set()
        self._more = {True: True, False: True}
        self._wake = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to send."""
        self._running = asyncio.create_task(self._run())

    async def close(self, seconds: float) -> None:
        """Sends no more; what is on its way may arrive, what else was claimed waits for the next start."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait({self._running})
        if self._flying:
            await asyncio.wait(self._flying, timeout=seconds)
        for task in self._flying:
            task.cancel()

    def look(self, *, asked: bool) -> None:
        """There is, or may be, something to be sent."""
        self._more[asked] = True
        self._wake.set()

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            try:
                await self._fill()
                wait = await self._launch()
            except Exception:  # noqa: BLE001 - logged whole; the rows are still there
                _log.exception("delivery.queue_failed")
                wait = _AFTER_FAILURE_SECONDS
            try:
                async with asyncio.timeout(wait):
                    await self._wake.wait()
            except TimeoutError:
                pass

    async def _fill(self) -> None:
        """Claims answers whenever there may be some, and our own as far ahead as a second goes."""
        batch = max(_FEWEST, min(_MOST, int(self._pace.rate * _AHEAD_SECONDS)))
        if self._more[True]:
            self._answers += await self._claim(_MOST, asked=True)
        if self._more[False] and len(self._ready) + len(self._resting) <= batch // 2:
            self._ready += await self._claim(batch, asked=False)

    async def _claim(self, most: int, *, asked: bool) -> list[Delivery]:
        self._more[asked] = False
        now = self._now()
        rows = await self._store.write(lambda c: deliveries.claim(c, now, now + LEASE, most, asked=asked))
        self._more[asked] = self._more[asked] or len(rows) == most
        # Where the clock was moved, a lease may end while its row is still in hand.
        new = [row for row in rows if row.id not in self._in_hand]
        self._in_hand.update(row.id for row in new)
        return new

    async def _launch(self) -> float | None:
        """Lets go all that may go now; seconds until the next may, None where nothing waits for time."""
        while len(self._flying) < _FLYING_MOST:
            now = time.monotonic()
            if self._resting and self._resting[0][0] <= now:
                self._ready.appendleft(heapq.heappop(self._resting)[2])
            queue = self._answers or self._ready
            if not queue:
                return self._resting[0][0] - now if self._resting else None
            wait = self._pace.halt(now) if queue is self._answers else self._pace.wait(now)
            if wait > 0:
                return wait
            await self._go(queue.popleft(), now)
            if self._more[False] and not self._ready:
                return 0.0
        return None

    async def _go(self, row: Delivery, now: float) -> None:
        rest = self._pace.wait_for(row.chat_id, now)
        if rest > _REST_MOST_SECONDS:
            await self._put_back(row.chat_id, timedelta(seconds=rest))
            self._in_hand.discard(row.id)
        elif rest > 0:
            heapq.heappush(self._resting, (now + rest, next(self._numbers), row))
        else:
            self._pace.went(row.chat_id, now, asked=row.asked)
            task = asyncio.create_task(self._deliver(row))
            self._flying.add(task)
            task.add_done_callback(lambda done: self._landed(done, row))

    def _landed(self, task: asyncio.Task[None], row: Delivery) -> None:
        self._flying.discard(task)
        self._in_hand.discard(row.id)
        if not task.cancelled() and task.exception() is not None:
            _log.error("delivery.failed", delivery=row.id, exc_info=task.exception())
        # The next of this chat may be there.
        self.look(asked=row.asked)
