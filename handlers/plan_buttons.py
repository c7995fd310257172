"""Which button of a plan does what."""

from bot.domain.errors import Refused
from bot.rendering.plans_buttons import PlanDo
from handlers import plan_edits, publishing, reminders
from handlers.context import Context
from handlers.desk import Desk

_DOS = {
    "show": plan_edits.show,
    "back": plan_edits.back,
    "edit": plan_edits.edit,
    "who": plan_edits.assign,
    "skip": plan_edits.skip,
    "again": plan_edits.again,
    "delete": plan_edits.delete,
    "hour": plan_edits.snooze,
    "tomorrow": plan_edits.tomorrow,
    "done": reminders.done,
    "publish": publishing.choose,
    "keep": publishing.stop,
    "preview": publishing.preview,
    "approve": publishing.approve,
    "retry": publishing.retry,
}


async def pressed_plan(context: Context, pressed: PlanDo) -> None:
    """A button of a plan."""
    found = _DOS.get(pressed.do.partition(".")[0])
    if found is None:
        raise Refused("button-unknown")
    await found(context, pressed)


def register(desk: Desk) -> None:
    """The buttons of plans."""
    desk.press(PlanDo, pressed_plan)
