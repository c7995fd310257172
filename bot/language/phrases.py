"""Words and phrases with a meaning, found at a place in a line in whatever form they were typed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from bot.language.tokens import Token, cut

T = TypeVar("T")

_ENDINGS = (
    *("هایش", "هاشون", "هامون", "هاش", "هام", "های", "هایی", "ها", "اشون", "اش", "شون", "مون", "ام", "یی"),
    *("تا", "ات", "ا", "ش", "م", "ی"),
)
_BEGINNINGS = ("وال", "بال", "ال", "و")
_STEM = 3
_LONG = re.compile(r"(.)\1{2,}")
_KNOWN_FORMS = 8192


@lru_cache(_KNOWN_FORMS)
def forms(word: str) -> tuple[str, ...]:
    """The word as typed, then without drawn-out letters, Arabic beginnings, and the endings of both."""
    short = _LONG.sub(r"\1", word)
    bare = [short]
    bare += [short[len(b) :] for b in _BEGINNINGS if short.startswith(b) and len(short) - len(b) >= _STEM]
    stripped = [
        each[: -len(ending)]
        for each in bare
        for ending in _ENDINGS
        if each.endswith(ending) and len(each) - len(ending) >= _STEM
    ]
    return tuple(dict.fromkeys((word, *bare, *stripped)))


def beginnings(word: str) -> tuple[str, ...]:
    """The word, and without Arabic «و» or «ال» before it."""
    return (word, *(word[len(b) :] for b in _BEGINNINGS if word.startswith(b) and len(word) - len(b) > 1))


class Phrases(Generic[T]):
    """Words and phrases with a meaning, found at a place in a line; the longest wins.

    `forms` gives the shapes under which a typed word is looked up.
    """

    def __init__(self, forms: Callable[[str], tuple[str, ...]] = lambda word: (word,)) -> None:
        self._forms = forms
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}

    def add(self, phrase: str, meaning: T) -> None:
        """Learn a phrase; a half-space in it also stands for a full space. What was learnt first stays."""
        for way in dict.fromkeys((phrase, phrase.replace("\u200c", " "))):
            words = tuple(token.text for token in cut(way).tokens)
            entries = self._by_first.setdefault(words[0], []) if words else []
            if words and all(known != words for known, _ in entries):
                entries.append((words, meaning))
                entries.sort(key=lambda entry: -len(entry[0]))

    def extended(
        self, more: Iterable[tuple[str, T]], forms: Callable[[str], tuple[str, ...]] | None = None
    ) -> "Phrases[T]":
        """These phrases and more; where one has two meanings, the one that is added counts."""
        made: Phrases[T] = Phrases(forms or self._forms)
        for phrase, meaning in more:
            made.add(phrase, meaning)
        for first, entries in self._by_first.items():
            kept = made._by_first.setdefault(first, [])
            known = {words for words, _ in kept}
            kept += [entry for entry in entries if entry[0] not in known]
            kept.sort(key=lambda entry: -len(entry[0]))
        return made

    def __contains__(self, word: str) -> bool:
        return self.word(word) is not None

    def word(self, word: str) -> T | None:
        """The meaning of a single word."""
        for form in self._forms(word):
            for words, meaning in self._by_first.get(form, ()):
                if len(words) == 1:
                    return meaning
        return None

    def at(self, tokens: Sequence[Token], i: int) -> tuple[T, int] | None:
        """The meaning that begins at token `i`, and where it ends."""
        if i >= len(tokens):
            return None
        for form in self._forms(tokens[i].text):
            for words, meaning in self._by_first.get(form, ()):
                if len(words) == 1 or self._follow(tokens, i, words):
                    return meaning, i + len(words)
        return None

    def _follow(self, tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> bool:
        if i + len(words) > len(tokens):
            return False
        rest = zip(words[1:], tokens[i + 1 : i + len(words)], strict=True)
        return all(word in self._forms(token.text) for word, token in rest)

    def single_words(self) -> Iterator[tuple[str, T]]:
        """Every one-word entry."""
        for entries in self._by_first.values():
            for words, meaning in entries:
                if len(words) == 1:
                    yield words[0], meaning
