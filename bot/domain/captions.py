"""What a caption has: an opening line that stops the thumb, a call to action, hashtags, a bearable length.

It finds signs, by lists of words (`data/captions.toml`), and judges no style. Comparisons by call to action
use `calls_in`, so that both say the same of a caption.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, NamedTuple

from bot.domain.errors import Refused
from bot.domain.wordlists import table, words

CAPTION_MOST: Final = 2200
"""So many characters Instagram takes."""
SEEN: Final = 125
"""About so many characters stand before "more"."""
HASHTAGS_GOOD: Final = 5
"""Instagram told creators in 2021 to use three to five."""
HASHTAGS_MOST: Final = 30
"""More than these Instagram never took."""
TYPED_MOST: Final = 4000
"""Beyond this nothing is a caption."""


class Call(StrEnum):
    """What a caption asks its reader to do."""

    BUY = "buy"
    TAG = "tag"
    FOLLOW = "follow"
    VISIT = "visit"
    SAVE = "save"
    COMMENT = "comment"
    OTHER = "other"
    """Something else: to like, to vote, to take part."""


AIMS: Final = tuple(call for call in Call if call is not Call.OTHER)
"""What texts are offered for."""


class Hook(StrEnum):
    """Why one would stop at a first line."""

    QUESTION = "question"
    NUMBER = "number"
    BENEFIT = "benefit"
    ADDRESS = "address"
    """It speaks to the reader."""


class Flaw(StrEnum):
    """What takes a first line's strength."""

    EMPTY = "empty"
    """Signs, hashtags or names only."""
    GREETING = "greeting"
    """It greets, and says nothing more."""
    LONG = "long"
    """It goes on beyond what is seen."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A caption's first line."""

    line: str
    hooks: tuple[Hook, ...]
    flaws: tuple[Flaw, ...]

    @property
    def strong(self) -> bool:
        """Whether there is a reason to read on."""
        return bool(self.hooks) and Flaw.EMPTY not in self.flaws


@dataclass(frozen=True, slots=True)
class CaptionCheck:
    """What was found in a caption."""

    opening: Opening
    calls: tuple[Call, ...]
    hashtags: int
    length: int
    """In characters as Instagram counts them (UTF-16 units)."""


_HASHTAG = re.compile(r"#[\w\u200c]+")
_NAME = re.compile(r"@[\w.]+")
_NUMBER = re.compile(r"(?<![\w/.-])\d{1,3}(?![\w/.-]|\s*[:٪%])")
_PRICED = re.compile(r"(?<!\w)\d[\d.,٬]*")
_LETTER = re.compile(r"[^\W\d_]")
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")


