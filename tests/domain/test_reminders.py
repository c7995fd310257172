"""When something about a plan is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identity import ChatId, PageId, PlanId
from bot.domain.plans import Plan, PlanState
from bot.domain.recurrence import instant_of
from bot.domain.reminders import Due, coming, done_at, due, leads_to_come, moments


def wall_time(text: str) -> datetime:
    """A naive time, as a clock on the wall shows it."""
    return datetime.fromisoformat(text)


TEHRAN, BERLIN = ZoneInfo("Asia/Tehran"), ZoneInfo("Europe/Berlin")
WALL = wall_time("2026-11-24T12:00")
AT = instant_of(WALL, TEHRAN)
PLAN = Plan(
    PlanId(1),
    PageId(1),
    PlanState.PLANNED,
    at=AT,
    wall=WALL,
    lead_minutes=(1440, 60),
    rung_at=AT - timedelta(9),
)


def test_reminders_come_before_and_in_the_end_it_was_missed():
    found = moments(PLAN, TEHRAN)
    assert [m.what for m in found] == [Due.REMIND, Due.REMIND, Due.MISS]
    assert [AT - m.at for m in found[:2]] == [timedelta(days=1), timedelta(hours=1)]
    assert found[2].at == datetime(2026, 11, 25, 20, 30, tzinfo=UTC)


def test_what_publishes_itself_is_due_at_its_time_and_not_while_it_is_on_its_way():
    plan = replace(PLAN, publish_to=ChatId(-1))
    assert (AT, Due.PUBLISH) in moments(plan, TEHRAN)
    assert Due.PUBLISH not in {m.what for m in moments(replace(plan, sending_at=AT), TEHRAN)}


@pytest.mark.parametrize("state", [state for state in PlanState if state is not PlanState.PLANNED])
def test_nothing_is_due_of_what_is_not_to_be_done(state: PlanState):
    assert moments(replace(PLAN, state=state), TEHRAN) == []
    assert coming(replace(PLAN, state=state), TEHRAN) is None


def test_a_day_without_an_hour_is_reminded_of_from_its_morning():
    plan = replace(PLAN, day_only=True, lead_minutes=(1440, 0))
    walls = [m.at.astimezone(TEHRAN).replace(tzinfo=None) for m in moments(plan, TEHRAN)]
    assert walls == [
        wall_time("2026-11-23T09:00"),
        wall_time("2026-11-24T09:00"),
        wall_time("2026-11-26T00:00"),
    ]


def test_the_day_of_a_change_of_clocks_ends_at_its_own_midnight():
    wall = wall_time("2026-10-24T12:00")
    plan = replace(PLAN, wall=wall, at=instant_of(wall, BERLIN), lead_minutes=())
    assert moments(plan, BERLIN)[-1].at == datetime(2026, 10, 25, 23, tzinfo=UTC)


@given(st.lists(st.integers(0, 60 * 24 * 7)), st.integers(-60 * 24 * 9, 60 * 24 * 3))
def test_nothing_is_due_twice_and_nothing_is_left_out(leads: list[int], minutes: int):
    """Rung at each moment that is said to come, all is due exactly once."""
    plan = replace(PLAN, lead_minutes=tuple(leads), rung_at=AT + timedelta(minutes=minutes))
    told = []
    while (at := coming(plan, TEHRAN)) is not None:
        told += due(plan, TEHRAN, at)
        plan = replace(plan, rung_at=at)
    assert told == [m for m in moments(plan, TEHRAN) if m.at > AT + timedelta(minutes=minutes)]


def test_after_a_downtime_all_that_fell_due_comes_at_once():
    assert [m.what for m in due(PLAN, TEHRAN, AT)] == [Due.REMIND, Due.REMIND]


def test_who_plans_at_short_notice_is_reminded_at_the_time_itself():
    assert leads_to_come((60,), AT, AT - timedelta(minutes=30)) == (0,)
    assert leads_to_come((1440, 60), AT, AT - timedelta(hours=2)) == (1440, 60)
    assert leads_to_come((), AT, AT - timedelta(minutes=30)) == ()


def test_what_is_said_to_be_done_long_after_its_time_was_published_at_it():
    assert done_at(PLAN, AT + timedelta(hours=3)) == AT
    for shortly in (timedelta(hours=-2), timedelta(minutes=20)):
        assert done_at(PLAN, AT + shortly) == AT + shortly
