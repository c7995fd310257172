"""Text in two columns on a sheet of paper, as large as there is room for it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.rendering.paper import FIELD, Paper
from bot.rendering.pen import Line, Pen
from bot.rendering.sheet import tall

GAP: Final = 56
"""Between the columns, in pixels."""
COLUMN: Final = (FIELD - GAP) / 2
_SIZES: Final = (10, 9.5, 9, 8.5, 8, 7.5, 7)
"""The first of these in which all has room, in points."""
_AIR, _APART = 12, 30
"""Above what goes on, and above a new heading."""
_LINES_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A heading and what stands below it."""

    name: str
    paragraphs: tuple[tuple[tuple[str, str | None], ...], ...]
    """Each in lines, and where a click on a line leads."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is not torn apart: a paragraph, the first one with its heading."""

    lines: tuple[tuple[Line, str | None], ...]
    above: int

    @property
    def high(self) -> float:
        return tall([line for line, _ in self.lines])


def put(paper: Paper, told: Iterable[Told], y: float, bottom: float, more: str) -> None:
    """Puts all of it between two heights; where even the smallest letters have no room, its beginning, and
    below that `more`.
    """
    parts, room = list(told), bottom - y

    def laid(size: float) -> list[_Piece]:
        return [piece for part in parts for piece in _pieces(paper.pen, part, size)]

    def fits(size: float) -> bool:
        return _shortest(laid(size)) <= room

    place = bisect_left(_SIZES, True, key=fits)
    pieces = laid(_SIZES[min(place, len(_SIZES) - 1)])
    if place == len(_SIZES):
        note = paper.pen.lines(more, 8, paper.pen.colours.soft, most=1, width=FIELD)
        room -= tall(note)
        paper.under(0, bottom - tall(note), note)
    while _shortest(pieces) > room:
        pieces.pop()
    first = _parting(pieces)
    _column(paper, pieces[:first], 0, y)
    _column(paper, pieces[first:], COLUMN + GAP, y)


def _pieces(pen: Pen, told: Told, size: float) -> Iterable[_Piece]:
    name = pen.lines(told.name, size + 1.5, pen.colours.main, "bold", most=1, width=COLUMN)
    head: list[tuple[Line, str | None]] = [(line, None) for line in name]
    for number, paragraph in enumerate(told.paragraphs):
        lines = [
            (line, url)
            for text, url in paragraph
            for line in pen.lines(text, size, pen.colours.ink, most=_LINES_MOST, width=COLUMN)
        ]
        yield _Piece(tuple(lines if number else head + lines), _AIR if number else _APART)


def _column(paper: Paper, pieces: Sequence[_Piece], x: float, y: float) -> None:
    for number, piece in enumerate(pieces):
        y += piece.above if number else 0
        for line, url in piece.lines:
            y = paper.under(x, y, [line], url=url)


def _parting(pieces: Sequence[_Piece]) -> int:
    """How many pieces the first column gets so that both are about as long."""
    return min(range(len(pieces) + 1), key=lambda first: (_tallest(pieces, first), -first))


def _shortest(pieces: Sequence[_Piece]) -> float:
    return _tallest(pieces, _parting(pieces))


def _tallest(pieces: Sequence[_Piece], first: int) -> float:
    return max(_high(pieces[:first]), _high(pieces[first:]))


def _high(pieces: Sequence[_Piece]) -> float:
    return sum(piece.high + (piece.above if number else 0) for number, piece in enumerate(pieces))
