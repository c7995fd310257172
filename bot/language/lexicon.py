"""The words that we know, out of `words/{fa,ar,en}.toml`: loaded once, at first use.

A translator adds a word to a list there and nothing else; spelling variants that folding or the stripping of
endings already covers need no entry.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from bot.language.folding import fold
from bot.language.phrases import Phrases, beginnings, forms
from bot.language.tokens import squeezed
from bot.language.word_files import word_files


class Term(NamedTuple):
    """What a word of a post line stands for."""

    role: str
    """`count`, `asked`, `other`, `kind`, `soft`, `plain` or `key`."""
    name: str
    """A field, or a kind."""


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
    midnights: Phrases[str] = field(default_factory=Phrases)
    vague: Phrases[str] = field(default_factory=Phrases)
    none: Phrases[str] = field(default_factory=Phrases)
    captions: Phrases[str] = field(default_factory=lambda: Phrases(forms))
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
    other_words: set[str] = field(default_factory=set)


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
        (lexicon.none, file["fillers"]["none"]),
        (lexicon.captions, file["fillers"]["captions"]),
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
    clock = file["clock"]
    for phrases, name in ((lexicon.hours, "hour"), (lexicon.midnights, "midnight"), (lexicon.vague, "vague")):
        for word in clock[name]:
            phrases.add(word, word)
    lexicon.minutes |= _folded(clock["minutes"])
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


def _learn_other_words(lexicon: Lexicon) -> None:
    """What means something of its own, and so is no slip of another word."""
    lexicon.other_words.update(word for word, _ in lexicon.terms.single_words())
    for phrases in (lexicon.fillers, lexicon.topic_nouns, lexicon.days, lexicon.parts, lexicon.weekdays):
        lexicon.other_words.update(word for word, _ in phrases.single_words())
    for months in lexicon.months.values():
        lexicon.other_words.update(word for word, _ in months.single_words())
    lexicon.other_words |= (
        lexicon.small | lexicon.links | lexicon.counters | lexicon.questions | lexicon.numbers.keys()
    )


@cache
def lexicon() -> Lexicon:
    """The words of all three languages together; read from the files at the first call."""
    known = Lexicon()
    files = word_files()
    for language, file in files.items():
        _learn_terms(known, file)
        _learn_posts(known, file)
        _learn_dates(known, file)
        _learn_calendar(known, language, file)
        for command, phrases in file["commands"].items():
            known.commands.update((squeezed(phrase), command) for phrase in phrases)
    _learn_other_words(known)
    return known
