"""Why Telegram did not take a message, in words of ours."""

import re
from dataclasses import dataclass
from enum import StrEnum

import aiohttp
import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.transport import seconds_to_wait

_TOPIC_GONE = re.compile(r"thread not found|topic_(closed|deleted|id_invalid)", re.IGNORECASE)
_NO_RIGHT = re.compile(
    r"administrator rights|not enough rights|chat_write_forbidden|chat_admin_required", re.IGNORECASE
)
_NEVER_SENT = (httpx.ConnectTimeout, httpx.ConnectError, httpx.PoolTimeout)


class Why(StrEnum):
    """Kinds of trouble, as they stand in logs and rows."""

    WAIT = "retry_after"
    MOVED = "migrated"
    CLOSED = "blocked"
    REFUSED = "refused"
    AWAY = "away"
    PERHAPS = "perhaps_sent"
    TOPIC = "topic_gone"
    """The topic of a group that it was for is closed or deleted."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a message was not taken."""

    why: Why
    seconds: float = 0.0
    """For how long Telegram wants to be left alone."""
    moved_to: int | None = None
    said: str = ""
    """Telegram's own words."""

    @property
    def passes(self) -> bool:
        """Whether it is worth trying again."""
        return self.why in (Why.WAIT, Why.AWAY, Why.PERHAPS)

    @property
    def no_right(self) -> bool:
        """Whether it was refused since the bot may not post such a thing there."""
        return self.why is Why.REFUSED and _NO_RIGHT.search(self.said) is not None


def trouble_of(error: TelegramError) -> Trouble:
    """What an error of python-telegram-bot means for the message that was on its way."""
    said = type(error).__name__
    if isinstance(error, RetryAfter):
        return Trouble(Why.WAIT, seconds_to_wait(error), said=said)
    if isinstance(error, ChatMigrated):
        return Trouble(Why.MOVED, moved_to=error.new_chat_id, said=said)
    if isinstance(error, Forbidden):
        return Trouble(Why.CLOSED, said=error.message)
    if isinstance(error, BadRequest):
        gone = _TOPIC_GONE.search(error.message)
        return Trouble(Why.TOPIC if gone else Why.REFUSED, said=error.message)
    if isinstance(error, NetworkError) and _perhaps_sent(error):
        return Trouble(Why.PERHAPS, said=said)
    return Trouble(Why.AWAY, said=said)


def _perhaps_sent(error: NetworkError) -> bool:
    """Whether Telegram may have had it all the same: the line went dead after it was open."""
    cause = error.__cause__
    if not isinstance(cause, httpx.HTTPError):
        return False
    origin = cause.__cause__
    # The transport calls a line that was cut one that never came about.
    cut = isinstance(origin, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError)
    if cut and not isinstance(origin, aiohttp.ClientConnectorError):
        return True
    return not isinstance(cause, _NEVER_SENT)
