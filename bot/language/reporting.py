"""What stands behind «گزارش»: over how long a time, or of which campaign."""

from dataclasses import dataclass
from functools import cache

from bot.domain.report_periods import Span
from bot.language.command_words import command_word
from bot.language.folding import fold
from bot.language.phrases import Phrases, forms
from bot.language.tokens import cut
from bot.language.word_files import word_files

_COMMAND_MOST = 2
"""Of so many words a command is made at most."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which report is wanted."""

    span: Span = Span.WEEK
    campaign: str | None = None
    """As typed."""
    unread: str | None = None
    """The first piece that means nothing here, as typed."""
    past: bool = False
    """Whether the last day or week that is over is meant, and not what runs now."""


def report_words(text: str) -> Wish:
    """What is wanted by «ماهانه», `campaign yalda`, «کمپین یلدا»; bare, the last seven days."""
    line, known, place, span, past = cut(text), _words(), 0, Span.WEEK, False
    while place < len(line.tokens):
        found = known.at(line.tokens, place)
        if found is None:
            return Wish(span, unread=line.piece(place, place + 1))
        (meant, is_past), place = found
        if meant is Span.CAMPAIGN:
            name = line.piece(place, len(line.tokens)).strip()
            return Wish(meant, name) if name else Wish(meant)
        span, past = meant or span, past or is_past
    return Wish(span, past=past)


def report_phrase(text: str) -> Wish | None:
    """The wish in a message that is nothing but one: «گزارش ماهانه», `monthly report`; else None."""
    line = cut(text)
    end = len(line.tokens)
    for words in range(min(_COMMAND_MOST, end - 1), 0, -1):
        for command, rest in (((0, words), (words, end)), ((end - words, end), (0, end - words))):
            if command_word(line.piece(*command)) == "report":
                wish = report_words(line.piece(*rest))
                return None if wish.unread else wish
    return None


def same_campaign(names: list[str], typed: str) -> frozenset[str]:
    """The ways in which a campaign's name is written, however it was typed."""
    wanted = _plain(typed)
    return frozenset(name for name in names if _plain(name) == wanted)


def _plain(name: str) -> str:
    return " ".join(fold(name).split())


@cache
def _words() -> Phrases[tuple[Span | None, bool]]:
    known: Phrases[tuple[Span | None, bool]] = Phrases(forms)
    for file in word_files("reporting").values():
        for section, past in (("spans", False), ("past", True)):
            for span, phrases in file[section].items():
                for phrase in phrases:
                    known.add(phrase, (Span(span), past))
        for phrase in file["campaign"]["words"]:
            known.add(phrase, (Span.CAMPAIGN, False))
        for phrase in file["small"]["words"]:
            known.add(phrase, (None, False))
    return known
