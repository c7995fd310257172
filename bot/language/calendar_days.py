"""Days that are said by a calendar: "2026-11-20", «۱۵ آذر», «٣ رمضان ١٤٤٧», «۹/۱۰»."""

import re
from datetime import date

from bot.language.calendars import (
    GREGORIAN_YEARS,
    JALALI_YEARS,
    MOON_YEARS,
    days_by_moon,
    from_jalali,
    instant_of,
    valid_days,
    year_of,
)
from bot.language.clocks import Clocks
from bot.language.figures import Number
from bot.language.hijri import hijri_year
from bot.language.moments import Atom
from bot.language.numbers import number_at

_TYPED = re.compile(
    r"(?P<a>\d{1,4})[-/.](?P<b>\d{1,2})[-/.](?P<c>\d{1,4})"
    r"(?:(?:t|[ ]+)(?P<h>\d{1,2}):(?P<m>\d{2})(?::\d{2}(?:\.\d+)?)?(?P<z>z|[+-]\d{2}:?\d{2})?)?"
)
_PARTIAL = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})")
_OWN_MONTHS = frozenset(
    {"اب", "جوان", "مه", "می", "ماي", "مای", "دی", "تیر", "مهر", "جون", "mar", "may", "sep", "dec"}
)


class CalendarDays(Clocks):
    """Finds days of a calendar, typed in figures or with the month's name."""

    def _typed_date(self, i: int) -> Atom | None:
        match = _TYPED.fullmatch(self.tokens[i].text)
        if not match:
            return None
        short = len(match["a"]) == len(match["c"]) == 2
        days = self._numeric_days(*(int(match[name]) for name in "abc"), short=short)
        hijri = not days and len(match["a"]) == 4
        if hijri:
            days = days_by_moon(*(int(match[name]) for name in "abc"))
        hour, minute = int(match["h"] or 0), int(match["m"] or 0)
        if not days or hour > 23 or minute > 59:
            return None
        if match["z"] and len(days) == 1:
            instant = instant_of(days[0], hour, minute, match["z"])
            return Atom(i, i + 1, instant=instant) if instant else None
        clock = None if match["h"] is None else hour
        asked = len(days) > 1
        return Atom(i, i + 1, days, hour=clock, minute=minute, sure=True, ask=asked, hijri=hijri)

    def _numeric_days(self, a: int, b: int, c: int, *, short: bool) -> tuple[date, ...]:
        if a > 99:
            return valid_days([self._of_year(a, b, c)])
        if c > 99:
            both = [self._of_year(c, b, a)]
            if c in GREGORIAN_YEARS:
                both.append(self._of_year(c, a, b))
            return valid_days(both)
        if not short:
            return ()
        return valid_days(
            [self._of_year(1400 + a, b, c), self._of_year(2000 + c, b, a), self._of_year(2000 + a, b, c)]
        )

    def _of_year(self, year: int, month: int, day: int) -> date | None:
        try:
            if year in JALALI_YEARS and not self._by_moon_here(year):
                return from_jalali(year, month, day)
            if year in GREGORIAN_YEARS:
                return date(year, month, day)
        except (ValueError, OverflowError):
            return None
        return None

    def _by_moon_here(self, year: int) -> bool:
        """«1447/9/3»: as a year of the sun it would be decades away."""
        return year in MOON_YEARS and year > year_of("jalali", self.moment.today) + 10

    def _month_day(self, first: int, day: int, calendar: str, month: int, end: int) -> Atom | None:
        """«۱۵ آذر», with or without «ماه» and a year; without a year it is the last one that was."""
        if end < len(self.tokens) and self.tokens[end].text == "ماه":
            end += 1
        year = self._plain_number(end)
        if calendar == "hijri":
            if number_at(self.tokens, end - 1) and self._counted(end):
                return None  # «٥ صفر كومنت»: the month's name is also a zero
            return self._moon_day(first, day, month, end, year)
        if year and year.value in (JALALI_YEARS if calendar == "jalali" else GREGORIAN_YEARS):
            days = valid_days([self._of_calendar(calendar, year.value or 0, month, day)])
            return Atom(first, year.end, days) if days else None
        found = self._last_day(calendar, month, day)
        if found is None:
            return None
        this_year = year_of(calendar, found) == year_of(calendar, self.moment.today)
        return self._with_bare_hour(Atom(first, end, (found,), ask=not this_year))

    def _moon_day(self, first: int, day: int, month: int, end: int, year: Number | None) -> Atom | None:
        """«٣ رمضان ١٤٤٧», by Umm al-Qura or a day later; without a year the last one that was."""
        if year and (year.value or 0) in MOON_YEARS:
            days = days_by_moon(year.value or 0, month, day)
            if self._text(year.end) in {"ه", "هـ", "هجری", "هجریه"}:
                year = Number(year.first, year.end + 1, year.value)
            return self._with_bare_hour(Atom(first, year.end, days, hijri=True, ask=True)) if days else None
        this = hijri_year(self.moment.today)
        for back in range(3):
            days = days_by_moon(this - back, month, day)
            if days and days[0] <= self.moment.today:
                return self._with_bare_hour(Atom(first, end, days, hijri=True, ask=True))
        return None

    def _of_calendar(self, calendar: str, year: int, month: int, day: int) -> date | None:
        try:
            return from_jalali(year, month, day) if calendar == "jalali" else date(year, month, day)
        except (ValueError, OverflowError):
            return None

    def _month(self, i: int) -> tuple[tuple[str, int], int] | None:
        for language in dict.fromkeys((self.moment.language, "fa", "ar", "en")):
            found = self.known.months[language].at(self.tokens, i)
            if found and (language == self.moment.language or self.tokens[i].text not in _OWN_MONTHS):
                return found
        return None

    def _day_and_month(self, i: int) -> Atom | None:
        """«۹/۱۰»: the tenth of the ninth month, or the other way round; always asked."""
        match = _PARTIAL.fullmatch(self.tokens[i].text)
        if not match or self.tokens[i].text in self.known.slot_hours or self._counted(i + 1):
            return None
        if number_at(self.tokens, i) != number_at(self.tokens[: i + 1], i):
            return None
        a, b = int(match["a"]), int(match["b"])
        calendar = self.moment.calendar
        days = valid_days([self._last_day(calendar, a, b), self._last_day(calendar, b, a)])
        return self._with_bare_hour(Atom(i, i + 1, days, ask=True)) if days else None

    def _last_day(self, calendar: str, month: int, day: int) -> date | None:
        """The last time that this day of the year was."""
        today = self.moment.today
        this = year_of(calendar, today)
        for back in range(8):
            found = self._of_calendar(calendar, this - back, month, day)
            if found and found <= today:
                return found
        return None

    def _with_bare_hour(self, atom: Atom) -> Atom:
        number = self._hour_number(atom.end)
        if number is not None and self._month(number.end):
            return atom  # «شنبه ۲۱ مهر»: the day of a month is no hour
        return super()._with_bare_hour(atom)
