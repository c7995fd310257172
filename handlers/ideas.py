"""Ideas without a day, as the calendar lists them."""

from sqlalchemy import Connection

from bot.rendering.calendar_buttons import CalendarIdeas
from bot.rendering.ideas import ideas_view
from bot.rendering.message import Answer
from handlers.context import Context
from handlers.desk import Desk
from storage import pages, plans


async def ideas(context: Context, pressed: CalendarIdeas) -> None:
    """What waits for a day on a page, or on all of hers that are in use."""
    asker = context.asker

    def found(connection: Connection) -> Answer:
        if pressed.page is not None:
            shown = [pages.get(connection, pressed.page, member=asker.id)]
        else:
            shown = [page for page in pages.of(connection, asker.id) if not page.archived]
        waiting = plans.ideas(connection, [page.id for page in shown])
        by_id = {page.id: page for page in shown}
        return Answer((ideas_view(waiting, by_id, pressed.page, asker.texts, asker.now),))

    await context.answer((await context.read(found)).editing())


def register(desk: Desk) -> None:
    """Ideas."""
    desk.press(CalendarIdeas, ideas)
