"""Into which group a post belongs."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.comparison import compare
from bot.domain.findings import LEAST_POSTS
from bot.domain.groupings import Band, Dimension, Stamped, keys_of, windows
from bot.domain.posts import Kind
from tests.domain.making import NOW, TEHRAN, post


def keys(by, facts, **more):
    stamped = [Stamped(fact, None, 0.0, False, 1) for fact in facts]
    return keys_of(by, stamped, zone=TEHRAN, calendar="jalali", spans=windows(by, 180, NOW), **more)


def timed(by, *moments, day_only=False, calendar="jalali"):
    stamped = [Stamped(None, at.timestamp(), at.timestamp(), day_only, 1) for at in moments]
    return keys_of(by, stamped, zone=TEHRAN, calendar=calendar, spans=windows(by, 180, NOW))


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
