"""Around a plan's moment: from and until when it repeats, how often, how early to remind, whose clock."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.calendars import clamped_day, parts_of
from bot.language.moments import Atom, Moment
from bot.language.numbers import number_at
from bot.language.plan_leads import PlanLeads
from bot.language.plan_opening import OPENINGS
from bot.language.tokens import Sort, Token

_ZONES = {
    "tehran": "Asia/Tehran",
    "iran": "Asia/Tehran",
    "تهران": "Asia/Tehran",
    "ایران": "Asia/Tehran",
    "طهران": "Asia/Tehran",
    "riyadh": "Asia/Riyadh",
    "saudi": "Asia/Riyadh",
    "السعودیه": "Asia/Riyadh",
    "الریاض": "Asia/Riyadh",
    "مکه": "Asia/Riyadh",
    "mecca": "Asia/Riyadh",
    "makkah": "Asia/Riyadh",
    "cairo": "Africa/Cairo",
    "egypt": "Africa/Cairo",
    "القاهره": "Africa/Cairo",
    "مصر": "Africa/Cairo",
    "baghdad": "Asia/Baghdad",
    "iraq": "Asia/Baghdad",
    "بغداد": "Asia/Baghdad",
    "العراق": "Asia/Baghdad",
    "dubai": "Asia/Dubai",
    "uae": "Asia/Dubai",
    "دبی": "Asia/Dubai",
    "الامارات": "Asia/Dubai",
    "morocco": "Africa/Casablanca",
    "المغرب": "Africa/Casablanca",
}


class Bound(NamedTuple):
    """A day from which or until which something repeats: tokens `[first, end)`."""

    first: int
    end: int
    atom: Atom


class Length(NamedTuple):
    """How often («۱۰ بار», unit "times"), or for how long, something repeats."""

    first: int
    end: int
    unit: str
    many: int


class PlanBounds(PlanLeads):
    """Finds what stands around a moment in a line."""

    def __init__(self, tokens: Sequence[Token], moment: Moment) -> None:
        super().__init__(tokens, moment)
        self.starts: list[Bound] = []
        self.ends: list[Bound] = []
        self.lengths: list[Length] = []
        self.open_ends: list[tuple[int, int]] = []
        """«تا شب یلدا»: until a day that is not read."""
        self.foreign: list[tuple[int, int]] = []
        """Clocks of another zone than the page's."""

    def take_around(self, i: int) -> int | None:
        """Take what stands around the moment and begins at token `i`; where it ends."""
        return self._lead(i) or self._zone(i) or self._length(i) or self._bound(i)

    # --- from, until

    def _bound(self, i: int) -> int | None:
        for group, bounds in (("until", self.ends), ("from", self.starts)):
            start = self.plan.end(group, self.tokens, i)
            atom = self._day_at(start) if start else None
            if atom and atom.days:
                bounds.append(Bound(i, atom.end, atom))
                return atom.end
        if self._text(i) in _DASHES and (atom := self._to_day(i)):
            return atom.end
        self._open_end(i)
        about = self.plan.end("about", self.tokens, i)
        apart = self.known.days.at(self.tokens, i) or self.known.parts.at(self.tokens, i) or self._ahead(i)
        atom = self._day_at(about) if about and not apart else None
        if atom and atom.days and atom.hour is None:
            self.atoms.append(atom._replace(first=i, ask=True))
            return atom.end
        return None

    def _to_day(self, i: int) -> Atom | None:
        """ "Mon-Fri", "Dec 1 - Dec 10"."""
        before = self.atoms[-1] if self.atoms else None
        if before is None or before.end != i or not before.days:
            return None
        atom = self._day_at(i + 1)
        if atom is None or not atom.days or (atom.weekday is None) != (before.weekday is None):
            return None
        self.ends.append(Bound(i, atom.end, atom))
        return atom

    def _open_end(self, i: int) -> None:
        """Notes «تا» and "until" before words that are no day; behind a number they are "pieces"."""
        counted = i > 0 and self._plain_number(i - 1) is not None
        end = self.plan.end("until", self.tokens, i)
        if (
            end is None
            or counted
            or end >= len(self.tokens)
            or self._text(i) in {"to", "by", "through", "الی"}
        ):
            return
        if self.tokens[end].sort is Sort.WORD and not self._hour_word(end):
            self.open_ends.append((i, min(end + 2, len(self.tokens))))

    def _day_at(self, i: int) -> Atom | None:
        while self._text(i) in {"the", "روز", "یوم"}:
            i += 1
        if i >= len(self.tokens):
            return None
        return self._year_end(i) or self._new_year(i) or self._at(i)

    def _year_end(self, i: int) -> Atom | None:
        """«آخر سال», "the end of the year"."""
        end = self.plan.end("last", self.tokens, i)
        if end is None:
            return None
        end = self.plan.end("of", self.tokens, end) or end
        end += self._text(end) == "the"
        year = self.plan.end("year", self.tokens, end)
        if year is None or self._text(year - 1) not in {"سال", "year", "سنه", "السنه", "عام", "العام"}:
            return None
        day = clamped_day(self.calendar, parts_of(self.calendar, self.moment.today)[0], 12, 31)
        return Atom(i, year, (day,)) if day else None

    def _new_year(self, i: int) -> Atom | None:
        """«تا عید», «تا نوروز»: the last day before it."""
        if self._text(i) not in {"نوروز", "عید"} or self.moment.language != "fa":
            return None
        end = i + 2 if self._text(i) == "عید" and self._text(i + 1) == "نوروز" else i + 1
        day = clamped_day("jalali", parts_of("jalali", self.moment.today)[0], 12, 31)
        return Atom(i, end, (day,), ask=self._text(i) == "عید" and end == i + 1) if day else None

    # --- so often, for so long

    def _length(self, i: int) -> int | None:
        """«۱۰ بار», «به مدت ۳ هفته», "for 10 days", «یک ماه هر شنبه»."""
        during = self.plan.end("during", self.tokens, i)
        if (during or self._opens(i)) and (found := self.amount(during or i)):
            unit, count, end = found
            leads = during or self._every_follows(end)
            if leads and unit in {"day", "week", "month"} and count.denominator == 1 and count > 0:
                self.lengths.append(Length(i, end, unit, int(count)))
                return end
        start = during or i
        number = number_at(self.tokens, start) if start < len(self.tokens) else None
        if number is None or number.value is None:
            return None
        times = self.plan.end("times", self.tokens, number.end)
        if times is None or (number.value == 1 and number.words):
            return None
        self.lengths.append(Length(i, times, "times", number.value))
        return times

    def _opens(self, i: int) -> bool:
        """Whether token `i` is the first, but for a word that plans begin with."""
        remind = self.plan.end("remind", self.tokens, 0)
        return i == 0 or (i == 1 and self._text(0) in OPENINGS) or i == remind

    def _every_follows(self, i: int) -> bool:
        i += self._text(i) in {",", "،", ":"}
        return self.plan.end("every", self.tokens, i) is not None

    # --- whose clock

    def _zone(self, i: int) -> int | None:
        """«به وقت دبی», "Dubai time": a clock that is not the page's is no hour that we know."""
        end = self.plan.end("zone", self.tokens, i)
        city = self.plan.end("cities", self.tokens, i)
        if end is not None:
            named = self._text(i) if self._text(i).isascii() else self._text(end)
            end = end if self._text(i).isascii() else min(end + 1, len(self.tokens))
        elif city is not None and self._text(city) == "time":
            named, end = self._text(i), city + 1
        else:
            return None
        if _ZONES.get(named) != self.moment.zone.key and named not in {"local", "محلی"}:
            self.foreign.append((i, end))
        return end


_DASHES = frozenset("-–")
