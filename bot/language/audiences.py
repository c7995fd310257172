"""Whom a page speaks to, read out of what its admin wrote about its audience."""

from typing import Final

from bot.domain.audiences import Audience
from bot.language.folding import fold

_STEMS: Final = {
    Audience.EMPLOYEES: ("کارمند", "شاغل", "کارکن", "اداری", "موظف", "employee", "office", "worker"),
    Audience.TEENS: ("نوجوان", "دانش اموز", "دانشاموز", "مراهق", "teen", "pupil"),
}


def audience_in(text: str) -> Audience | None:
    """The audience that a text names; None where none of ours, or both."""
    folded = str(fold(text)).lower()
    named = {audience for audience, stems in _STEMS.items() if any(stem in folded for stem in stems)}
    return named.pop() if len(named) == 1 else None
