"""`/goals`: figures to reach by a day, told or measured, celebrated once and asked about once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.drafts import Choice, Draft, Field
from bot.domain.engagement import BASES, Base
from bot.domain.errors import Refused
from bot.domain.goals import (
    Goal,
    GoalKind,
    Progress,
    checked,
    checked_day,
    clean_title,
    progress,
    to_ask,
    to_celebrate,
)
from bot.domain.identity import GoalId
from bot.domain.pages import Page
from bot.domain.posts import Doubt, PostLine
from bot.language.goals import read_figure, read_goal, read_goal_day
from bot.language.lines import Moment
from bot.rendering import goals as view
from bot.rendering.goals import GoalDo, GoalsOf
from bot.rendering.message import Answer, Message
from handlers.context import Asker, Context, House
from handlers.desk import Desk
from handlers.forms import begin
from handlers.pages import on_page
from storage import alarms, bundles, changes, goals, pages
from storage.alarms import Alarm
from storage.changes import Change

KIND = "goals"
_SPANS = (30, 90, 180, 365)
_LOOK_AGAIN = timedelta(days=1)


class GoalForm:
    """A new goal: what it is about, how much, and by when."""

    name = "goal"

    def next_field(self, draft: Draft) -> Field | None:
        """The kind first, since the question about the figure depends on it."""
        known = draft.known()
        if "goal" not in known:
            kinds = tuple(Choice(f"goal-kind-{kind}", {"goal": kind.value}) for kind in GoalKind)
            return Field("goal", kinds, skippable=False)
        kind = GoalKind(str(known["goal"]))
        if kind is GoalKind.CUSTOM and "title" not in known:
            return Field("title", skippable=False)
        if "target" not in known:
            return Field(f"target-{kind}", skippable=False)
        if not {"day", "span"} & known.keys():
            return _by_when()
        return None

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """A whole goal in a line, or the answer to what is asked."""
        what, _, kind = (asking or "goal").partition("-")
        if what == "title":
            return PostLine({"title": clean_title(text)})
        if what == "target":
            return read_figure(text, GoalKind(kind or GoalKind.CUSTOM), "target")
        if what == "day":
            return read_goal_day(text, moment)
        return read_goal(text, moment)

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """None but those of reading; a target that cannot be one is refused as soon as it is known."""
        known = draft.known()
        if "goal" in known and "target" in known:
            kind = GoalKind(str(known["goal"]))
            goal = _made(connection, asker, kind, draft)
            present = goals.measured(connection, goal, asker.now)
            checked(kind, goal.target, present.value if present else None)
        if "day" in known:
            checked_day(_day(asker, known), asker.moment.today)
        return ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Keeps the goal, and where it stands today."""
        page = pages.for_change(connection, asker.page_id, member=asker.id)
        goal = _made(connection, asker, GoalKind(str(draft.known()["goal"])), draft)
        present = goals.measured(connection, goal, asker.now)
        start = 0.0 if goal.kind is GoalKind.SALES else present.value if present else None
        goal = replace(goal, start=start)
        goal = replace(goal, id=goals.add(connection, goal, by=asker.id))
        alarms.add(
            connection, KIND, asker.now + _LOOK_AGAIN, person_id=asker.id, page_id=page.id, subject_id=goal.id
        )
        facts = {"goal": goal.id, "before": {"closed_at": asker.now.isoformat()}, "rows": []}
        change = changes.note(connection, asker.id, page.id, "goal", facts, asker.now)
        return Answer((_card(connection, asker, page, goal, change),))


def _made(connection: Connection, asker: Asker, kind: GoalKind, draft: Draft) -> Goal:
    """The goal that a draft amounts to so far."""
    known: dict[str, Any] = draft.known()
    return Goal(
        id=GoalId(0),
        page_id=asker.page_id,
        kind=kind,
        target=float(known["target"]),
        due=_day(asker, known),
        started_at=asker.now,
        name=known.get("title"),
        base=_base(connection, asker) if kind is GoalKind.RATE else None,
    )


def _by_when() -> Field:
    spans = tuple(Choice(f"goal-span-{days}", {"span": days}) for days in _SPANS)
    return Field("day", spans, skippable=False)


def _day(asker: Asker, known: Mapping[str, Any]) -> date:
    """The day that was typed, or so many days from today."""
    if "day" in known:
        return date.fromisoformat(known["day"])
    return asker.moment.today + timedelta(days=int(known.get("span", _SPANS[0])))


