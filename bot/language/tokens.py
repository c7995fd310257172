"""Cutting a folded line into words, numbers, dates, clocks, links and signs."""

import re
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from bot.language.folding import Folded, fold_with_map


class Sort(Enum):
    """What a token looks like."""

    WORD = auto()
    NUMBER = auto()
    DATE = auto()
    CLOCK = auto()
    LINK = auto()
    TAG = auto()
    SIGN = auto()
    LINE = auto()


class Token(NamedTuple):
    """One token: its folded text and its place in the folded line."""

    sort: Sort
    text: str
    start: int
    end: int
    spaced: bool
    """Whether white space stands before it."""


_SEPARATORS = r"٬,،.٫/'\u202f"
_NO_COMMAS = r"٬.٫/'\u202f"
_SCAN = re.compile(
    r"(?P<LINK>(?:https?://|www\.|(?:instagram\.com|instagr\.am|t\.me|telegram\.me)/)[^\s،؛«»]+)"
    r"|(?P<DATE>\d{4}(?P<s>[-/.])\d{1,2}(?P=s)\d{1,2}(?![\d])"
    r"(?:(?:t|[ ]{1,3})\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})?(?!\d))?"
    r"|\d{1,2}(?P<p>[-/.])\d{1,2}(?P=p)\d{4}(?!\d)"
    r"|\d{1,2}(?P<q>[-/])\d{1,2}(?P=q)\d{2}(?!\d))"
    r"|(?P<CLOCK>\d{1,2}:\d{2}(?::\d{2})?(?!\d))"
    rf"|(?P<NUMBER>\d{{1,3}}(?:[{_SEPARATORS}]\d+)+|\d+(?:[،,]\d{{3}}(?!\d)|[{_NO_COMMAS}]\d+)*)"
    r"|(?P<TAG>[#@][^\W\d]\w*)"
    r"|(?P<WORD>[a-z][a-z_']*|[^\W\d_a-z]+|[❤♥💬🔖👁👍💙🧡💛💚💜🖤🤍👀📤])"
    r"|(?P<LINE>\n)"
    r"|(?P<SIGN>[^\s])"
)
_SORTS = {sort.name: sort for sort in Sort}


class Line(NamedTuple):
    """A whole message, cut."""

    folded: Folded
    tokens: tuple[Token, ...]

    def piece(self, first: int, end: int) -> str:
        """What was typed from token `first` up to, not including, token `end`."""
        if first >= end:
            return ""
        return self.folded.piece(self.tokens[first].start, self.tokens[end - 1].end)


@lru_cache(8)
def cut(text: str) -> Line:
    """Cut a message into tokens; linear in its length.

    The last ones are remembered: whoever may take a message looks at it in turn.
    """
    folded = fold_with_map(text)
    tokens: list[Token] = []
    last = 0
    for match in _SCAN.finditer(folded.text):
        start, end = match.span()
        tokens.append(Token(_SORTS[match.lastgroup or "SIGN"], match.group(), start, end, start > last))
        last = end
    return Line(folded, tuple(tokens))


def squeezed(text: str) -> str:
    """The words of a text, folded, one space apart; signs and emoji are left out."""
    return " ".join(t.text for t in cut(text).tokens if t.sort is not Sort.SIGN and t.sort is not Sort.LINE)
