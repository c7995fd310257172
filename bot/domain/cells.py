"""What one cell of a table says: a number, a moment, a kind. What cannot be read has a reason."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from bot.domain.posts import IMPOSSIBLE_FROM

Cell = str | int | float | bool | datetime | date | time | timedelta | None
Row = tuple[int, list[Cell]]
"""The line of a file, counted from 1, and its cells."""


class Reason(StrEnum):
    """Why a row cannot be read."""

    NUMBER = "number"
    DATE = "date"
    TWO_WAYS = "two-ways"
    """A date that can be read in two ways."""
    FUTURE = "future"
    KIND = "kind"
    SLIDES = "slides"
    SHORT = "short"
    """The file ends amid the row."""
    LONG = "long"
    """More cells than columns: probably a comma too many."""


class Unreadable(Exception):
    """A cell that is not what its column holds."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Number:
    """A count, and whether it was written rounded (`12.4K`)."""

    value: int
    rounded: bool = False


_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_NOTHING = frozenset({"", "-", "–", "—", "--", "n/a", "na", "null", "none", "nan", "ندارد", "نامشخص"})
_GROUPED = re.compile(r"\d{1,3}(?:[,.٬،’' \u00a0\u202f]\d{3})+(?:[.,٫]0{1,2})?")
_PLAIN = re.compile(r"(\d{1,15})(?:[.,٫]0+)?")
_SHORT = re.compile(r"(\d{1,6})(?:[.,٫](\d{1,3}))?\s?(k|m|هزار|الف|ألف|میلیون|ملیون|مليون)")
_TIMES = {"k": 3, "هزار": 3, "الف": 3, "ألف": 3}


def is_nothing(cell: Cell) -> bool:
    """Whether a cell says that it says nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip().lower() in _NOTHING)


def as_text(cell: Cell) -> str:
    """A cell as it would be written."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < IMPOSSIBLE_FROM * 1000:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return "" if cell is None else str(cell)


def number(cell: Cell) -> Number:
    """The count in a cell, in any digits and grouping. Unreadable where there is none."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise Unreadable(Reason.NUMBER)
    if isinstance(cell, str):
        found = _written(cell.translate(_DIGITS).strip().lower())
    else:
        found = Number(int(cell)) if cell == cell // 1 else None
    if found is None or not 0 <= found.value < IMPOSSIBLE_FROM:
        raise Unreadable(Reason.NUMBER)
    return found


def _written(text: str) -> Number | None:
    if _GROUPED.fullmatch(text):
        whole = re.sub(r"[.,٫]0{1,2}$", "", text)
        return Number(int(re.sub(r"\D", "", whole)))
    if plain := _PLAIN.fullmatch(text):
        return Number(int(plain[1]))
    if short := _SHORT.fullmatch(text):
        zeros = _TIMES.get(short[3], 6)
        return Number(int(short[1] + (short[2] or "").ljust(zeros, "0")), rounded=True)
    return None


_WRITTEN = re.compile(
    r"(?P<a>\d{1,4})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{1,4})"
    r"(?:[T ,،]+(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?\s?(?P<half>[ap]\.?m\.?)?)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"[12]\d{3}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?")
_JALALI = range(1300, 1431)
"""Later years of this size are Hijri ones."""
_GREGORIAN = range(2000, 2100)


class Order(StrEnum):
    """In which order a column writes day and month."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


def order_in(cells: Iterable[Cell]) -> Order | None:
    """The order that the dates of a column give away; None where none of them does."""
    for cell in cells:
        found = _WRITTEN.fullmatch(cell.translate(_DIGITS).strip()) if isinstance(cell, str) else None
        if found is None or len(found["c"]) != 4 or found["sep"] == ".":
            continue
        if int(found["a"]) > 12:
            return Order.DAY_FIRST
        if int(found["b"]) > 12:
            return Order.MONTH_FIRST
    return None


def moment(cell: Cell, zone: ZoneInfo, order: Order | None) -> tuple[datetime, bool]:
    """The moment in a cell in UTC, and whether it is only a day (then its noon in `zone`).

    Times without an offset are taken in `zone`. Unreadable where there is no date, or one of two.
    """
    try:
        local, day_only = _local(cell, order)
        if local.tzinfo is None:
            local = local.replace(tzinfo=zone)
        found = local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unreadable(Reason.DATE) from None
    if found.year not in _GREGORIAN:
        raise Unreadable(Reason.DATE)
    return found, day_only


def _local(cell: Cell, order: Order | None) -> tuple[datetime, bool]:
    if isinstance(cell, datetime):
        return cell, False
    if isinstance(cell, date):
        return datetime.combine(cell, time(12)), True
    if not isinstance(cell, str):
        raise Unreadable(Reason.DATE)
    text = cell.translate(_DIGITS).strip()
    if _ISO.fullmatch(text) and text[:4] > "1500":
        found = datetime.fromisoformat(text)
        return (found, False) if len(text) > 10 else (found.replace(hour=12), True)
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise Unreadable(Reason.DATE)
    return _from_written(written, order)


def _from_written(written: re.Match[str], order: Order | None) -> tuple[datetime, bool]:
    day = _day(written["a"], int(written["b"]), written["c"], written["sep"], order)
    if written["h"] is None:
        return datetime.combine(day, time(12)), True
    hour, half = int(written["h"]), (written["half"] or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            raise Unreadable(Reason.DATE)
        hour = hour % 12 + (12 if half == "p" else 0)
    return datetime.combine(day, time(hour, int(written["m"]), int(written["s"] or 0))), False


def _day(first: str, middle: int, last: str, sep: str, order: Order | None) -> date:
    if len(first) == 4:
        return _in_year(int(first), middle, int(last))
    if len(last) != 4:
        raise Unreadable(Reason.DATE)
    year, one = int(last), int(first)
    if year in _JALALI or sep == "." or one > 12:
        order = Order.DAY_FIRST
    elif middle > 12 or one == middle:
        order = Order.MONTH_FIRST
    if order is None:
        raise Unreadable(Reason.TWO_WAYS)
    return _in_year(year, one, middle) if order is Order.MONTH_FIRST else _in_year(year, middle, one)


def _in_year(year: int, month: int, day: int) -> date:
    if year in _JALALI:
        found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
        return found
    return date(year, month, day)
