"""Reading a typed list of sales: a name and an amount a line, «نرگس ۲۵۰ هزار», "Nora - 120"."""

from dataclasses import dataclass
from typing import Final

from bot.domain.customers import AMOUNT_MOST, Sale, clean_name
from bot.domain.errors import Refused
from bot.language.folding import fold
from bot.language.numbers import Number, number_at
from bot.language.tokens import Line, Sort, cut
from bot.language.words import lexicon

LINES_MOST: Final = 300
SMALL: Final = 10_000
"""Below this, tomans are hardly meant as they stand: «۲۰۰ تومن» is two hundred thousand."""
LARGE: Final = 100_000
"""Beside a sum from here on, a small one is hardly meant as it stands either."""
TIMES: Final = (1, 1_000, 1_000_000)
_TOMANS: Final = frozenset(map(fold, ("تومن", "تومان", "تومنی", "تومانی", "toman", "tomans")))
_BETWEEN: Final = frozenset("-–—:=|،,؛;.*•")


@dataclass(frozen=True, slots=True)
class SalesRead:
    """What a list says."""

    sales: tuple[Sale, ...]
    bad: tuple[str, ...]
    """The lines that were not understood, as they were typed."""
    unsure: str = ""
    """A line whose sum may be meant in thousands or millions; empty where none is."""


def read_sales(text: str) -> SalesRead:
    """All lines of a list. Refused("sales-lines") where they are too many."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > LINES_MOST:
        raise Refused("sales-lines", count=len(lines), most=LINES_MOST)
    read = [(line, _sale(line)) for line in lines]
    sales = tuple(sale for _, sale in read if sale)
    bad = tuple(line for line, sale in read if sale is None)
    large = any(sale.amount >= LARGE for sale in sales)
    small = [line for line, sale in read if sale and sale.amount < SMALL and (large or _in_tomans(line))]
    return SalesRead(sales, bad, small[0] if small else "")


def scaled(sale: Sale, times: int) -> Sale:
    """A sale whose small sum was meant in thousands or millions."""
    return Sale(sale.name, sale.amount * times, sale.at) if sale.amount < SMALL else sale


def _sale(line: str) -> Sale | None:
    """The last number of a line, and what stands before it; None where one of them is missing."""
    found = cut(line)
    number = _last_number(found)
    if number is None or number.value is None or not 0 < number.value <= AMOUNT_MOST:
        return None
    first = number.first
    while first and found.tokens[first - 1].text in _BETWEEN:
        first -= 1
    try:
        name = clean_name(found.piece(0, first)) if first else ""
    except Refused:
        return None
    return Sale(name, number.value) if name else None


def _last_number(found: Line) -> Number | None:
    """None where the last one is no amount, or more than a currency follows it."""
    place, last = 0, None
    while place < len(found.tokens):
        number = number_at(found.tokens, place)
        if number is None or number.weak:
            place += 1
            continue
        last, place = number, number.end
    if last is None:
        return None
    rest = [token for token in found.tokens[last.end :] if token.sort is Sort.WORD]
    return None if any(token.text not in lexicon().currencies for token in rest) else last


def read_amount(text: str) -> tuple[int, bool] | None:
    """One amount, and whether it may be meant in thousands; None where there is none."""
    number = _last_number(cut(text))
    if number is None or number.value is None or not 0 < number.value <= AMOUNT_MOST:
        return None
    return number.value, number.value < SMALL and _in_tomans(text)


def _in_tomans(line: str) -> bool:
    return any(token.text in _TOMANS for token in cut(line).tokens)
