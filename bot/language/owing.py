"""Lines that say that somebody waits for an answer: «جواب مشتری سارا مونده», `owe Sara an answer`."""

from functools import cache
from typing import Final

from bot.language.tokens import cut
from bot.language.word_files import word_files

_GAP: Final = "…"
_NAME_MOST: Final = 6
"""A name has no more words than this: what is longer says something else."""


def owed_to(text: str) -> str | None:
    """Who waits, as typed, in a message that says nothing else; empty where nobody is named, else None."""
    line = cut(text)
    words = tuple(token.text for token in line.tokens)
    for begin, end in _patterns():
        first, last = len(begin), len(words) - len(end)
        if words[:first] == begin and words[last:] == end and 0 <= last - first <= _NAME_MOST:
            return line.piece(first, last).strip()
    return None


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """What stands before and after the name, the longest first."""
    found = set()
    for file in word_files("owing").values():
        for pattern in file["waits"]:
            begin, _, end = pattern.partition(_GAP)
            found.add((_words(begin), _words(end)))
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]) - len(pair[1]), pair)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in cut(text).tokens)
