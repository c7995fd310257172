"""Customers: their level, who is thanked, who has gone quiet, and the real shares of sales."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.customers import (
    THANKED_AGAIN,
    Customer,
    Level,
    clean_name,
    gone_quiet,
    is_influential,
    level_of,
    questions,
    shares,
    to_thank,
)
from bot.domain.errors import Refused
from bot.domain.identity import CustomerId, PageId
from bot.domain.sales_files import read_sales_file

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
ALL = frozenset(questions())


def customer(name: str = "نرگس", **known: Any) -> Customer:
    return Customer(CustomerId(1), PageId(1), name, **known)


def test_there_are_fourteen_questions_with_numbers_of_their_own():
    assert [each.number for each in questions().values()] == list(range(1, 15))


@pytest.mark.parametrize(
    ("yes", "purchases", "level"),
    [
        ((), 0, Level.PASSER_BY),
        (("we_monitor",), 0, Level.PASSER_BY),
        (("visits_often",), 0, Level.VISITOR),
        (("side_service",), 0, Level.BUYER),
        ((), 1, Level.BUYER),
        ((), 2, Level.REGULAR),
        (("buys_often",), 0, Level.REGULAR),
        (("reviewed", "created"), 5, Level.FAN),
        (("reviewed", "created", "connected"), 0, Level.ADVOCATE),
        (("refers",), 0, Level.ADVOCATE),
    ],
)
def test_the_level_follows_its_rules(yes: tuple[str, ...], purchases: int, level: Level):
    assert level_of(yes, purchases) is level


@given(st.sets(st.sampled_from(sorted(ALL))), st.integers(0, 5))
def test_what_we_do_ourselves_never_counts_in_a_customers_level(yes: set[str], purchases: int):
    assert level_of(yes | {"we_monitor"}, purchases) is level_of(yes - {"we_monitor"}, purchases)


@given(st.sets(st.sampled_from(sorted(ALL))), st.sampled_from(sorted(ALL)), st.integers(0, 5))
def test_one_more_yes_or_purchase_never_brings_anybody_further_away(yes: set[str], one: str, times: int):
    assert level_of(yes | {one}, times).rank >= level_of(yes, times).rank
    assert level_of(yes, times + 1).rank >= level_of(yes, times).rank


def test_a_small_buyer_who_is_heard_is_seen_and_thanked_before_a_big_silent_one():
    small = customer("سارا", yes=frozenset({"refers"}), purchases=1, total=50)
    big = customer("مینا", purchases=9, total=9000)
    assert is_influential(small, 500)
    assert not is_influential(big, 500)
    assert to_thank([big, small], NOW) == [small, big]


def test_nobody_is_to_be_thanked_twice_in_a_quarter_and_no_segment_ever():
    just = customer(purchases=3, total=5, thanked_at=NOW - THANKED_AGAIN + timedelta(days=1))
    long_ago = customer(purchases=3, total=5, thanked_at=NOW - THANKED_AGAIN)
    assert to_thank([just, long_ago, customer(purchases=3, segment=True)], NOW) == [long_ago]


def days(*ago: int) -> tuple[datetime, ...]:
    return tuple(sorted(NOW - timedelta(days=each) for each in ago))


def test_quiet_is_more_than_twice_the_usual_gap_and_needs_three_days_with_a_purchase():
    at_limit, beyond = customer("الف", days=days(60, 40, 20)), customer("ب", days=days(81, 61, 41))
    few, same_day = customer("پ", days=days(300, 200)), customer("ت", days=days(300, 300, 200))
    found = gone_quiet([at_limit, beyond, few, same_day], NOW)
    assert [(each.customer.name, each.gap, each.silent) for each in found] == [("ب", 20, 41)]


def test_shares_are_those_of_the_page_and_not_the_rule_of_thumb():
    even = shares([100] * 10)
    assert even is not None
    assert (even.top, even.top_share, even.for_most) == (2, 20.0, 8)
    steep = shares([8000, *[222] * 9])
    assert steep is not None
    assert steep.for_most == 1
    assert shares([1, 2, 3, 4]) is None
    assert shares([5, 0, -3, 1, 1, 1]) is None


@given(st.lists(st.integers(1, 10**9), min_size=5, max_size=200))
def test_the_curve_rises_to_all_of_sales_and_never_below_an_even_spread(amounts: list[int]):
    found = shares(amounts)
    assert found is not None
    parts = [share for _, share in found.curve]
    assert parts == sorted(parts)
    assert parts[-1] == pytest.approx(100)
    assert all(share >= percent - 1e-9 for percent, share in found.curve)
    assert sum(sorted(amounts)[-found.for_most :]) >= 0.8 * sum(amounts) - 1e-6
    assert found.top == ceil(len(amounts) / 5)


def test_a_name_loses_what_would_turn_its_neighbours_and_markup_stays_text():
    assert clean_name("\u202eعلی\n رضایی ") == "علی رضایی"
    assert clean_name("<b>گل</b>") == "<b>گل</b>"
    with pytest.raises(Refused, match="customer-name-long"):
        clean_name("گ" * 65)
    with pytest.raises(Refused, match="customer-name-empty"):
        clean_name("\u202e\u200b")


def test_a_file_is_read_by_its_headings_or_by_what_stands_in_it():
    headed = 'تاریخ,مبلغ,نام مشتری\n1405/08/01,250000,نرگس\n1405/08/20,"1,200,000",علی\n'
    found = read_sales_file(headed.encode(), "Asia/Tehran")
    assert [(sale.name, sale.amount) for sale in found.sales] == [("نرگس", 250000), ("علی", 1200000)]
    assert found.sales[0].at is not None
    bare = read_sales_file(b"Nora,x1,120\nAli,x2,80\nBad,x3,-5\n,x4,7\n", "Asia/Dubai")
    assert [(sale.name, sale.amount) for sale in bare.sales] == [("Nora", 120), ("Ali", 80)]
    assert (bare.bad, bare.bad_lines) == (2, (3, 4))


@pytest.mark.parametrize("content", ["a,b\nc,d\n", "1,2\n3,4\n", "گل"])
def test_a_file_without_names_and_sums_is_refused(content: str):
    with pytest.raises(Refused, match="sales-file-columns"):
        read_sales_file(content.encode(), "Asia/Tehran")
