"""What was drawn is read back off the figure: labels, bars, marks, order and side."""

from dataclasses import replace
from itertools import pairwise

import pytest

from bot.rendering import fonts
from bot.rendering.charts import figure
from bot.rendering.picture import Bar, Picture
from tests.rendering.drawn import CONTROLS, is_png_of_height, said, stays_within_its_edges, texts


def picture(*bars, **more):
    said = {"title": "عنوان", "subtitle": "زیرعنوان", "axis": "محور", "footer": "پانویس"}
    return Picture(bars=bars, **{**said, **more})


def bar(label="عکس‌ها", value=2.0, *, spread=0.5, reference=None, text="۲"):
    if value is None:
        return Bar(label, None, None, None, text, "۳ پست", reference)
    return Bar(label, value, value - spread, value + spread, text, "۸ پست", reference)


def lengths(made):
    return [patch.get_width() for patch in made.axes[0].patches if patch.get_height() == 0.5]


PICTURES = {
    "fa, one": picture(bar()),
    "fa, three": picture(bar("پست‌های اسلایدی", 3.0, reference=1.92), bar("ریلزها", 2.0), bar("متن", None)),
    "ar, seven": picture(*(bar(f"يوم {i}", float(i)) for i in range(7)), digits="ar", watermark="مثال"),
    "en, three": picture(
        bar("Carousels", 1_234_567.0, text="1,234,567", spread=900_000),
        bar("A label far too long for its column to hold it in one line", 10.0),
        bar("Videos", None, text="too few yet; 2 more posts"),
        title="Which kind does better? " * 6,
        subtitle="A page 🕯✨ whose name goes on and on for sixty characters, $5 and $6",
        right_to_left=False,
        digits="en",
    ),
    "none": picture(),
    "zeros": picture(bar(value=0.0, spread=0.0)),
    "huge": picture(bar(value=9e11, spread=1e11, text="۹۰۰٬۰۰۰٬۰۰۰٬۰۰۰")),
    "tiny": picture(bar(value=0.0004, spread=0.0001, text="۰")),
    "hidden direction signs": picture(bar("\u202eabc\u202c"), title="\u2068Moon\u2069 · \u2068۳۰\u2069 روز"),
}


@pytest.mark.parametrize("shown", PICTURES.values(), ids=PICTURES)
def test_a_picture_is_a_png_as_wide_as_a_phone_wants(shown):
    assert is_png_of_height(shown, 300, 2000)


@pytest.mark.parametrize("shown", PICTURES.values(), ids=PICTURES)
def test_nothing_is_drawn_over_the_edge(shown):
    assert stays_within_its_edges(figure(shown))


@pytest.mark.parametrize("shown", [PICTURES["fa, three"], PICTURES["ar, seven"], PICTURES["en, three"]])
def test_lines_of_one_side_do_not_touch(shown):
    made = figure(shown)
    _, height = made.get_size_inches() * made.dpi
    lines = sorted((t for t in texts(made) if t in made.texts), key=lambda t: -t.get_position()[1])
    for above, below in pairwise(lines):
        baselines = (above.get_position()[1] - below.get_position()[1]) * height
        assert baselines > 1.25 * below.get_fontsize() * made.dpi / 72


def test_the_rows_stand_in_order_with_their_values_and_notes():
    made = figure(PICTURES["fa, three"])
    assert lengths(made) == [3.0, 2.0]
    words = said(made)
    for word in ("عنوان", "زیرعنوان", "پانویس", "محور", "پست‌های اسلایدی", "ریلزها", "متن", "۸ پست", "۳ پست"):
        assert word in words
    labels = [
        t for t in texts(made) if t.get_text().translate(CONTROLS) in ("پست‌های اسلایدی", "ریلزها", "متن")
    ]
    heights = [t.get_window_extent().y0 for t in labels]
    assert heights == sorted(heights, reverse=True)


def test_the_interval_and_the_cited_mark_stand_where_they_belong():
    axes = figure(PICTURES["fa, three"]).axes[0]
    first = axes.collections[0].get_segments()[0]
    assert [x for x, _ in first] == [2.5, 3.5]
    marks = [x for line in axes.lines if line.get_marker() == "D" for x in line.get_xdata()]
    assert marks == [1.92]


