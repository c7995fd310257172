"""Spellings of one word, and the way back to what was typed."""

import pytest

from bot.language.folding import fold, fold_with_map


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        *(
            ("كاروسيل", "کاروسیل"),
            ("إعجابات", "اعجابات"),
            ("مشاركة", "مشارکه"),
            ("ویدئو", "ویدیو"),
            ("لايكـــات", "لایکات"),
        ),
        *(
            ("دنبال‌کننده", "دنبالکننده"),
            ("مَرَّات", "مرات"),
            ("۱۲٣4", "1234"),
            ("LIKES", "likes"),
            ("ڤيديو", "فیدیو"),
            ("ﻻيك", "لایک"),
        ),
    ],
)
def test_spellings_of_one_word_fold_together(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_folded_pieces_find_their_way_back() -> None:
    folded = fold_with_map("ریچِ پیج‌م ۱۵")
    start = folded.text.index("پیجم")
    assert folded.piece(start, start + 4) == "پیج‌م"
    assert folded.piece(0, 3) == "ریچِ"
    assert folded.piece(2, 2) == ""
