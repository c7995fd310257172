"""Folding: one spelling for what people type in many, with the way back to what was typed.

Letters that look or sound the same become one (ي/ى/ئ→ی, ك→ک, أإآٱ→ا, ة→ه, ؤ→و), capitals small, digits of
every script 0–9; harakat, tatweel, hamza alone, half-spaces and invisible marks are dropped.
"""

import unicodedata
from dataclasses import dataclass

_SAME = {
    "ي": "ی",
    "ى": "ی",
    "ئ": "ی",
    "ې": "ی",
    "ك": "ک",
    "ڪ": "ک",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ة": "ه",
    "ۀ": "ه",
    "ە": "ه",
    "ھ": "ه",
    "ؤ": "و",
    "ڤ": "ف",
    "ء": "",
    "ـ": "",
    "\u2019": "'",
    "\u2212": "-",
    "\u2010": "-",
    "\u2011": "-",
    "\u00a0": " ",
    "\u2009": "\u202f",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}
_KEPT = "…"
_DROPPED = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})


def _fold_letter(letter: str) -> str:
    if letter in _SAME:
        return _SAME[letter]
    if letter in "\n\t \u202f" or letter in _KEPT:
        return letter
    if unicodedata.category(letter) in _DROPPED:
        return ""
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", letter)
    if plain == letter:
        lower = letter.lower()
        return lower if len(lower) == 1 else letter
    return "".join(
        _SAME.get(part, part.lower()) for part in plain if unicodedata.category(part) not in _DROPPED
    )


class _Table(dict[str, str]):
    """Common letters folded beforehand; a rare one is folded when it comes, and not kept."""

    def __missing__(self, letter: str) -> str:
        return _fold_letter(letter)


_TABLE = _Table({chr(code): _fold_letter(chr(code)) for code in (*range(0x800), *range(0x2000, 0x2100))})


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text that knows where each of its letters stood."""

    typed: str
    text: str
    starts: tuple[int, ...] | range
    """For each folded letter its place in `typed`."""

    def piece(self, start: int, end: int) -> str:
        """What was typed where the folded text has `[start, end)`, with its half-spaces and harakat."""
        if start >= end:
            return ""
        first, last = self.starts[start], self.starts[end - 1] + 1
        stop = self.starts[end] if end < len(self.starts) else len(self.typed)
        while last < stop and not self.typed[last].isspace():
            last += 1
        return self.typed[first:last].strip()


def fold(text: str) -> str:
    """The folded text alone, for looking words up."""
    return "".join([_TABLE[letter] for letter in text])


def fold_with_map(text: str) -> Folded:
    """The folded text with its map back to what was typed."""
    parts = [_TABLE[letter] for letter in text]
    folded = "".join(parts)
    if len(folded) == len(text) and "" not in parts:
        return Folded(text, folded, range(len(text)))
    return Folded(text, folded, tuple(i for i, part in enumerate(parts) for _ in part))
