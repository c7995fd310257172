"""Names of pages, as they will be shown to people."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.domain.pages import NAME_MOST, Role, clean_name


@given(st.text(max_size=120))
def test_a_name_is_one_short_line_without_anything_invisible(typed: str):
    with suppress(Refused):
        name = clean_name(typed)
        assert 0 < len(name) <= NAME_MOST
        assert name == " ".join(name.split())
        assert all(c == "\u200c" or unicodedata.category(c)[0] != "C" for c in name)
        assert clean_name(name) == name


@pytest.mark.parametrize(
    "address",
    [
        "https://www.instagram.com/gol_sara/",
        "http://instagram.com/gol_sara",
        "t.me/gol_sara?start=1",
        "@gol_sara",
    ],
)
def test_an_address_gives_its_handle(address: str):
    assert clean_name(address) == "@gol_sara"


def test_viewers_alone_may_not_change():
    assert [role for role in Role if not role.changes] == [Role.VIEWER]
