"""Sentences with facts in them: escaped, isolated, in the person's digits, calendar and zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.language.digits import DIGITS, localise
from bot.language.texts import FIRST_STRONG_ISOLATE, LANGUAGES, POP_ISOLATE, Texts, catalogue, jalali_parts

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
ISOLATES = dict.fromkeys((0x2066, 0x2068, 0x2069))


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_a_fact_is_text_and_never_markup_and_cannot_turn_what_follows(name: str):
    said = Texts()("page-title", page=name)
    inner = said.removeprefix("<b>").removesuffix("</b>")
    assert "<" not in inner
    assert inner.startswith(FIRST_STRONG_ISOLATE)
    assert inner.endswith(POP_ISOLATE)
    opened = sum(inner.count(c) for c in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
    closed = sum(inner.count(c) for c in "\u202c\u2069")
    assert (opened, closed) == (1, 1)


def test_braces_in_a_fact_are_only_shown():
    assert "{value} {0}" in Texts().plain("page-title", page="{value} {0}")


def test_markup_made_by_us_stays_as_it_is():
    assert Texts()("page-title", page=Markup("<i>x</i>")) == "<b><i>x</i></b>"


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("fa", "پیج دزد", "پیج دزد آماده است"),
        ("fa", "گل سارا", "پیج گل سارا آماده است"),
        ("fa", "پیجک", "پیج پیجک آماده است"),
        ("ar", "صفحة نور", "صفحة نور جاهزة"),
    ],
)
def test_the_word_page_is_not_said_twice(language: str, name: str, said: str):
    found = Texts(language=language).plain("page-ready", page=name)
    assert found.translate(ISOLATES).startswith(said)


def test_a_yes_is_no_fact():
    with pytest.raises(TypeError):
        Texts()("page-title", page=True)


@pytest.mark.parametrize(
    ("digits", "said"), [("fa", "۱٬۲۳۴٬۵۶۷٫۸"), ("ar", "١٬٢٣٤٬٥٦٧٫٨"), ("en", "1,234,567.8")]
)
def test_a_number_is_written_in_the_persons_digits(digits: str, said: str):
    texts = Texts("fa", digits)
    assert texts.number(1234567.8).translate(ISOLATES) == said


@given(st.integers(0, 10**12))
def test_a_number_reads_the_same_in_all_digits(number: int):
    shown = {Texts("fa", digits).number(number).translate(ISOLATES) for digits in ("fa", "ar", "en")}
    plain = {localise(each, "en").replace("٬", "").replace(",", "") for each in shown}
    assert plain == {str(number)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 11, 99, 100, 1000])
def test_every_count_has_its_plural(language: str, count: int):
    texts = Texts(language)
    said = texts.plain("import-done", count=count, page="x")
    assert said
    assert said != "import-done"
    assert "{" not in said


def test_arabic_counts_by_ones_twos_and_manies():
    texts = Texts("ar", "ar", "gregorian")
    said = {texts.plain("import-known", count=count) for count in (1, 2, 3, 11, 100)}
    assert len(said) == 5


@pytest.mark.parametrize(
    ("ago", "language", "said"),
    [
        (0, "fa", "امروز، یکشنبه ۱ آذر ساعت ۱۰:۰۰"),
        (1, "fa", "دیروز، شنبه ۳۰ آبان ساعت ۱۰:۰۰"),
        (-1, "fa", "فردا، دوشنبه ۲ آذر ساعت ۱۰:۰۰"),
        (400, "fa", "شنبه ۲۶ مهر ۱۴۰۴ ساعت ۱۰:۰۰"),
    ],
)
def test_a_moment_is_said_with_its_weekday(ago: int, language: str, said: str):
    texts = Texts(language)
    found = texts.moment(NOW - timedelta(days=ago), now=NOW).translate(ISOLATES)
    assert found == said


def test_a_day_without_an_hour_is_said_without_one():
    assert ":" not in Texts().moment(NOW, now=NOW, day_only=True)


def test_today_is_the_pages_day_not_the_servers():
    late = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
    assert "دوشنبه" in Texts().moment(late, now=late)
    assert "یکشنبه" in Texts(zone=ZoneInfo("UTC")).moment(late, now=late)


@given(st.dates(date(1900, 3, 21), date(2100, 3, 20)))
def test_jalali_dates_follow_each_other_without_a_gap(day: date):
    year, month, number = jalali_parts(day)
    following = jalali_parts(day + timedelta(days=1))
    assert following in {(year, month, number + 1), (year, month + 1, 1), (year + 1, 1, 1)}


@pytest.mark.parametrize(
    ("day", "jalali"),
    [
        (date(2026, 11, 22), (1405, 9, 1)),
        (date(2026, 3, 21), (1405, 1, 1)),
        (date(2025, 3, 20), (1403, 12, 30)),
        (date(1979, 2, 11), (1357, 11, 22)),
    ],
)
def test_known_days_have_their_jalali_dates(day: date, jalali: tuple[int, int, int]):
    assert jalali_parts(day) == jalali


def test_an_unknown_key_is_not_had():
    assert not Texts().has("nobody-said-this")
    assert Texts().has("page-list")


def test_a_language_that_is_not_there_is_an_error():
    with pytest.raises(FileNotFoundError):
        catalogue("de")


@pytest.mark.parametrize("to", DIGITS)
def test_digits_change_and_nothing_else_does(to: str):
    assert localise("a۱٢3،٬.", to) == "a" + "".join(DIGITS[to][n] for n in (1, 2, 3)) + "،٬."
