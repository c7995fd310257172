"""A sheet of A4 to print: what is put on it is counted in pixels from the reader's side and from the top."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

from bot.language.texts import without_controls
from bot.rendering.pdf import saved
from bot.rendering.pen import DPI, Line, Pen
from bot.rendering.picture import Drawing

WIDE, HIGH = 210 / 25.4 * DPI, 297 / 25.4 * DPI
"""A4 in pixels."""
EDGE: Final = 110
"""What stays empty all around."""
FIELD: Final = WIDE - 2 * EDGE

Place = Literal["start", "middle", "end"]
_MIDDLE: Final = 0.36
"""How far the middle of a figure lies above its baseline, as a part of the size of letters."""


class Paper:
    """One sheet; `x` begins at the edge on the reader's side, `y` at the top of the sheet."""

    def __init__(self, picture: Drawing) -> None:
        """A white sheet in the reader's direction and digits."""
        from matplotlib.figure import Figure  # noqa: PLC0415 - loads in the worker only

        self.pen = Pen(picture)
        self.figure = Figure(figsize=(WIDE / DPI, HIGH / DPI), dpi=DPI, facecolor="white")
        self._axes = self.figure.add_axes((0, 0, 1, 1), frameon=False)
        self._axes.set_autoscale_on(False)
        sides = (WIDE - EDGE, -EDGE) if self.pen.rtl else (-EDGE, WIDE - EDGE)
        self._axes.set(xlim=sides, ylim=(HIGH, 0), xticks=[], yticks=[])

    def write(
        self, x: float, y: float, line: Line, place: Place = "start", *, url: str | None = None
    ) -> None:
        """A line of text whose figures' middle height is at y; `url`: where a click on it leads."""
        sides: dict[Place, Any] = {"start": self.pen.start, "middle": "center", "end": self.pen.end}
        style = self.pen.style(line.size, line.colour, line.weight)
        y += _MIDDLE * line.size * DPI / 72
        self._axes.text(x, y, line.text, ha=sides[place], va="baseline", url=url, **style)

    def under(self, x: float, y: float, lines: Iterable[Line], *, url: str | None = None) -> float:
        """Lines under one another from y on; where they end."""
        for line in lines:
            high = line.height * DPI / 72
            self.write(x, y + high / 2, line, url=url)
            y += high
        return y

    def box(self, x: float, y: float, wide: float, high: float, fill: str, *, edge: str = "none") -> None:
        """A rectangle whose corner at the reader's side and the top is at (x, y)."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415 - loads in the worker only

        line = 0 if edge == "none" else 0.8
        self._axes.add_artist(Rectangle((x, y), wide, high, facecolor=fill, edgecolor=edge, linewidth=line))

    def line(self, places: Sequence[tuple[float, float]], colour: str) -> None:
        """A line through some places, its last one marked."""
        self._axes.plot(*zip(*places, strict=True), color=colour, linewidth=1.6)
        self._axes.plot(*places[-1], "o", color=colour, markersize=5)

    def fitted(
        self, text: str, sizes: Sequence[float], colour: str, wide: float, weight: str = "regular"
    ) -> Line:
        """`text` in one line as large as it fits, in the last size cut."""
        shown = self.pen.text(text)
        size = next((s for s in sizes if self.pen.width(shown, s, weight) <= wide), sizes[-1])
        lines = self.pen.lines(text, size, colour, weight, most=1, width=wide)
        return lines[0] if lines else Line("", size, colour, weight)

    def said(self) -> str:
        """All that is written on it, a line for each."""
        return "\n".join(without_controls(text.get_text()) for text in self._axes.texts)

    def content(self, title: str) -> bytes:
        """The sheet as a PDF."""
        return saved(self.figure, title)
