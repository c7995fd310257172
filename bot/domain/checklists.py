"""What the trust checklist and the audits share: items, answers of which the newest counts, a weighted score.

An answer is never overwritten, so that what counted at any earlier moment can be told.
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Container, Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from bot.domain.identity import PersonId

AT_ONCE: Final = 3
"""So many items are shown at a time."""
STALE: Final = timedelta(days=182)
"""After half a year an answer is asked again."""


class Reply(StrEnum):
    """An answer to an item."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NA = "na"


_WORTH: Final = {Reply.YES: 1.0, Reply.PARTLY: 0.5, Reply.NO: 0.0, Reply.NA: 0.0}


class Listed(Protocol):
    """An item of a list."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def weight(self) -> int: ...
    @property
    def minutes(self) -> int: ...


class Given(Protocol):
    """An answer that somebody gave."""

    @property
    def id(self) -> int: ...
    @property
    def item(self) -> str: ...
    @property
    def reply(self) -> Reply: ...
    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> PersonId: ...


T = TypeVar("T", bound=Listed)
G = TypeVar("G", bound=Given)


def numbered(listed: Iterable[T], numbers: str) -> tuple[T, ...]:
    """The items of «1.5.12», as a button carries them; numbers of no item are left out."""
    by_number = {str(each.number): each for each in listed}
    return tuple(by_number[each] for each in numbers.split(".") if each in by_number)


def numbers_of(shown: Iterable[Listed]) -> str:
    """The items as a button carries them."""
    return ".".join(str(each.number) for each in shown)


def newest(answers: Iterable[G], listed: Container[str], at: datetime) -> dict[str, G]:
    """The answers that counted at a moment, by item; those to items that are gone are left out."""
    found: dict[str, G] = {}
    for answer in sorted(answers, key=lambda each: (each.at, each.id)):
        if answer.at <= at and answer.item in listed:
            found[answer.item] = answer
    return found


class Score(NamedTuple):
    """How far a page has come: of all weights that apply to it, those that it has."""

    got: float
    of: int
    answered: int
    items: int

    @property
    def percent(self) -> int:
        """From 0 to 100; 0 where nothing applies."""
        return round(100 * self.got / self.of) if self.of else 0


class Checklist(ABC, Generic[T, G]):
    """A page's list at a moment: what applies to it, what it has answered, what is next."""

    def __init__(self, listed: Mapping[str, T], answers: Iterable[G], now: datetime) -> None:
        self.now = now
        self.newest = newest(answers, listed, now)
        self._listed = listed

    @abstractmethod
    def open(self) -> list[T]:
        """What is still to be answered, in the order in which it is asked."""

    def applies(self, each: T) -> bool:
        """Whether an item counts: until somebody says that it is not for the page."""
        answer = self.newest.get(each.id)
        return answer is None or answer.reply is not Reply.NA

    def worth(self, each: T) -> float:
        """How much of its weight the page has."""
        answer = self.newest.get(each.id)
        return _WORTH[answer.reply] if answer else 0.0

    def effort(self, each: T) -> float:
        """Minutes of work that an item takes."""
        return each.minutes

    def steps(self) -> list[T]:
        """What is to be done next: by weight to be won for each square root of an hour."""
        left = [each for each in self._listed.values() if self.applies(each) and self.worth(each) < 1]
        return sorted(left, key=lambda each: (-self._gain(each), each.number))

    def following(self, told: Iterable[T]) -> tuple[T, ...]:
        """The open items that come after some; what was passed over comes round again."""
        left, passed = self.open(), tuple(told)
        return tuple(([each for each in left if each not in passed] or left)[:AT_ONCE])

    def three(self, numbers: str, *, after: bool) -> tuple[T, ...]:
        """The items that a button names; `after` them, and where it names none, the open ones that follow."""
        named = numbered(self._listed.values(), numbers)
        return self.following(named) if after or not named else named

    def score_of(self, some: Iterable[T]) -> Score:
        """The weighted score of some items."""
        counted = [each for each in some if self.applies(each)]
        return Score(
            sum(each.weight * self.worth(each) for each in counted),
            sum(each.weight for each in counted),
            sum(each.id in self.newest for each in counted),
            len(counted),
        )

    def _gain(self, each: T) -> float:
        return each.weight * (1 - self.worth(each)) / math.sqrt(0.5 + self.effort(each) / 60)
