"""What added-up pieces amount to: one number, one with two readings, or none that can be."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bot.language.digit_groups import HUGE
from bot.language.figures import Number
from bot.language.lexicon import lexicon
from bot.language.number_adding import Adding
from bot.language.tokens import Token

_MILLION = 10**6


class Summing(Adding):
    """Reads the number that begins at one place."""

    def read(self) -> Number | None:
        """The number, or None where none begins."""
        while self._step():
            pass
        if self.at == self.first:
            return None
        return self._number()

    def _number(self) -> Number:
        total = self.total + (self.group or 0)
        bare = not self.multiplier and not self.words
        if self.multiplier >= _MILLION and self.group and not self.asked:
            self.asked = (total, self.total + self.group * self.multiplier / 1000)
        if self.decimal and not self.multiplier:
            self.asked = ()
        if bare and self._perhaps_thousands():
            self.asked = (total * 1000, total)
        options = tuple(sorted({int(each) for each in self.asked if each.denominator == 1 and each < HUGE}))
        asked = bool(self.asked) and (len(options) > 1 or bare)
        problem = ""
        if not asked and total >= HUGE:
            problem = "reject-huge"
        elif not asked and (total.denominator != 1 or self.half or (self.decimal and bare)):
            problem = "reject-fraction"
        word = self.tokens[self.first].text
        rounded = self.words or (bool(self.multiplier) and self.group is None)
        number = Number(
            self.first,
            self.at,
            None if asked or problem else int(total),
            rounded=rounded,
            options=options if asked else (),
            problem=problem,
            plain=self.plain and not self.multiplier and not self.half,
            words=self.words,
            half=self.half,
            weak=self.at == self.first + 1 and word in lexicon().weak,
        )
        return self._with_split(self._signed(number), total)

    def _perhaps_thousands(self) -> bool:
        """«۴.۸کی»: a word that may say thousands, glued to its digits, is asked."""
        token = self.token()
        if token is None or token.spaced or token.text not in lexicon().asked_thousands:
            return False
        self.at += 1
        return True

    def _signed(self, number: Number) -> Number:
        if number.first == 0 or self.words:
            return number
        sign = self.tokens[number.first - 1]
        if not dash_before(self.tokens, number.first) or self.tokens[number.first].spaced:
            return number
        before = self.tokens[number.first - 2] if number.first > 1 else None
        if before is None or sign.spaced or before.text in {"=", ":", "("}:
            return replace(number, value=None, options=(), problem="reject-negative")
        return number

    def _with_split(self, number: Number, whole: Fraction) -> Number:
        if self.head is None or number.problem or self.rest_from >= number.end:
            return number
        end, total = self.head
        if total.denominator != 1 or whole.denominator != 1:
            return number
        head = Number(number.first, end, int(total), rounded=True, words=self.words)
        rest = Number(self.rest_from, number.end, int(whole - total), rounded=self.words, words=self.words)
        return replace(number, split=(head, rest))


def dash_before(tokens: Sequence[Token], first: int) -> bool:
    """Whether a dash stands right before a token."""
    return first > 0 and tokens[first - 1].text in {"-", "–"}
