"""The card of a report drawn: large figures, kinds, the curve of followers, the best posts."""

from typing import TYPE_CHECKING, Final

from bot.rendering.board import Board, draw_key, key_height
from bot.rendering.palette import SERIES
from bot.rendering.pen import LINE, Pen
from bot.rendering.report_picture import ReportCard, Tile

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TILE: Final = 216
_GAP: Final = 20
_HEAD: Final = 58
_BAR: Final = 54
_CURVE: Final = 130
_ROW: Final = 54
_BETWEEN: Final = 30


def figure(card: ReportCard) -> "Figure":
    """A card as a figure, laid out and not yet drawn."""
    pen = Pen(card)
    verdict = pen.lines(card.verdict, 10.5, pen.colours.ink, most=2, width=LINE)
    above = _TILE + len(verdict) * _ROW + (14 if verdict else 0)
    mix = _HEAD + _BAR + 14 + key_height(card.kinds, pen) + _BETWEEN if card.mix else 0
    curve = _HEAD + _CURVE + _BETWEEN if card.curve else 0
    best = _HEAD + len(card.best) * _ROW if card.best else 0
    board = Board(card, above + _BETWEEN + mix + curve + best)
    for number, tile in enumerate(card.tiles):
        _tile(board, tile, number, len(card.tiles))
    for number, line in enumerate(verdict):
        board.write(0, _TILE + 14 + (number + 0.5) * _ROW, line)
    y = float(above + _BETWEEN)
    if card.mix:
        _mix(board, card, y)
        y += mix
    if card.curve:
        _curve(board, card, y)
        y += curve
    if card.best:
        _best(board, card, y)
    return board.finished()


def _tile(board: Board, tile: Tile, number: int, of: int) -> None:
    colours = board.pen.colours
    wide = (LINE - (of - 1) * _GAP) / of
    x = number * (wide + _GAP)
    board.box(x, 0, wide, _TILE, colours.pale, gid="tile")
    middle, room = x + wide / 2, wide - 24
    colour = {True: colours.third, False: colours.accent, None: colours.soft}[tile.up]
    label = board.pen.lines(tile.label, 8.5, colours.soft, most=2, width=room)
    note = board.fitted(tile.note, (9.5, 8.5, 7.5), colour, room, "regular" if tile.up is None else "bold")
    board.under(middle, 42, label, "middle")
    board.write(middle, 118, board.fitted(tile.value, (26, 22, 18), colours.ink, room, "bold"), "middle")
    board.write(middle, 182, note, "middle")


def _head(board: Board, text: str, y: float) -> None:
    line = board.fitted(text, (11, 10, 9), board.pen.colours.ink, LINE, "bold")
    board.write(0, y + _HEAD / 2 - 6, line)


def _mix(board: Board, card: ReportCard, y: float) -> None:
    _head(board, card.mix_label, y)
    x = 0.0
    for part in card.mix:
        fill = SERIES[part.kind % len(SERIES)]
        board.box(x, y + _HEAD, part.share * LINE, _BAR, fill, edge=board.pen.colours.ink, gid="part")
        x += part.share * LINE
    draw_key(board, card.kinds, y + _HEAD + _BAR + 14)


def _curve(board: Board, card: ReportCard, y: float) -> None:
    _head(board, card.curve_label, y)
    places = [(x * LINE, y + _HEAD + 12 + (1 - high) * (_CURVE - 24)) for x, high in card.curve]
    if board.pen.rtl:  # time runs from left to right in every language
        places = [(LINE - x, high) for x, high in places]
    board.line(places)


def _best(board: Board, card: ReportCard, y: float) -> None:
    _head(board, card.best_label, y)
    for number, text in enumerate(card.best):
        line = board.fitted(text, (10.5, 9.5, 8.5), board.pen.colours.ink, LINE)
        board.write(0, y + _HEAD + (number + 0.5) * _ROW, line)
