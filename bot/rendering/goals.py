"""Goals: how far each has come, what is needed a week, and what can be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.domain.engagement import Base
from bot.domain.goals import Goal, GoalKind, Outlook, Progress
from bot.domain.identity import ChangeId, GoalId, PageId
from bot.domain.pages import Page
from bot.language.texts import Texts
from bot.rendering.buttons import Undo
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.payloads import Payload, payload

_STEPS = 10
_DONE, _LEFT = "▰", "▱"


@payload("gl")
@dataclass(frozen=True, slots=True)
class GoalsOf(Payload):
    """Does something about a page's goals: `show`, `new`."""

    page: PageId
    do: str


@payload("gd")
@dataclass(frozen=True, slots=True)
class GoalDo(Payload):
    """Does something to one goal: `show`, `tell`, `target`, `day`, `close`, `keep`."""

    goal: GoalId
    do: str


def goals_card(page: Page, found: Sequence[Progress], texts: Texts, now: datetime) -> Message:
    """All goals of a page; for who may change them with the way to each."""
    if not found:
        said = texts("goals-none", page=page.name)
        return Message(said, buttons=_new(page, texts))
    parts = [texts("goals-title", page=page.name), *(progress_said(one, texts, now) for one in found)]
    ways = [button(_short(one.goal, texts), GoalDo(one.goal.id, "show")) for one in found]
    rows = in_rows(ways) if page.role.changes else ()
    return Message(Markup("\n\n").join(parts), buttons=(*rows, *_new(page, texts)))


def _new(page: Page, texts: Texts) -> Rows:
    return ((button(texts.plain("goal-new"), GoalsOf(page.id, "new")),),) if page.role.changes else ()


def goal_card(
    page: Page, found: Progress, texts: Texts, now: datetime, *, change: ChangeId | None = None
) -> Message:
    """One goal with what can be done to it; after a change with the way back."""
    goal = found.goal
    ways: list[Button] = []
    if page.role.changes:
        if goal.kind.told:
            ways.append(button(texts.plain("goal-tell"), GoalDo(goal.id, "tell")))
        ways += [
            button(texts.plain(f"goal-change-{what}"), GoalDo(goal.id, what)) for what in ("target", "day")
        ]
        ways.append(button(texts.plain("goal-close"), GoalDo(goal.id, "close")))
    ways.append(button(texts.plain("goal-all"), GoalsOf(page.id, "show")))
    if change is not None:
        ways.append(button(texts.plain("undo"), Undo(change)))
    return Message(progress_said(found, texts, now), buttons=in_rows(ways))


def closed_card(goal: Goal, change: ChangeId, texts: Texts) -> Message:
    """That a goal is followed no more."""
    ways = (
        button(texts.plain("undo"), Undo(change)),
        button(texts.plain("goal-all"), GoalsOf(goal.page_id, "show")),
    )
    return Message(texts("goal-closed", goal=name_of(goal, texts)), buttons=(ways,))


def celebration(page: Page, found: Progress, texts: Texts) -> Message:
    """A goal that has been reached, said once."""
    said = texts(
        "goal-celebrated",
        page=page.name,
        goal=name_of(found.goal, texts),
        value=figure(found.goal, found.now.value if found.now else found.goal.target, texts),
    )
    return Message(said, buttons=((button(texts.plain("goal-next"), GoalsOf(page.id, "new")),),))


def question(page: Page, found: Progress, texts: Texts, now: datetime) -> Message:
    """What is to become of a goal that will not be reached as it is: asked kindly, once."""
    goal = found.goal
    key = "goal-asked-over" if found.outlook is Outlook.OVER else "goal-asked"
    said = [texts(key, page=page.name, goal=name_of(goal, texts)), progress_said(found, texts, now)]
    ways = [button(texts.plain(f"goal-change-{what}"), GoalDo(goal.id, what)) for what in ("day", "target")]
    ways += [button(texts.plain(f"goal-{do}"), GoalDo(goal.id, do)) for do in ("keep", "close")]
    return Message(Markup("\n\n").join(said), buttons=in_rows(ways))


def progress_said(found: Progress, texts: Texts, now: datetime) -> Markup:
    """A goal with its figure, how much of the way is behind, and what that means."""
    goal = found.goal
    lines = [
        texts(
            "goal-line",
            goal=name_of(goal, texts),
            target=figure(goal, goal.target, texts),
            due=texts.full_date(goal.due),
        )
    ]
    if found.now is None:
        lines.append(texts(f"goal-unknown-{goal.kind}"))
        return Markup("\n").join(lines)
    steps = round(found.share * _STEPS)
    lines.append(
        texts(
            "goal-now",
            bar=_DONE * steps + _LEFT * (_STEPS - steps),
            value=figure(goal, found.now.value, texts),
            when=texts.moment(found.now.at, now=now, day_only=True),
        )
    )
    lines.append(_outlook(found, texts))
    return Markup("\n").join(line for line in lines if line)


def _outlook(found: Progress, texts: Texts) -> Markup:
    goal, left = found.goal, max(found.days_left, 0)
    if found.outlook in (Outlook.REACHED, Outlook.OVER):
        return texts(f"goal-is-{found.outlook}")
    if found.needed is None:
        return texts("goal-left", count=left) if left else texts("goal-left-today")
    needed = figure(goal, _rounded_up(found.needed), texts)
    if found.pace is None:
        return texts("goal-needs", needed=needed)
    pace = figure(goal, round(found.pace), texts)
    return texts(f"goal-is-{found.outlook}", needed=needed, pace=pace)


def _rounded_up(value: float) -> float:
    return float(-(-value // 1))


def name_of(goal: Goal, texts: Texts) -> Markup:
    """What a goal is called in a sentence."""
    if goal.kind is GoalKind.CUSTOM and goal.name:
        return Markup("\u2068{}\u2069").format(goal.name)
    if goal.kind is GoalKind.RATE:
        return texts(f"goal-rate-{goal.base or Base.FOLLOWERS}")
    return texts(f"goal-kind-{goal.kind}")


def figure(goal: Goal, value: float, texts: Texts) -> Markup:
    """A figure of a goal with its unit."""
    shown = texts.number(int(value)) if value == int(value) else texts.number(float(value), decimals=2)
    return texts(f"goal-figure-{goal.kind}", value=shown)


def _short(goal: Goal, texts: Texts) -> str:
    return name_of(goal, texts).unescape()
