"""What a table of posts says, row by row, and as a whole."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.columns import Column
from bot.domain.posts import COUNTS
from bot.domain.rejects import BadRow

MOST_BYTES = 20_000_000
"""Telegram hands out no larger files."""
MOST_ROWS = 100_000
BATCH = 500
"""How many rows one transaction writes."""
LONG = 2_000
"""From so many rows on an import shows its progress."""
MOST_ASKED = 12
"""About so many unknown columns she is asked; more are left aside."""


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
