"""From the bytes of a file to rows of cells: delimited text in several encodings, or XLSX.

Whatever the bytes are, little memory is taken and an answer comes soon: a Refused where they are no table.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.cells import Cell, Row
from bot.domain.columns import MOST_COLUMNS
from bot.domain.delimited import delimiter_of, encoding_of, text_rows
from bot.domain.errors import Refused
from bot.domain.spreadsheets import fitting_sheet, sheet_rows

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Table:
    """A file that is a table; its rows can be gone through more than once, each with its line."""

    content: bytes
    encoding: str | None
    """None for an XLSX."""
    delimiter: str = ","
    sheet: int = 0

    def rows(self) -> Iterator[Row]:
        """All rows that are not empty."""
        if self.encoding is None:
            found = sheet_rows(self.content, self.sheet)
        else:
            found = text_rows(self.content, self.encoding, self.delimiter)
        for line, cells in found:
            if any(cell not in (None, "") for cell in cells):
                yield line, cells if len(cells) <= MOST_COLUMNS else _without_tail(cells)

    @property
    def ends_amid_a_row(self) -> bool:
        """Whether the last row of a text has no end of line."""
        return self.encoding is not None and not self.content.rstrip(b"\0").endswith((b"\n", b"\r"))


def opened(content: bytes) -> Table:
    """What a file is. Refused: `import-zip`, `import-old-excel`, `import-broken`, `import-not-text` …"""
    if content.startswith(_ZIP):
        return Table(content, None, sheet=fitting_sheet(content))
    if content.startswith(_OLD_EXCEL):
        raise Refused("import-old-excel")
    encoding = encoding_of(content)
    return Table(content, encoding, delimiter_of(content, encoding))


def _without_tail(cells: list[Cell]) -> list[Cell]:
    last = max((i for i, cell in enumerate(cells) if cell not in (None, "")), default=-1)
    if last >= MOST_COLUMNS:
        raise Refused("import-too-wide", most=MOST_COLUMNS)
    return cells[: last + 1]
