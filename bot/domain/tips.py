"""Audits of a page: how it sells, its habits, its care, its customers, its time, item by item.

The items are data (`data/tips.toml`), their sentences in the catalogues. An answer is never overwritten: the
newest one counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from bot.domain import checklists
from bot.domain.advice import Area
from bot.domain.checklists import STALE, Checklist, Reply, Score
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.wordlists import table

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
    found = numbered(str(number))
    if not found:
        raise Refused("tips-item-gone")
    return found[0]


def numbered(numbers: str) -> tuple[Tip, ...]:
    """The items of «1.5.12», as a button carries them; numbers of no item are left out."""
    return checklists.numbered(tips().values(), numbers)


class Audit(Checklist[Tip, Told]):
    """A page's audits at a moment."""

    def __init__(self, answers: Iterable[Told], now: datetime) -> None:
        super().__init__(tips(), answers, now)

    def score(self, area: Area | None = None) -> Score:
        """The weighted score, of all or of one area."""
        return self.score_of(each for each in tips().values() if area in (None, each.area))

    def open(self) -> list[Tip]:
        """What was not answered yet, or so long ago that it is asked again; what matters most first."""
        left = [each for each in tips().values() if self._is_open(each)]
        return sorted(left, key=lambda each: (each.id in self.newest, -each.weight, each.number))

    def _is_open(self, each: Tip) -> bool:
        answer = self.newest.get(each.id)
        return answer is None or self.now - answer.at >= STALE
