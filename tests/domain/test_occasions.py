"""Days that matter: on the right day, for the right country, known by name in three languages."""

import subprocess
import sys
from datetime import date
from typing import Any

import holidays
import pytest

from bot.domain.calendars import parts_of
from bot.domain.occasions import OccasionKind, occasions, occasions_table, speaks_of_mourning
from bot.language.texts import LANGUAGES, Texts

YEARS = range(2024, 2033)


def days(country: str | None, year: int, name: str) -> list[date]:
    return [each.day for each in occasions(date(year, 1, 1), date(year, 12, 31), country) if each.id == name]


@pytest.mark.parametrize(
    ("country", "name", "day"),
    [
        ("IR", "yalda", date(2026, 12, 21)),
        ("IR", "chaharshanbe-suri", date(2027, 3, 16)),
        ("IR", "black-friday", date(2026, 11, 27)),
        ("SA", "white-friday", date(2026, 11, 27)),
        ("IR", "sepandarmazgan", date(2027, 2, 18)),
        ("IR", "nature-day", date(2027, 4, 2)),
        ("SA", "saudi-founding-day", date(2027, 2, 22)),
        ("SA", "national-day", date(2026, 9, 23)),
        ("SA", "ramadan", date(2027, 2, 8)),
        ("EG", "mothers-day-arab", date(2027, 3, 21)),
        ("MA", "mothers-day-maghreb", date(2027, 5, 30)),
        ("IQ", "nowruz", date(2027, 3, 21)),
        (None, "valentine", date(2027, 2, 14)),
    ],
)
def test_an_occasion_stands_on_its_day(country: str | None, name: str, day: date) -> None:
    assert day in days(country, day.year, name)


def test_one_persons_day_is_not_anothers() -> None:
    assert not days("SA", 2026, "yalda")
    assert not days("IR", 2026, "white-friday")
    assert not days(None, 2026, "national-day")


def test_days_of_the_moon_follow_what_is_known_of_the_country() -> None:
    """In Rajab 1448 Iran is a day behind Umm al-Qura: its father's day is the day of its holiday."""
    assert (
        days("IR", 2026, "ali-birthday")[-1] == days("IR", 2026, "fathers-day-iran")[-1] == date(2026, 12, 23)
    )
    told = [
        each
        for each in occasions(date(2026, 12, 1), date(2026, 12, 31), "IR")
        if each.id == "fathers-day-iran"
    ]
    assert [each.approximate for each in told] == [False]


def test_days_of_the_moon_that_nobody_knows_yet_are_approximate_but_where_it_is_the_law() -> None:
    def ramadan(country: str) -> set[bool]:
        found = occasions(date(2030, 1, 1), date(2030, 12, 31), country)
        return {each.approximate for each in found if each.id == "ramadan"}

    assert ramadan("IR") == {True}
    assert ramadan("SA") == {False}


def test_ashura_is_mourned_where_it_is_mourned() -> None:
    def meant(country: str) -> set[OccasionKind]:
        found = occasions(date(2026, 6, 1), date(2026, 7, 31), country)
        return {each.kind for each in found if each.id == "ashura"}

    assert all(meant(country) == {OccasionKind.MOURNING} for country in ("IR", "IQ", "BH", "LB"))
    assert meant("EG") == set()


@pytest.mark.parametrize("country", occasions_table()["countries"])
def test_every_holiday_of_a_country_has_an_id_of_ours(country: str) -> None:
    named = {
        name.split(" (")[0]
        for said in holidays.country_holidays(country, years=YEARS, language="en_US").values()
        for name in said.split("; ")
    }
    assert named <= occasions_table()["holiday"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_occasion_has_a_name(language: Any) -> None:
    texts = Texts(language=language)
    ids = {*occasions_table()["holiday"].values(), *(row["id"] for row in occasions_table()["day"])}
    assert [each for each in sorted(ids) if not texts.has(f"occasion-{each}")] == []


def test_every_day_of_ours_is_cited_and_lies_in_its_month() -> None:
    for row in occasions_table()["day"]:
        assert row["source"], row["id"]
        for year in YEARS:
            where = row["in"] if isinstance(row["in"], list) else occasions_table()[row["in"]]
            for country in where[:1] or [None]:
                for day in days(country, year, row["id"]):
                    own = parts_of(row["calendar"], day)
                    near = abs(own[1] - row["month"]) in {0, 1, 11}
                    assert near, (row["id"], day)


def test_occasions_come_in_order_each_once() -> None:
    found = occasions(date(2026, 1, 1), date(2027, 12, 31), "IR")
    assert list(found) == sorted(found, key=lambda each: each.day)
    assert len({(each.day, each.id) for each in found}) == len(found)


def test_a_cheerful_advert_does_not_speak_of_mourning() -> None:
    assert not speaks_of_mourning("حراج تابستانه", None)
    assert not speaks_of_mourning(None, None)
    assert speaks_of_mourning("پست تسلیت عاشورا", None)
    assert speaks_of_mourning("پست", "فرا رسيدن عاشوراي حسيني تسليت باد")


def test_the_library_of_holidays_is_not_loaded_before_it_is_needed() -> None:
    code = "import bot.domain.occasions, sys; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
