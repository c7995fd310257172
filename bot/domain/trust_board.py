"""A page's trust checklist at a moment: its score, what is next, what changed."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from bot.domain.trust import Answered, Item, Reply, Sells, items


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


class Board:
    """A page's checklist at a moment: what applies to it, what it has answered, what is next."""

    def __init__(self, answers: Sequence[Answered], sells: Iterable[Sells], now: datetime) -> None:
        self.now = now
        self.sells = frozenset(sells)
        self.newest = newest(answers, now)

    def applies(self, each: Item) -> bool:
        """Whether an item counts: by her own answer, else by what the page sells."""
        answer = self.newest.get(each.id)
        return answer.reply is not Reply.NA if answer else each.suits(self.sells)

    def worth(self, each: Item) -> float:
        """How much of its weight the page has; what has expired is worth nothing."""
        answer = self.newest.get(each.id)
        if answer is None or answer.expired(self.now):
            return 0.0
        return _WORTH[answer.reply]

    def score(self, group: str | None = None) -> Score:
        """The weighted score, of all or of one group."""
        counted = [e for e in items().values() if self.applies(e) and group in (None, e.group)]
        got = sum(each.weight * self.worth(each) for each in counted)
        answered = sum(each.id in self.newest for each in counted)
        return Score(got, sum(each.weight for each in counted), answered, len(counted))

    def open(self) -> list[Item]:
        """What applies and was not answered yet, what matters most first."""
        left = [e for e in items().values() if e.id not in self.newest and e.suits(self.sells)]
        return sorted(left, key=lambda each: (-each.weight, each.number))

    def steps(self) -> list[Item]:
        """What is to be done next: by weight that is still to be won, for the least effort."""
        left = [e for e in items().values() if self.applies(e) and self.worth(e) < 1]
        return sorted(left, key=lambda each: (-self._gain(each), each.number))

    def stale(self) -> list[Item]:
        """What was answered so long ago that it is asked again, the oldest first."""
        old = [
            (a.at, each) for each in items().values() if (a := self.newest.get(each.id)) and a.stale(self.now)
        ]
        return [each for _, each in sorted(old, key=lambda pair: (pair[0], pair[1].number))]

    def _gain(self, each: Item) -> float:
        """The weight to be won for each square root of an hour; a day of waiting is some effort, too."""
        hours = (each.minutes + 10 * each.days) / 60
        return each.weight * (1 - self.worth(each)) / math.sqrt(0.5 + hours)


_WORTH: Final = {Reply.YES: 1.0, Reply.PARTLY: 0.5, Reply.NO: 0.0, Reply.NA: 0.0}


def newest(answers: Iterable[Answered], at: datetime) -> dict[str, Answered]:
    """The answers that counted at a moment, by item; those to items that are gone are left out."""
    found: dict[str, Answered] = {}
    for answer in sorted(answers, key=lambda each: (each.at, each.id)):
        if answer.at <= at and answer.item in items():
            found[answer.item] = answer
    return found


class Changed(NamedTuple):
    """An item whose answer is another than before."""

    item: Item
    before: Reply | None
    after: Reply


def changed_since(answers: Sequence[Answered], since: datetime, now: datetime) -> list[Changed]:
    """What counts otherwise now than at an earlier moment, in the order of the list."""
    before, after = newest(answers, since), newest(answers, now)
    return [
        Changed(each, before[each.id].reply if each.id in before else None, after[each.id].reply)
        for each in items().values()
        if each.id in after and (each.id not in before or before[each.id].reply is not after[each.id].reply)
    ]


def progress(
    answers: Sequence[Answered], sells: Iterable[Sells], now: datetime, *, every: timedelta, most: int
) -> list[tuple[datetime, int]]:
    """The score of every so often until now, in percent, the oldest first; from the first answer on."""
    if not answers:
        return []
    first = min(answer.at for answer in answers)
    moments = [now - every * back for back in reversed(range(most))]
    return [(at, Board(answers, sells, at).score().percent) for at in moments if at >= first]
