"""Finding what stands in a line: numbers, words that count, kinds, moments, links; the rest is left over."""

from bot.domain.posts import Kind
from bot.language.figures import Number
from bot.language.lexicon import Term
from bot.language.moments import Moment
from bot.language.numbers import number_at
from bot.language.pairing import Item, Role
from bot.language.scan_gaps import GapsScan
from bot.language.scan_keys import KeysScan
from bot.language.scan_numbers import NumbersScan
from bot.language.scanned import ROLES, KindSaid, SeveralSaid
from bot.language.slips import slip
from bot.language.tokens import Sort

_DROPPED = Term("plain", "dropped")
_MOST_SLIPS = 32


class Scan(KeysScan, NumbersScan, GapsScan):
    """One message, scanned once from its beginning to its end."""

    def __init__(self, text: str, moment: Moment) -> None:
        super().__init__(text, moment)
        self._scan()

    def _scan(self) -> None:
        i = 0
        if self.tokens and self.tokens[0].text == "/":
            i = self._command()
        while i < len(self.tokens):
            i = self._step(i)
        self._measure_gaps()

    def _step(self, i: int) -> int:
        token = self.tokens[i]
        if token.sort is Sort.LINE:
            return i + 1
        if token.sort is Sort.LINK:
            self.links.append(self.piece(i, i + 1).rstrip(".,)!؟?"))
            self.use(i, i + 1)
            return i + 1
        if token.sort is Sort.WORD and self._text(i + 1) == "=":
            keyed = self._keyed(i)
            if keyed:
                return keyed
        return (
            self._date(i)
            or self._vague(i)
            or self._caption(i)
            or self._none(i)
            or self._number(i)
            or self._word(i)
            or self._lost(i)
        )

    def _vague(self, i: int) -> int | None:
        """«هفته پیش»: a time of which the day is asked."""
        found = self.known.vague.at(self.tokens, i)
        if found is None:
            return None
        self.vague.append((i, found[1]))
        self.use(i, found[1])
        return found[1]

    def _caption(self, i: int) -> int | None:
        """«کپشن: …»: the rest of the line, however it reads, is the caption."""
        found = self.known.captions.at(self.tokens, i)
        if found is None or self._text(found[1]) != ":":
            return None
        start = end = found[1] + 1
        while end < len(self.tokens) and self.tokens[end].sort is not Sort.LINE:
            end += 1
        if start == end or number_at(self.tokens, start):
            return None
        self.texts["caption"] = self.piece(start, end)
        self.use(i, end)
        return end

    def _none(self, i: int) -> int | None:
        """«بدون کامنت»: none of what is counted."""
        found = self.known.none.at(self.tokens, i)
        if found is None or self._term_role(found[1]) != "count":
            return None
        number = Number(i, found[1], 0, words=True)
        self.numbers.append(number)
        self.items.append(Item(Role.NUMBER, i, found[1], number=number))
        return found[1]

    def _lost(self, i: int) -> int:
        """A date or a clock that cannot be is shown back."""
        if self.tokens[i].sort in {Sort.DATE, Sort.CLOCK}:
            self.unread.append((i, i + 1))
            self.use(i, i + 1)
        return i + 1

    def _date(self, i: int) -> int | None:
        end = self.dates.take(i)
        if end:
            self.use(i, end)
        return end

    def _word(self, i: int) -> int | None:
        if self.tokens[i].sort is not Sort.WORD:
            return None
        dual = self.known.dual_posts.at(self.tokens, i)
        if dual:
            self.several.append(SeveralSaid(i, dual[1], 2, self._kind_of_two(i)))
            self.use(i, dual[1])
            return dual[1]
        found = self.known.terms.at(self.tokens, i)
        posts = self.known.posts.at(self.tokens, i)
        if posts and (not found or posts[1] >= found[1]) and not (found and found[0].role == "count"):
            self.items.append(Item(Role.POSTS, i, posts[1]))
            if not found:
                return posts[1]
        if not found:
            return self._slipped(i)
        term, end = found
        return self._term(term, i, end)

    def _kind_of_two(self, i: int) -> str | None:
        """«ريلين» are two reels; of «بوستين» no kind is known."""
        one = self.known.terms.word(self.tokens[i].text.removesuffix("ین"))
        return one.name if one and one.role in {"kind", "soft"} else None

    def _term(self, term: Term, i: int, end: int) -> int:
        if term.role in {"kind", "soft"}:
            self.kinds.append(KindSaid(term.name, i, end, soft=term.role == "soft"))
            role = Role.CAROUSEL if term.name == Kind.CAROUSEL else Role.POSTS
            if not (self.items and self.items[-1].first == i):
                self.items.append(Item(role, i, end, term=term))
        elif term == _DROPPED:
            self.use(i, end)
        elif term.role in ROLES:
            role = ROLES[term.role]
            if role is Role.COUNT and not self.tokens[i].text[0].isalpha():
                role = Role.SIGN
            self.items.append(Item(role, i, end, term=term))
        return end

    def _slipped(self, i: int) -> int | None:
        """A word one slip away from a count's or a kind's, beside a number."""
        if self._slips >= _MOST_SLIPS or not self._beside_number(i):
            return None
        self._slips += 1
        term = slip(self.tokens[i].text)
        if term is None:
            return None
        if term.role == "count":
            self.items.append(Item(Role.ASKED, i, i + 1, term=term))
        else:
            self.kinds.append(KindSaid(term.name, i, i + 1, soft=False, guessed=True))
        return i + 1

    def _beside_number(self, i: int) -> bool:
        after = i + 1
        while self._text(after) in {":", "=", "-"}:
            after += 1
        if after < len(self.tokens) and self.tokens[after].sort is Sort.NUMBER:
            return True
        return bool(self.numbers) and i - 1 <= self.numbers[-1].end <= i

    def asks(self) -> bool:
        """Whether this may be talk rather than a report: a wish, or a question about no certain post."""
        known, tokens = self.known, self.tokens
        if any(known.wishes.at(tokens, i) for i in range(len(tokens))):
            return True
        ends = next((token.text in "؟?" for token in reversed(tokens) if token.text not in "\n.!"), False)
        wondering = any(token.text in known.questions for token in tokens)
        if self.kinds or self.links or self.dates.atoms:
            return ends and wondering
        return ends or wondering
