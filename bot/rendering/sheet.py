"""What every picture is drawn on: an empty sheet, a ruled plot, lines of text under one another."""

from typing import TYPE_CHECKING, Any, Final, Literal

from bot.rendering.palette import parts
from bot.rendering.pen import DPI, MARGIN, WIDTH, Line, Pen

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BAND: Final = 460
"""How high a watermark may be."""


def blank(height: float, pen: Pen) -> "Figure":
    """An empty picture, `height` pixels high."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - loads in the worker only

    return Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=pen.colours.paper)


def rule(axes: "Axes", along: Literal["x", "y"], base: str, pen: Pen, *, pad: float) -> None:
    """Pale lines across at the ticks of the axis `along`, and of the frame only the side `base`."""
    axes.set_facecolor("none")
    axes.grid(axis=along, color=pen.colours.grid, linewidth=0.8, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(axis=along, length=0, pad=pad)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.spines[base].set(visible=True, color=pen.colours.soft, linewidth=1)


def tall(lines: list[Line]) -> float:
    """How many pixels `lines` take under one another."""
    return sum(line.height for line in lines) * DPI / 72


def stack(made: "Figure", lines: list[Line], top: float, pen: Pen) -> None:
    """Lines under one another from `top` pixels above the lower edge."""
    side = MARGIN / WIDTH
    for line in lines:
        made.text(
            1 - side if pen.rtl else side,
            (top - line.height * 0.76 * DPI / 72) / (made.get_figheight() * DPI),
            line.text,
            ha=pen.start,
            va="baseline",
            **pen.style(line.size, line.colour, line.weight),
        )
        top -= line.height * DPI / 72


def watermark(made: "Figure", text: str, pen: Pen) -> None:
    """A word across the picture, drawn apart: in one layer, overlapping letters would show their seams."""
    if not text:
        return
    import numpy as np  # noqa: PLC0415 - loads in the worker only
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    height = round(made.get_figheight() * DPI)
    high = min(height, _BAND)
    sheet = Figure(figsize=(WIDTH / DPI, high / DPI), dpi=DPI)
    canvas: Any = FigureCanvasAgg(sheet)
    style = pen.style(54, "black", "bold")
    sheet.text(0.5, 0.5, pen.text(text), ha="center", va="center", rotation=20, **style)
    canvas.draw()
    written = 255 - np.asarray(canvas.buffer_rgba())[:, :, 0]
    layer = np.zeros((*written.shape, 4), dtype=np.uint8)
    layer[:, :, :3] = parts(pen.colours.ink)
    layer[:, :, 3] = written * 0.14
    made.figimage(layer, yo=(height - high) // 2, zorder=10, origin="upper")
