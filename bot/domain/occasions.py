"""Days that matter to a page: public holidays, days that people buy for, days of mourning.

Public holidays come from the `holidays` library, the others from our own cited list (`data/occasions.toml`).
Days of the Hijri calendar are Umm al-Qura's; where the moon is watched for they may come a day later.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bot.domain.calendars import Calendar, clamped_day, next_month, parts_of

DATA = Path(__file__).parent / "data" / "occasions.toml"
_DAY = timedelta(days=1)
_FOLDED = str.maketrans({"ي": "ی", "ك": "ک", "ى": "ی", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "\u200c": ""})
_LAW_IN = frozenset({"SA"})
"""Where Umm al-Qura is the law."""


class OccasionKind(StrEnum):
    """What a day means to whoever plans a post."""

    HOLIDAY = "holiday"
    COMMERCIAL = "commercial"
    MOURNING = "mourning"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day that matters."""

    day: date
    id: str
    """Its name is the catalogue's `occasion-<id>`."""
    kind: OccasionKind
    country: str
    """Whose: an ISO code."""
    approximate: bool = False
    """Whether it goes by the moon, and may come a day later there."""

    @property
    def key(self) -> str:
        """The catalogue key of its name."""
        return f"occasion-{self.id}"


def occasions(first: date, last: date, country: str | None) -> tuple[Occasion, ...]:
    """The occasions of a country (ISO code) from `first` to `last`, in order of days; for a country that is
    not in the list, or None, those that are kept everywhere.

    The first call for Iran takes 0.3 s of processor time, others milliseconds: call it by `context.compute`,
    whose process remembers the years.
    """
    found = [
        occasion
        for year in range(first.year, last.year + 1)
        for occasion in _of_year(country or "", year)
        if first <= occasion.day <= last
    ]
    return tuple(sorted(found, key=lambda each: (each.day, _ORDER[each.kind], each.id)))


def speaks_of_mourning(*texts: str | None) -> bool:
    """Whether a topic or a caption is about the day of mourning; one that is not is taken for an advert."""
    said = " ".join(filter(None, texts)).translate(_FOLDED).lower()
    return any(word in said for word in occasions_table()["own_words"])


_ORDER = {OccasionKind.MOURNING: 0, OccasionKind.HOLIDAY: 1, OccasionKind.COMMERCIAL: 2}


@cache
def occasions_table() -> Mapping[str, Any]:
    """All that is written down of occasions, as it stands in the file."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@lru_cache(256)
def _of_year(country: str, year: int) -> tuple[Occasion, ...]:
    """Each occasion once: a public holiday that is on our own list too counts as what we say of it."""
    found: dict[tuple[date, str], Occasion] = {}
    for occasion in (*_public(country, year), *_own(country, year)):
        found[occasion.day, occasion.id] = occasion
    return tuple(found.values())


def _public(country: str, year: int) -> Iterator[Occasion]:
    table = occasions_table()
    if country not in table["countries"]:
        return
    import holidays  # noqa: PLC0415 - of no use to who never looks at a calendar

    for day, said in holidays.country_holidays(country, years=year, language="en_US").items():
        for name in said.split("; "):
            bare = name.split(" (")[0]
            if own := table["holiday"].get(bare):
                yield Occasion(day, own, _kind(own, country), country, approximate="estimated" in name)


def _kind(own: str, country: str) -> OccasionKind:
    table = occasions_table()
    mourned = own in table["mourning"] and (own in _CIVIL or country in table["mourned_in"])
    return OccasionKind.MOURNING if mourned else OccasionKind.HOLIDAY


_CIVIL = frozenset({"martyrs-day", "baath-crimes"})
"""Days of mourning of a state, whatever its faith."""


def _own(country: str, year: int) -> Iterator[Occasion]:
    table = occasions_table()
    for row in table["day"]:
        where = row["in"] if isinstance(row["in"], list) else table[row["in"]]
        if row["in"] != "everywhere" and country not in where:
            continue
        moon = row["calendar"] == "hijri" and country not in _LAW_IN
        later = _months_later(country, year) if moon else {}
        for day in _days(row, year):
            month = parts_of("hijri", day)[:2] if moon else None
            real = day + later.get(month, timedelta(0)) if month else day
            approximate = moon and month not in later
            yield Occasion(real, row["id"], OccasionKind(row["kind"]), country, approximate=approximate)


def _months_later(country: str, year: int) -> dict[tuple[int, int], timedelta]:
    """By how much Hijri months (year, month) begin later in a country than by Umm al-Qura, where it is known
    from a public holiday of the month.
    """
    later: dict[tuple[int, int], timedelta] = {}
    for occasion in _public(country, year):
        told = occasions_table()["moon"].get(occasion.id)
        if told is None or occasion.approximate:
            continue
        own = parts_of("hijri", occasion.day)
        month = (own[0] - (own[1] == 1 and told[0] == 12), told[0])
        law = clamped_day("hijri", *month, told[1])
        if law is not None and abs(occasion.day - law) <= 2 * _DAY:
            later.setdefault(month, occasion.day - law)
    return later


def _days(row: Mapping[str, Any], year: int) -> Iterator[date]:
    """The days of a Gregorian year on which an occasion falls: a Hijri one may come twice, or not at all."""
    calendar: Calendar = row["calendar"]
    begins, ends = date(year, 1, 1), date(year, 12, 31)
    try:
        years = range(parts_of(calendar, begins)[0], parts_of(calendar, ends)[0] + 1)
    except OverflowError:
        return
    for own in years:
        day = (
            _weekday_of(row, own)
            if "weekday" in row
            else clamped_day(calendar, own, row["month"], row["day"])
        )
        if day is not None and begins <= day <= ends:
            yield day


def _weekday_of(row: Mapping[str, Any], year: int) -> date | None:
    """The n-th, or the last, of a weekday in a month, and some days later."""
    calendar, weekday, nth = row["calendar"], int(row["weekday"]), int(row["nth"])
    first = clamped_day(calendar, year, row["month"], 1)
    after = clamped_day(calendar, *next_month(year, row["month"]), 1)
    if first is None or after is None:
        return None
    plus = int(row.get("plus", 0))
    if nth < 0:
        last = after - _DAY
        return last + (plus - (last.weekday() - weekday) % 7) * _DAY
    return first + ((weekday - first.weekday()) % 7 + 7 * (nth - 1) + plus) * _DAY
