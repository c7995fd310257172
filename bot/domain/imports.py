"""Reading a table of posts out of a file: CSV in UTF-8 with named columns, in any order."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.errors import Refused
from bot.domain.posts import COUNTS, IMPOSSIBLE_FROM, SLIDES, Kind

MOST_BYTES = 10_000_000
MOST_ROWS = 100_000
BATCH = 500
"""How many rows one transaction writes."""

_TEXTS = ("topic", "campaign", "caption", "link")
_FOLLOWERS = ("followers_at_publishing", "followers_now")
_KNOWN = {"post_id", "published_at", "kind", "slides", "taken_at", "source", *_TEXTS, *_FOLLOWERS, *COUNTS}
_NEEDED = {"likes", "comments", "saves", "shares", "reach", "views"}
_TEXT_MOST = 4096


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One post of a file: columns of the post, its counts, and what else the row says."""

    post: Mapping[str, Any]
    counts: Mapping[str, int]
    taken_at: datetime | None = None
    followers_now: int | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read: its line in the file (the header is line 1) and the column at fault."""

    line: int
    column: str


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """All that a file says."""

    rows: tuple[ImportedRow, ...]
    bad: tuple[BadRow, ...]
    unknown_columns: tuple[str, ...] = field(default=())


class _Unreadable(Exception):
    """A cell that is not what its column holds."""


def read_table(content: bytes, zone: str) -> ImportedTable:
    """The posts of a CSV file; times without an offset are taken in `zone`.

    Refused: `import-not-text`, `import-no-columns` (no column of counts is named), `import-empty`,
    `import-too-long`.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("import-not-text") from error
    if "\0" in text:
        raise Refused("import-not-text")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if not _NEEDED & set(header):
            raise Refused("import-no-columns")
        return _rows(reader, header, ZoneInfo(zone))
    except csv.Error as error:
        raise Refused("import-not-text") from error


def _rows(reader: Any, header: list[str], zone: ZoneInfo) -> ImportedTable:
    rows: list[ImportedRow] = []
    bad: list[BadRow] = []
    for cells in reader:
        if not any(cells):
            continue
        if len(rows) + len(bad) >= MOST_ROWS:
            raise Refused("import-too-long", most=MOST_ROWS)
        try:
            rows.append(_row({n: c.strip() for n, c in zip(header, cells, strict=False) if c.strip()}, zone))
        except _Unreadable as error:
            bad.append(BadRow(reader.line_num, str(error)))
    if not rows and not bad:
        raise Refused("import-empty")
    return ImportedTable(
        tuple(rows), tuple(bad), tuple(name for name in header if name and name not in _KNOWN)
    )


def _row(cells: Mapping[str, str], zone: ZoneInfo) -> ImportedRow:
    post: dict[str, Any] = {name: cells[name][:_TEXT_MOST] for name in _TEXTS if name in cells}
    post["external_id"] = cells.get("post_id")
    post["published_at"] = _moment(cells, "published_at", zone)
    post["kind"] = _kind(cells)
    slides = _number(cells, "slides")
    if slides is not None and slides not in SLIDES:
        raise _Unreadable("slides")
    post["slides"] = slides
    post["followers_at_publishing"] = _number(cells, "followers_at_publishing")
    counts = {name: number for name in COUNTS if (number := _number(cells, name)) is not None}
    return ImportedRow(post, counts, _moment(cells, "taken_at", zone), _number(cells, "followers_now"))


def _number(cells: Mapping[str, str], name: str) -> int | None:
    if name not in cells:
        return None
    try:
        number = int(cells[name].replace(",", "").replace("٬", "")[:32])
    except ValueError:
        raise _Unreadable(name) from None
    if not 0 <= number < IMPOSSIBLE_FROM:
        raise _Unreadable(name)
    return number


def _moment(cells: Mapping[str, str], name: str, zone: ZoneInfo) -> datetime | None:
    if name not in cells:
        return None
    try:
        moment = datetime.fromisoformat(cells[name])
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _Unreadable(name) from None


def _kind(cells: Mapping[str, str]) -> Kind | None:
    try:
        return Kind(cells["kind"].lower()) if "kind" in cells else None
    except ValueError:
        raise _Unreadable("kind") from None
