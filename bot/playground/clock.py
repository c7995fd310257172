"""Time that tests and people can move."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from bot.playground.common import InputError, Json

_FAR = 40 * 365 * 86400.0


class MovableClock:
    """Real UTC time plus an offset. Every date in the playground comes from one such clock."""

    def __init__(self) -> None:
        self.offset = 0.0

    def timestamp(self) -> float:
        """Playground time in seconds since 1970."""
        return time.time() + self.offset

    def stamp(self) -> int:
        """Playground time as Telegram writes dates: whole seconds since 1970."""
        return int(time.time() + self.offset)

    def now(self) -> datetime:
        """Playground time, aware, in UTC."""
        return datetime.fromtimestamp(self.timestamp(), UTC)

    def forward(self, seconds: float) -> None:
        """Move time, backwards when negative. Refuses to leave the decades around the present."""
        if not abs(self.offset + seconds) <= _FAR:
            raise InputError("time cannot be moved that far", offset=self.offset)
        self.offset += seconds

    def view(self) -> Json:
        """Now in ISO 8601 with microseconds, and the offset in seconds."""
        return {"now": self.now().isoformat(timespec="microseconds"), "offset": self.offset}
