"""A page's trust checklist at a moment: its score, what is next, what changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.checklists import Checklist, Reply, Score, newest
from bot.domain.trust import Answered, Item, Sells, items


class Board(Checklist[Item, Answered]):
    """A page's trust checklist at a moment."""

    def __init__(self, answers: Iterable[Answered], sells: Iterable[Sells], now: datetime) -> None:
        super().__init__(items(), answers, now)
        self.sells = frozenset(sells)

    def applies(self, each: Item) -> bool:
        """Whether an item counts: by her own answer, else by what the page sells."""
        return super().applies(each) if each.id in self.newest else each.suits(self.sells)

    def worth(self, each: Item) -> float:
        """How much of its weight the page has; what has expired is worth nothing."""
        answer = self.newest.get(each.id)
        return 0.0 if answer is not None and answer.expired(self.now) else super().worth(each)

    def effort(self, each: Item) -> float:
        """Minutes that an item takes; a day of waiting is some effort, too."""
        return each.minutes + 10 * each.days

    def score(self, group: str | None = None) -> Score:
        """The weighted score, of all or of one group."""
        return self.score_of(each for each in items().values() if group in (None, each.group))

    def open(self) -> list[Item]:
        """What applies and was not answered yet, what matters most first."""
        left = [e for e in items().values() if e.id not in self.newest and e.suits(self.sells)]
        return sorted(left, key=lambda each: (-each.weight, each.number))

    def stale(self) -> list[Item]:
        """What was answered so long ago that it is asked again, the oldest first."""
        old = [
            (a.at, each) for each in items().values() if (a := self.newest.get(each.id)) and a.stale(self.now)
        ]
        return [each for _, each in sorted(old, key=lambda pair: (pair[0], pair[1].number))]


class Changed(NamedTuple):
    """An item whose answer is another than before."""

    item: Item
    before: Reply | None
    after: Reply


def changed_since(answers: Sequence[Answered], since: datetime, now: datetime) -> list[Changed]:
    """What counts otherwise now than at an earlier moment, in the order of the list."""
    before, after = newest(answers, items(), since), newest(answers, items(), now)
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
