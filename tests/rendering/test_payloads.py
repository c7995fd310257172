"""Payloads: small enough, back again as they were, and never more than refused when forged."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.domain.identity import DraftId, PageId
from bot.domain.trust import items
from bot.rendering import buttons, payloads
from bot.rendering.payloads import MOST_BYTES, Payload, unpack

LARGEST = 2**53 - 1
"""Rows of a database that never sleeps for a thousand years."""
WORDS = {
    "choice": "edit.followers_at_publishing"[:10],
    "field": "published_at",
    "day": "yesterday",
    "name": "language",
    "value": "gregorian",
    "base": "followers",
    "words": "ی" * 17,
    "token": "x" * 24,
    "three": "27.28.29",
    "part": "elsewhere",
    "view": "filter",
}
NUMBERS = {
    "days": 36_500,
    "day": date.max.toordinal(),
    "item": max(item.number for item in items().values()),
    "percent": 100,
}
LARGEST_OF = {"offset": 100_000, "since": None, "until": None}
"""Posts are looked for by words or by days, never by both."""


def largest(kind: type[Payload]) -> Payload:
    """A payload with the largest values that we put into it."""
    hints: dict[str, Any] = payloads._hints(kind)
    return kind(
        *(
            LARGEST_OF[f.name] if f.name in LARGEST_OF else _largest(f.name, hints[f.name])
            for f in fields(kind)
        )
    )


def _largest(name: str, hint: Any) -> object:
    """By what a field holds, then by its name: one name may mean a word here and a number there."""
    inner = next(each for each in getattr(hint, "__args__", (hint,)) if each is not type(None))
    inner = getattr(inner, "__supertype__", inner)
    if inner is bool:
        return True
    if inner is int:
        return NUMBERS.get(name, LARGEST)
    if issubclass(inner, StrEnum):
        return max(inner, key=lambda each: len(each.value))
    return WORDS.get(name, "edit.audience")


@pytest.mark.parametrize("tag", payloads.KINDS)
def test_the_largest_payload_fits_and_comes_back_as_it_was(tag: str):
    payload = largest(payloads.KINDS[tag])
    packed = payload.pack()
    assert len(packed.encode()) <= MOST_BYTES
    assert unpack(packed) == payload


@pytest.mark.parametrize("tag", payloads.KINDS)
def test_a_payload_without_its_optional_values_comes_back_as_it_was(tag: str):
    kind = payloads.KINDS[tag]
    optional = {
        name for name, hint in payloads._hints(kind).items() if type(None) in getattr(hint, "__args__", ())
    }
    full = largest(kind)
    payload = kind(*(None if f.name in optional else getattr(full, f.name) for f in fields(kind)))
    assert unpack(payload.pack()) == payload


def test_what_would_not_fit_or_not_come_back_is_not_packed():
    with pytest.raises(ValueError, match="x"):
        buttons.FormChoice(DraftId(1), 1, "x" * 64).pack()
    with pytest.raises(ValueError, match=":"):
        buttons.PageDo(PageId(1), "a:b").pack()


@given(st.text(max_size=80))
@example("fo:1:1:skip\n")
@example("un:--5")
@example("un:²")
@example("cm:1:kind:99999999999999999999::0")
@example("go:start:")
def test_forged_data_is_read_or_refused(data: str):
    with suppress(Refused):
        found = unpack(data)
        assert unpack(found.pack()) == found


_PIECES = st.one_of(
    st.text(st.characters(exclude_characters=":"), max_size=12),
    st.integers().map(str),
    st.sampled_from(["", "0", "1", "kind", "weekday", "skip", "-1", "٥", "²", "1e9", " 1", "+1", "1_000"]),
)


@given(st.sampled_from(sorted(payloads.KINDS)), st.lists(_PIECES, max_size=7))
def test_forged_data_under_a_known_tag_is_read_or_refused(tag: str, pieces: list[str]):
    with suppress(Refused):
        found = unpack(":".join([tag, *pieces]))
        numbers = [value for f in fields(found) if isinstance(value := getattr(found, f.name), int)]
        assert all(-(2**63) <= number < 2**63 for number in numbers)
