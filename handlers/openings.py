"""One tap from a page's best times into its calendar."""

from datetime import date

from sqlalchemy import Connection

from bot.domain.drafts import Draft
from bot.domain.errors import Refused
from bot.domain.openings import next_opening
from bot.rendering.insights_buttons import Opening
from bot.rendering.message import Answer
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import begin
from storage import pages

_PLAN = "plan"
"""The form of a new plan."""


def can_plan(desk: Desk) -> bool:
    """Whether there is a calendar to put an opening into."""
    return _PLAN in desk.forms


async def plan_opening(context: Context, pressed: Opening) -> None:
    """Begins a plan at the next such time; what is to be posted is asked."""
    if (
        not can_plan(context.desk)
        or pressed.hour not in range(24)
        or pressed.weekday not in (None, *range(7))
    ):
        raise Refused("button-unknown")

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, pressed.page, member=context.asker.id)
        asker = context.asker.with_page(page)
        day: date = next_opening(pressed.weekday, pressed.hour, now=asker.now, zone=asker.texts.zone)
        draft = Draft(values={"day": day.isoformat(), "clock": f"{pressed.hour:02}:00"})
        return begin(connection, asker, context.desk.forms[_PLAN], draft)

    await context.keep(keep)


def register(desk: Desk) -> None:
    """The way from best times into the calendar."""
    desk.press(Opening, plan_opening)
