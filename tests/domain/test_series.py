"""Changing a plan that repeats from one of its times on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.recurrence import Pattern, Rule, Unit, occurrences
from bot.domain.series import cut_before, moved_rule, rest_of


def wall_time(text: str) -> datetime:
    """A naive time, as a clock on the wall shows it."""
    return datetime.fromisoformat(text)


ZONE = ZoneInfo("Asia/Tehran")
BEGINNING = datetime(2025, 12, 31, tzinfo=UTC)
"""Before the first day of any rule, by the clock of the zone as well."""

patterns = st.one_of(
    st.builds(Pattern, st.just(Unit.DAY), st.integers(1, 9)),
    st.builds(
        Pattern,
        st.just(Unit.WEEK),
        st.integers(1, 3),
        st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple),
    ),
    st.builds(
        Pattern,
        st.just(Unit.MONTH),
        st.integers(1, 3),
        st.just(()),
        st.sets(st.integers(1, 28), min_size=1, max_size=3).map(sorted).map(tuple),
        st.sampled_from(["jalali", "gregorian"]),
    ),
)
rules = st.builds(
    Rule,
    patterns,
    st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.none(),
    st.none() | st.integers(4, 40),
    st.integers(0, 6),
    st.integers(0, 1),
)


def walls(rule: Rule, most: int = 40) -> list[datetime]:
    """The first wall-clock times of a rule."""
    return [time.wall for time in islice(occurrences(rule, BEGINNING, ZONE), most)]


@given(rules, st.integers(0, 3))
def test_what_was_and_what_is_left_are_together_what_it_was(rule: Rule, number: int):
    whole = walls(rule)
    wall = whole[number]
    before, rest = walls(cut_before(rule, wall)), walls(rest_of(rule, wall))
    assert before == whole[:number]
    assert rest[: len(whole) - number] == whole[number:][: len(rest)]
    if rule.times is not None:
        assert len(before) + len(rest) == len(whole)


@given(rules, st.integers(0, 3), st.times())
def test_another_hour_keeps_the_days(rule: Rule, number: int, clock: time):
    rule = replace(rule, late=0)
    clock = clock.replace(second=0, microsecond=0)
    wall = walls(rule)[number]
    rest = rest_of(rule, wall)
    moved = walls(moved_rule(rest, wall, datetime.combine(wall.date(), clock)))
    assert [each.date() for each in moved] == [each.date() for each in walls(rest)]
    assert {each.time() for each in moved} == {clock}


def test_a_weekly_plan_moves_to_other_weekdays():
    rule = Rule(Pattern(Unit.WEEK, 1, (5, 1)), time(9), date(2026, 11, 21))
    old = wall_time("2026-11-28T09:00")
    moved = walls(moved_rule(rest_of(rule, old), old, wall_time("2026-11-29T20:00")), 4)
    assert moved == [
        wall_time("2026-11-29T20:00"),
        wall_time("2026-12-02T20:00"),
        wall_time("2026-12-06T20:00"),
        wall_time("2026-12-09T20:00"),
    ]


def test_a_night_that_is_the_next_days_keeps_its_place():
    rule = Rule(Pattern(Unit.WEEK, 1, (3,)), time(1), date(2026, 11, 19), late=1)
    old = walls(rule)[1]
    assert old == wall_time("2026-11-27T01:00")
    assert walls(cut_before(rule, old)) == [wall_time("2026-11-20T01:00")]
    assert walls(rest_of(rule, old), 2) == [old, wall_time("2026-12-04T01:00")]
    moved = moved_rule(rest_of(rule, old), old, wall_time("2026-11-26T23:00"))
    assert walls(moved, 2) == [wall_time("2026-11-26T23:00"), wall_time("2026-12-03T23:00")]


def test_the_first_of_each_month_moves_to_another_day_of_it():
    rule = Rule(Pattern(Unit.MONTH, 1, (), (1,), "jalali"), time(10), date(2026, 11, 22))
    old = walls(rule)[1]
    moved = walls(moved_rule(rest_of(rule, old), old, wall_time("2026-12-24T10:00")), 2)
    assert moved == [wall_time("2026-12-24T10:00"), wall_time("2027-01-23T10:00")]
