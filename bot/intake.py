"""The way in: an update is a row before Telegram is told that we have it.

Telegram's answer to `getUpdates` is kept as it came, and only the next request's offset confirms it. One
chat's updates are handled in order, different chats side by side.
"""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.delivery import Delivery, Target
from bot.now import Now
from bot.rendering.message import Answer
from bot.transport import seconds_to_wait
from storage import inbox
from storage.database import Store
from storage.inbox import Arrived

_log = structlog.get_logger()

ALLOWED_UPDATES = (
    *("message", "callback_query", "my_chat_member"),
    *("channel_post", "edited_channel_post", "message_reaction_count"),
)
"""What we ask Telegram for; reactions come for no other reason."""
AT_ONCE = 256
"""How many chats are served side by side."""
_WAITING_MOST = 2_000
"""How many updates may wait in memory before we stop asking Telegram for more."""
_POLL_SECONDS = 30
_BATCH = 100
_CALM_SECONDS = (0.5, 1, 2, 5, 10, 30)

Handle = Callable[[int, dict[str, Any]], Awaitable[Answer | None]]
"""Handles one update and keeps its effect; the answer that was kept with it, None where it asks for none."""


class Intake:
    """Fetches, keeps and hands out updates, and has them answered."""

    def __init__(
        self, request: BaseRequest, address: str, store: Store, now: Now, handle: Handle, delivery: Delivery
    ) -> None:
        self._request = request
        self._address = address
        self._store = store
        self._now = now
        self._handle = handle
        self._delivery = delivery
        self._lanes: dict[int, deque[Arrived]] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._room = asyncio.Event()
        self._room.set()

    async def resume(self) -> None:
        """Takes up what an earlier process left: answers what is done, then handles what is not."""
        chats: dict[int | None, list[inbox.Unanswered]] = {}
        for left in await self._store.read(inbox.unanswered):
            chats.setdefault(left.chat_id, []).append(left)
        await asyncio.gather(*(self._answer_again(lefts) for lefts in chats.values()))
        for arrived in await self._store.read(inbox.waiting):
            self._hand_out(arrived)

    async def run(self) -> None:
        """Fetches until cancelled. InvalidToken where Telegram does not know the bot."""
        offset, failures = 0, 0
        while True:
            await self._room.wait()
            try:
                updates = await self._fetch(offset)
            except InvalidToken:
                raise
            except RetryAfter as error:
                await asyncio.sleep(seconds_to_wait(error))
            except TelegramError as error:
                why = "another program polls with this token" if isinstance(error, Conflict) else str(error)
                _log.warning("intake.fetch_failed", why=why)
                await asyncio.sleep(_CALM_SECONDS[min(failures, len(_CALM_SECONDS) - 1)])
                failures += 1
            else:
                failures = 0
                if updates:
                    await self._take(updates)
                    offset = max(u["update_id"] for u in updates) + 1

    async def finish(self, seconds: float = 10) -> None:
        """Lets what has begun come to its end; what takes longer is taken up at the next start."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        query = urlencode(
            {
                "offset": offset,
                "limit": _BATCH,
                "timeout": _POLL_SECONDS,
                "allowed_updates": json.dumps(ALLOWED_UPDATES),
            }
        )
        answer = await self._request.post(
            f"{self._address}/getUpdates?{query}", read_timeout=_POLL_SECONDS + 10
        )
        return answer if isinstance(answer, list) else []

    async def _take(self, updates: list[dict[str, Any]]) -> None:
        await self._now.refresh()
        now = self._now()
        arrived = [Arrived(u["update_id"], _lane(u), json.dumps(u, ensure_ascii=False)) for u in updates]
        for new in await self._store.write(lambda c: inbox.add(c, arrived, now)):
            self._hand_out(new)

    def _hand_out(self, arrived: Arrived) -> None:
        self._waiting += 1
        if self._waiting >= _WAITING_MOST:
            self._room.clear()
        lane_of = arrived.chat_id or 0
        lane = self._lanes.get(lane_of)
        if lane is not None:
            lane.append(arrived)
            return
        self._lanes[lane_of] = deque([arrived])
        task = asyncio.create_task(self._serve(lane_of))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, lane_of: int) -> None:
        lane = self._lanes[lane_of]
        async with self._slots:
            while lane:
                arrived = lane.popleft()
                try:
                    await self._one(arrived)
                except Exception:  # noqa: BLE001 - logged whole
                    # The row stands; it is taken up at the next start.
                    _log.exception("intake.update_failed", update=arrived.update_id)
                self._waiting -= 1
                if self._waiting < _WAITING_MOST:
                    self._room.set()
            del self._lanes[lane_of]

    async def _one(self, arrived: Arrived) -> None:
        update: dict[str, Any] = json.loads(arrived.body)
        answer = await self._handle(arrived.update_id, update)
        target = Target.of_update(update)
        if answer is None or target is None:
            await self._close(arrived.update_id, kept=answer is not None)
        else:
            await self._delivery.answer(arrived.update_id, target, answer)

    async def _close(self, update_id: int, *, kept: bool) -> None:
        now = self._now()

        def close(connection: Any) -> None:
            if not kept:
                inbox.finish(connection, update_id, now, None)
            inbox.mark_answered(connection, [update_id], now)

        await self._store.write(close)

    async def _answer_again(self, lefts: list[inbox.Unanswered]) -> None:
        for left in lefts:
            target = Target.of_update(json.loads(left.body))
            if left.answer is None or target is None:
                await self._close(left.update_id, kept=True)
                continue
            async with self._slots:
                await self._delivery.answer(left.update_id, target, Answer.from_json(left.answer))


def _lane(update: dict[str, Any]) -> int | None:
    """The chat whose order an update belongs to."""
    inner = next(
        (value for key, value in update.items() if key != "update_id" and isinstance(value, dict)), {}
    )
    chat = inner.get("chat") or (inner.get("message") or {}).get("chat") or inner.get("from") or {}
    found = chat.get("id")
    return found if isinstance(found, int) else None
