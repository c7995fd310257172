"""Shares drawn: the parts of a whole for each month, and how far each group is on its track."""

from typing import TYPE_CHECKING, Final

from bot.rendering.board import Board, draw_key, key_height
from bot.rendering.drawings import Progress, Stack, Step, Whole
from bot.rendering.palette import SERIES, ink_on
from bot.rendering.pen import LINE, Pen

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LABELS: Final = 236
_ROW: Final = 104
_BAR: Final = 66
_NAMES: Final = 372
_VALUE: Final = 150
_TRACK: Final = 34
_STEP: Final = 108


def stacked(stack: Stack) -> "Figure":
    """Shares by month as a figure, laid out and not yet drawn."""
    pen = Pen(stack)
    key = key_height(stack.kinds, pen) + 20
    board = Board(stack, key + max(1, len(stack.rows)) * _ROW)
    draw_key(board, stack.kinds, 0)
    for number, row in enumerate(stack.rows):
        _whole(board, row, key + number * _ROW)
    return board.finished()


def _whole(board: Board, row: Whole, y: float) -> None:
    colours = board.pen.colours
    board.under(
        0,
        y + _ROW / 2,
        [
            board.fitted(row.label, (11.5, 10, 9), colours.ink, _LABELS - 16, "bold"),
            board.fitted(row.note, (9, 8), colours.soft, _LABELS - 16),
        ],
    )
    x, wide = float(_LABELS), LINE - _LABELS
    for part in row.parts:
        if part.share <= 0:
            continue
        fill, span = SERIES[part.kind % len(SERIES)], part.share * wide
        board.box(x, y + (_ROW - _BAR) / 2, span, _BAR, fill, edge=colours.ink, gid=f"part {part.kind}")
        line = board.fitted(part.text, (10.5, 9), ink_on(fill), LINE, "bold")
        if board.pen.width(line.text, line.size, line.weight) + 12 <= span:
            board.write(x + span / 2, y + _ROW / 2, line, "middle")
        x += span


def progress(picture: Progress) -> "Figure":
    """How far each group is as a figure, laid out and not yet drawn."""
    pen = Pen(picture)
    headline = pen.lines(picture.headline, 20, pen.colours.main, "bold", most=1, width=LINE)
    board = Board(picture, max(1, len(picture.steps)) * _STEP, headline)
    for number, step in enumerate(picture.steps):
        _step(board, step, (number + 0.5) * _STEP)
    return board.finished()


def _step(board: Board, step: Step, y: float) -> None:
    colours = board.pen.colours
    label = board.fitted(step.label, (12, 10.5, 9), colours.ink, _NAMES - 16, "bold")
    note = board.fitted(step.note, (9, 8), colours.soft, _NAMES - 16)
    board.under(0, y, [line for line in (label, note) if line.text])
    wide = LINE - _NAMES - _VALUE
    board.box(_NAMES, y - _TRACK / 2, wide, _TRACK, colours.pale, edge=colours.soft, gid="track")
    if step.share:
        reached = wide * min(100.0, step.share) / 100
        board.box(_NAMES, y - _TRACK / 2, reached, _TRACK, colours.main, edge=colours.soft, gid="reached")
    weight = "regular" if step.share is None else "bold"
    colour = colours.soft if step.share is None else colours.ink
    board.write(LINE, y, board.fitted(step.value_text, (12, 10.5, 9, 8), colour, _VALUE - 14, weight), "end")
