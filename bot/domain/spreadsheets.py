"""XLSX as rows: weighed before it is held, since a small file may unpack to more than a machine has."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from bot.domain.cells import Row
from bot.domain.columns import MOST_COLUMNS, known_among
from bot.domain.errors import Refused

_MOST_UNPACKED = 150_000_000
"""How many bytes an XLSX may unpack to: 100,000 rows take about a hundred million."""
_MOST_CELLS = 6_000_000
"""The rectangle that a sheet spans is held whole while it is read."""
_PIECE = 262_144
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, EOFError, RuntimeError)
"""What unpacking raises; NotImplementedError is a RuntimeError."""


def sheet_rows(content: bytes, sheet: int) -> Iterator[Row]:
    """All rows of a sheet of an XLSX that `fitting_sheet` has weighed. Refused: `import-damaged`."""
    with _workbook(content) as book, _whole():
        for line, cells in enumerate(book.get_sheet_by_index(sheet).iter_rows(), 1):
            yield line, list(cells)


def fitting_sheet(content: bytes) -> int:
    """The number of the sheet that seems to hold posts.

    Refused: `import-broken`, `import-damaged`, `import-zip`, `import-too-heavy` or `import-too-wide`, before
    much is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except _BROKEN as error:
        raise Refused("import-broken") from error
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise Refused("import-zip")
    if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise Refused("import-too-heavy")
    _weigh(content, entries)
    with _workbook(content) as book, _whole():
        return _fitting(book)


def _weigh(content: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Unpacks each part without keeping it: a directory may lie, a sheet may span more than we can hold."""
    left = _MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for entry in entries:
                is_sheet = entry.filename.startswith("xl/worksheets/")
                extent = _Extent()
                with packed.open(entry) as part:
                    while piece := part.read(_PIECE):
                        left = _lighter(left, len(piece))
                        if is_sheet:
                            extent.take(piece)
    except _BROKEN as error:
        raise Refused("import-broken") from error


def _lighter(left: int, taken: int) -> int:
    if taken > left:
        raise Refused("import-too-heavy")
    return left - taken


class _Extent:
    """The rectangle that the cells of a sheet span, by the names that they carry."""

    _NAME = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
    _BARE = re.compile(rb"<(?:\w+:)?(?:c|row)[ />]")

    def __init__(self) -> None:
        self._rest = b""
        self._columns, self._rows, self._bare = set[bytes](), 0, 0

    def take(self, piece: bytes) -> None:
        """Looks at the next piece of the sheet."""
        piece = self._rest + piece
        names = self._NAME.findall(piece)
        if names:
            self._columns.update({column for column, _ in names})
            self._rows = max(self._rows, *(int(row) for _, row in (names[0], names[-1])))
        self._bare += len(self._BARE.findall(piece)) - len(names)
        self._rest = piece[-64:] if not piece.endswith(b">") else b""
        width = max((_column(name) for name in self._columns), default=0)
        if width > 2000 or width * self._rows > _MOST_CELLS or self._bare > _MOST_CELLS // 10:
            raise Refused("import-too-wide", most=MOST_COLUMNS)


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


@contextmanager
def _whole() -> Iterator[None]:
    """A file that unpacks, but whose sheets are not what they should be, is no file that we can open."""
    from python_calamine import CalamineError  # noqa: PLC0415 - only the worker reads files

    try:
        yield
    except CalamineError as error:
        raise Refused("import-damaged") from error


def _workbook(content: bytes):  # type: ignore[no-untyped-def]
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only the worker reads files

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (CalamineError, OSError, ValueError) as error:
        raise Refused("import-broken") from error


def _fitting(book) -> int:  # type: ignore[no-untyped-def]
    """The first sheet that has names which we know in its first rows, or else the first with any rows."""
    first = None
    for number in range(min(len(book.sheet_names), 10)):
        sheet = book.get_sheet_by_index(number)
        rows = [row for _, row in zip(range(10), sheet.iter_rows(), strict=False)]
        if any(known_among(map(str, row[:MOST_COLUMNS])) >= 2 for row in rows):
            return number
        if first is None and rows:
            first = number
    return first or 0
