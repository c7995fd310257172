"""Two weeks of proposals."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audiences import Audience
from bot.domain.filling import DAYS, Wish, kinds_in_turn, posts_a_week, proposals
from bot.domain.pages import Platform
from bot.domain.posts import Kind
from tests.domain.making import post

TODAY = date(2026, 11, 22)
KINDS = (Kind.REEL, Kind.CAROUSEL, Kind.PHOTO) * 5
WEEK = [TODAY + timedelta(days=n) for n in range(1, DAYS + 1)]
some_days = st.sets(st.sampled_from(WEEK))
wishes = st.builds(
    Wish,
    today=st.just(TODAY),
    a_week=st.integers(1, 7),
    kinds=st.just(KINDS),
    best=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 23)), max_size=3).map(tuple),
    audience=st.none() | st.sampled_from(Audience),
    busy=some_days,
    mourning=some_days,
    occasions=st.none() | st.dictionaries(st.sampled_from(WEEK), st.just("یلدا")),
)


@given(wishes)
def test_proposals_fill_up_what_is_usual_and_touch_no_day_that_is_taken(wish):
    found = proposals(wish)
    days = [each.wall.date() for each in found]
    assert days == sorted(set(days))
    assert set(days) <= set(WEEK) - set(wish.busy) - set(wish.mourning)
    free = set(WEEK) - set(wish.busy) - set(wish.mourning)
    assert len(found) == min(len(free), max(0, 2 * wish.a_week - len(wish.busy)))


def test_days_lie_apart():
    days = [each.wall.date() for each in proposals(Wish(TODAY, 3, KINDS))]
    pauses = [(b - a).days for a, b in pairwise(days)]
    assert len(days) == 6
    assert min(pauses) >= 2


def test_the_pages_own_hours_come_before_its_audiences_and_those_before_a_guess():
    own = Wish(TODAY, 7, KINDS, best=((0, 21), (2, 9)), audience=Audience.EMPLOYEES)
    hours = {each.wall.weekday(): (each.wall.hour, each.why) for each in proposals(own)}
    assert hours[0] == (21, "own")
    assert hours[2] == (9, "own")
    assert hours[5] == (21, "own")
    assert {each.why for each in proposals(replace(own, best=()))} == {"audience"}
    assert {each.why for each in proposals(Wish(TODAY, 3, KINDS))} == {"guess"}


def test_an_occasion_is_what_its_day_is_about():
    yalda = TODAY + timedelta(days=5)
    (found,) = [p for p in proposals(Wish(TODAY, 3, KINDS, occasions={yalda: "یلدا"})) if p.topic]
    assert (found.wall.date(), found.topic) == (yalda, "یلدا")


def test_kinds_come_in_the_pages_own_proportion_and_none_alone():
    posts = [post(kind=Kind.REEL, days=n) for n in range(9)] + [
        post(kind=Kind.PHOTO, days=n) for n in range(3)
    ]
    kinds = kinds_in_turn(posts, None, 12)
    assert kinds.count(Kind.REEL) <= 6
    assert {Kind.REEL, Kind.PHOTO, Kind.CAROUSEL} <= set(kinds)
    assert Kind.STORY not in kinds_in_turn([post(kind=Kind.STORY, days=1)], None, 6)
    assert Kind.TEXT in kinds_in_turn([], Platform.TELEGRAM, 3)


def test_as_many_posts_as_are_usual():
    assert posts_a_week(()) == 3
    assert posts_a_week({TODAY - timedelta(days=n) for n in range(20)}) == 7
    assert posts_a_week({TODAY - timedelta(days=7 * n) for n in range(10)}) == 1
