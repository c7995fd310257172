"""Many posts at once are seen as one would be: the same reading, the same followers."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ages import chosen as chosen_of_one
from bot.domain.ages import common_age
from bot.domain.choosing import chosen
from bot.domain.comparison import compare
from bot.domain.engagement import Base
from bot.domain.followers import FollowerCount, FollowerHistory
from bot.domain.frames import Frame, followers_then
from bot.domain.material import Material, material_of
from bot.domain.measures import MEASURES, Amount, Measure, proposed
from bot.domain.posts import Counts, Kind, Reading, Source
from bot.domain.telling import told_by
from tests.domain.making import NOW, TEHRAN, post


@st.composite
def _read(draw):
    """A post with readings of various ages; its likes tell them apart."""
    made = post(days=draw(st.none() | st.integers(1, 60)))
    start = made.published_at or made.recorded_at
    hours = sorted(draw(st.lists(st.integers(1, 900), unique=True, max_size=5)))
    taken = tuple(
        Reading(
            start + timedelta(hours=h),
            Counts(likes=h, comments=draw(st.sampled_from([1, None]))),
            Source.TYPED,
        )
        for h in hours
    )
    return replace(made, reading=taken[-1] if taken else None, readings=taken)


@settings(deadline=None, max_examples=200)
@given(st.lists(_read(), max_size=12))
def test_many_posts_are_seen_by_the_readings_by_which_each_alone_is_seen(posts):
    frame = Frame.of_material(material_of(posts, (), None))
    usable = ~np.isnan(frame.amount(Amount.BOTH))
    found = chosen(frame, usable)
    counted = [p for p in posts if any(r.counts.comments is not None for r in p.readings)]
    age = common_age(counted)
    assert found.age == age
    for place, one in enumerate(posts):
        if one not in counted:
            assert found.reading[place] == -1
            continue
        expected = chosen_of_one(one, age)
        assert found.young[place] == expected.young
        if not expected.young:
            assert frame.counts["likes"][found.reading[place]] == expected.reading.counts.likes
            assert found.later[place] == expected.later


_counts = st.lists(st.tuples(st.integers(0, 100 * 86400), st.integers(1, 9999)), max_size=8)


@settings(deadline=None)
@given(_counts, st.lists(st.integers(-10 * 86400, 110 * 86400), min_size=1, max_size=8))
def test_many_moments_have_the_followers_that_each_alone_has(counted, moments):
    known = [FollowerCount(count, NOW + timedelta(seconds=at)) for at, count in counted]
    history = sorted((at.timestamp(), count) for at, count in ((each.at, each.count) for each in known))
    asked = [NOW + timedelta(seconds=at) for at in moments]
    found, estimated = followers_then(history, np.array([at.timestamp() for at in asked]))
    for at, count, loose in zip(asked, found, estimated, strict=True):
        expected = FollowerHistory(known).at(at)
        assert (None if np.isnan(count) else int(count)) == (expected and expected.count)
        assert loose == (expected is not None and expected.how in ("between", "near"))


def test_a_reading_of_nothing_but_reactions_does_not_hide_an_older_one_with_views():
    made = post(days=20)
    taken = [
        Reading(made.published_at + timedelta(hours=h), counts, Source.TELEGRAM)
        for h, counts in (
            (170, Counts(likes=50, views=1000)),
            (180, Counts(likes=55)),
            (900, Counts(likes=60)),
        )
    ]
    channel = [replace(made, reading=taken[-1], readings=tuple(taken)) for _ in range(6)]
    found = compare(channel, by="kind", follower_counts=(), zone=TEHRAN, now=NOW, telegram=True)
    assert found.measure == Measure(Amount.LIKES, Base.VIEWS)
    assert found.overall.median == pytest.approx(5.0)


def test_readings_of_posts_that_are_not_there_are_passed_over():
    post, counts = (3, 1, 0.0, 0.0, False, 10), (1, 1, None, None, None, None)
    for strangers in ((9,), (1,), (1, 2, 4, 9)):
        material = Material([post], [(3, 5.0, *counts), *((one, 5.0, *counts) for one in strangers)])
        assert Frame.of_material(material).of.tolist() == [0]
        assert Frame.of_material(Material((), material.readings)).of.tolist() == []


@settings(deadline=None)
@given(st.permutations(range(12)))
def test_readings_may_come_in_any_order(order):
    """Three of each of four posts, of which one is not looked at."""
    counts = (None, None, None, None, None)
    rows = [(post, 100.0 * taken, 10 * post + taken, *counts) for post in range(4) for taken in range(3)]
    posts = [(number, 1, 0.0, 0.0, False, None) for number in (3, 0, 2)]
    frame = Frame.of_material(Material(posts, [rows[place] for place in order]))
    assert frame.of.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert frame.counts["likes"].tolist() == [30, 31, 32, 0, 1, 2, 20, 21, 22]


@settings(deadline=None, max_examples=200)
@given(st.lists(_read(), max_size=8))
def test_a_measure_is_known_of_as_many_posts_as_have_a_reading_that_tells_it(posts):
    frame = Frame.of_material(material_of(posts, (), None))
    among = np.arange(len(posts)) % 3 > 0
    told = [frame.told(~np.isnan(frame.values(measure))) & among for measure in MEASURES]
    expected = {m: int(each.sum()) for m, each in zip(MEASURES, told, strict=True) if each.any()}
    assert told_by(frame, among) == expected


@pytest.mark.parametrize(
    ("known", "telegram", "measure"),
    [
        ({"likes": 9, "comments": 9, "views": 99}, False, (Amount.BOTH, Base.VIEWS)),
        ({"likes": 9, "comments": 9, "views": 99}, True, (Amount.BOTH, Base.VIEWS)),
        ({"likes": 9, "comments": 9, "shares": 9, "views": 99}, True, (Amount.RESPONSES, Base.VIEWS)),
        ({"likes": 9, "views": 99}, True, (Amount.LIKES, Base.VIEWS)),
        (
            {"views": 99, "likes": None, "comments": None, "followers": 500},
            True,
            (Amount.VIEWS, Base.FOLLOWERS),
        ),
        ({"likes": 9, "comments": None}, True, (Amount.LIKES, Base.PLAIN)),
        ({"likes": 9, "comments": None, "followers": 500}, False, (Amount.LIKES, Base.FOLLOWERS)),
    ],
)
def test_what_most_posts_know_is_proposed(known, telegram, measure):
    posts = [post(**{"followers": None, "comments": None, **known}) for _ in range(7)]
    found = compare(posts, by="kind", follower_counts=(), zone=TEHRAN, now=NOW, telegram=telegram)
    assert found.measure == measure


@given(st.dictionaries(st.sampled_from(MEASURES), st.integers(1, 50)), st.integers(0, 50), st.booleans())
def test_an_amount_or_a_base_that_was_asked_for_is_kept(known, posts, telegram):
    for amount in (None, *Amount):
        for base in (None, *Base):
            if amount and base and not Measure(amount, base).sensible:
                continue
            found = proposed(known, posts, telegram=telegram, amount=amount, base=base)
            assert amount in (None, found.amount)
            assert base in (None, found.base)
            assert found.sensible


def test_the_full_rate_needs_all_four_and_is_a_measure_of_its_own():
    whole = [post(likes=100, comments=10, saves=60, shares=30, days=i + 1) for i in range(6)]
    part = [post(Kind.REEL, likes=100, comments=10, saves=60, days=i + 1) for i in range(6)]
    found = compare([*whole, *part], by="kind", follower_counts=(), zone=TEHRAN, now=NOW, amount="full")
    assert found.overall.median == pytest.approx(20.0)
    assert (found.used, found.left_out.counts) == (6, 6)
