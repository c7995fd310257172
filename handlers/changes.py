"""Taking back: the last change, one certain change, or what is being filled in."""

from datetime import timedelta

from sqlalchemy import Connection

from bot.domain.drafts import Draft
from bot.domain.errors import Refused
from bot.rendering.buttons import Undo
from bot.rendering.forms import cancelled
from bot.rendering.home import ways_on
from bot.rendering.message import Answer, Message
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from storage import changes, drafts, pages
from storage.changes import Change

UNDO_WITHIN = timedelta(days=1)


async def undo(context: Context, text: str) -> None:
    """`/undo`: the last change of the last day that still stands."""
    del text
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found = changes.last_of(connection, asker.id, asker.now - UNDO_WITHIN)
        if found is None:
            raise Refused("undo-nothing")
        return _take_back(connection, context.desk, asker, changes.get(connection, found.id, person=asker.id))

    await context.keep(keep)


async def undo_one(context: Context, pressed: Undo) -> None:
    """Undo under a card: that change, once."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found = changes.get(connection, pressed.change, person=asker.id)
        if found.undone_at is not None:
            raise Refused("undo-done")
        if asker.now - found.at > UNDO_WITHIN:
            raise Refused("undo-late")
        return _take_back(connection, context.desk, asker, found).editing()

    await context.keep(keep)


async def cancel(context: Context, text: str) -> None:
    """`/cancel`: leaves what is being filled in, and shows what was typed so that nothing is lost."""
    del text
    asker = context.asker
    row = asker.draft
    if row is None:
        raise Refused("cancel-nothing")

    def keep(connection: Connection) -> Answer:
        drafts.close_all(connection, asker.id, asker.now)
        return Answer((cancelled(Draft.from_json(row.state), asker.texts),))

    await context.keep(keep)


def _take_back(connection: Connection, desk: Desk, asker: Asker, change: Change) -> Answer:
    """Takes a change back, for who may still change its page: she may have lost that since."""
    if change.page_id is not None:
        pages.for_change(connection, change.page_id, member=asker.id)
    desk.take_backs[change.what](connection, asker, change)
    changes.mark_undone(connection, change.id, asker.now)
    return Answer((Message(asker.texts(f"undone-{change.what}"), buttons=ways_on(asker.texts)),))


def register(desk: Desk) -> None:
    """Undo and cancel."""
    desk.command("undo", undo)
    desk.command("cancel", cancel)
    desk.press(Undo, undo_one)
