"""What both kinds of pictures are held to, read off what was drawn."""

import struct

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from bot.rendering.drawing import draw
from bot.rendering.pen import WIDTH

CONTROLS = dict.fromkeys((0x200E, 0x200F, *range(0x2066, 0x206A)))


def texts(made):
    """All that can be read in a figure."""
    FigureCanvasAgg(made).draw()
    return [t for t in made.findobj(Text) if t.get_text().translate(CONTROLS).strip() and t.get_visible()]


def said(made):
    """The same in words, without signs of direction."""
    return [t.get_text().translate(CONTROLS) for t in texts(made)]


def is_png_of_height(picture, least, most):
    """Whether a picture becomes a PNG as wide as all are, and as high as may be."""
    drawn = draw(picture)
    assert drawn.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", drawn[16:24])
    assert wide == WIDTH
    return least < high < most


def stays_within_its_edges(made):
    """Whether nothing is written over the edge of a figure."""
    width, height = made.get_size_inches() * made.dpi
    boxes = [text.get_window_extent() for text in texts(made)]
    assert boxes
    return all(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width + 1 and box.y1 <= height + 1 for box in boxes)
