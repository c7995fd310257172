"""Words that do what commands do."""

import pytest

from bot.language.command_words import command_word


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
