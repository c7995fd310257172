"""A comparison as tables in an Excel file, with real numbers and a sheet that says how each was computed.

Written in the worker process: xlsxwriter loads there only.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bot.domain.comparison import Studied
from bot.domain.findings import LEAST_POSTS, Key
from bot.language.texts import Texts, without_controls
from bot.rendering.comparison_words import Wording

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_WIDTH = 18
_SHEET_NAME_MOST = 31
Cell = str | int | float | datetime | None


def written(studied: Studied, *, texts: Texts, names: Mapping[Key, str]) -> bytes:
    """The file's content; moments in the page's zone, without it, as Excel knows none."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loads in the worker only

    said = Wording(studied.comparison, texts, names)
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for part, table in (
            ("groups", _groups(said)),
            ("pairs", _pairs(said)),
            ("posts", _posts(studied, said)),
            ("how", _how(studied, said)),
        ):
            _sheet(book, texts.plain(f"compare-sheet-{part}"), table, right=texts.language != "en")
    return content.getvalue()


def _sheet(book: "Workbook", name: str, table: Iterable[Sequence[Cell]], *, right: bool) -> None:
    sheet = book.add_worksheet(name[:_SHEET_NAME_MOST])
    bold = book.add_format({"bold": True})
    if right:
        sheet.right_to_left()
    sheet.set_column(0, 10, _WIDTH)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(table):
        for column, cell in enumerate(row):
            style = bold if number == 0 else None
            _write(sheet, number, column, cell, style)


def _write(sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    match cell:
        case None:
            return
        case datetime():
            sheet.write_datetime(row, column, cell)
        case str():  # never as a formula, whatever a topic begins with
            sheet.write_string(row, column, cell, style)
        case _:
            sheet.write_number(row, column, cell, style)


def _groups(said: Wording) -> Iterable[Sequence[Cell]]:
    columns = ("group", "posts", "median", "low", "high", "lower", "upper")
    yield [said.texts.plain(f"compare-column-{name}") for name in columns]
    overall = _bare(said.texts("compare-details-overall"))
    rows = [(said.label_of(group.key), group.spread) for group in said.in_order() if group.spread.n]
    for name, spread in (*rows, (overall, said.comparison.overall)):
        quartiles = (spread.lower_quartile, spread.upper_quartile)
        yield (without_controls(name), spread.n, spread.median, spread.low, spread.high, *quartiles)


def _pairs(said: Wording) -> Iterable[Sequence[Cell]]:
    texts = said.texts
    yield [texts.plain(f"compare-column-{name}") for name in ("one", "other", "delta", "p", "clear")]
    for found in said.comparison.differences:
        rest = texts.plain("compare-details-rest")
        other = rest if found.other is None else said.label_of(found.other)
        clear = texts.plain("compare-yes" if found.clear else "compare-no")
        one = without_controls(said.label_of(found.one))
        yield (one, without_controls(other), found.delta, found.p, clear)


def _posts(studied: Studied, said: Wording) -> Iterable[Sequence[Cell]]:
    texts = said.texts
    columns = ("published", "group", "value", "amount", "size", "outlier")
    yield [texts.plain(f"compare-column-{name}") for name in columns]
    for row in studied.rows:
        local = row.published and row.published.astimezone(texts.zone).replace(tzinfo=None)
        far = texts.plain("compare-yes" if row.outlier else "compare-no")
        group = without_controls(said.label_of(row.group))
        yield (local, group, row.value, row.amount, row.size, far)


def _how(studied: Studied, said: Wording) -> Iterable[Sequence[Cell]]:
    comparison, texts = said.comparison, said.texts
    yield (_bare(texts(f"compare-title-{comparison.by}")),)
    yield (_bare(said.period()),)
    yield (_bare(said.basis()),)
    yield (_bare(texts("compare-how-value", formula=said.formula)),)
    yield (_bare(texts("compare-how-reading")),)
    yield (_bare(texts("compare-how-median", least=LEAST_POSTS)),)
    yield (_bare(texts("compare-how-tests")),)
    yield (_bare(texts("compare-how-outliers")),)
    yield (_bare(texts("compare-how-alike")), comparison.equal_p)
    yield (_bare(texts("compare-how-trend")), comparison.trend.rho if comparison.trend else None)
    for reason in said.left_out():
        yield (_bare(reason),)
    if len(studied.rows) < comparison.used:
        yield (_bare(texts("compare-how-rows", most=len(studied.rows))),)


def _bare(sentence: Markup) -> str:
    return without_controls(sentence.unescape())
