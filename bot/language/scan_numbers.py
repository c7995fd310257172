"""The numbers in a line: which count something, and which are sums, sizes, codes or advert slots."""

from bot.language.figures import Number
from bot.language.numbers import number_at
from bot.language.pairing import Item, Role
from bot.language.scanned import ROLES, Scanned
from bot.language.slips import slip
from bot.language.tokens import Sort

_SYMBOLS = frozenset("%٪$€£")


class NumbersScan(Scanned):
    """Finds numbers, and what is none of a post's counts."""

    def _number(self, i: int) -> int | None:
        number = number_at(self.tokens, i)
        if number is None or not self._counts(number):
            return None
        if self._is_measure(number):
            return self._measure(number)
        self.numbers.append(number)
        self.items.append(Item(Role.NUMBER, number.first, number.end, number))
        return number.end

    def _measure(self, number: Number) -> int:
        """A sum or a size belongs to the topic; a rate that was named is one that we have no field for."""
        end = number.end + (self._text(number.end) in _SYMBOLS)
        last = self.items[-1] if self.items else None
        if last and last.role is Role.OTHER and last.end == number.first:
            self.unread.append((last.first, end))
            self.use(last.first, end)
            self.items.pop()
        else:
            self.fixed_topic.update(range(number.first, end))
        return end

    def _counts(self, number: Number) -> bool:
        """Whether a number word is one here: «نه» and «ست» seldom are."""
        if not number.weak:
            return True
        if self._text(number.end) in self.known.counters:
            return True
        if self._text(number.first) in self.known.shy:
            return False
        role = self._term_role(number.end)
        if role in ROLES or role in {"kind", "soft"} or self.known.posts.at(self.tokens, number.end):
            return True
        return self._text(number.first - 1) in {":", "="}

    def _is_measure(self, number: Number) -> bool:
        """Sums, sizes, percentages, ordinals, advert slots: numbers that never count anything of a post."""
        end, known = number.end, self.known
        text = self._text(number.first)
        behind = self._text(end) in _SYMBOLS
        ahead = self._text(number.first - 1) in _SYMBOLS and not self.tokens[number.first].spaced
        named = self._text(number.first - 1) in known.labels
        if text in known.slot_hours or behind or ahead or named:
            return True
        glued = end < len(self.tokens) and not self.tokens[end].spaced
        if glued and self._text(end) in known.ordinals | known.slots:
            return True
        before = number.first - 1
        if before >= 0 and self._glued_code(before, number):
            return True
        groups = (known.currencies, known.not_counts, known.topic_nouns)
        if any(group.at(self.tokens, end) for group in groups):
            return True
        return (
            known.hours.at(self.tokens, end) is not None
            and self._text(end) != "@"
            and self._text(end) != "at"
        )

    def _glued_code(self, before: int, number: Number) -> bool:
        """«PS5», "b12": Latin letters that a number is part of."""
        word = self.tokens[before]
        if word.sort is not Sort.WORD or self.tokens[number.first].spaced or not word.text.isascii():
            return False
        return not self.known.terms.at(self.tokens, before) and slip(word.text) is None
