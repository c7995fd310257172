"""Into which group a post belongs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.comparison import compare
from bot.domain.findings import LEAST_POSTS
from bot.domain.frames import Frame
from bot.domain.groupings import Band, Dimension, windows
from bot.domain.keying import keys_of
from bot.domain.keying import local as wall_clock
from bot.domain.material import Material
from bot.domain.posts import Kind
from tests.domain.making import NOW, TEHRAN, post


def grouped(by, rows, facts=(), calendar="jalali"):
    """The group of each post; rows are moments of publishing and whether no more than the day is known."""
    posts = [(n, 1, 0.0, published, day_only, None) for n, (published, day_only) in enumerate(rows)]
    frame = Frame.of_material(Material(posts, facts=facts))
    found = keys_of(by, frame, zone=TEHRAN, calendar=calendar, spans=windows(by, 180, NOW))
    return [found.names[key] if key >= 0 else None for key in found.of]


def keys(by, facts):
    return grouped(by, [(None, False)] * len(facts), facts)


def timed(by, *moments, day_only=False, calendar="jalali"):
    return grouped(by, [(at.timestamp(), day_only) for at in moments], calendar=calendar)


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=TEHRAN)


@pytest.mark.parametrize("key", ["4", "6-9", "10-", "0-5", "0"])
def test_a_band_is_read_back_as_it_was_written(key):
    assert Band.of_key(key).key == key


def test_each_number_stands_alone_where_most_posts_can_be_compared_so():
    many = [2] * LEAST_POSTS + [4] * LEAST_POSTS + [7]
    assert keys(Dimension.SLIDES, many) == [str(n) for n in many]
    few = [2] * LEAST_POSTS + [3, 4, 5, 7, 8, 9, 12]
    assert keys(Dimension.SLIDES, few) == ["2"] * LEAST_POSTS + [
        "3",
        "4-5",
        "4-5",
        "6-9",
        "6-9",
        "6-9",
        "10-",
    ]


@pytest.mark.parametrize(
    ("by", "numbers", "bands"),
    [
        (
            Dimension.CAPTION,
            [0, 1, 60, 61, 400, 401, 2200],
            ["0", "1-60", "1-60", "61-150", "151-400", "401-", "401-"],
        ),
        (
            Dimension.HASHTAGS,
            [0, 1, 3, 4, 15, 16, 30, None],
            ["0", "1-3", "1-3", "4-8", "9-15", "16-", "16-", None],
        ),
    ],
)
def test_letters_and_hashtags_are_counted_in_bands(by, numbers, bands):
    assert keys(by, numbers) == bands


def test_hours_are_those_of_the_zone_in_parts_of_a_day():
    moments = [local(f"2026-11-20T{hour:02}:59") for hour in (0, 5, 6, 11, 12, 20, 23)]
    assert timed(Dimension.HOUR, *moments) == ["0-5", "0-5", "6-8", "9-11", "12-14", "18-20", "21-23"]


def test_hours_stand_alone_only_where_they_are_few():
    few = [local(f"2026-11-20T{hour:02}:30") for hour in (9, 21)] * LEAST_POSTS
    assert timed(Dimension.HOUR, *few) == ["9", "21"] * LEAST_POSTS
    all_day = [local(f"2026-11-20T{hour:02}:30") for hour in range(24)] * LEAST_POSTS
    assert len(set(timed(Dimension.HOUR, *all_day))) == 7


@given(
    st.sampled_from(["Asia/Tehran", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "UTC"]),
    st.lists(st.integers(0, 2_000_000_000) | st.none()),
)
def test_many_moments_are_read_off_the_clock_as_each_alone_is(zone, moments):
    """Those at which clocks change included: of each moment also those a few hours around it."""
    close = [m and m + 3600 * hours for m in moments for hours in range(-3, 4)]
    found = wall_clock(np.array(close, dtype=float), ZoneInfo(zone))
    for moment, clock in zip(close, found, strict=True):
        if moment is None:
            assert np.isnan(clock)
        else:
            expected = datetime.fromtimestamp(moment, ZoneInfo(zone)).replace(tzinfo=UTC)
            assert datetime.fromtimestamp(clock, UTC) == expected


def test_an_hour_that_comes_twice_and_one_that_does_not_come_are_kept_apart():
    zone = ZoneInfo("America/New_York")
    for day in (datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)):
        moments = [day.timestamp() + 1800 * half for half in range(48)]
        hours = (wall_clock(np.array(moments), zone) % 86_400 // 3600).tolist()
        assert hours == [datetime.fromtimestamp(moment, zone).hour for moment in moments]


def test_a_post_of_which_only_the_day_is_known_has_no_hour():
    noon = local("2026-11-20T12:00")
    assert timed(Dimension.HOUR, noon, day_only=True) == [None]
    assert timed(Dimension.WEEKDAY, noon, day_only=True) == [4]


def test_months_are_those_of_the_persons_calendar():
    """1 Azar 1405 is 22 November 2026."""
    days = [local("2026-11-21T23:00"), local("2026-11-22T01:00")]
    assert timed(Dimension.MONTH, *days) == ["1405-08", "1405-09"]
    assert timed(Dimension.MONTH, *days, calendar="gregorian") == ["2026-11", "2026-11"]


def test_a_caption_calls_or_does_not_or_is_unknown():
    assert keys(Dimension.CALL, [True, False, None]) == ["with", "without", None]


def test_an_empty_topic_is_none():
    assert keys(Dimension.TOPIC, ["شال", "", None]) == ["شال", None, None]


def by(dimension, posts, **more):
    return compare(posts, **{"by": dimension, "follower_counts": (), "zone": TEHRAN, "now": NOW, **more})


def test_this_period_stands_against_the_one_before_and_nothing_older():
    posts = [post(days=d) for d in (1, 29, 31, 59, 61, 200)]
    found = by("period", posts, days=30)
    assert [(g.key, g.spread.n) for g in found.groups] == [("now", 2), ("before", 2)]
    assert found.in_period == 4


def test_this_period_stands_against_the_same_a_year_ago_and_nothing_between():
    posts = [post(days=d) for d in (1, 29, 31, 364, 366, 394, 396)]
    found = by("year", posts, days=30)
    assert [(g.key, g.spread.n) for g in found.groups] == [("now", 2), ("year-ago", 2)]
    assert found.in_period == 4


def test_two_periods_always_have_an_end_and_never_overlap():
    for dimension in ("period", "year"):
        for days in (30, 365, 1000, None):
            found = windows(Dimension(dimension), days, NOW)
            assert found[1].until <= found[0].since
            assert found[1].since < found[1].until


def test_pages_are_compared_on_one_measure():
    posts = [replace(post(likes=likes, days=i + 1), page_id=1) for i, likes in enumerate(range(10, 20))]
    found = by("page", posts)
    assert [(g.key, g.spread.n) for g in found.groups] == [(1, 10)]


def test_of_very_many_groups_the_largest_are_shown_and_the_others_counted():
    posts = [replace(post(days=i % 170 + 0.5), topic=f"t{i % 20}") for i in range(20 * 6 + 12)]
    found = by("topic", posts)
    assert len(found.groups) == 12
    assert found.unshown == 8
    assert found.overall.n == len(posts)
    assert {g.key for g in found.groups} == {f"t{i}" for i in range(12)}


def test_months_that_are_shown_are_the_latest():
    posts = [post(Kind.PHOTO, days=30 * i + 1) for i in range(20)]
    found = by("month", posts, days=None, calendar="gregorian")
    assert [g.key for g in found.groups] == sorted(g.key for g in found.groups)
    assert found.groups[-1].key == f"{NOW - timedelta(days=1):%Y-%m}"
    assert len(found.groups) == 12
