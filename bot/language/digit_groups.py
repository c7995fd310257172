"""What a run of digits says: separators, decimals, and the two ways in which some can be read."""

from fractions import Fraction
from typing import NamedTuple

from bot.domain.posts import IMPOSSIBLE_FROM

LONGEST_DIGITS = len(str(IMPOSSIBLE_FROM)) + 1
_SPLITTING = frozenset("،,")
_HALF_WAYS = frozenset({"1/2", "1/4", "3/4"})
HUGE = IMPOSSIBLE_FROM


class _Digits(NamedTuple):
    value: Fraction
    options: tuple[Fraction, ...] = ()
    plain: bool = False
    decimal: bool = False


def digits_said(text: str, *, multiplied: bool) -> _Digits:
    """What a number token says, where `multiplied` tells whether «هزار» or "k" follows."""
    if text.isdigit():
        return _Digits(Fraction(_int(text)), plain=True)
    separators = [c for c in text if not c.isdigit()]
    groups = text.translate(_TO_SPACE).split()
    joined = Fraction(_int("".join(groups)))
    thousands = len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    two = len(separators) == 1 and max(map(len, groups)) <= LONGEST_DIGITS
    if two and separators[0] in _SPLITTING and not thousands and not multiplied:
        return _Digits(joined, (joined,))
    if two and (multiplied or not thousands or separators[0] == "/"):
        return _parted(text, separators[0], groups, joined=joined if thousands else None)
    if thousands and "/" not in separators:
        return _Digits(joined)
    return _Digits(joined, (joined,))


def _parted(text: str, separator: str, groups: list[str], *, joined: Fraction | None) -> _Digits:
    """Two groups that may be a decimal: «۳/۶», "1.2"; `joined` is their value as thousands."""
    parted = Fraction(int(groups[0])) + Fraction(int(groups[1]), 10 ** len(groups[1]))
    if separator == "/":
        half = (parted, Fraction(int(groups[0]), int(groups[1]))) if text in _HALF_WAYS else ()
        return _Digits(parted, half, decimal=True)
    if joined is not None:
        return _Digits(parted, (joined, parted) if separator != "٫" else (), decimal=True)
    return _Digits(parted, decimal=True)


def _int(text: str) -> int:
    text = text.lstrip("0")
    return HUGE if len(text) > LONGEST_DIGITS else int(text or "0")


_TO_SPACE = str.maketrans(dict.fromkeys("٬,،.٫/'\u202f", " "))
