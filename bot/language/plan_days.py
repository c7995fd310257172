"""The day of a plan, to come: «پس‌فردا», «شنبهٔ آینده», "in two hours", «بعد غد», «اول ماه بعد», "Dec 5th"."""

import re
from datetime import UTC, date, timedelta
from fractions import Fraction

from bot.domain.calendars import clamped_day, next_month, parts_of
from bot.domain.weeks import SATURDAY, SUNDAY, week_of, week_start, weekend
from bot.language.figures import Number
from bot.language.moments import Atom
from bot.language.numbers import number_at
from bot.language.plan_months import PlanMonths

SLEEPS_UNTIL = 4
"""Before this hour of the night it is not sure which day is meant by "tomorrow"."""
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_POINTED_HALF = re.compile(r"(\d{1,3})[.٫]5")
_MOST_AHEAD = 1000
_EVE_IS_SURE = frozenset({"شب"})


class PlanDates(PlanMonths):
    """Finds the pieces of a moment to come in one line."""

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

    # --- words for days

    def _day(self, i: int) -> Atom | None:
        found = self.known.days.at(self.tokens, i)
        if not found or self.moment.local.hour >= SLEEPS_UNTIL or found[0][0] == "now":
            return super()._day(i)
        (offset, part), end = found
        days = self._shifted(int(offset))
        if int(offset) > 0:
            # Who is still awake after midnight may call today tomorrow.
            days = (*self._shifted(int(offset) - 1), *days)
        return self._with_bare_hour(Atom(i, end, days, part, night=part == "night", ask=len(days) > 1))

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

    def skip(self, i: int) -> int | None:
        """Where a vague or impossible date that begins at token `i` ends."""
        return next((end for first, end in (*self.vague, *self.impossible) if first == i), None)


_SMALL = frozenset({"the", "next", "about"})
_OF = frozenset({"of", "من"})
