"""Our own way to put letters down and to pack a picture shows what matplotlib's shows."""

import io
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from bot.rendering.drawing import draw, figure
from bot.rendering.palette import THEMES, parts
from bot.rendering.pen import DPI, LINE, Pen
from bot.rendering.printing import Press
from bot.rendering.sheet import blank, stack
from tests.rendering.samples import KINDS, LANGUAGES, samples

LINES = {
    "fa": "۱. کتاب‌ها و جوان‌ها، ۲٫۴ از هر ۱۰۰ نفر ◆ @gol_sara",
    "ar": "الأربعاء، ٣٫٥ من كل ١٠٠ شخص ★ jgpy",
    "en": "At which hours, Wj? 4,853 – yes ○",
}


def written(language, canvas):
    """The dark pixels of a line, as a canvas draws it."""
    pen = Pen(samples(language)["bars"])
    made = blank(120, pen)
    stack(made, pen.lines(LINES[language], 15, pen.colours.ink, "bold", most=1, width=LINE), 100, pen)
    drawn = canvas(made)
    drawn.draw()
    return 255 - np.asarray(drawn.buffer_rgba())[:, :, 0].astype(int)


def edges(ink):
    rows, columns = np.flatnonzero(ink.max(1) > 99), np.flatnonzero(ink.max(0) > 99)
    return [rows[0], rows[-1], columns[0], columns[-1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_stands_where_matplotlib_would_put_it_and_is_as_black(language):
    ours, theirs = written(language, Press), written(language, FigureCanvasAgg)
    assert edges(ours) == pytest.approx(edges(theirs), abs=1)
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.02)
    rows = ours.sum(1), theirs.sum(1)
    assert np.corrcoef(*rows)[0, 1] > 0.99


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_is_as_wide_as_was_measured(language):
    pen = Pen(samples(language)["bars"])
    _, _, first, last = edges(written(language, Press))
    assert last - first <= pen.width(pen.text(LINES[language]), 15, "bold") <= last - first + 0.06 * DPI


@pytest.mark.parametrize("kind", KINDS)
def test_few_colours_show_what_all_would(kind):
    picture = samples("fa", "dark")[kind]
    packed = Image.open(io.BytesIO(draw(picture)))
    assert packed.mode == "P"
    press = Press(figure(picture))
    press.draw()
    whole = np.asarray(press.buffer_rgba())[:, :, :3].astype(int)
    apart = np.abs(np.asarray(packed.convert("RGB")).astype(int) - whole).max(2)
    assert apart.mean() < 0.3
    assert (apart > 12).mean() < 0.005
    assert not apart[(whole == parts(THEMES["dark"].paper)).all(2)].any()


def test_every_field_of_a_picture_keeps_its_very_colour():
    for theme, colours in THEMES.items():
        picture = Image.open(io.BytesIO(draw(samples("fa", theme)["report"]))).convert("RGB")
        counts = {colour: count for count, colour in picture.getcolors(1 << 20)}
        assert counts[parts(colours.paper)] > counts[parts(colours.pale)] > 100_000


def test_a_picture_of_a_single_colour_is_one():
    nothing = replace(samples("en", full=False)["progress"], title="", subtitle="", footer="", headline="")
    picture = Image.open(io.BytesIO(draw(nothing))).convert("RGB")
    assert [colour for _, colour in picture.getcolors()] == [parts(THEMES["light"].paper)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_cut_is_cut_as_late_as_may_be(language):
    pen = Pen(samples(language)["bars"])
    for room in range(60, 600, 45):
        (line,) = pen.lines(LINES[language], 10, "black", most=1, width=room)
        assert pen.width(line.text, 10) <= room
        kept = line.text.rstrip("…")
        longer = pen.text(LINES[language])[: len(kept) + 2] + "…"
        assert pen.width(longer, 10) > room or kept == pen.text(LINES[language])
