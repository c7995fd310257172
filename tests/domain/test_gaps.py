"""When a page is silent for longer than usual."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.gaps import LEAST_DAYS, LEAST_SILENCE, SAID_EVERY, gap, next_look, silent_from, usual_pause

TODAY = date(2026, 11, 22)


def every(pause, posts=8, until=TODAY):
    return {until - timedelta(days=number * pause) for number in range(posts)}


@pytest.mark.parametrize(("pause", "silence"), [(1, 2), (2, 3), (3, 5), (7, 11)])
def test_a_gap_begins_after_the_usual_pause_and_a_half(pause, silence):
    days = every(pause)
    assert gap(days, TODAY + timedelta(days=silence - 1)) is None
    found = gap(days, TODAY + timedelta(days=silence))
    assert (found.days, found.usual) == (silence, pause)


def test_few_posts_make_no_rhythm():
    assert usual_pause(every(2, posts=LEAST_DAYS - 1)) is None
    assert gap(every(2, posts=LEAST_DAYS - 1), TODAY + timedelta(days=50)) is None
    assert gap(set(), TODAY) is None


def test_an_old_rhythm_does_not_count():
    assert usual_pause({*every(1, posts=60, until=TODAY - timedelta(days=200)), TODAY}) is None


@given(st.sets(st.integers(0, 400), max_size=60).map(lambda ago: {TODAY - timedelta(days=n) for n in ago}))
def test_silence_never_begins_before_a_pause_and_a_half(days):
    start, usual = silent_from(days), usual_pause(days)
    assert (start is None) == (usual is None)
    if start is not None:
        silence = (start - max(days)).days
        assert silence >= max(LEAST_SILENCE, 1.5 * usual)
        assert silence < max(LEAST_SILENCE, 1.5 * usual) + 1


def test_a_page_that_gets_a_rhythm_is_looked_at_daily_and_an_empty_one_weekly():
    tomorrow = TODAY + timedelta(days=1)
    assert next_look(every(2, posts=LEAST_DAYS - 1), TODAY) == tomorrow
    assert next_look(set(), TODAY) == TODAY + SAID_EVERY
    assert next_look(every(2, until=TODAY), TODAY) == silent_from(every(2, until=TODAY))


@given(st.sets(st.integers(0, 400), max_size=60).map(lambda ago: {TODAY - timedelta(days=n) for n in ago}))
def test_no_gap_is_overlooked_for_longer_than_it_may_be_said_anew(days):
    look, start = next_look(days, TODAY), silent_from(days)
    assert TODAY < look <= TODAY + SAID_EVERY
    if start is not None and TODAY < start <= TODAY + SAID_EVERY:
        assert look == start
