"""What was drawn of a curve is read back off the figure: line, points, gaps, posts, campaigns, labels."""

import json
import math
import warnings
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.followers import FollowerCount
from bot.domain.growth import growth
from bot.domain.identity import PageId
from bot.language.texts import Texts
from bot.rendering import drawing
from bot.rendering.curves import figure
from bot.rendering.growth import Marks, growth_view
from bot.rendering.message import CAPTION_MOST, Message
from bot.rendering.palette import LIGHT
from bot.rendering.pen import MARGIN, WIDTH
from bot.rendering.picture import Curve, Picture, drawing_from_json
from tests.rendering.drawn import is_png_of_height, said, stays_within_its_edges, texts

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
TEXTS = {
    "fa": Texts(),
    "ar": Texts("ar", "ar", "gregorian"),
    "en": Texts("en", "en", "gregorian"),
}
LONG_NAME = "کافه‌گالری دستبافته‌های گیلان و مازندران؛ شعبهٔ مرکزی رشت ۲۰"


def counted(*known):
    """Counts, each so many days ago; a third value says whether it was rounded."""
    return [FollowerCount(one[1], NOW - timedelta(days=one[0]), *one[2:]) for one in known]


def steady(number, every=7.0, begin=4000, more=40):
    return counted(*((every * (number - i), begin + more * i) for i in range(number)))


def shown(counts, *, language="fa", name="@gol_sara", posts=(), days=None):
    """The message about some counts, with posts so many days ago, each perhaps of a campaign."""
    found = growth(counts, now=NOW, days=days)
    marks = Marks.of((NOW - timedelta(days=ago), campaign) for ago, campaign in posts)
    return growth_view(
        found,
        marks,
        page_name=name,
        page_id=PageId(1),
        texts=TEXTS[language],
        now=NOW,
        may_change=True,
    )


def curve(*args, **more):
    made = shown(*args, **more).picture
    assert isinstance(made, Curve)
    return made


def part(made, gid):
    """All lines of one meaning."""
    return [line for line in made.axes[0].lines if line.get_gid() == gid]


POSTS = [(1, "یلدا"), (3, "یلدا"), (11, "یلدا"), (30, None), (44, "حراج"), (58, "حراج"), (200, None)]
CURVES = {
    f"{language}, {name}": curve(counts, language=language, **more)
    for language in TEXTS
    for name, counts, more in (
        ("two", counted((9, 4700), (0.1, 4853)), {}),
        ("twelve", steady(12, every=28), {"posts": POSTS, "name": LONG_NAME}),
        ("400", steady(400, every=1), {"posts": POSTS, "name": "w" * 60}),
        ("one day", counted((0.2, 4700), (0.1, 4853)), {"posts": [(0.1, "a")]}),
        ("outlier", [*steady(12), *counted((20, 48_000))], {"posts": POSTS}),
        ("huge", counted((60, 910_000_000_000), (2, 950_000_000_000)), {}),
        ("tiny", counted((5, 0), (3, 2), (0, 3)), {}),
        ("all the same", counted((50, 700), (20, 700), (1, 700)), {}),
        ("decades", steady(60, every=120), {"posts": POSTS}),
        ("days", steady(30, every=1), {"posts": [(d, f"کمپین شمارهٔ {d}") for d in range(1, 30)]}),
    )
}


@pytest.mark.parametrize("made", CURVES.values(), ids=CURVES)
def test_a_curve_is_a_png_as_wide_as_a_phone_wants(made):
    assert is_png_of_height(made, 600, 1500)


@pytest.mark.parametrize("made", CURVES.values(), ids=CURVES)
def test_nothing_is_written_over_the_edge(made):
    assert stays_within_its_edges(figure(made))


@pytest.mark.parametrize("made", CURVES.values(), ids=CURVES)
def test_no_two_dates_touch(made):
    dates = [t.get_window_extent() for t in texts(figure(made)) if t.get_gid() == "date"]
    assert dates
    rows = {round(box.y1): [] for box in dates}
    for box in dates:
        rows[round(box.y1)].append(box)
    for row in rows.values():
        assert all(a.x1 < b.x0 for a, b in pairwise(sorted(row, key=lambda box: box.x0)))


