"""Cards of many sides: a button names the side that is shown next, and behind a dot what of it."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from bot.domain.drafts import Draft
from bot.domain.errors import Refused
from bot.domain.identity import PageId
from bot.domain.pages import Page
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.forms import Form, begin
from storage import pages

Side = Callable[[Connection, Asker, Page, str], Answer]
"""Shows a side of a page's card; the text is what stands behind the dot."""


def asking(form: Form) -> Side:
    """A side that asks for something, of who may change the page."""

    def shown(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
        del which
        page.for_change()
        return begin(connection, asker, form, Draft())

    return shown


def side_of(
    sides: Mapping[str, Side], asker: Asker, page_id: PageId, do: str
) -> Callable[[Connection], Answer]:
    """What shows the side that `do` names, to a member of the page; Refused("button-unknown") for none."""
    name, _, which = do.partition(".")
    if name not in sides:
        raise Refused("button-unknown")

    def shown(connection: Connection) -> Answer:
        page = pages.get(connection, page_id, member=asker.id)
        return sides[name](connection, asker.with_page(page), page, which)

    return shown
