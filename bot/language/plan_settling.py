"""Putting the moment of a plan together out of its pieces: values beyond doubt, and what is asked.

Nothing is guessed: a day, an hour or a rule that can be read in two ways is a doubt with each reading; what
has passed is asked about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.plans import written_pattern
from bot.domain.posts import Doubt, Option, Value
from bot.domain.recurrence import MOST_TIMES, Pattern, Rule, Unit, instant_of, occurrences
from bot.language.moments import Atom, Moment
from bot.language.plan_bounds import Bound, PlanBounds
from bot.language.plan_words import coarse
from bot.language.settling import hours

Clock = tuple[int, int, int]
"""Days later, hour, minute."""
Values = dict[str, Value]

_DAY = timedelta(days=1)
_MOST_OPTIONS = 4
_PART_HOURS = {
    "early": (6, 7, 8),
    "morning": (8, 9, 10),
    "noon": (12,),
    "afternoon": (14, 15, 16),
    "late_afternoon": (16, 17, 18),
    "evening": (18, 19, 20),
    "night": (20, 21, 22),
    "late": (22, 23, 24),
    "dawn": (4, 5, 6),
    "midnight": (0, 24),
}
"""What is offered for a part of the day; noon alone is an hour."""
ANOTHER_DAY = Option({"day": None}, "another-day")
ANOTHER_HOUR = Option({"clock": None}, "another-hour")


class Settled:
    """The moment of one line: `values` and `doubts`."""

    def __init__(self, dates: PlanBounds, moment: Moment, piece: str, *, hour_alone: bool) -> None:
        self.dates, self.moment, self.piece = dates, moment, piece
        self.hour_alone = hour_alone
        """Whether an hour without a day is only that: the day is known or asked elsewhere."""
        self.values: Values = {}
        self.doubts: list[Doubt] = []
        self.atoms = list(dates.atoms)
        self.rules = list(dates.rules)
        self._settle()

    def _settle(self) -> None:
        if self._ranges():
            return
        if self.rules or self.dates.excepted:
            self._rule()
        else:
            self._bounds_as_days()
            self._once()

    # --- the pieces

    @property
    def _dated(self) -> list[Atom]:
        return [atom for atom in self.atoms if atom.days]

    def _days(self) -> tuple[date, ...]:
        """The days that it may be: a weekday that agrees with a date adds nothing; others are all asked."""
        dated = self._dated
        sure = [atom for atom in dated if atom.weekday is None]
        rest = [atom for atom in dated if atom.weekday is not None]
        if sure and all(all(day.weekday() == atom.weekday for day in sure[0].days) for atom in rest):
            dated = sure
        elif rest and any(len(atom.days) > 1 for atom in sure):
            # «شنبه ۹/۱۰»: the weekday says which of the two it is.
            agreeing = [day for atom in sure for day in atom.days if day.weekday() == rest[0].weekday]
            if agreeing and len(sure) == 1:
                return tuple(sorted(set(agreeing)))
        return tuple(sorted({day for atom in dated for day in atom.days}))

    def _clocks(self, *, dated: bool) -> list[tuple[Atom, list[Clock]]]:
        part = next((atom.part for atom in self.atoms if atom.part and atom.hour is None), "")
        of_night = any(atom.night for atom in self.atoms)
        found = []
        for atom in self.atoms:
            if atom.hour is None:
                continue
            own = coarse(atom.part or part)
            night = of_night and own in {"night", "dawn", ""}
            sure = atom.sure and not ((atom.part or part) and 1 <= atom.hour <= 12)
            ways = hours(atom._replace(part=own, sure=sure), of_night=night, dated=dated)
            if (atom.part or part) == "midnight" and dated and not night:
                ways = [(later, hour) for _, hour in ways[:1] for later in (0, 1)]
            found.append((atom, [(later, hour, atom.minute) for later, hour in ways]))
        return found

    def _part(self) -> str:
        parts = [atom.part for atom in self.atoms if atom.part]
        return next((part for part in parts if part not in {"am", "pm"}), "")

    # --- one time

    def _once(self) -> None:
        instants = [atom for atom in self.atoms if atom.instant]
        if instants and not self._dated:
            return self._instant(instants)
        days = self._days()
        if not days:
            return self._rule_clock("") if self.hour_alone else self._hour_alone()
        clocks = self._clocks(dated=True)
        if not clocks:
            return self._day_alone(days)
        return self._day_and_hour(days, clocks)

    def _instant(self, atoms: Sequence[Atom]) -> None:
        walls = list(
            dict.fromkeys(atom.instant.astimezone(self.moment.zone) for atom in atoms if atom.instant)
        )
        local = [wall.replace(tzinfo=None) for wall in walls]
        options = [_moment(wall) for wall in local]
        if len(walls) > 1 or any(atom.hour is not None for atom in self.atoms):
            self.doubts.append(Doubt("day", self.piece, "doubt-date", tuple(map(Option, options))))
        elif walls[0] <= self.moment.local:
            self.doubts.append(Doubt("day", self.piece, "doubt-past", (ANOTHER_DAY,)))
        else:
            self.values |= options[0]

    def _day_alone(self, days: tuple[date, ...]) -> None:
        coming = tuple(day for day in days if day >= self.moment.today)
        if not coming:
            return self._past([ANOTHER_DAY])
        self._say_days(coming)
        part = self._part()
        if part:
            self._hours_of(part, coming)
        return None

    def _say_days(self, days: tuple[date, ...], clock: str | None = None) -> None:
        """The day, or the question which."""
        with_clock: Values = {"clock": clock} if clock else {}
        options = [Option({"day": day.isoformat(), **with_clock}) for day in days[:_MOST_OPTIONS]]
        passed = any(atom.first in self.dates.passed for atom in self._dated) or (
            -1 in self.dates.passed and len(days) == 1
        )
        if passed and len(days) == 1:
            self.doubts.append(Doubt("day", self.piece, "doubt-passed", (*options, ANOTHER_DAY)))
        elif len(days) > 1:
            hijri = any(atom.hijri for atom in self._dated)
            self.doubts.append(
                Doubt("day", self.piece, "doubt-hijri" if hijri else "doubt-date", tuple(options))
            )
        elif any(atom.ask and atom.hour is None and len(atom.days) == 1 for atom in self._dated):
            self.doubts.append(Doubt("day", self.piece, "doubt-date", (*options, ANOTHER_DAY)))
        else:
            self.values["day"] = days[0].isoformat()

    def _hours_of(self, part: str, days: tuple[date, ...]) -> None:
        """A part of the day: noon is an hour, others are asked."""
        found = _PART_HOURS.get(part, ())
        of_night = any(atom.night for atom in self.atoms)
        if part == "midnight" and of_night:
            found = (24,)
        if len(days) == 1:
            found = tuple(hour for hour in found if self._ahead(days[0], (hour // 24, hour % 24, 0)))
        if not found:
            return
        if len(found) == 1:
            self.values |= self._with_day(days, (found[0] // 24, found[0] % 24, 0))
            return
        options = [Option(self._with_day(days, (hour // 24, hour % 24, 0))) for hour in found]
        self.doubts.append(Doubt("clock", self.piece, "doubt-hour", tuple(options)))

    def _with_day(self, days: Sequence[date], clock: Clock) -> Values:
        later, hour, minute = clock
        if len(days) == 1 and not self.doubts:
            return _moment(datetime.combine(days[0], time(hour, minute)) + later * _DAY)
        return {"clock": f"{hour + 24 * later:02}:{minute:02}"}

    def _ahead(self, day: date, clock: Clock) -> bool:
        later, hour, minute = clock
        try:
            wall = datetime.combine(day, time(hour, minute)) + later * _DAY
            return instant_of(wall, self.moment.zone) > self.moment.now
        except OverflowError:
            return False

    def _day_and_hour(self, days: tuple[date, ...], clocks: list[tuple[Atom, list[Clock]]]) -> None:
        ways = list(dict.fromkeys(way for _, each in clocks for way in each))
        ahead = [(day, way) for day in days for way in ways if self._ahead(day, way)]
        asked = any(atom.ask and not atom.days for atom, _ in clocks) or self._perhaps_none(clocks)
        if not ahead:
            return self._past(self._tomorrow(days, ways))
        days = tuple(dict.fromkeys(day for day, _ in ahead))
        ways = list(dict.fromkeys(way for _, way in ahead))
        if len(ways) == 1 and not asked:
            later, hour, minute = ways[0]
            if len(days) == 1 and not self._asks_day():
                self.values |= _moment(datetime.combine(days[0], time(hour, minute)) + later * _DAY)
                return None
            shifted = tuple(day + later * _DAY for day in days)
            self._say_days(shifted, f"{hour:02}:{minute:02}")
            self.values["clock"] = f"{hour:02}:{minute:02}"
            return None
        self._say_days(days)
        self._ask_hour(days, ways, none=self._perhaps_none(clocks), asked=asked)
        return None

    def _asks_day(self) -> bool:
        dated = self._dated
        passed = any(atom.first in self.dates.passed for atom in dated) or -1 in self.dates.passed
        return passed or any(atom.ask and atom.hour is None and len(atom.days) == 1 for atom in dated)

    def _perhaps_none(self, clocks: list[tuple[Atom, list[Clock]]]) -> bool:
        return any(atom.first in self.dates.perhaps_no_hour and not atom.part for atom, _ in clocks)

    def _ask_hour(self, days: Sequence[date], ways: Sequence[Clock], *, none: bool, asked: bool) -> None:
        options = [Option(self._with_day(days, way)) for way in ways[:_MOST_OPTIONS]]
        if none:
            options.append(Option({"clock": None}, "no-hour"))
        elif asked and len(options) == 1:
            options.append(ANOTHER_HOUR)
        self.doubts.append(Doubt("clock", self.piece, "doubt-hour", tuple(options)))

    def _tomorrow(self, days: tuple[date, ...], ways: Sequence[Clock]) -> list[Option]:
        """An hour of today that has passed: tomorrow's is offered."""
        if days != (self.moment.today,):
            return [ANOTHER_DAY]
        wall = [
            datetime.combine(days[0], time(hour, minute)) + (later + 1) * _DAY for later, hour, minute in ways
        ]
        return [*(Option(_moment(each)) for each in wall[:2]), ANOTHER_DAY]

    def _past(self, options: Iterable[Option]) -> None:
        self.doubts.append(Doubt("day", self.piece, "doubt-past", tuple(options)))

    def _hour_alone(self) -> None:
        """An hour without a day is the next one that comes."""
        clocks = self._clocks(dated=False)
        part = self._part()
        if not clocks and not part:
            return
        if clocks:
            ways = [way for _, each in clocks for way in each]
        else:
            ways = [(hour // 24, hour % 24, 0) for hour in _PART_HOURS.get(part, ())]
        walls = dict.fromkeys(self._next(way) for way in ways)
        asked = any(atom.ask for atom, _ in clocks)
        none = self._perhaps_none(clocks)
        if len(walls) == 1 and not asked and not none:
            self.values |= _moment(next(iter(walls)))
            return
        options = [Option(_moment(wall)) for wall in sorted(walls)[:_MOST_OPTIONS]]
        if none:
            options.append(Option({"clock": None}, "no-hour"))
        elif len(options) == 1:
            options.append(ANOTHER_HOUR)
        self.doubts.append(Doubt("clock", self.piece, "doubt-hour", tuple(options)))

    def _next(self, way: Clock) -> datetime:
        later, hour, minute = way
        today = self.moment.today
        day = today + later * _DAY if self._ahead(today, way) else today + (later + 1) * _DAY
        if later and self._ahead(today, (0, hour, minute)):
            day = today
        return datetime.combine(day, time(hour, minute))

    # --- what repeats

    def _ranges(self) -> bool:
        """«شنبه تا چهارشنبه»: those days once, or every week; asked."""
        ends = [bound for bound in self.dates.ends if bound.atom.weekday is not None]
        begins = [bound.atom for bound in self.dates.starts] + [
            a for a in self._dated if a.weekday is not None
        ]
        plain = not self.rules or all(
            p.unit is Unit.DAY and p.n == 1 for rule in self.rules for p in rule.patterns
        )
        if len(ends) != 1 or len(begins) != 1 or begins[0].weekday is None or not plain:
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
            options = tuple(Option({"rule": written_pattern(each)}) for each in patterns[:_MOST_OPTIONS])
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
        if self.dates.open_ends and "times" not in self.values and "until" not in self.values:
            no_end = Option({"until": None}, "no-until")
            self.doubts.append(Doubt("until", self.piece, "doubt-until", (no_end,)))
        if "start" not in self.values and not any(doubt.field == "start" for doubt in self.doubts):
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
        options = [Option({field: day.isoformat()}) for day in coming[:_MOST_OPTIONS]]
        options += [Option({field: None}, f"no-{field}")] if len(options) < 2 else []
        self.doubts.append(Doubt(field, self.piece, f"doubt-{field}", tuple(options)))

    def _length(self, pattern: Pattern, unit: str, count: int) -> None:
        """«۱۰ بار»; «سه هفته» of every Saturday are three times."""
        times: int | None = None
        each = max(1, len(pattern.weekdays or pattern.month_days))
        if unit == "times":
            times = count
        elif unit == "week" and pattern.unit is Unit.DAY:
            times = count * 7 // pattern.n
        elif unit == pattern.unit.value:
            times = count // pattern.n * each
        if times and 1 <= times <= MOST_TIMES:
            self.values["times"] = times
        else:
            days = {"day": 1, "week": 7, "month": 30}.get(unit, 0) * count
            option = Option({"until": (self.moment.today + days * _DAY).isoformat()})
            self.doubts.append(
                Doubt("until", self.piece, "doubt-until", (option, Option({"until": None}, "no-until")))
            )

    def _ask_start(self, pattern: Pattern) -> None:
        """Which week "every other week" begins with, or which weekday "weekly" means."""
        today, n = self.moment.today, pattern.n
        if pattern.unit is Unit.WEEK and pattern.weekdays and n > 1:
            first = min(today + timedelta(days=(day - today.weekday()) % 7) for day in pattern.weekdays)
            days = [first + i * 7 * _DAY for i in range(min(n, _MOST_OPTIONS))]
        elif pattern.unit is Unit.DAY and n > 1:
            days = [today + i * _DAY for i in range(min(n, _MOST_OPTIONS))]
        elif pattern.unit is Unit.WEEK and not pattern.weekdays:
            days = [today + i * _DAY for i in range(7)]
        elif pattern.unit is Unit.MONTH and n > 1 and pattern.month_days:
            monthly = Rule(replace(pattern, n=1), time(12), today, times=min(n, _MOST_OPTIONS))
            days = [each.wall.date() for each in occurrences(monthly, self.moment.now, self.moment.zone)]
        elif pattern.unit is Unit.MONTH and not pattern.month_days:
            days = [today, today + _DAY]
        else:
            return
        options = tuple(Option({"start": day.isoformat()}) for day in days)
        self.doubts.append(Doubt("start", self.piece, "doubt-start", options))

    def _rule_clock(self, part: str) -> None:
        if part:
            self.atoms = [
                atom._replace(part=part) if atom.hour is not None and not atom.part else atom
                for atom in self.atoms
            ] or [Atom(0, 0, part=part)]
        clocks = self._clocks(dated=True)
        ways = list(dict.fromkeys(way for _, each in clocks for way in each))
        if not ways:
            self._hours_of(part or self._part(), ())
            return
        told = [f"{hour + 24 * later:02}:{minute:02}" for later, hour, minute in ways]
        asked = any(atom.ask and not atom.days for atom, _ in clocks)
        if len(told) == 1 and not asked and not self._perhaps_none(clocks):
            self.values["clock"] = told[0]
            return
        self._ask_hour((), ways, none=self._perhaps_none(clocks), asked=asked)


def _moment(wall: datetime) -> Values:
    return {"day": wall.date().isoformat(), "clock": f"{wall:%H:%M}"}
