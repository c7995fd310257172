"""Who belongs to a page, who was invited, and who did what."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, literal, null, select, type_coerce, union_all, update

from bot.domain.identity import InvitationId, PageId, PersonId
from bot.domain.pages import Role
from bot.domain.team import RANK, REMEMBERED, Doing, Event, Invitation, Member
from storage.schema import changes, drafts, invitations, members, pages, people, team_events
from storage.types import Json

_INVITATION: Select[Any] = select(
    invitations.c.id,
    invitations.c.page_id,
    pages.c.name,
    invitations.c.role,
    invitations.c.made_by,
    invitations.c.made_at,
    invitations.c.used_at,
    invitations.c.revoked_at,
).join(pages, pages.c.id == invitations.c.page_id)


def members_of(connection: Connection, page_id: PageId) -> list[Member]:
    """All members of a page: owners first, then editors, viewers last; the longest there first."""
    rows = connection.execute(
        select(members.c.person_id, people.c.name, members.c.role)
        .join(people, people.c.id == members.c.person_id)
        .where(members.c.page_id == page_id)
        .order_by(members.c.joined_at, members.c.person_id)
    )
    found = [Member(PersonId(row.person_id), row.name, Role(row.role)) for row in rows]
    return sorted(found, key=lambda member: -RANK.index(member.role))


def set_role(connection: Connection, page_id: PageId, person: PersonId, role: Role, at: datetime) -> None:
    """Makes somebody a member of a page, or gives a member another role."""
    changed = connection.execute(
        update(members).where(members.c.page_id == page_id, members.c.person_id == person).values(role=role)
    )
    if not changed.rowcount:
        connection.execute(insert(members).values(page_id=page_id, person_id=person, role=role, joined_at=at))


def remove(connection: Connection, page_id: PageId, person: PersonId, at: datetime) -> None:
    """Takes somebody out of a page, with what she was filling in there; she goes on with another of hers."""
    connection.execute(members.delete().where(members.c.page_id == page_id, members.c.person_id == person))
    connection.execute(
        update(drafts)
        .where(drafts.c.person_id == person, drafts.c.page_id == page_id, drafts.c.closed_at.is_(None))
        .values(closed_at=at)
    )
    other = (
        select(func.min(pages.c.id))
        .join(members, members.c.page_id == pages.c.id)
        .where(members.c.person_id == person, pages.c.archived_at.is_(None))
        .scalar_subquery()
    )
    connection.execute(
        update(people).where(people.c.id == person, people.c.page_id == page_id).values(page_id=other)
    )


def invite(
    connection: Connection, page_id: PageId, role: Role, token: str, *, by: PersonId, at: datetime
) -> InvitationId:
    """A new invitation. Only a digest of its token is kept: who reads the database cannot use it."""
    key = connection.execute(
        insert(invitations).values(page_id=page_id, digest=_digest(token), role=role, made_by=by, made_at=at)
    ).inserted_primary_key
    return InvitationId(key[0] if key else 0)


def invitation(connection: Connection, token: str) -> Invitation | None:
    """The invitation of a token, still standing or not."""
    row = connection.execute(_INVITATION.where(invitations.c.digest == _digest(token))).first()
    return _invitation(row) if row else None


def invitation_of(connection: Connection, invitation_id: InvitationId) -> Invitation | None:
    """The invitation, whether it still holds or not; None where there never was one."""
    row = connection.execute(_INVITATION.where(invitations.c.id == invitation_id)).first()
    return _invitation(row) if row else None


def use(connection: Connection, invitation_id: InvitationId, person: PersonId, at: datetime) -> None:
    """Remembers who came by an invitation: nobody else can."""
    connection.execute(
        update(invitations).where(invitations.c.id == invitation_id).values(used_by=person, used_at=at)
    )


def revoke(connection: Connection, invitation_id: InvitationId, at: datetime) -> None:
    """Takes an invitation back."""
    connection.execute(update(invitations).where(invitations.c.id == invitation_id).values(revoked_at=at))


def revoke_made_by(connection: Connection, page_id: PageId, person: PersonId, at: datetime) -> None:
    """Takes back the unused invitations of somebody who may invite no longer."""
    connection.execute(
        update(invitations)
        .where(
            invitations.c.page_id == page_id,
            invitations.c.made_by == person,
            invitations.c.used_at.is_(None),
            invitations.c.revoked_at.is_(None),
        )
        .values(revoked_at=at)
    )


def note(
    connection: Connection, page_id: PageId, person: PersonId, what: Event, at: datetime, **facts: Any
) -> None:
    """Remembers what somebody did to a page's team."""
    connection.execute(
        insert(team_events).values(page_id=page_id, person_id=person, at=at, what=what, facts=facts)
    )


def doings(connection: Connection, page_id: PageId, now: datetime, *, offset: int, most: int) -> list[Doing]:
    """Who changed what of a page and its team within the time that is remembered, the newest first."""
    since = now - REMEMBERED
    done = (
        select(
            changes.c.at.label("at"),
            changes.c.person_id.label("person_id"),
            changes.c.what.label("what"),
            type_coerce(null(), Json).label("facts"),
            changes.c.undone_at.is_not(None).label("undone"),
        ).where(changes.c.page_id == page_id, changes.c.at >= since),
        select(
            team_events.c.at,
            team_events.c.person_id,
            (literal("team-") + team_events.c.what),
            team_events.c.facts,
            literal(value=False),
        ).where(team_events.c.page_id == page_id, team_events.c.at >= since),
    )
    both = union_all(*done).subquery()
    rows = connection.execute(
        select(both.c.at, people.c.name, both.c.what, both.c.facts, both.c.undone)
        .join(people, people.c.id == both.c.person_id)
        .order_by(both.c.at.desc())
        .offset(offset)
        .limit(most)
    )
    return [Doing(row.at, row.name, row.what, row.facts or {}, bool(row.undone)) for row in rows]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def _invitation(row: Any) -> Invitation:
    made_by = PersonId(row.made_by)
    return Invitation(
        InvitationId(row.id),
        PageId(row.page_id),
        row.name,
        Role(row.role),
        made_by,
        row.made_at,
        row.used_at,
        row.revoked_at,
    )
