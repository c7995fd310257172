"""The day of a plan as a day of a month: «۱۵ آذر», "Dec 5th", «أول الشهر الجاي», «آخر ماه», «٣ رمضان»."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.calendars import Calendar, clamped_day, day_of_date, next_month, parts_of
from bot.domain.weeks import country_of
from bot.language.calendars import days_by_moon
from bot.language.dates import Dates
from bot.language.figures import Number
from bot.language.moments import Atom, Moment
from bot.language.plan_hours import PlanHours
from bot.language.tokens import Sort, Token

_SPAN = re.compile(r" +(?P<h>\d{1,2}):(?P<m>\d{2})-(?P<k>\d{2}):(?P<n>\d{2})$")
_JUST_PASSED = timedelta(days=90)
"""A date without a year that passed so lately may be meant for a post that was: it is asked."""

_SOON = timedelta(days=400)
"""The 30th of a last month that has but 29 days this year is no day."""

_MOON_WORDS = frozenset({"ه", "هـ", "هجری", "هجریه", "قمری", "ق"})


class PlanMonths(PlanHours):
    """Finds dates, the next time that they come."""

    def __init__(self, tokens: Sequence[Token], moment: Moment) -> None:
        super().__init__(tokens, moment)
        self.passed: set[int] = set()
        """Where dates without a year stand that passed a short while ago."""
        self.vague: list[tuple[int, int]] = []
        """«اوایل دی»: no day can be made of them."""

    @property
    def calendar(self) -> Calendar:
        """The person's own."""
        return self.moment.calendar

    @property
    def in_arabic(self) -> bool:
        """Whether she writes Arabic, in which «بعد» is "after" and never "next"."""
        return self.moment.language == "ar"

    def _months_on(self, count: int) -> tuple[date, ...]:
        calendar = self.calendar
        year, month, day = parts_of(calendar, self.moment.today)
        found = clamped_day(calendar, *next_month(year, month, count), day)
        return (found,) if found else ()

    def after(self, day: date, unit: str, count: int) -> date | None:
        """The day so many days, weeks or months of her calendar after one; None beyond the calendar."""
        if unit != "month":
            return day + timedelta(days=count * {"day": 1, "week": 7}[unit])
        year, month, of_month = parts_of(self.calendar, day)
        return clamped_day(self.calendar, *next_month(year, month, count), of_month)

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """The day of a month at token `i`, said as its order: "5th", «پانزدهم», «آخر» (31); where it ends."""
        number = self._plain_number(i)
        if number and self._is_ordinal(number.end) and 1 <= (number.value or 0) <= 31:
            return number.value or 0, number.end + 1
        if word := self.plan.ordinals.at(self.tokens, i):
            return word
        if (last := self.plan.end("last", self.tokens, i)) and not self.known.parts.at(self.tokens, i):
            return 31, last
        first = self.plan.end("first", self.tokens, i)
        return (1, first) if first else None

    def _ordinal_day(self, i: int) -> Atom | None:
        """«اول دی», "the 5th of December", «آخر ماه», «روز ۱۵م», «۱۵ ماه بعد»."""
        first_of = self._text(i) == "الیوم" and self.plan.ordinals.at(self.tokens, i + 1) is not None
        if self.known.days.at(self.tokens, i) and not first_of:
            return None  # «اليوم» is today, «اليوم الأول» the first
        named = self.plan.end("day_of", self.tokens, i)
        start = named or i
        found = self.ordinal(start)
        number = None if found else self._plain_number(start)
        if number and not number.half and 1 <= (number.value or 0) <= 31:
            found = number.value or 0, number.end
        if found is None:
            return None
        day, end = found
        of = self.plan.end("of", self.tokens, end) or end
        for at in dict.fromkeys((end, of)):
            if (month := self._month(at)) and (number is None or named):
                return self._month_day(i, day, *month[0], month[1], last=self._is_last(start))
            if spanned := self._of_this_or_next(i, day, at, bare=number is not None and not named):
                return spanned
        digits = self.tokens[start].sort is Sort.NUMBER
        if digits and (named or number is None) and self._stands_alone(end, named=bool(named)):
            return self._with_bare_hour(self._coming_day(i, day, end))
        return None

    def _of_this_or_next(self, first: int, day: int, i: int, *, bare: bool) -> Atom | None:
        year, month, _ = parts_of(self.calendar, self.moment.today)
        following = self.plan.end("next_month", self.tokens, i)
        if following and (following - i > 1 or not bare):
            found = clamped_day(self.calendar, *next_month(year, month), day)
            return self._with_bare_hour(Atom(first, following, (found,))) if found else None
        this = self.plan.end("this_month", self.tokens, i)
        if this is None or (bare and this - i < 2 and not self._text(i).startswith("ال")):
            return None
        found = clamped_day(self.calendar, year, month, day)
        after = clamped_day(self.calendar, *next_month(year, month), day)
        if found is None or after is None:
            return None
        days = (
            (found,)
            if found > self.moment.today
            else (found, after)
            if found == self.moment.today
            else (after,)
        )
        return self._with_bare_hour(Atom(first, this, days, ask=len(days) > 1))

    def _coming_day(self, first: int, day: int, end: int) -> Atom:
        year, month, today = parts_of(self.calendar, self.moment.today)
        ahead = 0 if day >= today else 1
        found = clamped_day(self.calendar, *next_month(year, month, ahead), day)
        return Atom(first, end, (found,) if found else ())

    def _stands_alone(self, i: int, *, named: bool) -> bool:
        """Whether no word of a topic follows: "the 5th tip" is no day."""
        if i >= len(self.tokens) or self.tokens[i].sort is not Sort.WORD:
            return True
        at_clock = self.known.hours.at(self.tokens, i) or self.known.parts.at(self.tokens, i)
        return bool(at_clock) or (named and self._kind_at(i))

    def _is_last(self, i: int) -> bool:
        return self.plan.end("last", self.tokens, i) is not None

    def _no_such_day(self, i: int) -> Atom | None:
        """«۳۲ آذر»: no day, and no topic either."""
        number = self._plain_number(i)
        month = self._month(number.end) if number and (number.value or 0) > 31 else None
        if month and (number is None or (number.value or 0) < 100):
            self.impossible.append((i, month[1]))
        return None

    def _month_day(
        self, first: int, day: int, calendar: str, month: int, end: int, *, last: bool = False
    ) -> Atom | None:
        """«۱۵ آذر», with or without «ماه» and a year; without a year the next that comes."""
        end += self._text(end) == "ماه" or self._is_ordinal(end)
        if (
            self._text(end) in {",", "،"}
            and (year := self._plain_number(end + 1))
            and (year.value or 0) >= 1000
        ):
            end += 1
        if calendar == "hijri":
            return self._moon_day(first, day, month, end, self._plain_number(end))
        own: Calendar = "jalali" if calendar == "jalali" else "gregorian"
        year = self._plain_number(end)
        if following := self.plan.end("next_year", self.tokens, end):
            found = day_of_date(own, parts_of(own, self.moment.today)[0] + 1, month, day)
            end = following
        elif year and (year.value or 0) >= 1000:
            found = day_of_date(own, year.value or 0, month, day)
            end = year.end
        else:
            found = self._coming(first, own, month, day, last=last)
        if found is None:
            self.impossible.append((first, end))
            return None
        return self._with_bare_hour(Atom(first, end, (found,)))

    def _coming(
        self, first: int, calendar: Calendar, month: int, day: int, *, last: bool = False
    ) -> date | None:
        """The next time that this day of the year comes; one that has just passed is marked."""
        this = parts_of(calendar, self.moment.today)[0]
        made = clamped_day if last else day_of_date
        days = [each for ahead in range(-1, 9) if (each := made(calendar, this + ahead, month, day))]
        soon = (each for each in days if timedelta(0) <= each - self.moment.today <= _SOON)
        coming = next(soon, None)
        if any(timedelta(0) < self.moment.today - each <= _JUST_PASSED for each in days):
            self.passed.add(first)
        return coming

    def _moon_day(self, first: int, day: int, month: int, end: int, year: Number | None) -> Atom | None:
        """By Umm al-Qura, or a day later where the moon is watched for; in Saudi Arabia it is the law."""
        told = year.value if year and 1400 <= (year.value or 0) <= 1500 else None
        end = year.end if year and told else end
        while self._text(end) in _MOON_WORDS:
            end += 1
        this = parts_of("hijri", self.moment.today)[0]
        found = [
            days
            for each in ([told] if told else range(this, this + 3))
            if (days := days_by_moon(each, month, day))
        ]
        days = next((each for each in found if told or each[0] >= self.moment.today), ())
        if not days:
            return None
        sure = country_of(self.moment.zone.key) == "SA"
        days = days[:1] if sure else days
        return self._with_bare_hour(Atom(first, end, days, hijri=not sure, ask=not sure))

    def _last_day(self, calendar: str, month: int, day: int) -> date | None:
        own: Calendar = "jalali" if calendar == "jalali" else "gregorian"
        return self._coming(-1, own, month, day)

    def _day_and_month(self, i: int) -> Atom | None:
        atom = super()._day_and_month(i)
        return atom._replace(ask=len(atom.days) > 1) if atom else None

    def _typed_date(self, i: int) -> Atom | None:
        if span := _SPAN.search(self.tokens[i].text):
            return self._with_span(i, span)
        atom = super()._typed_date(i)
        if atom is None:
            self.impossible.append((i, i + 1))
            return None
        part = self.known.parts.at(self.tokens, atom.end)
        if part and atom.hour is not None:
            return atom._replace(part=part[0], end=part[1], sure=not 1 <= atom.hour <= 12)
        if atom.hijri and country_of(self.moment.zone.key) == "SA":
            atom = atom._replace(days=atom.days[:1], hijri=False, ask=False)
        return atom if atom.hour is not None or atom.instant else self._with_bare_hour(atom)

    def _with_span(self, i: int, span: re.Match[str]) -> Atom | None:
        """ "2026-12-05 18:00-19:00": two hours, and no hour by another zone."""
        bare = self.tokens[i]._replace(text=self.tokens[i].text[: span.start()])
        atom = Dates([bare], self.moment).first_date()
        if atom is None:
            return None
        atom = atom._replace(first=i, end=i + 1)
        hours = [int(span[name]) for name in ("h", "k")]
        minutes = [int(span[name]) for name in ("m", "n")]
        told = list(zip(hours, minutes, strict=True))
        if any(hour > 23 or minute > 59 for hour, minute in told):
            return None
        self.atoms += [Atom(i, i + 1, hour=hour, minute=minute, sure=True) for hour, minute in told]
        return atom

    def bare_day(self, i: int) -> Atom | None:
        """The number at token `i` as a day of the month, the next that comes."""
        number = self._plain_number(i)
        if number is None or not 1 <= (number.value or 0) <= 31:
            return None
        return self._coming_day(i, number.value or 0, number.end)
