"""Adding up the pieces of a number: digits, multipliers, halves and words, «دو میلیون و پونصد هزار»."""

from collections.abc import Sequence
from fractions import Fraction

from bot.language.digit_groups import digits_said
from bot.language.lexicon import lexicon
from bot.language.number_words import adds, word_values
from bot.language.tokens import Sort, Token

_DUALS = frozenset({2000, 2_000_000})
"""What Arabic says in one word («ألفين», «مليونين»)."""


class Adding:
    """Adds up number pieces from one place on."""

    def __init__(self, tokens: Sequence[Token], first: int) -> None:
        self.tokens, self.first, self.at = tokens, first, first
        self.total = Fraction(0)
        self.group: Fraction | None = None
        self.multiplier = 0
        self.least = 0
        self.words = self.plain = self.decimal = False
        self.asked: tuple[Fraction, ...] = ()
        self.half = 0
        self.head: tuple[int, Fraction] | None = None
        self.rest_from = 0

    def token(self, ahead: int = 0) -> Token | None:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def _step(self) -> bool:
        token = self.token()
        if token is None:
            return False
        if token.sort is Sort.NUMBER:
            return self._take_digits(token)
        if token.sort is not Sort.WORD:
            return False
        return self._take_half(token) or self._take_words(token)

    def _take_digits(self, token: Token) -> bool:
        times = self._multiplier_at(self.at + 1)
        if self.group is not None or (
            self.multiplier and not (self._joined() or 0 < times < self.multiplier)
        ):
            return False
        read = digits_said(token.text, multiplied=bool(times))
        if self.multiplier and (read.value >= self.multiplier or not read.plain):
            return False
        if self.multiplier:
            self._keep_head()
        self.group, self.plain, self.decimal = read.value, read.plain and not self.multiplier, read.decimal
        self.asked = read.options
        self.at += 1
        return True

    def _take_half(self, token: Token) -> bool:
        known = lexicon()
        text, used = self._half_after(token)
        if text not in known.halves and text not in known.quarters:
            return False
        part = Fraction(1, 2 if text in known.halves else 4)
        if self.group is not None:
            multiplier = self._multiplier_at(self.at + used)
            if not multiplier:
                self.half = int(60 * part)
                self.at += used
                return False
            self.group += part
        elif self.multiplier:
            self.total += part * self.multiplier
        elif self.at == self.first:
            self.group = part
        else:
            return False
        self.at += used
        return True

    def _half_after(self, token: Token) -> tuple[str, int]:
        """The word for a part, and how many tokens it takes: «و نیم», «ونص», "and a half", "half a"."""
        known, text = lexicon(), token.text
        following = self.token(1)
        if text in known.ands and following is not None and (self.group is not None or self.multiplier):
            behind = self.token(2)
            if following.text in known.articles and behind is not None:
                return behind.text, 3
            return following.text, 2
        if text[:1] == "و" and len(text) > 1:
            return text[1:], 1
        used = 2 if following is not None and following.text in known.articles else 1
        leads = self.at == self.first and self._multiplier_at(self.at + used)
        return (text, used) if leads else ("", 0)

    def _take_words(self, token: Token) -> bool:
        known = lexicon()
        if token.text in known.ands and (self.group is not None or self.multiplier):
            return self._take_and()
        values = word_values(token.text)
        if not values:
            return False
        before = (self.at, self.total, self.group, self.multiplier, self.least)
        for joined, value in values:
            taken = self._add_dual(value) if value in _DUALS else self._add(value, joined or self._joined())
            if not taken:
                self.at, self.total, self.group, self.multiplier, self.least = before
                return False
        self.at += 1
        return True

    def _take_and(self) -> bool:
        following = self.token(1)
        if following is None:
            return False
        start = self.at
        self.at += 1
        if (
            following.sort is Sort.NUMBER
            and self.multiplier
            and self.group is None
            and self._take_digits(following)
        ):
            return True
        if following.sort is Sort.WORD and self._may_follow(following.text) and self._take_words(following):
            return True
        self.at = start
        return False

    def _may_follow(self, word: str) -> bool:
        """«۲ میلیون و دویست»: behind digits, only a word that is hardly anything but a number."""
        values = word_values(word)
        return self.words or (bool(values) and (word not in lexicon().weak or values[0][1] >= 100))

    def _add(self, value: int, joined: bool) -> bool:
        if value in {1000, 10**6, 10**9}:
            if self.multiplier and (value >= self.multiplier or self.group is None):
                return False
            self.total += (Fraction(1) if self.group is None else self.group) * value
            self.asked = tuple(each * value for each in self.asked)
            self.words = self.words or self.group is None
            self.group, self.multiplier, self.least = None, value, 0
            return True
        if self.group is None:
            if self.multiplier:
                if value >= self.multiplier:
                    return False
                self._keep_head()
            self.group = Fraction(value)
        elif not (self.least and self.words):
            return False
        elif value == 100 and self.group < 10:
            self.group *= 100
        elif adds(self.least, value, joined=joined):
            self.group += value
        else:
            return False
        self.words, self.least = True, min(100, value)
        return True

    def _add_dual(self, value: int) -> bool:
        if self.group is not None or (self.multiplier and value >= self.multiplier):
            return False
        if self.multiplier:
            self._keep_head()
        self.total, self.multiplier = self.total + value, value // 2
        self.words, self.least = True, 0
        return True

    def _multiplier_at(self, place: int) -> int:
        if place >= len(self.tokens) or self.tokens[place].sort is not Sort.WORD:
            return 0
        values = word_values(self.tokens[place].text)
        return values[0][1] if values and values[0][1] in {1000, 10**6, 10**9} and not values[0][0] else 0

    def _joined(self) -> bool:
        return self.at > self.first and self.tokens[self.at - 1].text in lexicon().ands

    def _keep_head(self) -> None:
        if self.head is None:
            end = self.at - 1 if self._joined() else self.at
            self.head, self.rest_from = (end, self.total), self.at
