"""Months drawn: seven days a row, with their numbers, occasions and what is on them."""

from typing import TYPE_CHECKING, Final

from bot.language.texts import write_number
from bot.rendering.board import Board, draw_key, key_height
from bot.rendering.drawings import Day, MonthPicture
from bot.rendering.pen import LINE, Pen

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HEADS: Final = 60
_HIGH: Final = 186
_NUMBER: Final = 44
_ROW: Final = 33
_WEEK: Final = 7


def figure(month: MonthPicture) -> "Figure":
    """The month as a figure, laid out and not yet drawn."""
    pen = Pen(month)
    weeks = -(-(month.before + len(month.days)) // _WEEK)
    key = key_height(month.kinds, pen)
    board = Board(month, _HEADS + weeks * _HIGH + 20 + key)
    wide = LINE / _WEEK
    board.heads(month.heads, 0, _HEADS / 2, pen.colours.soft)
    for number, day in enumerate(month.days):
        row, column = divmod(month.before + number, _WEEK)
        _day(board, day, column * wide, _HEADS + row * _HIGH, wide)
    draw_key(board, month.kinds, _HEADS + weeks * _HIGH + 20)
    return board.finished()


def _day(board: Board, day: Day, x: float, y: float, wide: float) -> None:
    colours = board.pen.colours
    edge = colours.main if day.today else colours.grid
    board.box(x + 3, y + 3, wide - 6, _HIGH - 6, colours.pale if day.off else "none", edge=edge, gid="day")
    if day.today:
        board.box(x + 3, y + 3, wide - 6, 8, colours.main, gid="today")
    ink = colours.accent if day.off else colours.ink
    board.write(x + 12, y + 32, board.fitted(day.number, (12,), ink, wide, "bold"), gid="number")
    if day.aside:
        aside = board.fitted(day.aside, (8.5,), colours.soft, wide / 2)
        board.write(x + wide - 12, y + 32, aside, "end", gid="aside")
    y += 32 + _NUMBER / 2
    if day.occasion:
        occasion = board.fitted(day.occasion, (8, 7.5), colours.accent, wide - 18)
        board.write(x + 12, y + 12, occasion, gid="occasion")
        y += _ROW
    _marks(board, day, x, y, wide)


def _marks(board: Board, day: Day, x: float, y: float, wide: float) -> None:
    """As many marks as there is room for; how many are left out stands in the last row."""
    colours = board.pen.colours
    rows = 3 if day.occasion else 4
    over = len(day.marks) > rows
    shown = day.marks[: rows - 1] if over else day.marks
    for number, mark in enumerate(shown):
        middle = y + 14 + number * _ROW
        board.mark(x + 19, middle, mark.kind, size=5.5, faint=mark.faint)
        ink = colours.soft if mark.faint else colours.ink
        board.write(x + 32, middle, board.fitted(mark.label, (8.5, 8, 7.5), ink, wide - 40), gid="plan")
    if over:
        left = f"+{write_number(len(day.marks) - len(shown), board.pen.digits)}"
        line = board.fitted(left, (8.5,), colours.soft, wide - 40)
        board.write(x + 32, y + 14 + (rows - 1) * _ROW, line, gid="more")
