"""Whole messages that want a short answer: «ممنون», a language by its name, a report that there is not."""

from functools import cache

from bot.language.tokens import squeezed
from bot.language.word_files import word_files

_LONGEST = 64


def courtesy(text: str) -> str | None:
    """`thanks`, `year` (a yearly report), or a language's code; None where a message is none of these."""
    return _known().get(squeezed(text)) if len(text) <= _LONGEST else None


@cache
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for file in word_files("courtesies").values():
        for meaning, phrases in file.items():
            known.update((squeezed(phrase), meaning) for phrase in phrases)
    return known
