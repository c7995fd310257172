"""Reading a typed list of sales: a name, an amount and perhaps a day a line, «نرگس ۲۵۰ هزار دیروز»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from bot.domain.customers import AMOUNT_MOST, Sale, clean_name
from bot.domain.errors import Refused
from bot.domain.sales_files import is_heading
from bot.language.figures import Number
from bot.language.folding import fold
from bot.language.lexicon import lexicon
from bot.language.moments import Moment
from bot.language.numbers import number_at
from bot.language.sale_days import DaySaid, day_at_head, day_before, day_in
from bot.language.tokens import Line, Sort, cut

LINES_MOST: Final = 300
SMALL: Final = 10_000
"""Below this, tomans are hardly meant as they stand: «۲۰۰ تومن» is two hundred thousand."""
LARGE: Final = 100_000
"""Beside a sum from here on, a small one is hardly meant as it stands either."""
TIMES: Final = (1, 1_000, 1_000_000)
_TOMANS: Final = frozenset(map(fold, ("تومن", "تومان", "تومنی", "تومانی", "toman", "tomans")))
_BETWEEN: Final = frozenset("-–—:=|،,؛;.*•")
_DAY_IN_TABLE: Final = re.compile(r"[,،;|\t]\s*(?=[\d۰-۹٠-٩]{1,4}[-/.][\d۰-۹٠-٩]{1,2}[-/.][\d۰-۹٠-٩])")


class DayAsked(NamedTuple):
    """A day that can be read in more than one way, asked once for all lines that say it alike."""

    piece: str
    readings: tuple[datetime, ...]
    lines: tuple[int, ...]
    """The places of those sales."""


@dataclass(frozen=True, slots=True)
class SalesRead:
    """What a list says."""

    sales: tuple[Sale, ...]
    bad: tuple[str, ...]
    """The lines that were not understood, as they were typed."""
    unsure: str = ""
    """A line whose sum may be meant in thousands or millions; empty where none is."""
    rests: tuple[tuple[int, int], ...] = ()
    """Places of sales like «دو میلیون و پونصد», each with what it is where its rest is thousands."""
    rest_line: str = ""
    """The first such line, as it was typed."""
    days: tuple[DayAsked, ...] = ()


class AmountRead(NamedTuple):
    """One amount."""

    amount: int
    more: int | None
    """The amount where its rest is meant in thousands: «دو میلیون و پونصد» is 2,500,000."""
    small: bool
    """Whether it may be meant in thousands or millions."""
    day: DaySaid | None
    day_piece: str


class _Told(NamedTuple):
    sale: Sale
    more: int | None
    day: DaySaid | None
    day_piece: str


def read_sales(text: str, moment: Moment) -> SalesRead:
    """All lines of a list. Refused("sales-lines") where they are too many."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > LINES_MOST:
        raise Refused("sales-lines", count=len(lines), most=LINES_MOST)
    if len(lines) > 1 and all(is_heading(cell) for cell in re.split(r"[\t,،;|]|\s+", lines[0]) if cell):
        del lines[0]
    read = [(line, _sale(line, moment)) for line in lines]
    told = [each for _, each in read if each]
    large = any(each.sale.amount >= LARGE for each in told)
    small = [line for line, each in read if each and each.sale.amount < SMALL and (large or _in_tomans(line))]
    return SalesRead(
        tuple(each.sale for each in told),
        tuple(line for line, each in read if each is None),
        small[0] if small else "",
        tuple((place, each.more) for place, each in enumerate(told) if each.more is not None),
        next((line for line, each in read if each and each.more is not None), ""),
        tuple(_days_asked(told)),
    )


def _days_asked(told: Sequence[_Told]) -> Iterator[DayAsked]:
    alike: dict[str, list[int]] = {}
    for place, each in enumerate(told):
        if each.day and not each.day.sure:
            alike.setdefault(fold(each.day_piece), []).append(place)
    for places in alike.values():
        first = told[places[0]]
        assert first.day is not None  # noqa: S101 - only lines with a day are gathered
        yield DayAsked(first.day_piece, first.day.readings, tuple(places))


