"""Whatever is asked about a plan has a question, and buttons that can be told apart."""

from typing import Any

import pytest

from bot.domain.drafts import Draft
from bot.domain.identity import DraftId
from bot.domain.lines import Doubt
from bot.language.plans import read_plan
from bot.language.texts import Texts
from bot.rendering.forms import draft_card, option_label
from tests.language import plan_phrases_ar, plan_phrases_en, plan_phrases_fa
from tests.language.phrases import SUNDAY
from tests.language.plan_phrases import MOMENTS

TABLES = {"fa": plan_phrases_fa.PLANS, "ar": plan_phrases_ar.PLANS, "en": plan_phrases_en.PLANS}
CALENDARS = {"fa": "jalali", "ar": "gregorian", "en": "gregorian"}


def texts(language: Any) -> Texts:
    return Texts(language=language, digits=language, calendar=CALENDARS[language])  # type: ignore[arg-type]


def asked(language: str) -> list[tuple[str, Draft, Doubt]]:
    found = []
    for typed in TABLES[language]:
        line = read_plan(typed, MOMENTS[language])
        found += [(typed, Draft().merged(line, typed), doubt) for doubt in line.doubts]
    return found


@pytest.mark.parametrize("language", TABLES)
def test_every_option_can_be_told_from_the_others(language: str) -> None:
    for typed, _, doubt in asked(language):
        labels = [option_label(option, texts(language), SUNDAY.now) for option in doubt.options]
        assert all(label.strip() for label in labels), typed
        assert len(set(labels)) == len(labels), (typed, labels)


@pytest.mark.parametrize("language", TABLES)
def test_every_doubt_is_asked_in_words(language: str) -> None:
    for typed, draft, doubt in asked(language):
        said = texts(language)
        assert said.has(f"{doubt.question}-{doubt.field}") or said.has(doubt.question), (
            typed,
            doubt.question,
        )
        card = draft_card("plan", draft, None, DraftId(1), 1, said, SUNDAY.now)
        assert "doubt-" not in card.text, typed
        assert "option-" not in card.text, typed
