"""Reminders: of one plan, with its buttons, or of several that waited together."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.domain.alarms import Lateness, lateness
from bot.domain.identity import ChangeId
from bot.domain.plans import Plan, PlanState
from bot.domain.publishing import lacks_media
from bot.language.texts import Texts
from bot.rendering.buttons import Undo
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.plans import Shown, caption_lines, copy_button, do
from bot.rendering.plans_buttons import PlanDo
from bot.rendering.plans_words import long_said, what_said, when_said

_MOST_LISTED = 20


def reminder(shown: Shown, texts: Texts, now: datetime, due_at: datetime) -> Message:
    """What is to be posted, when, and what can be done; how late it comes, where it does."""
    return Message(
        Markup("\n\n").join([_said(shown, texts, now, due_at), *_caption(shown.plan, texts)]),
        buttons=_ways(shown.plan, texts),
    )


def media_of(plan: Plan) -> list[Message]:
    """What was sent for a plan, where it is to be posted by hand."""
    return [Message("", media=plan.media)] if plan.media and plan.publish_to is None else []


def in_group(shown: Shown, doer: str | None, texts: Texts, now: datetime, due_at: datetime) -> Message:
    """The same for a group, with who does it; there no button works but the one that copies."""
    shown = replace(shown, doer=shown.doer or doer)
    rows = (tuple(copy_button(shown.plan, texts)),) if copy_button(shown.plan, texts) else ()
    parts = [_said(shown, texts, now, due_at), *_caption(shown.plan, texts)]
    return Message(Markup("\n\n").join(parts), buttons=rows)


def gathered(entries: Sequence[tuple[Shown, int]], texts: Texts, now: datetime) -> Message:
    """Several reminders in one message: each plan with a button that shows it.

    The number beside a plan says how many earlier ones of its series it stands for.
    """
    over = any(each.plan.at is not None and each.plan.at < now for each, _ in entries)
    key = "reminders-late" if over else "reminders-held"
    lines = [_line(number, each, more, texts, now) for number, (each, more) in enumerate(entries, 1)]
    buttons = [
        button(texts.plain("reminder-open", number=number), PlanDo(each.plan.id, each.plan.version, "show"))
        for number, (each, _) in enumerate(entries[:_MOST_LISTED], 1)
    ]
    head = texts(key, count=len(entries))
    return Message(Markup("\n\n").join([head, Markup("\n").join(lines[:_MOST_LISTED])]), in_rows(buttons, 4))


def done_card(plan: Plan, texts: Texts, change: ChangeId) -> Message:
    """That it was done, and became a post."""
    said = texts("plan-done", what=what_said(plan, texts))
    return Message(said, buttons=((button(texts.plain("undo"), Undo(change)),),))


def ticked_card(plan: Plan, texts: Texts, change: ChangeId) -> Message:
    """That something was done which need not be a post; it can still be recorded as one."""
    ways = (do(plan, texts, "posted"), button(texts.plain("undo"), Undo(change)))
    return Message(texts("plan-ticked", what=what_said(plan, texts)), buttons=(ways,))


def _line(number: int, shown: Shown, more: int, texts: Texts, now: datetime) -> Markup:
    plan = shown.plan
    what = texts(
        "reminder-line",
        number=number,
        what=what_said(plan, texts),
        when=when_said(plan, texts, now),
        page=shown.page.name,
    )
    notes = []
    if plan.state is PlanState.MISSED:
        notes.append(texts("plan-state-missed"))
    if more:
        notes.append(texts("reminder-more", count=more))
    return texts.joined([what, *notes])


def _said(shown: Shown, texts: Texts, now: datetime, due_at: datetime) -> Markup:
    plan = shown.plan
    found = [
        texts("reminder-title", what=what_said(plan, texts)),
        texts("reminder-when", when=when_said(plan, texts, now), page=shown.page.name),
    ]
    if shown.doer is not None:
        found.append(texts("plan-doer", name=shown.doer))
    if shown.channel is not None:
        found.append(texts("reminder-publishes", channel=shown.channel))
    if lacks_media(plan):
        found.append(texts("plan-media-missing"))
    if lateness(due_at, now) is not Lateness.ON_TIME:
        minutes = int((now - due_at).total_seconds()) // 60
        found.append(texts("reminder-late", long=long_said(minutes, texts)))
    return Markup("\n").join(found)


def _caption(plan: Plan, texts: Texts) -> list[Markup]:
    if plan.text:
        return caption_lines(plan, texts)
    # What is of no kind may be no post at all («جواب دایرکت‌ها را بده»), and misses no caption.
    return [texts("reminder-no-caption")] if plan.kind else []


def _ways(plan: Plan, texts: Texts) -> Rows:
    copies: list[Button] = copy_button(plan, texts)
    rows: list[tuple[Button, ...]] = [tuple(copies)] if copies else []
    rows.append((do(plan, texts, "done"), do(plan, texts, "hour")))
    rows.append((do(plan, texts, "tomorrow"), do(plan, texts, "edit.when", "plan-do-move")))
    rows.append((do(plan, texts, "skip"), do(plan, texts, "edit")))
    return tuple(rows)
