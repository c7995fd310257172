"""Every kind of picture, in every language and theme: what was drawn is read back off the figure."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from bot.rendering.drawing import draw, figure
from bot.rendering.heat import colour_of
from bot.rendering.palette import SERIES, THEMES, contrast
from bot.rendering.pen import WIDTH
from bot.rendering.picture import drawing_from_json
from tests.rendering.samples import KINDS, LANGUAGES, SHARES, samples
from tests.rendering.samples import THEMES as THEME_NAMES

CONTROLS = dict.fromkeys((0x200E, 0x200F, *range(0x2066, 0x206A)))
EVERY = [(kind, language, full) for kind in KINDS for language in LANGUAGES for full in (True, False)]


def drawn(kind, language="fa", theme="light", *, full=True):
    made = figure(samples(language, theme, full=full)[kind])
    FigureCanvasAgg(made).draw()
    return made


def texts(made):
    return [t for t in made.findobj(Text) if t.get_text().translate(CONTROLS).strip() and t.get_visible()]


def words(made, gid):
    return [t.get_text().translate(CONTROLS) for t in made.findobj(Text) if t.get_gid() == gid]


def boxes(made, gid):
    return [patch for patch in made.findobj(Rectangle) if patch.get_gid() == gid]


@pytest.mark.parametrize(("kind", "language", "full"), EVERY)
def test_nothing_is_drawn_over_the_edge(kind, language, full):
    made = drawn(kind, language, full=full)
    width, height = made.get_size_inches() * made.dpi
    assert round(width) == WIDTH
    for text in texts(made):
        box = text.get_window_extent()
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= width + 1, text
        assert box.y1 <= height + 1, text


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_goes_through_json_and_is_known_again(kind):
    for language in LANGUAGES:
        made = samples(language, "dark")[kind]
        back = drawing_from_json(json.loads(json.dumps(made.to_json())))
        assert back == made
        assert back.fingerprint() == made.fingerprint()


def test_kinds_languages_and_themes_are_never_taken_for_each_other():
    made = [p for lang in LANGUAGES for theme in THEME_NAMES for p in samples(lang, theme).values()]
    assert len({picture.fingerprint() for picture in made}) == len(made)


def test_what_was_kept_before_pictures_had_themes_is_read_still():
    for kind in ("bars", "curve"):
        made = samples("fa")[kind]
        kept = made.to_json()
        inner = kept.get("curve", kept)
        for name in ("theme", "watermark") if kind == "curve" else ("theme", "line", "line_label"):
            inner.pop(name)
        for bar in inner.get("bars", ()):
            del bar["outliers"], bar["reference_text"]
        assert drawing_from_json(kept).title == made.title


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("theme", THEME_NAMES)
def test_a_theme_is_the_ground_and_every_word_is_read_on_it(kind, theme):
    made = drawn(kind, theme=theme)
    assert to_hex(made.get_facecolor()).upper() == THEMES[theme].paper
    outside = [t for t in made.texts if t.get_text().strip()]
    assert outside
    assert all(contrast(to_hex(t.get_color()).upper(), THEMES[theme].paper) >= 4.5 for t in outside)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_drawn_is_also_said(kind, language):
    picture = samples(language)[kind]
    said = picture.said()
    plain = " ".join(said.split())
    assert picture.title in plain
    made = drawn(kind, language)
    scales = [axis for axes in made.axes for axis in (axes.xaxis, axes.yaxis)]
    scale = {tick.label1 for axis in scales for tick in axis.get_major_ticks()}
    for text in texts(made):
        shown = text.get_text().translate(CONTROLS).strip(" …◆┆○+")
        ours = any(shown in each for each in (plain, plain.translate(CONTROLS)))
        if kind in ("heat", "month", "curve") and text.get_gid() in (
            "head",
            "row",
            "number",
            "date",
            "aside",
        ):
            continue  # the frame of a field: named with each that says something
        assert ours or text in scale or text.get_gid() == "more", (text.get_gid(), shown)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_is_marked_across(kind):
    made = samples("fa")[kind]
    if kind == "curve":
        return
    assert len(figure(replace(made, watermark="نمونه")).images) == 1
    assert not figure(made).images


@pytest.mark.parametrize(("language", "first_right"), [("fa", True), ("ar", True), ("en", False)])
def test_weeks_begin_at_the_readers_side(language, first_right):
    made = drawn("month", language)
    (today,) = boxes(made, "today")
    numbers = [t for t in made.findobj(Text) if t.get_gid() == "number"]
    second, third = numbers[1].get_window_extent(), numbers[2].get_window_extent()
    assert bool(second.x0 > third.x0) is first_right
    heat = drawn("heat", language)
    columns = [t.get_window_extent().x0 for t in heat.findobj(Text) if t.get_gid() == "head"]
    assert (columns == sorted(columns, reverse=True)) is first_right
    assert today.get_height() == 8


def test_a_map_has_a_field_for_each_hour_and_day_and_frames_the_best():
    picture = samples("fa")["heat"]
    made = drawn("heat")
    marked = sum(cell.marked for row in picture.cells for cell in row)
    assert marked > 0
    assert len(boxes(made, "best")) == len(boxes(made, "frame")) == marked
    assert len(boxes(made, "cell")) == 24 * 7 - marked
    assert words(made, "row") == list(picture.rows)
    assert len(boxes(drawn("heat", full=False), "empty")) == 8 * 7


def test_a_warmer_field_is_never_paler():
    picture = samples("fa")["heat"]
    for palette in THEMES.values():
        assert colour_of(50.0, picture, palette) == palette.middle
        assert colour_of(99.0, picture, palette) == colour_of(70.0, picture, palette) == palette.high
        assert colour_of(0.0, picture, palette) == palette.low


def test_parts_fill_the_row_in_order_and_have_their_kinds_colours():
    picture = samples("fa")["stack"]
    made = drawn("stack")
    rows = [boxes(made, f"part {kind}") for kind in range(len(SHARES))]
    assert [len(row) for row in rows] == [8] * len(SHARES)
    for number, row in enumerate(rows):
        assert {to_hex(box.get_facecolor()).upper() for box in row} == {SERIES[number]}
    whole = [sum(row[line].get_width() for row in rows) for line in range(8)]
    assert max(whole) - min(whole) < 1e-6
    starts = [row[0].get_x() for row in rows]
    assert starts == sorted(starts)
    assert [row[0].get_width() / whole[0] for row in rows] == [
        pytest.approx(part.share) for part in picture.rows[0].parts
    ]


def test_progress_reaches_as_far_as_its_share():
    made = drawn("progress")
    tracks, reached = boxes(made, "track"), boxes(made, "reached")
    assert len(tracks) == 7
    shares = [box.get_width() / tracks[0].get_width() for box in reached]
    assert shares == [pytest.approx(i / 6) for i in (1, 2, 4, 5, 6)]


def test_points_stand_at_their_values_with_intervals_and_the_studys_beside_them():
    axes = drawn("points").axes[0]
    (dots,) = [line for line in axes.lines if line.get_gid() == "dot"]
    assert list(zip(*dots.get_data(), strict=True)) == [(i, 1.5 + i / 9) for i in range(2, 12) if i != 5]
    (intervals,) = [each for each in axes.collections if each.get_gid() == "interval"]
    assert [[y for _, y in ends] for ends in intervals.get_segments()] == [[1.0, 3.0]] * 9
    cited = [(line.get_marker(), *line.get_ydata()) for line in axes.lines if line.get_gid() == "cited"]
    assert cited == [("D", 1.9), ("^", 2.0)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_curves_run_from_left_to_right_in_every_language(language):
    for kind in ("points", "curve"):
        assert not drawn(kind, language).axes[0].xaxis_inverted()


def test_a_day_with_more_plans_than_fit_says_how_many_are_left_out():
    made = drawn("month", "en")
    assert words(made, "more") == ["+3"] * 4 or set(words(made, "more")) <= {"+2", "+3", "+4"}
    picture = samples("en")["month"]
    shown = len(words(made, "plan")) + sum(int(text) for text in words(made, "more"))
    assert shown == sum(len(day.marks) for day in picture.days)


def test_outliers_are_marked_and_those_beyond_the_axis_point_out_of_it():
    axes = drawn("bars").axes[0]
    (within,) = [line for line in axes.lines if line.get_gid() == "outliers"]
    assert list(within.get_xdata()) == [2.2] * 7
    (beyond,) = [line for line in axes.lines if line.get_gid() == "beyond"]
    assert len(set(beyond.get_ydata())) == 7
    assert len([line for line in axes.lines if list(line.get_xdata()) == [3.0, 3.0]]) == 1


def test_any_kind_becomes_a_png():
    for picture in samples("fa", "dark").values():
        assert draw(picture).startswith(b"\x89PNG")
