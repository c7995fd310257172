"""What happens alike on the trust checklist and in the audits: two who answer an item at once."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.checklists import Given
from bot.domain.identity import PersonId
from bot.domain.pages import Page
from bot.language.texts import Texts
from bot.rendering.message import Answer, Message
from handlers.asker import Asker, texts_for
from handlers.house import House
from storage import pages, people


def meet(
    house: House,
    connection: Connection,
    asker: Asker,
    page: Page,
    before: Given,
    names: Mapping[PersonId, str],
    overruled: Callable[[Page, Texts], Message],
) -> str:
    """Whoever answered meanwhile is told that another answer counts now; what the later one hears."""
    texts = asker.texts
    earlier = texts(f"trust-reply-{before.reply}")
    if before.by == asker.id:
        return texts.plain("trust-met-own", before=earlier)
    other = pages.find(connection, page.id, member=before.by)
    if other is not None:
        theirs = texts_for(people.get(connection, before.by), ZoneInfo(page.zone))
        house.tell(connection, before.by, Answer((overruled(other, theirs),)))
    name = names.get(before.by) or texts("team-nameless")
    return texts.plain("trust-met", name=name, before=earlier)
