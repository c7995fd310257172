"""A typed list of sales: a name and a sum a line; small sums are asked about once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.customers import AMOUNT_MOST, Sale
from bot.domain.errors import Refused
from bot.language.sales import LINES_MOST, read_amount, read_sales, scaled


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
    assert read_amount("۲۰۰ تومن") == (200, True)
    assert read_amount("۲۵۰ هزار تومن") == (250_000, False)
    assert read_amount("هیچی") is None


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
    assert len(found.sales) + len(found.bad) == len(lines)
    assert all(0 < sale.amount <= AMOUNT_MOST and sale.name for sale in found.sales)
