"""What every picture is drawn on: an empty sheet, a ruled plot, lines of text under one another."""

from typing import TYPE_CHECKING, Literal

from bot.rendering.palette import GRID, SOFT
from bot.rendering.pen import DPI, MARGIN, WIDTH, Line, Pen

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def blank(height: float) -> "Figure":
    """An empty picture, `height` pixels high."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - loads in the worker only

    return Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI)


def rule(axes: "Axes", along: Literal["x", "y"], base: str, *, pad: float) -> None:
    """Pale lines across at the ticks of the axis `along`, and of the frame only the side `base`."""
    axes.grid(axis=along, color=GRID, linewidth=0.8, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(axis=along, length=0, pad=pad)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.spines[base].set(visible=True, color=SOFT, linewidth=1)


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
