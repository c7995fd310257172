"""What becomes of plans: whom they concern, and the post that each turns into."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.errors import Refused
from bot.domain.identity import PersonId
from bot.domain.pages import Page, Role
from bot.domain.plans import Plan, PlanState
from bot.domain.posts import Post
from bot.rendering.plans_buttons import PlanDo
from handlers import asks
from handlers.asker import Asker, texts_for
from handlers.house import House
from storage import pages, people, plans, posts, team
from storage.planning import Act


def doers(connection: Connection, plan: Plan) -> Sequence[PersonId]:
    """Who does it, else who planned it, else the page's owners: whoever of them may still change the page."""
    for person_id in (plan.assignee, plan.created_by):
        page = pages.find(connection, plan.page_id, member=person_id) if person_id else None
        if person_id is not None and page is not None and page.role.changes:
            return (person_id,)
    return owners(connection, plan)


def owners(connection: Connection, plan: Plan) -> Sequence[PersonId]:
    """The owners of a plan's page."""
    return [m.id for m in team.members_of(connection, plan.page_id) if m.role is Role.OWNER]


def asker_for(house: House, connection: Connection, person_id: PersonId, page: Page, now: datetime) -> Asker:
    """Somebody who is told of a page what she did not ask just now."""
    person = people.get(connection, person_id)
    texts = texts_for(person, ZoneInfo(page.zone))
    return Asker(person, None, None, texts, now, house.zone).with_page(page)


def become_post(
    connection: Connection, asker: Asker, page: Page, act: Act, plan: Plan, **columns: Any
) -> Post:
    """Makes the post that a plan was for, whose counts will be asked for; the plan is done."""
    values = {
        "page_id": page.id,
        "kind": plan.kind,
        "topic": plan.topic,
        "caption": plan.text,
        "campaign": plan.campaign,
        "link": plan.link,
        **columns,
    }
    post = posts.add(connection, values, None, by=asker.id, at=asker.now)
    asks.plan(connection, asker, page, post)
    act.facts["post"] = post.id
    end(asker, act, plan, post_id=post.id)
    return post


def end(asker: Asker, act: Act, plan: Plan, **columns: Any) -> None:
    """A plan is done: nothing more is due of it."""
    ended = {"snoozed_until": None, "sending_at": None, "failure": None, "rung_at": asker.now}
    act.change(plan.id, state=PlanState.DONE, **ended, **columns)


def plan_pressed(
    connection: Connection, asker: Asker, pressed: PlanDo, *, old: bool = False
) -> tuple[Plan, Page, Asker]:
    """The plan of a button, for who may change it. Refused("plan-moved-on") where it changed since."""
    plan = plans.get(connection, pressed.plan, member=asker.id)
    page = pages.for_change(connection, plan.page_id, member=asker.id)
    if plan.version != pressed.version and not old:
        raise Refused("plan-moved-on")
    return plan, page, asker.with_page(page)
