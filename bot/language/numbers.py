"""Reading numbers as people type them: any digits, any separators, «۱۵ هزار», "4.8k", «دو هزار و پونصد»."""

from collections.abc import Sequence
from functools import lru_cache

from bot.language.digit_groups import LONGEST_DIGITS
from bot.language.figures import Number
from bot.language.lexicon import lexicon
from bot.language.number_summing import Summing, dash_before
from bot.language.number_words import word_values
from bot.language.tokens import Sort, Token, cut


def number_at(tokens: Sequence[Token], first: int) -> Number | None:
    """The number that begins at token `first`, or None."""
    token = tokens[first]
    if token.sort is Sort.NUMBER:
        following = tokens[first + 1] if first + 1 < len(tokens) else None
        alone = following is None or following.sort is not Sort.WORD or not _goes_on(following.text)
        if (
            alone
            and token.text.isdigit()
            and len(token.text) < LONGEST_DIGITS - 1
            and not dash_before(tokens, first)
        ):
            return Number(first, first + 1, int(token.text), plain=True)
    elif token.sort is not Sort.WORD or not _may_begin(token.text):
        return None
    return Summing(tokens, first).read()


@lru_cache(4096)
def _goes_on(word: str) -> bool:
    """Whether a word behind digits may belong to the number."""
    known = lexicon()
    return _may_begin(word) or word[:1] in known.ands or word in known.ands or word in known.asked_thousands


@lru_cache(4096)
def _may_begin(word: str) -> bool:
    known = lexicon()
    return bool(word_values(word)) or word in known.halves or word in known.quarters


def read_number(text: str) -> Number | None:
    """The one number that a text is, or None where it holds anything else."""
    tokens = cut(text).tokens
    while tokens and tokens[0].sort is Sort.SIGN and tokens[0].text in "-–+":
        return None
    number = number_at(tokens, 0) if tokens else None
    return number if number and number.end == len(tokens) else None
