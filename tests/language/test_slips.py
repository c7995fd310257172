"""Words that are one slip of the finger away from a count's or a kind's."""

import pytest

from bot.language.folding import fold
from bot.language.slips import slip


@pytest.mark.parametrize("word", ["لاین", "likez", "coments", "کامتن", "بازدیذ"])
def test_one_slip_of_the_finger_is_noticed(word: str) -> None:
    assert slip(fold(word)) is not None


@pytest.mark.parametrize("word", ["لایک", "ساعت", "دیروز", "مانتو", "سیب", "price", "نکته"])
def test_another_word_is_no_slip(word: str) -> None:
    assert slip(fold(word)) is None
