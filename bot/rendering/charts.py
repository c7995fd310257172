"""Pictures drawn: horizontal bars with their intervals, readable on a phone, in either direction.

matplotlib shapes and orders Persian and Arabic itself; it loads in the worker process only.
"""

from typing import TYPE_CHECKING, Any, Final

from bot.language.texts import write_number
from bot.rendering.palette import BLUE, INK, ORANGE, PALE, SOFT
from bot.rendering.pen import DPI, LINE, MARGIN, WIDTH, Line, Pen
from bot.rendering.picture import Bar, Picture
from bot.rendering.sheet import blank, rule, stack, tall

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABELS: Final = 360
"""The width that the labels of groups may take."""
_ROW: Final = 128
_GAP: Final = 18
_SHEET: Final = 460
"""How high a watermark may be."""


def figure(picture: Picture) -> "Figure":
    """The picture as a figure, laid out and not yet drawn."""
    pen = Pen(picture)
    above = pen.head(picture)
    mark = f"\u25c6 {picture.reference_label}" if picture.reference_label else ""
    below = [*pen.lines(mark, 9, ORANGE, most=3, width=LINE), *pen.foot(picture)]
    top = MARGIN + tall(above) + 24
    bottom = MARGIN + tall(below) + 24
    height = top + bottom + max(1, len(picture.bars)) * _ROW + 130

    made = blank(height)
    side = MARGIN / WIDTH
    made.set_layout_engine(
        "constrained",
        rect=(side, bottom / height, 1 - 2 * side, 1 - (top + bottom) / height),
        w_pad=0,
        h_pad=0,
    )
    axes = made.add_subplot()
    _rows(axes, picture, pen)
    _bars(axes, picture, pen)
    made.draw_without_rendering()
    made.set_layout_engine("none")
    _scale(axes, picture, pen)
    stack(made, above, height - MARGIN, pen)
    stack(made, below, bottom - 24, pen)
    if picture.watermark:
        _watermark(made, picture, pen)
    return made


def _rows(axes: "Axes", picture: Picture, pen: Pen) -> None:
    """The labels with their notes, and the pale rows of thin groups."""
    edge, away = (1, 8) if pen.rtl else (0, -8)
    for row, bar in enumerate(picture.bars):
        lines = [*_label(bar, pen), *pen.lines(bar.note, 9, SOFT, most=1, width=_LABELS)]
        above = sum(line.height for line in lines) / 2
        for line in lines:
            axes.annotate(
                line.text,
                xy=(edge, row),
                xycoords=("axes fraction", "data"),
                xytext=(away, above - line.height * 0.76),
                textcoords="offset points",
                ha=pen.end,
                va="baseline",
                annotation_clip=False,
                **pen.style(line.size, line.colour, line.weight),
            )
            above -= line.height
        if bar.value is None:
            axes.axhspan(row - 0.36, row + 0.36, color=PALE, linewidth=0, zorder=0)


def _label(bar: Bar, pen: Pen) -> list[Line]:
    """A group's name, smaller and in two lines where it is long."""
    if pen.width(pen.text(bar.label), 12.5, "bold") <= _LABELS:
        return pen.lines(bar.label, 12.5, INK, "bold", most=1, width=_LABELS)
    return pen.lines(bar.label, 10, INK, "bold", most=2, width=_LABELS)


def _bars(axes: "Axes", picture: Picture, pen: Pen) -> None:
    """Bars, intervals and marks, on an axis that grows in the reading direction."""
    for row, bar in enumerate(picture.bars):
        if bar.value is not None:
            axes.barh(row, bar.value, height=0.5, color=BLUE, zorder=2)
        if bar.low is not None and bar.high is not None and bar.low < bar.high:
            _interval(axes, row, bar.low, bar.high)
        if bar.reference is not None:
            mark: dict[str, Any] = {"color": ORANGE, "markersize": 7, "markeredgecolor": "white"}
            axes.plot([bar.reference], [row + 0.27], "D", zorder=4, **mark)  # below the interval's line
    axes.set_ylim(max(1, len(picture.bars)) - 0.4, -0.6)
    axes.set_yticks([])
    if pen.rtl:
        axes.invert_xaxis()
    rule(axes, "x", pen.start, pad=4)
    axes.set_xlabel(pen.text(picture.axis), labelpad=0, **pen.style(9.5, SOFT))


