"""Tables as an Excel file: real numbers, moments and addresses, each column from the reader's side.

Written in the worker process: xlsxwriter loads there only.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from bot.language.texts import without_controls

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_WIDTH: Final = 18
_SHEET_NAME_MOST: Final = 31
_ADDRESS_MOST: Final = 2_000
"""Excel follows no longer address."""


@dataclass(frozen=True, slots=True)
class Address:
    """A cell that leads to where something stands."""

    url: str


Cell = str | int | float | date | datetime | Address | None
"""Moments as they are read off a clock, without a zone: Excel knows none."""
Table = Iterable[Sequence[Cell]]
"""Rows, of which the first names the columns."""


def workbook(sheets: Iterable[tuple[str, Table]], *, right: bool) -> bytes:
    """The file's content, a sheet for each name and table; `right`: whether they are read from the right."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loads in the worker only

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        styles = {
            "head": book.add_format({"bold": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        for name, table in sheets:
            _sheet(book, name, table, styles, right=right)
    return content.getvalue()


def bare(sentence: Markup | str) -> str:
    """A sentence or a name as plain text: other programs show the marks that fence names off as boxes."""
    return without_controls(sentence.unescape() if isinstance(sentence, Markup) else sentence)


def _sheet(book: "Workbook", name: str, table: Table, styles: dict[str, Any], *, right: bool) -> None:
    sheet = book.add_worksheet(name[:_SHEET_NAME_MOST])
    if right:
        sheet.right_to_left()
    sheet.set_column(0, 10, _WIDTH)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(table):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, styles)


def _write(sheet: Any, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    style = styles["head"] if row == 0 else None
    match cell:
        case None:
            return
        case datetime():
            sheet.write_datetime(row, column, cell)
        case date():
            sheet.write_datetime(row, column, cell, styles["day"])
        case Address() if len(cell.url) <= _ADDRESS_MOST:
            sheet.write_url(row, column, cell.url)
        case Address():
            sheet.write_string(row, column, cell.url)
        case str():  # never as a formula, whatever a topic begins with
            sheet.write_string(row, column, cell, style)
        case _:
            sheet.write_number(row, column, cell, style)
