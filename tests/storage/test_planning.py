"""Each step to a plan keeps its alarm right and is taken back as a whole."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.domain.errors import Refused
from bot.domain.identity import PageId, PlanId
from bot.domain.plans import Plan, PlanState
from bot.domain.recurrence import Pattern, Rule, Unit
from storage import alarms, changes, pages, planning, plans, winding
from storage import series as kept_series
from storage.planning import Act
from storage.schema import plan_series
from storage.schema import plans as table
from tests.storage.conftest import LEILA, NOW, SARA

WALL = datetime.fromisoformat("2026-11-24T12:00")
WEEKLY = Rule(Pattern(Unit.WEEK, 1, (5,)), time(9), date(2026, 11, 28))
VALUES: dict[str, Any] = {"kind": "photo", "topic": "شال", "leads": [60], "assignee": SARA}


@pytest.fixture
def act(connection: Connection, page: PageId) -> Act:
    return fresh(connection, page)


def fresh(connection: Connection, page: PageId) -> Act:
    """One more step of Sara's."""
    return Act(connection, pages.get(connection, page, member=SARA), SARA, NOW)


def got(act: Act, plan_id: PlanId) -> Plan:
    return plans.get(act.connection, plan_id, member=SARA)


def all_of(act: Act) -> list[Plan]:
    far = timedelta(days=1000)
    return plans.between(act.connection, [act.page.id], NOW - far, NOW + far)


def world(connection: Connection) -> list[Any]:
    """All that a step may change, but for what counts steps."""
    rows = connection.execute(select(table).where(table.c.deleted_at.is_(None)).order_by(table.c.id))
    left = {"version", "rung_at"}
    series = connection.execute(select(plan_series).where(plan_series.c.ended_at.is_(None)))
    return [
        [{n: v for n, v in row._mapping.items() if n not in left} for row in rows],
        [(row.id, row.rule) for row in series],
    ]


def taken_back(act: Act, what: str = planning.CHANGED) -> None:
    change = changes.get(act.connection, act.done(what), person=SARA)
    planning.take_back(act.connection, change, NOW)


def due_at(act: Act, plan_id: PlanId) -> list[datetime]:
    return [alarm.due_at for alarm in alarms.waiting(act.connection, winding.ALARM, plan_id)]


def test_a_plan_has_one_alarm_for_what_is_due_next(act: Act):
    made = planning.keep(act, VALUES, WALL)
    plan = got(act, made)
    assert plan.at is not None
    assert due_at(act, made) == [plan.at - timedelta(hours=1)] == [plan.next_at]
    planning.snooze(act.connection, plan, NOW + timedelta(minutes=5))
    assert due_at(act, made) == [NOW + timedelta(minutes=5)]
    assert got(act, made).version == plan.version
    planning.mark(act, plan, PlanState.SKIPPED)
    assert due_at(act, made) == []


def test_plans_are_found_by_their_time_and_by_who_does_them(act: Act):
    made = planning.keep(act, VALUES, WALL)
    other = planning.keep(act, {**VALUES, "assignee": None}, WALL + timedelta(days=1))
    at = got(act, made).at
    assert at is not None
    found = plans.between(act.connection, [act.page.id], at, at + timedelta(minutes=1))
    assert [plan.id for plan in found] == [made]
    assert [plan.id for plan in all_of(act)] == [made, other]
    week = (NOW, NOW + timedelta(days=7))
    mine = plans.between(act.connection, [act.page.id], *week, assignee=SARA)
    assert [plan.id for plan in mine] == [made]
    assert plans.between(act.connection, [PageId(99)], *week) == []


def test_a_plan_of_a_page_that_is_not_hers_is_not_found(act: Act):
    made = planning.keep(act, VALUES, WALL)
    with pytest.raises(Refused, match="plan-not-found"):
        plans.get(act.connection, made, member=LEILA)


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("number", [0, 2])
@pytest.mark.parametrize("step", ["edit", "move", "delete", "repeat", "skip"])
def test_every_step_to_a_series_is_taken_back_as_a_whole(
    act: Act, page: PageId, step: str, number: int, later: bool
):
    made = planning.keep_series(act, VALUES, WEEKLY)
    # one of them stands elsewhere, and one is skipped
    planning.move(act, got(act, made[1]), WALL)
    planning.mark(act, got(act, made[3]), PlanState.SKIPPED)
    before = world(act.connection)
    again = fresh(act.connection, page)
    plan = got(again, made[number])
    daily = Rule(Pattern(Unit.DAY), time(20), date(2026, 12, 1))
    match step:
        case "edit":
            planning.edit(again, plan, {"text": "سلام"}, later=later)
        case "move" if later:
            planning.move_all(again, plan, WALL + timedelta(days=9))
        case "move":
            planning.move(again, plan, WALL + timedelta(days=9))
        case "delete":
            planning.delete(again, plan, later=later)
        case "repeat":
            planning.repeat(again, plan, daily)
        case "skip":
            planning.mark(again, plan, PlanState.SKIPPED)
    assert world(act.connection) != before
    taken_back(again)
    assert world(act.connection) == before
    for plan in all_of(act):
        assert due_at(act, plan.id) == ([plan.next_at] if plan.next_at else [])


def test_an_edit_of_all_that_follow_keeps_what_was_moved_and_skipped(act: Act, page: PageId):
    made = planning.keep_series(act, VALUES, WEEKLY)
    planning.move(act, got(act, made[2]), WALL)
    planning.mark(act, got(act, made[3]), PlanState.SKIPPED)
    again = fresh(act.connection, page)
    planning.edit(again, got(act, made[1]), {"topic": "مانتو"}, later=True)
    assert [got(act, each).topic for each in made[:3]] == ["شال", "مانتو", "مانتو"]
    assert got(act, made[2]).wall == WALL
    assert got(act, made[3]).state is PlanState.SKIPPED
    assert len(all_of(act)) == len(made)
    later = kept_series.get(act.connection, got(act, made[1]).series_id)  # type: ignore[arg-type]
    assert later.topic == "مانتو"
    assert winding.make_more(act.connection, later, NOW) == []


def test_making_more_makes_no_time_twice_even_where_one_was_deleted(act: Act):
    made = planning.keep_series(act, VALUES, WEEKLY)
    planning.delete(act, got(act, made[1]))
    series = kept_series.get(act.connection, got(act, made[0]).series_id)  # type: ignore[arg-type]
    assert winding.make_more(act.connection, series, NOW) == []
    more = winding.make_more(act.connection, series, NOW + timedelta(days=14))
    assert len(more) == 2


def test_a_far_off_rule_has_its_next_two_times(act: Act):
    rule = Rule(Pattern(Unit.MONTH, 6, (), (1,), "jalali"), time(9), date(2026, 12, 1))
    assert len(planning.keep_series(act, VALUES, rule)) == 2


def test_a_copy_is_the_same_at_another_time(act: Act):
    made = planning.keep(act, {**VALUES, "text": "سلام", "links": [["خرید", "https://shop.example"]]}, WALL)
    copied = planning.copy(act, got(act, made), WALL + timedelta(days=2))
    one, other = got(act, made), got(act, copied)
    assert plans.columns(one) == plans.columns(other)
    assert other.wall == WALL + timedelta(days=2)
    assert one.id != other.id
    taken_back(act, planning.NEW)
    assert all_of(act) == []
