"""Pictures drawn: horizontal bars with their intervals, readable on a phone, in either direction.

matplotlib shapes and orders Persian and Arabic itself; it loads in the worker process only.
"""

from typing import TYPE_CHECKING, Any, Final

from bot.language.texts import write_number
from bot.rendering.pen import DPI, LINE, MARGIN, WIDTH, Line, Pen
from bot.rendering.picture import Bar, Picture
from bot.rendering.sheet import blank, rule, stack, tall, watermark

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABELS: Final = 360
"""The width that the labels of groups may take."""
_ROW: Final = 128
_BAR: Final[dict[str, Any]] = {"height": 0.5, "zorder": 2}
_GAP: Final = 18
_UNDER: Final = 95
"""For the numbers of the axis, and what it measures."""
_ASIDE: Final = 8
"""Between a label and the axis, in points."""


def figure(picture: Picture) -> "Figure":
    """The picture as a figure, laid out and not yet drawn."""
    pen = Pen(picture)
    above = pen.head(picture)
    room = LINE - _column(picture, pen)
    upper = _end(picture, room, pen)
    below = [*_legend(picture, upper, pen), *pen.foot(picture)]
    top = MARGIN + tall(above) + 24
    bottom = MARGIN + tall(below) + 24
    height = top + bottom + max(1, len(picture.bars)) * _ROW + 130

    made = blank(height, pen)
    left = MARGIN if pen.rtl else WIDTH - MARGIN - room
    rows = height - top - bottom - _UNDER
    axes = made.add_axes((left / WIDTH, (bottom + _UNDER) / height, room / WIDTH, rows / height))
    _rows(axes, picture, pen)
    _bars(axes, picture, pen)
    _scale(axes, picture, room, upper, pen)
    stack(made, above, height - MARGIN, pen)
    stack(made, below, bottom - 24, pen)
    watermark(made, picture.watermark, pen)
    return made


def _legend(picture: Picture, upper: float, pen: Pen) -> list[Line]:
    """What the marks beside the bars are, those that there are on an axis that ends at `upper`."""
    marks = {"\u25c6": picture.reference_label}
    if picture.line is not None:
        marks["\u2506"] = picture.line_label
    far = [value for bar in picture.bars for value in bar.outliers]
    if any(value <= upper for value in far):
        marks["\u25cb"] = picture.outlier_label
    if any(value > upper for value in far):
        marks["\u25c1" if pen.rtl else "\u25b7"] = picture.beyond_label
    said = [f"{mark} {label}" for mark, label in marks.items() if label]
    return [line for each in said for line in pen.lines(each, 9, pen.colours.accent, most=3, width=LINE)]


def _rows(axes: "Axes", picture: Picture, pen: Pen) -> None:
    """The labels with their notes, and the pale rows of thin groups."""
    edge, away = (1, _ASIDE) if pen.rtl else (0, -_ASIDE)
    for row, bar in enumerate(picture.bars):
        lines = _label(bar, pen)
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
            axes.axhspan(row - 0.36, row + 0.36, color=pen.colours.pale, linewidth=0, zorder=0)


def _column(picture: Picture, pen: Pen) -> float:
    """How many pixels the labels take, with what parts them from the bars."""
    lines = [line for bar in picture.bars for line in _label(bar, pen)]
    wide = max((pen.width(line.text, line.size, line.weight) for line in lines), default=0.0)
    return wide + _ASIDE * DPI / 72


def _label(bar: Bar, pen: Pen) -> list[Line]:
    """A group's name, smaller and in two lines where it is long, and its note."""
    note = pen.lines(bar.note, 9, pen.colours.soft, most=1, width=_LABELS)
    if pen.width(pen.text(bar.label), 12.5, "bold") <= _LABELS:
        return [*pen.lines(bar.label, 12.5, pen.colours.ink, "bold", most=1, width=_LABELS), *note]
    return [*pen.lines(bar.label, 10, pen.colours.ink, "bold", most=2, width=_LABELS), *note]


