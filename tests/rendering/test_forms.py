"""The card of a form: what is understood, what is not, and one question with its answers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.drafts import Choice, Draft, Field
from bot.domain.identity import DraftId
from bot.domain.lines import Doubt, Option, Rejected
from bot.domain.people import LANGUAGES
from bot.language.texts import Texts
from bot.rendering.buttons import FormChoice
from bot.rendering.forms import cancelled, draft_card, option_label
from bot.rendering.message import Message
from bot.rendering.payloads import unpack

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
KIND = Field("kind", (Choice("kind-photo", {"kind": "photo"}), Choice("kind-reel", {"kind": "reel"})))
LIKES = Doubt("likes", "<b>1/2k", "doubt-number", (Option({"likes": 500}), Option({"likes": 1200})))


def card(draft: Draft, asked: Field | None = None) -> Message:
    return draft_card("post", draft, asked, DraftId(7), 3, Texts(), NOW)


def choices(message: Message) -> list[str]:
    """What the buttons choose; each of them acts on this draft at this version."""
    found = [unpack(button.data or "") for row in message.buttons for button in row]
    assert all(isinstance(each, FormChoice) and (each.draft, each.version) == (7, 3) for each in found)
    return [each.choice for each in found if isinstance(each, FormChoice)]


def test_a_question_offers_its_answers_skipping_and_leaving():
    assert choices(card(Draft(), KIND)) == ["c0", "c1", "skip", "cancel"]
    assert choices(card(Draft(), Field("counts", skippable=False))) == ["cancel"]


def test_a_doubt_comes_before_any_question():
    message = card(Draft(doubts=(LIKES,)), KIND)
    assert choices(message) == ["o0", "o1", "skip", "cancel"]
    assert "&lt;b&gt;1/2k" in message.text


def test_what_is_only_for_us_cannot_be_left_empty():
    doubt = Doubt(
        "again", "", "doubt-again", (Option({"sure": True}, "another"), Option({"again": "no"}, "same"))
    )
    assert choices(card(Draft(doubts=(doubt,)))) == ["o0", "o1", "cancel"]


def test_a_card_shows_what_is_known_what_is_refused_and_what_is_not_understood():
    draft = Draft(
        {"kind": "reel", "likes": 1200, "saves": None, "sure_x": True},
        rounded=frozenset({"likes"}),
        rejected=(Rejected("saves", "-5", "reject-negative"),),
        unread=("<i>", "۷۷"),
    )
    text = card(draft, Field("counts")).text
    assert "ریلز" in text
    assert "حدود" in text
    assert "-5" in text
    assert "<u>&lt;i&gt;</u>" in text
    assert "True" not in text


def test_a_card_without_a_question_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="question"):
        card(Draft())


def test_a_left_form_gives_back_what_was_typed():
    assert "<code>\u2068یک &lt;b&gt;\u2069</code>" in cancelled(Draft(typed="یک <b>"), Texts()).text
    assert "<code>" not in cancelled(Draft(), Texts()).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_options_button_says_what_it_would_set(language: str):
    texts = Texts(language, "en", "gregorian")  # type: ignore[arg-type]
    day = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    options = [
        Option({"likes": 1200}),
        Option({"published_at": day, "day_only": False}),
        Option({"published_at": day, "day_only": True}),
        Option({"likes": None}),
        Option({"likes": 5}, "sure"),
    ]
    labels = [option_label(option, texts, NOW) for option in options]
    assert len(set(labels)) == len(labels)
    assert "1,200" in labels[0]
    assert "12:00" in labels[1]
    assert ":" not in labels[2]
    assert labels[3] == texts.plain("option-unknown")
