"""What a plan repeats by: «هر شنبه», "every other week", «يوم بعد يوم», «اول هر ماه», «شنبه‌ها و سه‌شنبه‌ها»."""

from collections.abc import Sequence

from bot.domain.recurrence import MOST_BETWEEN, Pattern, Unit
from bot.domain.weeks import weekend
from bot.language.moments import Atom, Moment
from bot.language.numbers import number_at
from bot.language.plan_rule_parts import RuleParts, RuleSaid, weekly
from bot.language.tokens import Token

_EVEN, _ODD = (0, 2, 5), (1, 3, 6)
_OTHERS = {"other": 2, "second": 2, "2nd": 2, "alternate": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_MANY_DAYS = frozenset({"روزهای", "روزای", "ایام", "روزها"})
_WEEKENDS = frozenset({"weekends", "ها"})


class PlanRules(RuleParts):
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
            return RuleSaid(i, days.end, (weekly(days.days),)) if days else RuleSaid(i, found[1], ())
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
                return RuleSaid(i, end, (weekly(days),))
        rest = weekend(self.moment.zone.key)
        work = tuple(day for day in range(7) if day not in rest)
        if end := self.plan.end("weekdays", self.tokens, start):
            other = {"fa": (*work, rest[0]), "ar": work}.get(self.moment.language, (0, 1, 2, 3, 4))
            return RuleSaid(i, end, tuple(dict.fromkeys((weekly(work), weekly(other)))))
        end = self.plan.end("weekend", self.tokens, start)
        if end and (start > i or self._text(end - 1) in _WEEKENDS):
            other = (5, 6) if self.moment.language == "en" else rest
            return RuleSaid(i, end, tuple(dict.fromkeys((weekly(rest), weekly(other)))))
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
            return self._checked(i, days.end, n, weekly(days.days, n), days.part)
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
        return RuleSaid(first, weekday[1], (weekly(((weekday[0] - 1) % 7,)),), "night")

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
                return RuleSaid(first, days.end, (weekly(days.days),), days.part)
            return RuleSaid(first, end, (Pattern(Unit.DAY, n),))
        return self._of_week(first, n, end) if name == "week" else self._of_month(first, n, end)

    def _checked(self, first: int, end: int, n: int, pattern: Pattern, part: str) -> RuleSaid:
        return RuleSaid(first, end, (pattern,) if 1 <= n <= MOST_BETWEEN else (), part)

    # --- «یک روز در میان», «دو روز یه بار»

    def _between(self, i: int) -> RuleSaid | None:
        number = number_at(self.tokens, i)
        n, at = (number.value or 0, number.end) if number and number.value else (1, i)
        unit = self.plan.unit(self.tokens, at)
        days = None if unit else self.known.weekdays.at(self.tokens, at)
        if days and (end := self.plan.end("other", self.tokens, days[1])):
            return self._checked(i, end, n + 1, weekly((days[0],), n + 1), "")
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
        return RuleSaid(i, found.end, (weekly(found.days),), found.part)
