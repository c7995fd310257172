"""What is said about a file: what is in it, how far it is, what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot.domain.columns import IGNORED
from bot.domain.identity import ChangeId, PageId
from bot.domain.imports import LONG, ImportedTable
from bot.domain.rejects import BadRow
from bot.language.texts import Texts
from bot.rendering.buttons import Undo
from bot.rendering.comparison_buttons import By, Compare
from bot.rendering.import_columns import LABEL_MOST, Sheet, meaning_said
from bot.rendering.message import Document, Message, button

_ASIDE_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring."""

    rows: int
    known: int
    """Rows about posts that are there, or that an earlier row is about."""
    bad_count: int
    bad: tuple[BadRow, ...]
    span: tuple[datetime, datetime] | None
    has_counts: bool

    @staticmethod
    def of(table: ImportedTable, known: int) -> "Preview":
        """What stands in a table, of which so many rows are known."""
        rows = table.readable
        return Preview(rows, known, table.bad_count, table.bad, table.span, table.has_counts)

    def to_json(self) -> dict[str, Any]:
        """The preview as JSON values."""
        span = [at.isoformat() for at in self.span] if self.span else None
        bad = [[row.line, row.column, row.reason.value, row.cell] for row in self.bad]
        return {
            "rows": self.rows,
            "known": self.known,
            "bad_count": self.bad_count,
            "bad": bad,
            "span": span,
            "has_counts": self.has_counts,
        }

    @staticmethod
    def from_json(made: Mapping[str, Any]) -> "Preview":
        """The preview that `to_json` wrote."""
        bad = tuple(BadRow(*row) for row in made["bad"])
        first_last = [datetime.fromisoformat(at) for at in made["span"] or ()]
        span = (first_last[0], first_last[1]) if first_last else None
        return Preview(made["rows"], made["known"], made["bad_count"], bad, span, made["has_counts"])


def preview(sheet: Sheet, found: Preview, page_name: str) -> Message:
    """What a file would bring, and the three ways on. Without columns of counts there is no import."""
    texts = sheet.texts
    parts = [texts("import-preview", file=sheet.name, page=page_name), _columns_said(sheet)]
    if not found.has_counts:
        parts.append(texts("import-which-columns"))
    elif found.rows:
        parts.append(_numbers(found, texts))
    else:
        parts.append(texts("import-nothing-readable"))
    if found.bad_count and found.has_counts:
        parts.append(bad_rows(found.bad, found.bad_count, texts))
    go = [sheet.press(texts.plain("import-go", count=found.rows), "go")]
    ways = [
        sheet.press(texts.plain("import-choose-columns"), "columns"),
        sheet.press(texts.plain("form-cancel"), "cancel"),
    ]
    rows = (tuple(go), tuple(ways)) if found.rows and found.has_counts else (tuple(ways),)
    return Message(Markup("\n\n").join(parts), buttons=rows)


def _numbers(found: Preview, texts: Texts) -> Markup:
    lines = [texts("import-rows", count=found.rows)]
    if found.span is not None:
        lines.append(_span(found.span, texts))
    if found.known:
        lines.append(texts("import-preview-known", count=found.known))
    return Markup("\n").join(lines)


def _columns_said(sheet: Sheet) -> Markup:
    texts = sheet.texts
    known = [c for c in sheet.columns if c.meaning not in (None, IGNORED)]
    if not known:
        return texts("import-none-known")
    named = texts.joined([meaning_said(str(c.meaning), texts) for c in known])
    aside = [c.name for c in sheet.columns if c.meaning == IGNORED and c.name]
    said = texts("import-columns-known", columns=named)
    if not aside:
        return said
    shown = texts.joined(
        [texts("import-column-name", column=name[:LABEL_MOST]) for name in aside[:_ASIDE_SHOWN]]
    )
    return said + Markup("\n") + texts("import-columns-aside", columns=shown)


def bad_rows(bad: Sequence[BadRow], count: int, texts: Texts) -> Markup:
    """How many rows cannot be read, and of the first ones the line and the reason."""
    parts = [texts("import-bad", count=count)]
    parts += [_bad_row(row, texts) for row in bad]
    if count > len(bad):
        parts.append(texts("import-bad-more"))
    return Markup("\n").join(parts)


def _bad_row(row: BadRow, texts: Texts) -> Markup:
    reason = texts(f"import-reason-{row.reason}", cell=row.cell[:40])
    if not row.column:
        return texts("import-bad-line", line=row.line, reason=reason)
    return texts("import-bad-row", line=row.line, column=row.column[:LABEL_MOST], reason=reason)


def adding(name: str, texts: Texts, done: int = 0, rows: int = 0) -> Message:
    """That a file is being added, and for a long one how far that is."""
    if rows <= LONG:
        return Message(texts("import-adding", file=name), edits=True)
    share = min(100 * done // rows, 100)
    bar = "▰" * (share // 10) + "▱" * (10 - share // 10)
    return Message(texts("import-progress", file=name, done=done, rows=rows, bar=bar), edits=True)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file."""

    added: int
    updated: int
    same: int
    bad: tuple[BadRow, ...]
    bad_count: int
    span: tuple[datetime, datetime] | None
    followers: int = 0


def import_done(
    outcome: Outcome, *, page_name: str, page_id: PageId, change: ChangeId, texts: Texts
) -> Message:
    """How many posts came in or have new counts, from when to when, and what could not be read."""
    parts = [texts("import-done", count=outcome.added, page=page_name)]
    if outcome.span is not None:
        parts.append(_span(outcome.span, texts))
    if outcome.updated:
        parts.append(texts("import-updated", count=outcome.updated))
    if outcome.same:
        parts.append(texts("import-known", count=outcome.same))
    if outcome.followers:
        parts.append(texts("import-followers", count=outcome.followers))
    if outcome.bad_count:
        parts.append(bad_rows(outcome.bad, outcome.bad_count, texts))
    ways = (
        (
            button(texts.plain("import-by-weekday"), Compare(page_id, By.WEEKDAY, None, None, details=False)),
            button(texts.plain("import-by-kind"), Compare(page_id, By.KIND, None, None, details=False)),
        ),
        (button(texts.plain("undo"), Undo(change)),),
    )
    return Message(Markup("\n").join(parts), buttons=ways)


def rejected_rows(name: str, rejects: str, count: int, texts: Texts) -> Message:
    """The rows that cannot be read, to be mended and sent again."""
    stem = name.rpartition(".")[0] or name
    said = texts("import-rejects", count=count)
    return Message(said, document=Document(f"{stem[:60]}-rejected.csv", rejects))


def closing(message: Message) -> Message:
    """The same message, without its buttons, in place of the pressed one."""
    return replace(message, buttons=(), edits=True)


def _span(span: tuple[datetime, datetime], texts: Texts) -> Markup:
    first, last = (texts.full_date(moment.astimezone(texts.zone).date()) for moment in span)
    if first == last:
        return texts("import-day", day=first)
    return texts("import-span", first=first, last=last)
