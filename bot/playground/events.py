"""What happened, in order, for whoever watches; and what the bot called."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from itertools import islice

from bot.playground.common import Json

_KEPT = 20_000


class Signal:
    """Wakes everybody who waits, once each time that it is rung; stays awake after `close`."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self.closed = False

    def ring(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def close(self) -> None:
        self.closed = True
        self.ring()

    async def wait(self, seconds: float) -> None:
        """Return when rung or after so many (real) seconds."""
        if self.closed or seconds <= 0:
            return
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait((future,), timeout=seconds)
        finally:
            self._waiting.discard(future)


class Log:
    """A bounded list with sequence numbers that never repeat. Entries are made when somebody reads them."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._entries: deque[Callable[[], Json]] = deque(maxlen=kept)
        self.last = 0
        self.keep = True
        self.signal = Signal()

    def add(self, entry: Callable[[], Json]) -> None:
        """Append; `entry` is called whenever somebody reads, and must give the same each time."""
        if not self.keep:
            return
        self.last += 1
        self._entries.append(entry)
        self.signal.ring()

    def after(self, seq: int, limit: int = 1000) -> list[Json]:
        """Up to `limit` entries with a higher number, oldest first; those already forgotten are left out."""
        first = self.last - len(self._entries) + 1
        start = max(seq + 1, first)
        chosen = islice(self._entries, start - first, start - first + limit)
        return [{"seq": start + index, **entry()} for index, entry in enumerate(chosen)]

    async def wait_after(self, seq: int, seconds: float) -> list[Json]:
        """The same, after waiting up to so many seconds for there to be one."""
        if seq >= self.last:
            await self.signal.wait(seconds)
        return self.after(seq)
