"""The mix of kinds, the pace, the best and the lasting posts, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.measured import measure
from bot.domain.mix import LAST, mix, prevailing
from bot.domain.pace import PaceRequest, pace
from bot.domain.posts import Counts, Kind, Post, Reading, Source
from bot.domain.top import KEEPS_FROM, evergreens, top
from tests.domain.making import NOW, TEHRAN, post


def read(of: Post, *taken: tuple[float, int]) -> Post:
    """The post with readings some hours after its publishing."""
    assert of.published_at is not None
    readings = tuple(
        Reading(of.published_at + timedelta(hours=hours), Counts(likes=likes, comments=0), Source.TYPED)
        for hours, likes in taken
    )
    return replace(of, readings=readings, reading=readings[-1])


def test_months_are_those_of_the_persons_calendar():
    # 22 November 2026 is the first of Azar
    posts = [post(Kind.REEL, days=0), post(Kind.PHOTO, days=1), post(None, days=2), post(days=None)]
    found = mix(posts, zone=TEHRAN, calendar="jalali")
    assert [(m.year, m.month, dict(m.counts)) for m in found.months] == [
        (1405, 8, {Kind.PHOTO: 1, None: 1}),
        (1405, 9, {Kind.REEL: 1}),
    ]
    assert found.kinds == (Kind.PHOTO, Kind.REEL, None)
    assert (found.used, found.undated) == (3, 1)
    gregorian = mix(posts, zone=TEHRAN, calendar="gregorian")
    assert [(m.year, m.month, m.total) for m in gregorian.months] == [(2026, 11, 3)]


@given(st.integers(0, LAST))
def test_a_kind_prevails_beyond_four_fifths_of_the_last_thirty(photos: int):
    posts = [post(Kind.PHOTO if n < photos else Kind.REEL, days=float(n)) for n in range(LAST)]
    older = [post(Kind.VIDEO, days=100.0 + n) for n in range(LAST)]
    found = prevailing([*older, *posts])
    if photos > 24:
        assert found is not None
        assert (found.kind, found.count) == (Kind.PHOTO, photos)
    elif LAST - photos > 24:
        assert found is not None
        assert (found.kind, found.count) == (Kind.REEL, LAST - photos)
    else:
        assert found is None


def test_fewer_than_thirty_posts_prevail_in_nothing():
    assert prevailing([post(Kind.PHOTO, days=float(n)) for n in range(LAST - 1)]) is None


def test_the_pace_is_the_share_of_a_posts_own_week():
    posts = [read(post(days=20.0 + n), (1, 10 + n), (24, 60), (168, 100)) for n in range(6)]
    found = pace(PaceRequest.of(posts, now=NOW, days=None))
    assert [(s.hours, s.spread.n, s.spread.median) for s in found.stages] == [(1, 6, 12.5), (24, 6, 60.0)]
    assert (found.used, found.with_week) == (6, 6)


@pytest.mark.parametrize(
    ("taken", "stages"),
    [
        ([(0.4, 5), (168, 100)], (0, 0)),
        ([(0.5, 5), (168, 100)], (1, 0)),
        ([(2.1, 5), (16.9, 9), (168, 100)], (0, 0)),
        ([(1, 5), (24, 9), (119, 100)], (0, 0)),
        ([(1, 5), (24, 9), (252, 100)], (1, 1)),
        ([(1, 0), (168, 0)], (0, 0)),
    ],
)
def test_only_readings_near_a_stage_stand_for_it(taken: list[tuple[float, int]], stages: tuple[int, int]):
    found = pace(PaceRequest.of([read(post(days=20), *taken)], now=NOW, days=None))
    assert tuple(stage.spread.n for stage in found.stages) == stages


def test_a_day_without_an_hour_tells_no_pace():
    posts = [replace(read(post(days=20), (1, 5), (168, 10)), day_only=True)]
    assert pace(PaceRequest.of(posts, now=NOW, days=None)).with_week == 0


def test_the_best_are_ranked_against_the_pages_median():
    posts = [post(likes=likes, days=10.0 + n, number=n) for n, likes in enumerate((10, 20, 30, 40, 50, 90))]
    found = top(measure(posts, [], now=NOW, days=None), None)
    assert [best.post for best in found.best] == [5, 4, 3, 2, 1]
    assert found.typical == 3.5
    assert found.best[0].times == pytest.approx(9 / 3.5)


def test_posts_out_of_the_period_and_without_counts_are_not_ranked():
    posts = [post(days=40, number=1), post(days=10, likes=None, number=2), post(days=10, number=3)]
    found = top(measure(posts, [], now=NOW, days=30), 30)
    assert [best.post for best in found.best] == [3]
    assert (found.used, found.in_period, found.typical) == (1, 2, None)


@given(st.integers(1, 1000), st.integers(0, 2000))
def test_a_post_is_evergreen_from_a_fifth_on(week: int, later: int):
    found = evergreens([read(post(days=90), (168, week), (400, later))], now=NOW, days=None)
    assert found.looked_at == 1
    assert bool(found.posts) is (later / week - 1 >= KEEPS_FROM)


def test_the_strongest_stand_first_and_the_latest_count_counts():
    posts = [
        read(post(days=90, number=1), (168, 100), (400, 300), (800, 150)),
        read(post(days=90, number=2), (168, 100), (400, 130), (800, 160)),
        read(post(days=90, number=3), (168, 100)),
    ]
    found = evergreens(posts, now=NOW, days=None)
    assert [(kept.post, kept.now, kept.days) for kept in found.posts] == [(2, 160, 33), (1, 150, 33)]
    assert found.looked_at == 2
