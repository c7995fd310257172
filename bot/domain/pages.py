"""A page: an Instagram page, a Telegram channel or another shop window that somebody runs."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.errors import Refused
from bot.domain.identity import PageId
from bot.domain.names import one_line

NAME_MOST = 64


class Role(StrEnum):
    """What a member may do: an owner everything, an editor change, a viewer look."""

    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"

    @property
    def changes(self) -> bool:
        """Whether the role may change what is recorded."""
        return self is not Role.VIEWER


class Platform(StrEnum):
    """Where a page lives."""

    INSTAGRAM = "instagram"
    TELEGRAM = "telegram"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as one of its members sees it."""

    id: PageId
    name: str
    zone: str
    role: Role
    zone_chosen: bool = False
    """Whether somebody chose the zone; until then it is the operator's default."""
    platform: Platform | None = None
    subject: str | None = None
    audience: str | None = None
    impressions_are_views: bool | None = None
    ask_after: tuple[int, ...] = ()
    """At which ages, in hours, its posts' counts are asked for again."""
    archived: bool = False

    def for_change(self) -> "Page":
        """The page itself, for who may change what is recorded there; else Refused("page-view-only")."""
        if not self.role.changes:
            raise Refused("page-view-only", page=self.name)
        return self


def same_clock(moment: datetime, old: str, new: str) -> datetime:
    """The moment at which a clock in zone `new` shows what one in zone `old` shows at `moment`, in UTC.

    Times that were typed before a zone was chosen were meant by the admin's own clock.
    """
    wall = moment.astimezone(ZoneInfo(old)).replace(tzinfo=ZoneInfo(new))
    return wall.astimezone(UTC)


_HANDLE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:instagram\.com|t\.me|telegram\.me)/@?([\w.]{2,64})/?(?:\?\S*)?$",
    re.IGNORECASE,
)


def clean_name(typed: str) -> str:
    """A page's name or handle as it will be shown: one line, no invisible or turning characters.

    An address of a page gives its handle. Refused `page-name-empty` where nothing is left, `page-name-long`
    above `NAME_MOST` characters.
    """
    if address := _HANDLE.match(typed.strip()):
        return "@" + address[1]
    name = one_line(typed)
    if not name:
        raise Refused("page-name-empty")
    if len(name) > NAME_MOST:
        raise Refused("page-name-long", most=NAME_MOST, length=len(name))
    return name
