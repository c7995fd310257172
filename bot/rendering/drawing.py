"""Any picture drawn as a PNG. matplotlib loads with the first one, in the worker process."""

from collections.abc import Callable
from typing import Any, Final

from bot.rendering import charts, curves, heat, months, points, report_cards, shares
from bot.rendering.drawings import HeatMap, MonthPicture, Points, Progress, Stack
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


def figure(picture: Drawing) -> Any:
    """The picture as a figure, laid out and not yet drawn."""
    return _MAKERS[type(picture)](picture)


def draw(picture: Drawing) -> bytes:
    """The picture, of any kind, as a PNG 1080 pixels wide."""
    from bot.rendering.printing import printed  # noqa: PLC0415 - loads in the worker only

    made = figure(picture)
    drawn = printed(made)
    made.clear()  # its parts hold each other, and would wait for the collector by the dozen
    return drawn