def units(text: str) -> int:
    """How long a text is in UTF-16 units, the stricter way to count: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def checked_text(typed: str, most: int = TYPED_MOST) -> str:
    """The text, trimmed; Refused("tips-text-long") above `most`, ("tips-text-empty") without a letter."""
    text = typed.strip()
    if len(text) > most:
        raise Refused("tips-text-long", length=len(text), most=most)
    if not _LETTER.search(text):
        raise Refused("tips-text-empty")
    return text


def calls_in(text: str) -> tuple[Call, ...]:
    """The calls to action that a caption has, in their own order; none where none was found.

    Found by a list of usual ways, in Persian, Arabic and English, whatever the language.
    """
    found = set(_found(text))
    return tuple(call for call in Call if call in found)


def has_call(text: str) -> bool:
    """Whether a caption has any call to action, without looking for more than the first."""
    return next(_found(text), None) is not None


def _found(text: str) -> Iterator[Call]:
    """The calls in a text, each once, in the order in which they stand."""
    words = _WORD.findall(_plain(_HASHTAG.sub(" ", text) if "#" in text else text))
    found: set[Call] = set()
    for place, word in enumerate(words):
        for start, way in _begun_by(word):
            if way.call not in found and way.stands(words, place, start):
                found.add(way.call)
                yield way.call


class _Way(NamedTuple):
    """One way to call, as words; the last may be the beginning of one."""

    call: Call
    words: tuple[str, ...]
    open: bool

    def stands(self, words: Sequence[str], place: int, start: str) -> bool:
        """Whether it stands at a place, whose word is read as `start`."""
        said = (start, *words[place + 1 : place + len(self.words)])
        if not self.open:
            return said == self.words
        *first, last = self.words
        return len(said) == len(self.words) and said[-1].startswith(last) and list(said[:-1]) == first


_STEM = 3
"""Ways that are the beginning of a single word are looked up by so many letters."""
_LEADS = "وف"
"""Arabic «and» and «so», which may stand before a word."""


@lru_cache(1 << 14)
def _begun_by(word: str) -> Sequence[tuple[str, _Way]]:
    """The ways to call that may begin with a word, each with how the word is read then. Captions have most
    of their words in common.
    """
    begun, starts = _calls(), (word, word[1:]) if word[0] in _LEADS else (word,)
    return [
        (start, way) for start in starts for way in (*begun.get(start, ()), *begun.get(start[:_STEM], ()))
    ]


@cache
def _calls() -> Mapping[str, Sequence[_Way]]:
    begun: dict[str, list[_Way]] = {}
    for call, phrases in table("captions")["calls"].items():
        for phrase in phrases:
            said = tuple(_WORD.findall(_plain(phrase)))
            opens = phrase.endswith("*")
            first = said[0][:_STEM] if opens and len(said) == 1 else said[0]
            begun.setdefault(first, []).append(_Way(Call(call), said, opens))
    return begun


def _plain(text: str) -> str:
    """As `folded`, for the letters alone that make a difference here: it takes a tenth of the time."""
    text = text.lower()
    for typed, letter in _SAME:
        text = text.replace(typed, letter)
    return text


_WORD = re.compile(r"[^\W\d_]+")
_SAME: Final = (
    *(("ي", "ی"), ("ى", "ی"), ("ئ", "ی"), ("ك", "ک"), ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه")),
    *(("ۀ", "ه"), ("ؤ", "و"), ("\u200c", " "), ("\u0640", ""), ("\u064b", ""), ("'", ""), ("’", "")),
)


def checked_caption(text: str) -> CaptionCheck:
    """What a caption has and lacks."""
    return CaptionCheck(_opening(text), calls_in(text), len(_HASHTAG.findall(text)), units(text))


def _opening(text: str) -> Opening:
    line = next((each.strip() for each in text.splitlines() if each.strip()), "")
    said = _NAME.sub(" ", _HASHTAG.sub(" ", line))
    if not _LETTER.search(said):
        return Opening(line, (), (Flaw.EMPTY,))
    hooks = tuple(hook for hook in Hook if _HOOKS[hook](said))
    flaws = []
    if words("captions", "opening", "greeting").begins(said) and not hooks:
        flaws.append(Flaw.GREETING)
    if units(line) > SEEN:
        flaws.append(Flaw.LONG)
    return Opening(line, hooks, tuple(flaws))


def _asks(line: str) -> bool:
    return "?" in line or "؟" in line or words("captions", "opening", "question").begins(line)


def _counts(line: str) -> bool:
    """A number that promises something to read: «۳ راه», not a price, a size or a code."""
    plain = line.translate(_DIGITS)
    if words("captions", "opening", "number_words").begins(plain):
        return True
    bare = words("captions", "opening", "bare_numbers")
    return bool(_NUMBER.search(plain)) and not any(
        bare.inside(plain[max(0, found.start() - 8) : found.end() + 8]) for found in _PRICED.finditer(plain)
    )


def _helps(line: str) -> bool:
    return words("captions", "opening", "benefit").inside(line)


def _speaks(line: str) -> bool:
    return words("captions", "opening", "address").inside(line)


_HOOKS = {Hook.QUESTION: _asks, Hook.NUMBER: _counts, Hook.BENEFIT: _helps, Hook.ADDRESS: _speaks}


def is_advert(text: str) -> bool:
    """Whether a caption names a price or asks to buy."""
    return words("captions", "content", "prices").inside(text) or Call.BUY in calls_in(text)


def is_repost(text: str) -> bool:
    """Whether a caption says that it is somebody else's; a customer's own picture is no repost."""
    named = words("captions", "content", "reposts").inside(text)
    return named and not words("captions", "content", "customers").inside(text)
