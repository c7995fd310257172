"""What stands behind a command: which view is wanted, over how long."""

import re

from bot.language.folding import fold

_WEEKDAY = re.compile(r"weekday|\bdays?\b|روز|هفته|ايام|ایام|يوم|یوم|اسبوع")
_NUMBER = re.compile(r"\d{1,4}")


def comparison_words(text: str) -> tuple[bool, int | None]:
    """Whether a comparison is wanted by weekday, and over how many days where a number is named."""
    folded = str(fold(text))
    number = _NUMBER.search(folded)
    days = int(number[0]) if number else None
    return bool(_WEEKDAY.search(folded)), days if days and days <= 3650 else None
