"""The day of a purchase in a typed list of sales: «دیروز», "on Friday", «هفته‌ی پیش», «۲۰ آبان»."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Final, NamedTuple

from bot.language.dates import Dates
from bot.language.folding import fold
from bot.language.moments import Atom, Moment
from bot.language.phrases import Phrases
from bot.language.settling import when
from bot.language.tokens import Sort, Token
from bot.language.word_files import word_files

_LONGEST: Final = 8
"""Of so many tokens a day is made at most."""
_SPANS: Final = {"weeks": 7, "months": 30}


class DaySaid(NamedTuple):
    """A day in a line: the noons that it may be, UTC; nothing where it is still to come."""

    readings: tuple[datetime, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class _Words:
    spans: Phrases[int]
    """How many days back «هفته‌ی پیش» is, about."""
    between: frozenset[str]


@cache
def _words() -> _Words:
    files = word_files("sales").values()
    spans: Phrases[int] = Phrases()
    for file in files:
        for name, days in _SPANS.items():
            for phrase in file[name]:
                spans.add(phrase, days)
    return _Words(spans, frozenset(fold(word) for file in files for word in file["between"]))


class _Days(Dates):
    """A number behind a day is what was paid, never an hour."""

    def _with_bare_hour(self, atom: Atom) -> Atom:
        return atom


def day_in(tokens: Sequence[Token], moment: Moment) -> DaySaid | None:
    """The day that tokens say and nothing else; None where they say anything else, or no day."""
    if not 0 < len(tokens) <= _LONGEST:
        return None
    dates, known = _Days(tokens, moment), _words()
    place, back = 0, 0
    while place < len(tokens):
        if span := known.spans.at(tokens, place):
            back, place = span
        elif end := dates.take(place):
            place = end
        elif tokens[place].text in known.between or tokens[place].sort is Sort.SIGN:
            place += 1
        else:
            return None
    said = [atom for atom in dates.atoms if atom.days]
    if back and not said:
        return DaySaid((_noon(moment, back),), sure=False)
    found = when(said, moment)
    if found is None or back:
        return None
    if found.question == "doubt-future":
        return DaySaid((), sure=True)
    readings = tuple(dict.fromkeys(at for at, _ in found.readings))
    return DaySaid(readings, sure=not found.question) if readings else None


def _noon(moment: Moment, back: int) -> datetime:
    day = moment.today - timedelta(days=back)
    return datetime.combine(day, time(12), moment.zone).astimezone(UTC)


def day_before(tokens: Sequence[Token], end: int, moment: Moment) -> tuple[DaySaid, int] | None:
    """The longest day that stands right before token `end`, with something before it, and where it begins."""
    found = None
    for first in range(end - 1, max(0, end - _LONGEST), -1):
        if (day := day_in(tokens[first:end], moment)) is not None:
            found = day, first
    return found


def day_at_head(tokens: Sequence[Token], end: int, moment: Moment) -> tuple[DaySaid, int] | None:
    """The longest day that tokens begin with, with something behind it before `end`, and where it ends."""
    found = None
    for last in range(1, min(end, _LONGEST)):
        if (day := day_in(tokens[:last], moment)) is not None:
            found = day, last
    return found