def _base(connection: Connection, asker: Asker) -> Base:
    """The first base on which the page's recent posts have a rate; followers where none has."""
    for base in BASES:
        trial = Goal(GoalId(0), asker.page_id, GoalKind.RATE, 1.0, asker.moment.today, asker.now, base=base)
        if base is not Base.PLAIN and goals.measured(connection, trial, asker.now) is not None:
            return base
    return Base.FOLLOWERS


class GoalFigureForm:
    """One figure of a goal that is there: where it stands, another target, another day."""

    name = "goal-figure"

    def next_field(self, draft: Draft) -> Field | None:
        """What was chosen, until it is answered."""
        if draft.asking is None or draft.values.keys() - {"goal"} or draft.passed:
            return None
        return _by_when() if draft.asking == "day" else Field(draft.asking, skippable=False)

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """A figure, or a day."""
        if asking == "day":
            return read_goal_day(text, moment)
        what, _, kind = (asking or "target").partition("-")
        return read_figure(text, GoalKind(kind or GoalKind.CUSTOM), what)

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """None."""
        del connection, asker, draft
        return ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Changes the goal, or keeps the figure that was told of it."""
        page, goal = _for_change(connection, asker, GoalId(draft.subject or 0))
        known: dict[str, Any] = draft.known()
        facts: dict[str, Any] = {"goal": goal.id, "before": {}, "rows": []}
        if "tell" in known:
            row = goals.tell(connection, goal.id, float(known["tell"]), by=asker.id, at=asker.now)
            facts["rows"] = [row]
        else:
            changed = _changed(connection, asker, goal, known)
            facts["before"] = goals.change(connection, goal.id, asked_at=None, reached_at=None, **changed)
        change = changes.note(connection, asker.id, page.id, "goal", facts, asker.now)
        goal = goals.get(connection, goal.id)
        return Answer(
            (_card(connection, asker, page, goal, change), *_celebrated(connection, asker, page, goal))
        )


def _changed(connection: Connection, asker: Asker, goal: Goal, known: dict[str, Any]) -> dict[str, Any]:
    if "target" in known:
        present = goals.measured(connection, goal, asker.now)
        return {"target": checked(goal.kind, float(known["target"]), present.value if present else None)}
    return {"due": checked_day(_day(asker, known), asker.moment.today)}


def _celebrated(connection: Connection, asker: Asker, page: Page, goal: Goal) -> tuple[Message, ...]:
    """A goal that the told figure has just reached, at once."""
    found = _progress(connection, goal, asker.now, asker.texts.zone)
    if not to_celebrate(found):
        return ()
    goals.change(connection, goal.id, reached_at=asker.now)
    return (view.celebration(page, found, asker.texts),)


def _progress(connection: Connection, goal: Goal, now: datetime, zone: ZoneInfo) -> Progress:
    return progress(goal, goals.measured(connection, goal, now), now, zone)


def progress_of(connection: Connection, page: Page, now: datetime) -> list[Progress]:
    """How far each goal of a page has come, for its list and for reports."""
    zone = ZoneInfo(page.zone)
    return [_progress(connection, goal, now, zone) for goal in goals.of_page(connection, page.id)]


def _card(connection: Connection, asker: Asker, page: Page, goal: Goal, change: int | None = None) -> Message:
    found = _progress(connection, goal, asker.now, asker.texts.zone)
    return view.goal_card(page, found, asker.texts, asker.now, change=change)  # type: ignore[arg-type]


def _for_change(connection: Connection, asker: Asker, goal_id: GoalId) -> tuple[Page, Goal]:
    """A goal of a page that she may change. One that she may not see is one that is not there."""
    goal = goals.get(connection, goal_id)
    if pages.find(connection, goal.page_id, member=asker.id) is None:
        raise Refused("goal-not-found")
    return pages.for_change(connection, goal.page_id, member=asker.id), goal


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
        page, goal = _for_change(connection, asker, press.goal)
        there = asker.with_page(page)
        if press.do in ("show", "keep"):
            return Answer((_card(connection, there, page, goal),)).editing()
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
    found = _progress(connection, goal, now, ZoneInfo(page.zone))
    if to_celebrate(found) or to_ask(found):
        bundles.want(connection, alarm.person_id, page.id, now)
    alarms.add(
        connection,
        KIND,
        now + _LOOK_AGAIN,
        person_id=alarm.person_id,
        page_id=goal.page_id,
        subject_id=goal.id,
    )


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
