"""Maps drawn: fields coloured by how far they lie from the middle, their figures written in them."""

from typing import TYPE_CHECKING, Final

from bot.rendering.board import Board
from bot.rendering.drawings import Cell, HeatMap
from bot.rendering.palette import Palette, between, ink_on
from bot.rendering.pen import LINE, Line, Pen
from bot.rendering.sheet import tall

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LABELS: Final = 148
_HEADS: Final = 56
_SCALE: Final = 118
_STEPS: Final = 25
_GAP: Final = 6


def figure(heat: HeatMap) -> "Figure":
    """The map as a figure, laid out and not yet drawn."""
    pen = Pen(heat)
    row = 92.0 if len(heat.rows) <= 12 else 56.0
    axis = pen.lines(heat.axis, 9.5, pen.colours.soft, most=2, width=LINE)
    board = Board(heat, _HEADS + row * len(heat.rows) + _SCALE, [Line("", 4, pen.colours.ink), *axis])
    column = (LINE - _LABELS) / max(1, len(heat.columns))
    board.heads(heat.columns, _LABELS, _HEADS / 2, pen.colours.ink)
    for at, (name, cells) in enumerate(zip(heat.rows, heat.cells, strict=True)):
        y = _HEADS + at * row
        label = board.fitted(name, (10, 9, 8), pen.colours.ink, _LABELS - 12)
        board.write(_LABELS - 12, y + row / 2, label, "end", gid="row")
        for number, cell in enumerate(cells):
            _cell(board, heat, cell, (_LABELS + number * column, y, column, row))
    _scale(board, heat, _HEADS + row * len(heat.rows) + 30)
    return board.finished()


def colour_of(value: float, heat: HeatMap, colours: Palette) -> str:
    """The colour of a value: the middle's, or on the way to the nearer end's."""
    if value >= heat.middle:
        span = heat.high - heat.middle
        return between(colours.middle, colours.high, min(1.0, (value - heat.middle) / span if span else 0))
    span = heat.middle - heat.low
    return between(colours.middle, colours.low, min(1.0, (heat.middle - value) / span if span else 0))


def _cell(board: Board, heat: HeatMap, cell: Cell, field: tuple[float, float, float, float]) -> None:
    x, y, wide, high = field
    colours = board.pen.colours
    inner = (x + _GAP / 2, y + _GAP / 2, wide - _GAP, high - _GAP)
    if cell.value is None:
        board.box(*inner, "none", edge=colours.grid, gid="empty")
        return
    fill = colour_of(cell.value, heat, colours)
    board.box(
        *inner, fill, edge=colours.ink if cell.marked else "none", gid="best" if cell.marked else "cell"
    )
    if cell.marked:
        board.box(x + 6, y + 6, wide - 12, high - 12, "none", edge=ink_on(fill), gid="frame")
    text = board.fitted(cell.text, (12, 10.5, 9), ink_on(fill), wide - 16, "bold")
    lines = [text]
    if cell.note and high >= 80:
        lines.append(board.fitted(cell.note, (8, 7.5), ink_on(fill), wide - 16))
    if text.text and tall(lines) <= high:
        board.under(x + wide / 2, y + high / 2, lines, "middle")


def _scale(board: Board, heat: HeatMap, y: float) -> None:
    """The colours from the lowest to the highest, with what they mean."""
    colours = board.pen.colours
    wide = LINE / _STEPS
    for step in range(_STEPS):
        value = heat.low + (heat.high - heat.low) * (step + 0.5) / _STEPS
        board.box(step * wide, y, wide + 0.5, 24, colour_of(value, heat, colours), gid="scale")
    middle = LINE * (heat.middle - heat.low) / ((heat.high - heat.low) or 1)
    places = ((0.0, "start"), (middle, "middle"), (float(LINE), "end"))
    for text, (x, place) in zip(heat.scale, places, strict=True):
        line = board.fitted(text, (9, 8), colours.soft, LINE * 0.34)
        board.write(x, y + 52, line, place)  # type: ignore[arg-type]
