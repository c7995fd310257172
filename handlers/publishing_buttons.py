"""How a plan comes to publish itself: where to, its preview, its approval, and another try."""

from sqlalchemy import Connection
from telegram.error import TelegramError

from bot.domain.chats import Chat, ChatKind
from bot.domain.errors import Refused
from bot.domain.identity import ChatId, PersonId
from bot.domain.pages import Role
from bot.domain.plans import Plan, PlanState
from bot.domain.posts import Kind
from bot.domain.publishing import Failure, check
from bot.rendering import publishing as view
from bot.rendering.message import Answer, Message
from bot.rendering.plans_buttons import PlanChannel, PlanDo
from handlers.asker import Asker
from handlers.context import Context
from handlers.house import House
from handlers.plan_cards import card, shown_of
from handlers.planned import asker_for, doers, owners, plan_pressed
from handlers.publishing import go
from storage import chats, pages, plans
from storage.planning import Act


async def choose(context: Context, pressed: PlanDo) -> None:
    """To which channel; where there is but one, that one."""
    asker = context.asker

    def look(connection: Connection) -> list[Chat]:
        plan, page, _ = plan_pressed(connection, asker, pressed)
        check(plan)
        return chats.serving(connection, page.id, ChatKind.CHANNEL)

    found = await context.read(look)
    if not found:
        raise Refused("publish-no-channel")
    if len(found) == 1:
        await chosen(context, PlanChannel(pressed.plan, pressed.version, found[0].id))
        return

    def keep(connection: Connection) -> Answer:
        plan, _, there = plan_pressed(connection, asker, pressed)
        return Answer((view.channels(plan, found, there.texts),)).editing()

    await context.keep(keep)


async def chosen(context: Context, pressed: PlanChannel) -> None:
    """From now on the plan publishes itself there; where an owner must approve, she is asked."""
    asker, house = context.asker, context.house
    await context.read(lambda c: plan_pressed(c, asker, PlanDo(pressed.plan, pressed.version, "publish")))
    may = await _may_post(house, pressed.chat)

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, PlanDo(pressed.plan, pressed.version, "publish"))
        check(plan)
        chat = next(
            (c for c in chats.serving(connection, page.id, ChatKind.CHANNEL) if c.id == pressed.chat), None
        )
        if chat is None:
            raise Refused("chat-not-found")
        if not may:
            raise Refused("publish-no-right", channel=chat.title)
        act = Act(connection, page, asker.id, asker.now)
        approved = {"approved_by": asker.id, "approved_at": asker.now} if page.role is Role.OWNER else {}
        act.change(plan.id, publish_to=chat.id, failure=None, **approved)
        change = act.done()
        changed = plans.get(connection, plan.id, member=asker.id)
        shown = shown_of(connection, there, changed, page)
        if shown.needs_approval:
            _ask_owners(house, connection, changed, asker)
        return Answer((view.set_card(shown, there.texts, asker.now, change),)).editing()

    await context.keep(keep)


def _ask_owners(house: House, connection: Connection, plan: Plan, by: Asker) -> None:
    for owner in owners(connection, plan):
        page = pages.get(connection, plan.page_id, member=owner)
        there = asker_for(house, connection, owner, page, by.now)
        shown = shown_of(connection, there, plan, page)
        asked = view.approval(shown, by.person.name, there.texts, by.now)
        house.tell(connection, owner, Answer(asked), page_id=page.id)


async def stop(context: Context, pressed: PlanDo) -> None:
    """It does not publish itself after all; it is reminded of as before."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed)
        act = Act(connection, page, asker.id, asker.now)
        nothing = {"approved_by": None, "approved_at": None, "failure": None}
        act.change(plan.id, publish_to=None, **nothing)
        change = act.done()
        changed = plans.get(connection, plan.id, member=asker.id)
        shown = card(connection, there, changed, page, change=change, heading="plan-changed")
        return Answer((shown,)).editing()

    await context.keep(keep)


async def preview(context: Context, pressed: PlanDo) -> None:
    """How it will look in the channel."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed)
        shown = shown_of(connection, there, plan, page)
        may = page.role is Role.OWNER
        return Answer(view.preview(shown, there.texts, asker.now, may_approve=may))

    await context.keep(keep)


async def approve(context: Context, pressed: PlanDo) -> None:
    """An owner approves what she saw; what is changed afterwards wants approving again."""
    asker, house = context.asker, context.house
    may = await _may_go(context, pressed)

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed)
        if page.role is not Role.OWNER:
            raise Refused("publish-owners-only")
        act = Act(connection, page, asker.id, asker.now)
        act.change(plan.id, approved_by=asker.id, approved_at=asker.now)
        act.done()
        changed = plans.get(connection, plan.id, member=asker.id)
        for person_id in doers(connection, plan):
            if person_id != asker.id:
                _tell_approved(house, connection, changed, person_id, asker)
        if changed.failure == Failure.UNAPPROVED:
            go(house, connection, plan.id, may=may)
        return Answer((view.approved(changed, there.texts, asker.now),)).editing()

    await context.keep(keep)


async def _may_post(house: House, chat_id: ChatId) -> bool:
    try:
        return await house.may_post(chat_id)
    except TelegramError as error:
        raise Refused("chat-away") from error


async def _may_go(context: Context, pressed: PlanDo) -> bool:
    """Asked only for whoever may press: nobody learns of others' channels."""
    plan, _, _ = await context.read(lambda c: plan_pressed(c, context.asker, pressed))
    return plan.publish_to is not None and await _may_post(context.house, plan.publish_to)


def _tell_approved(house: House, connection: Connection, plan: Plan, person_id: PersonId, by: Asker) -> None:
    page = pages.get(connection, plan.page_id, member=person_id)
    there = asker_for(house, connection, person_id, page, by.now)
    house.tell(connection, person_id, Answer((view.approved(plan, there.texts, by.now),)))


async def text_alone(context: Context, pressed: PlanDo) -> None:
    """What waits for a picture goes out as a text; where an owner approves, she approves of that too."""
    asker, may = context.asker, await _may_go(context, pressed)

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed)
        if plan.failure != Failure.NO_MEDIA or plan.sending_at is not None:
            raise Refused("plan-moved-on")
        act = Act(connection, page, asker.id, asker.now)
        approved = {} if page.role is Role.OWNER else {"approved_by": None, "approved_at": None}
        act.change(plan.id, kind=Kind.TEXT, **approved)
        act.done()
        go(context.house, connection, plan.id, may=may)
        return Answer((Message(there.texts("publish-again")),)).editing()

    await context.keep(keep)


async def retry(context: Context, pressed: PlanDo) -> None:
    """Tries again what failed, or what was mended since; pressed twice it goes out once."""
    asker, may = context.asker, await _may_go(context, pressed)

    def keep(connection: Connection) -> Answer:
        plan, _, there = plan_pressed(connection, asker, pressed)
        waits = plan.state is PlanState.PLANNED and plan.at is not None and plan.at <= asker.now
        if plan.publish_to is None or not (plan.failure is not None or waits):
            raise Refused("plan-moved-on")
        go(context.house, connection, plan.id, may=may)
        return Answer((Message(there.texts("publish-again")),)).editing()

    await context.keep(keep)
