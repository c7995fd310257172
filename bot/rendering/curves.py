"""Curves drawn: counts over time, with posts as ticks and campaigns as spans below.

Time runs from left to right in every language, as in Persian and Arabic newspapers; words stand on the
reader's side. matplotlib loads in the worker process only.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from bot.language.texts import write_number
from bot.rendering.pen import DPI, LINE, MARGIN, WIDTH, Line, Pen
from bot.rendering.picture import Curve, Point, Span, Tick
from bot.rendering.sheet import blank, rule, stack, tall

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PLOT: Final = 560
"""How high the plot is, in pixels."""
_STRIP: Final = 44
"""How high the strip of posts below it is."""
_LANE: Final = 76
_LANES: Final = 4
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 600)
_ROOM: Final = 26
"""The least distance between two labels of the time axis."""


def figure(curve: Curve) -> "Figure":
    """The curve as a figure, laid out and not yet drawn."""
    pen = Pen(curve)
    above = [
        *pen.head(curve),
        *pen.lines(f"{curve.headline} {curve.unit}", 20, pen.colours.main, "bold", most=1, width=LINE),
    ]
    below = pen.foot(curve)
    levels = _levels(curve, pen)
    left = MARGIN + max(pen.width(text, 9) for _, text in levels) + 18
    wide = WIDTH - left - MARGIN - 14
    ticks = _fitting(curve, pen, wide)
    lanes = _lanes(curve, pen, wide)
    dates = tall(_dated(ticks, pen)[:2]) + 20 if ticks else 0
    top = MARGIN + tall(above) + 30
    bottom = MARGIN + (tall(below) + 24 if below else 0) + len(lanes) * _LANE + dates + _STRIP
    height = top + _PLOT + bottom

    made = blank(height, pen)
    axes = made.add_axes((left / WIDTH, bottom / height, wide / WIDTH, _PLOT / height))
    _axes(axes, curve, pen, levels)
    _bands(axes, lanes, pen, _STRIP + dates)
    _posts(axes, curve, pen)
    _dates(axes, curve, ticks, pen)
    _line(axes, curve, pen)
    _points(axes, curve, pen)
    _off(axes, curve, pen)
    stack(made, above, height - MARGIN, pen)
    stack(made, below, MARGIN + tall(below), pen)
    return made


def _levels(curve: Curve, pen: Pen) -> list[tuple[float, str]]:
    """Round counts within the axis, each as it is written."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    values = MaxNLocator(5, integer=True).tick_values(curve.low, curve.high)
    kept = [round(value) for value in values if curve.low <= value <= curve.high]
    return [(value, pen.text(write_number(value, pen.digits))) for value in kept or [round(curve.low)]]


def _axes(axes: "Axes", curve: Curve, pen: Pen, levels: list[tuple[float, str]]) -> None:
    pad = (curve.last - curve.first) * 0.012
    axes.set_xlim(curve.first - pad, curve.last + pad)
    axes.set_ylim(curve.low, curve.high)
    axes.set_xticks([])
    axes.set_yticks([value for value, _ in levels], [text for _, text in levels])
    for label in axes.get_yticklabels():
        label.set(va="center", **pen.style(9, pen.colours.soft))
    rule(axes, "y", "bottom", pen, pad=5)


def _line(axes: "Axes", curve: Curve, pen: Pen) -> None:
    """Straight from count to count, and nothing across a gap."""
    joined = [point for point in curve.points if not point.off]
    xs: list[float] = []
    ys: list[float] = []
    for this in joined:
        if xs and this.at - xs[-1] > curve.gap:
            xs.append(this.at)
            ys.append(float("nan"))
        xs.append(this.at)
        ys.append(this.value)
    axes.plot(xs, ys, color=pen.colours.main, linewidth=2.2, zorder=3, gid="line", solid_joinstyle="round")


