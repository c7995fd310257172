"""The queue of updates: kept until confirmed by a higher offset, delivered again until then."""

from __future__ import annotations

import json
import time
from collections import deque
from itertools import islice

from bot.playground.common import ApiError, Json
from bot.playground.events import Signal

# Telegram leaves these out unless a bot asks for them.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_KEPT = 200_000
_LONGEST_WAIT = 50
_ANSWER_BYTES = 1 << 22
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class Updates:
    """Numbers start at the real time in seconds, so that a restarted playground uses new ones."""

    def __init__(self) -> None:
        self.started = self._next = int(time.time())
        self._queue: deque[tuple[int, bytes]] = deque(maxlen=_KEPT)
        self._wanted: frozenset[str] | None = None
        self._polls = 0
        self.signal = Signal()

    def __len__(self) -> int:
        return len(self._queue)

    def wants(self, kind: str) -> bool:
        """Whether the bot's last `allowed_updates` lets this kind in. What it keeps out never comes later."""
        return kind not in _ON_REQUEST if self._wanted is None else kind in self._wanted

    def allowed(self) -> list[str] | None:
        return None if self._wanted is None else sorted(self._wanted)

    def allow(self, kinds: list[str]) -> None:
        """Remember which kinds are wanted from now on; none named means Telegram's default."""
        self._wanted = frozenset(kinds) or None

    def push(self, kind: str, content: Json) -> None:
        """Queue an update, unless the bot does not want its kind."""
        if not self.wants(kind):
            return
        update = {"update_id": self._next, kind: content}
        self._queue.append((self._next, json.dumps(update, separators=(",", ":")).encode()))
        self._next += 1
        self.signal.ring()

    def clear(self) -> None:
        self._queue.clear()

    async def get(self, offset: int, limit: int, wait: float) -> bytes:
        """The body of an answer to getUpdates, after waiting up to `wait` real seconds for something.

        Confirms all updates below `offset`; a negative one keeps only that many of the newest.
        Raises Conflict when another call comes while this one waits.
        """
        self._confirm(offset)
        self._polls += 1
        mine = self._polls
        if not self._queue and wait > 0:
            self.signal.ring()  # whoever waited until now has been replaced
            deadline = time.monotonic() + min(wait, _LONGEST_WAIT)
            while not self._queue and not self.signal.closed and time.monotonic() < deadline:
                await self.signal.wait(deadline - time.monotonic())
                if mine != self._polls:
                    raise ApiError(409, _CONFLICT)
        else:
            self.signal.ring()
        return self._body(limit)

    def _confirm(self, offset: int) -> None:
        queue = self._queue
        if offset < 0:
            while len(queue) > -offset:
                queue.popleft()
        while queue and queue[0][0] < offset:
            queue.popleft()

    def _body(self, limit: int) -> bytes:
        chosen: list[bytes] = []
        left = _ANSWER_BYTES
        for _, update in islice(self._queue, limit):
            left -= len(update)
            if left <= 0 and chosen:
                break
            chosen.append(update)
        return b'{"ok":true,"result":[' + b",".join(chosen) + b"]}"
