"""The words that we know, out of `words/{fa,ar,en}.toml`: loaded once, at first use.

A translator adds a word to a list there and nothing else; spelling variants that folding or the stripping of
endings already covers need no entry.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Generic, NamedTuple, TypeVar

from rapidfuzz.distance import OSA

from bot.language.folding import fold
from bot.language.tokens import Sort, Token, cut

T = TypeVar("T")

LANGUAGES = ("fa", "ar", "en")
_ENDINGS = (
    *("هایش", "هاشون", "هامون", "هاش", "هام", "های", "هایی", "ها", "اشون", "اش", "شون", "مون", "ام", "یی"),
    *("تا", "ات", "ا", "ش", "م", "ی"),
)
_BEGINNINGS = ("وال", "بال", "ال", "و")
_STEM = 3
_LONG = re.compile(r"(.)\1{2,}")
_FUZZY_FROM = 4
_KNOWN_FORMS = 8192


class Term(NamedTuple):
    """What a word of a post line stands for."""

    role: str
    """`count`, `asked`, `other`, `kind`, `soft`, `plain` or `key`."""
    name: str
    """A field, or a kind."""


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


@dataclass(slots=True)
class Lexicon:
    """Everything in the three files, folded and indexed."""

    terms: Phrases[Term] = field(default_factory=lambda: Phrases(forms))
    posts: Phrases[str] = field(default_factory=lambda: Phrases(forms))
    dual_posts: Phrases[str] = field(default_factory=Phrases)
    post_verbs: Phrases[str] = field(default_factory=Phrases)
    fillers: Phrases[str] = field(default_factory=lambda: Phrases(beginnings))
    small: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    ranges: frozenset[str] = frozenset()
    counters: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    ands: frozenset[str] = frozenset()
    topic_nouns: Phrases[str] = field(default_factory=lambda: Phrases(forms))
    currencies: Phrases[str] = field(default_factory=Phrases)
    not_counts: Phrases[str] = field(default_factory=Phrases)
    ordinals: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    slot_hours: frozenset[str] = frozenset()
    numbers: dict[str, int] = field(default_factory=dict)
    weak: frozenset[str] = frozenset()
    shy: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    halves: frozenset[str] = frozenset()
    quarters: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    less_quarter: Phrases[str] = field(default_factory=Phrases)
    asked_thousands: frozenset[str] = frozenset()
    days: Phrases[tuple[str, str]] = field(default_factory=lambda: Phrases(beginnings))
    parts: Phrases[str] = field(default_factory=Phrases)
    hours: Phrases[str] = field(default_factory=Phrases)
    minutes: frozenset[str] = frozenset()
    weekdays: Phrases[int] = field(default_factory=Phrases)
    week: Phrases[str] = field(default_factory=Phrases)
    eves: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    ago: Phrases[str] = field(default_factory=Phrases)
    ago_after: Phrases[str] = field(default_factory=Phrases)
    before: frozenset[str] = frozenset()
    months: dict[str, Phrases[tuple[str, int]]] = field(default_factory=dict)
    wishes: Phrases[str] = field(default_factory=Phrases)
    commands: dict[str, str] = field(default_factory=dict)
    near: dict[str, list[tuple[str, Term]]] = field(default_factory=dict)
    other_words: set[str] = field(default_factory=set)


def _files() -> dict[str, Mapping[str, Any]]:
    room = resources.files("bot.language") / "words"
    return {name: tomllib.loads((room / f"{name}.toml").read_text(encoding="utf-8")) for name in LANGUAGES}


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


_ROLES = {"plain": "plain", "counts": "count", "kinds": "kind", "soft_kinds": "soft", "asked": "asked"}


def _learn_terms(lexicon: Lexicon, file: Mapping[str, Any]) -> None:
    for section, role in (*_ROLES.items(), ("other", "other"), ("keys", "key")):
        for name, words in file[section].items():
            for word in words:
                lexicon.terms.add(word, Term(role, name))


def _learn_posts(lexicon: Lexicon, file: Mapping[str, Any]) -> None:
    for phrases, words in (
        (lexicon.posts, file["posts"]["words"]),
        (lexicon.dual_posts, file["posts"]["dual"]),
        (lexicon.post_verbs, file["posts"]["verbs"]),
        (lexicon.fillers, file["fillers"]["words"]),
        (lexicon.topic_nouns, file["fillers"]["topic_nouns"]),
        (lexicon.wishes, file["fillers"]["wishes"]),
        (lexicon.currencies, file["units"]["currencies"]),
        (lexicon.not_counts, file["units"]["not_counts"]),
        (lexicon.less_quarter, file["numbers"]["less_quarter"]),
    ):
        for word in words:
            phrases.add(word, word)
    fillers, units, numbers = file["fillers"], file["units"], file["numbers"]
    for word in file["posts"]["verbs"]:
        lexicon.fillers.add(word, word)
    lexicon.small |= _folded(fillers["small"])
    lexicon.alone |= _folded(fillers["alone"])
    lexicon.ranges |= _folded(fillers["ranges"])
    lexicon.counters |= _folded(fillers["counters"])
    lexicon.links |= _folded(fillers["links"])
    lexicon.questions |= _folded(fillers["questions"])
    lexicon.ands |= _folded(fillers["and"])
    lexicon.ordinals |= _folded(units["ordinals"])
    lexicon.slots |= _folded(units["slots"])
    lexicon.labels |= _folded(units["labels"])
    lexicon.slot_hours |= _folded(units["slot_hours"])
    lexicon.weak |= _folded(numbers["weak"])
    lexicon.shy |= _folded(numbers["shy"])
    lexicon.changes |= _folded(fillers["changes"])
    lexicon.halves |= _folded(numbers["half"])
    lexicon.quarters |= _folded(numbers["quarter"])
    lexicon.articles |= _folded(numbers.get("articles", ()))
    lexicon.asked_thousands |= _folded(numbers["asked_thousands"])
    for value, words in numbers.items():
        if value.isdigit():
            lexicon.numbers.update((word, int(value)) for word in _folded(words))


def _learn_dates(lexicon: Lexicon, file: Mapping[str, Any]) -> None:
    for section, part in (("days", ""), ("nights", "night"), ("mornings", "morning")):
        for offset, word in _pairs(file[section]):
            lexicon.days.add(word, (offset, part))
    for part, word in _pairs(file["parts"]):
        lexicon.parts.add(word, part)
    for word in file["clock"]["hour"]:
        lexicon.hours.add(word, word)
    lexicon.minutes |= _folded(file["clock"]["minutes"])
    ago = file["ago"]
    lexicon.before |= _folded(ago.get("before", ()))
    target = lexicon.ago_after if "before" in ago else lexicon.ago
    for unit, word in _pairs(ago):
        if unit != "before":
            target.add(word, unit)


def _learn_calendar(lexicon: Lexicon, language: str, file: Mapping[str, Any]) -> None:
    for day, word in _pairs(file["weekdays"]):
        lexicon.weekdays.add(word, int(day))
    for side in ("past", "next"):
        for word in file["week"][side]:
            lexicon.week.add(word, side)
    lexicon.eves |= _folded(file["week"]["eve"])
    lexicon.numbered |= _folded(file["week"]["numbered"])
    months: Phrases[tuple[str, int]] = Phrases()
    for calendar, table in file["months"].items():
        for number, word in _pairs(table):
            months.add(word, (calendar, int(number)))
    lexicon.months[language] = months


def _pairs(table: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    return ((key, word) for key, words in table.items() for word in words)


def _learn_misspellings(lexicon: Lexicon) -> None:
    """Index each count's and kind's word less one letter, so that a slip is found without a search."""
    for word, term in lexicon.terms.single_words():
        lexicon.other_words.add(word)
        if term.role in {"count", "kind"} and len(word) >= _FUZZY_FROM:
            for shape in _without_one(word):
                lexicon.near.setdefault(shape, []).append((word, term))
    for phrases in (lexicon.fillers, lexicon.topic_nouns, lexicon.days, lexicon.parts, lexicon.weekdays):
        lexicon.other_words.update(word for word, _ in phrases.single_words())
    for months in lexicon.months.values():
        lexicon.other_words.update(word for word, _ in months.single_words())
    lexicon.other_words |= (
        lexicon.small | lexicon.links | lexicon.counters | lexicon.questions | lexicon.numbers.keys()
    )


def _without_one(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


@cache
def lexicon() -> Lexicon:
    """The words of all three languages together; read from the files at the first call."""
    known = Lexicon()
    files = _files()
    for language, file in files.items():
        _learn_terms(known, file)
        _learn_posts(known, file)
        _learn_dates(known, file)
        _learn_calendar(known, language, file)
        for command, phrases in file["commands"].items():
            known.commands.update((_squeezed(phrase), command) for phrase in phrases)
    _learn_misspellings(known)
    return known


@lru_cache(_KNOWN_FORMS)
def slip(word: str) -> Term | None:
    """The count or kind whose word is one slip away; None for short words and for other known words."""
    known = lexicon()
    if (
        len(word) < _FUZZY_FROM
        or word in known.other_words
        or any(form in known.other_words for form in forms(word))
    ):
        return None
    for shape in _without_one(word):
        for right, term in known.near.get(shape, ()):
            if OSA.distance(word, right, score_cutoff=1) <= 1:
                return term
    return None


def _squeezed(text: str) -> str:
    return " ".join(t.text for t in cut(text).tokens if t.sort is not Sort.SIGN and t.sort is not Sort.LINE)


def command_word(text: str) -> str | None:
    """The command that a whole message means («مقایسه» → "compare"), or None; emoji are ignored."""
    if len(text) > 64:
        return None
    return lexicon().commands.get(_squeezed(text))
