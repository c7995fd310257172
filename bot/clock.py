"""What is due → claimed → handled. The scheduler only ticks; the rows are the truth."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection

from bot.now import Now
from storage import alarms, deliveries, inbox
from storage.alarms import Alarm
from storage.database import Store

_log = structlog.get_logger()

Ring = Callable[[Alarm], Awaitable[None]]
GiveUp = Callable[[Connection, Alarm], None]
LEASE = timedelta(minutes=5)
KEEP_UPDATES = timedelta(hours=48)
KEEP_DONE = timedelta(days=30)
"""How long it can be looked up what rang and what was sent."""
_MOST_ATTEMPTS = 5
_FIRST_WAIT = timedelta(seconds=2)
_MOST_CLAIMED = 500
_SIDE_BY_SIDE = 16
"""How many ring at once: each is a write, and people's own writes must not stand behind hundreds."""
_SLOW_SECONDS = 0.5
"""What rings for longer (a file, a channel) no longer keeps others from ringing."""
_WENT_BACK = timedelta(seconds=5)
_PRUNED_AT_ONCE = 500


class WayOut(Protocol):
    """What the clock wants of the way out."""

    async def send_due(self) -> None:
        """Looks for what is due to be sent."""

    async def clock_went_back(self, by: timedelta) -> None:
        """What waits to be tried again must not wait for longer than it would have."""


class Clock:
    """Ticks: follows the time, has sent what is due, rings alarms, forgets what is old."""

    def __init__(self, store: Store, now: Now, way_out: WayOut) -> None:
        self._store = store
        self._now = now
        self._way_out = way_out
        self._rings: dict[str, tuple[Ring, GiveUp]] = {}
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._ringing: dict[int, asyncio.Task[None]] = {}
        self._ticked_at: datetime | None = None
        self._guarding: asyncio.Task[None] | None = None

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
        often = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        self._scheduler.add_job(self.tick, "interval", seconds=every_seconds, **often)
        self._scheduler.add_job(self._prune, "interval", hours=1, **often)
        self._scheduler.start()
        self._guarding = asyncio.create_task(self._guard(every_seconds))

    async def stop(self) -> None:
        """No more ticks; what rings is let go, and is taken up at the next start."""
        self._scheduler.shutdown(wait=False)
        tasks = [*self._ringing.values(), *([self._guarding] if self._guarding else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def tick(self) -> None:
        """One look at what is due; comes back when all of it has rung, or takes its time."""
        await self._now.refresh()
        try:
            await self._notice_the_time()
            await self._way_out.send_due()
            while await self._ring_due():
                pass
        except asyncio.CancelledError:
            # The scheduler lets go of a tick at the end, and would call that an error.
            return
        except Exception:  # noqa: BLE001 - logged whole
            # A tick that fails must not stop the ones after it: the rows are still there.
            _log.exception("clock.tick_failed")

    async def _notice_the_time(self) -> None:
        now, before = self._now(), self._ticked_at
        self._ticked_at = now
        if before is not None and before - now > _WENT_BACK:
            _log.warning("clock.went_back", seconds=round((before - now).total_seconds()))
            await self._way_out.clock_went_back(before - now)

    async def _guard(self, every_seconds: float) -> None:
        """The scheduler waits by the wall clock: where somebody puts that back, it is woken anew."""
        loop = asyncio.get_running_loop()
        while True:
            wall, steady = datetime.now(self._scheduler.timezone), loop.time()
            await asyncio.sleep(every_seconds)
            passed = datetime.now(self._scheduler.timezone) - wall
            if timedelta(seconds=loop.time() - steady) - passed > _WENT_BACK:
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=datetime.now(self._scheduler.timezone))

    async def _ring_due(self) -> bool:
        """Rings what is due, some side by side; whether there may be more."""
        now = self._now()
        if not await self._store.read(lambda c: alarms.any_due(c, now)):
            return False
        claimed = await self._store.write(lambda c: alarms.claim(c, now, now + LEASE, _MOST_CLAIMED))
        # Where the clock was moved, a lease may end while its alarm still rings.
        waiting = [alarm for alarm in claimed if alarm.id not in self._ringing]
        while waiting:
            tasks = [self._begin(alarm) for alarm in waiting[:_SIDE_BY_SIDE]]
            del waiting[:_SIDE_BY_SIDE]
            await asyncio.wait(tasks, timeout=_SLOW_SECONDS)
        return len(claimed) == _MOST_CLAIMED

    def _begin(self, alarm: Alarm) -> asyncio.Task[None]:
        task = asyncio.create_task(self._ring(alarm))
        self._ringing[alarm.id] = task
        task.add_done_callback(lambda _: self._ringing.pop(alarm.id, None))
        return task

    async def _ring(self, alarm: Alarm) -> None:
        ring, give_up = self._rings.get(alarm.kind, (_unknown, _nothing))
        try:
            await ring(alarm)
        except Exception:  # noqa: BLE001 - logged whole
            _log.exception("clock.alarm_failed", alarm=alarm.id, kind=alarm.kind, attempt=alarm.attempts)
            now = self._now()
            last = alarm.attempts + 1 >= _MOST_ATTEMPTS

            def put_off(connection: Connection) -> None:
                if not last:
                    alarms.postpone(connection, alarm.id, now + _FIRST_WAIT * 4**alarm.attempts)
                elif alarms.finish(connection, alarm.id, now, failure="given up"):
                    give_up(connection, alarm)

            await self._store.write(put_off)

    async def _prune(self) -> None:
        now = self._now()
        updates = await self._store.write(lambda c: inbox.prune(c, now - KEEP_UPDATES))
        for forget in (alarms.prune, deliveries.prune):
            gone = _PRUNED_AT_ONCE
            while gone:
                gone = await self._store.write(partial(forget, before=now - KEEP_DONE, most=_PRUNED_AT_ONCE))
        _log.info("inbox.pruned", updates=updates)


async def _unknown(alarm: Alarm) -> None:
    raise LookupError(alarm.kind)


def _nothing(connection: Connection, alarm: Alarm) -> None:
    del connection, alarm
