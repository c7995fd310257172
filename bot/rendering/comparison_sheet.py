"""A comparison as tables in an Excel file, with real numbers and a sheet that says how each was computed.

Written in the worker process.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.comparison import Studied
from bot.domain.findings import LEAST_POSTS, Key
from bot.language.texts import Texts, without_controls
from bot.rendering.comparison_words import Wording
from bot.rendering.workbook import Cell, bare, workbook


def written(studied: Studied, *, texts: Texts, names: Mapping[Key, str]) -> bytes:
    """The file's content; moments in the page's zone."""
    said = Wording(studied.comparison, texts, names)
    tables = {
        "groups": _groups(said),
        "pairs": _pairs(said),
        "posts": _posts(studied, said),
        "how": _how(studied, said),
    }
    sheets = ((texts.plain(f"compare-sheet-{part}"), table) for part, table in tables.items())
    return workbook(sheets, right=texts.language != "en")


def _groups(said: Wording) -> Iterable[Sequence[Cell]]:
    columns = ("group", "posts", "median", "low", "high", "lower", "upper")
    yield [said.texts.plain(f"compare-column-{name}") for name in columns]
    overall = bare(said.texts("compare-details-overall"))
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
    yield (bare(texts(f"compare-title-{comparison.by}")),)
    yield (bare(said.period()),)
    yield (bare(said.basis()),)
    yield (bare(texts("compare-how-value", formula=said.formula)),)
    yield (bare(texts("compare-how-reading")),)
    yield (bare(texts("compare-how-median", least=LEAST_POSTS)),)
    yield (bare(texts("compare-how-tests")),)
    yield (bare(texts("compare-how-outliers")),)
    yield (bare(texts("compare-how-alike")), comparison.equal_p)
    yield (bare(texts("compare-how-trend")), comparison.trend.rho if comparison.trend else None)
    for reason in said.left_out():
        yield (bare(reason),)
    if len(studied.rows) < comparison.used:
        yield (bare(texts("compare-how-rows", most=len(studied.rows))),)
