"""`/goals`: figures to reach by a day, told or measured, celebrated once and asked about once."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.drafts import Draft
from bot.domain.errors import Refused
from bot.domain.goals import to_ask, to_celebrate
from bot.domain.identity import GoalId
from bot.domain.pages import Page
from bot.rendering import goals as view
from bot.rendering.goals import GoalDo, GoalsOf
from bot.rendering.message import Answer, Message
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import begin
from handlers.goals_forms import GoalFigureForm, GoalForm
from handlers.goals_seen import KIND, card, for_change, progress_now, progress_of, watch
from handlers.house import House
from handlers.pages import on_page
from storage import alarms, bundles, changes, goals, pages
from storage.alarms import Alarm
from storage.changes import Change


@on_page
async def goals_of_page(context: Context, text: str) -> None:
    """`/goals`: where they stand; with a line behind it, a new one."""
    asker = context.asker
    form, page = GoalForm(), asker.working_page
    if not text:
        await context.keep(lambda c: Answer((_listed(c, asker, page),)))
        return
    draft = Draft().merged(form.read(None, text, asker.moment), text)

    def keep(connection: Connection) -> Answer:
        pages.for_change(connection, page.id, member=asker.id)
        return begin(connection, asker, form, draft)

    await context.keep(keep)


def _listed(connection: Connection, asker: Asker, page: Page) -> Message:
    return view.goals_card(page, progress_of(connection, page, asker.now), asker.texts, asker.now)


async def pressed_list(context: Context, press: GoalsOf) -> None:
    """The list, or a new goal."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        page = pages.get(connection, press.page, member=asker.id)
        there = asker.with_page(page)
        if press.do == "show":
            return Answer((_listed(connection, there, page),)).editing()
        if press.do == "new":
            page.for_change()
            return begin(connection, there, GoalForm(), Draft())
        raise Refused("button-unknown")

    await context.keep(keep)


async def pressed(context: Context, press: GoalDo) -> None:
    """One goal: shown, told of, changed, kept as it is, or followed no more."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        page, goal = for_change(connection, asker, press.goal)
        there = asker.with_page(page)
        if press.do in ("show", "keep"):
            return Answer((card(connection, there, page, goal),)).editing()
        if press.do == "close":
            before = goals.change(connection, goal.id, closed_at=asker.now)
            facts = {"goal": goal.id, "before": before, "rows": []}
            change = changes.note(connection, asker.id, page.id, "goal", facts, asker.now)
            return Answer((view.closed_card(goal, change, there.texts),)).editing()
        if press.do in ("day", "target") or (press.do == "tell" and goal.kind.told):
            asking = press.do if press.do == "day" else f"{press.do}-{goal.kind}"
            return begin(connection, there, GoalFigureForm(), Draft(asking=asking, subject=goal.id))
        raise Refused("button-unknown")

    await context.keep(keep)


async def ring(house: House, alarm: Alarm) -> None:
    """A daily look at one goal: where it is reached or out of reach, the next bundle says so."""
    await house.store.write(partial(_look, house.now(), alarm))


def _look(now: datetime, alarm: Alarm, connection: Connection) -> None:
    alarms.finish(connection, alarm.id, now)
    try:
        goal = goals.get(connection, GoalId(alarm.subject_id or 0))
    except Refused:
        return
    if alarm.person_id is None:
        return
    page = pages.find(connection, goal.page_id, member=alarm.person_id)
    if page is None or goal.reached_at is not None:
        return
    found = progress_now(connection, goal, now, ZoneInfo(page.zone))
    if to_celebrate(found) or to_ask(found):
        evening = bundles.following(connection, alarm.person_id, now, alarm.due_at)
        bundles.want(connection, alarm.person_id, page.id, evening)
    watch(connection, goal, now, by=alarm.person_id)


def part(house: House, connection: Connection, asker: Asker, page: Page, now: datetime) -> Message | None:
    """What a bundle says of a page's goals: one that was reached, else one to ask about."""
    del house
    if not page.role.changes:
        return None
    found = progress_of(connection, page, now)
    if reached := next((one for one in found if to_celebrate(one)), None):
        goals.change(connection, reached.goal.id, reached_at=now)
        return view.celebration(page, reached, asker.texts)
    if lost := next((one for one in found if to_ask(one)), None):
        goals.change(connection, lost.goal.id, asked_at=now)
        return view.question(page, lost, asker.texts, now)
    return None


def _gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    """The list of goals shows the same."""
    del house, connection, alarm


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    for row in change.facts["rows"]:
        goals.untell(connection, row, asker.now)
    before = {
        name: datetime.fromisoformat(value) if name.endswith("_at") and value else value
        for name, value in change.facts["before"].items()
    }
    if before:
        goals.change(connection, GoalId(change.facts["goal"]), **before)


def register(desk: Desk) -> None:
    """Goals."""
    desk.command("goals", goals_of_page)
    desk.form(GoalForm())
    desk.form(GoalFigureForm())
    desk.press(GoalsOf, pressed_list)
    desk.press(GoalDo, pressed)
    desk.rings_for(KIND, ring, _gave_up)
    desk.bundle_part("goals", part)
    desk.takes_back("goal", _take_back)
