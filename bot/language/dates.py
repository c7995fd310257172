"""Finding the pieces of a moment: «دیروز ساعت ۱۲», «امبارح ٩ بالليل», "2026-11-20T12:00", «۱۵ آذر»."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.language.calendar_days import CalendarDays
from bot.language.moments import Atom, Moment
from bot.language.numbers import number_at
from bot.language.tokens import Sort, Token

_WEEK = timedelta(days=7)


class Dates(CalendarDays):
    """Finds the pieces of a moment in one line."""

    def __init__(self, tokens: Sequence[Token], moment: Moment) -> None:
        super().__init__(tokens, moment)
        self.atoms: list[Atom] = []

    def take(self, i: int) -> int | None:
        """Take the piece that begins at token `i`, if one does; where it ends."""
        atom = self._at(i)
        if atom is None:
            return None
        self.atoms.append(atom)
        return atom.end

    def first_date(self) -> Atom | None:
        """The date that the line begins with."""
        return self._typed_date(0) if self.tokens else None

    def _at(self, i: int) -> Atom | None:
        token = self.tokens[i]
        if token.sort is Sort.DATE:
            return self._typed_date(i)
        if token.sort is Sort.CLOCK:
            return self._clock_token(i, i)
        if token.sort is Sort.NUMBER:
            return self._from_number(i)
        if token.sort is Sort.WORD or token.text == "@":
            return self._day(i) or self._part_first(i) or self._hour_word(i) or self._from_word(i)
        return None

    def _day(self, i: int) -> Atom | None:
        found = self.known.days.at(self.tokens, i)
        if found:
            (offset, part), end = found
            if offset == "now":
                return Atom(i, end, instant=self.moment.local)
            return self._with_bare_hour(Atom(i, end, self._shifted(int(offset)), part, night=part == "night"))
        return self._weekday(i)

    def _shifted(self, days: int) -> tuple[date, ...]:
        try:
            return (self.moment.today + timedelta(days=days),)
        except OverflowError:
            return ()

    def _weekday(self, i: int) -> Atom | None:
        """«شنبه», «شب جمعه» (the eve), «شنبه گذشته», "last Friday", «الجمعة القادمة»."""
        start, eve, side = i, False, ""
        if self.tokens[i].text in self.known.eves:
            i, eve = i + 1, True
        elif before := self.known.week.at(self.tokens, i):
            side, i = before
        found = self.known.weekdays.at(self.tokens, i)
        if not found:
            return None
        weekday, end = found
        return self._weekday_atom(start, end, weekday, side, eve=eve)

    def _weekday_atom(self, first: int, end: int, weekday: int, side: str, *, eve: bool) -> Atom:
        after = self.known.week.at(self.tokens, end)
        if after and not side:
            side, end = after
        today = self.moment.today
        if side == "next":
            ahead = timedelta(days=(weekday - today.weekday()) % 7 or 7)
            days: tuple[date, ...] = (today + ahead, today + ahead + _WEEK)
        else:
            back = timedelta(days=(today.weekday() - weekday) % 7)
            if side == "past" and not back:
                back = _WEEK
            days = (today - back, today - back - _WEEK)
        if eve:
            days = tuple(day - timedelta(days=1) for day in days)
        part = "night" if eve else ""
        atom = Atom(first, end, days, part, weekday=(weekday - eve) % 7, night=eve, ask=True)
        return self._with_bare_hour(atom)

    def _from_number(self, i: int) -> Atom | None:
        number = self._plain_number(i)
        if number is None:
            return self._day_and_month(i)
        end = number.end
        if not number.half and 1 <= (number.value or 0) <= 5 and self._text(end) in self.known.numbered:
            weekday = ((number.value or 0) + 5) % 7
            return self._weekday_atom(i, end + 1, weekday, "", eve=False)
        if not number.half and (found := self._month(end)) and 1 <= (number.value or 0) <= 31:
            (calendar, month), end = found
            return self._month_day(i, number.value or 0, calendar, month, end)
        return self._past_time(i, number.value, self.known.ago.at(self.tokens, end)) or self._timed(
            i, i, must=True
        )

    def _from_word(self, i: int) -> Atom | None:
        if self.tokens[i].text in self.known.before:
            return self._before(i)
        found = self.known.months["en"].at(self.tokens, i)
        if found and (day := self._plain_number(found[1])) and 1 <= (day.value or 0) <= 31:
            return self._month_day(i, day.value or 0, *found[0], day.end)
        number = number_at(self.tokens, i)
        if number is None or not number.words or number.value is None:
            return None
        if (month := self._month(number.end)) and 1 <= number.value <= 31:
            return self._month_day(i, number.value, *month[0], month[1])
        past = self._past_time(i, number.value, self.known.ago.at(self.tokens, number.end))
        return past or self._timed(i, i, must=True)

    def _before(self, i: int) -> Atom | None:
        """«قبل يومين», «قبل ٣ أيام»: Arabic says the "ago" first."""
        two = self.known.ago_after.at(self.tokens, i + 1)
        if two and two[0].startswith("two_"):
            return self._past_time(i, 2, (two[0].removeprefix("two_").rstrip("s"), two[1]))
        number = self._plain_number(i + 1)
        if number is None:
            return None
        return self._past_time(i, number.value, self.known.ago_after.at(self.tokens, number.end))

    def _past_time(self, first: int, amount: int | None, unit: tuple[str, int] | None) -> Atom | None:
        """«۳ روز پیش», "2 hours ago", «قبل يومين»."""
        if unit is None or not amount or amount > 1000:
            return None
        name, end = unit
        if name in {"hour", "minute"}:
            return Atom(first, end, instant=self.moment.local - timedelta(**{name + "s": amount}))
        days = self._shifted(-amount * (7 if name == "week" else 1))
        return self._with_bare_hour(Atom(first, end, days, ask=name == "week"))

    def _part_first(self, i: int) -> Atom | None:
        """«شب ۹», «ظهر ساعت ۱۲»; a part of the day alone counts only beside a day."""
        found = self.known.parts.at(self.tokens, i)
        if not found:
            return None
        part, end = found
        hours = self.known.hours.at(self.tokens, end)
        timed = self._timed(i, hours[1], part=part) if hours else None
        if timed is None and self._ended_day(i):
            timed = self._timed(i, end, part=part)
        if timed:
            return timed
        if self.known.midnights.at(self.tokens, i):
            return Atom(i, end, part="night", hour=12)
        if self._ended_day(i) or self._begins_day(end):
            return Atom(i, end, part=part)
        return None

    def _ended_day(self, i: int) -> bool:
        return (
            bool(self.atoms)
            and self.atoms[-1].end == i
            and (bool(self.atoms[-1].days) or self.atoms[-1].hour is not None)
        )

    def _begins_day(self, i: int) -> bool:
        return (
            i < len(self.tokens)
            and (self.known.days.at(self.tokens, i) or self.known.weekdays.at(self.tokens, i)) is not None
        )

    def _hour_word(self, i: int) -> Atom | None:
        """«ساعت ۱۲», «الساعة ٩ مساءً», "at 21:30"."""
        found = self.known.hours.at(self.tokens, i)
        return self._timed(i, found[1]) if found else None
