"""`/team`: who belongs to a page, letting somebody in by a link, changing roles, leaving."""

import secrets
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page, Role
from bot.domain.team import Event, Invitation, Member, for_owner, may_lose, named, raised
from bot.rendering import team as view
from bot.rendering.message import Answer, Message, say
from bot.rendering.team import InvitationAnswer, InvitationRevoke, TeamDo, TeamDoings
from handlers.context import Asker, Context, House, texts_for
from handlers.desk import Desk
from handlers.pages import home_message, on_page
from storage import pages, people, posts, team

LINK = "join_"
"""What an invitation's link hands to `/start`, before its token."""
_TOKEN_BYTES = 18


@on_page
async def team_of_page(context: Context, text: str) -> None:
    """`/team`: everybody who belongs to the current page."""
    del text
    page = context.asker.working_page
    await context.keep(lambda c: Answer((_card(c, context.asker, page),)))


async def pressed(context: Context, press: TeamDo) -> None:
    """A button under the team, under one of its members, or under a question whether that is sure."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        page = pages.get(connection, press.page, member=asker.id)
        there = asker.with_page(page)
        do, _, what = press.do.partition(".")
        if press.member is not None:
            return _Membership(context, connection, there, page, press.member).do(do, what)
        if do == "show":
            return Answer((_card(connection, there, page),)).editing()
        if do == "invite":
            return _invite(context, connection, there, for_owner(page), what)
        if do == "leave":
            may_lose(team.members_of(connection, page.id), asker.id)
            return Answer((view.sure(page, None, "leave", there.texts),)).editing()
        if do == "leave!":
            return _leave(context, connection, there, page)
        raise Refused("button-unknown")

    await context.keep(keep)


def _card(connection: Connection, asker: Asker, page: Page) -> Message:
    return view.team_card(page, team.members_of(connection, page.id), asker.texts, asker.id)


def _invite(context: Context, connection: Connection, asker: Asker, page: Page, role: str) -> Answer:
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


def _leave(context: Context, connection: Connection, asker: Asker, page: Page) -> Answer:
    may_lose(team.members_of(connection, page.id), asker.id)
    team.remove(connection, page.id, asker.id, asker.now)
    team.revoke_made_by(connection, page.id, asker.id, asker.now)
    team.note(connection, page.id, asker.id, Event.LEFT, asker.now)
    tell_owners(context.house, connection, page.id, "team-told-left", asker)
    return say(asker.texts("team-left", page=page.name)).editing()


class _Membership:
    """What an owner does to one member of her page."""

    def __init__(
        self, context: Context, connection: Connection, asker: Asker, page: Page, person: PersonId
    ) -> None:
        self.house, self.connection, self.asker = context.house, connection, asker
        self.page = for_owner(page)
        self.members = team.members_of(connection, page.id)
        self.member = named(self.members, person)

    def do(self, do: str, role: str) -> Answer:
        """Shows her, asks whether it is sure, or does it."""
        texts = self.asker.texts
        if do == "member":
            return Answer((view.member_card(self.page, self.member, texts),)).editing()
        if do in ("remove", "hand"):
            return Answer((view.sure(self.page, self.member, do, texts),)).editing()
        if do == "role" and role in set(Role):
            return self._role(Role(role))
        if do == "remove!":
            return self._remove()
        if do == "hand!":
            return self._hand()
        raise Refused("button-unknown")

    def _role(self, role: Role) -> Answer:
        if role is not Role.OWNER:
            may_lose(self.members, self.member.id)
        if role is not self.member.role:
            self._set(self.member, role)
            self._note(Event.ROLE, role)
            self._told("team-told-role", "team-you-role", role)
        changed = replace(self.member, role=role)
        shown = view.member_card(replace(self.page, role=self._my_role()), changed, self.asker.texts)
        return replace(Answer((shown,)).editing(), notice=self.asker.texts.plain("team-done"))

    def _remove(self) -> Answer:
        may_lose(self.members, self.member.id)
        team.remove(self.connection, self.page.id, self.member.id, self.asker.now)
        team.revoke_made_by(self.connection, self.page.id, self.member.id, self.asker.now)
        self._note(Event.REMOVED, None)
        self._told("team-told-removed", "team-you-removed", None)
        return self._team()

    def _hand(self) -> Answer:
        """She becomes an owner, and whoever handed over an editor."""
        self._set(self.member, Role.OWNER)
        team.set_role(self.connection, self.page.id, self.asker.id, Role.EDITOR, self.asker.now)
        team.revoke_made_by(self.connection, self.page.id, self.asker.id, self.asker.now)
        self._note(Event.HANDED, Role.OWNER)
        self._told("team-told-handed", "team-you-handed", Role.OWNER)
        return self._team()

    def _team(self) -> Answer:
        """The team as it is now; for who no longer owns the page without its buttons."""
        page = pages.find(self.connection, self.page.id, member=self.asker.id)
        if page is None:
            return say(self.asker.texts("team-left", page=self.page.name)).editing()
        shown = Answer((_card(self.connection, self.asker, page),)).editing()
        return replace(shown, notice=self.asker.texts.plain("team-done"))

    def _set(self, member: Member, role: Role) -> None:
        team.set_role(self.connection, self.page.id, member.id, role, self.asker.now)
        if role is not Role.OWNER:
            team.revoke_made_by(self.connection, self.page.id, member.id, self.asker.now)

    def _my_role(self) -> Role:
        return pages.get(self.connection, self.page.id, member=self.asker.id).role

    def _note(self, event: Event, role: Role | None) -> None:
        facts = {"name": self.member.name, **({"role": role} if role else {})}
        team.note(self.connection, self.page.id, self.asker.id, event, self.asker.now, **facts)

    def _told(self, owners: str, herself: str, role: Role | None) -> None:
        tell_owners(
            self.house, self.connection, self.page.id, owners, self.asker, about=self.member, role=role
        )
        if self.member.id != self.asker.id:
            said = _Said(self.connection, self.page, self.asker, self.member, role)
            self.house.tell(self.connection, self.member.id, said.to(self.member.id, herself))


class _Said:
    """A sentence about a change of a team, in the words of whoever it is told."""

    def __init__(
        self,
        connection: Connection,
        page: Page,
        by: Asker,
        about: Member | None,
        role: Role | None,
    ) -> None:
        self.connection, self.page, self.by, self.about, self.role = connection, page, by, about, role

    def to(self, person: PersonId, key: str) -> Answer:
        """The sentence for one person."""
        texts = texts_for(people.get(self.connection, person), ZoneInfo(self.page.zone))
        return say(
            texts(
                key,
                by=view.name_of(self.by.person.name, texts),
                name=view.name_of(self.about.name if self.about else None, texts),
                page=self.page.name,
                role=texts(f"team-role-{self.role}") if self.role else "",
            )
        )


def tell_owners(
    house: House,
    connection: Connection,
    page_id: PageId,
    key: str,
    by: Asker,
    *,
    about: Member | None = None,
    role: Role | None = None,
) -> None:
    """Tells every other owner of a page what somebody did to its team."""
    for member in team.members_of(connection, page_id):
        if member.role is Role.OWNER and member.id != by.id and not (about and about.id == member.id):
            page = pages.get(connection, page_id, member=member.id)
            house.tell(connection, member.id, _Said(connection, page, by, about, role).to(member.id, key))


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
        joined = say(there.texts("invitation-accepted", page=page.name, may=there.texts(f"team-may-{role}")))
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


async def doings(context: Context, press: TeamDoings) -> None:
    """Who did what to a page, for its owners."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        page = for_owner(pages.get(connection, press.page, member=asker.id))
        if press.offset < 0:
            raise Refused("button-unknown")
        most = view.DOINGS_A_PAGE + 1
        found = team.doings(connection, page.id, asker.now, offset=press.offset, most=most)
        shown = view.doings_card(page, found, press.offset, asker.with_page(page).texts, asker.now)
        return Answer((shown,)).editing()

    await context.keep(keep)


def register(desk: Desk) -> None:
    """The team."""
    desk.command("team", team_of_page)
    desk.links[LINK] = opened
    desk.press(TeamDo, pressed)
    desk.press(TeamDoings, doings)
    desk.press(InvitationRevoke, revoke)
    desk.press(InvitationAnswer, answered)
