"""A typed list of sales: a name and a sum a line; small sums are asked about once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.customers import AMOUNT_MOST, Sale
from bot.domain.errors import Refused
from bot.language.sales import LINES_MOST, read_amount, scaled
from bot.language.sales import read_sales as read_sales_at
from tests.language.phrases import SUNDAY, TEHRAN


def read_sales(text: str):
    return read_sales_at(text, SUNDAY)


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=TEHRAN).astimezone(UTC)


@pytest.mark.parametrize(
    ("line", "name", "amount"),
    [
        ("نرگس ۲۵۰ هزار تومان", "نرگس", 250_000),
        ("علی رضایی - ۱٬۲۰۰٬۰۰۰", "علی رضایی", 1_200_000),
        ("مشتری ۱۲: ۳۵۰۰۰۰", "مشتری ۱۲", 350_000),
        ("نورة ٣٥٠ ريال", "نورة", 350),
        ("أم خالد، ١٢٠٠ درهم", "أم خالد", 1200),
        ("Nora = 1,250 USD", "Nora", 1250),
        ("\u202eAli 80", "Ali", 80),
        ("<b>Bo</b> 12", "<b>Bo</b>", 12),
    ],
)
def test_a_line_is_a_name_and_a_sum(line: str, name: str, amount: int):
    assert read_sales(line).sales == (Sale(name, amount),)


@pytest.mark.parametrize(
    "line", ["سارا", "۵۰۰", "رضا -۵۰۰", "لیلا 99999999999999999999", "گل ۲۰۰ برای تولد", "علی 0"]
)
def test_a_line_that_is_none_is_given_back_as_it_was_typed(line: str):
    found = read_sales(f"نرگس ۲۵۰ هزار\n{line}")
    assert [sale.name for sale in found.sales] == ["نرگس"]
    assert found.bad == (line,)


def test_small_sums_in_tomans_or_beside_large_ones_are_asked_about_and_others_are_not():
    assert read_sales("گل ۲۰۰ تومن").unsure == "گل ۲۰۰ تومن"
    assert read_sales("گل ۲۰۰\nعلی ۱٬۲۰۰٬۰۰۰").unsure == "گل ۲۰۰"
    assert read_sales("Nora 120\nAli 80 USD").unsure == ""
    for typed, small in {"۲۰۰ تومن": True, "۲۵۰ هزار تومن": False}.items():
        found = read_amount(typed, SUNDAY)
        assert found is not None
        assert found.small is small
    assert read_amount("هیچی", SUNDAY) is None


@pytest.mark.parametrize(
    ("line", "name", "amount", "day"),
    [
        ("سارا ۲۵۰ هزار تومن دیروز", "سارا", 250_000, "2026-11-21"),
        ("دیروز سارا ۲۵۰ هزار", "سارا", 250_000, "2026-11-21"),
        ("سارا دیروز ۲۵۰ هزار", "سارا", 250_000, "2026-11-21"),
        ("علی دیروز ۲۰", "علی", 20, "2026-11-21"),
        ("سارا ۲۵۰ هزار ۲۰ آبان", "سارا", 250_000, "2026-11-11"),
        ("سارا ۲۰ آبان ۲۵۰ هزار", "سارا", 250_000, "2026-11-11"),
        ("سارا ۲۵۰ هزار در تاریخ ۱۴۰۵/۸/۲۰", "سارا", 250_000, "2026-11-11"),
        ("سارا ۲۵۰ ۳ روز پیش", "سارا", 250, "2026-11-19"),
        ("آذر ۲۵۰ هزار پریروز", "آذر", 250_000, "2026-11-20"),
        ("نورة 350 ريال أمس", "نورة", 350, "2026-11-21"),
        ("أم خالد ١٢٠ قبل يومين", "أم خالد", 120, "2026-11-20"),
        ("Ali 120 yesterday", "Ali", 120, "2026-11-21"),
        ("Ali 120 USD on Nov 3", "Ali", 120, "2026-11-03"),
        ("Ali,120,2026-11-20", "Ali", 120, "2026-11-20"),
        ("Ali\t1,250\t20/11/2026", "Ali", 1250, "2026-11-20"),
    ],
)
def test_a_line_may_carry_its_day(line: str, name: str, amount: int, day: str):
    found = read_sales(line)
    assert found.sales == (Sale(name, amount, noon(day)),)
    assert (found.days, found.bad) == ((), ())


@pytest.mark.parametrize("line", ["آذر ۲۵۰", "مهر ۳۰۰ هزار", "May 12", "بهمن ۲۰۰ هزار"])
def test_a_name_that_is_also_a_month_is_a_name(line: str):
    (sale,) = read_sales(line).sales
    assert (sale.name, sale.at) == (line.split(maxsplit=1)[0], None)


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Ali 120 last week", ["2026-11-15"]),
        ("علی ۱۲۰ هفته‌ی پیش", ["2026-11-15"]),
        ("نورة 80 الأسبوع الماضي", ["2026-11-15"]),
        ("Ali 120 last month", ["2026-10-23"]),
        ("Ali 120 on Friday", ["2026-11-20", "2026-11-13"]),
        ("سارا ۲۵۰ هزار شنبه", ["2026-11-21", "2026-11-14"]),
    ],
)
def test_a_day_with_two_readings_is_asked_with_the_amount_kept(line: str, days: list[str]):
    found = read_sales(line)
    (asked,) = found.days
    assert asked.readings == tuple(map(noon, days))
    assert found.sales[asked.lines[0]].at is None


def test_one_day_said_in_several_lines_is_asked_about_once():
    found = read_sales("سارا ۲۵۰ هزار شنبه\nعلی ۳۰۰ هزار دیروز\nگل ۱۰۰ هزار شنبه\nمینا ۱۰۰ هزار جمعه")
    assert [(asked.piece, asked.lines) for asked in found.days] == [("شنبه", (0, 2)), ("جمعه", (3,))]


def test_a_day_to_come_is_no_day_of_a_purchase():
    assert read_sales("سارا ۲۵۰ هزار فردا").bad == ("سارا ۲۵۰ هزار فردا",)
    found = read_amount("۲۵۰ هزار فردا", SUNDAY)
    assert found is not None
    assert found.day is not None
    assert found.day.readings == ()


@pytest.mark.parametrize(
    ("typed", "amount", "day"),
    [
        ("۲۵۰ هزار دیروز", 250_000, "2026-11-21"),
        ("دیروز ۲۵۰ هزار", 250_000, "2026-11-21"),
        ("۲۰ آبان، ۲۵۰ هزار تومن", 250_000, "2026-11-11"),
        ("خرید دیروز ۲۵۰ هزار", 250_000, "2026-11-21"),
        ("أمس ٢٥٠", 250, "2026-11-21"),
        ("on Nov 3: 250", 250, "2026-11-03"),
        ("خرید ۲۵۰ هزار", 250_000, None),
    ],
)
def test_the_day_of_an_amount_stands_on_either_side(typed: str, amount: int, day: str | None):
    found = read_amount(typed, SUNDAY)
    assert found is not None
    assert found.amount == amount
    assert (found.day.readings if found.day else None) == ((noon(day),) if day else None)


def test_millions_with_a_small_rest_have_two_readings():
    found = read_sales("سارا دو میلیون و پونصد\nعلی یه میلیون و دویست تومن دیروز\nگل هزار و پونصد")
    assert [sale.amount for sale in found.sales] == [2_000_500, 1_000_200, 1500]
    assert found.rests == ((0, 2_500_000), (1, 1_200_000))
    assert found.rest_line == "سارا دو میلیون و پونصد"


def test_the_headings_of_a_pasted_table_are_no_sale():
    found = read_sales("نام\tمبلغ\tتاریخ\nسارا\t250000\t1405/08/20")
    assert (found.sales, found.bad) == ((Sale("سارا", 250_000, noon("2026-11-11")),), ())


def test_only_small_sums_are_scaled():
    assert scaled(Sale("گل", 200), 1000).amount == 200_000
    assert scaled(Sale("گل", 250_000), 1000).amount == 250_000


def test_too_many_lines_are_refused_with_the_number():
    with pytest.raises(Refused, match="sales-lines"):
        read_sales("گل ۱۰۰\n" * (LINES_MOST + 1))


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_or_given_back(text: str):
    found = read_sales(text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert len(lines) - len(found.sales) - len(found.bad) in (0, 1)
    assert all(0 < sale.amount <= AMOUNT_MOST and sale.name for sale in found.sales)
