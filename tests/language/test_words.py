"""The words of the three languages, and the commands among them."""

import pytest

from bot.language.digits import localise
from bot.language.folding import fold, fold_with_map
from bot.language.words import command_word, slip


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        *(
            ("مقایسه", "compare"),
            ("مقايسه!", "compare"),
            ("📊 مقایسه", "compare"),
            ("مقارنة", "compare"),
            ("Compare", "compare"),
        ),
        *(
            ("منو", "menu"),
            ("القائمة", "menu"),
            ("لغو", "cancel"),
            ("إلغاء", "cancel"),
            ("تقویم", "calendar"),
            ("التقويم", "calendar"),
        ),
        *(
            ("راهنما", "help"),
            ("برگردان", "undo"),
            ("فالوور", "followers"),
            ("تنظیمات", "settings"),
            ("زبان", "language"),
        ),
        *(
            ("پیج‌ها", "page"),
            ("شروع", "start"),
            ("گزارش", "report"),
            ("تقرير", "report"),
            ("مساعدة", "help"),
            ("تراجع", "undo"),
        ),
        *(
            ("منو لطفا", None),
            ("مقایسه عکس با ریلز", None),
            ("", None),
            ("x" * 500, None),
            ("فالوور ۴۸۰۰", None),
        ),
    ],
)
def test_a_command_word_is_a_whole_message(typed: str, command: str | None) -> None:
    assert command_word(typed) == command


def test_digits_change_and_separators_stay() -> None:
    assert localise("1٬200 لایک در 2026", "fa") == "۱٬۲۰۰ لایک در ۲۰۲۶"
    assert localise("۱٬۲۰۰", "ar") == "١٬٢٠٠"
    assert localise("۱٬۲۰۰ ٣٤", "en") == "1٬200 34"


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


@pytest.mark.parametrize("word", ["لاین", "likez", "coments", "کامتن", "بازدیذ"])
def test_one_slip_of_the_finger_is_noticed(word: str) -> None:
    assert slip(fold(word)) is not None


@pytest.mark.parametrize("word", ["لایک", "ساعت", "دیروز", "مانتو", "سیب", "price", "نکته"])
def test_another_word_is_no_slip(word: str) -> None:
    assert slip(fold(word)) is None
