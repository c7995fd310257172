"""The Hijri calendar, by Umm al-Qura's tables."""

from datetime import date

from hijridate import Gregorian, Hijri


def from_hijri(year: int, month: int, day: int) -> date | None:
    """The day of a Hijri date (years 1343-1500); None where there is none such."""
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def hijri_year(day: date) -> int:
    """The Hijri year of a day between 1924 and 2077."""
    return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
