"""A report on one sheet of A4: it fits, its letters are embedded and in place, the public one is careful."""

import re
import zlib
from dataclasses import replace
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from bot.domain.posts import Kind
from bot.domain.report_links import PRIVATE, Part
from bot.domain.reports import Beside, report
from bot.language.texts import Texts
from bot.rendering.report_paper import sheet, written
from tests.domain.making import post
from tests.rendering.test_report_sheet import BESIDE, EN, LINK, POSTS, WEEK, seen

LONG = "پیج دور و دراز <b> 🌸 $x^2$ \u202e gnol " * 12


def crowded():
    """As much as may come: a name without end, and ten goals."""
    return replace(seen(), page_name=LONG, beside=replace(BESIDE, goals=BESIDE.goals * 10))


def colourful():
    """A week with a post of every kind, and one of none that is known."""
    more = [replace(post(days=1, number=200 + n), kind=kind) for n, kind in enumerate((*Kind, None))]
    return seen([*POSTS, *more])


def streams(content: bytes) -> str:
    """What is drawn, as the file says it."""
    packed = re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
    unpacked = [zlib.decompressobj().decompress(each).decode("latin-1") for each in packed]
    return "\n".join(each for each in unpacked if "BT" in each and "ET" in each)


@pytest.mark.parametrize("language", ["fa", "ar", "en"])
def test_it_is_one_page_of_a4_with_its_letters_embedded(language):
    content = written(crowded(), Texts(language, language))
    assert len(re.findall(rb"/Type /Page\b", content)) == 1
    (box,) = re.findall(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", content)
    assert [float(side) for side in box] == pytest.approx([210 / 25.4 * 72, 297 / 25.4 * 72])
    fonts = set(re.findall(rb"/FontFile2 \d+ 0 R", content))
    assert len(fonts) >= 2
    assert len(content) < 100_000


@pytest.mark.parametrize("language", ["fa", "ar"])
def test_no_word_is_moved_where_the_embedded_font_changes(language):
    drawn = streams(written(crowded(), Texts(language, language)))
    assert len(re.findall(r" Td\s*\[", drawn)) > 50
    # after going to a place, a letter is shown before anything is moved
    assert not re.search(r" Td\s*\[\s*-?[\d.]+", drawn)


@pytest.mark.parametrize("language", ["fa", "ar", "en"])
@pytest.mark.parametrize("make", [seen, crowded, colourful, lambda: replace(seen(posts=[]), beside=Beside())])
def test_nothing_leaves_the_sheet_or_stands_on_something_else(language, make):
    figure = sheet(make(), Texts(language, language)).figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    texts = [text for text in figure.axes[0].texts if text.get_text()]
    boxes = [text.get_window_extent(renderer) for text in texts]
    wide, high = figure.get_size_inches() * figure.dpi
    assert all(b.x0 > 40 and b.y0 > 40 and b.x1 < wide - 40 and b.y1 < high - 40 for b in boxes)
    for (one, box), (other, beside) in combinations(zip(texts, boxes, strict=True), 2):
        if box.x0 < beside.x1 and beside.x0 < box.x1:
            apart = abs(one.get_position()[1] - other.get_position()[1]) / figure.dpi * 72
            assert apart > 1.2 * min(one.get_fontsize(), other.get_fontsize()), (one, other)


def test_it_says_whose_report_it_is_of_what_time_and_what_each_part_tells():
    said = sheet(seen(), EN).said()
    for line in ("Weekly report", "@gol_sara", "Goals", "Plans", "Best posts", "Trust"):
        assert line in said
    assert "0 posts" not in said


def test_a_best_post_leads_to_where_it_stands():
    assert LINK.encode() in written(seen(), EN)


def test_a_quiet_week_is_said_kindly_and_nothing_else_is_made_of_it():
    found = replace(seen(), report=report([], [], WEEK), beside=Beside())
    said = sheet(found, EN).said()
    assert EN.plain("report-quiet-week") in said
    assert EN.plain("report-part-best") not in said


def test_the_public_sheet_tells_neither_goals_nor_plans_nor_evidence():
    parts = tuple(part for part in Part if part not in PRIVATE)
    said = sheet(replace(seen(parts=parts), public=True), EN).said()
    assert str(len(POSTS[:7])) in said
    for part in PRIVATE:
        assert EN.plain(f"report-part-{part}") not in said
    assert "700,000" not in said
