"""Trouble on request: refusals, outages, slowness and cut connections; and Telegram's limits, enforced."""

from __future__ import annotations

import math
import random
from collections import deque
from dataclasses import dataclass
from typing import Any

from bot.playground.common import ApiError, InputError, Json
from bot.playground.people import Chat

_KINDS = ("429", "500", "slow", "cut")
_COUNTED = ("send", "edit", "copy", "forward")


@dataclass(slots=True)
class Rule:
    """One fault. It strikes calls that match, at a rate, and so many times at most (None: without end)."""

    kind: str
    method: str | None = None
    chat: int | None = None
    rate: float = 1.0
    times: int | None = None
    retry_after: int = 1
    seconds: float = 1.0
    after_effect: bool = False

    def matches(self, method: str, chat: int | None) -> bool:
        return (
            self.times != 0
            and (self.method is None or self.method.lower() == method)
            and (self.chat is None or self.chat == chat)
        )


class Faults:
    """The rules in force; chance comes from a seeded source, so that a run can be repeated."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self._chance = random.Random(0)

    def set(self, rules: list[Rule], seed: int = 0) -> None:
        self.rules = rules
        self._chance = random.Random(seed)

    def strike(self, method: str, chat: int | None) -> list[Rule]:
        """The rules that hit this call, in order; up to the first that ends it."""
        hits: list[Rule] = []
        for rule in self.rules:
            if not rule.matches(method, chat) or self._chance.random() >= rule.rate:
                continue
            if rule.times is not None:
                rule.times -= 1
            hits.append(rule)
            if rule.kind != "slow":
                break
        return hits


def rule_from(given: Any) -> Rule:
    """A rule out of JSON, checked; says what is wrong."""
    if not isinstance(given, dict):
        raise InputError("a rule is an object")
    unknown = set(given) - set(Rule.__dataclass_fields__)
    if unknown:
        raise InputError("unknown fields in a rule", unknown=sorted(unknown))
    if given.get("kind") not in _KINDS:
        raise InputError("a rule's kind is one of these", kinds=list(_KINDS))
    for name in ("rate", "times", "retry_after", "seconds", "chat"):
        value = given.get(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise InputError(f"{name} is a number")
    if not 0 <= given.get("rate", 1.0) <= 1:
        raise InputError("rate lies between 0 and 1")
    return Rule(**{name: value for name, value in given.items() if value is not None})


@dataclass(slots=True)
class Limits:
    """Telegram's pace, off (None) until asked for: messages a second for the bot, free and paid for, and for
    each chat, and messages a minute for each group. Windows slide along playground time."""

    per_second: int | None = None
    per_chat: int | None = None
    per_group: int | None = None
    paid_per_second: int | None = None

    def any(self) -> bool:
        return any(getattr(self, name) is not None for name in self.__slots__)


class Pace:
    """Counts what the bot sends and refuses what comes too fast, with the seconds to wait."""

    def __init__(self) -> None:
        self.limits = Limits()
        self.taken = 0
        self.refused = 0
        self._free: deque[float] = deque()
        self._paid: deque[float] = deque()

    def check(self, method: str, chat: Chat | None, now: float, *, paid: bool = False) -> None:
        """Count one call; Telegram's 429 when it is one too many. A refused call does not count.

        What is paid for has a limit of its own, and takes nothing from what is free.
        """
        limits = self.limits
        if chat is None or not limits.any() or not method.startswith(_COUNTED) or method == "sendchataction":
            return
        sent, most = (self._paid, limits.paid_per_second) if paid else (self._free, limits.per_second)
        waits = [
            _wait(sent, most, 1.0, now),
            _wait(chat.sent, limits.per_chat, 1.0, now),
        ]
        if chat.type in ("group", "supergroup"):
            waits.append(_wait(chat.sent, limits.per_group, 60.0, now))
        longest = max(waits)
        if longest > 0:
            self.refused += 1
            raise too_many(math.ceil(longest))
        self.taken += 1
        for each in (sent, chat.sent):
            each.append(now)
            while each[0] <= now - 60 or each[0] > now:
                each.popleft()

    def view(self) -> Json:
        limits = self.limits
        return {
            "per_second": limits.per_second,
            "per_chat": limits.per_chat,
            "per_group": limits.per_group,
            "paid_per_second": limits.paid_per_second,
            "taken": self.taken,
            "refused": self.refused,
        }


def too_many(seconds: int) -> ApiError:
    """Telegram's 429."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def _wait(sent: deque[float], limit: int | None, window: float, now: float) -> float:
    """Seconds until one more fits into the window; 0 when it fits now."""
    if limit is None or len(sent) < limit:
        return 0.0
    decisive = sent[-limit]
    return max(0.0, decisive + window - now) if decisive <= now else 0.0
