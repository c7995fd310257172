"""Invitations to a page's team: made by an owner, opened by a link, accepted once, taken back."""

import secrets
from dataclasses import replace

from sqlalchemy import Connection

from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page, Role
from bot.domain.team import Event, Invitation, for_owner, raised
from bot.rendering import team as view
from bot.rendering.message import Answer, say
from bot.rendering.team import InvitationAnswer, InvitationRevoke
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.pages import home_message
from handlers.team_told import tell_owners
from storage import pages, people, posts, team

LINK = "join_"
"""What an invitation's link hands to `/start`, before its token."""
_TOKEN_BYTES = 18


def invite(context: Context, connection: Connection, asker: Asker, page: Page, role: str) -> Answer:
    """A link for a role; at first, for which."""
    if not role:
        return Answer((view.which_role(page, asker.texts),)).editing()
    if role not in set(Role):
        raise Refused("button-unknown")
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    made = team.invite(connection, page.id, Role(role), token, by=asker.id, at=asker.now)
    team.note(connection, page.id, asker.id, Event.INVITED, asker.now, role=role)
    invitation = Invitation(made, page.id, page.name, Role(role), asker.id, asker.now)
    link = f"https://t.me/{context.bot.username}?start={LINK}{token}"
    tell_owners(context.house, connection, page.id, "team-told-invited", asker, role=Role(role))
    return Answer((view.invitation_card(invitation, link, asker.texts, asker.now),))


async def opened(context: Context, token: str) -> None:
    """An invitation's link was opened: what it is for is shown before anything happens."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found = _standing(connection, asker, token)
        raised(_role_of(connection, found.page_id, asker.id), found.role)
        by = people.get(connection, found.made_by)
        return Answer((view.invitation_question(found, token, by.name, asker.texts),))

    await context.keep(keep)


async def answered(context: Context, press: InvitationAnswer) -> None:
    """An invitation is accepted, once, or left alone."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found = _standing(connection, asker, press.token)
        if not press.accepted:
            return say(asker.texts("invitation-declined", page=found.page_name)).editing()
        role = raised(_role_of(connection, found.page_id, asker.id), found.role)
        team.use(connection, found.id, asker.id, asker.now)
        team.set_role(connection, found.page_id, asker.id, role, asker.now)
        people.use_page(connection, asker.id, found.page_id)
        team.note(connection, found.page_id, asker.id, Event.JOINED, asker.now, role=role)
        tell_owners(context.house, connection, found.page_id, "team-told-joined", asker, role=role)
        page = pages.get(connection, found.page_id, member=asker.id)
        there = asker.with_page(page)
        known = {"role": there.texts(f"team-role-{role}"), "may": there.texts(f"team-may-{role}")}
        joined = say(there.texts("invitation-accepted", page=page.name, **known))
        home = home_message(there, "page-now", at_work=posts.has_any(connection, page.id))
        return replace(joined.editing(), messages=(*joined.editing().messages, home))

    await context.keep(keep)


def _standing(connection: Connection, asker: Asker, token: str) -> Invitation:
    found = team.invitation(connection, token)
    if found is None:
        raise Refused("invitation-unknown")
    return found.for_use(asker.now)


def _role_of(connection: Connection, page_id: PageId, person: PersonId) -> Role | None:
    page = pages.find(connection, page_id, member=person)
    return page.role if page else None


async def revoke(context: Context, press: InvitationRevoke) -> None:
    """An owner takes an invitation back before it is used."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found = team.invitation_of(connection, press.invitation)
        if found is None:
            raise Refused("invitation-unknown")
        for_owner(pages.get(connection, found.page_id, member=asker.id))
        found.for_use(asker.now)
        team.revoke(connection, found.id, asker.now)
        team.note(connection, found.page_id, asker.id, Event.REVOKED, asker.now, role=found.role)
        tell_owners(context.house, connection, found.page_id, "team-told-revoked", asker, role=found.role)
        return say(asker.texts("invitation-taken-back", page=found.page_name)).editing()

    await context.keep(keep)


def register(desk: Desk) -> None:
    """Invitations."""
    desk.links[LINK] = opened
    desk.press(InvitationRevoke, revoke)
    desk.press(InvitationAnswer, answered)
