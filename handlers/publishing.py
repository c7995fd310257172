"""Plans that publish themselves: where to, approved by whom, at their time, and what is told of it."""

from datetime import datetime

import structlog
from sqlalchemy import Connection
from telegram.error import TelegramError

from bot.delivery import Ending, Why
from bot.domain.chats import Chat, ChatKind, address, external_id
from bot.domain.errors import Refused
from bot.domain.identity import ChatId, PersonId, PlanId
from bot.domain.pages import Page, Role
from bot.domain.plans import Plan, PlanState
from bot.domain.publishing import Failure, check, kind_of, slides_of
from bot.rendering import publishing as view
from bot.rendering.message import Answer, Message
from bot.rendering.plans_buttons import PlanChannel, PlanDo
from handlers.context import Asker, Context, House
from handlers.desk import Desk
from handlers.plan_edits import plan_pressed
from handlers.planned import asker_for, become_post, doers, owners
from handlers.plans import card, shown_of
from storage import channels, chats, pages, people, planning, plans
from storage.planning import Act

_log = structlog.get_logger()

ABOUT = "plan"
"""What an answer is about that publishes a plan."""


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
        when = there.texts.moment(changed.at or asker.now, now=asker.now)
        return Answer((Message(there.texts("publish-approved", when=when)),)).editing()

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
    when = there.texts.moment(plan.at or by.now, now=by.now)
    house.tell(connection, person_id, Answer((Message(there.texts("publish-approved", when=when)),)))


async def retry(context: Context, pressed: PlanDo) -> None:
    """Tries again what failed; pressed twice it goes out once."""
    asker, may = context.asker, await _may_go(context, pressed)

    def keep(connection: Connection) -> Answer:
        plan, _, there = plan_pressed(connection, asker, pressed)
        if plan.failure is None or plan.publish_to is None:
            raise Refused("plan-moved-on")
        go(context.house, connection, plan.id, may=may)
        return Answer((Message(there.texts("publish-again")),)).editing()

    await context.keep(keep)


async def may_go(house: House, plan_id: PlanId) -> bool:
    """Whether the bot may post in a plan's channel. TelegramError where it cannot ask."""
    plan = await house.store.read(lambda c: plans.known(c, plan_id))
    return plan is not None and plan.publish_to is not None and await house.may_post(plan.publish_to)


def go(house: House, connection: Connection, plan_id: PlanId, *, may: bool) -> None:
    """Puts a plan on its way to its channel, or tells why it cannot go.

    What is on its way already does not go again; nor does what is done.
    """
    plan, now = plans.known(connection, plan_id), house.now()
    if plan is None or plan.publish_to is None or plan.sending_at is not None:
        return
    if plan.state is not PlanState.PLANNED:
        return
    chat = chats.find(connection, plan.publish_to)
    failure = _in_the_way(plan, chat, may=may)
    if failure is not None or chat is None:
        fail(house, connection, plan, failure or Failure.GONE, now)
        return
    plans.change(connection, plan_id, sending_at=now, failure=None)
    planning.wind(connection, plan_id)
    house.tell(connection, chat.id, Answer(view.content(plan), about=f"{ABOUT}:{plan_id}"))


def _in_the_way(plan: Plan, chat: Chat | None, *, may: bool) -> Failure | None:
    if chat is None or not chat.linked or chat.page_id != plan.page_id:
        return Failure.GONE
    if chat.approves and plan.approved_at is None:
        return Failure.UNAPPROVED
    if not plan.text and not plan.media:
        return Failure.EMPTY
    return None if may else Failure.NO_RIGHT


def ended(house: House, connection: Connection, ending: Ending) -> None:
    """What became of a plan that was on its way: a post, as soon as anything of it stands in the channel."""
    plan = plans.known(connection, PlanId(int((ending.about or "").partition(":")[2])))
    if plan is None or plan.sending_at is None or plan.publish_to is None:
        return
    now = house.now()
    if not ending.message_ids:
        closed = ending.trouble is not None and ending.trouble.why is Why.CLOSED
        refused = ending.trouble is not None and ending.trouble.why is Why.REFUSED
        why = Failure.GONE if closed else Failure.REFUSED if refused else Failure.AWAY
        fail(house, connection, plan, why, now)
        return
    people_told = doers(connection, plan)
    page = pages.get(connection, plan.page_id, member=people_told[0])
    chat = chats.get(connection, plan.publish_to)
    asker = asker_for(house, connection, people_told[0], page, now)
    link = _become_post(connection, asker, page, plan, chat, ending.message_ids)
    for person_id in people_told:
        there = asker_for(house, connection, person_id, page, now)
        shown = shown_of(connection, there, plan, page)
        house.tell(connection, person_id, Answer((view.published(shown, link, there.texts),)))


def _become_post(
    connection: Connection, asker: Asker, page: Page, plan: Plan, chat: Chat, sent: tuple[int, ...]
) -> str | None:
    act = Act(connection, page, asker.id, asker.now)
    link = address(chat.username, sent[0])
    post = become_post(
        connection,
        asker,
        page,
        act,
        plan,
        kind=kind_of(plan),
        slides=slides_of(plan.media),
        link=link,
        external_id=external_id(chat.id, sent[0]),
        published_at=asker.now,
    )
    # Nothing to be taken back: what stands in the channel stands there.
    channels.claim(connection, chat, sent, post.id)
    return link


def fail(house: House, connection: Connection, plan: Plan, why: Failure, now: datetime) -> None:
    """Remembers that a plan was not published, and tells whom it concerns."""
    _log.warning("publishing.failed", plan=plan.id, why=str(why))
    plans.change(connection, plan.id, sending_at=None, failure=str(why))
    failed = plans.known(connection, plan.id)
    told = dict.fromkeys((*doers(connection, plan), *owners(connection, plan)))
    for person_id in told if failed is not None else ():
        page = pages.get(connection, plan.page_id, member=person_id)
        there = asker_for(house, connection, person_id, page, now)
        shown = shown_of(connection, there, failed or plan, page)
        if why is Failure.UNAPPROVED and page.role is Role.OWNER:
            creator = people.find(connection, plan.created_by) if plan.created_by else None
            asked = view.approval(shown, creator.name if creator else None, there.texts, now)
            house.tell(connection, person_id, Answer(asked), page_id=page.id)
        else:
            house.tell(connection, person_id, Answer((view.failed(shown, str(why), there.texts, now),)))


def register(desk: Desk) -> None:
    """Publishing."""
    desk.press(PlanChannel, chosen)
    desk.hears(ABOUT, ended)