@pytest.mark.parametrize("made", CURVES.values(), ids=CURVES)
def test_a_curve_goes_through_json_and_is_known_again(made):
    back = drawing_from_json(json.loads(json.dumps(made.to_json())))
    assert back == made
    assert back.fingerprint() == made.fingerprint()


def test_bars_and_curves_are_told_apart():
    bars = Picture(title="a", subtitle="b", axis="c", bars=(), footer="d")
    assert drawing_from_json(json.loads(json.dumps(bars.to_json()))) == bars
    assert len({bars.fingerprint(), *(made.fingerprint() for made in CURVES.values())}) == len(CURVES) + 1


def test_a_message_carries_a_curve():
    message = shown(steady(5))
    assert Message.from_json(json.loads(json.dumps(message.to_json()))) == message


@pytest.mark.parametrize("language", TEXTS)
def test_time_runs_from_left_to_right_in_every_language(language):
    drawn = figure(curve(steady(5), language=language))
    assert not drawn.axes[0].xaxis_inverted()
    (line,) = part(drawn, "line")
    assert list(line.get_xdata()) == sorted(line.get_xdata())
    assert list(line.get_ydata()) == [4000, 4040, 4080, 4120, 4160]
    boxes = [t.get_window_extent() for t in drawn.axes[0].get_yticklabels() if t.get_text()]
    assert all(box.x1 <= drawn.axes[0].get_window_extent().x0 for box in boxes)


def test_no_line_crosses_a_gap_of_more_than_sixty_days():
    drawn = figure(curve(counted((200, 1000), (190, 1010), (129, 1100), (70, 1200), (60, 1210))))
    (line,) = part(drawn, "line")
    values = list(line.get_ydata())
    assert [i for i, value in enumerate(values) if math.isnan(value)] == [2]
    assert "بیش از ۶۰ روز" in " ".join(said(drawn))


def test_a_count_between_two_gaps_keeps_a_mark_of_its_own():
    many = [*steady(150, every=1), *counted((300, 3000), (400, 2900), (401, 2890))]
    (alone,) = part(figure(curve(many)), "alone")
    assert list(alone.get_ydata()) == [3000]
    assert alone.get_markersize() >= 5


def test_rounded_counts_are_hollow():
    drawn = figure(curve(counted((20, 4000, True), (10, 4100), (0.5, 4200, True))))
    (hollow,), (full,), (last,) = (part(drawn, gid) for gid in ("hollow", "full", "last"))
    assert list(hollow.get_ydata()) == [4000, 4200]
    assert hollow.get_markerfacecolor() == LIGHT.paper
    assert list(full.get_ydata()) == [4100]
    assert full.get_markerfacecolor() != LIGHT.paper
    assert last.get_markerfacecolor() == LIGHT.paper
    assert "توخالی" in " ".join(said(drawn))
    assert "توخالی" not in " ".join(said(figure(curve(counted((20, 4000), (10, 4100))))))


def test_an_outlier_flattens_nothing_and_is_named_at_the_edge():
    drawn = figure(curve([*steady(12), *counted((20, 48_000))]))
    assert drawn.axes[0].get_ylim()[1] < 6000
    (line,) = part(drawn, "line")
    assert max(line.get_ydata()) < 6000
    (off,) = part(drawn, "off")
    assert off.get_ydata()[0] == drawn.axes[0].get_ylim()[1]
    assert "۴۸٬۰۰۰" in said(drawn)


def test_posts_are_ticks_below_within_the_time_shown():
    drawn = figure(curve(steady(8), posts=[(1, None), (20, None), (500, None)]))
    (ticks,) = [c for c in drawn.axes[0].collections if c.get_gid() == "posts"]
    assert len(ticks.get_segments()) == 2
    assert all(y < 0 for segment in ticks.get_segments() for _, y in segment)


