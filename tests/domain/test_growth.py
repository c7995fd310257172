from datetime import timedelta

import pytest

from bot.domain.followers import FollowerCount
from bot.domain.growth import MOST_POINTS, Counted, growth, thinned
from tests.domain.making import NOW


def counts(*known):
    return [FollowerCount(count, NOW - timedelta(days=days)) for days, count in known]


def grown(*known, **more):
    return growth(counts(*known), now=NOW, **more)


def test_one_count_is_no_growth():
    assert grown((3, 4800)) is None
    assert grown() is None
    assert growth([FollowerCount(5, None), FollowerCount(6, None)], now=NOW) is None


def test_a_count_of_the_future_is_not_looked_at():
    assert grown((3, 4800), (-3, 5000)) is None


@pytest.mark.parametrize(
    ("known", "days"),
    [
        (((60, 1), (3, 2)), 90),
        (((300, 1), (3, 2)), 365),
        (((900, 1), (3, 2)), None),
        (((900, 1), (80, 1), (3, 2)), 90),
    ],
)
def test_the_first_view_is_the_shortest_period_from_90_days_on_that_holds_two(known, days):
    assert grown(*known).days == days


def test_only_periods_that_hold_two_counts_are_offered():
    assert grown((300, 1), (60, 1), (3, 2)).offered == (365, None)
    assert grown((20, 1), (3, 2)).offered == (30, 365, None)
    assert grown((300, 1), (3, 2), days=30) is None
    assert grown((300, 1), (3, 2), days=12345) is None


def test_a_week_and_a_month_ago_are_said_only_from_real_counts():
    found = grown((36, 4000), (29, 4300), (9.5, 4700), (8, 4750), (1, 4800))
    assert found.week.more == 50
    assert found.month.more == 500
    assert found.whole.more == 800
    assert grown((40, 4000), (12, 4300), (1, 4800)).week is None
    assert grown((50, 4000), (12, 4300), (1, 4800)).month is None


def test_a_step_between_rounded_counts_is_rounded():
    first, last = FollowerCount(4000, NOW - timedelta(days=7), rounded=True), FollowerCount(4100, NOW)
    found = growth([first, last], now=NOW)
    assert found.week.rounded
    assert found.whole.rounded


def test_an_old_last_count_is_said_to_be_old():
    assert grown((30, 1), (11, 2)).stale
    assert not grown((30, 1), (9, 2)).stale


@pytest.mark.parametrize(
    ("before", "this", "after", "strange"),
    [
        (4800, 48_000, 4850, True),
        (4800, 480, 4850, True),
        (4800, 9000, 4850, False),
        (4800, 48_000, 47_000, False),
        (2, 10, 4, False),
        (0, 0, 0, False),
    ],
)
def test_a_count_far_from_both_its_neighbours_is_strange(before, this, after, strange):
    found = grown((3, before), (2, this), (1, after))
    assert found.counts[1].strange is strange
    assert not found.last.strange


def test_a_strange_count_stands_for_no_week_ago():
    assert grown((15, 4700), (8, 47_000), (1, 4800)).week is None


def test_a_gap_is_noticed():
    assert grown((100, 1), (30, 2)).gaps
    assert not grown((80, 1), (30, 2)).gaps


def test_many_counts_are_thinned_and_the_ends_and_the_strange_ones_stay():
    known = [Counted(NOW - timedelta(hours=5000 - i), i, strange=i == 2500) for i in range(5000)]
    kept = thinned(known)
    assert len(kept) <= MOST_POINTS + 2
    assert kept[0] == known[0]
    assert kept[-1] == known[-1]
    assert known[2500] in kept
    assert list(kept) == sorted(kept, key=lambda c: c.at)
