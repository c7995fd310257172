"""How somebody is spoken to who has chosen nothing yet."""

from __future__ import annotations

import pytest

from bot.domain.identity import PersonId
from bot.domain.people import LANGUAGES, Person, language_of, person_in


@pytest.mark.parametrize(
    ("code", "language"),
    [("fa", "fa"), ("fa-IR", "fa"), ("AR", "ar"), ("en-us", "en"), ("de", "ar"), (None, "ar"), ("", "ar")],
)
def test_a_telegram_language_is_ours_or_the_default(code: str | None, language: str):
    assert language_of(code, "ar") == language


def test_somebody_in_a_language_gets_its_digits_and_calendar():
    her = PersonId(1)
    assert [person_in(language, her) for language in LANGUAGES] == [
        Person(her, "fa", "fa", "jalali"),
        Person(her, "ar", "ar", "gregorian"),
        Person(her, "en", "en", "gregorian"),
    ]
