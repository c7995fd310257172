"""The map of best times as it is drawn."""

from typing import Final

from bot.domain.besttimes import BestTimes, Slot
from bot.language.texts import Texts
from bot.rendering import besttimes_words as words
from bot.rendering.drawings import Cell, HeatMap
from bot.rendering.drawn import look
from bot.rendering.periods import period_said

_DAY: Final = 24
_LEAST_SPAN: Final = 10.0
"""Places this far from the middle have the strongest colour at least: small differences stay pale."""
_HUNDRED: Final = 100


def map_of(found: BestTimes, page: str, texts: Texts) -> HeatMap:
    """The week of a page as a map, of the hours from the first to the last at which it has posts."""
    weekdays = week(texts)
    used = [slot.hour for slot in found.slots] or [0, _DAY - found.width]
    starts = range(min(used), max(used) + 1, found.width)
    by_field = {(slot.weekday, slot.hour): slot for slot in found.slots}
    span = max([_LEAST_SPAN, *(abs(slot.place - 50) for slot in found.slots)])
    one_hour = found.width == 1
    return HeatMap(
        title=texts.plain("besttime-title"),
        subtitle=texts.plain("compare-subtitle", page=page, period=period_said(found.days, texts)),
        axis=texts.plain("besttime-axis", hundred=_HUNDRED),
        columns=tuple(texts.plain(f"weekday-short-{day}") for day in weekdays),
        rows=tuple(
            texts.plain("besttime-hour", hour=words.hour_of(hour, texts))
            if one_hour
            else words.hours(hour, hour + found.width, texts).unescape()
            for hour in starts
        ),
        cells=tuple(
            tuple(_cell(by_field.get((day, hour)), found, texts) for day in weekdays) for hour in starts
        ),
        low=50 - span,
        middle=50.0,
        high=50 + span,
        scale=(texts.plain("besttime-low"), texts.plain("besttime-middle"), texts.plain("besttime-high")),
        footer=f"{words.basis(found, texts).unescape()} {texts.plain('besttime-footer')}",
        **look(texts),
    )


def week(texts: Texts) -> tuple[int, ...]:
    """The weekdays (0 is Monday) from the week's first: Saturday in Persian and Arabic."""
    first = 0 if texts.language == "en" else 5
    return tuple((first + day) % 7 for day in range(7))


def _cell(slot: Slot | None, found: BestTimes, texts: Texts) -> Cell:
    if slot is None:
        return Cell(None)
    return Cell(
        slot.place,
        texts.number(round(slot.place)).unescape(),
        texts.plain("compare-posts", count=slot.n),
        marked=slot in found.best,
    )
