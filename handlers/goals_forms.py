"""Forms of goals: a new one, and one figure of one that is there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from bot.domain.drafts import Choice, Draft, Field
from bot.domain.engagement import BASES, Base
from bot.domain.goals import Goal, GoalKind, checked, checked_day, clean_title, to_celebrate
from bot.domain.identity import GoalId
from bot.domain.lines import Doubt, PostLine
from bot.domain.pages import Page
from bot.language.goals import read_figure, read_goal, read_goal_day
from bot.language.lines import Moment, tells_post
from bot.rendering import goals as view
from bot.rendering.message import Answer, Message
from handlers.asker import Asker
from handlers.forms import StepAside
from handlers.goals_seen import card, for_change, progress_now, watch
from storage import changes, goals, pages

_SPANS: Final = (30, 90, 180, 365)


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
        """A whole goal in a line, or the answer to what is asked. A line about a post is none.

        Who asked for nothing but a goal, or says until when, means a goal, whatever else she names.
        """
        if asking is not None and tells_post(text, moment) and "day" not in read_goal(text, moment).values:
            raise StepAside
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
        watch(connection, goal, asker.now, by=asker.id)
        facts = {"goal": goal.id, "before": {"closed_at": asker.now.isoformat()}, "rows": []}
        change = changes.note(connection, asker.id, page.id, "goal", facts, asker.now)
        return Answer((card(connection, asker, page, goal, change),))


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
        """A figure, or a day. A line about a post is neither."""
        if tells_post(text, moment):
            raise StepAside
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
        page, goal = for_change(connection, asker, GoalId(draft.subject or 0))
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
            (card(connection, asker, page, goal, change), *_celebrated(connection, asker, page, goal))
        )


def _changed(connection: Connection, asker: Asker, goal: Goal, known: dict[str, Any]) -> dict[str, Any]:
    if "target" in known:
        present = goals.measured(connection, goal, asker.now)
        return {"target": checked(goal.kind, float(known["target"]), present.value if present else None)}
    return {"due": checked_day(_day(asker, known), asker.moment.today)}


def _celebrated(connection: Connection, asker: Asker, page: Page, goal: Goal) -> tuple[Message, ...]:
    """A goal that the told figure has just reached, at once."""
    found = progress_now(connection, goal, asker.now, asker.texts.zone)
    if not to_celebrate(found):
        return ()
    goals.change(connection, goal.id, reached_at=asker.now)
    return (view.celebration(page, found, asker.texts),)