def _interval(axes: "Axes", row: int, low: float, high: float) -> None:
    axes.errorbar(
        [(low + high) / 2],
        [row],
        xerr=[[(high - low) / 2], [(high - low) / 2]],
        fmt="none",
        ecolor=INK,
        elinewidth=1.6,
        capsize=4,
        capthick=1.6,
        zorder=3,
    )


def _scale(axes: "Axes", picture: Picture, pen: Pen) -> None:
    """The axis just long enough that every text fits behind its bar, then ticks and those texts."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    room = axes.get_window_extent().width
    said = [_said(bar, pen, room) for bar in picture.bars]
    upper = max((_reach(bar) for bar in picture.bars), default=0.0) or 1.0
    ends = [0.0 if bar.value is None else _reach(bar) for bar in picture.bars]
    for lines, end in zip(said, ends, strict=True):
        wide = max((pen.width(line.text, line.size, line.weight) for line in lines), default=0)
        upper = max(upper, end / max(0.2, 1 - (wide + 2 * _GAP) / room))
    upper *= 1.02
    axes.set_xlim((upper, 0) if pen.rtl else (0, upper))
    ticks = MaxNLocator(3 if upper >= 10_000 else 5).tick_values(0, upper)
    ticks = [tick for tick in ticks if 0 <= tick <= upper]
    axes.set_xticks(ticks, [write_number(float(tick), pen.digits, decimals=2) for tick in ticks])
    for label in axes.get_xticklabels():
        label.set(**pen.style(9, SOFT))
    for row, (lines, end) in enumerate(zip(said, ends, strict=True)):
        above = sum(line.height for line in lines) / 2
        for line in lines:
            axes.annotate(
                line.text,
                xy=(end, row),
                xytext=((-_GAP if pen.rtl else _GAP) * 72 / DPI, above - line.height * 0.76),
                textcoords="offset points",
                ha=pen.start,
                va="baseline",
                zorder=5,
                **pen.style(line.size, line.colour, line.weight),
            )
            above -= line.height


def _said(bar: Bar, pen: Pen, room: float) -> list[Line]:
    """What stands behind a bar: its value, or in softer letters why there is none."""
    if bar.value is not None:
        return pen.lines(bar.value_text, 12, INK, "bold", most=1, width=room * 0.75)
    return pen.lines(bar.value_text, 10, SOFT, most=2, width=room * 0.9)


def _reach(bar: Bar) -> float:
    """How far a row's marks go."""
    return max((v for v in (bar.value, bar.high, bar.reference) if v is not None), default=0.0)


def _watermark(made: "Figure", picture: Picture, pen: Pen) -> None:
    """A word across the picture, drawn apart: in one layer, overlapping letters would show their seams."""
    import numpy as np  # noqa: PLC0415 - loads in the worker only
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415

    height = round(made.get_figheight() * DPI)
    high = min(height, _SHEET)
    word = blank(high)
    canvas: Any = FigureCanvasAgg(word)
    word.text(
        0.5,
        0.5,
        pen.text(picture.watermark),
        ha="center",
        va="center",
        rotation=20,
        **pen.style(54, "black", "bold"),
    )
    canvas.draw()
    ink = 255 - np.asarray(canvas.buffer_rgba())[:, :, 0]
    layer = np.zeros((*ink.shape, 4), dtype=np.uint8)
    layer[:, :, 3] = ink * 0.14
    made.figimage(layer, yo=(height - high) // 2, zorder=10, origin="upper")
