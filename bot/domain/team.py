"""Who belongs to a page, who may let others in, and that a page is never without an owner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.identity import InvitationId, PageId, PersonId
from bot.domain.pages import Page, Role

INVITATION_LASTS: Final = timedelta(hours=48)
REMEMBERED: Final = timedelta(days=90)
"""For so long it is listed who did what."""
RANK: Final = (Role.VIEWER, Role.EDITOR, Role.OWNER)


class Event(StrEnum):
    """What can happen to a team."""

    JOINED = "joined"
    LEFT = "left"
    REMOVED = "removed"
    ROLE = "role"
    HANDED = "handed"
    INVITED = "invited"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs to a page."""

    id: PersonId
    name: str | None
    """As Telegram shows it; None until she has written since names are kept."""
    role: Role


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that lets one person in."""

    id: InvitationId
    page_id: PageId
    page_name: str
    role: Role
    made_by: PersonId
    made_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        """Until when it can be used."""
        return self.made_at + INVITATION_LASTS

    def for_use(self, now: datetime) -> "Invitation":
        """The invitation itself, where it still stands.

        Refused("invitation-used"), ("invitation-revoked") or ("invitation-late") where it does not.
        """
        if self.used_at is not None:
            raise Refused("invitation-used")
        if self.revoked_at is not None:
            raise Refused("invitation-revoked")
        if now >= self.ends_at:
            raise Refused("invitation-late")
        return self


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that somebody did to a page: a kind of change, or an event of the team."""

    at: datetime
    by: str | None
    what: str
    facts: dict[str, Any]
    undone: bool = False


def for_owner(page: Page) -> Page:
    """The page itself, for its owners; else Refused("team-owner-only")."""
    if page.role is not Role.OWNER:
        raise Refused("team-owner-only", page=page.name)
    return page


def named(members: Sequence[Member], person: PersonId) -> Member:
    """The member of an id; Refused("team-member-gone") where she is none any more."""
    found = next((member for member in members if member.id == person), None)
    if found is None:
        raise Refused("team-member-gone")
    return found


def may_lose(members: Sequence[Member], person: PersonId) -> None:
    """Refused("team-last-owner") where the page would be left without an owner."""
    owners = [member.id for member in members if member.role is Role.OWNER]
    if owners == [person]:
        raise Refused("team-last-owner")


def raised(present: Role | None, invited: Role) -> Role:
    """The role after an invitation was accepted; Refused("invitation-member") where it brings nothing new."""
    if present is not None and RANK.index(present) >= RANK.index(invited):
        raise Refused("invitation-member")
    return invited
