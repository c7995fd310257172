"""Half-filled forms: merged, settled, skipped, and back from JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.domain.drafts import Choice, Draft, Field
from bot.domain.errors import Refused
from bot.domain.lines import Doubt, Option, PostLine, Rejected

MOMENT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
LIKES = Doubt("likes", "۱/۲k", "doubt-number", (Option({"likes": 500}), Option({"likes": 1200})))
LEAP = Doubt("likes", "9", "doubt-more-than-reach", (Option({"sure": True}, "sure"),))
KIND = Field("kind", (Choice("kind-photo", {"kind": "photo"}), Choice("kind-reel", {"kind": "reel"})))
FULL = Draft(
    values={"likes": 5, "published_at": MOMENT, "day_only": True, "topic": None},
    rounded=frozenset({"likes"}),
    doubts=(LIKES,),
    rejected=(Rejected("saves", "-5", "reject-negative"),),
    unread=("۷۷",),
    asking="kind",
    passed=frozenset({"counts"}),
    typed="یک\nدو",
    subject=7,
)


def test_a_draft_comes_back_from_json_as_it_was():
    for draft in (FULL, Draft()):
        assert Draft.from_json(json.loads(json.dumps(draft.to_json()))) == draft


def test_another_line_adds_to_what_is_known_and_the_newer_word_counts():
    merged = FULL.merged(PostLine({"likes": 6, "saves": 1}), "سه")
    assert merged.known() == {"likes": 6, "saves": 1, "published_at": MOMENT, "day_only": True}
    assert merged.rounded == frozenset()
    assert merged.doubts == ()
    assert merged.typed == "یک\nدو\nسه"
    assert (merged.rejected, merged.unread) == ((), ())


def test_a_line_about_something_else_leaves_a_doubt_of_reading_but_weighs_anew():
    assert FULL.merged(PostLine({"saves": 1}), "x").doubts == (LIKES,)
    assert Draft(doubts=(LEAP,)).merged(PostLine({"reach": 100}), "x").doubts == ()


@pytest.mark.parametrize("number", [0, 1])
def test_an_option_settles_the_first_doubt(number: int):
    settled = FULL.settled(number)
    assert settled.values["likes"] == (500, 1200)[number]
    assert settled.doubts == ()


@pytest.mark.parametrize("number", [-1, 2, 99])
def test_an_option_that_is_not_there_is_refused(number: int):
    with pytest.raises(Refused, match="draft-moved-on"):
        FULL.settled(number)
    with pytest.raises(Refused, match="draft-moved-on"):
        Draft().settled(0)
    with pytest.raises(Refused, match="draft-moved-on"):
        Draft(asking="kind").chosen(KIND, number)


def test_a_choice_answers_what_is_asked_and_nothing_else():
    chosen = Draft(asking="kind").chosen(KIND, 1)
    assert chosen.known() == {"kind": "reel"}
    assert chosen.passed == {"kind"}
    with pytest.raises(Refused, match="draft-moved-on"):
        Draft(asking="counts").chosen(KIND, 1)


def test_skipping_leaves_a_doubted_field_unknown_and_a_question_unasked():
    skipped = FULL.skipped()
    assert skipped.values["likes"] is None
    assert "likes" not in skipped.known()
    assert skipped.asking == "kind"
    assert skipped.skipped().passed == {"counts", "kind"}
