import pytest

from bot.domain.engagement import Base, interactions, rate
from bot.domain.posts import Counts

KNOWN = Counts(likes=1200, comments=45, saves=80, shares=12, reach=15_000, views=18_000)


def test_interactions_are_likes_and_comments():
    assert interactions(KNOWN) == 1245


@pytest.mark.parametrize("counts", [Counts(), Counts(likes=3), Counts(comments=3)])
def test_interactions_are_unknown_where_either_is(counts):
    assert interactions(counts) is None
    assert rate(counts, Base.PLAIN) is None


def test_zero_is_known():
    assert interactions(Counts(likes=0, comments=0)) == 0
    assert rate(Counts(likes=0, comments=0), Base.FOLLOWERS, 10) == 0.0


@pytest.mark.parametrize(
    ("base", "value"),
    [(Base.FOLLOWERS, 25.9375), (Base.REACH, 8.3), (Base.VIEWS, 1245 / 180), (Base.PLAIN, 1245.0)],
)
def test_a_rate_is_for_every_hundred_of_its_base(base, value):
    assert rate(KNOWN, base, 4800) == pytest.approx(value)


@pytest.mark.parametrize("base", [Base.FOLLOWERS, Base.REACH, Base.VIEWS])
@pytest.mark.parametrize("size", [None, 0])
def test_there_is_no_rate_without_a_base(base, size):
    counts = Counts(likes=1, comments=1, reach=size, views=size)
    assert rate(counts, base, size) is None
