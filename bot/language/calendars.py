"""Days of the three calendars, and which years are meant by them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from persiantools.jdatetime import JalaliDate

from bot.language.hijri import from_hijri

JALALI_YEARS = range(1300, 1500)
GREGORIAN_YEARS = range(1900, 2101)
MOON_YEARS = range(1425, 1501)
"""Years of the Hijri calendar since there is such a thing as a page."""


def instant_of(day: date, hour: int, minute: int, zone: str) -> datetime | None:
    """A day at a clock time in a zone written as an offset or `z`; None where there is no such moment."""
    zone = "+00:00" if zone == "z" else zone
    try:
        return datetime.fromisoformat(f"{day.isoformat()}T{hour:02}:{minute:02}:00{zone}")
    except ValueError:
        return None


def from_jalali(year: int, month: int, day: int) -> date:
    """The Gregorian day; ValueError where the Jalali one is none."""
    found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return found


def days_by_moon(year: int, month: int, day: int) -> tuple[date, ...]:
    """A Hijri day by Umm al-Qura, and the day after it; empty where there is no such day."""
    found = from_hijri(year, month, day)
    return (found, found + timedelta(days=1)) if found else ()


def year_of(calendar: str, day: date) -> int:
    """The year of a day in the Jalali or, else, the Gregorian calendar."""
    if calendar != "jalali":
        return day.year
    year: int = JalaliDate(day).year  # type: ignore[no-untyped-call]
    return year


def valid_days(days: Iterable[date | None]) -> tuple[date, ...]:
    """Those that are days, each once, in their order."""
    return tuple(dict.fromkeys(day for day in days if day))
