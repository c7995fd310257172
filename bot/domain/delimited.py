"""Delimited text as rows: its encoding, what parts its cells, and where a row is too long."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sized
from typing import TextIO

from bot.domain.cells import Row
from bot.domain.columns import MOST_COLUMNS, known_among
from bot.domain.errors import Refused

_MOST_LINE = 300_000
"""No row of posts has so many characters; one that has is no row."""
_MOST_ROW = 1_000_000
_SAMPLE = 65_536
_FIRST_LINES = 10
_DELIMITERS = (",", ";", "\t")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_ARABIC = "[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06be\u06cc]"
_WORD = re.compile(f"{_ARABIC}{{2,}}")
_MIXED = re.compile(f"[A-Za-z]{_ARABIC}|{_ARABIC}[A-Za-z]")


def text_rows(content: bytes, encoding: str, delimiter: str) -> Iterator[Row]:
    """All rows of a text. Refused: `import-broken-row`, or `import-too-wide` beyond all reason."""
    lines = _Lines(_text_of(content, encoding))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            lines.begin_row()
            yield reader.line_num, list(cells)
    except csv.Error as error:
        raise Refused("import-broken-row", line=reader.line_num) from error


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


def _text_of(content: bytes, encoding: str) -> TextIO:
    """A text as it is read, a piece at a time. A letter that was cut off or broken is shown as such."""
    return io.TextIOWrapper(io.BytesIO(content), encoding, errors="replace", newline="")


def encoding_of(content: bytes) -> str:
    """By its mark; strictly UTF-8; UTF-16 by its zeros; Windows-1256 where it has Persian or Arabic words.

    Refused("import-not-text") for what is none of them.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return name
    sample = content[:_SAMPLE]
    if zeros := _zeros(sample):
        return zeros
    if _is_utf8(content):
        _expect_letters(_CONTROL.findall(sample.decode("utf-8", "ignore")), sample)
        return "utf-8"
    _expect_letters(_CONTROL_BYTES.findall(sample), sample)
    return _of_windows(content)


def _expect_letters(control: Sized, sample: bytes) -> None:
    if len(control) > len(sample) // 1000:
        raise Refused("import-not-text")


def _of_windows(content: bytes) -> str:
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


def delimiter_of(content: bytes, encoding: str) -> str:
    """The one that makes the most known names out of one of the first lines, or else the most cells."""
    text = _text_of(content, encoding)
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
