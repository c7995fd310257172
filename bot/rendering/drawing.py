"""Any picture drawn as a PNG. matplotlib loads with the first one, in the worker process."""

import io
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from bot.rendering import charts, curves, heat, months, points, report_cards, shares
from bot.rendering.drawings import HeatMap, MonthPicture, Points, Progress, Stack
from bot.rendering.palette import LIGHT, SERIES, THEMES, between, parts
from bot.rendering.pen import DPI
from bot.rendering.picture import Curve, Drawing, Picture
from bot.rendering.report_picture import ReportCard

_MAKERS: Final[dict[type[Any], Callable[[Any], Any]]] = {
    Picture: charts.figure,
    Curve: curves.figure,
    Points: points.figure,
    HeatMap: heat.figure,
    Stack: shares.stacked,
    Progress: shares.progress,
    MonthPicture: months.figure,
    ReportCard: report_cards.figure,
}

_COMPRESSION: Final = 3
"""Of PNG, from 0 to 9: from 4 on, a picture is packed half as long again to be a tenth smaller."""


def figure(picture: Drawing) -> Any:
    """The picture as a figure, laid out and not yet drawn."""
    return _MAKERS[type(picture)](picture)


def draw(picture: Drawing) -> bytes:
    """The picture, of any kind, as a PNG 1080 pixels wide."""
    drawn = io.BytesIO()
    made = figure(picture)
    if isinstance(picture, ReportCard):
        return _in_few_colours(made, picture.theme)
    quick = {"compress_level": _COMPRESSION}
    made.savefig(drawn, format="png", dpi=DPI, facecolor="auto", pil_kwargs=quick)
    made.clear()  # its parts hold each other, and would wait for the collector by the dozen
    return drawn.getvalue()


def _in_few_colours(made: Any, theme: str) -> bytes:
    """As a PNG of a theme's own colours: a third as large; cards wait on the disk by the thousand."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - loads in the worker only
    from PIL import Image  # noqa: PLC0415

    canvas: Any = FigureCanvasAgg(made)
    canvas.draw()
    size = canvas.get_width_height()
    whole = Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
    few = whole.quantize(palette=_palette_of(theme), dither=Image.Dither.NONE)
    packed = io.BytesIO()
    few.save(packed, "png", compress_level=_COMPRESSION)
    made.clear()
    return packed.getvalue()


@cache
def _palette_of(theme: str) -> Any:
    """An image with the colours of a theme and those between them, as the edges of letters have."""
    from PIL import Image  # noqa: PLC0415 - loads in the worker only

    colours = THEMES.get(theme, LIGHT)
    letters = (colours.ink, colours.soft, colours.main, colours.accent, colours.third)
    pairs = [(letter, ground) for letter in letters for ground in (colours.paper, colours.pale)]
    ramps = [between(*pair, step / 10) for pair in pairs for step in range(11)]
    ramps += [between(fill, colours.ink, step / 4) for fill in SERIES for step in range(5)]
    ramps += [between(fill, colours.paper, step / 4) for fill in SERIES for step in range(1, 4)]
    image = Image.new("P", (1, 1))
    image.putpalette([value for colour in dict.fromkeys(ramps) for value in parts(colour)])
    return image
