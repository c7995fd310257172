"""A plan's card, and what is told beside it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.chats import ChatKind
from bot.domain.drafts import Draft
from bot.domain.identity import ChangeId
from bot.domain.pages import Page
from bot.domain.plans import Plan, PlanState
from bot.rendering import plans as view
from bot.rendering.message import Message
from bot.rendering.plans import ON_TIME, Late, Shown
from handlers.asker import Asker
from storage import chats, people
from storage import series as kept_series


def card(
    connection: Connection,
    asker: Asker,
    plan: Plan,
    page: Page,
    *,
    change: ChangeId | None = None,
    draft: Draft | None = None,
    heading: str = "plan-kept",
    late: Late = ON_TIME,
) -> Message:
    """A plan's card as it stands, with the wished reminders that come too late."""
    if heading == "plan-kept" and plan.state is PlanState.IDEA:
        heading = "plan-idea-kept"
    arriving = draft is not None and bool(draft.values.get("album"))
    shown = replace(shown_of(connection, asker, plan, page), arriving=arriving)
    said = view.kept_card(shown, asker.texts, asker.now, change=change, draft=draft, heading=heading)
    return view.with_late(said, plan, late, asker.texts) if late.leads else said


def shown_of(connection: Connection, asker: Asker, plan: Plan, page: Page) -> Shown:
    """A plan with what is told beside it."""
    rule = doer = channel = None
    if plan.series_id is not None:
        rule = kept_series.get(connection, plan.series_id).rule
    if plan.assignee is not None and plan.assignee != asker.id:
        person = people.find(connection, plan.assignee)
        doer = person.name if person else None
    to = chats.find(connection, plan.publish_to) if plan.publish_to is not None else None
    if to is not None:
        channel = to.title
    asked = to is not None and to.approves and plan.approved_at is None
    could = bool(chats.serving(connection, page.id, ChatKind.CHANNEL))
    return Shown(plan, page, rule, doer, channel, could, asked)


def too_late(plan: Plan, leads: Sequence[int], now: datetime) -> tuple[int, ...]:
    """Which of the reminders that were wished for a plan can come no more."""
    if plan.at is None or plan.day_only:
        return ()
    return tuple(lead for lead in leads if lead and plan.at - timedelta(minutes=lead) <= now)