def _points(axes: "Axes", curve: Curve, pen: Pen) -> None:
    """Each count, smaller the more there are, the last one large; hollow where it was given rounded."""
    joined = [point for point in curve.points if not point.off]
    size = 6.5 if len(joined) <= 40 else 4.0 if len(joined) <= 120 else 2.0
    for hollow in (False, True):
        _marked(axes, [p for p in joined if p.hollow is hollow], size, pen, hollow=hollow)
    alone = [p for p in joined if _alone(p, joined, curve.gap)]
    _marked(axes, alone, max(size, 5), pen, hollow=None)
    last = joined[-1].hollow if joined else False
    _marked(axes, joined[-1:], max(size, 8.5), pen, hollow=last, gid="last")


def _alone(point: Point, joined: list[Point], gap: float) -> bool:
    """Whether no line touches it: it would be lost among many without a mark of its own."""
    i = joined.index(point)
    near = joined[max(0, i - 1) : i] + joined[i + 1 : i + 2]
    return all(abs(other.at - point.at) > gap for other in near)


def _marked(
    axes: "Axes", points: list[Point], size: float, pen: Pen, *, hollow: bool | None, gid: str = ""
) -> None:
    for kind in (False, True) if hollow is None else (hollow,):
        shown = [p for p in points if hollow is not None or p.hollow is kind]
        if not shown:
            continue
        axes.plot(
            [p.at for p in shown],
            [p.value for p in shown],
            linestyle="none",
            marker="o",
            markersize=size,
            markerfacecolor=pen.colours.paper if kind else pen.colours.main,
            markeredgecolor=pen.colours.main,
            markeredgewidth=1.4 if kind else 0,
            zorder=4,
            clip_on=False,
            gid=gid or ("alone" if hollow is None else "hollow" if kind else "full"),
        )


def _off(axes: "Axes", curve: Curve, pen: Pen) -> None:
    """Counts far off the axis: a mark at the edge, with the count in words beside it."""
    taken = -1e9
    for point in [p for p in curve.points if p.off]:
        above = point.value > curve.high
        y = curve.high if above else curve.low
        mark: dict[str, Any] = {"color": pen.colours.accent, "markersize": 8, "gid": "off"}
        axes.plot([point.at], [y], "^" if above else "v", clip_on=False, zorder=5, **mark)
        x = (point.at - curve.first) / ((curve.last - curve.first) or 1)
        if x - taken < 0.3:
            continue
        taken = x
        axes.annotate(
            pen.text(point.off),
            xy=(point.at, y),
            xytext=(-9 if x > 0.5 else 9, -4 if above else 4),
            textcoords="offset points",
            ha="right" if x > 0.5 else "left",
            va="center_baseline",
            zorder=5,
            **pen.style(9.5, pen.colours.accent, "bold"),
        )


def _posts(axes: "Axes", curve: Curve, pen: Pen) -> None:
    """A tick for each post, in a strip below the plot."""
    if curve.posts:
        axes.vlines(
            list(curve.posts),
            -_STRIP * 0.82 / _PLOT,
            -_STRIP * 0.24 / _PLOT,
            transform=axes.get_xaxis_transform(),
            color=pen.colours.soft,
            linewidth=1.3,
            clip_on=False,
            gid="posts",
        )


def _dated(ticks: list[Tick], pen: Pen) -> list[Line]:
    """The lines of one date: a month or a day, and its year below."""
    lines = pen.lines(ticks[0].label, 9.5, pen.colours.soft, most=1, width=LINE) if ticks else []
    return [*lines, *pen.lines(ticks[0].under, 8.5, pen.colours.soft, most=1, width=LINE)] if lines else []


def _fitting(curve: Curve, pen: Pen, wide: float) -> list[Tick]:
    """Every tick, or every second, third, sixth …, so that no two labels touch."""
    for step in _STEPS:
        kept = [tick for tick in curve.ticks if tick.order % step == 0]
        widths = [_wide(tick, pen) for tick in kept]
        places = [_place(tick, width, curve, wide) for tick, width in zip(kept, widths, strict=True)]
        both = list(zip(places, widths, strict=True))
        if all(b - a > (wa + wb) / 2 + _ROOM for (a, wa), (b, wb) in pairwise(both)):
            return kept
    return list(curve.ticks[:1])


