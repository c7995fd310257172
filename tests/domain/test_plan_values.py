"""The values that a line fills become a plan's time, or the rule of a series, by the page's clock."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.lines import Value
from bot.domain.plan_values import at_of, lead_minutes, missing, rule_of, wall_of, written_pattern
from bot.domain.recurrence import Pattern, Unit, next_after

TEHRAN, BERLIN = ZoneInfo("Asia/Tehran"), ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
WEEKLY = written_pattern(Pattern(Unit.WEEK, weekdays=(5,)))
EVERY_OTHER = written_pattern(Pattern(Unit.DAY, 2))
MONTHLY = written_pattern(Pattern(Unit.MONTH))


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, "day"),
        ({"clock": "09:00"}, "day"),
        ({"day": "2026-11-23"}, "clock"),
        ({"day": "2026-11-23", "clock": "09:00"}, None),
        ({"rule": WEEKLY}, "clock"),
        ({"rule": WEEKLY, "clock": "09:00"}, None),
        ({"rule": EVERY_OTHER, "clock": "09:00"}, "start"),
        ({"rule": EVERY_OTHER, "start": "2026-11-23"}, "clock"),
        ({"rule": MONTHLY, "clock": "09:00"}, "start"),
    ],
)
def test_what_is_missing_is_asked_in_turn(values: dict[str, Value], asked: str | None) -> None:
    assert missing(values) == asked


def test_the_hour_is_by_the_pages_clock() -> None:
    values: dict[str, Value] = {"day": "2026-11-23", "clock": "18:30"}
    assert at_of(values, TEHRAN) == datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert at_of(values, BERLIN) == datetime(2026, 11, 23, 17, 30, tzinfo=UTC)


def test_a_day_without_an_hour_stands_at_its_noon() -> None:
    assert wall_of({"day": "2026-11-23"}) == datetime(2026, 11, 23, 12)  # noqa: DTZ001 - a wall clock has no zone


def test_twenty_five_oclock_is_one_at_night() -> None:
    assert wall_of({"day": "2026-11-23", "clock": "25:00"}) == datetime(2026, 11, 24, 1)  # noqa: DTZ001


def test_a_rule_begins_with_its_first_time_to_come() -> None:
    rule = rule_of({"rule": WEEKLY, "clock": "09:00"}, NOW, TEHRAN, 5)
    assert rule is not None
    assert (rule.start, rule.clock) == (date(2026, 11, 28), time(9))


def test_so_many_times_are_all_to_come() -> None:
    daily = written_pattern(Pattern(Unit.DAY))
    rule = rule_of({"rule": daily, "clock": "09:00", "times": 3}, NOW, TEHRAN, 5)
    assert rule is not None
    assert rule.start == date(2026, 11, 23)
    assert next_after(rule, datetime(2026, 11, 25, 5, tzinfo=UTC), TEHRAN) is not None
    assert next_after(rule, datetime(2026, 11, 25, 6, tzinfo=UTC), TEHRAN) is None


def test_every_thursday_at_one_at_night_is_friday() -> None:
    thursdays = written_pattern(Pattern(Unit.WEEK, weekdays=(3,)))
    rule = rule_of({"rule": thursdays, "clock": "25:00"}, NOW, TEHRAN, 5)
    assert rule is not None
    first = next_after(rule, NOW, TEHRAN)
    assert first is not None
    assert first.wall == datetime(2026, 11, 27, 1)  # noqa: DTZ001


def test_monthly_from_a_thirty_first_stays_at_the_months_end() -> None:
    by_gregorian = written_pattern(Pattern(Unit.MONTH, calendar="gregorian"))
    values: dict[str, Value] = {"rule": by_gregorian, "clock": "09:00", "start": "2026-10-31"}
    rule = rule_of(values, NOW, TEHRAN, 5)
    assert rule is not None
    assert rule.start == date(2026, 11, 30)
    following = next_after(rule, datetime(2026, 12, 1, tzinfo=UTC), TEHRAN)
    assert following is not None
    assert following.wall.date() == date(2026, 12, 31)


def test_no_rule_is_made_of_what_is_not_all_told() -> None:
    assert rule_of({"rule": WEEKLY}, NOW, TEHRAN, 5) is None
    assert rule_of({"day": "2026-11-23", "clock": "09:00"}, NOW, TEHRAN, 5) is None


@pytest.mark.parametrize(
    ("leads", "minutes"), [("60,1440", (1440, 60)), ("0", (0,)), ("", ()), (None, None), ("30,30", (30,))]
)
def test_leads_are_minutes_the_longest_first(leads: str | None, minutes: tuple[int, ...] | None) -> None:
    assert lead_minutes({"leads": leads}) == minutes
