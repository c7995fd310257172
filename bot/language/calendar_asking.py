"""What stands behind `/calendar`: which view is wanted, or what is to be done."""

import re
from enum import StrEnum

from bot.language.folding import fold


class Wanted(StrEnum):
    """What the calendar is asked for."""

    WEEKS = "weeks"
    MONTH = "month"
    FILL = "fill"
    FILE = "file"


_WORDS = (
    (Wanted.FILL, re.compile(r"\bfill|suggest|\bپر\b|پرکن|پیشنهاد|املا|اقترح|عبی|عبئ")),
    (Wanted.FILE, re.compile(r"\bics\b|ical|export|\bfile\b|فایل|ملف|خروجی")),
    (Wanted.MONTH, re.compile(r"month|ماه|شهر")),
)


def calendar_words(text: str) -> Wanted:
    """What a text behind the command asks for; two weeks where it says nothing known."""
    folded = str(fold(text)).lower()
    return next((wanted for wanted, words in _WORDS if words.search(folded)), Wanted.WEEKS)
