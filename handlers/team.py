"""`/team`: who belongs to a page, changing roles, leaving, who did what."""

from dataclasses import replace

from sqlalchemy import Connection

from bot.domain.errors import Refused
from bot.domain.identity import PersonId
from bot.domain.pages import Page, Role
from bot.domain.team import Event, Member, for_owner, may_lose, named
from bot.rendering import team as view
from bot.rendering.message import Answer, Message, say
from bot.rendering.team import TeamDo, TeamDoings
from handlers import team_invitations
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.pages import on_page
from handlers.team_invitations import invite
from handlers.team_told import Said, tell_owners
from storage import pages, team


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
            return invite(context, connection, there, for_owner(page), what)
        if do == "leave":
            may_lose(team.members_of(connection, page.id), asker.id)
            return Answer((view.sure(page, None, "leave", there.texts),)).editing()
        if do == "leave!":
            return _leave(context, connection, there, page)
        raise Refused("button-unknown")

    await context.keep(keep)


def _card(connection: Connection, asker: Asker, page: Page) -> Message:
    return view.team_card(page, team.members_of(connection, page.id), asker.texts, asker.id)


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
            said = Said(self.connection, self.page, self.asker, self.member, role)
            self.house.tell(self.connection, self.member.id, said.to(self.member.id, herself))


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
    desk.press(TeamDo, pressed)
    desk.press(TeamDoings, doings)
    team_invitations.register(desk)
