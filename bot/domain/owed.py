"""Answers that customers of a page wait for, as its admin notes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.errors import Refused
from bot.domain.identity import OwedId, PageId
from bot.domain.names import one_line

MOST: Final = 50
"""So many wait at once at most."""
NAME_MOST: Final = 64


@dataclass(frozen=True, slots=True)
class Owed:
    """Somebody who waits for an answer."""

    id: OwedId
    page_id: PageId
    who: str
    since: datetime


def clean_who(typed: str) -> str:
    """Who waits, in one line; Refused("owed-nobody") where nobody is named, ("owed-long")."""
    who = one_line(typed)
    if not who:
        raise Refused("owed-nobody")
    if len(who) > NAME_MOST:
        raise Refused("owed-long", most=NAME_MOST)
    return who
