"""A bio is read as its visitors read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.bio import BIO_MOST, Part, State, checked_bio
from tests.domain.bios import BIOS, CITY, MORE_BIOS

ALL = [(language, bio, found) for language, bios in BIOS.items() for bio, found in bios]
ALL += [("more", bio, found) for bio, found in MORE_BIOS]


@pytest.mark.parametrize(
    ("language", "bio", "found"),
    ALL,
    # a set is told in another order by each process
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value)[:24],
)
def test_each_part_of_a_real_bio_is_found_where_it_is_and_only_there(
    language: str, bio: str, found: set[str]
):
    checked = checked_bio(bio)
    said = {each.part.value for each in checked.findings if each.state is State.THERE}
    said |= {CITY for each in checked.findings if each.state is State.PARTLY}
    assert said == found


def test_there_are_ten_real_bios_in_each_language():
    assert [len(bios) for bios in BIOS.values()] == [10, 10, 10]


def test_what_was_found_is_shown_in_the_users_own_words():
    for _, bio, _ in ALL:
        for each in checked_bio(bio).findings:
            assert each.piece.rstrip("…") in bio
            assert bool(each.piece) == (each.state is not State.MISSING)


def test_a_bio_is_measured_as_instagram_does_with_two_for_an_emoji():
    assert checked_bio("گل🌸").length == 4
    assert checked_bio("آ" * BIO_MOST).over == 0
    assert checked_bio("آ" * (BIO_MOST + 3)).over == 3


def test_what_is_sold_should_come_before_the_phone():
    assert checked_bio("۰۹۱۲۳۴۵۶۷۸۹\nفروش عسل").late
    assert not checked_bio("فروش عسل\n۰۹۱۲۳۴۵۶۷۸۹").late


@pytest.mark.parametrize(
    "text",
    [
        "فروش عسل ۱٬۲۰۰٬۰۰۰ تومان",
        "shop, card 6037 9912 3456 7890",
        "فروش از ۱۳۹۵/۰۲/۰۳",
        "cakes @09123456789",
    ],
)
def test_prices_cards_dates_and_names_are_no_phone(text: str):
    assert Part.PHONE in checked_bio(text).missing


@given(st.text(max_size=400))
def test_whatever_is_pasted_gets_a_finding_for_each_part(text: str):
    assert [each.part for each in checked_bio(text).findings] == list(Part)
