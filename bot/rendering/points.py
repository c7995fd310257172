"""Curves through groups drawn: each with its interval, and a study's figures beside them.

They run from left to right in every language, as curves of time do.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from bot.language.texts import write_number
from bot.rendering.drawings import Dot, Points
from bot.rendering.pen import LINE, MARGIN, WIDTH, Line, Pen
from bot.rendering.sheet import blank, rule, stack, tall, watermark

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PLOT: Final = 620
_ASIDE: Final = 0.22
"""How far beside its group a cited figure stands."""
_UNDER: Final = 112
"""For what stands under the axis: a label, how many posts."""


def figure(points: Points) -> "Figure":
    """The curve as a figure, laid out and not yet drawn."""
    pen = Pen(points)
    colours = pen.colours
    above = [*pen.head(points), *pen.lines(points.axis, 9.5, colours.soft, most=2, width=LINE)]
    cited = f"\u25c6 {points.cited_label}" if points.cited_label else ""
    below = [*pen.lines(cited, 9, colours.accent, most=3, width=LINE), *pen.foot(points)]
    low, high = 0.0, _top(points)
    levels = _levels(low, high, pen)
    left = MARGIN + max(pen.width(text, 9) for _, text in levels) + 18
    wide = WIDTH - left - MARGIN
    along = pen.lines(points.along, 9.5, colours.soft, most=1, width=LINE)
    bottom = MARGIN + tall(below) + 24 + tall(along) + _UNDER
    height = MARGIN + tall(above) + 40 + _PLOT + bottom

    made = blank(height, pen)
    axes = made.add_axes((left / WIDTH, bottom / height, wide / WIDTH, _PLOT / height))
    _axes(axes, points, levels, (low, high), pen)
    _cited(axes, points, pen)
    _dots(axes, points, pen)
    stack(made, above, height - MARGIN, pen)
    for line in along:
        style = pen.style(line.size, line.colour)
        middle = (left + wide / 2) / WIDTH
        made.text(middle, (bottom - _UNDER) / height, line.text, ha="center", va="top", **style)
    stack(made, below, MARGIN + tall(below), pen)
    watermark(made, points.watermark, pen)
    return made


def _top(points: Points) -> float:
    if points.top is not None:
        return points.top * 1.12
    known = [dot.high if dot.high is not None else dot.value or 0.0 for dot in points.dots]
    return 1.16 * max([*known, *(each.value for each in points.cited)], default=0.0) or 1.0


def _levels(low: float, high: float, pen: Pen) -> list[tuple[float, str]]:
    """Round values within the axis, each as it is written."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - loads in the worker only

    values = [float(value) for value in MaxNLocator(5).tick_values(low, high) if low <= value <= high]
    return [(value, pen.text(write_number(value, pen.digits, decimals=2))) for value in values]


def _axes(
    axes: "Axes",
    points: Points,
    levels: list[tuple[float, str]],
    ends: tuple[float, float],
    pen: Pen,
) -> None:
    places = [*(dot.at for dot in points.dots), *(each.at for each in points.cited)] or [0.0]
    pad = max(0.5, (max(places) - min(places)) * 0.09)
    axes.set_xlim(min(places) - pad, max(places) + pad)
    axes.set_ylim(*ends)
    axes.set_xticks([])
    axes.set_yticks([value for value, _ in levels], [text for _, text in levels])
    for label in axes.get_yticklabels():
        label.set(va="center", **pen.style(9, pen.colours.soft))
    rule(axes, "y", "bottom", pen, pad=5)


def _dots(axes: "Axes", points: Points, pen: Pen) -> None:
    """Each group's interval, dot and value, and its name with its posts under the axis."""
    colours = pen.colours
    said = [(dot.at, dot.value) for dot in points.dots if dot.value is not None]
    if points.joined and len(said) > 1:
        axes.plot(*_places(said), color=colours.main, linewidth=2, zorder=2, gid="line")
    _intervals(axes, points, pen)
    axes.plot(*_places(said), "o", color=colours.main, markersize=8, zorder=4, gid="dot")
    room = axes.get_window_extent().width / max(1, len(points.dots))
    for dot in points.dots:
        if dot.value is not None:
            end = dot.value if dot.high is None else max(dot.value, dot.high)
            _put(axes, Line(pen.text(dot.value_text), 11, colours.ink, "bold"), (dot.at, end), (0, 8), pen)
        _name(axes, dot, room, pen)


def _intervals(axes: "Axes", points: Points, pen: Pen) -> None:
    """All in one call: each takes matplotlib its time."""
    ends = [
        (dot.at, dot.low, dot.high)
        for dot in points.dots
        if dot.low is not None and dot.high is not None and dot.low < dot.high
    ]
    if not ends:
        return
    at, lows, highs = zip(*ends, strict=True)
    ink = pen.colours.ink
    axes.vlines(at, lows, highs, color=ink, linewidth=1.6, zorder=3, gid="interval")
    axes.plot([*at, *at], [*lows, *highs], "_", color=ink, markersize=9, zorder=3)


def _places(places: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in places], [y for _, y in places]


def _name(axes: "Axes", dot: Dot, room: float, pen: Pen) -> None:
    thin = dot.value is None
    name = pen.lines(dot.label, 11, pen.colours.soft if thin else pen.colours.ink, "bold", most=1, width=room)
    size = next((s for s in (8.5, 7.5) if pen.width(pen.text(dot.note), s) <= room - 6), 6.5)
    note = pen.lines(dot.note, size, pen.colours.soft, most=1, width=room - 6)
    if thin and dot.value_text:
        note = [*note, *pen.lines(dot.value_text, size, pen.colours.soft, most=1, width=room - 6)]
    down = 12.0
    for line in (*name, *note):
        style = pen.style(line.size, line.colour, line.weight)
        axes.annotate(
            line.text,
            xy=(dot.at, 0),
            xycoords=("data", "axes fraction"),
            xytext=(0, -down),
            textcoords="offset points",
            ha="center",
            va="center",
            annotation_clip=False,
            gid="name",
            **style,
        )
        down += line.height


def _cited(axes: "Axes", points: Points, pen: Pen) -> None:
    """The study's figures as rhombs; where it says only «above», as a mark that points upwards."""
    for beyond, shape, size in ((False, "D", 8), (True, "^", 9)):
        places = [(each.at - _ASIDE, each.value) for each in points.cited if each.beyond is beyond]
        mark: dict[str, Any] = {"markeredgecolor": pen.colours.paper, "markersize": size, "zorder": 5}
        if places:
            axes.plot(*_places(places), shape, color=pen.colours.accent, gid="cited", **mark)
    for each in points.cited:
        said = Line(pen.text(each.text), 9, pen.colours.accent, "bold")
        _put(axes, said, (each.at - _ASIDE, each.value), (-7, -3), pen, side="right")


def _put(
    axes: "Axes",
    line: Line,
    at: tuple[float, float],
    aside: tuple[float, float],
    pen: Pen,
    side: Literal["center", "right"] = "center",
) -> None:
    """A short text above a place, or beside it on the left."""
    axes.annotate(
        line.text,
        xy=at,
        xytext=aside,
        textcoords="offset points",
        ha=side,
        va="baseline",
        annotation_clip=False,
        zorder=6,
        gid="value",
        **pen.style(line.size, line.colour, line.weight),
    )
