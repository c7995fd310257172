"""What a plan repeats by: «هر شنبه», "every other week", «يوم بعد يوم», «اول هر ماه», «شنبه‌ها و سه‌شنبه‌ها»."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.calendars import Calendar
from bot.domain.recurrence import LAST_DAY, MOST_BETWEEN, Pattern, Unit
from bot.domain.weeks import weekend
from bot.language.moments import Atom, Moment
from bot.language.numbers import number_at
from bot.language.plan_days import PlanDates
from bot.language.tokens import Token

_EVEN, _ODD = (0, 2, 5), (1, 3, 6)
_OTHERS = {"other": 2, "second": 2, "2nd": 2, "alternate": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_LIGHT = frozenset(
    {"on", "در", "روز", "روزهای", "روزای", "یوم", "ایام", "the", "تو", "توی", "every", "في", "فی", "ب"}
)
_MANY_DAYS = frozenset({"روزهای", "روزای", "ایام", "روزها"})
_PLURALS = frozenset(
    {"mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays", "suns", "sats"}
)


_MOST_WEEKDAYS = 14
_MOST_SIGNS = 4
_WEEKENDS = frozenset({"weekends", "ها"})


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


class PlanRules(PlanDates):
    """Finds what repeats in a line."""

    def __init__(self, tokens: Sequence[Token], moment: Moment) -> None:
        super().__init__(tokens, moment)
        self.rules: list[RuleSaid] = []
        self.excepted: set[int] = set()

    def take_rule(self, i: int) -> int | None:
        """Take what repeats and begins at token `i`; where it ends."""
        if (out := self.plan.end("except", self.tokens, i)) and (days := self._list(out)):
            self.excepted |= set(days.days)
            return self._timed_rule(i, days.end, "")
        said = self._refused(i) or self._by_word(i) or self._day_of_every_month(i) or self._every(i)
        said = said or self._between(i) or self._weekday_plural(i)
        if said is None:
            return None
        self.rules.append(said)
        return self._timed_rule(i, said.end, said.part)

    def _timed_rule(self, first: int, end: int, part: str) -> int:
        """«شنبه‌ها ۱۸»: an hour right behind what repeats; where it ends."""
        timed = self._with_bare_hour(Atom(first, end, part=part))
        if timed.hour is not None:
            self.atoms.append(timed)
        return timed.end

    # --- patterns of one word, and those that are refused

    def _refused(self, i: int) -> RuleSaid | None:
        """Yearly, hourly, "twice a week", "the first Saturday of every month"."""
        found = self.plan.patterns.at(self.tokens, i)
        if found and found[0] == "refused":
            days = self._list(found[1])
            # «هفته‌ای سه بار، شنبه و دوشنبه و چهارشنبه» tells which.
            return RuleSaid(i, days.end, (_weekly(days.days),)) if days else RuleSaid(i, found[1], ())
        order = self.plan.end("nth", self.tokens, i)
        weekday = self.known.weekdays.at(self.tokens, order) if order else None
        if weekday is None:
            return None
        end = self.plan.end("of", self.tokens, weekday[1]) or weekday[1]
        every = self.plan.end("every", self.tokens, end)
        if every and (month := self.plan.end("month", self.tokens, every)):
            return RuleSaid(i, month, ())
        this = self.plan.end("this_month", self.tokens, end) or self.plan.end("next_month", self.tokens, end)
        return RuleSaid(i, this, ()) if this and weekday[1] < this else None

    def _by_word(self, i: int) -> RuleSaid | None:
        found = self.plan.patterns.at(self.tokens, i)
        if found is None:
            return self._kinds_of_days(i) or self._parts_of_days(i)
        name, end = found
        if name == "daily":
            return RuleSaid(i, end, (Pattern(Unit.DAY),))
        if name == "other_daily":
            return RuleSaid(i, end, (Pattern(Unit.DAY, 2),))
        if name == "fortnightly":
            return self._of_week(i, 2, end)
        return self._of_week(i, 1, end) if name == "weekly" else self._of_month(i, 1, end)

    def _parts_of_days(self, i: int) -> RuleSaid | None:
        """«شب‌ها», "mornings": every day's."""
        for part in ("night", "morning", "evening"):
            if end := self.plan.end(f"{part}s", self.tokens, i):
                named = self.known.weekdays.at(self.tokens, end)
                return None if named else RuleSaid(i, end, (Pattern(Unit.DAY),), part)
        return None

    def _kinds_of_days(self, i: int) -> RuleSaid | None:
        """«روزهای زوج», "weekdays", "every weekend": which days work is done on may have to be asked."""
        start = self.plan.end("every", self.tokens, i) or i
        for group, days in (("even", _EVEN), ("odd", _ODD)):
            if end := self.plan.end(group, self.tokens, start):
                return RuleSaid(i, end, (_weekly(days),))
        rest = weekend(self.moment.zone.key)
        work = tuple(day for day in range(7) if day not in rest)
        if end := self.plan.end("weekdays", self.tokens, start):
            other = {"fa": (*work, rest[0]), "ar": work}.get(self.moment.language, (0, 1, 2, 3, 4))
            return RuleSaid(i, end, tuple(dict.fromkeys((_weekly(work), _weekly(other)))))
        end = self.plan.end("weekend", self.tokens, start)
        if end and (start > i or self._text(end - 1) in _WEEKENDS):
            other = (5, 6) if self.moment.language == "en" else rest
            return RuleSaid(i, end, tuple(dict.fromkeys((_weekly(rest), _weekly(other)))))
        return None

    # --- every …

    def _every(self, i: int) -> RuleSaid | None:
        end = self.plan.end("every", self.tokens, i)
        if end is None or end >= len(self.tokens):
            return None
        if found := self._every_eve(i, end) or self._every_first(i, end):
            return found
        n, start = 1, end
        if not self._list(end):
            n, start = self._every_so_many(end)
        if days := self._list(start):
            return self._checked(i, days.end, n, _weekly(days.days, n), days.part)
        if part := self.known.parts.at(self.tokens, start):
            return RuleSaid(i, part[1], (Pattern(Unit.DAY),), part[0]) if n == 1 else None
        if (night := self.plan.end("night", self.tokens, start)) and n == 1:
            return RuleSaid(i, night, (Pattern(Unit.DAY),), "night")
        # «كل الأسبوع» is the whole of a week.
        whole = self.tokens[i].text.endswith("کل") and self._text(start).startswith("ال")
        said = None if whole else self._every_unit(i, start, n)
        return said or self._every_date(i, end)

    def _every_date(self, first: int, i: int) -> RuleSaid | None:
        """«هر ۱۵ آذر»: it comes again each year, which is not kept; the date itself is read next."""
        atom = self._at(i)
        return RuleSaid(first, i, ()) if atom and atom.days else None

    def _every_eve(self, first: int, i: int) -> RuleSaid | None:
        """«هر شب جمعه» is every Thursday's night."""
        eve = self.plan.end("night", self.tokens, i)
        weekday = self.known.weekdays.at(self.tokens, eve) if eve else None
        if weekday is None or self.moment.language != "fa":
            return None
        return RuleSaid(first, weekday[1], (_weekly(((weekday[0] - 1) % 7,)),), "night")

    def _every_first(self, first: int, i: int) -> RuleSaid | None:
        """«كل أول شهر» is the first of every month."""
        order = self.ordinal(i)
        month = self.plan.end("month", self.tokens, order[1]) if order else None
        if order is None or month is None:
            return None
        return RuleSaid(first, month, (Pattern(Unit.MONTH, 1, (), (order[0],), self.calendar),))

    def _every_so_many(self, i: int) -> tuple[int, int]:
        """ "other", "2nd", «دو»: every how many, and where it ends."""
        if self._text(i) in _OTHERS:
            return _OTHERS[self._text(i)], i + 1
        if self._text(i).isdigit() and self._is_ordinal(i + 1):
            return int(self._text(i)), i + 2
        number = number_at(self.tokens, i)
        return (number.value or 0, number.end) if number else (1, i)

    def _every_unit(self, first: int, i: int, n: int) -> RuleSaid | None:
        half = self.plan.end("half", self.tokens, i)
        if half and (unit := self.plan.unit(self.tokens, half)):
            return RuleSaid(first, unit[2], ())
        unit = self.plan.unit(self.tokens, i)
        if unit is None:
            return None
        name, each, end = unit
        n *= each
        if name in {"minute", "hour", "year"} or not 1 <= n <= MOST_BETWEEN:
            return RuleSaid(first, end, ())
        end = self._once(end)
        if name == "day":
            if (days := self._list(end)) and n == 1:
                return RuleSaid(first, days.end, (_weekly(days.days),), days.part)
            return RuleSaid(first, end, (Pattern(Unit.DAY, n),))
        return self._of_week(first, n, end) if name == "week" else self._of_month(first, n, end)

    def _checked(self, first: int, end: int, n: int, pattern: Pattern, part: str) -> RuleSaid:
        return RuleSaid(first, end, (pattern,) if 1 <= n <= MOST_BETWEEN else (), part)

    def _once(self, i: int) -> int:
        return self.plan.end("once", self.tokens, i) or i

    def _of_week(self, first: int, n: int, i: int) -> RuleSaid:
        """«هر دو هفته یک بار، شنبه‌ها», "every week on Monday and Thursday"."""
        end = self._lightly(self._once(i))
        if days := self._list(end):
            return RuleSaid(first, days.end, (_weekly(days.days, n),), days.part)
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

    # --- «یک روز در میان», «دو روز یه بار»

    def _between(self, i: int) -> RuleSaid | None:
        number = number_at(self.tokens, i)
        n, at = (number.value or 0, number.end) if number and number.value else (1, i)
        unit = self.plan.unit(self.tokens, at)
        days = None if unit else self.known.weekdays.at(self.tokens, at)
        if days and (end := self.plan.end("other", self.tokens, days[1])):
            return self._checked(i, end, n + 1, _weekly((days[0],), n + 1), "")
        if unit is None:
            return None
        name, each, end = unit
        if other := self.plan.end("other", self.tokens, end):
            n += 1
        elif number is None or (other := self.plan.end("once", self.tokens, end)) is None:
            return None
        n *= each
        if name in {"minute", "hour", "year"} or not 1 <= n <= MOST_BETWEEN:
            return RuleSaid(i, other, ())
        if name == "day":
            return RuleSaid(i, other, (Pattern(Unit.DAY, n),))
        return self._of_week(i, n, other) if name == "week" else self._of_month(i, n, other)

    # --- weekdays in a row

    def _weekday_plural(self, i: int) -> RuleSaid | None:
        """«شنبه‌ها», "Mondays and Thursdays", «أيام الأحد والأربعاء»."""
        start = i + 1 if self._text(i) in {"on", *_MANY_DAYS} else i
        found = self._list(start)
        if found is None or not (found.plural or self._text(i) in _MANY_DAYS):
            return None
        return RuleSaid(i, found.end, (_weekly(found.days),), found.part)

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


def _weekly(days: Sequence[int], n: int = 1) -> Pattern:
    return Pattern(Unit.WEEK, n, tuple(sorted(set(days))))
