"""The hour of a plan: «ساعت ۹ونیم شب», "half past 9", «٩ إلا ربع», "21h30"; and numbers that are none."""

import re
from collections.abc import Sequence

from bot.language.dates import Dates
from bot.language.figures import Number
from bot.language.moments import Atom, Moment
from bot.language.plan_words import plan_words
from bot.language.tokens import Sort, Token

_POINTED = re.compile(r"(\d{1,2})[.٫](\d{2})")
RANGES = frozenset({"تا", "الی", "لـ", "ل", "to", "-", "–", "till", "until"})
_OF_PART = frozenset({"دیال", "تاع", "متاع", "د"})
_BETWEEN = frozenset("،,-–:؛|(")
_PERHAPS_HOW_MANY = 5
"""«فردا ۲ ریلز»: up to so many may be a number of posts; "12 carousels" are not."""


class PlanClocks(Dates):
    """Finds the clocks in a line about a plan."""

    def __init__(self, tokens: Sequence[Token], moment: Moment) -> None:
        super().__init__(tokens, moment)
        self.plan = plan_words()
        self.known = self.plan.lexicon
        self.perhaps_no_hour: set[int] = set()
        """Where numbers stand that may be hours, or how many of something."""
        self.lone_parts: set[int] = set()
        """Where parts of the day stand that may also be of the topic («کرم شب»)."""
        self.impossible: list[tuple[int, int]] = []
        """Hours and dates that cannot be."""
        self._depth = 0

    def _clock_token(self, first: int, i: int, part: str = "") -> Atom | None:
        atom = super()._clock_token(first, i, part)
        if atom is None:
            return None
        # «۱۱:۳۰ شب» is said by the halves of the day, whatever its digits.
        by_halves = bool(atom.part) and 1 <= (atom.hour or 0) <= 12
        return atom._replace(sure=atom.sure and not by_halves)

    def _timed(self, first: int, i: int, *, part: str = "", must: bool = False) -> Atom | None:
        """An hour at token `i`; with `must`, only where a part of the day stands behind it."""
        if i < len(self.tokens) and self.tokens[i].sort is Sort.CLOCK:
            return self._clock_token(first, i, part)
        if french := self._by_letter(first, i):
            return french
        number = self._hour_number(i)
        if number is None:
            return None
        hour, minute, end = self._minutes_behind(number)
        end += self._text(end) in _OF_PART and self.known.parts.at(self.tokens, end + 1) is not None
        behind = self.known.parts.at(self.tokens, end)
        if behind and not (self.tokens[end].text == "م" and self.moment.language != "ar"):
            return Atom(first, behind[1], part=behind[0], hour=hour, minute=minute)
        if must or (not minute and self._is_count(first, i, end)):
            return None
        if not minute and first == i and not part and self._perhaps_counted(number, end):
            self.perhaps_no_hour.add(first)
        sharp = self.plan.minutes.at(self.tokens, end)
        end = sharp[1] if sharp and not sharp[0] else end
        return Atom(first, end, part=part, hour=hour, minute=minute)

    def _minutes_behind(self, number: Number) -> tuple[int, int, int]:
        """Hour, minute, and where they end: «٩ إلا ربع», «۹ و ۲۰ دقیقه»."""
        hour, minute, end = number.value or 0, number.half, number.end
        if more := self.plan.minutes.at(self.tokens, end):
            return (*shifted(hour, more[0]), more[1])
        if not minute and (past := self._minutes(end)):
            minute, end = past
        return hour, minute, end

    def _by_letter(self, first: int, i: int) -> Atom | None:
        """ "21h", "9h30": as French, and with it the Maghreb, writes the hour."""
        number = self._plain_number(i)
        if (
            number is None
            or self._text(i + 1) != "h"
            or self.tokens[i + 1].spaced
            or (number.value or 0) > 23
        ):
            return None
        rest = self._plain_number(i + 2)
        minute = rest.value if rest and not self.tokens[i + 2].spaced and (rest.value or 0) < 60 else None
        end = i + 2 if minute is None else i + 3
        return Atom(first, end, hour=number.value, minute=minute or 0, sure=True)

    def _perhaps_counted(self, number: Number, end: int) -> bool:
        if end >= len(self.tokens):
            return False
        text = self.tokens[end].text
        plural = text.isascii() and text.isalpha() and text.endswith("s") and len(text) > 3
        few = (number.value or 0) <= _PERHAPS_HOW_MANY
        posts = self._kind_at(end) or self.known.posts.at(self.tokens, end) is not None
        return (few and posts) or (plural and not self.known.fillers.at(self.tokens, end))

    def _is_count(self, first: int, i: int, end: int) -> bool:
        following = self._plain_number(end + 1)
        if self._is_bound(end) or (following and (following.value or 0) <= 24 and self._text(end) in RANGES):
            return False
        named = first < i and self.tokens[i - 1].text not in {"at", "@"}
        if named and self.known.hours.at(self.tokens, i - 1):
            return self._text(end) in self.known.counters
        return self._counted(end)

    def _is_bound(self, i: int) -> bool:
        """Whether «تا» at `i` is followed by a day: "until" then, and no "pieces"."""
        end = self.plan.end("until", self.tokens, i)
        if end is None or self._depth or end >= len(self.tokens):
            return False
        self._depth += 1
        try:
            atom = self._at(end)
        finally:
            self._depth -= 1
        return atom is not None and bool(atom.days)

    def _counted(self, i: int) -> bool:
        """Whether what stands at `i` makes a count of the number before it; a kind of post does not here."""
        if i >= len(self.tokens):
            return False
        text = self.tokens[i].text
        if text in self.known.counters or text in self.known.slots or text in "%٪=":
            return True
        term = self.known.terms.at(self.tokens, i)
        if term and term[0].role in {"count", "asked", "other"} and term[0].name != "slides":
            return True
        if term and term[0].name == "slides":
            return True
        groups = (self.known.currencies, self.known.not_counts, self.known.topic_nouns)
        return any(group.at(self.tokens, i) for group in groups)

    def _hour_number(self, i: int) -> Number | None:
        if i < len(self.tokens) and (pointed := _POINTED.fullmatch(self.tokens[i].text)):
            hour, minute = int(pointed[1]), int(pointed[2])
            return Number(i, i + 1, hour, half=minute) if hour <= 24 and minute < 60 else None
        if word := self.plan.hours_in_words.at(self.tokens, i):
            return Number(i, word[1], word[0], words=True)
        return super()._hour_number(i)

    def _with_bare_hour(self, atom: Atom) -> Atom:
        """«شنبه ۹»، «فردا، ۱۲»: an hour right behind its day."""
        i = atom.end
        while self._text(i) in _BETWEEN and self._text(i):
            i += 1
        number = None if self.plan.to_hour.at(self.tokens, i) else self._hour_number(i)
        if number is None or self._month(number.end) or self._is_ordinal(number.end):
            return atom
        timed = self._timed(i, i)
        if timed is None or (timed.part and self.known.parts.at(self.tokens, atom.end)):
            return atom
        if i in self.perhaps_no_hour:
            self.perhaps_no_hour.add(atom.first)
        return atom._replace(
            end=timed.end,
            part=timed.part or atom.part,
            hour=timed.hour,
            minute=timed.minute,
            sure=timed.sure,
            ask=atom.ask or timed.ask,
        )

    def _is_ordinal(self, i: int) -> bool:
        """Whether «م», "th" stands right behind a number."""
        return (
            i < len(self.tokens)
            and not self.tokens[i].spaced
            and self.plan.end("ordinal", self.tokens, i) is not None
        )


def shifted(hour: int, minutes: int) -> tuple[int, int]:
    """Hour and minute, so many minutes off an hour; of the twelve on a dial where the hour is."""
    dial = 12 if 1 <= hour <= 12 else 24
    total = (hour * 60 + minutes) % (dial * 60)
    return total // 60 or (12 if dial == 12 else 0), total % 60
