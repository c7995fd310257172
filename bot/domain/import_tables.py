"""Reading a table of posts: our own, the Business Suite's export, or one whose columns she explained."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from bot.domain.cells import Cell, Order, Row, as_text, is_nothing, order_in
from bot.domain.columns import MOST_COLUMNS, Column, known_among, recognised
from bot.domain.errors import Refused
from bot.domain.import_rows import BadCell, RowReader
from bot.domain.imports import BATCH, MOST_ROWS, ImportedRow, ImportedTable
from bot.domain.rejects import BadRow, Rejects
from bot.domain.tables import Table, opened

_BAD_SHOWN = 5
_HEADER_WITHIN = 10
"""Titles may stand above the header, but not more lines."""
_SAMPLES = 3
_SAMPLE_ROWS = 30
_FOLLOWERS_MOST = 1_000
_MOMENTS = ("published_at", "taken_at", "recorded_at")


def read_table(
    content: bytes, zone: str, now: datetime, taught: Mapping[str, str], *, exact: bool = False
) -> ImportedTable:
    """The posts of a file; times without an offset are taken in `zone`.

    `taught` has the meanings of columns by their folded names. An `exact` table is one that we wrote: each of
    its rows is a reading of its own, and it says when its posts were written down. Refused: as
    `tables.opened`, or `import-empty`, `import-no-columns` (nothing looks like counts), `import-too-long`,
    `import-too-wide`.
    """
    table = opened(content)
    header_line, names = _header(table)
    columns = _with_samples(recognised(names, taught), table, header_line)
    if not any(column.meaning for column in columns) and not _perhaps_counts(columns):
        raise Refused("import-no-columns")
    orders = _orders(table, header_line, columns)
    reader = RowReader(columns, orders, ZoneInfo(zone), now, exact=exact)
    return _Reading(table, header_line, columns, reader).all()


def _header(table: Table) -> tuple[int, list[str]]:
    """The line with the most known names of the first ones, or else the first."""
    first = [
        (line, [as_text(c).strip() for c in cells]) for line, cells in islice(table.rows(), _HEADER_WITHIN)
    ]
    if not first:
        raise Refused("import-empty")
    line, names = max(first, key=lambda row: (known_among(row[1]), -row[0]))
    if not known_among(names):
        line, names = first[0]
    if len(names) > MOST_COLUMNS:
        raise Refused("import-too-wide", most=MOST_COLUMNS)
    return line, names


def _with_samples(columns: Sequence[Column], table: Table, header_line: int) -> tuple[Column, ...]:
    samples: list[list[str]] = [[] for _ in columns]
    for line, cells in islice(table.rows(), _SAMPLE_ROWS):
        if line > header_line:
            for found, cell in zip(samples, cells, strict=False):
                if len(found) < _SAMPLES and not is_nothing(cell):
                    found.append(as_text(cell).strip()[:60])
    return tuple(replace(column, samples=tuple(s)) for column, s in zip(columns, samples, strict=True))


def _perhaps_counts(columns: Sequence[Column]) -> bool:
    """Whether a table of which no name is known may be one of posts all the same."""
    numeric = [c for c in columns if c.samples and all(s.replace(",", "").isdigit() for s in c.samples)]
    named = [c for c in columns if c.name and not any(letter.isdigit() for letter in c.name)]
    return len(columns) >= 3 and bool(numeric) and len(named) == len(columns)


def _orders(table: Table, header_line: int, columns: Sequence[Column]) -> dict[str, Order | None]:
    """How each column of moments writes its days: what gives it away, or what is documented, or unknown."""
    orders: dict[str, Order | None] = {}
    for place, column in enumerate(columns):
        if column.meaning in _MOMENTS:
            rows = (row for line, row in table.rows() if line > header_line)
            found = order_in(row[place] for row in rows if place < len(row))
            orders[column.meaning] = found or (Order.MONTH_FIRST if column.month_first else None)
    return orders


@dataclass
class _Reading:
    """One way through a file."""

    table: Table
    header_line: int
    columns: tuple[Column, ...]
    reader: RowReader
    readable: int = 0
    repeated: int = 0
    span: tuple[datetime, datetime] | None = None
    bad: list[BadRow] = field(default_factory=list)
    bad_count: int = 0
    followers: dict[datetime | None, int] = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)
    _same: Counter[tuple[object, object]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._rejects = Rejects([column.name for column in self.columns])

    def all(self) -> ImportedTable:
        """Reads all rows, and keeps them only as text."""
        batches = tuple(self._batches())
        if not self.readable and not self.bad_count:
            raise Refused("import-empty")
        return ImportedTable(
            self.columns,
            self.readable,
            self.repeated,
            batches,
            self.span,
            tuple(self.bad),
            self.bad_count,
            self._rejects.text(),
            tuple(self.followers.items()),
        )

    def _batches(self) -> Iterator[bytes]:
        rows = self._rows()
        while made := [row.to_json() for row in islice(rows, BATCH)]:
            yield json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()

    def _rows(self) -> Iterator[ImportedRow]:
        # a row is looked at when the next one is there: only the last may have been cut off
        before: Row | None = None
        for line, cells in self.table.rows():
            if line <= self.header_line:
                continue
            if before is not None:
                yield from self._one(*before, cut_off=False)
            before = line, cells
        if before is not None:
            yield from self._one(*before, cut_off=self.table.ends_amid_a_row)

    def _one(self, line: int, cells: list[Cell], *, cut_off: bool) -> Iterator[ImportedRow]:
        if self.readable + self.bad_count >= MOST_ROWS:
            raise Refused("import-too-long", most=MOST_ROWS)
        try:
            row = self.reader.read(cells, cut_off=cut_off)
        except BadCell as bad:
            self.bad_count += 1
            found = BadRow(line, bad.column, bad.reason, bad.cell[:60])
            if len(self.bad) < _BAD_SHOWN:
                self.bad.append(found)
            self._rejects.add(found, cells)
        else:
            self.readable += 1
            yield self._remembered(row)

    def _remembered(self, row: ImportedRow) -> ImportedRow:
        """The row with its place among its like, once the reading knows of it."""
        post = dict(row.post)
        at = post["published_at"]
        if (count := post.pop("followers_now", None)) is not None and len(self.followers) < _FOLLOWERS_MOST:
            self.followers[row.taken_at or at] = count
        if at is not None:
            self.span = (min(at, self.span[0]), max(at, self.span[1])) if self.span else (at, at)
        if post.get("external_id") in self._ids:
            self.repeated += 1
            return replace(row, post=post)
        if "external_id" in post:
            self._ids.add(post["external_id"])
        like = (at and at.replace(second=0, microsecond=0), post["kind"])
        self._same[like] += 1
        return replace(row, post=post, nth=self._same[like] - 1)
