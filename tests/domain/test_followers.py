from datetime import timedelta

import pytest

from bot.domain.followers import FollowerCount, FollowersThen, How, followers_at
from tests.domain.making import NOW


def counts(*known):
    return [FollowerCount(count, NOW + timedelta(days=days)) for days, count in known]


@pytest.mark.parametrize(
    ("known", "then"),
    [
        ([(0, 4800)], FollowersThen(4800, How.COUNTED)),
        ([(1, 4800)], FollowersThen(4800, How.COUNTED)),
        ([(-1, 4700), (0.5, 4800)], FollowersThen(4800, How.COUNTED)),
        ([(-10, 4000), (10, 5000)], FollowersThen(4500, How.BETWEEN)),
        ([(-2, 4000), (6, 4800)], FollowersThen(4200, How.BETWEEN)),
        ([(-14, 4000), (14, 5000)], FollowersThen(4500, How.BETWEEN)),
        ([(-15, 4000), (2, 5000)], None),
        ([(-5, 4000), (15, 5000)], FollowersThen(4000, How.NEAR)),
        ([(-10, 4000)], FollowersThen(4000, How.NEAR)),
        ([(-10.1, 4000)], None),
        ([(2, 4000)], None),
        ([], None),
    ],
)
def test_followers_are_counted_or_between_or_near_or_unknown(known, then):
    assert followers_at(counts(*known), NOW) == then


def test_the_order_of_the_counts_does_not_matter():
    known = counts((-10, 4000), (10, 5000), (-40, 1), (40, 9))
    assert followers_at(known[::-1], NOW) == followers_at(known, NOW)


def test_a_count_without_a_moment_is_passed_over():
    assert followers_at([FollowerCount(4000, None)], NOW) is None
