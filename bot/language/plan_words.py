"""The words of plans, out of `words/plans/{fa,ar,en}.toml`, beside those that posts are read by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from rapidfuzz.distance import OSA

from bot.language.lexicon import Lexicon, lexicon
from bot.language.phrases import Phrases, beginnings
from bot.language.tokens import Token
from bot.language.word_files import word_files

_COARSE = {
    "early": "morning",
    "late_afternoon": "afternoon",
    "evening": "afternoon",
    "late": "night",
    "midnight": "dawn",
}
_GLUED = "ب"
_FUZZY_FROM = 4


def _in_arabic(word: str) -> tuple[str, ...]:
    """«بساعة», «والتذكير»: a word as typed, and without what Arabic writes before it."""
    bare = beginnings(word)
    return (*bare, *(each[1:] for each in bare if each.startswith(_GLUED) and len(each) > 2))


def _weekday_forms(word: str) -> tuple[str, ...]:
    """«هالجمعة», «والخميس»: a weekday as typed, and without what Arabic writes before it."""
    if word.startswith("لل") and len(word) > 4:
        return (word, word[2:])
    return (*beginnings(word), word[1:], word[3:]) if word.startswith("هال") else beginnings(word)


@dataclass(slots=True)
class PlanWords:
    """Everything in the three files, folded and indexed."""

    lexicon: Lexicon
    """The words of posts, and what plans add to them."""
    groups: dict[str, Phrases[str]] = field(default_factory=dict)
    patterns: Phrases[str] = field(default_factory=Phrases)
    ordinals: Phrases[int] = field(default_factory=Phrases)
    shy_weekdays: Phrases[int] = field(default_factory=Phrases)
    minutes: Phrases[int] = field(default_factory=Phrases)
    to_hour: Phrases[int] = field(default_factory=Phrases)
    hours_in_words: Phrases[int] = field(default_factory=Phrases)

    def end(self, group: str, tokens: Sequence[Token], i: int) -> int | None:
        """Where a word of a group ends that begins at token `i`; None without one."""
        found = self.groups[group].at(tokens, i)
        return found[1] if found else None

    def unit(self, tokens: Sequence[Token], i: int) -> tuple[str, int, int] | None:
        """A unit of time at token `i`: its name, how many it says («ساعتين» is 2), where it ends."""
        if i < len(tokens) and tokens[i].text.startswith("ال"):
            return None  # «الساعة» is o'clock
        for name in ("minute", "hour", "day", "week", "month", "year"):
            if two := self.groups.get(f"two_{name}s", _NONE).at(tokens, i):
                return name, 2, two[1]
            if one := self.groups[name].at(tokens, i):
                return name, 1, one[1]
        return None

    def nearly_a_day(self, word: str) -> bool:
        """Whether a word is one slip away from a day's, a weekday's or a month's name."""
        return len(word) >= _FUZZY_FROM and _near_a_day(word)


@lru_cache(4096)
def _near_a_day(word: str) -> bool:
    known = plan_words().lexicon
    groups: tuple[Phrases[Any], ...] = (known.days, known.weekdays, *known.months.values())
    names = (name for group in groups for name, _ in group.single_words() if len(name) >= _FUZZY_FROM)
    return any(OSA.distance(word, name, score_cutoff=1) <= 1 for name in names)


def coarse(part: str) -> str:
    """The part of the day, as hours are read by it."""
    return _COARSE.get(part, part)


_NONE: Phrases[str] = Phrases()


def _pairs(table: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    return ((key, word) for key, words in table.items() for word in words)


@cache
def plan_words() -> PlanWords:
    """The words of all three languages together; read from the files at the first call."""
    files = list(word_files("plans").values())
    known = PlanWords(_extended(lexicon(), files))
    for file in files:
        sections = {**file["words"], **file["reminding"], "caption": file["fillers"]["caption"]}
        sections["about"] = file["about"]["words"]
        sections["remind"] = [*sections["remind"], *sections["remind_me"]]
        for group, word in _pairs(sections):
            known.groups.setdefault(group, Phrases(_in_arabic)).add(word, group)
        for name, word in _pairs(file["patterns"]):
            known.patterns.add(word, name)
        for table, phrases in (
            ("ordinals", known.ordinals),
            ("shy_weekdays", known.shy_weekdays),
            ("minutes", known.minutes),
            ("to_hour", known.to_hour),
            ("hours_in_words", known.hours_in_words),
        ):
            for number, word in _pairs(file.get(table, {})):
                phrases.add(word, int(number))
    return known


def _extended(known: Lexicon, files: Sequence[Mapping[str, Any]]) -> Lexicon:
    def said(section: str) -> list[tuple[str, str]]:
        return [pair[::-1] for file in files for pair in _pairs(file[section])]

    days = [(word, (offset, "")) for word, offset in said("days")]
    days += [(word, (offset, "night")) for word, offset in said("nights")]
    not_hours = [word for file in files for word in file["words"]["not_hours"]]
    fillers = [word for file in files for word in file["fillers"]["words"]]
    return replace(
        known,
        days=known.days.extended(days),
        parts=known.parts.extended(said("parts")),
        weekdays=known.weekdays.extended(
            [(word, int(day)) for word, day in said("weekdays")], _weekday_forms
        ),
        week=Phrases[str]().extended(said("week")),
        topic_nouns=known.topic_nouns.extended([(word, word) for word in not_hours]),
        fillers=known.fillers.extended([(word, word) for word in fillers]),
    )
