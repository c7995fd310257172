"""One row of a table of posts: from cells, by what their columns mean, to a post with its counts."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.domain.cells import Cell, Order, Reason, Unreadable, as_text, is_nothing, moment, number
from bot.domain.columns import HASHTAGS, NUMBERS, TEXTS, Column, kind_of
from bot.domain.imports import ImportedRow
from bot.domain.posts import COUNTS, SLIDES, Kind
from bot.domain.rejects import FORMULA

_TEXT_MOST = 4096
_TOMORROW = timedelta(days=1)
_LIFETIME = frozenset(
    {"lifetime", "gesamt", "gesamter zeitraum", "livstid", "مادام‌العمر", "کل", "مدى الحياة"}
)
_SPOILT = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)

T = TypeVar("T")


class BadCell(Exception):
    """A row that cannot be read: the name of the column at fault, why, and what stands there."""

    def __init__(self, column: str, reason: Reason, cell: str) -> None:
        super().__init__(column)
        self.column, self.reason, self.cell = column, reason, cell


class RowReader:
    """Reads rows of one table; `orders` says how the columns that hold moments write their days.

    An `exact` table is one that we wrote (see `import_tables.read_table`).
    """

    def __init__(
        self,
        columns: Sequence[Column],
        orders: Mapping[str, Order | None],
        zone: ZoneInfo,
        now: datetime,
        *,
        exact: bool,
    ) -> None:
        self._columns, self._orders, self._zone, self._exact = columns, orders, zone, exact
        self._latest = now + _TOMORROW
        self._place = {column.meaning: i for i, column in enumerate(columns) if column.meaning}

    def read(self, cells: Sequence[Cell], *, cut_off: bool) -> ImportedRow:
        """The post of a row, or BadCell. `cut_off` is one with which the file ends before its line does."""
        if any(not is_nothing(cell) for cell in cells[len(self._columns) :]):
            raise BadCell("", Reason.LONG, "")
        if cut_off and len(cells) < len(self._columns):
            raise BadCell(self._columns[len(cells) - 1].name, Reason.SHORT, as_text(cells[-1]))
        here = {
            meaning: cells[place]
            for meaning, place in self._place.items()
            if place < len(cells) and not is_nothing(cells[place])
        }
        return self._row(here)

    def _row(self, here: Mapping[str, Cell]) -> ImportedRow:
        post = self._about(here)
        numbers = {name: self._value(here, name, number) for name in NUMBERS if name in here}
        counts = {name: found.value for name, found in numbers.items() if name in COUNTS}
        post |= {name: found.value for name, found in numbers.items() if name not in COUNTS}
        if "slides" in post and post["slides"] not in SLIDES:
            raise self._bad("slides", Reason.SLIDES, here["slides"])
        rounded = set(_text(here.get("rounded")).replace(";", " ").replace(",", " ").split())
        rounded |= {name for name, found in numbers.items() if found.rounded}
        taken = self._taken(here)
        exact = self._exact and taken is not None
        return ImportedRow(post, counts, taken, tuple(sorted(rounded & counts.keys())), exact=exact)

    def _about(self, here: Mapping[str, Cell]) -> dict[str, Any]:
        """The columns of the post itself, all but its numbers."""
        post: dict[str, Any] = {name: _text(here[name]) for name in TEXTS if name in here}
        post[HASHTAGS] = _hashtags(here.get(HASHTAGS))
        if "post_id" in here and (own := _id(here["post_id"])):
            post["external_id"] = own
        at, day_only = self._moment(here, "published_at")
        post |= {"published_at": at, "day_only": day_only, "kind": self._kind(here)}
        if self._exact:
            post["recorded_at"] = self._moment(here, "recorded_at")[0]
        return post

    def _taken(self, here: Mapping[str, Cell]) -> datetime | None:
        """When it was counted; the Business Suite calls what is counted up to now the lifetime of a post."""
        is_lifetime = _text(here.get("taken_at")).lower() in _LIFETIME
        return None if is_lifetime else self._moment(here, "taken_at")[0]

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
        at, day_only = self._value(here, name, lambda cell: moment(cell, self._zone, self._orders[name]))
        if at > self._latest:
            raise self._bad(name, Reason.FUTURE, here[name])
        return at, day_only

    def _value(self, here: Mapping[str, Cell], name: str, read: Callable[[Cell], T]) -> T:
        try:
            return read(here[name])
        except Unreadable as error:
            raise self._bad(name, error.reason, here[name]) from None

    def _bad(self, name: str, reason: Reason, cell: Cell) -> BadCell:
        return BadCell(self._columns[self._place[name]].name, reason, as_text(cell))


def _text(cell: Cell) -> str:
    text = as_text(cell).strip()
    # what a rejected row had put before a cell that a spreadsheet would take for a formula
    return text[1:_TEXT_MOST] if text[:1] == "'" and text[1:2] in FORMULA else text[:_TEXT_MOST]


def _hashtags(cell: Cell) -> int | None:
    """How many hashtags a cell tells of, by number or by name; a post is not refused for what is neither."""
    try:
        return number(cell).value
    except Unreadable:
        return _text(cell).count("#") or None


def _id(cell: Cell) -> str | None:
    """A post's own id; None for one that a spreadsheet has rounded, which many posts would share."""
    if isinstance(cell, float) and abs(cell) >= 2**53:
        return None
    text = _text(cell)[:200]
    return None if _SPOILT.fullmatch(text) else text
