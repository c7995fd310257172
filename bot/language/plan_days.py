"""The day of a plan, to come: «پس‌فردا», «شنبهٔ آینده», "in two hours", «بعد غد», «اول ماه بعد», "Dec 5th"."""

import re
from collections.abc import Sequence
from datetime import UTC, date, timedelta
from fractions import Fraction

from bot.domain.calendars import Calendar, clamped_day, day_of_date, next_month, parts_of
from bot.domain.weeks import SATURDAY, SUNDAY, country_of, week_of, week_start, weekend
from bot.language.calendars import days_by_moon
from bot.language.moments import Atom, Moment
from bot.language.numbers import Number, number_at
from bot.language.plan_clocks import PlanClocks
from bot.language.tokens import Sort, Token

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_JUST_PASSED = timedelta(days=90)
"""A date without a year that passed so lately may be meant for a post that was: it is asked."""
_SOON = timedelta(days=400)
"""The 30th of a last month that has but 29 days this year is no day."""
_POINTED_HALF = re.compile(r"(\d{1,3})[.٫]5")
_MOST_AHEAD = 1000
_EVE_IS_SURE = frozenset({"شب"})


class PlanDates(PlanClocks):
    """Finds the pieces of a moment to come in one line."""

    def __init__(self, tokens: Sequence[Token], moment: Moment) -> None:
        super().__init__(tokens, moment)
        self.passed: set[int] = set()
        """Where dates without a year stand that passed a short while ago."""
        self.vague: list[tuple[int, int]] = []
        """«اوایل دی»: no day can be made of them."""

    def _at(self, i: int) -> Atom | None:
        found = self._ahead(i) or self._minutes_to(i) or self._ordinal_day(i) or self._vague(i)
        found = found or self._about(i) or self._day_named(i) or self._hour_in_words(i)
        return found or self._no_such_day(i) or super()._at(i)

    # --- so long from now

    def amount(self, i: int) -> tuple[str, Fraction, int] | None:
        """A length of time at token `i`, its unit, how many, where it ends: «دو ساعت و نیم», "an hour"."""
        count, end = Fraction(1), i
        if half := self.plan.end("half", self.tokens, i):
            count, end = Fraction(1, 2), half
        elif quarter := self.plan.end("quarter", self.tokens, i):
            count, end = Fraction(1, 4), quarter
        elif self._text(i) in {"a", "an", "one"}:
            end = i + 1
        elif i < len(self.tokens) and (pointed := _POINTED_HALF.fullmatch(self.tokens[i].text)):
            count, end = int(pointed[1]) + Fraction(1, 2), i + 1
        elif number := self._how_many(i):
            count, end = (number.value or 0) + Fraction(number.half, 60), number.end
        unit = self.plan.unit(self.tokens, end)
        if unit is None or (
            self._text(end) in {"m", "d"} and end < len(self.tokens) and self.tokens[end].spaced
        ):
            return None
        name, each, end = unit
        return name, count * each + self._and_half(end), self._and_half_end(end)

    def _how_many(self, i: int) -> Number | None:
        if i >= len(self.tokens):
            return None
        number = number_at(self.tokens, i)
        if number is None:
            return None
        if number.half:
            return self._hour_number(i)
        return number if number.value is not None and number.value <= _MOST_AHEAD else None

    def _and_half(self, i: int) -> Fraction:
        return Fraction(1, 2) if self._and_half_end(i) > i else Fraction(0)

    def _and_half_end(self, i: int) -> int:
        if self._text(i) in self.known.ands and self.plan.end("half", self.tokens, i + 1) == i + 2:
            return i + 2
        glued = i < len(self.tokens) and self._text(i)[:1] == "و" and self._text(i)[1:] in self.known.halves
        return i + 1 if glued else i

    def _ahead(self, i: int) -> Atom | None:
        """«دو ساعت دیگه», "in 3 days", «بعد ساعتين»."""
        if after := self.plan.end("after", self.tokens, i):
            while self._text(after) in _SMALL:
                after += 1
            found = self.amount(after)
            return self._from_now(i, *found) if found and not self._is_lead(found[2]) else None
        found = self.amount(i) if self.plan.unit(self.tokens, i) is None else None
        if found is None:
            return None
        later = self.plan.end("later", self.tokens, found[2])
        if later is None or self._text(later) == "از":
            return None
        atom = self._from_now(i, found[0], found[1], later)
        if atom and found[0] == "month" and (day := self._plain_number(i)) and later - i == 3:
            # «۳ ماه بعد»: in three months, or the third of the next month.
            other = self._of_this_or_next(i, day.value or 0, i + 1, bare=True)
            near = atom.days if (day.value or 0) <= 12 else ()
            days = tuple(sorted({*near, *(other.days if other else ())}))
            return atom._replace(days=days, ask=len(days) > 1) if self._text(later - 1) != "دیگه" else atom
        return atom

    def _is_lead(self, i: int) -> bool:
        return self.plan.end("surely_before", self.tokens, i) is not None

    def _from_now(self, first: int, unit: str, count: Fraction, end: int) -> Atom | None:
        whole = {"minute": 1, "hour": 60, "day": 1, "week": 7, "month": 1}.get(unit, 0) * count
        if not 0 < whole <= _MOST_AHEAD * 60 or whole.denominator != 1 or count > _MOST_AHEAD:
            return None
        if unit in {"minute", "hour"}:
            at = self.moment.local.replace(second=0, microsecond=0).astimezone(UTC)
            return Atom(first, end, instant=at + timedelta(minutes=int(whole)))
        days = self._months_on(int(whole)) if unit == "month" else self._shifted(int(whole))
        return self._with_bare_hour(Atom(first, end, days))

    def _months_on(self, count: int) -> tuple[date, ...]:
        calendar = self.calendar
        year, month, day = parts_of(calendar, self.moment.today)
        found = clamped_day(calendar, *next_month(year, month, count), day)
        return (found,) if found else ()

    @property
    def calendar(self) -> Calendar:
        """The person's own."""
        return self.moment.calendar

    @property
    def in_arabic(self) -> bool:
        """Whether she writes Arabic, in which «بعد» is "after" and never "next"."""
        return self.moment.language == "ar"

    # --- weekdays

    def _weekday(self, i: int) -> Atom | None:
        if self.tokens[i].text in self.known.eves and not self.known.weekdays.at(self.tokens, i + 1):
            return None
        return super()._weekday(i) or self._shy_weekday(i) or self._week_alone(i)

    def _shy_weekday(self, i: int) -> Atom | None:
        """ "sat 9am", "on sun"; but no "sun cream"."""
        led_by = self.known.week.at(self.tokens, i)
        start, i = i, led_by[1] if led_by else i
        found = self.plan.shy_weekdays.at(self.tokens, i)
        if not found:
            return None
        weekday, end = found
        before = self._text(i - 1) if i else ""
        timed = self._timed(end, end) or self._hour_word(end) if end < len(self.tokens) else None
        led = before in {"on", "this", "until", "till", "from", "every", "and", ",", "next"}
        if not (timed or led or end == len(self.tokens)):
            return None
        side = {"next": "next", "this": "coming"}.get(before, "")
        return self._weekday_atom(start, end, weekday, side, eve=False)

    def _weekday_atom(self, first: int, end: int, weekday: int, side: str, *, eve: bool) -> Atom:
        if not side and not self.known.parts.at(self.tokens, end):
            after = self.known.week.at(self.tokens, end)
            if after and self._text(after[1]) != "از" and not (self._text(end) == "بعد" and self.in_arabic):
                side, end = after
        days = self._weekdays_of(weekday, side)
        told: int | None = (weekday - eve) % 7
        if eve:
            earlier = tuple(day - _DAY for day in days)
            # In Arabic many say «ليلة الجمعة» of Friday's own night.
            sure = self._text(first) in _EVE_IS_SURE or self.moment.language == "fa"
            days = earlier if sure else tuple(dict.fromkeys((*earlier, *days)))
            days = tuple(day for day in days if day >= self.moment.today) or days
            told = told if sure else None
        atom = Atom(first, end, days, "night" if eve else "", weekday=told, night=eve, ask=len(days) > 1)
        return self._with_bare_hour(atom)

    def _weekdays_of(self, weekday: int, side: str) -> tuple[date, ...]:
        today = self.moment.today
        ahead = today + timedelta(days=(weekday - today.weekday()) % 7)
        if side == "past":
            return (ahead - _WEEK,)
        if side == "next":
            ahead += _WEEK if ahead == today else timedelta(0)
            return (ahead, ahead + _WEEK)
        if side == "next_week":
            begins = {week_of(today, first) + _WEEK for first in self._week_starts()}
            return tuple(
                sorted({begin + timedelta(days=(weekday - begin.weekday()) % 7) for begin in begins})
            )
        return (today, today + _WEEK) if ahead == today else (ahead,)

    def _week_starts(self) -> set[int]:
        """On which days her week may begin: in Persian on Saturday, else by the place or by the language."""
        here = week_start(self.moment.zone.key, self.moment.language)
        return {"fa": {SATURDAY}, "ar": {here}}.get(self.moment.language, {here, SUNDAY, 0})

    def _week_alone(self, i: int) -> Atom | None:
        """«هفته دیگه», "next week", «آخر هفته»: which day of it is asked."""
        today = self.moment.today
        side = self.known.week.at(self.tokens, i)
        if end := self.plan.end("weekend", self.tokens, side[1] if side else i):
            western = (SATURDAY, SUNDAY) if self.moment.language == "en" else ()
            ahead = sorted(
                {(day - today.weekday()) % 7 for day in (*weekend(self.moment.zone.key), *western)}
            )
            later = _WEEK if side and side[0] == "next" else timedelta(0)
            return self._with_bare_hour(
                Atom(i, end, tuple(today + each * _DAY + later for each in ahead), ask=True)
            )
        if side and side[0] == "next_week":
            first = week_of(today, week_start(self.moment.zone.key, self.moment.language)) + _WEEK
            return Atom(i, side[1], tuple(sorted({today + _WEEK, first})), ask=True)
        end = self.plan.end("next_month", self.tokens, i)
        if end and end - i > 1 and self._text(i) not in _OF:
            year, month, _ = parts_of(self.calendar, today)
            first_day = clamped_day(self.calendar, *next_month(year, month), 1)
            days = sorted({*self._months_on(1), *([first_day] if first_day else [])})
            return Atom(i, end, tuple(days), ask=True)
        return None

    # --- days of a month

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

    def _day_named(self, i: int) -> Atom | None:
        """«روز شنبه», «يوم الخميس»: the word belongs to the day."""
        end = self.plan.end("day_of", self.tokens, i)
        if end is None or end >= len(self.tokens):
            return None
        atom = self._weekday(end) if not self.known.days.at(self.tokens, end) else None
        return atom._replace(first=i) if atom else None

    def _hour_in_words(self, i: int) -> Atom | None:
        """«العاشرة مساء»."""
        return self._timed(i, i, must=True) if self.plan.hours_in_words.at(self.tokens, i) else None

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

    def _vague(self, i: int) -> Atom | None:
        """«اوایل دی», "mid December": shown back, and the day asked."""
        if year := self.plan.end("next_year", self.tokens, i):
            self.vague.append((i, year))
        end = self.plan.end("vague", self.tokens, i)
        if end is None:
            return None
        end = self.plan.end("of", self.tokens, end) or end
        month = self._month(end)
        this = self.plan.end("this_month", self.tokens, end) or self.plan.end("next_month", self.tokens, end)
        week = self.plan.end("week", self.tokens, end)
        if stop := (month[1] if month else this or week):
            self.vague.append((i, stop))
        return None

    def bare_hour(self, i: int) -> Atom | None:
        """The number at token `i` as an hour."""
        return self._timed(i, i)

    def bare_day(self, i: int) -> Atom | None:
        """The number at token `i` as a day of the month, the next that comes."""
        number = self._plain_number(i)
        if number is None or not 1 <= (number.value or 0) <= 31:
            return None
        return self._coming_day(i, number.value or 0, number.end)

    def skip(self, i: int) -> int | None:
        """Where a vague or impossible date that begins at token `i` ends."""
        return next((end for first, end in (*self.vague, *self.impossible) if first == i), None)


_SMALL = frozenset({"the", "next", "about"})
_OF = frozenset({"of", "من"})
_MOON_WORDS = frozenset({"ه", "هـ", "هجری", "هجریه", "قمری", "ق"})
