"""The rows of a file that cannot be read, given back to be mended."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.cells import Cell, Reason, as_text

_REJECTS_MOST = 500_000
"""Characters of rows given back; more would fill a phone."""
FORMULA = tuple("=+-@")
"""What a spreadsheet takes for the beginning of a formula."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read: its line in the file, the column at fault, what stands there, and why."""

    line: int
    column: str
    reason: Reason
    cell: str = ""


class Rejects:
    """The rows that cannot be read, as a table to be mended: line and reason before their cells."""

    def __init__(self, names: Sequence[str]) -> None:
        self._out = io.StringIO()
        self._writer = csv.writer(self._out)
        self._writer.writerow(["line", "reason", *names])
        self._any = False

    def add(self, bad: BadRow, cells: Sequence[Cell]) -> None:
        """One more, as long as there is room."""
        self._any = True
        if self._out.tell() < _REJECTS_MOST:
            reason = f"{bad.reason}: {bad.column}" if bad.column else bad.reason.value
            self._writer.writerow([bad.line, reason, *(harmless(as_text(cell)) for cell in cells)])

    def text(self) -> str:
        """All of them; empty where there are none."""
        return self._out.getvalue() if self._any else ""


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if cell.startswith(FORMULA) and not cell.lstrip("+-").replace(".", "").replace(",", "").isdigit():
        return "'" + cell
    return cell
