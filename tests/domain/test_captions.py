"""A caption's first line, its calls, its hashtags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.captions import (
    AIMS,
    SEEN,
    Flaw,
    calls_in,
    checked_caption,
    checked_text,
    is_advert,
    is_repost,
)
from bot.domain.errors import Refused
from tests.domain.bios import CAPTIONS

ALL = [(language, *row) for language, rows in CAPTIONS.items() for row in rows]


@pytest.mark.parametrize(
    ("language", "text", "hooks", "calls", "tags"),
    ALL,
    # a set is told in another order by each process
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value)[:24],
)
def test_each_part_of_a_real_caption_is_found(
    language: str, text: str, hooks: set[str], calls: set[str], tags: int
):
    checked = checked_caption(text)
    assert set(checked.opening.hooks) == hooks
    assert checked.opening.strong == bool(hooks)
    assert set(checked.calls) == calls
    assert checked.hashtags == tags


def test_there_are_ten_real_captions_in_each_language_and_all_calls_among_them():
    assert [len(rows) for rows in CAPTIONS.values()] == [10, 10, 10]
    for rows in CAPTIONS.values():
        assert set().union(*(calls for _, _, calls, _ in rows)) == set(AIMS)


def test_a_first_line_of_hashtags_or_a_bare_greeting_is_weak():
    assert checked_caption("#گل #گلدان\nسه راز گل").opening.flaws == (Flaw.EMPTY,)
    assert checked_caption("سلام به همه").opening.flaws == (Flaw.GREETING,)
    assert checked_caption("سلام! می‌دانستید چرا؟").opening.flaws == ()


def test_a_first_line_beyond_what_is_seen_is_said_to_be_long():
    line = "چرا " + "گل " * SEEN
    assert Flaw.LONG in checked_caption(line).opening.flaws
    assert checked_caption(line).opening.strong


def test_adverts_and_reposts_are_known_by_their_words_and_customers_pictures_are_no_repost():
    assert is_advert("شال نخی، قیمت ۲۰۰ تومن")
    assert not is_advert("امروز در کارگاه")
    assert is_repost("Repost @someone")
    assert not is_repost("ریپست از مشتری خوبمون")


def test_a_text_that_is_too_long_or_has_no_letter_is_refused():
    for text, key in (
        ("آ" * 4001, "tips-text-long"),
        ("🌸🌸🌸", "tips-text-empty"),
        ("   ", "tips-text-empty"),
    ):
        with pytest.raises(Refused, match=f"^{key}$"):
            checked_text(text)
    assert checked_text(" <b>گل</b> ") == "<b>گل</b>"


@given(st.text(max_size=500))
def test_whatever_is_pasted_is_counted_and_answered(text: str):
    checked = checked_caption(text)
    assert checked.length >= len(text)
    assert checked.calls == calls_in(text)