def _bars(axes: "Axes", picture: Picture, pen: Pen) -> None:
    """Bars, intervals and marks, on an axis that grows in the reading direction."""
    shown = [(row, bar) for row, bar in enumerate(picture.bars) if bar.value is not None]
    axes.barh(
        [row for row, _ in shown], [bar.value or 0.0 for _, bar in shown], **_BAR, color=pen.colours.main
    )
    _intervals(axes, picture, pen)
    cited = [(row + 0.27, bar.reference) for row, bar in enumerate(picture.bars) if bar.reference is not None]
    if cited:
        mark: dict[str, Any] = {"color": pen.colours.accent, "markersize": 7, "zorder": 4}
        mark["markeredgecolor"] = pen.colours.paper
        axes.plot(
            [value for _, value in cited], [row for row, _ in cited], "D", **mark
        )  # below the intervals
    axes.set_ylim(max(1, len(picture.bars)) - 0.4, -0.6)
    axes.set_yticks([])
    if pen.rtl:
        axes.invert_xaxis()
    rule(axes, "x", pen.start, pen, pad=4)
    axes.set_xlabel(pen.text(picture.axis), labelpad=0, **pen.style(9.5, pen.colours.soft))


def _intervals(axes: "Axes", picture: Picture, pen: Pen) -> None:
    """All in one call: each takes matplotlib its time."""
    ends = [
        (row, bar.low, bar.high)
        for row, bar in enumerate(picture.bars)
        if bar.low is not None and bar.high is not None and bar.low < bar.high
    ]
    if not ends:
        return
    rows, lows, highs = zip(*ends, strict=True)
    lengths = [(high - low) / 2 for low, high in zip(lows, highs, strict=True)]
    axes.errorbar(
        [low + length for low, length in zip(lows, lengths, strict=True)],
        rows,
        xerr=[lengths, lengths],
        fmt="none",
        ecolor=pen.colours.ink,
        elinewidth=1.6,
        capsize=4,
        capthick=1.6,
        zorder=3,
    )


def _end(picture: Picture, room: float, pen: Pen) -> float:
    """Where the axis ends: just so far that every text fits behind its bar."""
    upper = max([picture.line or 0.0, *map(_reach, picture.bars)]) or 1.0
    for bar in picture.bars:
        end = 0.0 if bar.value is None else _reach(bar)
        wide = max(
            (pen.width(each.text, each.size, each.weight) for each in _said(bar, pen, room)), default=0
        )
        upper = max(upper, end / max(0.2, 1 - (wide + 2 * _GAP) / room))
    return upper * 1.02


def _scale(axes: "Axes", picture: Picture, room: float, upper: float, pen: Pen) -> None:
    """The axis with its ticks, and the texts behind the bars."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    said = [_said(bar, pen, room) for bar in picture.bars]
    ends = [0.0 if bar.value is None else _reach(bar) for bar in picture.bars]
    axes.set_xlim((upper, 0) if pen.rtl else (0, upper))
    _strange(axes, picture, upper, pen)
    ticks = MaxNLocator(3 if upper >= 10_000 else 5).tick_values(0, upper)
    ticks = [tick for tick in ticks if 0 <= tick <= upper]
    axes.set_xticks(ticks, [write_number(float(tick), pen.digits, decimals=2) for tick in ticks])
    for label in axes.get_xticklabels():
        label.set(**pen.style(9, pen.colours.soft))
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


def _strange(axes: "Axes", picture: Picture, upper: float, pen: Pen) -> None:
    """The cited line across, and values far from the others; those beyond the axis point out of it."""
    if picture.line is not None:
        axes.axvline(picture.line, color=pen.colours.accent, linewidth=1.4, linestyle=(0, (4, 3)), zorder=3)
    mark: dict[str, Any] = {"color": pen.colours.accent, "markersize": 4.5, "fillstyle": "none", "zorder": 4}
    far = [(row - 0.34, value) for row, bar in enumerate(picture.bars) for value in bar.outliers]
    within = [(row, value) for row, value in far if value <= upper]
    if within:
        axes.plot([value for _, value in within], [row for row, _ in within], "o", gid="outliers", **mark)
    rows = sorted({row for row, value in far if value > upper})
    if rows:
        shape = "<" if pen.rtl else ">"
        axes.plot([upper * 0.985] * len(rows), rows, shape, gid="beyond", **mark)


def _said(bar: Bar, pen: Pen, room: float) -> list[Line]:
    """What stands behind a bar: its value, or in softer letters why there is none."""
    if bar.value is not None:
        return pen.lines(bar.value_text, 12, pen.colours.ink, "bold", most=1, width=room * 0.75)
    return pen.lines(bar.value_text, 10, pen.colours.soft, most=2, width=room * 0.9)


def _reach(bar: Bar) -> float:
    """How far a row's marks go."""
    return max((v for v in (bar.value, bar.high, bar.reference) if v is not None), default=0.0)
