"""What the buttons of a plan do at once: show it, skip it, put it off, delete it, give it to somebody."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.errors import Refused
from bot.domain.identity import PersonId, PlanId
from bot.domain.pages import Page
from bot.domain.plans import PlanState
from bot.rendering import plans as view
from bot.rendering.message import Answer
from bot.rendering.plans_buttons import PlanDo
from handlers.asker import Asker
from handlers.context import Context
from handlers.plan_cards import card, shown_of
from handlers.planned import plan_pressed
from storage import pages, planning, plans
from storage.planning import Act


async def show(context: Context, pressed: PlanDo) -> None:
    """A plan's card, as it stands now; for whoever may see it."""
    asker = context.asker

    def found(connection: Connection) -> Answer:
        plan = plans.get(connection, pressed.plan, member=asker.id)
        page = pages.get(connection, plan.page_id, member=asker.id)
        return Answer((card(connection, asker.with_page(page), plan, page, heading="plan-shown"),))

    await context.keep(found)


async def back(context: Context, pressed: PlanDo) -> None:
    """From the fields to the card."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed, old=True)
        return Answer((card(connection, there, plan, page, heading="plan-shown"),)).editing()

    await context.keep(keep)


async def assign(context: Context, pressed: PlanDo) -> None:
    """Who does it: `who.<person>`."""
    asker, who = context.asker, pressed.do.partition(".")[2]

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed)
        person = PersonId(int(who)) if who.isascii() and who.isdigit() else PersonId(0)
        member = pages.find(connection, page.id, member=person)
        if member is None or not member.role.changes:
            raise Refused("plan-no-member")
        act = Act(connection, page, asker.id, asker.now)
        planning.edit(act, plan, {"assignee": person})
        return _changed(connection, there, plan.id, page, act, "plan-changed")

    await context.keep(keep)


async def skip(context: Context, pressed: PlanDo) -> None:
    """Not this time."""
    await _mark(context, pressed, PlanState.SKIPPED, "plan-skipped")


async def again(context: Context, pressed: PlanDo) -> None:
    """A skipped or missed plan is to be done after all."""
    await _mark(context, pressed, PlanState.PLANNED, "plan-changed")


async def _mark(context: Context, pressed: PlanDo, state: PlanState, heading: str) -> None:
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed, old=True)
        if plan.state is state:
            return Answer(notice=there.texts.plain(f"plan-already-{state}"))
        if plan.version != pressed.version or plan.post_id is not None:
            raise Refused("plan-moved-on")
        act = Act(connection, page, asker.id, asker.now)
        planning.mark(act, plan, state)
        return _changed(connection, there, plan.id, page, act, heading)

    await context.keep(keep)


def _changed(
    connection: Connection, asker: Asker, plan_id: PlanId, page: Page, act: Act, heading: str
) -> Answer:
    change = act.done()
    plan = plans.get(connection, plan_id, member=asker.id)
    return Answer((card(connection, asker, plan, page, change=change, heading=heading),)).editing()


async def delete(context: Context, pressed: PlanDo) -> None:
    """Takes a plan away; of a series it is asked whether all that follow go too."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed)
        if plan.repeats and pressed.do == "delete":
            return Answer((view.delete_scope(plan, there.texts),)).editing()
        shown = shown_of(connection, there, plan, page)
        act = Act(connection, page, asker.id, asker.now)
        planning.delete(act, plan, later=pressed.do == "delete.later")
        change = act.done()
        gone = view.gone_card(shown, there.texts, asker.now, change, "plan-deleted")
        return Answer((gone,)).editing()

    await context.keep(keep)


async def snooze(context: Context, pressed: PlanDo) -> None:
    """One more reminder in an hour. Pressed twice it is still one."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        plan, _, there = plan_pressed(connection, asker, pressed)
        if plan.state is not PlanState.PLANNED:
            raise Refused("plan-moved-on")
        until = asker.now.replace(second=0, microsecond=0) + timedelta(hours=1)
        planning.snooze(connection, plan, until)
        return Answer(notice=there.texts.plain("plan-snoozed", clock=there.texts.clock(until)))

    await context.keep(keep)


async def tomorrow(context: Context, pressed: PlanDo) -> None:
    """The plan alone is put off until the same hour of the next day."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed)
        if plan.wall is None or plan.state is PlanState.DONE or plan.sending_at is not None:
            raise Refused("plan-over")
        day = max(plan.wall.date(), there.moment.today) + timedelta(days=1)
        act = Act(connection, page, asker.id, asker.now)
        planning.move(act, plan, datetime.combine(day, plan.wall.time()), day_only=plan.day_only)
        return _changed(connection, there, plan.id, page, act, "plan-changed")

    await context.keep(keep)
