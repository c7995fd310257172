"""Whole messages that want a short answer: «ممنون», a language by its name, a report that there is not."""

import tomllib
from functools import cache
from importlib import resources

from bot.language.lexicon import LANGUAGES
from bot.language.tokens import squeezed

_LONGEST = 64


def courtesy(text: str) -> str | None:
    """`thanks`, `year` (a yearly report), or a language's code; None where a message is none of these."""
    return _known().get(squeezed(text)) if len(text) <= _LONGEST else None


@cache
def _known() -> dict[str, str]:
    room, known = resources.files("bot.language") / "words" / "courtesies", dict[str, str]()
    for name in LANGUAGES:
        file = tomllib.loads((room / f"{name}.toml").read_text(encoding="utf-8"))
        for meaning, phrases in file.items():
            known.update((squeezed(phrase), meaning) for phrase in phrases)
    return known
