"""Phrases about plans, as admins type them, are read as a careful reader reads them: none silently wrong."""

import pytest

from bot.language.plans import read_plan
from tests.language import plan_phrases_ar, plan_phrases_en, plan_phrases_fa
from tests.language.plan_phrases import MOMENTS, shown_plan

TABLES = {"fa": plan_phrases_fa.PLANS, "ar": plan_phrases_ar.PLANS, "en": plan_phrases_en.PLANS}


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [(name, typed, meant) for name, table in TABLES.items() for typed, meant in table.items()],
)
def test_a_plan_is_read_as_a_careful_reader_reads_it(language: str, typed: str, meant: str) -> None:
    assert sorted(shown_plan(read_plan(typed, MOMENTS[language])).split()) == sorted(meant.split())


def test_the_table_is_as_large_as_it_has_to_be() -> None:
    assert all(len(table) >= 100 for table in TABLES.values())
    asked = [
        meant for table in TABLES.values() for meant in table.values() if "?" in meant or "unread=" in meant
    ]
    assert len(asked) >= 60
