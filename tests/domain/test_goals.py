"""What may be a goal, how far it has come, and when it is celebrated or asked about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.engagement import Base
from bot.domain.errors import Refused
from bot.domain.goals import (
    LEAST_RATED,
    Goal,
    GoalKind,
    Measured,
    Outlook,
    checked,
    checked_day,
    posts_a_week,
    progress,
    to_ask,
    to_celebrate,
    typical_rate,
)
from bot.domain.identity import GoalId, PageId
from tests.domain.making import NOW, post

TEHRAN = ZoneInfo("Asia/Tehran")
START = datetime(2026, 11, 1, 8, tzinfo=UTC)
TODAY = date(2026, 11, 1)


def goal(**fields: object) -> Goal:
    made: dict[str, object] = {
        "id": GoalId(1),
        "page_id": PageId(1),
        "kind": GoalKind.FOLLOWERS,
        "target": 5000.0,
        "due": TODAY + timedelta(days=100),
        "started_at": START,
        "start": 4000.0,
    }
    return Goal(**{**made, **fields})  # type: ignore[arg-type]


def after(days: int, value: float, **fields: object):
    now = START + timedelta(days=days)
    return progress(goal(**fields), Measured(value, now), now, TEHRAN)


@pytest.mark.parametrize(
    ("days", "value", "outlook"),
    [
        (3, 4000, Outlook.OPEN),  # in the first week a day more or less decides
        (21, 4300, Outlook.AHEAD),  # 100 a week, 700 to go in 80 days
        (21, 4060, Outlook.BEHIND),
        (80, 4050, Outlook.HOPELESS),  # 4 a week, 950 to go in three weeks
        (80, 3900, Outlook.HOPELESS),  # falling
        (40, 4020, Outlook.BEHIND),  # as bad a pace, but most of the time is still to come
        (21, 5000, Outlook.REACHED),
        (101, 4999, Outlook.OVER),
    ],
)
def test_the_outlook_follows_the_pace(days: int, value: float, outlook: Outlook):
    assert after(days, value).outlook is outlook


def test_the_needed_pace_is_what_is_left_over_the_weeks_that_are_left():
    found = after(30, 4300)
    weeks = (found.days_left + 1) / 7
    assert found.needed == pytest.approx(700 / weeks)
    assert found.pace == pytest.approx(300 / (30 / 7))


def test_the_last_day_still_counts_in_the_pages_own_zone():
    late = datetime(2027, 2, 9, 20, tzinfo=UTC)
    due = late.astimezone(TEHRAN).date()
    assert progress(goal(due=due), Measured(4990, late), late, TEHRAN).days_left == 0
    assert progress(goal(due=due), Measured(4990, late), late + timedelta(hours=1), TEHRAN).days_left == -1


def test_a_goal_that_was_reached_stays_reached_though_the_figure_falls():
    found = after(30, 4900, reached_at=START + timedelta(days=20))
    assert found.outlook is Outlook.REACHED
    assert not to_celebrate(found)


def test_a_goal_is_celebrated_once_and_asked_about_once():
    assert to_celebrate(after(30, 5000))
    assert not to_celebrate(after(30, 4999))
    assert to_ask(after(101, 4500))
    assert not to_ask(after(101, 4500, asked_at=START))
    assert not to_ask(after(21, 4060))


@given(st.floats(-1e6, 1e6), st.integers(0, 200))
def test_the_share_of_the_way_is_never_out_of_bounds(value: float, days: int):
    found = after(days, value)
    assert 0 <= found.share <= 1
    assert (found.share == 1) == (value >= 5000)


@pytest.mark.parametrize(
    ("kind", "target", "present", "key"),
    [
        (GoalKind.FOLLOWERS, 0, None, "goal-target"),
        (GoalKind.FOLLOWERS, 10**13, None, "goal-target"),
        (GoalKind.RATE, 101, None, "goal-hundred"),
        (GoalKind.ANSWERS, 100.5, None, "goal-hundred"),
        (GoalKind.FOLLOWERS, 4000, 4000, "goal-reached-already"),
    ],
)
def test_what_cannot_be_a_target_is_refused(kind: GoalKind, target: float, present: float | None, key: str):
    with pytest.raises(Refused) as refused:
        checked(kind, target, present)
    assert refused.value.key == key


def test_sales_begin_at_nothing_so_that_no_sum_is_reached_already():
    assert checked(GoalKind.SALES, 100, 500) == 100


@pytest.mark.parametrize(("days", "key"), [(0, "goal-past"), (-1, "goal-past"), (366 * 6, "goal-far")])
def test_a_goals_day_lies_ahead_but_not_too_far(days: int, key: str):
    with pytest.raises(Refused) as refused:
        checked_day(TODAY + timedelta(days=days), TODAY)
    assert refused.value.key == key


def test_posts_a_week_are_those_of_four_weeks():
    published = [START - timedelta(days=days) for days in (0, 6, 13, 20, 27, 28, 40)]
    assert posts_a_week(published, START).value == pytest.approx(5 / 4)


def test_the_typical_rate_is_the_median_of_four_weeks_and_unknown_under_six_posts():
    recent = [post(likes=likes, days=days) for days, likes in enumerate((10, 20, 30, 40, 50, 60), start=1)]
    old = [post(likes=900, days=29.0)]
    found = typical_rate([*recent, *old], [], Base.FOLLOWERS, NOW)
    assert found is not None
    assert found.value == pytest.approx(100 * 35 / 1000)
    assert len(recent) == LEAST_RATED
    assert typical_rate([*recent[1:], *old], [], Base.FOLLOWERS, NOW) is None
    assert typical_rate(recent, [], Base.REACH, NOW) is None
