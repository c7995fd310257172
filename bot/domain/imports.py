"""Reading a table of posts: our own, the Business Suite's export, or one whose columns she explained."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.cells import Cell, Order, Reason, Unreadable, as_text, is_nothing, moment, number, order_in
from bot.domain.columns import NUMBERS, TEXTS, Column, kind_of, known_among, recognised
from bot.domain.errors import Refused
from bot.domain.posts import COUNTS, SLIDES, Kind
from bot.domain.tables import MOST_COLUMNS, Table, opened

MOST_BYTES = 20_000_000
"""Telegram hands out no larger files."""
MOST_ROWS = 100_000
BATCH = 500
"""How many rows one transaction writes."""
LONG = 2_000
"""From so many rows on an import shows its progress."""
MOST_ASKED = 12
"""About so many unknown columns she is asked; more are left aside."""
BAD_SHOWN = 5
_HEADER_WITHIN = 10
"""Titles may stand above the header, but not more lines."""
_SAMPLES = 3
_SAMPLE_ROWS = 30
_TEXT_MOST = 4096
_REJECTS_MOST = 500_000
"""Characters of rows given back; more would fill a phone."""
_FOLLOWERS_MOST = 1_000
_TOMORROW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One post of a file: columns of the post, its counts, and what else the row says."""

    post: Mapping[str, Any]
    counts: Mapping[str, int]
    taken_at: datetime | None = None
    rounded: tuple[str, ...] = ()
    nth: int = 0
    """How many rows before it are of the same minute and kind."""
    exact: bool = False
    """Whether it is a reading of its own even where its counts are those of an earlier one."""

    def to_json(self) -> dict[str, Any]:
        """The row as JSON values."""
        post = {name: value for name, value in self.post.items() if value is not None}
        if at := self.post.get("published_at"):
            post["published_at"] = at.isoformat()
        made = {"post": post, "counts": self.counts, "nth": self.nth}
        if at := self.post.get("recorded_at"):
            post["recorded_at"] = at.isoformat()
        if self.taken_at:
            made["taken_at"] = self.taken_at.isoformat()
        if self.exact:
            made["exact"] = True
        return {**made, "rounded": self.rounded} if self.rounded else made

    @staticmethod
    def from_json(made: Mapping[str, Any]) -> "ImportedRow":
        """The row that `to_json` wrote."""
        post = dict(made["post"])
        for name in ("published_at", "recorded_at"):
            if name in post:
                post[name] = datetime.fromisoformat(post[name])
        taken = made.get("taken_at")
        return ImportedRow(
            post,
            made["counts"],
            datetime.fromisoformat(taken) if taken else None,
            tuple(made.get("rounded", ())),
            made["nth"],
            made.get("exact", False),
        )


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read: its line in the file, the column at fault, what stands there, and why."""

    line: int
    column: str
    reason: Reason
    cell: str = ""


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """All that a file says, small enough to be handed from one process to the other."""

    columns: tuple[Column, ...]
    readable: int
    """Rows that can be read."""
    repeated: int
    """Rows among them about a post that an earlier row was about."""
    batches: tuple[bytes, ...]
    """The readable rows, `BATCH` together, as `rows_of` reads them."""
    span: tuple[datetime, datetime] | None
    bad: tuple[BadRow, ...]
    """The first of the rows that cannot be read."""
    bad_count: int
    rejects: str
    """All rows that cannot be read, with line and reason, as a CSV text; empty where there are none."""
    followers: tuple[tuple[datetime | None, int], ...] = ()
    """Follower counts by moment, where the file has any; None is the moment of the file."""
    zone: str | None = None
    platform: str | None = None
    """What an archive says of its page."""

    @property
    def unknown(self) -> tuple[int, ...]:
        """The columns that mean nothing to us yet and hold something."""
        return tuple(i for i, c in enumerate(self.columns) if c.meaning is None and c.samples)

    @property
    def has_counts(self) -> bool:
        """Whether any column holds counts of posts."""
        return any(column.meaning in COUNTS for column in self.columns)


def rows_of(batch: bytes) -> list[ImportedRow]:
    """The rows of one batch."""
    return [ImportedRow.from_json(made) for made in json.loads(batch)]


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
    return _Reading(table, header_line, columns, ZoneInfo(zone), now, exact).all()


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


@dataclass
class _Reading:
    """One way through a file."""

    table: Table
    header_line: int
    columns: tuple[Column, ...]
    zone: ZoneInfo
    now: datetime
    exact: bool = False
    readable: int = 0
    repeated: int = 0
    span: tuple[datetime, datetime] | None = None
    bad: list[BadRow] = field(default_factory=list)
    bad_count: int = 0
    followers: dict[datetime | None, int] = field(default_factory=dict)

    def all(self) -> ImportedTable:
        """Reads all rows, and keeps them only as text."""
        self._place = {c.meaning: i for i, c in enumerate(self.columns) if c.meaning}
        self._orders = {name: self._order(name) for name in ("published_at", "taken_at", "recorded_at")}
        self._ids: set[str] = set()
        self._same: Counter[tuple[object, object]] = Counter()
        self._rejects = _Rejects([c.name for c in self.columns])
        self._short = self.table.ends_amid_a_row
        batches, made = [], []
        for row in self._rows():
            made.append(row.to_json())
            if len(made) == BATCH:
                batches.append(json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode())
                made = []
        if made:
            batches.append(json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode())
        if not self.readable and not self.bad_count:
            raise Refused("import-empty")
        return ImportedTable(
            self.columns,
            self.readable,
            self.repeated,
            tuple(batches),
            self.span,
            tuple(self.bad),
            self.bad_count,
            self._rejects.text(),
            tuple(self.followers.items()),
        )

    def _order(self, name: str) -> Order | None:
        """How a column writes its days: what gives it away, or what is documented, or unknown."""
        place = self._place.get(name)
        if place is None:
            return None
        cells = (
            row[place] for line, row in self.table.rows() if line > self.header_line and place < len(row)
        )
        documented = Order.MONTH_FIRST if self.columns[place].month_first else None
        return order_in(cells) or documented

    def _rows(self) -> Iterator[ImportedRow]:
        # a row is looked at when the next one is there: only the last may have been cut off
        before: tuple[int, list[Cell]] | None = None
        for line, cells in self.table.rows():
            if line <= self.header_line:
                continue
            if before is not None:
                yield from self._one(*before, last=False)
            before = line, cells
        if before is not None:
            yield from self._one(*before, last=True)

    def _one(self, line: int, cells: list[Cell], *, last: bool) -> Iterator[ImportedRow]:
        if self.readable + self.bad_count >= MOST_ROWS:
            raise Refused("import-too-long", most=MOST_ROWS)
        try:
            row = self._row(cells, last=last)
        except _BadCell as bad:
            self.bad_count += 1
            found = BadRow(line, bad.column, bad.reason, bad.cell[:60])
            if len(self.bad) < BAD_SHOWN:
                self.bad.append(found)
            self._rejects.add(found, cells)
        else:
            self.readable += 1
            yield row

    def _row(self, cells: list[Cell], *, last: bool) -> ImportedRow:
        if any(not is_nothing(cell) for cell in cells[len(self.columns) :]):
            raise _BadCell("", Reason.LONG, "")
        if last and self._short and len(cells) < len(self.columns):
            raise _BadCell(self.columns[len(cells) - 1].name, Reason.SHORT, as_text(cells[-1]))
        here = {
            meaning: cells[place]
            for meaning, place in self._place.items()
            if place < len(cells) and not is_nothing(cells[place])
        }
        return self._remembered(self._read(here), here)

    def _read(self, here: Mapping[str, Cell]) -> ImportedRow:
        post: dict[str, Any] = {name: _text(here[name]) for name in TEXTS if name in here}
        if "post_id" in here and (own := _id(here["post_id"])):
            post["external_id"] = own
        at, day_only = self._moment(here, "published_at")
        post |= {"published_at": at, "day_only": day_only, "kind": self._kind(here)}
        if self.exact:
            post["recorded_at"] = self._moment(here, "recorded_at")[0]
        counts: dict[str, int] = {}
        rounded = set(_text(here.get("rounded")).replace(";", " ").replace(",", " ").split()) & set(COUNTS)
        for name in NUMBERS:
            if name in here:
                found = self._value(here, name, number)
                (counts if name in COUNTS else post)[name] = found.value
                if found.rounded and name in COUNTS:
                    rounded.add(name)
        if "slides" in post and post["slides"] not in SLIDES:
            raise self._bad("slides", Reason.SLIDES, here["slides"])
        taken = (
            None if _text(here.get("taken_at")).lower() in _LIFETIME else self._moment(here, "taken_at")[0]
        )
        return ImportedRow(
            post,
            counts,
            taken,
            tuple(sorted(rounded & counts.keys())),
            exact=self.exact and taken is not None,
        )

    def _remembered(self, row: ImportedRow, here: Mapping[str, Cell]) -> ImportedRow:
        """The row with its place among its like, once the reading knows of it."""
        del here
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

    def _kind(self, here: Mapping[str, Cell]) -> Kind | None:
        if "kind" not in here:
            return None
        found = kind_of(_text(here["kind"]))
        if found is None:
            raise self._bad("kind", Reason.KIND, here["kind"])
        return found

    def _moment(self, here: Mapping[str, Cell], name: str) -> tuple[datetime | None, bool]:
        if name not in here:
            return None, False
        at, day_only = self._value(here, name, lambda cell: moment(cell, self.zone, self._orders[name]))
        if at > self.now + _TOMORROW:
            raise self._bad(name, Reason.FUTURE, here[name])
        return at, day_only

    def _value(self, here: Mapping[str, Cell], name: str, read: Any) -> Any:
        try:
            return read(here[name])
        except Unreadable as error:
            raise self._bad(name, error.reason, here[name]) from None

    def _bad(self, name: str, reason: Reason, cell: Cell) -> "_BadCell":
        return _BadCell(self.columns[self._place[name]].name, reason, as_text(cell))


_LIFETIME = frozenset(
    {"lifetime", "gesamt", "gesamter zeitraum", "livstid", "مادام‌العمر", "کل", "مدى الحياة"}
)


class _BadCell(Exception):
    def __init__(self, column: str, reason: Reason, cell: str) -> None:
        super().__init__(column)
        self.column, self.reason, self.cell = column, reason, cell


def _text(cell: Cell) -> str:
    text = as_text(cell).strip()
    # what a rejected row had put before a cell that a spreadsheet would take for a formula
    return text[1:_TEXT_MOST] if text[:1] == "'" and text[1:2] in _FORMULA else text[:_TEXT_MOST]


def _id(cell: Cell) -> str | None:
    """A post's own id; None for one that a spreadsheet has rounded, which many posts would share."""
    if isinstance(cell, float) and abs(cell) >= 2**53:
        return None
    text = _text(cell)[:200]
    return None if _SPOILT.fullmatch(text) else text


_SPOILT = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_FORMULA = tuple("=+-@")


class _Rejects:
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
    if cell.startswith(_FORMULA) and not cell.lstrip("+-").replace(".", "").replace(",", "").isdigit():
        return "'" + cell
    return cell
