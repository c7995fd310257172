"""What repeats: the same days as counting them one by one gives, at the clock of the zone, each once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendars import CALENDARS, clamped_day, day_of_date, next_month, parts_of
from bot.domain.recurrence import (
    LAST_DAY,
    Occurrence,
    Pattern,
    Rule,
    Unit,
    days,
    instant_of,
    next_after,
    occurrences,
)
from bot.domain.weeks import country_of, week_of, week_start, weekend

ZONES = [
    ZoneInfo(name)
    for name in (
        *("Asia/Tehran", "Europe/Berlin", "Africa/Cairo", "Asia/Beirut", "Africa/Casablanca"),
        *("America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Riyadh"),
    )
]
DAY = timedelta(days=1)
PATTERNS = st.builds(
    Pattern,
    unit=st.sampled_from(Unit),
    n=st.integers(1, 6),
    weekdays=st.lists(st.integers(0, 6), max_size=3, unique=True).map(tuple),
    month_days=st.lists(st.integers(1, LAST_DAY), max_size=3, unique=True).map(tuple),
    calendar=st.sampled_from(CALENDARS),
)
RULES = st.builds(
    Rule,
    pattern=PATTERNS,
    clock=st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    start=st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    until=st.none() | st.dates(date(2000, 1, 1), date(2045, 1, 1)),
    times=st.none() | st.integers(1, 50),
    week_start=st.sampled_from((5, 6, 0)),
    late=st.sampled_from((0, 0, 1)),
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2045, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def is_of(pattern: Pattern, start: date, day: date, first_weekday: int) -> bool:
    """Whether a day belongs to a pattern, by its definition alone."""
    if pattern.unit is Unit.DAY:
        return (day - start).days % pattern.n == 0
    if pattern.unit is Unit.WEEK:
        weeks = (week_of(day, first_weekday) - week_of(start, first_weekday)).days // 7
        return weeks % pattern.n == 0 and day.weekday() in (pattern.weekdays or (start.weekday(),))
    year, month, own = parts_of(pattern.calendar, day)
    begin_year, begin_month, begin_day = parts_of(pattern.calendar, start)
    months = (year - begin_year) * 12 + month - begin_month
    last = parts_of(pattern.calendar, day + DAY)[1] != month
    wanted = pattern.month_days or (begin_day,)
    return months % pattern.n == 0 and (own in wanted or (last and any(each > own for each in wanted)))


def counted(rule: Rule) -> Iterator[date]:
    """The days of a rule, each day of two years looked at."""
    found = (
        rule.start + i * DAY
        for i in range(800)
        if is_of(rule.pattern, rule.start, rule.start + i * DAY, rule.week_start)
    )
    return (day for day in islice(found, rule.times) if rule.until is None or day <= rule.until)


@settings(max_examples=400, deadline=None)
@given(RULES)
def test_the_days_of_a_rule_are_those_that_counting_finds(rule: Rule) -> None:
    end = rule.start + 790 * DAY
    found = [day for day in islice(days(rule, rule.start), rule.times or 800) if day <= end]
    assert found[:60] == [day for day in counted(rule) if day <= end][:60]


@settings(max_examples=400, deadline=None)
@given(RULES, MOMENTS, st.sampled_from(ZONES))
def test_times_come_after_the_moment_in_order_and_are_the_same_from_wherever_one_looks(
    rule: Rule, after: datetime, zone: ZoneInfo
) -> None:
    found = list(islice(occurrences(rule, after, zone), 6))
    assert all(each.at > after for each in found)
    assert all(one.at < two.at for one, two in pairwise(found))
    if found:
        assert list(islice(occurrences(rule, found[0].at, zone), 5)) == found[1:]
        assert next_after(rule, after, zone) == found[0]


@settings(max_examples=400, deadline=None)
@given(RULES, MOMENTS, st.sampled_from(ZONES))
def test_the_clock_of_the_zone_shows_the_rules_time_or_the_next_minute_that_it_has(
    rule: Rule, after: datetime, zone: ZoneInfo
) -> None:
    for each in islice(occurrences(rule, after, zone), 6):
        shown = each.at.astimezone(zone)
        wall = shown.replace(tzinfo=None)
        assert each.wall.time() == rule.clock
        assert wall >= each.wall
        assert shown.fold == 0
        skipped = wall - each.wall
        minutes = range(int(skipped.total_seconds() // 60))
        assert not any(exists(each.wall + timedelta(minutes=i), zone) for i in minutes)


def exists(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks of a zone ever show a wall-clock time."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall


@given(RULES)
def test_a_rule_is_the_same_after_being_written(rule: Rule) -> None:
    assert Rule.from_json(rule.to_json()) == rule


def walls(rule: Rule, after: datetime, zone: ZoneInfo, count: int) -> list[Occurrence]:
    return list(islice(occurrences(rule, after, zone), count))


def daily(hour: int, minute: int, start: date) -> Rule:
    return Rule(Pattern(Unit.DAY), time(hour, minute), start)


@pytest.mark.parametrize(
    ("zone", "day", "clock", "runs_at"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), time(3, 0)),
        ("Africa/Cairo", date(2026, 4, 24), time(0, 30), time(1, 0)),
        ("Asia/Beirut", date(2026, 3, 29), time(0, 15), time(1, 0)),
        ("Africa/Casablanca", date(2026, 3, 22), time(2, 30), time(3, 0)),
        ("Asia/Tehran", date(2021, 3, 22), time(0, 30), time(1, 0)),
    ],
)
def test_an_hour_that_is_skipped_runs_at_the_next_minute_that_exists(
    zone: str, day: date, clock: time, runs_at: time
) -> None:
    where = ZoneInfo(zone)
    rule = Rule(Pattern(Unit.DAY), clock, day - DAY)
    yesterday, today, tomorrow = walls(rule, datetime.combine(day - 2 * DAY, time(12), UTC), where, 3)
    assert today.at.astimezone(where).time() == runs_at
    assert today.at.astimezone(where).date() == day
    assert yesterday.at.astimezone(where).time() == tomorrow.at.astimezone(where).time() == clock


@pytest.mark.parametrize(
    ("zone", "day", "clock"),
    [
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30)),
        ("Africa/Cairo", date(2026, 10, 29), time(23, 30)),
        ("Asia/Beirut", date(2026, 10, 24), time(23, 30)),
        ("Africa/Casablanca", date(2026, 2, 15), time(2, 30)),
        ("Asia/Tehran", date(2021, 9, 21), time(23, 30)),
    ],
)
def test_an_hour_that_is_doubled_runs_once_at_the_first(zone: str, day: date, clock: time) -> None:
    where = ZoneInfo(zone)
    first = datetime.combine(day, clock, where).replace(fold=0)
    assert first.utcoffset() != first.replace(fold=1).utcoffset()
    found = walls(Rule(Pattern(Unit.DAY), clock, day - DAY), first.astimezone(UTC) - 2 * DAY, where, 5)
    assert [each.at for each in found if each.at.astimezone(where).date() == day] == [first.astimezone(UTC)]


def test_nine_in_the_morning_is_nine_in_summer_and_in_winter() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    rule = Rule(Pattern(Unit.WEEK, weekdays=(5,)), time(9), date(2026, 1, 1))
    found = walls(rule, datetime(2026, 1, 1, tzinfo=UTC), berlin, 52)
    assert {each.at.astimezone(berlin).time() for each in found} == {time(9)}
    assert len({each.at.time() for each in found}) == 2


def test_every_other_week_goes_on_over_new_year() -> None:
    rule = Rule(Pattern(Unit.WEEK, 2, (5,)), time(9), date(2026, 12, 5))
    found = walls(rule, datetime(2026, 12, 1, tzinfo=UTC), ZONES[0], 30)
    assert {two.wall - one.wall for one, two in pairwise(found)} == {timedelta(days=14)}


def test_the_thirtieth_of_a_jalali_month_is_its_last_in_esfand() -> None:
    """1403 is a leap year of the Jalali calendar, 1404 is not."""
    rule = Rule(Pattern(Unit.MONTH, month_days=(30,)), time(9), date(2025, 1, 1))
    found = [each.wall.date() for each in walls(rule, datetime(2025, 1, 1, tzinfo=UTC), ZONES[0], 30)]
    own = [parts_of("jalali", day) for day in found]
    assert (1403, 12, 30) in own
    assert (1404, 12, 29) in own
    assert [month for _, month, _ in own[:15]] == [10, 11, 12, *range(1, 13)]


@pytest.mark.parametrize("calendar", CALENDARS)
def test_the_first_of_every_month_is_the_first_in_its_own_calendar(calendar: str) -> None:
    rule = Rule(Pattern(Unit.MONTH, month_days=(1,), calendar=calendar), time(10), date(2026, 11, 22))  # type: ignore[arg-type]
    found = walls(rule, datetime(2026, 11, 22, 6, 30, tzinfo=UTC), ZONES[0], 36)
    assert {parts_of(calendar, each.wall.date())[2] for each in found} == {1}  # type: ignore[arg-type]
    gaps = {(two.wall - one.wall).days for one, two in pairwise(found)}
    assert gaps <= {28, 29, 30, 31}


def test_the_last_day_of_every_month_is_the_last_whatever_its_length() -> None:
    rule = Rule(Pattern(Unit.MONTH, month_days=(LAST_DAY,), calendar="gregorian"), time(10), date(2027, 1, 1))
    found = [each.wall.date() for each in walls(rule, datetime(2027, 1, 1, tzinfo=UTC), ZONES[0], 14)]
    assert all((day + DAY).day == 1 for day in found)
    assert date(2028, 2, 29) in found or date(2027, 2, 28) in found


def test_so_many_times_are_counted_from_the_start() -> None:
    rule = Rule(Pattern(Unit.DAY), time(9), date(2026, 11, 1), times=10)
    late = walls(rule, datetime(2026, 11, 8, 12, tzinfo=UTC), ZONES[0], 20)
    assert [each.wall.date().day for each in late] == [9, 10]
    assert next_after(rule, datetime(2026, 11, 11, tzinfo=UTC), ZONES[0]) is None


def test_nothing_comes_after_the_last_day() -> None:
    rule = Rule(Pattern(Unit.DAY), time(9), date(2026, 11, 1), until=date(2026, 11, 3))
    assert len(walls(rule, datetime(2026, 10, 1, tzinfo=UTC), ZONES[0], 20)) == 3


def test_the_small_hours_of_a_night_are_the_next_days() -> None:
    rule = Rule(Pattern(Unit.WEEK, weekdays=(3,)), time(1), date(2026, 11, 22), late=1)
    assert walls(rule, datetime(2026, 11, 22, tzinfo=UTC), ZONES[0], 1)[0].wall == datetime(2026, 11, 27, 1)  # noqa: DTZ001


def test_a_rule_of_long_ago_costs_nothing() -> None:
    rule = Rule(Pattern(Unit.DAY, 3), time(9), date(1, 1, 1))
    assert next_after(rule, datetime(2026, 11, 22, tzinfo=UTC), ZONES[0]) is not None


def test_a_rule_by_the_moon_ends_where_the_tables_do() -> None:
    rule = Rule(Pattern(Unit.MONTH, month_days=(1,), calendar="hijri"), time(9), date(2070, 1, 1))
    found = list(occurrences(rule, datetime(2070, 1, 1, tzinfo=UTC), ZONES[0]))
    assert found[-1].wall.year == 2077


@given(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001
def test_an_instant_is_what_the_wall_shows_where_the_wall_shows_it(wall: datetime, zone: ZoneInfo) -> None:
    wall = wall.replace(second=0, microsecond=0)
    at = instant_of(wall, zone)
    assert at.tzinfo is UTC
    if exists(wall, zone):
        assert at.astimezone(zone).replace(tzinfo=None) == wall
    else:
        assert at.astimezone(zone).replace(tzinfo=None) > wall


@given(st.dates(date(1950, 1, 1), date(2070, 1, 1)), st.sampled_from(CALENDARS))
def test_a_day_is_the_same_through_every_calendar(day: date, calendar: str) -> None:
    year, month, own = parts_of(calendar, day)  # type: ignore[arg-type]
    assert day_of_date(calendar, year, month, own) == day  # type: ignore[arg-type]
    following = next_month(year, month)
    first = clamped_day(calendar, *following, 1)  # type: ignore[arg-type]
    last = clamped_day(calendar, year, month, 31)  # type: ignore[arg-type]
    assert first is not None
    assert last == first - DAY


@pytest.mark.parametrize(
    ("zone", "country", "first", "free"),
    [
        ("Asia/Tehran", "IR", 5, (3, 4)),
        ("Africa/Cairo", "EG", 5, (4, 5)),
        ("Asia/Baghdad", "IQ", 5, (4, 5)),
        ("Asia/Riyadh", "SA", 6, (4, 5)),
        ("Asia/Dubai", "AE", 0, (5, 6)),
        ("Africa/Casablanca", "MA", 0, (5, 6)),
        ("Europe/Berlin", "DE", 0, (5, 6)),
    ],
)
def test_weeks_begin_by_country(zone: str, country: str, first: int, free: tuple[int, int]) -> None:
    assert (country_of(zone), week_start(zone), weekend(zone)) == (country, first, free)
    day = date(2026, 11, 25)
    assert week_of(day, first).weekday() == first
    assert 0 <= (day - week_of(day, first)).days < 7


def test_a_zone_of_no_country_has_the_weeks_of_the_language() -> None:
    assert [week_start("UTC", language) for language in ("fa", "ar", "en")] == [5, 5, 0]
