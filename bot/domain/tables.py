"""From the bytes of a file to rows of cells: delimited text in several encodings, or XLSX.

Whatever the bytes are, little memory is taken and an answer comes soon: a Refused where they are no table.
"""

import codecs
import csv
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from bot.domain.cells import Cell
from bot.domain.columns import known_among
from bot.domain.errors import Refused

MOST_COLUMNS = 200
_MOST_LINE = 300_000
"""No row of posts has so many characters; one that has is no row."""
_MOST_ROW = 1_000_000
_MOST_UNPACKED = 150_000_000
"""How many bytes an XLSX may unpack to: 100,000 rows take about a hundred million."""
_MOST_CELLS = 6_000_000
"""The rectangle that a sheet spans is held whole while it is read."""
_SAMPLE = 65_536
_FIRST_LINES = 10
_DELIMITERS = (",", ";", "\t")
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, EOFError, RuntimeError)
"""What unpacking raises; NotImplementedError is a RuntimeError."""
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_ARABIC = "[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06be\u06cc]"
_WORD = re.compile(f"{_ARABIC}{{2,}}")
_MIXED = re.compile(f"[A-Za-z]{_ARABIC}|{_ARABIC}[A-Za-z]")

Row = tuple[int, list[Cell]]


@dataclass(frozen=True)
class Table:
    """A file that is a table; its rows can be gone through more than once, each with its line."""

    content: bytes
    encoding: str | None
    """None for an XLSX."""
    delimiter: str = ","
    sheet: int = 0

    def rows(self) -> Iterator[Row]:
        """All rows that are not empty, with their lines, counted from 1."""
        found = self._text_rows() if self.encoding else self._sheet_rows()
        for line, cells in found:
            if any(cell not in (None, "") for cell in cells):
                yield line, cells if len(cells) <= MOST_COLUMNS else _without_tail(cells)

    @property
    def ends_amid_a_row(self) -> bool:
        """Whether the last row of a text has no end of line."""
        return bool(self.encoding) and not self.content.rstrip(b"\0").endswith((b"\n", b"\r"))

    def _text_rows(self) -> Iterator[Row]:
        lines = _Lines(text_of(self.content, self.encoding or "utf-8"))
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        try:
            for cells in reader:
                lines.begin_row()
                yield reader.line_num, list(cells)
        except csv.Error as error:
            raise Refused("import-broken-row", line=reader.line_num) from error

    def _sheet_rows(self) -> Iterator[Row]:
        with _workbook(self.content) as book:
            sheet = book.get_sheet_by_index(self.sheet)
            for line, cells in enumerate(sheet.iter_rows(), 1):
                yield line, list(cells)


def opened(content: bytes) -> Table:
    """What a file is. Refused: `import-zip`, `import-old-excel`, `import-broken`, `import-not-text` …"""
    if content.startswith(_ZIP):
        return _spreadsheet(content)
    if content.startswith(_OLD_EXCEL):
        raise Refused("import-old-excel")
    encoding = _encoding(content)
    return Table(content, encoding, _delimiter(content, encoding))


def _without_tail(cells: list[Cell]) -> list[Cell]:
    last = max((i for i, cell in enumerate(cells) if cell not in (None, "")), default=-1)
    if last >= MOST_COLUMNS:
        raise Refused("import-too-wide", most=MOST_COLUMNS)
    return cells[: last + 1]


# Text


class _Lines:
    """The lines of a text for a csv reader; none, and no row of several, beyond all reason."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._taken = 0

    def begin_row(self) -> None:
        """What follows belongs to another row."""
        self._taken = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(_MOST_LINE)
        if not line:
            raise StopIteration
        self._taken += len(line)
        if len(line) >= _MOST_LINE or self._taken > _MOST_ROW:
            raise Refused("import-too-wide", most=MOST_COLUMNS)
        return line.replace("\0", "")


def text_of(content: bytes, encoding: str) -> TextIO:
    """A text as it is read, a piece at a time. A letter that was cut off or broken is shown as such."""
    return io.TextIOWrapper(io.BytesIO(content), encoding, errors="replace", newline="")


def _encoding(content: bytes) -> str:
    """By its mark; strictly UTF-8; UTF-16 by its zeros; Windows-1256 where it has Persian or Arabic words."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return name
    sample = content[:_SAMPLE]
    if zeros := _zeros(sample):
        return zeros
    if _is_utf8(content):
        if len(_CONTROL.findall(sample.decode("utf-8", "ignore"))) > len(sample) // 1000:
            raise Refused("import-not-text")
        return "utf-8"
    if len(re.findall(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]", sample)) > len(sample) // 1000:
        raise Refused("import-not-text")
    arabic = content[: 20 * _SAMPLE].decode("cp1256", "replace")
    if sum(map(len, _WORD.findall(arabic))) > 2 * len(_MIXED.findall(arabic)):
        return "cp1256"
    try:
        content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Refused("import-not-text") from error
    return "cp1252"


def _zeros(sample: bytes) -> str | None:
    """UTF-16 without a mark: each Latin letter, digit and comma has a zero on one side."""
    half = len(sample) // 2 or 1
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.15 and even < half * 0.01:
        return "utf-16-le"
    if even > half * 0.15 and odd < half * 0.01:
        return "utf-16-be"
    return None


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _SAMPLE):
            decoder.decode(content[start : start + _SAMPLE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        # a file that was cut off amid its last letter is still UTF-8
        return error.reason == "unexpected end of data" and len(content) > 16
    return True


def _delimiter(content: bytes, encoding: str) -> str:
    """The one that makes the most known names out of one of the first lines, or else the most cells."""
    text = text_of(content, encoding)
    lines = [line for _ in range(_FIRST_LINES) if (line := text.readline(_MOST_LINE))]

    def worth(delimiter: str) -> tuple[int, int]:
        return max((_worth(line, delimiter) for line in lines), default=(0, 0))

    return max(_DELIMITERS, key=worth)


def _worth(line: str, delimiter: str) -> tuple[int, int]:
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        cells = line.split(delimiter)
    return known_among(cells[:MOST_COLUMNS]), len(cells)


# XLSX


def _spreadsheet(content: bytes) -> Table:
    """An XLSX whose directory promises a size that we can hold, checked before anything is unpacked."""
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
    with _workbook(content) as book:
        return Table(content, None, sheet=_fitting(book))


def _weigh(content: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Unpacks each part without keeping it: a directory may lie, a sheet may span more than we can hold."""
    left = _MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for entry in entries:
                is_sheet = entry.filename.startswith("xl/worksheets/")
                extent = _Extent()
                with packed.open(entry) as part:
                    while piece := part.read(_SAMPLE * 4):
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
