"""Proposals for two weeks, each to be taken or left."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.domain.identity import ChangeId
from bot.domain.pages import Page
from bot.domain.plans import Plan
from bot.language.digits import localise
from bot.language.texts import Texts
from bot.rendering.buttons import Undo
from bot.rendering.calendar_buttons import CalendarIdea, CalendarShow
from bot.rendering.message import Button, Message, Rows, button
from bot.rendering.plans_words import what_said, when_said


def proposals_view(
    ideas: Sequence[Plan],
    page: Page,
    texts: Texts,
    now: datetime,
    *,
    why: str | None = None,
    last: tuple[Plan, bool, ChangeId] | None = None,
) -> Message:
    """What is proposed; `why` says where the hours come from, `last` what was just taken or dropped."""
    parts: list[Markup] = []
    if last is not None:
        plan, taken, _ = last
        key = "calendar-idea-taken" if taken else "calendar-idea-dropped"
        parts.append(texts(key, what=what_said(plan, texts), when=when_said(plan, texts, now)))
    if ideas:
        parts.append(texts("calendar-ideas", count=len(ideas), page=page.name))
        parts.append(Markup("\n").join(_line(n, plan, texts, now) for n, plan in enumerate(ideas, 1)))
    else:
        parts.append(texts("calendar-ideas-none"))
    if why is not None and ideas:
        parts.append(texts(f"calendar-why-{why}"))
    rows: Rows = tuple(_choices(n, plan, texts) for n, plan in enumerate(ideas, 1))
    day = now.astimezone(texts.zone).date().toordinal()
    ways = [button(texts.plain("calendar-go-weeks"), CalendarShow("weeks", day, page.id, None))]
    if last is not None:
        ways.append(button(texts.plain("undo"), Undo(last[2])))
    return Message(Markup("\n\n").join(parts), buttons=(*rows, tuple(ways)))


def _line(number: int, plan: Plan, texts: Texts, now: datetime) -> Markup:
    return texts(
        "calendar-idea", number=number, when=when_said(plan, texts, now), what=what_said(plan, texts)
    )


def _choices(number: int, plan: Plan, texts: Texts) -> tuple[Button, ...]:
    shown = Markup(localise(str(number), texts.digits))  # noqa: S704 - digits
    return (
        button(texts.plain("calendar-take", number=shown), CalendarIdea(plan.id, plan.version, take=True)),
        button(texts.plain("calendar-drop", number=shown), CalendarIdea(plan.id, plan.version, take=False)),
    )
