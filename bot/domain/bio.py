"""What an Instagram bio tells a visitor: what is sold, where it ships, an address, a site, a phone.

Found by lists of words (`data/bio.toml`) and patterns. The link in Instagram's own field is not part of the
text, so a missing site is said with that in mind.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from bot.domain.captions import units
from bot.domain.wordlists import table, words

BIO_MOST: Final = 150
"""So many characters Instagram takes."""
_PIECE_MOST = 48
_NEAR = 16
"""So far before a number a word may say that it is a phone's."""


class Part(StrEnum):
    """What a bio should have, in the order in which a visitor wants it."""

    SELLS = "sells"
    SHIPPING = "shipping"
    PHONE = "phone"
    ADDRESS = "address"
    SITE = "site"


class State(StrEnum):
    """Whether a part is there."""

    THERE = "there"
    PARTLY = "partly"
    """A city, but no address."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of a bio, and what in it says so."""

    part: Part
    state: State
    piece: str = ""
    """The user's own words, cut short; empty where it is missing."""


@dataclass(frozen=True, slots=True)
class BioCheck:
    """What was found in a bio."""

    findings: tuple[Finding, ...]
    length: int
    late: bool
    """Whether what is sold comes after something else."""

    @property
    def missing(self) -> tuple[Part, ...]:
        """What is not there."""
        return tuple(each.part for each in self.findings if each.state is State.MISSING)

    @property
    def over(self) -> int:
        """By how many characters it is too long."""
        return max(0, self.length - BIO_MOST)


_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_INVISIBLE = re.compile("[\u200e\u200f\u2066-\u2069\u202a-\u202e\ufe0f]")
_NUMBER = re.compile(r"(?<![\d@#/.,٬])(\+|00)?\(?\d(?:[ \-().\u00a0]{0,2}\d){6,14}(?![\d/]|[ \-.]?\d)")
_DASHED = re.compile(r"\(?\d{3}\)?[ -]\d{3}[ -]\d{4}")
_CHAT_NUMBER = re.compile(r"wa\.me/\+?\d{8,}")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_MIN_DIGITS, _FULL_DIGITS = 7, 9


def checked_bio(text: str) -> BioCheck:
    """What a bio has and lacks."""
    plain = _INVISIBLE.sub("", text.translate(_DIGITS))
    findings = tuple(_find(part, text, plain) for part in Part)
    return BioCheck(findings, units(text), _late(findings, text))


def _find(part: Part, text: str, plain: str) -> Finding:
    place = _PLACES[part](plain)
    if place is not None:
        return Finding(part, State.THERE, _line_at(text, plain, place))
    if part is Part.ADDRESS:
        city = _first_line(plain, "cities")
        if city is not None:
            return Finding(part, State.PARTLY, _line_at(text, plain, city))
    return Finding(part, State.MISSING)


def _first_line(plain: str, name: str, *, unless: str = "") -> int | None:
    """The number of the first line that has a word of a list."""
    for number, line in enumerate(plain.splitlines()):
        found = words("bio", "parts", name).inside(line)
        if found and not (unless and words("bio", "parts", unless).inside(line)):
            return number
    return None


def _first_sign(plain: str, name: str) -> int | None:
    signs = table("bio")["signs"][name]
    lines = plain.splitlines()
    return next((n for n, line in enumerate(lines) if any(sign in line for sign in signs)), None)


def _sells(plain: str) -> int | None:
    return _first_line(plain, "sells", unless="not_sells")


def _shipping(plain: str) -> int | None:
    found = _first_line(plain, "shipping", unless="not_shipping")
    return found if found is not None else _first_sign(plain, "shipping")


def _address(plain: str) -> int | None:
    found = _first_line(plain, "address")
    if found is not None:
        return found
    pinned = _first_sign(plain, "address")
    # A pin before a city alone tells no more than the city.
    if pinned is None or _is_city_alone(plain.splitlines()[pinned]):
        return None
    return pinned


def _is_city_alone(line: str) -> bool:
    return words("bio", "parts", "cities").inside(line) and len(re.findall(r"\w+", line)) <= 2


def _site(plain: str) -> int | None:
    for number, line in enumerate(plain.splitlines()):
        if any(_is_site(each) for each in _addresses().finditer(_EMAIL.sub(" ", line))):
            return number
    return _first_line(plain, "site")


@cache
def _addresses() -> re.Pattern[str]:
    endings = "|".join(table("bio")["site"]["endings"])
    return re.compile(
        rf"(?<![@\w.])(?:https?://)?(?:www\.)?((?:[a-z0-9-]{{1,40}}\.){{1,3}}(?:{endings}))(?![a-z0-9])(/\S*)?",
        re.IGNORECASE,
    )


def _is_site(found: re.Match[str]) -> bool:
    return found[1].lower().removeprefix("www.") not in table("bio")["site"]["chats"]


def _phone(plain: str) -> int | None:
    for number, line in enumerate(plain.splitlines()):
        if _CHAT_NUMBER.search(line) or any(_is_phone(line, each) for each in _NUMBER.finditer(line)):
            return number
    return None


def _is_phone(line: str, found: re.Match[str]) -> bool:
    """A number with a country's or a trunk's sign, in a phone's shape, or named as one."""
    digits = re.sub(r"\D", "", found[0])
    before = line[max(0, found.start() - _NEAR) : found.start()]
    named = words("bio", "parts", "phone").inside(before) or any(
        sign in before for sign in table("bio")["signs"]["phone"]
    )
    if named:
        return len(digits) >= _MIN_DIGITS
    dialled = found[1] is not None or digits.startswith("0") or bool(_DASHED.fullmatch(found[0]))
    return dialled and len(digits) >= _FULL_DIGITS


def _line_at(text: str, plain: str, number: int) -> str:
    lines = text.splitlines()
    line = lines[number] if number < len(lines) else plain.splitlines()[number]
    line = line.strip()
    return line if len(line) <= _PIECE_MOST else line[: _PIECE_MOST - 1] + "…"


def _late(findings: tuple[Finding, ...], text: str) -> bool:
    """Whether a phone, an address or the shipping stands above what is sold."""
    where = {each.part: text.find(each.piece.rstrip("…")) for each in findings if each.piece}
    first = where.get(Part.SELLS)
    return first is not None and any(0 <= place < first for part, place in where.items())


_PLACES = {
    Part.SELLS: _sells,
    Part.SHIPPING: _shipping,
    Part.PHONE: _phone,
    Part.ADDRESS: _address,
    Part.SITE: _site,
}
