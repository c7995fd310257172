"""What stands behind a command: which comparison is wanted, of what, over how long."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from bot.domain.comparison import DEFAULT_DAYS
from bot.domain.engagement import Base
from bot.domain.groupings import Dimension
from bot.domain.measures import Amount, Measure
from bot.language.command_words import command_word
from bot.language.lexicon import lexicon
from bot.language.phrases import Phrases, forms
from bot.language.tokens import Line, Sort, Token, cut
from bot.language.word_files import word_files

MOST_DAYS: Final = 3650
"""Further back than this nobody means to look."""
_COMMAND_MOST = 2
"""Of so many words a command is made at most."""


_SPELLED: Final = (Dimension.MONTH, Dimension.WEEKDAY)
"""What «این ماه», beside «ماه قبل», would mean if it stood alone."""


@dataclass(frozen=True, slots=True)
class ComparisonSaid:
    """What a line says of the comparison that is wanted; the rest is as usual."""

    by: Dimension = Dimension.KIND
    amount: Amount | None = None
    base: Base | None = None
    days: int | None = DEFAULT_DAYS
    odd_days: str | None = None
    """A number, as typed, that is no number of days."""
    unread: tuple[str, ...] = ()
    """Pieces that mean nothing here, as typed."""


@dataclass(slots=True)
class _Reading:
    found: dict[str, Any] = field(default_factory=dict)
    odd: str | None = None
    unread: list[str] = field(default_factory=list)


def comparison_words(text: str) -> ComparisonSaid:
    """By what, what is counted, on what, and over how many days: «ساعت‌ها ۹۰ روز», `hashtags reach 90`."""
    line, said, place = cut(text), _Reading(), 0
    while place < len(line.tokens):
        place = _read(line, place, said)
    found, amount, base = said.found, said.found.get("amount"), said.found.get("base")
    if amount and base and not Measure(amount, base).sensible:
        base = None
    days = found.get("days", DEFAULT_DAYS)
    return ComparisonSaid(found.get("by", Dimension.KIND), amount, base, days, said.odd, tuple(said.unread))


def comparison_phrase(text: str) -> str | None:
    """What stands behind «مقایسه» in a message that is nothing but a wish for one; None where it is not."""
    line = cut(text)
    for words in range(min(_COMMAND_MOST, len(line.tokens) - 1), 0, -1):
        if command_word(line.piece(0, words)) == "compare":
            rest = line.piece(words, len(line.tokens))
            said = comparison_words(rest)
            return None if said.unread or said.odd_days is not None else rest
    return None


def _read(line: Line, place: int, said: _Reading) -> int:
    """Takes in what begins at a token; where the next one begins."""
    tokens, known = line.tokens, _words()
    token = tokens[place]
    if token.sort is Sort.NUMBER or _is_minus(tokens, place):
        return _days(line, place, said)
    number = lexicon().numbers.get(token.text)
    if number is not None and (spans := _spans().at(tokens, place + 1)):
        said.found["days"] = min(number * spans[0], MOST_DAYS)
        return spans[1]
    if token.sort in (Sort.SIGN, Sort.LINE):
        return place + 1
    if meant := known.at(tokens, place):
        _mean(line.piece(place, meant[1]), *meant[0], said)
        return meant[1]
    said.unread.append(line.piece(place, place + 1))
    return place + 1


def _mean(piece: str, name: str, value: Any, said: _Reading) -> None:
    """Takes in a piece that means something here."""
    before = said.found.get("by") is Dimension.PERIOD
    if name == "before":
        said.found |= {"by": Dimension.PERIOD, "days": value}
    elif name == "by" and before and value in _SPELLED:
        return
    elif name != "days" and said.found.get(name, value) != value:
        said.unread.append(piece)
    elif name:
        said.found[name] = value


def _is_minus(tokens: Sequence[Token], place: int) -> bool:
    follows = place + 1 < len(tokens) and tokens[place + 1].sort is Sort.NUMBER
    return tokens[place].text in ("-", "−", "–") and follows and not tokens[place + 1].spaced


def _days(line: Line, place: int, said: _Reading) -> int:
    """A number of days, or of longer spans where one is named behind it."""
    minus = line.tokens[place].sort is not Sort.NUMBER
    number = place + minus
    typed = line.tokens[number].text
    end, times = number + 1, 1
    if found := _spans().at(line.tokens, end):
        times, end = found
    days = int(typed) * times if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    if minus or not 0 < days <= MOST_DAYS:
        said.odd = line.piece(place, number + 1)
    else:
        said.found["days"] = days
    return end


@cache
def _words() -> Phrases[tuple[str, Any]]:
    known: Phrases[tuple[str, Any]] = Phrases(forms)
    for file in word_files("comparing").values():
        for name, kind in (("by", Dimension), ("amount", Amount), ("base", Base)):
            for value, phrases in file[name].items():
                for phrase in phrases:
                    known.add(phrase, (name, kind(value)))
        for days, phrases in file["before"].items():
            for phrase in phrases:
                known.add(phrase, ("before", int(days)))
        for phrase in file["everything"]["words"]:
            known.add(phrase, ("days", None))
        for phrase in file["small"]["words"]:
            known.add(phrase, ("", None))
    return known


@cache
def _spans() -> Phrases[int]:
    known: Phrases[int] = Phrases(forms)
    for file in word_files("comparing").values():
        for days, phrases in file["spans"].items():
            for phrase in phrases:
                known.add(phrase, int(days))
    return known
