"""Three calendars over one kind of day: Jalali, Gregorian, and Hijri by Umm al-Qura's tables."""

from datetime import date
from typing import Literal

from hijridate import Gregorian, Hijri
from persiantools.jdatetime import JalaliDate

Calendar = Literal["jalali", "gregorian", "hijri"]

CALENDARS: tuple[Calendar, ...] = ("jalali", "gregorian", "hijri")


def parts_of(calendar: Calendar, day: date) -> tuple[int, int, int]:
    """Year, month and day of a day in a calendar. OverflowError where its tables do not reach (Hijri:
    1924-08-01 to 2077-11-16).
    """
    if calendar == "jalali":
        jalali = JalaliDate(day)  # type: ignore[no-untyped-call]
        return jalali.year, jalali.month, jalali.day
    if calendar == "hijri":
        return Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
    return day.year, day.month, day.day


def day_of_date(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """The day of a date in a calendar; None where there is no such date, or the tables do not reach it."""
    try:
        if calendar == "jalali":
            found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
            return found
        if calendar == "hijri":
            return date(*Hijri(year, month, day).to_gregorian().datetuple())
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def clamped_day(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """The day of a date, or the last of a month that is shorter; None where there is no such month."""
    for shorter in range(day, 27, -1):
        if found := day_of_date(calendar, year, month, shorter):
            return found
    return day_of_date(calendar, year, month, day) if day <= 27 else None


def next_month(year: int, month: int, ahead: int = 1) -> tuple[int, int]:
    """Year and month, so many months ahead, in a calendar of twelve months."""
    months = year * 12 + month - 1 + ahead
    return months // 12, months % 12 + 1
