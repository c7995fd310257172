"""What is due → claimed → handled. The scheduler only ticks; the rows are the truth."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection

from bot.now import Now
from storage import alarms, inbox
from storage.alarms import Alarm
from storage.database import Store

_log = structlog.get_logger()

Ring = Callable[[Alarm], Awaitable[None]]
GiveUp = Callable[[Connection, Alarm], None]
LEASE = timedelta(minutes=5)
KEEP_UPDATES = timedelta(hours=48)
_MOST_ATTEMPTS = 5
_FIRST_WAIT = timedelta(seconds=2)
_MOST_AT_ONCE = 100


class Clock:
    """Ticks: follows the time, sends what is due, rings alarms, forgets old updates."""

    def __init__(self, store: Store, now: Now, send_due: Callable[[], Awaitable[None]]) -> None:
        self._store = store
        self._now = now
        self._send_due = send_due
        self._rings: dict[str, tuple[Ring, GiveUp]] = {}
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._ringing: set[asyncio.Task[None]] = set()

    def rings(self, kind: str, ring: Ring, give_up: GiveUp) -> None:
        """Says who handles alarms of a kind, and who says so when that fails for good.

        A handler marks its alarm finished in the write that does what was due.
        """
        if kind in self._rings:
            raise ValueError(kind)
        self._rings[kind] = (ring, give_up)

    async def start(self, every_seconds: float = 1.0) -> None:
        """Takes up what an earlier process left, and ticks from now on."""
        now = self._now()
        await self._store.write(lambda c: alarms.release(c, now))
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=every_seconds,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        self._scheduler.add_job(self._prune, "interval", hours=1, coalesce=True, misfire_grace_time=None)
        self._scheduler.start()

    async def stop(self) -> None:
        """No more ticks; what rings is let go, and is taken up at the next start."""
        self._scheduler.shutdown(wait=False)
        for task in self._ringing:
            task.cancel()
        await asyncio.gather(*self._ringing, return_exceptions=True)

    async def tick(self) -> None:
        """One look at what is due."""
        await self._now.refresh()
        try:
            await self._send_due()
            await self._ring_due()
        except Exception:  # noqa: BLE001 - logged whole
            # A tick that fails must not stop the ones after it: the rows are still there.
            _log.exception("clock.tick_failed")

    async def _ring_due(self) -> None:
        now = self._now()
        if not await self._store.read(lambda c: alarms.any_due(c, now)):
            return
        claimed = await self._store.write(lambda c: alarms.claim(c, now, now + LEASE, _MOST_AT_ONCE))
        for alarm in claimed:
            task = asyncio.create_task(self._ring(alarm))
            self._ringing.add(task)
            task.add_done_callback(self._ringing.discard)

    async def _ring(self, alarm: Alarm) -> None:
        ring, give_up = self._rings[alarm.kind]
        try:
            await ring(alarm)
            # What it has to say need not wait for the next tick.
            await self._send_due()
        except Exception:  # noqa: BLE001 - logged whole
            _log.exception("clock.alarm_failed", alarm=alarm.id, kind=alarm.kind, attempt=alarm.attempts)
            now = self._now()
            last = alarm.attempts + 1 >= _MOST_ATTEMPTS

            def put_off(connection: Connection) -> None:
                if last:
                    alarms.finish(connection, alarm.id, now, failure="given up")
                    give_up(connection, alarm)
                else:
                    alarms.postpone(connection, alarm.id, now + _FIRST_WAIT * 4**alarm.attempts)

            await self._store.write(put_off)

    async def _prune(self) -> None:
        before: datetime = self._now() - KEEP_UPDATES
        forgotten = await self._store.write(lambda c: inbox.prune(c, before))
        _log.info("inbox.pruned", updates=forgotten)