def test_campaigns_are_named_spans_in_lanes_that_do_not_cross():
    drawn = figure(curve(steady(12), posts=POSTS))
    spans = [c.get_segments()[0] for c in drawn.axes[0].collections if c.get_gid() == "campaign"]
    assert len(spans) == 2
    assert {"یلدا", "حراج"} <= set(said(drawn))
    longest = max(spans, key=lambda s: s[1][0] - s[0][0])
    assert longest[1][0] - longest[0][0] == pytest.approx(14, abs=0.01)


def test_the_axis_starts_at_zero_or_says_that_it_does_not():
    close, far = curve(counted((9, 4700), (1, 4800))), curve(counted((9, 47), (1, 4800)))
    assert close.low > 0
    assert "از صفر" in close.footer
    assert far.low == 0
    assert "از صفر" not in far.footer


def test_a_change_of_few_is_not_drawn_as_a_mountain():
    made = curve(counted((9, 4800), (1, 4803)))
    assert made.high - made.low > 90


@pytest.mark.parametrize(
    ("language", "month", "year", "digit"),
    [("fa", "فروردین", "۱۴۰۵", "۴"), ("ar", "يناير", "٢٠٢٦", "٤"), ("en", "January", "2026", "4")],
)
def test_months_and_digits_are_the_readers(language, month, year, digit):
    words = said(figure(curve(steady(14, every=28), language=language)))
    assert year in words
    assert any(word.startswith(digit) for word in words)
    assert {month} & {tick.label for tick in curve(steady(14, every=28), language=language).ticks}


def test_a_latin_name_keeps_its_sign_before_it():
    text = next(t.get_text() for t in texts(figure(CURVES["fa, two"])) if "gol_sara" in t.get_text())
    assert "\u200e@gol_sara\u200e" in text


def test_every_persian_string_says_its_direction_first():
    assert all(t.get_text().startswith("\u200f") for t in texts(figure(CURVES["fa, twelve"])))


def test_words_stand_on_the_readers_side():
    for language, inside in (
        ("fa", lambda box: box.x1 > WIDTH - MARGIN - 9),
        ("en", lambda box: box.x0 < MARGIN + 9),
    ):
        drawn = figure(CURVES[f"{language}, two"])
        assert all(inside(t.get_window_extent()) for t in drawn.texts)


def test_the_same_day_gives_the_same_picture():
    later = NOW + timedelta(hours=3)
    again = growth_view(
        growth(steady(5), now=later, days=None),
        Marks(),
        page_name="@gol_sara",
        page_id=PageId(1),
        texts=TEXTS["fa"],
        now=later,
        may_change=True,
    )
    assert again.picture.fingerprint() == curve(steady(5)).fingerprint()


def test_ten_thousand_counts_become_a_picture_of_some_hundred_points():
    made = curve(steady(10_000, every=0.05, more=1))
    assert 300 < len(made.points) <= 402
    assert made.points[0].value == 4000
    assert made.points[-1].value == 13_999
    assert len(json.dumps(made.to_json())) < 40_000


any_counts = st.lists(
    st.tuples(
        st.floats(0, 4000, allow_nan=False),
        st.one_of(st.integers(0, 50), st.integers(0, 10**12)),
        st.booleans(),
    ),
    min_size=2,
    max_size=30,
)
any_posts = st.lists(st.tuples(st.floats(0, 4000), st.none() | st.text(max_size=80)), max_size=20)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_counts, any_posts, st.sampled_from(list(TEXTS)), st.text(min_size=1, max_size=64))
def test_a_curve_of_any_counts_draws_without_warnings(counts, posts, language, name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        counts = counted(*counts)
        if growth(counts, now=NOW, days=None) is None:
            return
        message = shown(counts, language=language, name=name, posts=posts)
        assert drawing.draw(message.picture).startswith(b"\x89PNG")
        assert len(message.text) <= CAPTION_MOST
