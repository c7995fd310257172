"""Pictures drawn: horizontal bars with their intervals, readable on a phone, in either direction.

matplotlib shapes and orders Persian and Arabic itself; it loads in the worker process only.
"""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from bot.language.texts import Digits, write_number
from bot.rendering import fonts
from bot.rendering.picture import Bar, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH: Final = 1080
"""In pixels; the height follows the number of bars."""
_DPI: Final = 200
_MARGIN: Final = 46
_TEXT: Final = WIDTH - 2 * _MARGIN
"""The width that a full line has."""
_LABELS: Final = 360
"""The width that the labels of groups may take."""
_ROW: Final = 128
_GAP: Final = 18
_SHEET: Final = 460
"""How high a watermark may be."""

# Okabe and Ito's colours, told apart by colour-blind readers too
_BAR, _MARK = "#0072B2", "#D55E00"
_INK, _SOFT, _PALE, _GRID = "#1F2933", "#5F6B7A", "#F1F4F7", "#DDE3EA"

_CONTROLS: Final = {0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_ISOLATES: Final = range(0x2066, 0x206A)
_JOINERS: Final = {0x200C, 0x200D}


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of text, short enough for its place."""

    text: str
    size: float
    colour: str
    weight: str = "regular"

    @property
    def height(self) -> float:
        """In points. The font's own line height is far too airy for Latin and Persian alike."""
        return self.size * 1.45


def draw(picture: Picture) -> bytes:
    """The picture as a PNG, 1080 pixels wide."""
    drawn, made = io.BytesIO(), figure(picture)
    made.savefig(drawn, format="png", dpi=_DPI, facecolor="white")
    made.clear()  # its parts hold each other, and would wait for the collector by the dozen
    return drawn.getvalue()


def figure(picture: Picture) -> "Figure":
    """The picture as a figure, laid out and not yet drawn."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - loads in the worker only

    pen = _Pen(picture)
    above = [
        *pen.lines(picture.title, 15, _INK, "bold", most=2),
        *pen.lines(picture.subtitle, 10.5, _SOFT, most=2),
    ]
    mark = f"\u25c6 {picture.reference_label}" if picture.reference_label else ""
    below = [*pen.lines(mark, 9, _MARK, most=3), *pen.lines(picture.footer, 9, _SOFT, most=4)]
    top = _MARGIN + _tall(above) + 24
    bottom = _MARGIN + _tall(below) + 24
    height = top + bottom + max(1, len(picture.bars)) * _ROW + 130

    made = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, layout="constrained")
    side = _MARGIN / WIDTH
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
    _stack(made, above, height - _MARGIN, pen)
    _stack(made, below, bottom - 24, pen)
    if picture.watermark:
        _watermark(made, picture, pen)
    return made


class _Pen:
    """How strings of one picture are drawn: fonts, direction, and what is left out for want of a glyph."""

    def __init__(self, picture: Picture) -> None:
        self.rtl = picture.right_to_left
        self.digits = cast(Digits, picture.digits)
        self._mark = "\u200f" if self.rtl else "\u200e"
        self._glyphs = fonts.register()

    @property
    def start(self) -> Literal["left", "right"]:
        """The side on which a line begins."""
        return "right" if self.rtl else "left"

    @property
    def end(self) -> Literal["left", "right"]:
        """The side on which a line ends."""
        return "left" if self.rtl else "right"

    def text(self, text: str) -> str:
        """`text` as matplotlib gets it: the direction said first, what has no glyph left out.

        The font has no isolates; a direction mark in their place keeps a figure from joining a Latin name.
        """
        marked = (self._mark if ord(c) in _ISOLATES else c for c in text)
        kept = "".join(c for c in marked if self._drawable(c))
        plain = " ".join(kept.split())
        return self._mark + plain if plain.strip(self._mark + " ") else ""

    def style(self, size: float, colour: str, weight: str = "regular") -> dict[str, Any]:
        """What every drawn string shares; a dollar sign begins no formula here."""
        return {"fontproperties": _font(size, weight), "color": colour, "parse_math": False}

    def lines(
        self, text: str, size: float, colour: str, weight: str = "regular", *, most: int, width: float = _TEXT
    ) -> list[_Line]:
        """`text` in at most `most` lines of `width` pixels; what is over ends in an ellipsis."""
        whole = self.text(text)
        if not whole or self.width(whole, size, weight) <= width:
            return [_Line(whole, size, colour, weight)] if whole else []
        lines: list[str] = []
        for word in whole.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size, weight) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) > most:
            lines[most - 1 :] = [" ".join(lines[most - 1 :])]
        return [
            _Line(self.text(self._cut(line, size, weight, width)), size, colour, weight) for line in lines
        ]

    def width(self, text: str, size: float, weight: str = "regular") -> float:
        """How many pixels `text` takes in one line."""
        return _width(text, size, weight)

    def _cut(self, line: str, size: float, weight: str, width: float) -> str:
        if self.width(line, size, weight) <= width:
            return line
        while line and self.width(line + "…", size, weight) > width:
            line = line[:-1].rstrip()
        return line + "…"

    def _drawable(self, sign: str) -> bool:
        return (
            sign == self._mark
            or ord(sign) in _JOINERS
            or (ord(sign) in self._glyphs and ord(sign) not in _CONTROLS)
        )


@lru_cache(4096)
def _width(text: str, size: float, weight: str) -> float:
    from matplotlib.backends.backend_agg import RendererAgg  # noqa: PLC0415

    renderer: Any = RendererAgg(1, 1, _DPI)  # type: ignore[no-untyped-call]
    return float(renderer.get_text_width_height_descent(text, _font(size, weight), False)[0])


def _font(size: float, weight: str) -> Any:
    """The font, with a second one for signs that it lacks."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415

    return FontProperties(family=[fonts.FAMILY, fonts.FALLBACK], size=size, weight=weight)


def _tall(lines: list[_Line]) -> float:
    """How many pixels `lines` take under one another."""
    return sum(line.height for line in lines) * _DPI / 72


def _rows(axes: "Axes", picture: Picture, pen: _Pen) -> None:
    """The labels with their notes, and the pale rows of thin groups."""
    edge, away = (1, 8) if pen.rtl else (0, -8)
    for row, bar in enumerate(picture.bars):
        lines = [*_label(bar, pen), *pen.lines(bar.note, 9, _SOFT, most=1, width=_LABELS)]
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
            axes.axhspan(row - 0.36, row + 0.36, color=_PALE, linewidth=0, zorder=0)


def _label(bar: Bar, pen: _Pen) -> list[_Line]:
    """A group's name, smaller and in two lines where it is long."""
    if pen.width(pen.text(bar.label), 12.5, "bold") <= _LABELS:
        return pen.lines(bar.label, 12.5, _INK, "bold", most=1, width=_LABELS)
    return pen.lines(bar.label, 10, _INK, "bold", most=2, width=_LABELS)


def _bars(axes: "Axes", picture: Picture, pen: _Pen) -> None:
    """Bars, intervals and marks, on an axis that grows in the reading direction."""
    for row, bar in enumerate(picture.bars):
        if bar.value is not None:
            axes.barh(row, bar.value, height=0.5, color=_BAR, zorder=2)
        if bar.low is not None and bar.high is not None and bar.low < bar.high:
            _interval(axes, row, bar.low, bar.high)
        if bar.reference is not None:
            mark: dict[str, Any] = {"color": _MARK, "markersize": 7, "markeredgecolor": "white"}
            axes.plot([bar.reference], [row + 0.27], "D", zorder=4, **mark)  # below the interval's line
    axes.set_ylim(max(1, len(picture.bars)) - 0.4, -0.6)
    axes.set_yticks([])
    if pen.rtl:
        axes.invert_xaxis()
    axes.grid(axis="x", color=_GRID, linewidth=0.8, zorder=0)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.spines[pen.start].set(visible=True, color=_SOFT, linewidth=1)
    axes.tick_params(axis="x", length=0, pad=4)
    axes.set_xlabel(pen.text(picture.axis), labelpad=0, **pen.style(9.5, _SOFT))


def _interval(axes: "Axes", row: int, low: float, high: float) -> None:
    axes.errorbar(
        [(low + high) / 2],
        [row],
        xerr=[[(high - low) / 2], [(high - low) / 2]],
        fmt="none",
        ecolor=_INK,
        elinewidth=1.6,
        capsize=4,
        capthick=1.6,
        zorder=3,
    )


def _scale(axes: "Axes", picture: Picture, pen: _Pen) -> None:
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
        label.set(**pen.style(9, _SOFT))
    for row, (lines, end) in enumerate(zip(said, ends, strict=True)):
        above = sum(line.height for line in lines) / 2
        for line in lines:
            axes.annotate(
                line.text,
                xy=(end, row),
                xytext=((-_GAP if pen.rtl else _GAP) * 72 / _DPI, above - line.height * 0.76),
                textcoords="offset points",
                ha=pen.start,
                va="baseline",
                zorder=5,
                **pen.style(line.size, line.colour, line.weight),
            )
            above -= line.height


def _said(bar: Bar, pen: _Pen, room: float) -> list[_Line]:
    """What stands behind a bar: its value, or in softer letters why there is none."""
    if bar.value is not None:
        return pen.lines(bar.value_text, 12, _INK, "bold", most=1, width=room * 0.75)
    return pen.lines(bar.value_text, 10, _SOFT, most=2, width=room * 0.9)


def _reach(bar: Bar) -> float:
    """How far a row's marks go."""
    return max((v for v in (bar.value, bar.high, bar.reference) if v is not None), default=0.0)


def _stack(made: "Figure", lines: list[_Line], top: float, pen: _Pen) -> None:
    """Lines under one another from `top` pixels above the lower edge."""
    side = _MARGIN / WIDTH
    for line in lines:
        made.text(
            1 - side if pen.rtl else side,
            (top - line.height * 0.76 * _DPI / 72) / (made.get_figheight() * _DPI),
            line.text,
            ha=pen.start,
            va="baseline",
            **pen.style(line.size, line.colour, line.weight),
        )
        top -= line.height * _DPI / 72


def _watermark(made: "Figure", picture: Picture, pen: _Pen) -> None:
    """A word across the picture, drawn apart: in one layer, overlapping letters would show their seams."""
    import numpy as np  # noqa: PLC0415 - loads in the worker only
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    height = round(made.get_figheight() * _DPI)
    tall = min(height, _SHEET)
    sheet = Figure(figsize=(WIDTH / _DPI, tall / _DPI), dpi=_DPI)
    canvas: Any = FigureCanvasAgg(sheet)
    sheet.text(
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
    made.figimage(layer, yo=(height - tall) // 2, zorder=10, origin="upper")
