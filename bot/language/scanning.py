"""Finding what stands in a line: numbers, words that count, kinds, moments, links; the rest is left over."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.posts import Kind
from bot.language.dates import Dates
from bot.language.moments import Moment
from bot.language.numbers import Number, number_at
from bot.language.pairing import Item, Role
from bot.language.tokens import Line, Sort, Token, cut
from bot.language.words import Term, lexicon, slip

_ROLES = {"count": Role.COUNT, "asked": Role.ASKED, "other": Role.OTHER}
_DROPPED = Term("plain", "dropped")
_SYMBOLS = frozenset("%٪$€£")
_TYPED_TEXT = ("topic", "campaign")
_APART = 40.0
_DATE_BETWEEN = 30.0
_MOST_SLIPS = 32


class KindSaid(NamedTuple):
    """A kind's word: tokens `[first, end)`."""

    kind: str
    first: int
    end: int
    soft: bool
    """Whether it is also an everyday word («عکس»)."""
    guessed: bool = False
    """Whether it is one slip away from the word."""


class SeveralSaid(NamedTuple):
    """Several posts named at once («۲تا پست»): tokens `[first, end)`."""

    first: int
    end: int
    many: int
    kind: str | None


class Scan:
    """One message, scanned once from its beginning to its end."""

    def __init__(self, text: str, moment: Moment) -> None:
        self.known = lexicon()
        line = cut(text)
        self.line = Line(line.folded, tuple(_unglued(line.tokens)))
        self.tokens = self.line.tokens
        self.dates = Dates(self.tokens, moment)
        self.items: list[Item] = []
        self.kinds: list[KindSaid] = []
        self.links: list[str] = []
        self.texts: dict[str, str] = {}
        self.several: list[SeveralSaid] = []
        self.numbers: list[Number] = []
        self.unread: list[tuple[int, int]] = []
        self.used = [False] * len(self.tokens)
        self.fixed_topic: set[int] = set()
        self._slips = 0
        self._bridges: set[int] = set()
        self._scan()

    def piece(self, first: int, end: int) -> str:
        """What was typed in tokens `[first, end)`."""
        return self.line.piece(first, end)

    def use(self, first: int, end: int) -> None:
        """These tokens have been understood: they are no part of the topic."""
        for i in range(first, min(end, len(self.used))):
            self.used[i] = True

    def _scan(self) -> None:
        i = 0
        if self.tokens and self.tokens[0].text == "/":
            i = self._command()
        while i < len(self.tokens):
            i = self._step(i)
        self._measure_gaps()

    def _command(self) -> int:
        end = (
            2
            if len(self.tokens) > 1 and self.tokens[1].sort is Sort.WORD and not self.tokens[1].spaced
            else 1
        )
        if end < len(self.tokens) and self.tokens[end].sort is Sort.TAG and not self.tokens[end].spaced:
            end += 1
        self.use(0, end)
        return end

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
        return self._date(i) or self._number(i) or self._word(i) or self._lost(i)

    def _lost(self, i: int) -> int:
        """A date or a clock that cannot be is shown back."""
        if self.tokens[i].sort in {Sort.DATE, Sort.CLOCK}:
            self.unread.append((i, i + 1))
            self.use(i, i + 1)
        return i + 1

    def _text(self, i: int) -> str:
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    # --- the field key=value form

    def _keyed(self, i: int) -> int | None:
        """The keys that are not counts (kind=, at=, topic=, campaign=, link=), and unknown keys."""
        found = self.known.terms.at(self.tokens, i)
        name = found[0].name if found and found[1] == i + 1 and found[0].role == "key" else ""
        start = i + 2
        end = start
        while (
            end < len(self.tokens)
            and self.tokens[end].sort is not Sort.LINE
            and (end == start or not self.tokens[end].spaced)
        ):
            end += 1
        if name == "published_at":
            self.use(i, start)
            return start
        if name in _TYPED_TEXT:
            end = self._quoted(start) or end
            self.texts[name] = self.piece(start, end).strip("\"'«»")
        elif name == "link":
            self.links.append(self.piece(start, end))
        elif name == "kind":
            kind = self.known.terms.at(self.tokens, start)
            if kind is None or kind[0].role not in {"kind", "soft"}:
                self.unread.append((i, end))
            else:
                self.kinds.append(KindSaid(kind[0].name, start, kind[1], soft=False))
                end = kind[1]
        elif (
            not found
            or found[0].role not in _ROLES
            or (
                start < len(self.tokens)
                and self.tokens[start].sort is Sort.WORD
                and not number_at(self.tokens, start)
            )
            or self._glued_on(start)
        ):
            self.unread.append((i, end))
        else:
            return None
        self.use(i, end)
        return end

    def _glued_on(self, start: int) -> bool:
        """«1e9», "12abc": a number that goes on in letters which mean nothing is none."""
        number = number_at(self.tokens, start) if start < len(self.tokens) else None
        if number is None or number.end >= len(self.tokens):
            return False
        behind = self.tokens[number.end]
        glued = behind.sort is Sort.WORD and not behind.spaced and self._text(number.end + 1) != "="
        return glued and not self._term_role(number.end)

    def _quoted(self, start: int) -> int | None:
        if self._text(start) not in {'"', "«"}:
            return None
        for end in range(start + 1, len(self.tokens)):
            if self.tokens[end].text in {'"', "»"}:
                return end + 1
        return None

    # --- moments and numbers

    def _date(self, i: int) -> int | None:
        end = self.dates.take(i)
        if end:
            self.use(i, end)
        return end

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
        if role in _ROLES or role in {"kind", "soft"} or self.known.posts.at(self.tokens, number.end):
            return True
        return self._text(number.first - 1) in {":", "="}

    def _term_role(self, i: int) -> str:
        found = self.known.terms.at(self.tokens, i)
        return found[0].role if found else ""

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

    # --- words

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
        elif term.role in _ROLES:
            role = _ROLES[term.role]
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

    # --- a question, or figures

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

    # --- what stands between two items

    def _measure_gaps(self) -> None:
        self._step_over_kinds()
        for before, item in zip(self.items, self.items[1:], strict=False):
            item.gap = self._gap(before, item)

    def _step_over_kinds(self) -> None:
        """«ریچ ریلز ۱۵k»: a kind that no number before it counts does not part a word from its number."""
        numbered = {item.end for item in self.items if item.role is Role.NUMBER}
        kept: list[Item] = []
        for i, item in enumerate(self.items):
            between = 0 < i < len(self.items) - 1
            if (
                between
                and item.role is Role.POSTS
                and item.first not in numbered
                and self.items[i - 1].role is Role.COUNT
                and self.items[i - 1].end == item.first
                and self.items[i + 1].role is Role.NUMBER
                and self.items[i + 1].first == item.end
            ):
                self._bridges.add(item.first)
            else:
                kept.append(item)
        self.items = kept

    def _gap(self, before: Item, item: Item) -> float | None:
        """The cost of what stands between two items; None where other words keep them apart."""
        if before.end >= item.first:
            glued = not self.tokens[item.first].spaced
            return 0.0 if glued else 2.0
        cost = 2.0
        for i in range(before.end, item.first):
            text = self.tokens[i].text
            if text in {":", "="}:
                cost = min(cost, 1.0 if text == ":" else 0.0)
            elif text in self.known.counters and before.role is Role.NUMBER:
                cost = min(cost, 0.0)
            elif text in self.known.ands or text in "،,؛;.!|/\n؟?":
                cost += 2.0 if text == "\n" and self._text(i - 1) == ":" else _APART
            elif text in self.known.links:
                cost += 0.5
            elif i in self._bridges:
                continue
            elif self.used[i]:
                cost += _DATE_BETWEEN
            elif self.tokens[i].sort is Sort.SIGN:
                cost += 0.5
            else:
                return None
        return cost


def _unglued(tokens: Sequence[Token]) -> list[Token]:
    """«15هزارلایک», «۵۰۰تالایک»: a multiplier or counter glued to a word becomes a token of its own."""
    read: list[Token] = []
    for token in tokens:
        head = _glued_head(token, read[-1]) if read and token.sort is Sort.WORD else 0
        if head:
            middle = token.start + head
            read.append(Token(Sort.WORD, token.text[:head], token.start, middle, token.spaced))
            read.append(Token(Sort.WORD, token.text[head:], middle, token.end, spaced=False))
        else:
            read.append(token)
    return read


def _glued_head(token: Token, before: Token) -> int:
    """How long the multiplier or counter at the head of a word behind a number is; 0 where there is none."""
    known = lexicon()
    if before.sort is not Sort.NUMBER or token.text in known.terms or token.text in known.numbers:
        return 0
    for length in range(1, len(token.text) - 1):
        head, tail = token.text[:length], token.text[length:]
        multiplier = known.numbers.get(head, 0) >= 1000 or head in known.counters
        if multiplier and len(tail) >= 2 and tail in known.terms:
            return length
    return 0
