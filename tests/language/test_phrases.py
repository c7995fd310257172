"""Real-life phrases in three languages are read as a careful reader reads them: none silently wrong."""

from dataclasses import replace

import pytest

from bot.language.lines import read_lines, read_message
from tests.language import phrases_ar, phrases_en, phrases_fa
from tests.language.phrases import SUNDAY, shown

MOMENTS = {
    "fa": SUNDAY,
    "ar": replace(SUNDAY, language="ar", calendar="gregorian"),
    "en": replace(SUNDAY, language="en", calendar="gregorian"),
}
TABLES = {"fa": phrases_fa.REAL, "ar": phrases_ar.REAL, "en": phrases_en.REAL}


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [(name, typed, meant) for name, table in TABLES.items() for typed, meant in table.items()],
)
def test_a_phrase_is_read_as_a_careful_reader_reads_it(language: str, typed: str, meant: str) -> None:
    assert sorted(shown(read_message(typed, MOMENTS[language])).split()) == sorted(meant.split())


def test_the_table_is_as_large_as_it_has_to_be() -> None:
    assert all(len(table) >= 100 for table in TABLES.values())
    asked = [m for table in TABLES.values() for m in table.values() if "?" in m or "!" in m or m == "unclear"]
    assert len(asked) >= 60


@pytest.mark.parametrize(
    "typed",
    [t for table in TABLES.values() for t, meant in table.items() if meant == "?several:doubt-lines()"],
)
def test_each_line_of_several_is_read_by_itself(typed: str) -> None:
    lines = read_lines(typed, SUNDAY)
    assert lines is not None
    assert [line.typed for line in lines] == typed.split("\n")
