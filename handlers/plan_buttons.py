"""Which button of a plan does what."""

from bot.domain.errors import Refused
from bot.rendering.plans_buttons import PlanChannel, PlanDo
from handlers import plan_acts, plan_done, plan_edits, publishing_buttons
from handlers.context import Context
from handlers.desk import Desk

_DOS = {
    "show": plan_acts.show,
    "back": plan_acts.back,
    "edit": plan_edits.edit,
    "who": plan_acts.assign,
    "skip": plan_acts.skip,
    "again": plan_acts.again,
    "delete": plan_acts.delete,
    "hour": plan_acts.snooze,
    "tomorrow": plan_acts.tomorrow,
    "done": plan_done.done,
    "posted": plan_done.was_post,
    "publish": publishing_buttons.choose,
    "keep": publishing_buttons.stop,
    "preview": publishing_buttons.preview,
    "approve": publishing_buttons.approve,
    "retry": publishing_buttons.retry,
    "text": publishing_buttons.text_alone,
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
    desk.press(PlanChannel, publishing_buttons.chosen)
