"""Putting a moment together out of its pieces.

What can be read in two ways is a doubt with both readings; nothing is guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from bot.domain.lines import Doubt, Option, Value
from bot.language.moments import Atom, Moment

_SLACK = timedelta(minutes=5)
_MOST_OPTIONS = 4
UNKNOWN = Option({"published_at": None, "day_only": False}, label="unknown")


class When(NamedTuple):
    """A moment, once its pieces are put together."""

    readings: tuple[tuple[datetime, bool], ...]
    """(aware UTC, day only), every way it can be read."""
    question: str = ""
    """The doubt's question; empty where the one reading is beyond doubt."""


def hours(atom: Atom, *, of_night: bool, dated: bool) -> list[tuple[int, int]]:
    """(days later, hour of 24) that a clock may mean."""
    hour, part = atom.hour or 0, atom.part
    if hour == 24:
        return [(1, 0)]
    if atom.sure or hour > 12 or hour == 0:
        return [(1 if of_night and hour < 6 else 0, hour)]
    if part in _FIXED:
        return _FIXED[part](hour)
    if part in {"night", "dawn"}:
        return _night_hours(hour, part, of_night=of_night, dated=dated)
    return [(0, 12)] if hour == 12 else [(0, hour), (0, hour + 12)]


def _morning(hour: int) -> list[tuple[int, int]]:
    return [(0, 0), (0, 12)] if hour == 12 else [(0, hour)]


def _noon(hour: int) -> list[tuple[int, int]]:
    return [(0, hour)] if hour in {10, 11, 12} else [(0, hour + 12)]


def _afternoon(hour: int) -> list[tuple[int, int]]:
    return [(0, 12), (1, 0)] if hour == 12 else [(0, hour + 12)]


_FIXED = {
    "am": lambda hour: [(0, hour % 12)],
    "pm": lambda hour: [(0, hour % 12 + 12)],
    "morning": _morning,
    "noon": _noon,
    "afternoon": _afternoon,
}


def _night_hours(hour: int, part: str, *, of_night: bool, dated: bool) -> list[tuple[int, int]]:
    """After midnight a night belongs to the next day; «دیروز ۲ شب» may mean either of the two."""
    if part == "night" and 6 <= hour <= 11:
        return [(0, hour + 12)]
    early = hour % 12
    both = (
        [(1, early)] if of_night else [(0, early), (1, early)] if dated and part == "night" else [(0, early)]
    )
    return [(0, 17), *both] if hour == 5 and part == "night" else both


def when(atoms: Sequence[Atom], moment: Moment) -> When | None:
    """Put the pieces together; None where there are none."""
    if not atoms:
        return None
    try:
        return _Joined(atoms, moment).when()
    except (OverflowError, ValueError):
        return None


@dataclass
class _Joined:
    """The pieces of one moment: which days, which clock."""

    atoms: Sequence[Atom]
    moment: Moment
    days: tuple[date, ...] = ()
    asked: bool = False
    hijri: bool = False
    clocks: list[Atom] = field(default_factory=list)

    def when(self) -> When | None:
        instants = {atom.instant for atom in self.atoms if atom.instant}
        self._join_days()
        self.clocks = [atom for atom in self.atoms if atom.hour is not None]
        if instants and not self.days and not self.clocks:
            return self._settled([(instant, False) for instant in sorted(instants)], asked=len(instants) > 1)
        part = next((atom.part for atom in self.atoms if atom.part and not atom.days), "")
        part = part or next((atom.part for atom in self.atoms if atom.part), "")
        of_night = any(atom.night for atom in self.atoms)
        if not self.clocks:
            return self._whole_days(part)
        clock = self.clocks[0] if self.clocks[0].part or not part else self.clocks[0]._replace(part=part)
        if len({(c.hour, c.minute) for c in self.clocks}) > 1:
            self.asked = True
        if not self.days:
            return self._today_or_yesterday(clock)
        of_night = of_night and clock.part in {"night", "dawn", ""}
        return self._settled(
            [
                (self._local(day + timedelta(days=later), hour, each.minute), False)
                for each in (clock, *self.clocks[1:])
                for day in self.days
                for later, hour in hours(each, of_night=of_night, dated=True)
            ],
            asked=self.asked,
        )

    def _join_days(self) -> None:
        """A weekday that agrees with a date adds nothing; two different days are asked."""
        dated = [atom for atom in self.atoms if atom.days]
        sure = [atom for atom in dated if atom.weekday is None]
        rest = [atom for atom in dated if atom.weekday is not None]
        if sure and all(all(day.weekday() == atom.weekday for day in sure[0].days) for atom in rest):
            dated = sure
        self.days = tuple(dict.fromkeys(day for atom in dated for day in atom.days))
        self.asked = any(atom.ask for atom in dated) or len(self.days) > 1
        self.hijri = any(atom.hijri for atom in dated)

    def _local(self, day: date, hour: int, minute: int) -> datetime:
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.moment.zone)

    def _whole_days(self, part: str) -> When | None:
        if not self.days:
            return None
        if part == "noon":
            return self._settled([(self._local(day, 12, 0), False) for day in self.days], asked=self.asked)
        return self._settled([(self._local(day, 12, 0), True) for day in self.days], asked=self.asked)

    def _today_or_yesterday(self, clock: Atom) -> When:
        """An hour without a day: today's, or, where that is still to come, yesterday's, which is asked."""
        readings, today, asked = [], self.moment.today, False
        for later, hour in hours(clock, of_night=False, dated=False):
            at = self._local(today + timedelta(days=later), hour, clock.minute)
            if at > self.moment.local + _SLACK:
                at, asked = self._local(today - timedelta(days=1 - later), hour, clock.minute), True
            if at <= self.moment.local + _SLACK:
                readings.append((at, False))
        settled = self._settled(readings, asked=asked)
        told = {at.astimezone(self.moment.zone).hour for at, _ in settled.readings}
        return settled._replace(question="doubt-hour") if len(told) > 1 else settled

    def _settled(self, readings: list[tuple[datetime, bool]], *, asked: bool) -> When:
        local = list(dict.fromkeys(readings))
        past = [each for each in local if self._was(*each)]
        if local and not past:
            return When(_utc(local), "doubt-future")
        if len(past) < len(local):
            asked = asked and len(past) > 1
        if len(past) == 1 and not asked:
            return When(_utc(past))
        days = {at.date() for at, _ in past}
        if self.hijri and past:
            return When(_utc(past), "doubt-hijri")
        return When(_utc(past), "doubt-hour" if len(days) == 1 and len(past) > 1 else "doubt-date")

    def _was(self, at: datetime, day_only: bool) -> bool:
        return at.date() <= self.moment.today if day_only else at <= self.moment.local + _SLACK


def _utc(readings: Sequence[tuple[datetime, bool]]) -> tuple[tuple[datetime, bool], ...]:
    return tuple((at.astimezone(UTC), day_only) for at, day_only in readings[:_MOST_OPTIONS])


def settle(found: When | None, piece: str) -> tuple[dict[str, Value], tuple[Doubt, ...]]:
    """The values of a moment that is beyond doubt, or the doubt to ask."""
    if found is None or not found.readings:
        return {}, ()
    options = [Option({"published_at": at, "day_only": day_only}) for at, day_only in found.readings]
    if not found.question:
        return dict(options[0].values), ()
    if len(options) == 1 or found.question == "doubt-future":
        options.append(UNKNOWN)
    return {}, (Doubt("published_at", piece, found.question, tuple(options)),)
