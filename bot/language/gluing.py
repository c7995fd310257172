"""Words that are run together with a number: «15هزارلایک», «۵۰۰تالایک»."""

from collections.abc import Sequence

from bot.language.lexicon import lexicon
from bot.language.tokens import Sort, Token


def unglued(tokens: Sequence[Token]) -> list[Token]:
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
