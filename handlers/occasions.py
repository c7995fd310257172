"""What the days of the calendar are where a page lives, in its reader's words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.domain.calendar import Note
from bot.domain.occasions import Occasion, OccasionKind, occasions
from bot.domain.weeks import country_of
from bot.language.texts import Texts
from handlers.context import Context

_MOST_COUNTRIES = 3


async def notes(
    context: Context, zones: Iterable[str], first: date, last: date, texts: Texts
) -> Mapping[date, Sequence[Note]]:
    """What each day is in the countries of some zones. The worker looks it up: it remembers the years."""
    countries = sorted({country_of(zone) or "" for zone in zones})[:_MOST_COUNTRIES]
    found: list[Occasion] = []
    for country in countries:
        found += await context.house.compute(occasions, first, last, country or None)
    return by_day(found, texts)


def by_day(found: Iterable[Occasion], texts: Texts) -> Mapping[date, Sequence[Note]]:
    """Occasions by their days; what several countries have alike is said once."""
    days: dict[date, dict[str, Note]] = {}
    for occasion in found:
        note = _note(occasion, texts)
        days.setdefault(occasion.day, {}).setdefault(note.name, note)
    return {day: tuple(of_day.values()) for day, of_day in days.items()}


def _note(occasion: Occasion, texts: Texts) -> Note:
    name = texts.plain(occasion.key)
    return Note(
        texts.plain("calendar-approximate", name=name) if occasion.approximate else name,
        off=occasion.kind is OccasionKind.HOLIDAY,
        mourning=occasion.kind is OccasionKind.MOURNING,
        topic=occasion.kind is OccasionKind.COMMERCIAL and not occasion.approximate,
    )
