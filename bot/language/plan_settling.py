"""Putting the moment of a plan together out of its pieces: values beyond doubt, and what is asked.

Nothing is guessed: a day, an hour or a rule that can be read in two ways is a doubt with each reading; what
has passed is asked about.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from bot.domain.lines import Doubt, Option, Value
from bot.domain.recurrence import instant_of
from bot.language.moments import Atom, Moment
from bot.language.plan_bounds import PlanBounds
from bot.language.plan_days import SLEEPS_UNTIL
from bot.language.plan_words import coarse
from bot.language.settling import hours

Clock = tuple[int, int, int]
"""Days later, hour, minute."""
Values = dict[str, Value]

_DAY = timedelta(days=1)
MOST_OPTIONS = 4
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


class SettledOnce:
    """The moment of a line that tells of one time: `values` and `doubts`."""

    def __init__(self, dates: PlanBounds, moment: Moment, piece: str, *, hour_alone: bool) -> None:
        self.dates, self.moment, self.piece = dates, moment, piece
        self.hour_alone = hour_alone
        """Whether an hour without a day is only that: the day is known or asked elsewhere."""
        self.values: Values = {}
        self.doubts: list[Doubt] = []
        self.atoms = list(dates.atoms)
        self.rules = list(dates.rules)

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
            if (atom.part or part) == "midnight" and atom.hour <= 12 and dated and not night:
                ways = [(later, hour) for _, hour in ways[:1] for later in (0, 1)]
            if of_night and self.moment.local.hour < SLEEPS_UNTIL:
                # After midnight «امشب ۲» may be the night that still lasts.
                ways = [
                    way for later, hour in ways for way in ([(0, hour), (1, hour)] if later else [(0, hour)])
                ]
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
        if any(wall <= self.moment.local for wall in walls):
            self.doubts.append(Doubt("day", self.piece, "doubt-past", (ANOTHER_DAY,)))
        elif len(walls) > 1 or any(atom.hour is not None for atom in self.atoms):
            told = tuple(map(Option, options[:MOST_OPTIONS]))
            more = (ANOTHER_DAY,) if len(told) == 1 else ()
            self.doubts.append(Doubt("day", self.piece, "doubt-date", (*told, *more)))
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
        options = [Option({"day": day.isoformat(), **with_clock}) for day in days[:MOST_OPTIONS]]
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
        ahead = [
            (day, way) for day in days for way in ways if day >= self.moment.today and self._ahead(day, way)
        ]
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
        options = [Option(self._with_day(days, way)) for way in ways[:MOST_OPTIONS]]
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
        options = [Option(_moment(wall)) for wall in sorted(walls)[:MOST_OPTIONS]]
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
