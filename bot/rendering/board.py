"""A picture laid out in pixels: boxes and words counted from the reader's side and from the top."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from bot.rendering.palette import SERIES
from bot.rendering.pen import DPI, LINE, MARGIN, WIDTH, Line, Pen
from bot.rendering.picture import Drawing
from bot.rendering.sheet import blank, stack, tall, watermark

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

Place = Literal["start", "middle", "end"]

SHAPES: Final = ("o", "s", "^", "D", "v", "P", "X", "*")
"""A shape beside each colour of a series, for who cannot tell the colours apart."""
_SWATCH, _BETWEEN, _KEY = 34, 34, 52
_MIDDLE: Final = 0.36
"""How far the middle of a figure lies above its baseline, as a part of the size of letters."""


class Board:
    """The field between a picture's title and its footer, `LINE` pixels wide."""

    def __init__(self, picture: Drawing, height: float, more: Sequence[Line] = ()) -> None:
        """A field `height` pixels high, under the title and some lines more."""
        self.pen = Pen(picture)
        above = [*self.pen.head(picture), *more]
        below = self.pen.foot(picture)
        self.bottom = MARGIN + (tall(below) + 24 if below else 0)
        self.height = height
        top = MARGIN + tall(above) + 24
        self._figure: Figure = blank(top + height + self.bottom, self.pen)
        whole = top + height + self.bottom
        stack(self._figure, above, whole - MARGIN, self.pen)
        stack(self._figure, below, MARGIN + tall(below), self.pen)
        watermark(self._figure, picture.watermark, self.pen)
        self._marks: dict[tuple[int, float, bool], list[tuple[float, float]]] = {}
        self._place = _in_pixels(self.pen.rtl, self.bottom + height)

    def box(
        self, x: float, y: float, wide: float, high: float, fill: str, *, edge: str = "none", gid: str = ""
    ) -> None:
        """A rectangle whose corner at the reader's side and the top is at (x, y)."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415 - loads in the worker only

        line = 0 if edge == "none" else 1.2
        self._add(Rectangle((x, y), wide, high, facecolor=fill, edgecolor=edge, linewidth=line, gid=gid))

    def write(self, x: float, y: float, line: Line, place: Place = "start", *, gid: str = "") -> None:
        """A line of text whose figures' middle height is at y; x is its start, middle or end."""
        from matplotlib.text import Text  # noqa: PLC0415 - loads in the worker only

        sides: dict[Place, Any] = {"start": self.pen.start, "middle": "center", "end": self.pen.end}
        style = self.pen.style(line.size, line.colour, line.weight)
        y += _MIDDLE * line.size * DPI / 72
        self._add(Text(x, y, line.text, ha=sides[place], va="baseline", gid=gid, **style))

    def under(self, x: float, y: float, lines: Sequence[Line], place: Place = "start") -> None:
        """Lines under one another around the middle height y."""
        y -= tall(list(lines)) / 2
        for line in lines:
            y += line.height * DPI / 144
            self.write(x, y, line, place)
            y += line.height * DPI / 144

    def mark(self, x: float, y: float, kind: int, *, size: float = 6, faint: bool = False) -> None:
        """The shape of a kind, in its colour."""
        self._marks.setdefault((kind, size, faint), []).append((x, y))

    def line(self, places: Sequence[tuple[float, float]]) -> None:
        """A line through some places, its last one marked."""
        from matplotlib.lines import Line2D  # noqa: PLC0415 - loads in the worker only

        colour, (x, y) = self.pen.colours.main, places[-1]
        self._add(Line2D(*zip(*places, strict=True), color=colour, linewidth=2.2, gid="line"))
        self._add(Line2D([x], [y], color=colour, marker="o", markersize=7, gid="last"))

    def finished(self) -> "Figure":
        """The picture with all that was put on it; marks of a kind in one call, since each takes its time."""
        from matplotlib.lines import Line2D  # noqa: PLC0415 - loads in the worker only

        for (kind, size, faint), places in self._marks.items():
            marks = Line2D(
                *zip(*places, strict=True),
                linestyle="none",
                marker=SHAPES[kind % len(SHAPES)],
                markersize=size,
                markerfacecolor="none" if faint else SERIES[kind % len(SERIES)],
                markeredgecolor=self.pen.colours.soft if faint else self.pen.colours.ink,
                markeredgewidth=0.7,
                gid="mark",
            )
            self._add(marks)
        return self._figure

    def _add(self, artist: "Artist") -> None:
        """Puts something on the figure itself: axes take longer to make than all that is put on them."""
        artist.set_transform(self._place)
        self._figure.add_artist(artist)

    def fitted(
        self, text: str, sizes: Sequence[float], colour: str, wide: float, weight: str = "regular"
    ) -> Line:
        """`text` in one line as large as it fits, in the last size cut."""
        shown = self.pen.text(text)
        size = next((s for s in sizes if self.pen.width(shown, s, weight) <= wide), sizes[-1])
        lines = self.pen.lines(text, size, colour, weight, most=1, width=wide)
        return lines[0] if lines else Line("", size, colour, weight)

    def heads(self, names: Sequence[str], x: float, y: float, colour: str) -> None:
        """The names of columns that fill the rest of the width from x, all in one size."""
        wide = (LINE - x) / max(1, len(names))
        fitted = [self.fitted(name, (10.5, 9.5, 8.5, 7.5), colour, wide - 6, "bold") for name in names]
        size = min((line.size for line in fitted), default=0)
        for number, name in enumerate(names):
            line = self.fitted(name, (size,), colour, wide - 6, "bold")
            self.write(x + (number + 0.5) * wide, y, line, "middle", gid="head")


def _in_pixels(rtl: bool, height: float) -> "Affine2D":
    """From places on a board, `height` pixels above the picture's lower edge, to those on the picture."""
    from matplotlib.transforms import Affine2D  # noqa: PLC0415 - loads in the worker only

    return Affine2D().scale(-1 if rtl else 1, -1).translate(WIDTH - MARGIN if rtl else MARGIN, height)


def key_rows(names: Sequence[str], pen: Pen) -> list[list[tuple[int, Line, float]]]:
    """The names of kinds laid out in rows: which, its text, and where it starts; a kind without a name is
    not among them.
    """
    rows: list[list[tuple[int, Line, float]]] = []
    x = LINE + 1.0
    for kind, name in enumerate(names):
        if not name:
            continue
        (line, *_) = pen.lines(name, 9.5, pen.colours.ink, most=1, width=LINE * 0.6) or [
            Line("", 9.5, pen.colours.ink)
        ]
        wide = _SWATCH + pen.width(line.text, line.size) + _BETWEEN
        if x + wide - _BETWEEN > LINE:
            rows.append([])
            x = 0.0
        rows[-1].append((kind, line, x))
        x += wide
    return rows


def key_height(names: Sequence[str], pen: Pen) -> float:
    """How many pixels the key of some kinds takes."""
    return len(key_rows(names, pen)) * _KEY


def draw_key(board: Board, names: Sequence[str], y: float) -> None:
    """Each kind's shape with its name, from `y` pixels downwards."""
    for number, row in enumerate(key_rows(names, board.pen)):
        middle = y + (number + 0.5) * _KEY
        for kind, line, x in row:
            board.mark(x + 10, middle, kind, size=7)
            board.write(x + _SWATCH, middle, line)
