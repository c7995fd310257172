import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.comparison import Question, compare, compare_posts
from bot.domain.engagement import Base, rate
from bot.domain.errors import Refused
from bot.domain.findings import Winner
from bot.domain.followers import FollowerCount
from bot.domain.groupings import FIELDS, Dimension
from bot.domain.material import material_of
from bot.domain.measures import MEASURES, PARTS, Amount, Measure
from bot.domain.posts import Kind
from tests.domain.making import NOW, TEHRAN, post, posts_of

GOOD, BAD = [30, 31, 32, 33, 34, 35, 36, 37], [10, 11, 12, 13, 14, 15, 16, 17]


def by_kind(posts, **more):
    return compare(posts, **{"by": "kind", "follower_counts": (), "zone": TEHRAN, "now": NOW, **more})


def by_weekday(posts, **more):
    return by_kind(posts, by="weekday", **more)


def test_kinds_stand_from_the_highest_median_down_and_thin_ones_last():
    found = by_kind(
        [*posts_of(Kind.PHOTO, BAD), *posts_of(Kind.CAROUSEL, GOOD), *posts_of(Kind.REEL, [900] * 4)]
    )
    assert [g.key for g in found.groups] == ["carousel", "photo", "reel"]
    assert [g.spread.n for g in found.groups] == [8, 8, 4]
    assert found.groups[0].spread.median == pytest.approx(3.35)
    assert found.groups[2].spread.median is None
    assert found.groups[2].spread.missing == 2
    assert found.winner == Winner("carousel", ("photo",), all=True)
    assert (found.used, found.in_period, found.left_out.total) == (20, 20, 0)


def test_a_group_is_praised_only_above_those_that_it_clearly_beats():
    near = [value + 0.5 for value in range(29, 37)]
    found = by_kind(
        [*posts_of(Kind.PHOTO, BAD), *posts_of(Kind.CAROUSEL, GOOD), *posts_of(Kind.REEL, map(int, near))]
    )
    assert found.winner == Winner("carousel", ("photo",), all=False)


def test_a_small_difference_names_no_winner():
    found = by_kind([*posts_of(Kind.PHOTO, BAD), *posts_of(Kind.CAROUSEL, [v + 1 for v in BAD])])
    assert found.winner is None
    assert found.best.key == "carousel"


def test_without_any_true_difference_a_winner_is_rarely_named():
    chance = np.random.default_rng(7)
    named = 0
    for _ in range(150):
        posts = [p for kind in list(Kind)[:4] for p in posts_of(kind, chance.poisson(80, size=12).tolist())]
        named += by_kind(posts).winner is not None
    assert named / 150 <= 0.08


def test_weekdays_are_those_of_the_zone():
    """Friday 22:00 in UTC is Saturday 1:30 in Tehran."""
    friday_night = NOW - timedelta(days=1, hours=8, minutes=30)
    found = by_weekday([replace(post(), published_at=friday_night)])
    assert [g.key for g in found.groups if g.spread.n] == [5]
    assert [g.key for g in found.groups] == list(range(7))


def test_posts_without_a_time_count_in_the_period_but_not_on_a_weekday():
    posts = [post(days=None), post(days=3)]
    assert by_kind(posts).used == 2
    found = by_weekday(posts)
    assert (found.used, found.left_out.group, found.in_period) == (1, 1, 2)


def test_unknown_kinds_are_left_out_and_said():
    found = by_kind([post(None), post(None), post(Kind.REEL)])
    assert (found.left_out.group, found.used) == (2, 1)
    assert [g.key for g in found.groups] == ["reel"]


def test_each_post_is_left_out_for_one_reason():
    posts = [post(None, likes=None), post(comments=None), post(followers=None), post(), post(followers=0)]
    found = by_kind(posts, amount="both", base="followers")
    left = found.left_out
    assert (left.group, left.counts, left.base, found.used) == (1, 1, 2, 1)


@pytest.mark.parametrize(
    ("followers", "reach", "views", "base"),
    [(3, 0, 0, Base.FOLLOWERS), (2, 3, 0, Base.REACH), (2, 2, 4, Base.VIEWS), (2, 2, 2, Base.PLAIN)],
)
def test_the_base_is_the_first_that_more_than_half_know(followers, reach, views, base):
    def known(i, how_many):
        return 1000 if i < how_many else None

    posts = [
        post(followers=known(i, followers), reach=known(i, reach), views=known(i, views)) for i in range(4)
    ]
    found = by_kind(posts)
    assert found.base is base
    assert found.amount is Amount.BOTH
    known = dict(found.available)
    assert known[Measure(Amount.BOTH, Base.PLAIN)] == 4
    assert known.get(Measure(Amount.BOTH, Base.REACH), 0) == reach


def test_followers_are_worked_out_from_counts_of_near_days():
    counts = [FollowerCount(1000, NOW - timedelta(days=20)), FollowerCount(2000, NOW)]
    found = by_kind([post(followers=None, days=10) for _ in range(6)], follower_counts=counts)
    assert found.base is Base.FOLLOWERS
    assert found.groups[0].spread.median == pytest.approx(100 * 100 / 1500)
    assert (found.estimated_followers, found.followers) == (6, 1500)


def test_a_growing_page_has_a_trend():
    posts = [post(likes=200 - i, days=i + 1) for i in range(40)]
    found = by_weekday(posts)
    assert found.trend.rho == pytest.approx(1.0)
    assert found.trend.marked


