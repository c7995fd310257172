"""A goal as it stands now: how far it has come, its card, and who may change it."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.errors import Refused
from bot.domain.goals import Goal, Progress, progress
from bot.domain.identity import GoalId, PersonId
from bot.domain.pages import Page
from bot.domain.recurrence import instant_of
from bot.rendering import goals as view
from bot.rendering.message import Message
from handlers.asker import Asker
from storage import alarms, goals, pages

KIND: Final = "goals"
"""Of the alarms by which goals are looked at."""
_LOOKS_AT: Final = time(9)
_SPREAD: Final = 360
"""Minutes over which goals of one zone are looked at, by their ids."""


def progress_now(connection: Connection, goal: Goal, now: datetime, zone: ZoneInfo) -> Progress:
    """How far a goal has come by what was told and measured of it."""
    return progress(goal, goals.measured(connection, goal, now), now, zone)


def progress_of(connection: Connection, page: Page, now: datetime) -> list[Progress]:
    """How far each goal of a page has come, for its list and for reports."""
    zone = ZoneInfo(page.zone)
    return [progress_now(connection, goal, now, zone) for goal in goals.of_page(connection, page.id)]


def card(connection: Connection, asker: Asker, page: Page, goal: Goal, change: int | None = None) -> Message:
    """A goal's card; with a change, the way to take that back."""
    found = progress_now(connection, goal, asker.now, asker.texts.zone)
    return view.goal_card(page, found, asker.texts, asker.now, change=change)  # type: ignore[arg-type]


def for_change(connection: Connection, asker: Asker, goal_id: GoalId) -> tuple[Page, Goal]:
    """A goal of a page that she may change. One that she may not see is one that is not there."""
    goal = goals.get(connection, goal_id)
    if pages.find(connection, goal.page_id, member=asker.id) is None:
        raise Refused("goal-not-found")
    return pages.for_change(connection, goal.page_id, member=asker.id), goal


def watch(connection: Connection, goal: Goal, now: datetime, *, by: PersonId) -> None:
    """Has a goal looked at again tomorrow, for whoever set it: at the same time of its page's clock daily."""
    zone = pages.zone_of(connection, goal.page_id)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    at = instant_of(datetime.combine(tomorrow, _LOOKS_AT) + timedelta(minutes=goal.id % _SPREAD), zone)
    alarms.add(connection, KIND, at, person_id=by, page_id=goal.page_id, subject_id=goal.id)
