"""Telling people what somebody did to the team of a page."""

from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page, Role
from bot.domain.team import Member
from bot.rendering import team as view
from bot.rendering.message import Answer, say
from handlers.asker import Asker, texts_for
from handlers.house import House
from storage import pages, people, team


class Said:
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
            house.tell(connection, member.id, Said(connection, page, by, about, role).to(member.id, key))
