"""Putting what repeats together: its pattern, its clock, from when and until when, or how often."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from bot.domain.lines import Doubt, Option
from bot.domain.plan_values import written_pattern
from bot.domain.recurrence import MOST_TIMES, Pattern, Rule, Unit, days, occurrences
from bot.language.moments import Atom, Moment
from bot.language.plan_bounds import Bound, PlanBounds
from bot.language.plan_settling import MOST_OPTIONS, SettledOnce, Values

_DAY = timedelta(days=1)
_SIZES = {"day": 1, "week": 7, "month": 29}
"""The fewest days that each unit has."""


class Settled(SettledOnce):
    """The moment of one line, be it one time or what repeats: `values` and `doubts`."""

    def __init__(self, dates: PlanBounds, moment: Moment, piece: str, *, hour_alone: bool) -> None:
        super().__init__(dates, moment, piece, hour_alone=hour_alone)
        self._settle()

    def _settle(self) -> None:
        if self._ranges():
            return
        if self.rules or self.dates.excepted:
            self._rule()
        else:
            self._bounds_as_days()
            self._once()

    def _ranges(self) -> bool:
        """«شنبه تا چهارشنبه»: those days once, or every week; asked."""
        ends = [bound for bound in self.dates.ends if bound.atom.weekday is not None]
        begins = [bound.atom for bound in self.dates.starts] + [
            a for a in self._dated if a.weekday is not None
        ]
        plain = not self.rules or all(
            p.unit is Unit.DAY and p.n == 1 for rule in self.rules for p in rule.patterns
        )
        dated = [atom for atom in self._dated if atom.weekday is None]
        if len(ends) != 1 or len(begins) != 1 or begins[0].weekday is None or dated or not plain:
            return False
        if begins[0].days[0] < self.moment.today:
            return False
        first, last = begins[0], ends[0].atom
        span = [(first.weekday + i) % 7 for i in range(((last.weekday or 0) - first.weekday) % 7 + 1)]  # type: ignore[operator]
        start = first.days[0]
        until = start + (len(span) - 1) * _DAY
        once: Values = {
            "rule": written_pattern(Pattern(Unit.DAY)),
            "start": start.isoformat(),
            "until": until.isoformat(),
        }
        weekly: Values = {"rule": written_pattern(Pattern(Unit.WEEK, 1, tuple(sorted(span))))}
        self.doubts.append(Doubt("rule", self.piece, "doubt-rule", (Option(once), Option(weekly))))
        self.rules = []
        hours_said = [atom for atom in (*self.atoms, last) if atom.hour is not None]
        self.atoms = [atom._replace(days=(), weekday=None, ask=False) for atom in hours_said]
        self.dates.starts, self.dates.ends = [], []
        self._rule_clock("")
        return True

    def _bounds_as_days(self) -> None:
        """«از فردا», "until Saturday", of what does not repeat: a day, which «تا» leaves open."""
        self.atoms += [bound.atom for bound in self.dates.starts]
        self.atoms += [bound.atom._replace(ask=True) for bound in self.dates.ends if not self._is_hour(bound)]

    def _is_hour(self, bound: Bound) -> bool:
        return not bound.atom.days

    def _rule(self) -> None:
        patterns = self._patterns()
        if not patterns:
            if not any(doubt.field == "rule" for doubt in self.doubts):
                only_once = Option({"rule": None}, "only-once")
                self.doubts.append(Doubt("rule", self.piece, "doubt-no-rule", (only_once,)))
            self.rules, self.hour_alone = [], True
            self._bounds_as_days()
            self._once()
            return
        if len(patterns) > 1:
            options = tuple(Option({"rule": written_pattern(each)}) for each in patterns[:MOST_OPTIONS])
            self.doubts.append(Doubt("rule", self.piece, "doubt-rule", options))
        else:
            self.values["rule"] = written_pattern(patterns[0])
        self._bounds(patterns[0])
        self._rule_clock(next((rule.part for rule in self.rules if rule.part), ""))

    def _patterns(self) -> tuple[Pattern, ...]:
        """The ways in which it repeats; none where it is not kept, or several rules contradict."""
        rules = self.rules
        if not rules or any(not rule.patterns for rule in rules):
            return ()
        weekly = [p for rule in rules for p in rule.patterns if p.unit is Unit.WEEK]
        merged = tuple(dict.fromkeys(p for rule in rules for p in rule.patterns))
        if len(rules) > 1 and len(weekly) == len(merged) == 2 and any(not p.weekdays for p in weekly):
            days = tuple(sorted({day for p in weekly for day in p.weekdays}))
            merged = (replace(max(weekly, key=lambda p: p.n), weekdays=days),)
        merged = tuple(self._with_weekdays(self._without(pattern)) for pattern in merged)
        if len(rules) > 1 and all(p.unit is Unit.WEEK and p.n == 1 and p.weekdays for p in merged):
            return (Pattern(Unit.WEEK, 1, tuple(sorted({day for p in merged for day in p.weekdays}))),)
        return merged

    def _without(self, pattern: Pattern) -> Pattern:
        """«هر روز به جز جمعه»."""
        out = self.dates.excepted
        if not out:
            return pattern
        every = pattern.weekdays if pattern.unit is Unit.WEEK and pattern.weekdays else range(7)
        return replace(
            pattern, unit=Unit.WEEK, weekdays=tuple(day for day in sorted(every) if day not in out)
        )

    def _with_weekdays(self, pattern: Pattern) -> Pattern:
        """«شنبه، هر دو هفته»: the weekday stands apart from its rule."""
        if pattern.unit is not Unit.WEEK or pattern.weekdays:
            return pattern
        named = [atom for atom in self._dated if atom.weekday is not None]
        if not named:
            return pattern
        days = tuple(sorted({atom.weekday for atom in named if atom.weekday is not None}))
        self.atoms = [
            atom._replace(days=(), weekday=None, ask=False) if atom in named else atom for atom in self.atoms
        ]
        return replace(pattern, weekdays=days)

    def _bounds(self, pattern: Pattern) -> None:
        starts = [bound.atom for bound in self.dates.starts] + self._dated
        self._bound("start", starts)
        self._bound("until", [bound.atom for bound in self.dates.ends])
        late = [bound.atom for bound in (*self.dates.starts, *self.dates.ends) if bound.atom.hour is not None]
        self.atoms = [atom._replace(days=()) for atom in (*self.atoms, *late)]
        for length in self.dates.lengths[:1]:
            self._length(pattern, length.unit, length.many)
        told = self.values.keys() | {doubt.field for doubt in self.doubts}
        if self.dates.open_ends and not told & {"times", "until"}:
            no_end = Option({"until": None}, "no-until")
            self.doubts.append(Doubt("until", self.piece, "doubt-until", (no_end,)))
        if "start" not in told:
            self._ask_start(pattern)

    def _bound(self, field: str, atoms: Sequence[Atom]) -> None:
        days = tuple(dict.fromkeys(day for atom in atoms for day in atom.days))
        coming = tuple(day for day in days if day >= self.moment.today)
        if not days:
            return
        sure = len(coming) == 1 and not any(
            atom.first in self.dates.passed or (atom.ask and atom.hour is None) for atom in atoms
        )
        if sure:
            self.values[field] = coming[0].isoformat()
            return
        options = [Option({field: day.isoformat()}) for day in coming[:MOST_OPTIONS]]
        options += [Option({field: None}, f"no-{field}")] if len(options) < 2 else []
        self.doubts.append(Doubt(field, self.piece, f"doubt-{field}", tuple(options)))

    def _length(self, pattern: Pattern, unit: str, count: int) -> None:
        """«۱۰ بار»; «سه هفته» of every Saturday are three times."""
        times: int | None = None
        each = max(1, len(pattern.weekdays or pattern.month_days))
        if unit == "times":
            times = count
        elif unit == "week" and pattern.unit is Unit.DAY:
            times = _rounds(count * 7, pattern.n)
        elif unit == pattern.unit.value:
            times = _rounds(count, pattern.n) * each
        if times and 1 <= times <= MOST_TIMES:
            self.values["times"] = times
        elif unit == "times":
            no_end = Option({"times": None}, "no-until")
            self.doubts.append(Doubt("times", self.piece, "doubt-times", (no_end,)))
        elif "until" not in self.values:
            self._until(pattern, unit, count)

    def _until(self, pattern: Pattern, unit: str, count: int) -> None:
        """«هر شنبه، ۳ ماه»: up to three months of her calendar after its first day, that day left out.

        Asked where the first day is still asked, or where the time is shorter than what it repeats by.
        """
        first = self._first_day(pattern)
        end = self.dates.after(first or self.moment.today, unit, count)
        if end is None:
            return
        until = (end - _DAY).isoformat()
        if first is not None and _SIZES[unit] * count >= _SIZES[pattern.unit.value] * pattern.n:
            self.values["until"] = until
        else:
            options = (Option({"until": until}), Option({"until": None}, "no-until"))
            self.doubts.append(Doubt("until", self.piece, "doubt-until", options))

    def _first_day(self, pattern: Pattern) -> date | None:
        """The first day of what repeats, from the one told or from today on; None where it is asked."""
        told = self.values.get("start")
        start = date.fromisoformat(told) if isinstance(told, str) else None
        open_ = any(doubt.field in {"rule", "start"} for doubt in self.doubts)
        if open_ or (start is None and (pattern.n > 1 or not self._named(pattern))):
            return None
        rule = Rule(pattern, time(12), start or self.moment.today)
        return next(days(rule, rule.start), None)

    @staticmethod
    def _named(pattern: Pattern) -> bool:
        """Whether a pattern says by itself on which days it comes."""
        return pattern.unit is Unit.DAY or bool(pattern.weekdays or pattern.month_days)

    def _ask_start(self, pattern: Pattern) -> None:
        """Which week "every other week" begins with, or which weekday "weekly" means."""
        today, n = self.moment.today, pattern.n
        if pattern.unit is Unit.WEEK and pattern.weekdays and n > 1:
            first = min(today + timedelta(days=(day - today.weekday()) % 7) for day in pattern.weekdays)
            days = [first + i * 7 * _DAY for i in range(min(n, MOST_OPTIONS))]
        elif pattern.unit is Unit.DAY and n > 1:
            days = [today + i * _DAY for i in range(min(n, MOST_OPTIONS))]
        elif pattern.unit is Unit.WEEK and not pattern.weekdays:
            days = [today + i * _DAY for i in range(7)]
        elif pattern.unit is Unit.MONTH and n > 1 and pattern.month_days:
            monthly = Rule(replace(pattern, n=1), time(12), today, times=min(n, MOST_OPTIONS))
            days = [each.wall.date() for each in occurrences(monthly, self.moment.now, self.moment.zone)]
        elif pattern.unit is Unit.MONTH and not pattern.month_days:
            days = [today, today + _DAY]
        else:
            return
        options = tuple(Option({"start": day.isoformat()}) for day in days)
        self.doubts.append(Doubt("start", self.piece, "doubt-start", options))


def _rounds(many: int, n: int) -> int:
    """How often what comes every `n` does so in that many, from the first of them on; 0 in fewer than `n`."""
    return -(-many // n) if many >= n else 0
