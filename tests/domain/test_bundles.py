"""When somebody may hear what she did not ask for."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.bundles import (
    Habits,
    Pace,
    allowed,
    bundle_after,
    bundle_for,
    in_order,
    quiet_until,
    when_rung,
)
from tests.domain.making import NOW, TEHRAN

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
EVENING = NOW + 10 * HOUR
"""Sunday, twenty o'clock in Tehran."""

clocks = st.integers(0, 23).map(time)
habits = st.builds(
    Habits,
    pace=st.sampled_from(Pace),
    at=clocks,
    weekday=st.integers(0, 6),
    quiet=st.none() | st.tuples(clocks, clocks),
    last_at=st.none() | st.integers(-300, 300).map(lambda hours: NOW + hours * HOUR),
)
moments = st.integers(0, 24 * 14 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


def test_a_first_bundle_comes_when_it_is_due():
    assert allowed(Habits(), TEHRAN, EVENING) == EVENING
    assert allowed(Habits(), TEHRAN, NOW) == NOW


def test_a_second_bundle_of_a_day_waits_for_the_next_ones_hour():
    assert allowed(Habits(last_at=NOW), TEHRAN, EVENING) == EVENING + DAY
    assert allowed(Habits(last_at=NOW, at=time(9)), TEHRAN, EVENING) == NOW + 23 * HOUR
    assert allowed(Habits(last_at=NOW - 11 * HOUR), TEHRAN, NOW) == NOW


def test_few_words_come_on_their_day_once():
    few = Habits(pace=Pace.WEEKLY, weekday=3)
    thursday = EVENING + 4 * DAY
    assert allowed(few, TEHRAN, NOW) == thursday
    assert allowed(few, TEHRAN, thursday) == thursday
    assert allowed(few, TEHRAN, thursday + HOUR) == thursday + 7 * DAY
    told = Habits(pace=Pace.WEEKLY, weekday=3, last_at=thursday)
    assert allowed(told, TEHRAN, thursday) == thursday + 7 * DAY


def test_a_bundle_that_comes_late_comes_all_the_same():
    few, thursday = Habits(pace=Pace.WEEKLY, weekday=3), EVENING + 4 * DAY
    assert when_rung(few, TEHRAN, thursday, thursday + DAY) == thursday + DAY
    assert when_rung(Habits(), TEHRAN, EVENING, EVENING + HOUR) == EVENING + HOUR
    assert when_rung(few, TEHRAN, EVENING, EVENING) == thursday
    told = Habits(last_at=EVENING)
    assert when_rung(told, TEHRAN, NOW - DAY, EVENING + HOUR) == EVENING + DAY
    night = Habits(quiet=(time(20), time(8)))
    assert when_rung(night, TEHRAN, NOW, EVENING) == NOW + 22 * HOUR


def test_who_wants_nothing_gets_nothing():
    assert allowed(Habits(pace=Pace.OFF), TEHRAN, NOW) is None


@pytest.mark.parametrize(("hour", "ends"), [(22, None), (23, 8), (0, 8), (7, 8), (8, None), (12, None)])
def test_quiet_hours_reach_over_midnight(hour, ends):
    night = Habits(quiet=(time(23), time(8)))
    now = NOW.astimezone(TEHRAN).replace(hour=hour)
    until = quiet_until(night, TEHRAN, now)
    assert (until.astimezone(TEHRAN).hour if until else None) == ends
    assert until is None or timedelta(0) < until - now <= 9 * HOUR


def test_nobody_is_quiet_who_did_not_say_so():
    assert quiet_until(Habits(), TEHRAN, NOW) is None
    assert quiet_until(Habits(quiet=(time(9), time(9))), TEHRAN, NOW) is None


@given(habits, moments)
def test_a_bundle_is_never_early_never_in_quiet_hours_and_never_the_second_of_its_day(of, due):
    at = allowed(of, TEHRAN, due)
    if of.pace is Pace.OFF:
        assert at is None
        return
    assert at >= due
    assert quiet_until(of, TEHRAN, at) is None
    assert of.last_at is None or at.astimezone(TEHRAN).date() != of.last_at.astimezone(TEHRAN).date()
    assert allowed(of, TEHRAN, at) == at or of.pace is Pace.WEEKLY


@given(clocks, moments)
def test_each_thing_has_its_bundle_at_its_hour_and_within_a_day(at, due):
    comes = bundle_for(due, TEHRAN, at)
    assert comes.astimezone(TEHRAN).time() == at
    assert -4 * HOUR < comes - due <= 20 * HOUR
    assert timedelta(0) < bundle_after(due, TEHRAN, at) - due <= DAY


def test_counts_come_before_what_is_advised():
    assert in_order({"stale": 1, "advice": 1, "asks": 1}) == ["asks", "advice", "stale"]