def _wide(tick: Tick, pen: Pen) -> float:
    """How many pixels a date's label takes."""
    return max(pen.width(pen.text(tick.label), 9.5), pen.width(pen.text(tick.under), 8.5))


def _place(tick: Tick, width: float, curve: Curve, wide: float) -> float:
    """Where the middle of a date's label stands, in pixels of the plot: within the picture's right edge."""
    middle = (tick.at - curve.first) / ((curve.last - curve.first) or 1) * wide
    return min(middle, wide + MARGIN - width / 2)


def _dates(axes: "Axes", curve: Curve, ticks: list[Tick], pen: Pen) -> None:
    """The labels of time, and a year below where it begins."""
    year, wide = None, axes.get_window_extent().width
    for tick in ticks:
        width = _wide(tick, pen)
        aside = min(0.0, _place(tick, width, curve, wide) - _place(tick, 0, curve, wide))
        said = [(tick.label, 9.5)]
        if tick.under != year:
            said.append((tick.under, 8.5))
        year, down = tick.under, _STRIP * 72 / DPI + 4
        for text, size in said:
            axes.annotate(
                pen.text(text),
                xy=(tick.at, 0),
                xycoords=("data", "axes fraction"),
                xytext=(aside * 72 / DPI, -down),
                textcoords="offset points",
                ha="center",
                va="top",
                annotation_clip=False,
                gid="date",
                **pen.style(size, pen.colours.soft),
            )
            down += size * 1.5


def _lanes(curve: Curve, pen: Pen, wide: float) -> list[list[tuple[Span, Line]]]:
    """The campaigns in as few lanes as hold them with their labels, the newest first, while there is room."""
    pixels = wide / ((curve.last - curve.first) or 1)
    lanes: list[list[tuple[Span, Line]]] = []
    ends: list[list[tuple[float, float]]] = []
    for span in sorted(curve.spans, key=lambda s: -s.last):
        ink = pen.colours.ink
        (said, *_) = pen.lines(span.label, 9, ink, most=1, width=wide * 0.6) or [Line("", 9, ink)]
        first, last = _extent(span, said, curve, pen, pixels, wide)
        for lane, taken in zip(lanes, ends, strict=True):
            if all(last + _ROOM < a or first > b + _ROOM for a, b in taken):
                lane.append((span, said))
                taken.append((first, last))
                break
        else:
            if len(lanes) < _LANES:
                lanes.append([(span, said)])
                ends.append([(first, last)])
    return lanes


def _extent(
    span: Span, said: Line, curve: Curve, pen: Pen, pixels: float, wide: float
) -> tuple[float, float]:
    """From where to where a campaign's bar and label go, in pixels of the plot."""
    first, last = (span.first - curve.first) * pixels, (span.last - curve.first) * pixels
    width = pen.width(said.text, said.size)
    return (first, max(last, first + width)) if first + width <= wide else (min(first, last - width), last)


def _bands(axes: "Axes", lanes: list[list[tuple[Span, Line]]], pen: Pen, down: float) -> None:
    """A campaign is a pale band behind the curve, and a bar with its name below."""
    low, high = axes.get_xlim()
    for number, lane in enumerate(lanes):
        y = -(down + number * _LANE + 12) / _PLOT
        for span, said in lane:
            least = (high - low) * 0.008
            last = max(span.last, span.first + least)
            axes.axvspan(
                span.first, last, color=pen.colours.third, alpha=0.1, linewidth=0, zorder=0, gid="band"
            )
            axes.hlines(
                y,
                span.first,
                last,
                transform=axes.get_xaxis_transform(),
                color=pen.colours.third,
                linewidth=4,
                clip_on=False,
                gid="campaign",
            )
            room = axes.get_window_extent().width * (high - span.first) / (high - low)
            over = pen.width(said.text, said.size) > room
            axes.annotate(
                said.text,
                xy=(last if over else span.first, y),
                xycoords=("data", "axes fraction"),
                xytext=(0, -5),
                textcoords="offset points",
                ha="right" if over else "left",
                va="top",
                annotation_clip=False,
                **pen.style(said.size, said.colour),
            )