def test_the_study_is_named_where_its_mark_is_drawn():
    made = figure(picture(bar(reference=1.74), reference_label="پژوهش سال ۲۰۲۰"))
    assert "\u25c6 پژوهش سال ۲۰۲۰" in said(made)


@pytest.mark.parametrize(("right_to_left", "side"), [(True, "right"), (False, "left")])
def test_bars_grow_in_the_reading_direction_from_the_labels(right_to_left, side):
    made = figure(picture(bar("aaa"), right_to_left=right_to_left))
    axes = made.axes[0]
    assert bool(axes.xaxis_inverted()) is right_to_left
    assert axes.spines[side].get_visible()
    label = next(t for t in texts(made) if t.get_text().endswith("aaa")).get_window_extent()
    bars = axes.patches[0].get_window_extent()
    assert (label.x0 > bars.x1) if right_to_left else (label.x1 < bars.x0)


def test_every_persian_string_says_its_direction_first():
    made = figure(PICTURES["fa, three"])
    ticks = {label.get_text() for label in made.axes[0].get_xticklabels()}
    for text in texts(made):
        assert text.get_text() in ticks or text.get_text().startswith("\u200f")


@pytest.mark.parametrize(("digits", "zero"), [("fa", "۰"), ("ar", "٠"), ("en", "0")])
def test_the_axis_counts_in_the_persons_digits(digits, zero):
    ticks = [label.get_text() for label in figure(picture(bar(), digits=digits)).axes[0].get_xticklabels()]
    assert ticks[0] == zero


def test_what_has_no_glyph_is_left_out_and_isolates_become_direction_marks():
    words = said(figure(PICTURES["en, three"]))
    assert any(word.startswith("A page whose name") for word in words)
    title = next(
        t.get_text() for t in texts(figure(PICTURES["hidden direction signs"])) if "Moon" in t.get_text()
    )
    assert "\u200f" in title[title.index("Moon") :]
    assert not {"\u2068", "\u2069"} & set(title)


def test_a_thin_group_has_a_pale_row_and_no_bar():
    made = figure(picture(bar(value=None, text="هنوز کم است")))
    assert lengths(made) == []
    assert "هنوز کم است" in said(made)


def test_a_sample_is_marked_across():
    assert len(figure(picture(bar(), watermark="نمونه")).images) == 1
    assert not figure(picture(bar())).images


def test_a_dollar_sign_begins_no_formula():
    assert any("$5 and $6" in word for word in said(figure(PICTURES["en, three"])))


def test_fonts_are_cut_once_and_found_again(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = fonts._files()
    times = [path.stat().st_mtime_ns for path in first]
    assert [path.parent for path in first] == [tmp_path / "adminyar"] * 2
    assert [path.stat().st_mtime_ns for path in fonts._files()] == times
    assert not list(tmp_path.rglob("*.part"))


def test_without_a_home_fonts_go_to_a_private_folder(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    found = fonts._files()
    assert len(found) == 2
    assert tmp_path not in found[0].parents
    fonts._private_folder().cleanup()
    fonts._private_folder.cache_clear()


@pytest.mark.parametrize(
    ("far", "marks"), [((9.0,), {"○"}), ((900.0,), {"◁"}), ((9.0, 900.0), {"○", "◁"}), ((), set())]
)
def test_the_marks_of_far_values_are_explained_where_they_are_drawn(far, marks):
    rows = (replace(bar(value=2.0), outliers=far), bar(value=20.0))
    shown = picture(*rows, outlier_label="far off", beyond_label="farther")
    for rtl, turned in ((True, {}), (False, {"◁": "▷"})):
        made = figure(replace(shown, right_to_left=rtl))
        explained = {text[0] for text in said(made) if text.endswith((" far off", " farther"))}
        assert explained == {turned.get(mark, mark) for mark in marks}
        drawn = {line.get_gid() for line in made.axes[0].lines}
        assert drawn & {"outliers", "beyond"} == {{"○": "outliers", "◁": "beyond"}[mark] for mark in marks}
