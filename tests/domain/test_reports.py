"""Reports: their time by the wall clock, against the time before, with what can honestly be said."""

from __future__ import annotations

import random
from datetime import UTC, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import CALENDARS
from bot.domain.findings import LEAST_POSTS
from bot.domain.followers import FollowerCount
from bot.domain.identity import PageId, PersonId, ReportId
from bot.domain.report_links import PRIVATE, Every, Part, ReportLink
from bot.domain.report_periods import Span, period, whole_until
from bot.domain.reports import MOST, Change, report
from tests.domain.making import NOW, TEHRAN, post

BERLIN, CAIRO = ZoneInfo("Europe/Berlin"), ZoneInfo("Africa/Cairo")
WEEK = period(Span.WEEK, NOW, TEHRAN, "jalali")


def of_week(values, *, begin=0.1, first=1):
    """Posts of one day after the other, each with so many likes."""
    return [
        post(likes=likes, days=begin + number * 0.5, number=first + number)
        for number, likes in enumerate(values)
    ]


def two_weeks(now, before):
    return report([*of_week(now), *of_week(before, begin=7.6, first=100)], [], WEEK)


def test_a_week_has_seven_days_up_to_today_and_the_one_before_ends_where_it_begins():
    first, last = WEEK.days(TEHRAN)
    assert last == NOW.astimezone(TEHRAN).date()
    assert (last - first).days == 6
    assert WEEK.since.astimezone(TEHRAN).time() == time(0)
    assert WEEK.since - WEEK.before == timedelta(days=7)


@given(
    span=st.sampled_from([Span.DAY, Span.WEEK, Span.MONTH]),
    at=st.integers(1_600_000_000, 2_100_000_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
    zone=st.sampled_from([TEHRAN, BERLIN, CAIRO]),
    calendar=st.sampled_from(CALENDARS),
)
def test_whole_times_begin_and_end_at_midnight_and_follow_each_other(span, at, zone, calendar):
    until = whole_until(span, at, zone, calendar)
    found = period(span, until, zone, calendar)
    assert found.before < found.since < found.until == until <= at
    days = [each.astimezone(zone) for each in (found.before, found.since, found.until)]
    # where a day begins at one o'clock, its midnight is written down all the same
    assert all(day.hour in (0, 1, 23) for day in days)
    earlier = period(span, found.since, zone, calendar)
    assert (earlier.since, earlier.until) == (found.before, found.since)


def test_medians_stand_beside_each_other_and_few_posts_conclude_nothing():
    found = two_weeks([10, 20, 30], [40, 50])
    assert (found.posts, found.posts_before) == (3, 2)
    assert found.now.value == pytest.approx(median([1.0, 2.0, 3.0]))
    assert found.before.value == pytest.approx(4.5)
    assert found.change is Change.FEW


def test_a_clear_rise_is_more_than_chance_and_none_is_undecided():
    low, high = list(range(10, 10 + 2 * LEAST_POSTS)), list(range(200, 200 + 2 * LEAST_POSTS))
    assert two_weeks(high, low).change is Change.MORE
    assert two_weeks(low, high).change is Change.LESS
    assert two_weeks(low, [each + 1 for each in low]).change is Change.UNDECIDED


def test_chance_alone_is_called_more_than_that_in_about_one_of_twenty():
    chance, hits, rounds = random.Random(4), 0, 300
    for _ in range(rounds):
        now, before = ([chance.randrange(1, 10**6) for _ in range(10)] for _ in range(2))
        hits += two_weeks(now, before).change in (Change.MORE, Change.LESS)
    assert hits / rounds < 0.09


def test_the_best_are_three_against_the_usual_of_half_a_year():
    found = two_weeks([100, 400, 300, 200], [100] * 6)
    assert [found.named[best.post].counts.likes for best in found.best] == [400, 300, 200]
    assert len(found.best) == MOST
    assert found.usual is not None
    assert found.best[0].times == pytest.approx(40 / found.usual)


def test_a_week_without_posts_has_none_of_all_that():
    found = report(of_week([50] * 8, begin=9), [], WEEK)
    assert (found.posts, found.now.value, found.best, found.kinds) == (0, None, (), ())


def test_followers_grow_from_the_count_before_the_week_to_the_last():
    counts = [FollowerCount(1000 + days, NOW - timedelta(days=20 - days)) for days in range(0, 20, 3)]
    found = report([], counts, WEEK).followers
    before = max(c.at for c in counts if c.at <= WEEK.since)
    begin = next(c.count for c in counts if c.at == before)
    assert found is not None
    assert (found.count, found.more) == (counts[-1].count, counts[-1].count - begin)
    old = [FollowerCount(900, NOW - timedelta(days=60))]
    stale = report([], old, WEEK).followers
    assert stale is not None
    assert (stale.count, stale.more) == (900, None)


def link(**more):
    made = {"language": "fa", "digits": "fa", "calendar": "jalali", "public": False}
    return ReportLink(ReportId(1), PageId(1), 5, PersonId(5), **{**made, **more})


@pytest.mark.parametrize(
    ("after", "due"),
    [
        # the clocks of Berlin go back on 25 October and forward on 29 March
        ("2026-10-24T12:00+02:00", "2026-10-31T09:00+01:00"),
        ("2026-10-17T12:00+02:00", "2026-10-24T09:00+02:00"),
        ("2027-03-27T08:59+01:00", "2027-03-27T09:00+01:00"),
        ("2027-03-27T09:00+01:00", "2027-04-03T09:00+02:00"),
    ],
)
def test_nine_stays_nine_when_clocks_change(after: str, due: str):
    found = link().next_due(datetime.fromisoformat(after), BERLIN)
    assert found == datetime.fromisoformat(due)


def test_the_first_of_a_month_is_that_of_the_readers_calendar():
    jalali = link(every=Every.MONTH).next_due(NOW, TEHRAN)
    assert jalali == datetime(2026, 12, 22, 9, tzinfo=TEHRAN)
    gregorian = link(every=Every.MONTH, calendar="gregorian").next_due(NOW, TEHRAN)
    assert gregorian == datetime(2026, 12, 1, 9, tzinfo=TEHRAN)


def test_parts_are_switched_off_and_strangers_see_no_private_ones():
    assert Part.MIX not in link(without=frozenset({Part.MIX})).parts
    assert not PRIVATE & set(link(public=True).parts)
