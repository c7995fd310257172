"""Plans that publish themselves: where to, approved by whom, at their time, and what is told of it."""

from datetime import datetime

import structlog
from sqlalchemy import Connection

from bot.delivery import Ending, Why
from bot.domain.chats import Chat, address, external_id
from bot.domain.identity import PlanId
from bot.domain.pages import Page, Role
from bot.domain.plans import Plan, PlanState
from bot.domain.publishing import Failure, kind_of, lacks_media, slides_of
from bot.rendering import publishing as view
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.desk import Desk
from handlers.house import House
from handlers.plan_cards import shown_of
from handlers.planned import asker_for, become_post, doers, owners
from storage import channels, chats, pages, people, plans, winding
from storage.planning import Act

_log = structlog.get_logger()

ABOUT = "plan"
"""What an answer is about that publishes a plan."""


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
    winding.wind(connection, plan_id)
    house.tell(connection, chat.id, Answer(view.content(plan), about=f"{ABOUT}:{plan_id}"))


def _in_the_way(plan: Plan, chat: Chat | None, *, may: bool) -> Failure | None:
    if chat is None or not chat.linked or chat.page_id != plan.page_id:
        return Failure.GONE
    if chat.approves and plan.approved_at is None:
        return Failure.UNAPPROVED
    if not plan.text and not plan.media:
        return Failure.EMPTY
    if lacks_media(plan):
        return Failure.NO_MEDIA
    return None if may else Failure.NO_RIGHT


def ended(house: House, connection: Connection, ending: Ending) -> None:
    """What became of a plan that was on its way: a post, as soon as anything of it stands in the channel."""
    plan = plans.known(connection, PlanId(int((ending.about or "").partition(":")[2])))
    if plan is None or plan.sending_at is None or plan.publish_to is None:
        return
    now = house.now()
    if not ending.message_ids:
        fail(house, connection, plan, _failure_of(ending), now)
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


def _failure_of(ending: Ending) -> Failure:
    trouble = ending.trouble
    if trouble is not None and trouble.no_right:
        return Failure.NO_RIGHT  # taken after it was asked for, and before the message came
    kinds = {Why.CLOSED: Failure.GONE, Why.REFUSED: Failure.REFUSED}
    return kinds.get(trouble.why, Failure.AWAY) if trouble is not None else Failure.AWAY


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
    desk.hears(ABOUT, ended)
