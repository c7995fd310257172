"""What a caption tells: how long it is, how many hashtags it has, and whether it calls to do something."""

import re
from typing import Final

from bot.domain.captions import has_call

_HASHTAG: Final = re.compile(r"#[\w\u200c]+")


def letters_of(caption: str | None) -> int | None:
    """How many letters a caption has without its hashtags; None where none is known."""
    return None if caption is None else len(" ".join(_HASHTAG.sub(" ", caption).split()))


def hashtags_of(caption: str | int | None) -> int | None:
    """How many hashtags a caption has; for a number that number, and None where nothing is known."""
    return len(_HASHTAG.findall(caption)) if isinstance(caption, str) else caption


def calls(caption: str | None) -> bool | None:
    """Whether a caption asks its readers to do something; None where no caption is known.

    By the same ways to call as where captions are checked: `bot.domain.captions`.
    """
    return None if caption is None else has_call(caption)
