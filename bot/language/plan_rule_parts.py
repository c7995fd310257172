"""What a rule is made of: weekdays in a row, days of every month."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.calendars import Calendar
from bot.domain.recurrence import LAST_DAY, Pattern, Unit
from bot.language.plan_days import PlanDates

_LIGHT = frozenset(
    {"on", "در", "روز", "روزهای", "روزای", "یوم", "ایام", "the", "تو", "توی", "every", "في", "فی", "ب"}
)

_PLURALS = frozenset(
    {"mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays", "suns", "sats"}
)

_MOST_WEEKDAYS = 14

_MOST_SIGNS = 4


class RuleSaid(NamedTuple):
    """What repeats: tokens `[first, end)`."""

    first: int
    end: int
    patterns: tuple[Pattern, ...]
    """The ways in which it can be read; none where it repeats in a way that is not kept."""
    part: str = ""


class WeekdaysSaid(NamedTuple):
    """Several weekdays in a row."""

    days: tuple[int, ...]
    end: int
    plural: bool
    part: str


class RuleParts(PlanDates):
    """Finds the weekdays, and the days of a month, on which something repeats."""

    def _of_week(self, first: int, n: int, i: int) -> RuleSaid:
        """«هر دو هفته یک بار، شنبه‌ها», "every week on Monday and Thursday"."""
        end = self._lightly(self._once(i))
        if days := self._list(end):
            return RuleSaid(first, days.end, (weekly(days.days, n),), days.part)
        return RuleSaid(first, self._once(i), (Pattern(Unit.WEEK, n),))

    def _of_month(self, first: int, n: int, i: int) -> RuleSaid:
        """«هر ماه روز ۱۵», "every month on the 1st"."""
        end, calendar = self._calendar(self._once(i))
        at = self._lightly(end)
        at += self._text(at) == "الیوم" and self.ordinal(at + 1) is not None
        days: list[int] = []
        while len(days) < LAST_DAY and (found := self._month_day_at(at)):
            days.append(found[0])
            end = at = found[1]
            if self.plan.end("ands", self.tokens, at):
                at += 1
        pattern = Pattern(Unit.MONTH, n, month_days=tuple(dict.fromkeys(days)), calendar=calendar)
        return RuleSaid(first, end, (pattern,))

    def _month_day_at(self, i: int) -> tuple[int, int] | None:
        if order := self.ordinal(i):
            return order
        number = self._plain_number(i)
        if number is None or number.half or not 1 <= (number.value or 0) <= 31:
            return None
        led = i > 0 and self._text(i - 1) in _LIGHT
        hour = self._timed(number.end, number.end, must=True) or self._hour_word(number.end)
        return (number.value or 0, number.end) if led or hour or (number.value or 0) > 24 else None

    def _calendar(self, i: int) -> tuple[int, Calendar]:
        for calendar in ("jalali", "gregorian", "hijri"):
            if end := self.plan.end(calendar, self.tokens, i):
                return end, calendar
        return i, self.calendar

    def _day_of_every_month(self, i: int) -> RuleSaid | None:
        """«اول هر ماه», "the 1st and 15th of each month", «يوم ١٥ من كل شهر»."""
        at = self._lightly(i)
        days: list[int] = []
        at = self.plan.end("day_of", self.tokens, at) or at
        while len(days) < LAST_DAY and (found := self.ordinal(at) or self._any_day(at)):
            days.append(found[0])
            at = found[1]
            if not self.plan.end("ands", self.tokens, at):
                break
            at += 1
        if not days:
            return None
        of = self.plan.end("of", self.tokens, at)
        for start in (at, of) if of else (at,):
            every = self.plan.end("every", self.tokens, start)
            month = every and self.plan.end("month", self.tokens, every)
            if month:
                end, calendar = self._calendar(month)
                pattern = Pattern(Unit.MONTH, 1, month_days=tuple(dict.fromkeys(days)), calendar=calendar)
                return RuleSaid(i, end, (pattern,))
            if every and self._month(every):
                return RuleSaid(i, self._month(every)[1], ())  # type: ignore[index]
        return None

    def _any_day(self, i: int) -> tuple[int, int] | None:
        number = self._plain_number(i)
        good = number is not None and 1 <= (number.value or 0) <= LAST_DAY
        return (number.value or 0, number.end) if number and good else None

    def _once(self, i: int) -> int:
        return self.plan.end("once", self.tokens, i) or i

    def _list(self, i: int) -> WeekdaysSaid | None:
        """Weekdays from token `i` on, joined by "and" or commas: at least one."""
        days: list[int] = []
        end, at, plural, part = i, i, False, ""
        while len(days) < _MOST_WEEKDAYS:
            at = self._lightly(at)
            eve = self._text(at) in self.known.eves and self.moment.language == "fa"
            at += eve
            found = self.known.weekdays.at(self.tokens, at) or self.plan.shy_weekdays.at(self.tokens, at)
            if found is None:
                break
            plural = plural or self._text(found[1] - 1) in _PLURALS
            days.append((found[0] - eve) % 7)
            part = "night" if eve else part
            end = at = found[1]
            if more := self.plan.end("plural", self.tokens, at):
                plural, end, at = True, more, more
            at = self._joined(at)
        return WeekdaysSaid(tuple(sorted(set(days))), end, plural, part) if days else None

    def _joined(self, i: int) -> int:
        start = i
        while i < min(len(self.tokens), start + _MOST_SIGNS) and self.plan.end("ands", self.tokens, i):
            i += 1
        return i

    def _lightly(self, i: int) -> int:
        start = i
        while i < start + _MOST_SIGNS and self._text(i) in _LIGHT:
            i += 1
        return i


def weekly(days: Sequence[int], n: int = 1) -> Pattern:
    """On these weekdays of every `n`-th week."""
    return Pattern(Unit.WEEK, n, tuple(sorted(set(days))))
