"""Which number belongs to which word: «۱۲۰۰ لایک ۴۵ کامنت ریچ ۱۵هزار» in whatever order it was typed.

Items stand in a row; a number may be paired with the word on either side of it. The cheapest pairing of the
whole row wins (numbers and words left over cost most, then what stands between the two); a pair is sure only
where every pairing without it costs clearly more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from bot.language.figures import Number
from bot.language.lexicon import Term

_LEFT_OVER = 100.0
_MARGIN = 1.5
_MOST_SPLITS = 4


class Role(Enum):
    """What an item is, and what pairing it with a number costs beside what stands between."""

    NUMBER = 0
    COUNT = 1
    SIGN = 2
    """An emoji that stands for a count."""
    OTHER = 15
    ASKED = 20
    POSTS = 25
    """«پست», or a kind: a number before it says how many posts."""
    CAROUSEL = 30


@dataclass(slots=True)
class Item:
    """A number, or a word that may take one: tokens `[first, end)`."""

    role: Role
    first: int
    end: int
    number: Number | None = None
    term: Term | None = None
    gap: float | None = None
    """The cost of what stands between this item and the one before it; None keeps them apart."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A number and its word."""

    number: Item
    word: Item
    readings: tuple[tuple["Pair", ...], ...] = ()
    """Where it is not sure: the ways to pair it and its neighbours, all as good."""


def _left_over(item: Item) -> float:
    return _LEFT_OVER if item.role in {Role.NUMBER, Role.COUNT} else 0.0


def _edge(left: Item, right: Item) -> float | None:
    """What pairing two neighbours costs; None where they cannot be a pair."""
    if right.gap is None or (left.role is Role.NUMBER) == (right.role is Role.NUMBER):
        return None
    number, word = (left, right) if left.role is Role.NUMBER else (right, left)
    value = number.number.value if number.number else None
    if word.role is Role.POSTS and (number is not left or value is None or not 1 <= value <= 50):
        return None
    if word.role is Role.CAROUSEL and (value is None or not 1 <= value <= 50):
        return None
    return right.gap + word.role.value


class _Row:
    """The costs of one row of items from its beginning and from its end."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.edges = [_edge(a, b) for a, b in pairwise(items)]
        count = len(items)
        self.forward = [0.0] * (count + 1)
        self.backward = [0.0] * (count + 1)
        for i in range(count):
            self.forward[i + 1] = self.forward[i] + _left_over(items[i])
            edge = self.edges[i - 1] if i else None
            if edge is not None:
                self.forward[i + 1] = min(self.forward[i + 1], self.forward[i - 1] + edge)
        for i in range(count - 1, -1, -1):
            self.backward[i] = self.backward[i + 1] + _left_over(items[i])
            edge = self.edges[i] if i + 1 < count else None
            if edge is not None:
                self.backward[i] = min(self.backward[i], self.backward[i + 2] + edge)
        self.cost = self.forward[count]

    def with_edge(self, i: int) -> float | None:
        """The cheapest row in which items `i` and `i + 1` are a pair."""
        edge = self.edges[i]
        return None if edge is None else self.forward[i] + edge + self.backward[i + 2]

    def without_edge(self, i: int) -> float:
        """The cheapest row in which they are not."""
        return self.forward[i + 1] + self.backward[i + 1]

    def pairs(self) -> list[Pair]:
        """The pairs of the cheapest row; a run of unsure ones as one, with its readings."""
        found: list[Pair] = []
        rivals: list[tuple[int, Pair]] = []
        for i in range(len(self.edges)):
            cost = self.with_edge(i)
            if cost is None or cost >= self.cost + _MARGIN:
                continue
            left, right = self.items[i], self.items[i + 1]
            pair = Pair(left, right) if left.role is Role.NUMBER else Pair(right, left)
            if self.without_edge(i) >= self.cost + _MARGIN:
                found.append(pair)
            else:
                rivals.append((i, pair))
        return found + _together(rivals)


def _together(rivals: list[tuple[int, Pair]]) -> list[Pair]:
    """Each run of unsure pairs as one, with its two readings: numbers behind their words, or before them."""
    runs: list[list[tuple[int, Pair]]] = []
    for place, pair in rivals:
        if runs and runs[-1][-1][0] == place - 1:
            runs[-1].append((place, pair))
        else:
            runs.append([(place, pair)])
    found = []
    for run in runs:
        pairs = [pair for _, pair in run]
        readings = tuple(tuple(reading) for reading in (pairs[::2], pairs[1::2]) if reading)
        found.append(Pair(pairs[0].number, pairs[0].word, readings))
    return found


def _split(items: Sequence[Item], at: int) -> list[Item]:
    """The row with «۱۵ هزار و ۴۰۰» at `at` read as two numbers."""
    item = items[at]
    if item.number is None or item.number.split is None:
        return list(items)
    head, rest = item.number.split
    return [
        *items[:at],
        Item(Role.NUMBER, head.first, head.end, head, gap=item.gap),
        Item(Role.NUMBER, rest.first, rest.end, rest, gap=40.0),
        *items[at + 1 :],
    ]


def pair_up(items: Sequence[Item]) -> tuple[list[Item], list[Pair]]:
    """The items as they are finally read, and their pairs."""
    read: list[Item] = []
    pairs: list[Pair] = []
    row: list[Item] = []
    for item in items:
        if row and item.gap is None:
            _finish(row, read, pairs)
            row = []
        row.append(item)
    _finish(row, read, pairs)
    return read, pairs


def _finish(row: list[Item], read: list[Item], pairs: list[Pair]) -> None:
    best = _Row(row)
    composite = [item for item in row if item.number and item.number.split]
    for item in composite[:_MOST_SPLITS]:
        other = _Row(_split(best.items, [id(each) for each in best.items].index(id(item))))
        if other.cost < best.cost - _MARGIN:
            best = other
    read.extend(best.items)
    pairs.extend(best.pairs())
