"""The trust checklist: its data, its score, what is next, what changed and what ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.advice import SIGHTS
from bot.domain.checklists import STALE, Reply, numbers_of
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.trust import (
    EVIDENCE_MOST,
    EXPIRY_MOST,
    REMINDED,
    REMINDED_AT,
    Answered,
    Region,
    Sells,
    by_number,
    checked_evidence,
    checked_expiry,
    groups,
    item,
    items,
    numbered,
    region_of,
    reminders,
)
from bot.domain.trust_board import Board, changed_since, progress

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
TEHRAN = ZoneInfo("Asia/Tehran")
GOODS = frozenset({Sells.GOODS})
REPLIES = st.dictionaries(st.sampled_from(sorted(items())), st.sampled_from(Reply))
SOLD = st.sets(st.sampled_from(Sells))


def answered(
    name: str,
    reply: Reply = Reply.YES,
    *,
    at: datetime = NOW,
    number: int = 1,
    expires_at: datetime | None = None,
) -> Answered:
    return Answered(number, PageId(1), name, reply, at, PersonId(1), expires_at=expires_at)


def board(replies: Iterable[Answered], sells: Iterable[Sells] = GOODS) -> Board:
    return Board(list(replies), sells, NOW)


def test_there_are_twenty_nine_items_in_seven_groups_each_with_a_number_of_its_own():
    assert len(items()) == 29
    assert len(groups()) == 7
    assert sorted(each.number for each in items().values()) == list(range(1, 30))
    assert {each.weight for each in items().values()} <= set(range(1, 6))
    assert all(each.minutes > 0 for each in items().values())
    assert {each.looks_at for each in items().values()} <= {"", *SIGHTS}


@given(st.lists(st.sampled_from(sorted(items())), unique=True, max_size=3))
def test_items_come_back_from_a_button_as_they_were(names: list[str]):
    shown = tuple(items()[name] for name in names)
    assert numbered(numbers_of(shown)) == shown


def test_an_item_that_is_no_more_is_refused():
    for refused in (lambda: item("fax"), lambda: by_number(99)):
        with pytest.raises(Refused, match="trust-item-gone"):
            refused()
    assert numbered("99.1.x") == (items()["enamad"],)


@given(REPLIES, SOLD)
def test_a_score_lies_between_nothing_and_all_and_is_the_sum_of_its_groups(
    replies: dict[str, Reply], sells: set[Sells]
):
    made = board([answered(name, reply) for name, reply in replies.items()], sells)
    whole, parts = made.score(), [made.score(group) for group in groups()]
    assert 0 <= whole.percent <= 100
    assert whole.got == sum(part.got for part in parts)
    assert whole.of == sum(part.of for part in parts)
    assert whole.answered == sum(part.answered for part in parts) <= whole.items


@given(REPLIES, SOLD, st.sampled_from(sorted(items())))
def test_a_yes_never_lowers_the_score_of_what_applies(
    replies: dict[str, Reply], sells: set[Sells], name: str
):
    before = board([answered(each, reply) for each, reply in replies.items()], sells)
    if before.applies(items()[name]):
        after = board([answered(each, reply) for each, reply in {**replies, name: Reply.YES}.items()], sells)
        assert after.score().got >= before.score().got
        assert after.score().of == before.score().of


def test_partly_is_worth_half_and_what_does_not_apply_counts_nowhere():
    weight = items()["returns"].weight
    nothing = board([]).score()
    partly = board([answered("returns", Reply.PARTLY)]).score()
    assert partly.got == weight / 2
    without = board([answered("returns", Reply.NA)]).score()
    assert (without.of, without.got) == (nothing.of - weight, 0)


def test_what_is_sold_decides_what_applies_and_her_own_word_stands_above_it():
    assert items()["guild"] not in board([]).open()
    assert items()["guild"] in board([], {Sells.REGULATED}).open()
    own = board([answered("guild")])
    assert own.applies(items()["guild"])
    assert own.score().got == items()["guild"].weight


def test_the_newest_answer_counts_and_what_counted_before_can_be_told():
    month = timedelta(days=30)
    said = [
        answered("returns", Reply.NO, at=NOW - month * 2, number=1),
        answered("enamad", Reply.YES, at=NOW - month * 2, number=2),
        answered("returns", Reply.YES, at=NOW, number=3),
        answered("speed", Reply.PARTLY, at=NOW, number=4),
    ]
    changed = {each.item.id: (each.before, each.after) for each in changed_since(said, NOW - month, NOW)}
    assert changed == {"returns": (Reply.NO, Reply.YES), "speed": (None, Reply.PARTLY)}
    scores = progress(said, GOODS, NOW, every=month, most=6)
    assert [at for at, _ in scores] == [NOW - month * 2, NOW - month, NOW]
    assert scores[0][1] == scores[1][1] < scores[2][1]
    assert progress([], GOODS, NOW, every=month, most=6) == []


def test_of_two_answers_at_one_moment_the_later_row_counts():
    said = [answered("speed", Reply.YES, number=2), answered("speed", Reply.NO, number=1)]
    assert board(said).newest["speed"].reply is Reply.YES


def test_steps_are_what_still_brings_weight_easy_and_weighty_first():
    steps = board([]).steps()
    assert items()["guild"] not in steps
    order = [each.id for each in steps]
    # of the same weight what takes less time, of the same time what weighs more
    assert order.index("address") < order.index("channels")
    assert order.index("real") < order.index("sources")
    done = board([answered(each.id) for each in steps])
    assert done.steps() == []
    assert done.score().percent == 100


def test_what_has_ended_is_worth_nothing_until_it_is_renewed():
    ended = board([answered("enamad", expires_at=NOW)])
    assert ended.score().got == 0
    assert items()["enamad"] in ended.steps()
    assert board([answered("enamad", expires_at=NOW + timedelta(seconds=1))]).score().got > 0


def test_answers_are_asked_again_after_half_a_year_the_oldest_first():
    said = [
        answered("speed", at=NOW - STALE, number=1),
        answered("real", at=NOW - STALE - timedelta(days=9), number=2),
        answered("short", at=NOW - STALE + timedelta(seconds=1), number=3),
    ]
    assert [each.id for each in board(said).stale()] == ["real", "speed"]


@pytest.mark.parametrize(
    ("zone", "region"),
    [
        ("Asia/Tehran", Region.IRAN),
        ("Asia/Riyadh", Region.ARAB),
        ("Africa/Cairo", Region.ARAB),
        ("Europe/Berlin", Region.OTHER),
    ],
)
def test_the_zone_says_whose_steps_are_shown_first(zone: str, region: Region):
    assert region_of(zone) is region


def test_the_end_of_a_licence_is_reminded_by_the_pages_clock_and_never_in_the_past():
    ends = NOW + timedelta(days=100)
    due = reminders(ends, NOW, TEHRAN)
    assert tuple(days for days, _ in due) == REMINDED
    for days, at in due:
        local = at.astimezone(TEHRAN)
        assert local.time() == REMINDED_AT
        assert (ends.astimezone(TEHRAN).date() - local.date()).days == days
    soon = reminders(NOW + timedelta(days=5), NOW, TEHRAN)
    assert [days for days, _ in soon] == [1]


def test_an_end_in_the_past_or_in_another_age_is_refused():
    with pytest.raises(Refused, match="trust-expiry-past"):
        checked_expiry(NOW, NOW)
    with pytest.raises(Refused, match="trust-expiry-far"):
        checked_expiry(NOW + EXPIRY_MOST + timedelta(days=1), NOW)
    assert checked_expiry(NOW + EXPIRY_MOST, NOW) == NOW + EXPIRY_MOST


@given(st.text(max_size=2 * EVIDENCE_MOST))
def test_evidence_is_kept_whole_or_refused(typed: str):
    if len(typed.strip()) <= EVIDENCE_MOST:
        assert checked_evidence(typed) == typed.strip()
    else:
        with pytest.raises(Refused, match="trust-evidence-long"):
            checked_evidence(typed)
