"""A list of sales out of a file: a column of names, one of amounts, perhaps one of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.cells import Cell, Order, Row, Unreadable, as_text, is_nothing, moment, number, order_in
from bot.domain.columns import folded
from bot.domain.customers import AMOUNT_MOST, NAME_MOST, Sale, clean_name
from bot.domain.errors import Refused
from bot.domain.tables import opened
from bot.domain.wordlists import table

MOST_ROWS: Final = 20_000
MOST_BYTES: Final = 5_000_000
_HEADER_WITHIN = 5
_SAMPLE = 30
_BAD_SHOWN = 3


@dataclass(frozen=True, slots=True)
class SalesFile:
    """What a file says."""

    sales: tuple[Sale, ...]
    bad: int
    """How many rows could not be read."""
    bad_lines: tuple[int, ...]
    """The first of their lines."""


@cache
def _headings() -> Mapping[str, str]:
    return {folded(name): what for what, names in table("customers")["columns"].items() for name in names}


def is_heading(cell: str) -> bool:
    """Whether a cell heads a column of a list of sales."""
    return folded(cell) in _headings()


def read_sales_file(content: bytes, zone: str) -> SalesFile:
    """All sales of a file. Refused("sales-file-columns") without names and amounts, ("sales-file-long")."""
    rows = list(islice(opened(content).rows(), MOST_ROWS + _HEADER_WITHIN + 1))
    places, body = _columns(rows)
    if len(body) > MOST_ROWS:
        raise Refused("sales-file-long", most=MOST_ROWS)
    order = order_in(_cell(cells, places.get("date")) for _, cells in body)
    sales: list[Sale] = []
    bad: list[int] = []
    for line, cells in body:
        try:
            sales.append(_sale(cells, places, ZoneInfo(zone), order))
        except (Unreadable, Refused):
            bad.append(line)
    if not sales:
        raise Refused("sales-file-columns")
    return SalesFile(tuple(sales), len(bad), tuple(bad[:_BAD_SHOWN]))


def _sale(cells: list[Cell], places: Mapping[str, int], zone: ZoneInfo, order: Order | None) -> Sale:
    name = clean_name(as_text(_cell(cells, places["name"]))[: NAME_MOST * 2])
    amount = number(_cell(cells, places["amount"])).value
    if not 0 < amount <= AMOUNT_MOST:
        raise Refused("sales-amount")
    day = _cell(cells, places.get("date"))
    return Sale(name, amount, None if is_nothing(day) else moment(day, zone, order)[0])


def _cell(cells: list[Cell], place: int | None) -> Cell:
    return cells[place] if place is not None and place < len(cells) else None


def _columns(rows: Sequence[Row]) -> tuple[Mapping[str, int], Sequence[Row]]:
    """The columns by their headings or else by what stands in them, and the rows below."""
    for number_, (_, cells) in enumerate(rows[:_HEADER_WITHIN]):
        found: dict[str, int] = {}
        for place, cell in enumerate(cells):
            what = _headings().get(folded(as_text(cell)))
            if what is not None:
                found.setdefault(what, place)
        if {"name", "amount"} <= found.keys():
            return found, rows[number_ + 1 :]
    return _guessed(rows[:_SAMPLE]), rows


def _guessed(rows: Sequence[Row]) -> Mapping[str, int]:
    """The first column of words for names, the last one of numbers for amounts."""
    width = max((len(cells) for _, cells in rows), default=0)
    columns = [[_cell(cells, place) for _, cells in rows] for place in range(width)]
    numeric = [place for place, column in enumerate(columns) if sum(map(_is_number, column)) > len(rows) / 2]
    words = [place for place in range(width) if place not in numeric]
    if not numeric or not words:
        raise Refused("sales-file-columns")
    return {"name": words[0], "amount": numeric[-1]}


def _is_number(cell: Cell) -> bool:
    try:
        number(cell)
    except Unreadable:
        return False
    return True
