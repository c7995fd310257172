"""Audits of a page: how it sells, its habits, its care, its customers, its time, item by item.

The items are data (`data/tips.toml`), their sentences in the catalogues. An answer is never overwritten: the
newest one counts.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple

from bot.domain.advice import Area
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.trust import STALE, Reply
from bot.domain.wordlists import table

AT_ONCE: Final = 3
"""So many items are shown at a time."""
PARTS: Final = ("name", "ask", "why", "how", "example")
"""What the catalogues have for each item."""
SAID_MOST: Final = 600
"""So many characters an advice has at most."""


@dataclass(frozen=True, slots=True)
class Tip:
    """One item of an audit."""

    id: str
    number: int
    area: Area
    source: str
    """The letter of its source."""
    weight: int
    minutes: int
    looks_at: str = ""
    """What of a page's own posts speaks for it, see `bot.domain.advice.SIGHTS`."""

    @property
    def piece(self) -> str:
        """Its id as a piece of advice."""
        return f"tips.{self.id}"


@dataclass(frozen=True, slots=True)
class Told:
    """One answer that somebody gave."""

    id: int
    page_id: PageId
    item: str
    reply: Reply
    at: datetime
    by: PersonId


@cache
def tips() -> Mapping[str, Tip]:
    """All items by id, in their order."""
    return {
        row["id"]: Tip(**row, area=Area(area["id"]), source=area["source"])
        for area in table("tips")["area"]
        for row in area["items"]
    }


@cache
def areas() -> tuple[Area, ...]:
    """The areas that are audited, in their order."""
    return tuple(dict.fromkeys(tip.area for tip in tips().values()))


def tip(name: str) -> Tip:
    """The item of an id; Refused("tips-item-gone") where there is none any more."""
    found = tips().get(name)
    if found is None:
        raise Refused("tips-item-gone")
    return found


def tip_of(number: int) -> Tip:
    """The item of a number; Refused("tips-item-gone") where there is none any more."""
    for each in tips().values():
        if each.number == number:
            return each
    raise Refused("tips-item-gone")


def numbered(numbers: str) -> tuple[Tip, ...]:
    """The items of «1.5.12», as a button carries them; numbers of no item are left out."""
    by_number = {str(each.number): each for each in tips().values()}
    return tuple(by_number[each] for each in numbers.split(".") if each in by_number)


def numbers_of(shown: Iterable[Tip]) -> str:
    """The items as a button carries them."""
    return ".".join(str(each.number) for each in shown)


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


class Audit:
    """A page's audits at a moment: what it has answered, what is open, what is next."""

    def __init__(self, answers: Sequence[Told], now: datetime) -> None:
        self.now = now
        self.newest: dict[str, Told] = {}
        for answer in sorted(answers, key=lambda each: (each.at, each.id)):
            if answer.at <= now and answer.item in tips():
                self.newest[answer.item] = answer

    def worth(self, each: Tip) -> float:
        """How much of its weight the page has."""
        answer = self.newest.get(each.id)
        return _WORTH[answer.reply] if answer else 0.0

    def applies(self, each: Tip) -> bool:
        """Whether an item counts."""
        answer = self.newest.get(each.id)
        return answer is None or answer.reply is not Reply.NA

    def score(self, area: Area | None = None) -> Score:
        """The weighted score, of all or of one area."""
        counted = [e for e in tips().values() if self.applies(e) and area in (None, e.area)]
        return Score(
            sum(each.weight * self.worth(each) for each in counted),
            sum(each.weight for each in counted),
            sum(each.id in self.newest for each in counted),
            len(counted),
        )

    def open(self, area: Area | None = None) -> list[Tip]:
        """What was not answered yet, or so long ago that it is asked again; what matters most first."""
        left = [e for e in tips().values() if area in (None, e.area) and self._is_open(e)]
        return sorted(left, key=lambda each: (each.id in self.newest, -each.weight, each.number))

    def steps(self) -> list[Tip]:
        """What is to be done next: by weight that is still to be won, for the least effort."""
        left = [each for each in tips().values() if self.applies(each) and self.worth(each) < 1]
        return sorted(left, key=lambda each: (-self._gain(each), each.number))

    def _is_open(self, each: Tip) -> bool:
        answer = self.newest.get(each.id)
        return answer is None or self.now - answer.at >= STALE

    def _gain(self, each: Tip) -> float:
        return each.weight * (1 - self.worth(each)) / math.sqrt(0.5 + each.minutes / 60)


_WORTH: Final = {Reply.YES: 1.0, Reply.PARTLY: 0.5, Reply.NO: 0.0, Reply.NA: 0.0}
