"""How fast we may send: to all, to one chat, to a group; and what refusals teach about that.

Times are seconds of a monotonic clock, so that nobody who moves the wall clock moves the pace.
"""

from collections import deque
from dataclasses import dataclass, field

CHAT_SECONDS = 1.05
"""Telegram takes about one message a second for a chat; one may come faster than the one before it …"""
GROUP_MOST, GROUP_SECONDS = 20, 61.0
"""… and so many a minute for a group."""
_CREDIT_SECONDS = 0.02
"""What a busy loop may catch up with; more would be a burst."""
_ASKED_MOST = 4
"""However much people ask, one in so many messages is still one that we have to say by ourselves."""
_SUSPECTS = 3
_SUSPECT_SECONDS = 5.0
_SUSPECT_PART = 0.01
"""So many refusals within so many seconds, and so large a part of all, are more than chance."""
_BARREN_SECONDS = 0.15
_EASED, _HALTED = 0.9, 0.6
"""What is left of the pace after single refusals, and after a run of nothing else."""
_SLOWEST = 0.05
_NEAR = 0.05
_CLIMB, _CREEP = 0.04, 0.005
"""Of the full pace, gained each second: far from where we were refused, and near to it."""
_STUMBLES = 5
_LONGEST_STUMBLE_SECONDS = 30.0
_FORGET_SECONDS = 10.0


@dataclass(slots=True)
class _Suspects:
    """Private chats that were refused although we had left them alone, and since when nothing else came."""

    refused: dict[int, float] = field(default_factory=dict)
    barren_since: float | None = None

    def add(self, chat_id: int, now: float) -> None:
        """One more; what is long ago is forgotten."""
        self.refused = {c: at for c, at in self.refused.items() if now - at < _SUSPECT_SECONDS}
        self.refused[chat_id] = now
        if self.barren_since is None:
            self.barren_since = now

    def barren(self, now: float) -> bool:
        """Whether for some time nothing was taken at all: a few in a row are chance where hundreds go out."""
        return self.barren_since is not None and now - self.barren_since >= _BARREN_SECONDS


class Pace:
    """Says when the next message may go. It slows down when Telegram refuses all, and climbs back.

    A refusal does not say whom it is for. One of a private chat that we had left alone is suspect; several
    within seconds are for all. Groups have limits of their own: their refusals say nothing about others.
    """

    def __init__(self, most: float) -> None:
        self._most = most
        self.rate = most
        """Messages a second, at present."""
        self._top = most
        self._next = 0.0
        self._last = 0.0
        self._climbed_at = 0.0
        self._slowed_at = 0.0
        self._halted_until = 0.0
        self._stumbles = 0
        self._suspects = _Suspects()
        self._chats: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}
        self._forgot_at = 0.0

    def halt(self, now: float) -> float:
        """For how many seconds nothing may go at all, not even an answer."""
        return max(0.0, self._halted_until - now)

    def wait(self, now: float) -> float:
        """Seconds until we may say something by ourselves."""
        return max(0.0, self._next - now, self._halted_until - now)

    def wait_for(self, chat_id: int, now: float) -> float:
        """Seconds until a chat may have another message."""
        last = self._chats.get(chat_id)
        wait = 0.0 if last is None else last + CHAT_SECONDS - now
        sent = self._groups.get(chat_id)
        if sent is not None and len(sent) == GROUP_MOST:
            wait = max(wait, sent[0] + GROUP_SECONDS - now)
        return max(0.0, wait)

    def went(self, chat_id: int, now: float, *, asked: bool) -> None:
        """A message is on its way: `asked` for, or said by ourselves."""
        step = 1 / self.rate
        self._next = max(self._next, now - max(step, _CREDIT_SECONDS)) + step
        if asked:
            self._next = min(self._next, max(now, self._last + _ASKED_MOST * step))
        else:
            self._last = now
        self._chats[chat_id] = now
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque(maxlen=GROUP_MOST)).append(now)
        if now - self._forgot_at > _FORGET_SECONDS:
            self._forget(now)

    def taken(self, now: float) -> None:
        """Telegram took a message: nothing is in the way."""
        self._suspects.barren_since = None
        self._stumbles = 0
        since = now - self._climbed_at
        self._climbed_at = now
        if self.rate < self._most:
            gain = _CREEP if abs(self.rate / self._top - 1) <= _NEAR else _CLIMB
            self.rate = min(self._most, self.rate + self._most * gain * min(since, 1.0))

    def refused(self, chat_id: int, seconds: float, begun: float, now: float) -> None:
        """Telegram refused a message that was begun at `begun`, and wants to be left alone for `seconds`."""
        if begun <= self._slowed_at or chat_id < 0:
            return
        self._suspects.add(chat_id, now)
        if len(self._suspects.refused) < max(_SUSPECTS, _SUSPECT_PART * _SUSPECT_SECONDS * self.rate):
            return
        barren = self._suspects.barren(now)
        self._top = self.rate
        self.rate = max(self._most * _SLOWEST, self.rate * (_HALTED if barren else _EASED))
        if barren:
            self._halted_until = now + seconds
        self._slowed_at = now
        self._suspects.refused.clear()

    def stumbled(self, now: float) -> None:
        """Telegram was not to be had; where that goes on, all wait, longer and longer."""
        self._stumbles += 1
        if self._stumbles >= _STUMBLES and self._halted_until <= now:
            pause = 0.5 * 2.0 ** ((self._stumbles - _STUMBLES) // _STUMBLES)
            self._halted_until = now + min(pause, _LONGEST_STUMBLE_SECONDS)

    def _forget(self, now: float) -> None:
        self._forgot_at = now
        self._chats = {chat: at for chat, at in self._chats.items() if now - at < CHAT_SECONDS}
        self._groups = {chat: sent for chat, sent in self._groups.items() if now - sent[-1] < GROUP_SECONDS}
