"""Which piece of advice is next, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.advice import (
    AGAIN,
    EVERY,
    LOOKED_AT,
    SIGHTS,
    Area,
    Given,
    PageFacts,
    Piece,
    Schedule,
    Verdict,
    advice_for,
    seen,
)
from bot.domain.posts import Kind

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
TEHRAN = ZoneInfo("Asia/Tehran")
BERLIN = ZoneInfo("Europe/Berlin")
NOTHING = PageFacts()
WEEK = timedelta(days=7)


def piece(
    name: str, area: Area = Area.TRUST, *, weight: int = 3, minutes: int = 30, looks_at: str = ""
) -> Piece:
    return Piece(f"x.{name}", area, minutes, "title", "say", "cite", weight=weight, looks_at=looks_at)


def told(each: Piece, at: datetime, verdict: Verdict | None = None) -> Given:
    return Given(each.id, each.area, at, verdict)


@given(
    st.lists(st.integers(0, 30), max_size=60),
    st.lists(st.sampled_from([None, *Verdict]), min_size=60, max_size=60),
)
def test_whatever_is_said_to_it_no_piece_comes_twice_in_ninety_days_and_none_after_its_end(
    gaps: list[int], verdicts: list[Verdict | None]
):
    pieces = [piece(f"{area}{n}", area) for area in Area for n in range(2)]
    now, history = NOW, list[Given]()
    for gap, verdict in zip(gaps, verdicts, strict=False):
        now += timedelta(days=gap)
        chosen = advice_for(pieces, NOTHING, history, Area, now)
        if chosen is not None:
            history.append(told(chosen.piece, now, verdict))
    for name in {each.piece for each in history}:
        mine = [each for each in history if each.piece == name]
        assert all(b.at - a.at >= AGAIN for a, b in pairwise(mine))
        assert all(each.verdict in (None, Verdict.LATER) for each in mine[:-1])


def test_only_what_is_wanted_is_advised():
    pieces = [piece("a", Area.TIME), piece("b", Area.CARE)]
    chosen = advice_for(pieces, NOTHING, [], [Area.CARE], NOW)
    assert chosen is not None
    assert chosen.piece.area is Area.CARE
    assert advice_for(pieces, NOTHING, [], [], NOW) is None
    assert advice_for([], NOTHING, [], Area, NOW) is None


def test_areas_take_turns():
    pieces = [piece(f"{area}{n}", area) for area in (Area.TRUST, Area.CARE, Area.TIME) for n in range(2)]
    history: list[Given] = []
    for week in range(6):
        chosen = advice_for(pieces, NOTHING, history, Area, NOW + WEEK * week)
        assert chosen is not None
        history.append(told(chosen.piece, NOW + WEEK * week))
    areas = [each.area for each in history]
    assert len(set(areas[:3])) == len(set(areas[3:])) == 3


def test_the_most_weight_for_the_least_time_comes_first():
    light, heavy, long = (
        piece("light", weight=2),
        piece("heavy", weight=4),
        piece("long", weight=4, minutes=240),
    )
    chosen = advice_for([long, light, heavy], NOTHING, [], Area, NOW)
    assert chosen is not None
    assert chosen.piece == heavy


def test_what_the_pages_own_posts_speak_for_comes_before_all_else():
    facts = PageFacts(kinds=(Kind.PHOTO,) * LOOKED_AT)
    chosen = advice_for(
        [piece("a", weight=5), piece("b", weight=1, looks_at="one_kind")], facts, [], Area, NOW
    )
    assert chosen is not None
    assert chosen.piece.id == "x.b"
    assert chosen.sight is not None
    assert chosen.sight.facts == {"count": LOOKED_AT, "kind": Kind.PHOTO}


@pytest.mark.parametrize(
    ("facts", "names"),
    [
        (PageFacts(kinds=(Kind.PHOTO,) * 5), set()),
        (PageFacts(kinds=(Kind.PHOTO,) * 6), {"one_kind"}),
        (PageFacts(kinds=(Kind.PHOTO,) * 6 + (Kind.REEL,)), set()),
        (PageFacts(kinds=(Kind.PHOTO,) * 6 + (None,)), set()),
        (PageFacts(days_silent=6), set()),
        (PageFacts(days_silent=7), {"silent"}),
        (PageFacts(comments=(0,) * 6), {"quiet"}),
        (PageFacts(comments=(1,) * 6), set()),
        (PageFacts(comments=(None,) * 12), set()),
        (PageFacts(captions=("شال تازه رسید",) * 6), {"no_question", "no_contact"}),
        (PageFacts(captions=("کدام را دوست دارید؟",) * 6), {"no_contact"}),
        (PageFacts(captions=("شال تازه",) * 5 + ("سفارش: ۰۹۱۲۳۴۵۶۷۸۹",)), {"no_question"}),
        (PageFacts(captions=(None,) * 12), set()),
    ],
)
def test_only_what_is_beyond_doubt_is_seen_in_posts(facts: PageFacts, names: set[str]):
    assert set(seen(facts)) == names <= set(SIGHTS)


@given(
    st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.sampled_from([each for each in EVERY if each]),
    st.integers(0, 6),
    st.integers(0, 23),
    st.sampled_from([TEHRAN, BERLIN]),
)
def test_what_is_due_comes_on_its_weekday_and_at_its_hour_and_so_many_days_later(
    now: datetime, every: int, weekday: int, hour: int, zone: ZoneInfo
):
    schedule = Schedule(every, weekday, hour)
    first = schedule.next_after(now, zone)
    assert first is not None
    assert now < first <= now + timedelta(days=8)
    local = first.astimezone(zone)
    assert local.weekday() == weekday
    assert local.hour in (hour, hour + 1)  # an hour that a change of clocks leaves out is an hour later
    following = schedule.next_after(first, zone, last=first)
    assert following is not None
    days = (following.astimezone(zone).date() - local.date()).days
    assert days % 7 == 0
    assert days in (every, every + 7)  # a step more where that hour was left out


def test_a_piece_that_came_late_does_not_move_the_next_one():
    saturday = datetime(2026, 11, 28, 6, 30, tzinfo=UTC)
    schedule = Schedule()
    assert schedule.next_after(NOW, TEHRAN) == saturday
    late = saturday + timedelta(days=1, hours=10)
    assert schedule.next_after(late, TEHRAN, last=late) == saturday + WEEK


def test_never_is_never():
    assert Schedule(every=0).next_after(NOW, TEHRAN) is None
