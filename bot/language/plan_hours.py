"""Hours of a plan that are said in more than a number: «یه ربع به ۹», "between 8 and 9", «بعد از ۹», «شب»."""

from bot.language.moments import Atom
from bot.language.numbers import number_at
from bot.language.plan_clocks import RANGES, PlanClocks, shifted
from bot.language.tokens import Sort

_FROM = frozenset({"بین", "between", "from", "من", "از"})

_ROUGHLY = frozenset({"حدود", "حدودا", "حدودای", "تقریبا", "حوالی", "around", "about", "حوالي", "راس", "روی"})

_LETTERS = frozenset({"م", "ص", "am", "pm", "a", "p"})


class PlanHours(PlanClocks):
    """Finds spans of hours, hours about which one is not sure, and parts of the day."""

    def take(self, i: int) -> int | None:
        """Take the piece that begins at token `i`; of «۹ تا ۱۲» both hours."""
        end = self._span(i) or super().take(i)
        if end is None or self.atoms[-1].hour is None:
            return end
        if self._text(end) in self.known.ands:
            return self._and_more(end)
        if self._text(end) not in RANGES:
            return end
        other = None if self._is_bound(end) else self._timed(end + 1, end + 1, part=self.atoms[-1].part)
        if other is None:
            return end
        self.atoms.append(other)
        return other.end

    def _and_more(self, i: int) -> int:
        """«۲۱ و ۳۰» are minutes, «۹ و ۱۸» two hours; where they end, or `i` itself."""
        number = self._plain_number(i + 1)
        if number is None or self._counted(number.end) or self._month(number.end):
            return i
        last = self.atoms[-1]
        if 24 < (number.value or 0) < 60 and not last.minute:
            part = self.known.parts.at(self.tokens, number.end)
            by_halves = part is not None and 1 <= (last.hour or 0) <= 12
            self.atoms[-1] = last._replace(
                minute=number.value or 0,
                part=part[0] if part else last.part,
                sure=last.sure and not by_halves,
            )
            return part[1] if part else number.end
        other = self._timed(i + 1, i + 1)
        if other is None:
            return i
        self.atoms.append(other)
        return other.end

    def _span(self, i: int) -> int | None:
        """«بین ۸ و ۹ شب», "from 8 to 9 pm": the first hour is of the same part of the day as the second."""
        if self._text(i) not in _FROM:
            return None
        start = (self.known.hours.at(self.tokens, i + 1) or (None, i + 1))[1]
        first = self._hour_number(start)
        if first is None or self._text(first.end) not in RANGES | self.known.ands:
            return None
        second = self._timed(first.end + 1, first.end + 1)
        if second is None:
            return None
        self.atoms += [Atom(i, first.end, part=second.part, hour=first.value, minute=first.half), second]
        return second.end

    def _about(self, i: int) -> Atom | None:
        """ "after 9 pm", «قبل از ۹»: which hour it is to be is asked."""
        end = self.plan.end("about", self.tokens, i)
        if end is None or end >= len(self.tokens) or self.known.parts.at(self.tokens, i):
            return None
        if self.tokens[end].sort is Sort.CLOCK:
            atom = self._clock_token(end, end)
        else:
            atom = self._hour_word(end) or self._timed(end, end, must=True) or self._part_first(end)
        if atom is None or (atom.hour is None and atom.part != "noon"):
            return None
        if atom.hour is None:
            return Atom(i, atom.end, hour=12, sure=True, ask=True)
        return atom._replace(first=i, ask=True)

    def _part_first(self, i: int) -> Atom | None:
        """«شب ۹», «ظهر ساعت ۱۲», and a part of the day alone."""
        found = self.known.parts.at(self.tokens, i)
        if not found or self.tokens[i].text in _LETTERS:
            return None
        part, end = found
        hours = self.known.hours.at(self.tokens, end)
        timed = self._timed(i, hours[1], part=part) if hours else self._timed(i, end, part=part)
        if timed:
            return timed
        if not self._ended_day(i):
            self.lone_parts.add(i)
        return Atom(i, end, part=part)

    def _hour_word(self, i: int) -> Atom | None:
        """«ساعت ۱۲», «الساعة ٩ مساءً», "at 21:30", "half past 9"."""
        if to := self.plan.to_hour.at(self.tokens, i):
            return self._to_hour(i, *to)
        found = self.known.hours.at(self.tokens, i)
        if not found:
            return None
        end = found[1]
        while self._text(end) in _ROUGHLY:
            end += 1
        if to := self.plan.to_hour.at(self.tokens, end):
            return self._to_hour(i, *to)
        atom = self._timed(i, end)
        if atom is None and self.tokens[i].text not in {"at", "@"}:
            number = self._plain_number(end)
            if number and (number.value or 0) > 24:
                self.impossible.append((i, number.end))
        return atom

    def _minutes_to(self, i: int) -> Atom | None:
        """«۱۰ دقیقه به ۹ شب», "10 minutes to nine"."""
        number = self._plain_number(i) or number_at(self.tokens, i)
        minutes = number.value if number else None
        unit = self.plan.end("minute", self.tokens, number.end) if number else None
        if not unit or not minutes or minutes > 59 or self._text(unit) not in {"به", "to"}:
            return None
        return self._to_hour(i, -minutes, unit + 1)

    def _to_hour(self, first: int, minutes: int, i: int) -> Atom | None:
        """ "quarter to nine", «یه ربع به ۹ شب»."""
        atom = self._timed(first, i)
        if atom is None or atom.minute or atom.hour is None:
            return None
        hour, minute = shifted(atom.hour, minutes)
        return atom._replace(hour=hour, minute=minute)