def test_a_level_page_has_none():
    posts = [post(likes=100 + (i * 7919) % 13, days=i + 1) for i in range(40)]
    assert not by_weekday(posts).trend.marked


def test_the_period_is_half_a_year_unless_another_is_asked_for():
    posts = [post(days=179), post(days=181), post(days=2)]
    assert by_kind(posts).in_period == 2
    assert by_kind(posts, days=None).in_period == 3
    assert by_kind(posts, days=30).in_period == 1


def test_posts_counted_too_soon_are_told():
    assert by_kind([post(taken_after=3), post(taken_after=25)]).early == 1


@pytest.mark.parametrize(
    "forged", [{"by": "moon"}, {"base": "gold"}, {"days": 0}, {"days": -3}, {"days": 10**9}]
)
def test_a_forged_button_is_refused(forged):
    with pytest.raises(Refused, match="button-unknown"):
        by_kind([], **forged)


@pytest.mark.parametrize("by", Dimension)
@pytest.mark.parametrize(
    "posts",
    [
        [],
        [post()],
        [post(days=None)],
        [post(likes=0) for _ in range(20)],
        [post(kind, likes=0, days=day) for kind in Kind for day in range(1, 15)],
        [post(kind, likes=5, days=day) for kind in Kind for day in range(1, 15)],
        [post(followers=0) for _ in range(9)],
        [post(None) for _ in range(9)],
    ],
)
def test_degenerate_pages_have_answers(posts, by):
    found = by_kind(posts, by=by)
    assert found.winner is None
    assert found.used + found.left_out.total == found.in_period == len(posts)
    assert all(missing > 0 for _, missing in found.needed)


@pytest.mark.parametrize(
    ("kinds", "needed"),
    [
        ({}, ((None, 6), (None, 6))),
        ({Kind.PHOTO: 4}, (("photo", 2), (None, 6))),
        ({Kind.PHOTO: 9, Kind.REEL: 5, Kind.TEXT: 1}, (("reel", 1),)),
        ({Kind.PHOTO: 9, Kind.REEL: 8}, ()),
    ],
)
def test_how_many_more_posts_would_do(kinds, needed):
    found = by_kind([p for kind, n in kinds.items() for p in posts_of(kind, [50] * n)])
    assert found.needed == needed
    assert found.possible is (not needed)


_NOT_READ = [
    by for by in Dimension if FIELDS.get(by) != "caption" and by not in (Dimension.PERIOD, Dimension.YEAR)
]
_count = st.none() | st.integers(0, 5000)
_posts = st.lists(
    st.builds(
        post,
        st.none() | st.sampled_from(Kind),
        likes=_count,
        comments=_count,
        reach=_count,
        views=_count,
        followers=_count,
        saves=_count,
        shares=_count,
        days=st.none() | st.floats(0.1, 170),
    ),
    max_size=60,
)


def _rate(post, measure):
    """The value of a post by its measure, written as simply as can be."""
    parts = [getattr(post.counts, name) for name in PARTS[measure.amount]]
    size = {
        Base.FOLLOWERS: post.followers_at_publishing,
        Base.REACH: post.counts.reach,
        Base.VIEWS: post.counts.views,
        Base.PLAIN: 100,
    }[measure.base]
    return None if None in parts or not size else 100 * sum(parts) / size


def _fact(post, by):
    return True if by not in FIELDS else getattr(post, FIELDS[by])


@settings(deadline=None, max_examples=100)
@given(_posts, st.sampled_from([*_NOT_READ]), st.none() | st.sampled_from(MEASURES))
def test_nothing_is_lost_and_no_base_is_mixed(posts, by, measure):
    asked = {"amount": measure.amount, "base": measure.base} if measure else {}
    found = by_kind(posts, by=by, **asked)
    assert found.used + found.left_out.total == found.in_period == len(posts)
    assert sum(group.spread.n for group in found.groups) == found.used
    if measure:
        assert found.measure == measure
    timed = by in (Dimension.WEEKDAY, Dimension.HOUR, Dimension.MONTH)
    usable = [p for p in posts if (p.published_at if timed else _fact(p, by)) is not None]
    alone = [value for p in usable if (value := _rate(p, found.measure)) is not None]
    assert len(alone) == found.used
    if found.overall.median is not None:
        assert found.overall.median == pytest.approx(np.median(alone))
    for group in found.solid:
        spread = group.spread
        assert spread.low <= spread.median <= spread.high
    assert all(0 <= d.p <= 1 and -1 <= d.delta <= 1 for d in found.differences)


def test_the_measures_of_the_engagement_room_and_of_comparisons_agree():
    made = post(likes=90, comments=10, reach=4000, views=8000, followers=2000)
    for base in Base:
        assert rate(made.counts, base, 2000) == _rate(made, Measure(Amount.BOTH, base))


def test_question_and_answer_can_be_sent_to_another_process():
    asked = Question.of(by="kind", zone=TEHRAN, now=NOW), material_of(posts_of(Kind.PHOTO, GOOD), (), "kind")
    answer = compare_posts(*pickle.loads(pickle.dumps(asked)))
    assert pickle.loads(pickle.dumps(answer)) == answer


def test_asking_loads_neither_numpy_nor_scipy():
    code = (
        "import sys; import bot.domain.comparison, bot.domain.sample, bot.rendering.comparison, "
        "bot.rendering.charts, bot.worker; "
        "sys.exit(any(name in sys.modules for name in ('numpy', 'scipy', 'matplotlib')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
