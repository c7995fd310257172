"""A report on one sheet of A4 to print: the card's figures and charts, and below them what each part says."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from typing import Final

from markupsafe import Markup

from bot.domain.report_links import Part
from bot.language.texts import Texts, isolated
from bot.rendering import columns
from bot.rendering.columns import COLUMN, GAP, Told
from bot.rendering.palette import SERIES
from bot.rendering.paper import EDGE, FIELD, HIGH, Paper
from bot.rendering.report_card import card_of
from bot.rendering.report_parts import part_told
from bot.rendering.report_picture import ReportCard, Tile
from bot.rendering.report_words import Seen, days, quiet, span_title, told_at
from bot.rendering.sheet import tall
from bot.rendering.workbook import bare

_TILE: Final = 190
_BAR: Final = 48
_CHART: Final = 230
_ROW, _ROWS, _IN_ROW = 42, 3, 2
"""The height of a row of kinds, how many rows a chart has room for, and how many kinds stand in each."""
_HREF: Final = re.compile(r'href="([^"]+)"')


def written(seen: Seen, texts: Texts) -> bytes:
    """The sheet as a PDF."""
    title = f"{bare(seen.page_name)} – {bare(span_title(seen.report, texts))}"
    return sheet(seen, texts).content(title)


def sheet(seen: Seen, texts: Texts) -> Paper:
    """The sheet with all that is on it; white, whatever the ground of her pictures."""
    card = card_of(seen, replace(texts, theme="light"))
    paper = Paper(card)
    pen, colours = paper.pen, paper.pen.colours
    y = _tiles(paper, card.tiles, _head(paper, seen, texts)) + 20
    verdict = card.verdict if seen.report.posts else bare(quiet(seen, texts))
    y = paper.under(0, y, pen.lines(verdict, 11, colours.ink, most=2, width=FIELD))
    y = _charts(paper, card, seen, texts, y + 24)
    foot = pen.lines(card.footer, 8, colours.soft, most=2, width=FIELD)
    bottom = HIGH - EDGE - tall(foot)
    paper.under(0, bottom, foot)
    # the mix is drawn, and needs no words
    told = [_told(seen, part, texts) for part in seen.parts if part is not Part.MIX]
    columns.put(paper, told, y + 10, bottom - 20, texts.plain("report-paper-more"))
    return paper


def _head(paper: Paper, seen: Seen, texts: Texts) -> float:
    pen = paper.pen
    lines = [
        *pen.lines(
            span_title(seen.report, texts).unescape(), 19, pen.colours.ink, "bold", most=1, width=FIELD
        ),
        *pen.lines(isolated(seen.page_name), 13, pen.colours.main, "bold", most=2, width=FIELD),
        *pen.lines(days(seen.report, texts).unescape(), 11, pen.colours.soft, most=1, width=FIELD),
    ]
    return paper.under(0, EDGE - 20, lines) + 24


def _tiles(paper: Paper, tiles: Sequence[Tile], y: float) -> float:
    colours = paper.pen.colours
    wide = (FIELD - (len(tiles) - 1) * 24) / len(tiles)
    for number, tile in enumerate(tiles):
        x = number * (wide + 24)
        paper.box(x, y, wide, _TILE, colours.pale)
        colour = {True: colours.third, False: colours.accent, None: colours.soft}[tile.up]
        middle, room = x + wide / 2, wide - 24
        label = paper.fitted(tile.label, (9.5, 8.5, 7.5, 6.5), colours.soft, room)
        weight = "regular" if tile.up is None else "bold"
        paper.write(middle, y + 36, label, "middle")
        paper.write(
            middle, y + 98, paper.fitted(tile.value, (24, 20, 16), colours.ink, room, "bold"), "middle"
        )
        paper.write(middle, y + 160, paper.fitted(tile.note, (10, 9, 8), colour, room, weight), "middle")
    return y + _TILE


def _charts(paper: Paper, card: ReportCard, seen: Seen, texts: Texts, y: float) -> float:
    """The mix and the curve beside each other, as far as there is something to be drawn."""
    x = 0.0
    if card.mix:
        _mix(paper, card, x, y)
        x += COLUMN + GAP
    if card.curve:
        _curve(paper, card, seen, texts, (x, y))
    more = max(0, (len(card.mix) - 1) // _IN_ROW + 1 - _ROWS)
    return y + _CHART + more * _ROW + GAP / 2 if card.mix or card.curve else y


def _heading(paper: Paper, text: str, x: float, y: float) -> None:
    paper.write(x, y + 22, paper.fitted(text, (11, 10, 9), paper.pen.colours.ink, COLUMN, "bold"))


def _mix(paper: Paper, card: ReportCard, x: float, y: float) -> None:
    _heading(paper, card.mix_label, x, y)
    colours, at = paper.pen.colours, x
    for part in card.mix:
        paper.box(at, y + 58, part.share * COLUMN, _BAR, SERIES[part.kind % len(SERIES)], edge=colours.ink)
        at += part.share * COLUMN
    for number, part in enumerate(card.mix):
        row, column = divmod(number, _IN_ROW)
        left, middle = x + column * COLUMN / _IN_ROW, y + 58 + _BAR + 34 + row * _ROW
        paper.box(left, middle - 11, 22, 22, SERIES[part.kind % len(SERIES)], edge=colours.ink)
        name = f"{card.kinds[part.kind]} {part.text}"
        paper.write(
            left + 36, middle, paper.fitted(name, (9.5, 8.5, 7.5), colours.ink, COLUMN / _IN_ROW - 44)
        )


def _curve(paper: Paper, card: ReportCard, seen: Seen, texts: Texts, at: tuple[float, float]) -> None:
    """The counts from left to right, with the first and the last of them and their days."""
    (x, y), found, pen = at, seen.report.followers, paper.pen
    if found is None:
        return
    _heading(paper, card.curve_label, x, y)
    top, tall = y + 66, _CHART - 140
    places = [(across if not pen.rtl else 1 - across, high) for across, high in card.curve]
    paper.line([(x + across * COLUMN, top + (1 - high) * tall) for across, high in places], pen.colours.main)
    for end, (moment, count) in (("start", found.curve[0]), ("end", found.curve[-1])):
        day = texts.full_date(_day(moment, texts))
        said = bare(texts("report-paper-count", count=texts.number(count), day=day))
        line = paper.fitted(said, (9, 8, 7), pen.colours.soft, COLUMN / 2 - 10)
        # time runs from left to right, so a right-to-left reader's first side has the last count
        first = (end == "start") != pen.rtl
        paper.write(x if first else x + COLUMN, top + tall + 44, line, "start" if first else "end")


def _day(moment: float, texts: Texts) -> date:
    return datetime.fromtimestamp(moment, texts.zone).date()


def _told(seen: Seen, part: Part, texts: Texts) -> Told:
    paragraphs = (str(said).split("\n") for said in part_told(seen, part, texts, told_at(seen.report)))
    lines = tuple(tuple((_words(line), _address(line)) for line in lines) for lines in paragraphs)
    return Told(texts.plain(f"report-part-{part}"), lines)


def _words(line: str) -> str:
    return Markup(line).striptags()  # noqa: S704 - it is a sentence of ours already


def _address(line: str) -> str | None:
    found = _HREF.search(line)
    return unescape(found[1]) if found else None
