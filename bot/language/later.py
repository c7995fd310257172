"""Whether a message tells new counts of a post that was recorded before: «پست قبلیم لایکش شد ۱۵۰»."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.domain.lines import PostLine
from bot.domain.posts import COUNTS
from bot.language.lexicon import lexicon
from bot.language.lines import Moment, read_message
from bot.language.phrases import Phrases, forms
from bot.language.tokens import Line, Token, cut
from bot.language.word_files import word_files

_MORE = frozenset({*COUNTS, "impressions"})


@dataclass(frozen=True, slots=True)
class LaterSaid:
    """New counts of a post that stands already, or perhaps the first ones of another."""

    line: PostLine
    is_sure: bool
    """Whether the words can mean nothing but the last post («پست قبلی»), whose counts have come to these."""

    @property
    def kind(self) -> str | None:
        """The kind of post that the words name."""
        kind = self.line.values.get("kind")
        return kind if isinstance(kind, str) else None


def later_said(text: str, moment: Moment) -> LaterSaid | None:
    """What a message says of an earlier post; None where it tells a post of its own, or none at all."""
    line = cut(text)
    rest = _without_last(line)
    grown = any(_words("grown").at(line.tokens, i) for i in range(len(line.tokens)))
    if rest is None and not grown:
        return None
    read = read_message(text if rest is None else rest, moment)
    if not isinstance(read, PostLine) or not read.counted():
        return None
    told = read.values.keys() | {doubt.field for doubt in read.doubts}
    known = _MORE if rest is None else _MORE | {"kind"}
    # "My last reel got 500 likes" may well be the first that we hear of it.
    is_sure = rest is not None and (grown or "kind" not in told)
    return LaterSaid(read, is_sure) if told <= known else None


def names_last(text: str, moment: Moment) -> bool:
    """Whether a message tells counts of the last post, by that name."""
    return _without_last(cut(text)) is not None and later_said(text, moment) is not None


def _without_last(line: Line) -> str | None:
    """The message without «پست قبلی»; what kind of post it was stays. None where nothing says so."""
    tokens = line.tokens
    for i in range(len(tokens)):
        if (found := _words("last").at(tokens, i)) is None:
            continue
        first, end = i, found[1]
        if first and _is_post(tokens[first - 1]):
            first -= 1
        elif end < len(tokens) and _is_post(tokens[end]):
            end += 1
        elif not (_is_kind(tokens, first - 1) or _is_kind(tokens, end)):
            continue
        return f"{line.piece(0, first)} {line.piece(end, len(tokens))}".strip()
    return None


def _is_post(token: Token) -> bool:
    return token.text.removesuffix("'s") in lexicon().posts


def _is_kind(tokens: Sequence[Token], i: int) -> bool:
    term = lexicon().terms.at(tokens, i) if 0 <= i < len(tokens) else None
    return term is not None and term[0].role in {"kind", "soft"}


@cache
def _words(which: str) -> Phrases[str]:
    known: Phrases[str] = Phrases(forms)
    for file in word_files("later").values():
        for word in file[which]:
            known.add(word, which)
    return known
