"""The week of a page: which openings are named, how sure, and that chance is not praised."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.besttimes import BestTimeRequest, Sureness, Timed, best_times, fitting_width
from bot.domain.engagement import Base
from bot.domain.measured import measure
from bot.domain.openings import next_opening
from tests.domain.making import NOW, TEHRAN, post

HOURS = st.tuples(st.integers(0, 6), st.integers(0, 23), st.floats(0, 1e6), st.floats(0, 1e9))


def asked(posts: list[Timed]) -> BestTimeRequest:
    return BestTimeRequest(tuple(posts), Base.FOLLOWERS, None, len(posts))


def drawn(seed: int, n: int, *, better: float = 0.0) -> list[Timed]:
    """Posts at some hours; those at 21 are `better` by so many standard deviations of the logarithm."""
    rng = random.Random(seed)
    made = []
    for number in range(n):
        hour = rng.choice((9, 12, 18, 21))
        value = rng.lognormvariate(better * (hour == 21), 1.0)
        made.append(Timed(rng.randrange(7), hour, value, float(number)))
    return made


@settings(deadline=None)
@given(st.lists(HOURS.map(lambda t: Timed(*t)), max_size=60))
def test_any_posts_have_an_answer_drawn_toward_the_middle(posts: list[Timed]):
    found = best_times(asked(posts))
    assert sum(slot.n for slot in found.slots) == found.used == len(posts)
    for slot in found.slots:
        assert 0 <= slot.place <= 100
        assert 0 <= slot.chance <= 1
        assert slot.hour % found.width == 0
    assert len(found.best) <= 3


def test_clear_evenings_are_sure():
    found = best_times(asked(drawn(1, 400, better=1.5)))
    assert {slot.hour for slot in found.best} == {21}
    assert {found.sureness(slot) for slot in found.best} == {Sureness.SURE}
    assert found.differ


def test_one_viral_post_does_not_make_its_hour_sure():
    posts = [Timed(n % 7, 9, 1.0 + n / 100, float(n)) for n in range(60)]
    found = best_times(asked([*posts, Timed(3, 21, 1e6, 61.0)]))
    for slot in found.best:
        assert found.sureness(slot) is Sureness.PERHAPS


def test_where_nothing_differs_hardly_ever_anything_is_called_more_than_a_perhaps():
    """At most the 5 % that the test allows, less three standard errors of 400 draws."""
    claimed = 0
    for seed in range(400):
        found = best_times(asked(drawn(seed, 150)))
        claimed += any(found.sureness(slot) is not Sureness.PERHAPS for slot in found.best)
    assert claimed / 400 <= 0.05 + 3 * (0.05 * 0.95 / 400) ** 0.5


def test_hours_of_a_pages_better_years_are_not_praised_for_them():
    """At nine while the page was small, at twenty-one since it is large: the hours never differed."""
    rng = random.Random(5)
    posts = [
        Timed(rng.randrange(7), 9 if n < 200 else 21, rng.lognormvariate(n / 100, 0.5), float(n))
        for n in range(400)
    ]
    found = best_times(asked(posts))
    assert all(found.sureness(slot) is not Sureness.SURE for slot in found.best)


def test_equal_posts_praise_no_hour():
    found = best_times(asked([Timed(n % 7, n % 24, 5.0, float(n)) for n in range(100)]))
    assert found.best == ()


def test_fields_are_as_narrow_as_the_posts_allow():
    assert fitting_width([]) == 3
    assert fitting_width([(0, 9)] * 3) == 1
    assert fitting_width([(0, 8), (0, 9), (0, 9)]) == 2
    assert fitting_width([(0, 9), (0, 10), (0, 11)]) == 3


def test_hours_are_those_of_the_pages_clock_and_bare_days_have_none():
    late = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)  # one in the morning of Saturday in Tehran
    days = (NOW - late) / timedelta(days=1)
    known = post(days=days, taken_after=20, number=1)
    measures = measure([known, post(days=None, number=2)], [], now=NOW, days=None)
    (timed,) = BestTimeRequest.of(measures, zone=TEHRAN, days=None).posts
    assert (timed.weekday, timed.hour) == (5, 1)


def test_posts_are_measured_on_the_base_that_most_know():
    posts = [post(number=i, followers=None, reach=500) for i in range(3)] + [post(number=9)]
    measures = measure(posts, [], now=NOW, days=None)
    assert measures.base is Base.REACH
    assert [m.value for m in measures.posts] == [20.0] * 3
    assert measures.in_period == 4


@pytest.mark.parametrize(
    ("weekday", "hour", "day"),
    [(6, 12, "2026-11-22"), (6, 10, "2026-11-29"), (5, 1, "2026-11-28"), (None, 9, "2026-11-23")],
)
def test_the_next_opening_is_the_first_still_to_come(weekday: int | None, hour: int, day: str):
    # it is Sunday, ten in the morning in Tehran
    assert next_opening(weekday, hour, now=NOW, zone=TEHRAN).isoformat() == day
