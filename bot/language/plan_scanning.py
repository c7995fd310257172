"""Finding what stands in a line about a plan: its moment, its kind, its links; the rest is its topic."""

from collections.abc import Sequence
from functools import lru_cache

from bot.domain.posts import Kind
from bot.language.moments import Moment
from bot.language.numbers import number_at
from bot.language.plan_bounds import PlanBounds
from bot.language.plan_words import plan_words
from bot.language.scanned import KindSaid
from bot.language.scanning import Scan
from bot.language.tokens import Line, Sort, Token


class PlanScan(Scan):
    """One message about a plan, scanned once from its beginning to its end."""

    dates: PlanBounds

    def __init__(self, text: str, moment: Moment) -> None:
        self.moment = moment
        self.skipped: list[tuple[int, int]] = []
        """Dates and hours out of which nothing can be made."""
        super().__init__(text, moment)

    def _scan(self) -> None:
        self.line = Line(self.line.folded, tuple(_parted(self.tokens)))
        self.tokens = self.line.tokens
        self.dates = PlanBounds(self.tokens, self.moment)
        self.known = self.dates.known
        self.used = [False] * len(self.tokens)
        super()._scan()

    def _step(self, i: int) -> int:
        token = self.tokens[i]
        if token.sort is Sort.LINE:
            return i + 1
        if token.sort is Sort.LINK or (token.sort is Sort.WORD and self._text(i + 1) == "="):
            end = super()._step(i)
            if token.sort is Sort.LINK or any(self.used[i:end]):
                return end
        if token.text in _PERCENT and i and self.tokens[i - 1].sort is Sort.NUMBER:
            self.fixed_topic.add(i)
        return self._when(i) or self._kind(i) or self._lost(i)

    def _when(self, i: int) -> int | None:
        dates = self.dates
        if name := dates.plan.end("not_days", self.tokens, i):
            return name
        end = dates.take_around(i) or dates.take_rule(i) or dates.take(i)
        if end is None and (skipped := dates.skip(i)):
            end = skipped
            self.skipped.append((i, end))
        if end is not None:
            self.use(i, end)
        return end

    def _kind(self, i: int) -> int | None:
        found = self.known.terms.at(self.tokens, i)
        if self.tokens[i].sort is not Sort.WORD or not found or found[0].role not in {"kind", "soft"}:
            return None
        term, end = found
        before = number_at(self.tokens, i - 1) if i and not self.used[i - 1] else None
        counted = before is not None and not before.words and (before.value or 0) < _MOST_COUNTED
        counted = counted and (found[0].role == "soft" or found[0].name == Kind.CAROUSEL)
        # «کاروسل ۸ اسلایدی»: the number stays with its word.
        said = KindSaid(term.name, i, i if counted else end, soft=term.role == "soft" or counted)
        self.kinds.append(said)
        return end

    def give_back(self, first: int, end: int) -> None:
        """These tokens meant nothing after all: they are the topic's again."""
        for i in range(first, min(end, len(self.used))):
            self.used[i] = False

    def _measure_gaps(self) -> None:
        """Numbers of a plan count nothing."""


def _parted(tokens: Sequence[Token]) -> list[Token]:
    """«شنبه‌ها», «فرداساعت», «شنبه‌ی»: what is run together with a day becomes a token of its own, or goes."""
    read: list[Token] = []
    for token in tokens:
        if token.text == "ی" and read and read[-1].text.endswith(_WITH_EZAFE):
            continue
        head = _head(token.text) if token.sort is Sort.WORD and len(token.text) > _SHORTEST else ""
        tail = token.text[len(head) :]
        if not head:
            read.append(token)
            continue
        middle = token.start + len(head)
        read.append(Token(Sort.WORD, head, token.start, middle, token.spaced))
        if tail != "ی":
            read.append(Token(Sort.WORD, tail, middle, token.end, spaced=False))
    return read


@lru_cache(4096)
def _head(word: str) -> str:
    """The day that a word begins with, where its rest is an ending, an hour's word or a part of the day."""
    known = plan_words().lexicon
    if known.days.word(word) or known.weekdays.word(word):
        return ""
    for at in range(_SHORTEST - 1, len(word)):
        head, tail = word[:at], word[at:]
        if head.endswith(_WITH_EZAFE) and tail in _ENDINGS:
            return head
        timed = tail == "ساعت" or (len(tail) > 1 and tail in known.parts)
        if timed and (head in known.days or head in known.weekdays):
            return head
    return ""


_PERCENT = frozenset("%٪")
_SHORTEST = 4
_MOST_COUNTED = 1000
"""«۸ عکس» are so many; «سال ۹۹۹۹ عکس» is one."""
_WITH_EZAFE = ("شنبه", "شمبه", "جمعه", "هفته")
_ENDINGS = frozenset({"ها", "های", "ی"})
