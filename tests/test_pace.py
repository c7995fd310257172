"""How fast we may send: smooth, below what is allowed, slower when refused, and back again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import CHAT_SECONDS, GROUP_MOST, GROUP_SECONDS, Pace

FULL = 28.0


def drive(
    pace: Pace, seconds: float, *, allowed: float = 1e9, begun: float = 100.0, chats: int = 10**6
) -> list[float]:
    """Sends whenever the pace lets us, chat by chat, to a server that takes so many a second."""
    now, taken, number = begun, [], 0
    while now < begun + seconds:
        wait = pace.wait(now)
        if wait > 0:
            now += wait
            continue
        number += 1
        pace.went(number % chats + 1, now, asked=False)
        if sum(at > now - 1 for at in taken) >= allowed:
            pace.refused(number % chats + 1, 1.0, now, now + 0.01)
        else:
            taken.append(now)
            pace.taken(now + 0.01)
        now += 0.001
    return taken


def test_messages_go_smoothly_and_not_in_bursts():
    sent = drive(Pace(FULL), 10)
    gaps = [later - earlier for earlier, later in pairwise(sent)]
    assert len(sent) == pytest.approx(10 * FULL, abs=2)
    assert min(gaps[2:]) > 0.9 / FULL
    assert max(sum(start <= at < start + 1 for at in sent) for start in sent) <= 30


@pytest.mark.parametrize("allowed", [5, 12, 20, 25])
def test_a_server_that_takes_less_is_soon_refused_little_and_used_nearly_whole(allowed: int):
    pace = Pace(FULL)
    drive(pace, 60, allowed=allowed)
    taken = drive(pace, 60, allowed=allowed, begun=200.0)
    assert len(taken) / 60 >= 0.7 * allowed
    assert pace.rate < FULL


def test_the_pace_climbs_back_once_nothing_is_refused():
    pace = Pace(FULL)
    drive(pace, 20, allowed=10)
    slowed = pace.rate
    drive(pace, 120, begun=200.0)
    assert slowed < 0.6 * FULL
    assert pace.rate == FULL


def test_two_groups_that_answer_429_slow_nobody_down():
    pace = Pace(FULL)
    for now in range(100, 130):
        for group in (-1, -2):
            pace.refused(group, 3600, float(now), now + 0.01)
    assert pace.rate == FULL
    assert pace.halt(130) == 0


def test_one_private_chat_that_answers_429_again_and_again_slows_nobody_down():
    pace = Pace(FULL)
    for now in range(100, 130):
        pace.refused(1, 3600, float(now), now + 0.01)
    assert pace.rate == FULL
    assert pace.halt(130) == 0


def test_when_nothing_is_taken_any_more_all_wait_as_long_as_telegram_wants():
    pace = Pace(FULL)
    for number in range(12):
        now = 100 + number / FULL
        pace.refused(number + 1, 7.0, now, now + 0.01)
        if pace.halt(now + 0.01):
            break
    assert pace.halt(now + 0.01) == pytest.approx(7.0)
    assert pace.wait(now + 0.01) >= 7.0 - 0.01


def test_an_outage_makes_all_wait_longer_and_longer_and_one_success_ends_it():
    pace, now, pauses = Pace(FULL), 100.0, []
    for _ in range(40):
        pace.stumbled(now)
        if pause := pace.halt(now):
            pauses.append(pause)
            now += pause + 0.01
    assert pauses == pytest.approx(sorted(pauses))
    assert pauses[-1] > pauses[0]
    assert max(pauses) <= 30
    pace.taken(now)
    for _ in range(4):
        pace.stumbled(now)
    assert pace.halt(now) == 0


def test_a_chat_has_a_second_between_messages_and_a_group_twenty_a_minute():
    pace = Pace(FULL)
    pace.went(1, 100.0, asked=False)
    assert pace.wait_for(1, 100.25) == pytest.approx(CHAT_SECONDS - 0.25)
    assert pace.wait_for(2, 100.25) == 0
    for number in range(GROUP_MOST):
        pace.went(-1, 100.0 + number, asked=False)
    last = 100.0 + GROUP_MOST - 1
    assert pace.wait_for(-1, last + 1.5) == pytest.approx(GROUP_SECONDS - GROUP_MOST - 0.5)
    assert pace.wait_for(-1, 100.0 + GROUP_SECONDS) == 0


def test_what_people_ask_for_takes_from_our_own_but_never_all():
    pace = Pace(FULL)
    now, own = 100.0, 0
    while now < 110:
        if pace.wait(now) == 0:
            pace.went(1, now, asked=False)
            own += 1
        pace.went(2, now, asked=True)
        now += 0.01
    assert 5 * FULL / 4 < own < 10 * FULL / 2


@given(st.lists(st.tuples(st.integers(-3, 3), st.floats(0, 5), st.sampled_from("wtrs")), max_size=80))
def test_whatever_happens_the_pace_stays_within_bounds_and_no_wait_is_for_ever(happened):
    pace, now = Pace(FULL), 100.0
    for chat, seconds, what in happened:
        now += seconds
        if what == "w":
            pace.went(chat, now, asked=chat % 2 == 0)
        elif what == "t":
            pace.taken(now)
        elif what == "r":
            pace.refused(chat, seconds, now, now)
        else:
            pace.stumbled(now)
        assert 0 < pace.rate <= FULL
        assert 0 <= pace.wait(now) <= 40
        assert 0 <= pace.wait_for(chat, now) <= GROUP_SECONDS
