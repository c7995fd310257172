"""What is hardly true of a post is asked, and asked once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lines import Value
from bot.domain.plausibility import FAR_BEYOND, FOLLOWERS_LEAP, implausible, leaps
from bot.domain.posts import day_of

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
TEHRAN = ZoneInfo("Asia/Tehran")


@pytest.mark.parametrize(
    ("values", "question"),
    [
        ({"likes": 11, "reach": 10}, "doubt-more-than-reach"),
        ({"likes": 11, "views": 10}, "doubt-more-than-views"),
        ({"reach": 11, "views": 10}, "doubt-more-than-views"),
        ({"saves": 11, "reach": 10}, "doubt-more-than-reach"),
        ({"published_at": NOW + timedelta(seconds=1)}, "doubt-not-yet"),
        ({"followers": 5000}, "doubt-leap"),
        ({"likes": 10_000_000}, "doubt-beyond-followers"),
        ({"likes": 500 * FAR_BEYOND}, "doubt-beyond-followers"),
        ({"likes": 10_000_000, "followers": 4800, "comments": 12}, "doubt-beyond-followers"),
        ({"likes": 500, "comments": 900_000}, "doubt-beyond-likes"),
        ({"likes": 500, "saves": 500 * FAR_BEYOND}, "doubt-beyond-likes"),
        ({"likes": 20, "shares": 20 * FAR_BEYOND}, "doubt-beyond-likes"),
    ],
)
def test_what_is_hardly_true_is_asked_until_it_is_confirmed(values: dict[str, Value], question: str):
    (doubt,) = implausible(values, NOW, 500)
    assert doubt.question == question
    confirmed = {**values, **doubt.options[0].values}
    assert implausible(confirmed, NOW, 500) == ()
    for option in doubt.options[1:]:
        assert implausible({**values, **option.values}, NOW, 500) == ()


@pytest.mark.parametrize(
    "values",
    [
        {"likes": 10, "reach": 10},
        {"likes": 11},
        {"reach": 5, "likes": None},
        {"published_at": NOW},
        {"followers": 4999},
        {"likes": 500 * FAR_BEYOND - 1},
        {"likes": 10_000_000, "reach": 80_000_000},
        {"likes": 500, "comments": 500 * FAR_BEYOND - 1},
        {"likes": 3, "comments": 60},
        {"likes": 0, "saves": 14},
    ],
)
def test_what_may_well_be_is_not_asked(values: dict[str, Value]):
    assert implausible(values, NOW, 500) == ()


@given(st.integers(0, 36500 * 86400))
def test_today_is_never_still_to_come_and_tomorrow_always_is(seconds: int):
    now = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    today = {"published_at": day_of("today", now, TEHRAN), "day_only": True}
    assert implausible(today, now) == ()
    tomorrow = {"published_at": day_of("today", now + timedelta(days=1), TEHRAN), "day_only": True}
    assert implausible(tomorrow, now)[0].question == "doubt-not-yet"


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_leap_is_one_in_both_directions(one: int, other: int):
    assert leaps(one, other) == leaps(other, one)
    assert leaps(one, other) == (max(one, other) >= FOLLOWERS_LEAP * min(one, other))


def test_without_a_count_before_nothing_leaps():
    assert not leaps(5, None)
    assert not leaps(5, 0)


def test_likes_are_not_weighed_against_followers_that_nobody_knows():
    assert implausible({"likes": 10_000_000}, NOW) == ()
    assert implausible({"likes": 900}, NOW, 30) == ()
