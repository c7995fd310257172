"""Lines of text as they are drawn: shaped and filled in once, however often they are measured or put down.

matplotlib shapes a string once to measure and once more to draw it, fills in each sign by itself, and reads
each sign's outline anew from the font's file. Here a font is read once, and a line kept as one mask.
matplotlib loads with this module, in the worker only.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

from bot.rendering import fonts

_LINES: Final = 256
"""So many lines are kept, of some 15 KB each."""
_SUBPIXELS: Final = 64
"""FreeType measures in parts of a pixel."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """A line of text without its colour; lengths in pixels."""

    width: float
    height: float
    descent: float
    """How far it goes below its baseline."""
    left: float
    """Where the mask begins, counted from the line's beginning."""
    below: int
    """How many of the mask's rows lie below the baseline."""
    mask: Any
    """How much of each pixel the letters cover, 0 to 255."""


@lru_cache(_LINES)
def lettered(text: str, size: float, weight: str, dpi: float) -> Lettered:
    """`text` in one line, its direction found from what it begins with."""
    font = _font(weight)
    font.set_size(size, dpi)
    font.set_text(text, 0.0, flags=LoadFlags.FORCE_AUTOHINT)
    wide, high = (length / _SUBPIXELS for length in font.get_width_height())
    descent = font.get_descent() / _SUBPIXELS
    font.draw_glyphs_to_bitmap(antialiased=True)
    mask, left = np.array(font.get_image()), font.get_bitmap_offset()[0] / _SUBPIXELS
    # the topmost sign begins in the mask's second row
    return Lettered(wide, high, descent, left, len(mask) - int(high - descent) - 1, mask)


@lru_cache(4096)
def width(text: str, size: float, weight: str, dpi: float) -> float:
    """How many pixels `text` takes in one line, where it is only tried."""
    font = _font(weight)
    font.set_size(size, dpi)
    font.set_text(text, 0.0, flags=LoadFlags.FORCE_AUTOHINT)
    return float(font.get_width_height()[0]) / _SUBPIXELS


@cache
def _font(weight: str) -> Any:
    """The font from memory, with a second one for what it lacks: matplotlib has no other way to say so.

    For one thread: FreeType's fonts keep the line at hand within themselves.
    """
    first, *more = (io.BytesIO(Path(path).read_bytes()) for path in fonts.paths(weight))
    return FT2Font(first, _fallback_list=[FT2Font(other) for other in more])


@cache
def _heights(weight: str) -> tuple[float, float, float]:
    """How far a font goes above and below its baseline, and between lines, as parts of its size."""
    font = _font(weight)
    table, whole = font.get_sfnt_table("OS/2"), font.units_per_EM
    return table["sTypoAscender"] / whole, -table["sTypoDescender"] / whole, table["sTypoLineGap"] / whole


class Lettering(RendererAgg):
    """Draws as matplotlib does, level lines in our own fonts from their masks."""

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> Any:
        """How much room a line takes."""
        if not _ours(prop) or ismath:
            return super().get_text_width_height_descent(s, prop, ismath)  # type: ignore[no-untyped-call]
        line = self._lettered(s, prop)
        return line.width, line.height, line.descent

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float | None, ...]:
        """How high the font is: without this, matplotlib looks it up among all fonts for each text."""
        if not _ours(prop):
            return None, None, None
        size = prop.get_size_in_points() * self.dpi / 72
        return tuple(part * size for part in _heights(str(prop.get_weight())))

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Puts a line's mask down in the colour of `gc`, its baseline beginning at (x, y)."""
        if angle or ismath or not _ours(prop):
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)  # type: ignore[no-untyped-call]
            return
        line = self._lettered(s, prop)
        renderer: Any = self._renderer
        renderer.draw_text_image(line.mask, round(x + line.left), round(y) + line.below, 0, gc)

    def let_go(self) -> None:
        """Drops the pixels now: texts hold on to what drew them, in circles that wait for the collector."""
        vars(self).clear()

    def _lettered(self, text: str, prop: FontProperties) -> Lettered:
        return lettered(text, prop.get_size_in_points(), str(prop.get_weight()), self.dpi)


def _ours(prop: FontProperties) -> bool:
    family: Sequence[str] = prop.get_family()
    return family[0] == fonts.FAMILY
