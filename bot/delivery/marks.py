"""Marks what was sent: what comes while one write is under way shares the next."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from storage import deliveries
from storage.database import Store


class Marks:
    """Each mark is on the disk once `sent` returns: until then a kill would repeat the message."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._marking: asyncio.Task[None] | None = None

    async def sent(self, delivery_id: int) -> None:
        """A row is done."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((delivery_id, future))
        if self._marking is None or self._marking.done():
            self._marking = asyncio.create_task(self._mark())
        await future

    async def _mark(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            now, ids = self._now(), [number for number, _ in batch]
            try:
                await self._store.write(lambda c: deliveries.mark_sent(c, ids, now), ahead=True)  # noqa: B023
            except Exception as error:  # noqa: BLE001 - raised where it is waited for
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
            else:
                for _, future in batch:
                    if not future.done():
                        future.set_result(None)
