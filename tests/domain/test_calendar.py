"""Which days a view of the calendar holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import day_numbered, days_of_rest, month_beside, month_of, two_weeks
from bot.domain.calendars import CALENDARS, parts_of
from bot.domain.errors import Refused

TODAY = date(2026, 11, 22)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(st.sampled_from(CALENDARS), days)
def test_a_month_holds_its_days_and_no_others(calendar, day):
    month = month_of(calendar, day)
    assert day in month.all
    assert {parts_of(calendar, each)[:2] for each in month.all} == {(month.year, month.month)}
    assert [parts_of(calendar, each)[2] for each in month.all] == list(range(1, month.days + 1))


@given(st.sampled_from(CALENDARS), days)
def test_months_follow_each_other_without_a_gap(calendar, day):
    month = month_of(calendar, day)
    following = month_beside(month, 1)
    assert following.first == month.first + timedelta(days=month.days)
    assert month_beside(following, -1) == month


@given(days, st.integers(0, 6))
def test_two_weeks_begin_on_the_weeks_first_day_and_hold_today(day, week_start):
    shown = two_weeks(day, week_start)
    assert shown[0].weekday() == week_start
    assert day in shown[:7]
    assert len(shown) == 14
    assert 0 <= month_of("jalali", day).before(week_start) < 7


def test_azar_1405_begins_on_a_sunday():
    month = month_of("jalali", TODAY)
    assert (month.year, month.month, month.first, month.days) == (1405, 9, TODAY, 30)
    assert month.before(5) == 1


@pytest.mark.parametrize("ordinal", [0, -5, 10**12, TODAY.toordinal() + 2000])
def test_a_forged_day_is_refused(ordinal):
    with pytest.raises(Refused):
        day_numbered(ordinal, TODAY)


def test_rest_is_as_the_country_has_it():
    assert days_of_rest("Asia/Tehran") == (4,)
    assert set(days_of_rest("Asia/Riyadh")) == {4, 5}
    assert set(days_of_rest("Europe/Berlin")) == {5, 6}