def scaled(sale: Sale, times: int) -> Sale:
    """A sale whose small sum was meant in thousands or millions."""
    return replace(sale, amount=sale.amount * times) if sale.amount < SMALL else sale


def read_amount(text: str, moment: Moment) -> AmountRead | None:
    """One amount, perhaps with its day; None where there is none, or more than that."""
    line = cut(text)
    for number in _numbers(line):
        behind = _behind(line, number, moment)
        if behind is not None and (sums := _sums(number)):
            small = sums[0] < SMALL and _in_tomans(text)
            day, piece = behind if behind[0] else _before(line, number.first, moment)
            return AmountRead(*sums, small, day, piece)
    return None


def _before(line: Line, end: int, moment: Moment) -> tuple[DaySaid | None, str]:
    """The longest day right before an amount of which nobody is named: «دیروز ۲۵۰ هزار»."""
    for first in range(end):
        if (day := day_in(line.tokens[first:end], moment)) is not None:
            return day, line.piece(first, end)
    return None, ""


def _sale(line: str, moment: Moment) -> _Told | None:
    """The first number with a name before it and at most a currency and a day behind it."""
    found = cut(_DAY_IN_TABLE.sub(" | ", line))
    for number in _numbers(found):
        behind = _behind(found, number, moment)
        sums = _sums(number)
        if behind is None or sums is None:
            continue
        named = _name(found, number.first, behind, moment)
        if named is not None:
            name, day, piece = named
            at = day.readings[0] if day and day.sure else None
            return _Told(Sale(name, sums[0], at), sums[1], day, piece)
    return None


def _numbers(line: Line) -> Iterator[Number]:
    place = 0
    while place < len(line.tokens):
        number = number_at(line.tokens, place)
        if number is None or number.weak:
            place += 1
        else:
            yield number
            place = number.end


def _sums(number: Number) -> tuple[int, int | None] | None:
    """What a number may be as a sum; None where it is none."""
    readings = (number.value,) if number.value is not None else number.options if number.split else ()
    if not readings or not all(0 < each <= AMOUNT_MOST for each in readings):
        return None
    return readings[0], readings[1] if len(readings) > 1 else None


def _behind(line: Line, number: Number, moment: Moment) -> tuple[DaySaid | None, str] | None:
    """The day behind an amount and its currency; None where anything else stands there."""
    first = number.end
    while first < len(line.tokens) and (
        line.tokens[first].sort is Sort.SIGN or line.tokens[first].text in lexicon().currencies
    ):
        first += 1
    if first == len(line.tokens):
        return None, ""
    day = day_in(line.tokens[first:], moment)
    return None if day is None else (day, line.piece(first, len(line.tokens)))


def _name(
    line: Line, end: int, behind: tuple[DaySaid | None, str], moment: Moment
) -> tuple[str, DaySaid | None, str] | None:
    """Who bought, before token `end`, with the day that stands behind, before or after the name."""
    first, (day, piece) = 0, behind
    if day is None and (before := day_before(line.tokens, end, moment)):
        (day, start), last = before, end
        piece, end = line.piece(start, last), start
    elif day is None and (ahead := day_at_head(line.tokens, end, moment)):
        day, first = ahead
        piece = line.piece(0, first)
    while end > first and line.tokens[end - 1].text in _BETWEEN:
        end -= 1
    while first < end and line.tokens[first].text in _BETWEEN:
        first += 1
    if day is not None and not day.readings:
        return None
    try:
        name = clean_name(line.piece(first, end)) if first < end else ""
    except Refused:
        return None
    return (name, day, piece) if name else None


def _in_tomans(line: str) -> bool:
    return any(token.text in _TOMANS for token in cut(line).tokens)
