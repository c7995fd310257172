"""A figure as a PNG of few colours: a third as large as one of all, and packed in a tenth of the time.

matplotlib and numpy load with this module, in the worker only.
"""

import io
from typing import Any, Final

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from bot.rendering.lettering import Lettering

_COMPRESSION: Final = 3
"""Of PNG, from 0 to 9: from 4 on, a picture is packed half as long again to be a tenth smaller."""
_MOST: Final = 256
"""So many colours a PNG with a palette has."""
_BOXES: Final = 1 << 18
_FIELD: Final = 12
"""So many pixels of one colour beside each other are no edge of a letter."""
_Bytes = NDArray[np.uint8]
_Words = NDArray[np.uint32]


class Press(FigureCanvasAgg):
    """Where a figure is drawn, with our own letters."""

    def get_renderer(self) -> Lettering:
        """What draws it, a new one for each drawing."""
        wide, high = self.get_width_height(physical=True)
        return Lettering(wide, high, self.figure.dpi)  # type: ignore[no-untyped-call]


def printed(figure: Figure) -> bytes:
    """The figure as a PNG."""
    press: Any = Press(figure)
    press.draw()
    palette, places = _in_few_colours(np.asarray(press.buffer_rgba()))
    press.renderer.let_go()
    image = Image.fromarray(places)
    image.putpalette(palette.tobytes())
    packed = io.BytesIO()
    image.save(packed, "png", compress_level=_COMPRESSION)
    return packed.getvalue()


def _in_few_colours(pixels: _Bytes) -> tuple[_Bytes, _Bytes]:
    """At most 256 colours, and which of them each pixel has.

    The paper and every field keep the very colour they have. Of the shades at the edges of letters, those
    that differ by less than four in each channel become one, and the rarest the nearest of the others. Looked
    at are not the pixels but the tenth as many stretches of one colour.
    """
    flat = pixels.view("<u4").ravel()
    starts = np.flatnonzero(np.concatenate(([True], flat[1:] != flat[:-1])))
    colours, lengths = flat[starts], np.diff(starts, append=flat.size)
    boxes = _box(colours)
    colour_of = np.zeros(_BOXES, np.uint32)
    for some in (slice(None), lengths >= _FIELD):  # a field's colour stays, whatever shades are near it
        colour_of[boxes[some]] = colours[some]
    areas = np.bincount(boxes, weights=lengths)
    used = np.flatnonzero(areas)
    used = used[np.argsort(areas[used])[::-1]]
    palette = colour_of[used[:_MOST]]
    place_of = np.zeros(_BOXES, np.uint8)
    place_of[used] = _nearest(colour_of[used], palette)
    return _channels(palette), np.repeat(place_of[boxes], lengths).reshape(pixels.shape[:2])


def _box(colours: Any) -> Any:
    """The number of a colour's box: the six upper bits of each channel."""
    return (colours >> 2 & 0x3F) | (colours >> 4 & 0xFC0) | (colours >> 6 & 0x3F000)


def _nearest(colours: _Words, palette: _Words) -> _Bytes:
    """The places in a palette of the colours nearest to some."""
    one, other = (_channels(each).astype(np.float32) for each in (colours, palette))
    places: _Bytes = np.argmin((other**2).sum(1) - 2 * one @ other.T, axis=1).astype(np.uint8)
    return places


def _channels(colours: _Words) -> _Bytes:
    """Red, green and blue of each."""
    return np.ascontiguousarray(colours, "<u4").view(np.uint8).reshape(-1, 4)[:, :3]
