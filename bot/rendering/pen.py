"""How strings are drawn: fonts, direction, lines that fit, and what is left out for want of a glyph."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, cast
from unicodedata import bidirectional

from bot.language.texts import Digits
from bot.rendering import fonts
from bot.rendering.palette import LIGHT, THEMES
from bot.rendering.picture import Drawing

DPI: Final = 200
WIDTH: Final = 1080
"""In pixels; the height follows what there is to show."""
MARGIN: Final = 46
LINE: Final = WIDTH - 2 * MARGIN
"""The width that a full line has."""

_SLACK: Final = 4
"""How much wider in pixels a line may be than its words and the spaces between them."""
_CONTROLS: Final = {0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_ISOLATED: Final = re.compile("[\u2066-\u2068]([^\u2066-\u2069]*)\u2069")
_LEFT, _RIGHT = "\u200e", "\u200f"
_MARKS: Final = {"L": _LEFT, "R": _RIGHT, "AL": _RIGHT}
_JOINERS: Final = {0x200C, 0x200D}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, short enough for its place."""

    text: str
    size: float
    colour: str
    weight: str = "regular"

    @property
    def height(self) -> float:
        """In points. The font's own line height is far too airy for Latin and Persian alike."""
        return self.size * 1.45


class Pen:
    """How strings of one picture are drawn: fonts, direction, and what is left out for want of a glyph."""

    def __init__(self, picture: Drawing) -> None:
        self.rtl = picture.right_to_left
        self.digits = cast(Digits, picture.digits)
        self.colours = THEMES.get(picture.theme, LIGHT)
        self._mark = _RIGHT if self.rtl else _LEFT

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

        The font has no isolates; direction marks in their place keep a figure from joining a Latin name, and
        the sign of «@gol_sara» before it.
        """
        fenced = _ISOLATED.sub(self._fence, text)
        drawable = _drawable()
        kept = fenced if drawable.issuperset(fenced) else "".join(c for c in fenced if c in drawable)
        plain = " ".join(kept.split())
        return self._mark + plain if plain.strip(f"{_LEFT}{_RIGHT} ") else ""

    def _fence(self, isolated: re.Match[str]) -> str:
        inside = isolated[1]
        strong = next((kind for c in inside if (kind := bidirectional(c)) in _MARKS), None)
        own = _MARKS[strong] if strong else ""
        return f"{self._mark}{own}{inside}{own}{self._mark}"

    def style(self, size: float, colour: str, weight: str = "regular") -> dict[str, Any]:
        """What every drawn string shares; a dollar sign begins no formula here."""
        return {"fontproperties": _font(size, weight), "color": colour, "parse_math": False}

    def lines(
        self, text: str, size: float, colour: str, weight: str = "regular", *, most: int, width: float
    ) -> list[Line]:
        """`text` in at most `most` lines of `width` pixels; what is over ends in an ellipsis."""
        whole = self.text(text)
        if not whole or self.width(whole, size, weight) <= width:
            return [Line(whole, size, colour, weight)] if whole else []
        lines: list[str] = []
        taken, space = 0.0, self._tried(" ", size, weight)
        for word in whole.split():
            wide = self._tried(word, size, weight)
            if lines and taken + space + wide <= width - _SLACK:
                lines[-1] += f" {word}"
                taken += space + wide
            else:
                lines.append(word)
                taken = wide
        if len(lines) > most:
            lines[most - 1 :] = [" ".join(lines[most - 1 :])]
        return [Line(self.text(self._cut(line, size, weight, width)), size, colour, weight) for line in lines]

    def head(self, picture: Drawing) -> list[Line]:
        """The title and what stands below it, with which every picture begins."""
        return [
            *self.lines(picture.title, 15, self.colours.ink, "bold", most=2, width=LINE),
            *self.lines(picture.subtitle, 10.5, self.colours.soft, most=2, width=LINE),
        ]

    def foot(self, picture: Drawing) -> list[Line]:
        """The small print, with which every picture ends."""
        return self.lines(picture.footer, 9, self.colours.soft, most=4, width=LINE)

    def width(self, text: str, size: float, weight: str = "regular") -> float:
        """How many pixels `text` takes in one line."""
        from bot.rendering.lettering import lettered  # noqa: PLC0415 - loads in the worker only

        return lettered(text, size, weight, DPI).width

    def _cut(self, line: str, size: float, weight: str, width: float) -> str:
        if self._tried(line, size, weight) <= width:
            return line

        def tried(length: int) -> float:
            return self._tried(line[:length].rstrip() + "…", size, weight)

        length = bisect_right(range(len(line)), width, key=tried) - 1
        while length > 0 and tried(length) > width:  # letters join: one more may take less room
            length -= 1
        return line[: max(0, length)].rstrip() + "…"

    def _tried(self, text: str, size: float, weight: str) -> float:
        """The width of what will perhaps not be drawn so."""
        from bot.rendering.lettering import width  # noqa: PLC0415 - loads in the worker only

        return width(text, size, weight, DPI)


@cache
def _drawable() -> frozenset[str]:
    """Every sign that is drawn, and those that join or direct others."""
    known = fonts.register() - _CONTROLS | _JOINERS
    return frozenset((_LEFT, _RIGHT, *map(chr, known)))


@cache
def _font(size: float, weight: str) -> Any:
    """The font, with a second one for signs that it lacks."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415

    return FontProperties(family=[fonts.FAMILY, fonts.FALLBACK], size=size, weight=weight)
