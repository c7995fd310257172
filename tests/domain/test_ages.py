"""Which of its readings stands for a post, and at which age posts are compared."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ages import DAY, WEEK, chosen, common_age
from bot.domain.posts import Counts, Kind, Reading, Source
from tests.domain.making import NOW, post, posts_of
from tests.domain.test_comparison import BAD, GOOD, by_kind


def read_at(*hours, days=20.0, **more):
    """A post with a reading at each age; its likes are the age in hours."""
    made = post(days=days, **more)
    taken = tuple(
        Reading(made.published_at + timedelta(hours=h), Counts(likes=int(h), comments=0), Source.TYPED)
        for h in hours
    )
    return replace(made, reading=taken[-1] if taken else None, readings=taken)


@pytest.mark.parametrize(
    ("ages", "common"),
    [
        ([[170], [30, 168], [24]], WEEK),
        ([[170], [24], [25]], DAY),
        ([[119]] * 3, DAY),
        ([[120]] * 3, WEEK),
        ([[2], [24], [3]], None),
        ([[900], [800], [2]], WEEK),
        ([[], [], [24]], DAY),
        ([], None),
    ],
)
def test_posts_are_compared_at_the_age_at_which_most_were_counted(ages, common):
    assert common_age([read_at(*each) for each in ages]) == common


@pytest.mark.parametrize(
    ("ages", "hours", "likes", "young", "later"),
    [
        ([1, 24, 170], WEEK, 170, False, False),
        ([1, 24, 170], DAY, 24, False, False),
        ([24, 150, 200], WEEK, 150, False, False),
        ([24, 119], WEEK, 119, True, False),
        ([24, 2000], WEEK, 2000, False, True),
        ([2000], WEEK, 2000, False, True),
        ([2], DAY, 2, True, False),
        ([1, 24, 170], None, 170, False, False),
    ],
)
def test_the_reading_nearest_the_common_age_stands_for_a_post(ages, hours, likes, young, later):
    found = chosen(read_at(*ages), hours)
    assert found.reading.counts.likes == likes
    assert (found.young, found.later) == (young, later)


def test_a_reading_without_likes_and_comments_stands_back_behind_one_that_has_them():
    made = read_at(24, 168)
    only_views = replace(made.readings[1], counts=Counts(views=9000))
    made = replace(made, readings=(made.readings[0], only_views), reading=only_views)
    assert chosen(made, DAY).reading.counts.likes == 24
    assert chosen(made, WEEK).young


def test_a_post_of_an_unknown_time_is_seen_at_its_latest():
    assert chosen(post(days=None), WEEK) == (post(days=None).reading, False, False)


def test_posts_of_the_last_days_are_left_out_of_a_comparison_by_the_week_and_counted():
    old = [read_at(24, 168 + i, kind=Kind.PHOTO) for i in range(8)]
    new = [read_at(24, days=2.0, kind=Kind.REEL) for _ in range(3)]
    found = by_kind([*old, *new])
    assert (found.age, found.used, found.left_out.age) == (WEEK, 8, 3)
    assert found.used + found.left_out.total == found.in_period


def test_a_viral_first_day_does_not_beat_a_full_week():
    """Likes keep coming: by their latest counts alone, old posts would always win."""
    week_old = [read_at(24, 168, 1000, kind=Kind.PHOTO, days=60.0) for _ in range(8)]
    found = by_kind(week_old)
    assert found.overall.median == pytest.approx(100 * 168 / 1000)
    assert found.later == 0


def test_files_taken_long_after_publishing_count_as_final():
    found = by_kind(
        [*posts_of(Kind.PHOTO, BAD, taken_after=2000), *posts_of(Kind.REEL, GOOD, taken_after=2000)]
    )
    assert (found.age, found.later, found.used, found.left_out.age) == (WEEK, 16, 16, 0)


def test_without_a_common_age_each_post_is_seen_at_its_latest():
    found = by_kind([read_at(2), read_at(3), read_at(30)])
    assert (found.age, found.used, found.aged, found.early) == (None, 3, 3, 2)
    assert NOW
