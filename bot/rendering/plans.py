"""The card of a plan: what is planned, and the ways to change it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from markupsafe import Markup, escape

from bot.domain.drafts import Draft
from bot.domain.identity import ChangeId, PersonId
from bot.domain.pages import Page
from bot.domain.plans import Plan, PlanState
from bot.domain.publishing import Failure, lacks_media
from bot.domain.recurrence import Rule
from bot.language.texts import Texts
from bot.rendering.buttons import Undo
from bot.rendering.forms import trouble
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.pages import clock_row
from bot.rendering.plans_buttons import PlanDo
from bot.rendering.plans_words import lead_said, leads_said, rule_said, what_said, when_said

COPY_MOST = 256
"""Telegram's limit for the text of a copy button, in UTF-16 units; a longer one is shown to be copied."""
CAPTION_SHOWN = 3200
"""As much of a caption fits into a message beside what is said about it."""
_MOST_MEMBERS = 20
EDITABLE = ("when", "kind", "topic", "text", "leads", "rule", "media", "links", "assignee")
"""The fields of a plan that can be changed, as its buttons offer them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan with what is told beside it."""

    plan: Plan
    page: Page
    rule: Rule | None = None
    doer: str | None = None
    """The name of who does it, where that is somebody else."""
    channel: str | None = None
    """The title of the channel to which it publishes itself."""
    can_publish: bool = False
    """Whether there is a channel to which it could."""
    needs_approval: bool = False
    arriving: bool = False
    """Whether more of its album may be on its way: nobody knows yet how many files it has."""


@dataclass(frozen=True, slots=True)
class Late:
    """Wished reminders of a plan, in minutes before it, for which it is too late."""

    leads: tuple[int, ...] = ()
    series: bool = False
    """Whether they were wished for a whole series, whose later plans get them."""


ON_TIME: Final = Late()


def kept_card(
    shown: Shown,
    texts: Texts,
    now: datetime,
    *,
    change: ChangeId | None = None,
    draft: Draft | None = None,
    heading: str = "plan-kept",
) -> Message:
    """What was kept or changed."""
    parts = [
        texts(heading, page=shown.page.name),
        lines(shown, texts, now),
        *caption_lines(shown.plan, texts),
        *(trouble(draft, texts, kept=True) if draft else ()),
    ]
    return Message(Markup("\n\n").join(parts), buttons=_ways(shown, texts, now, change))


def with_late(card: Message, plan: Plan, late: Late, texts: Texts) -> Message:
    """The card, with the wished reminders for which it is too late, and whether another comes instead."""
    key = "plan-leads-late-near" if late.series else "plan-leads-late"
    key += "-now" if plan.lead_minutes == (0,) else ""
    past = texts(key, leads=texts.joined([lead_said(lead, texts) for lead in late.leads]))
    said = Markup(card.text)  # noqa: S704 - a view made it
    return replace(card, text=Markup("\n\n").join((said, past)))


def lines(shown: Shown, texts: Texts, now: datetime) -> Markup:
    """What, when, how it repeats, who does it, how it is reminded of, a line each."""
    plan = shown.plan
    found = [Markup("<b>{}</b>").format(what_said(plan, texts)), when_said(plan, texts, now)]
    if shown.rule is not None:
        found.append(texts("plan-repeats", rule=rule_said(shown.rule, texts, now)))
    if plan.state not in (PlanState.PLANNED, PlanState.IDEA):
        found.append(texts(f"plan-state-{plan.state}"))
    elif plan.at is not None and plan.lead_minutes:
        found.append(leads_said(plan.lead_minutes, texts))
    if shown.doer is not None:
        found.append(texts("plan-doer", name=shown.doer))
    if shown.channel is not None:
        key = "plan-publishes-asked" if shown.needs_approval else "plan-publishes"
        found.append(texts(key, channel=shown.channel))
    if lacks_media(plan) and plan.state.open and plan.failure != Failure.NO_MEDIA:
        found.append(texts("plan-media-missing"))
    if plan.media:
        album = shown.arriving
        found.append(texts("plan-media-album") if album else texts("plan-media", count=len(plan.media)))
    return Markup("\n").join(found)


def caption_lines(plan: Plan, texts: Texts) -> list[Markup]:
    """That the caption is ready, and where no copy button holds it, the caption itself."""
    if not plan.text:
        return []
    if fits_button(plan.text):
        return [texts("plan-caption-ready")]
    shown = escape(plan.text[:CAPTION_SHOWN])
    return [Markup("{}\n<pre>{}</pre>").format(texts("plan-caption-below"), shown)]


def fits_button(text: str) -> bool:
    """Whether a copy button can hold a text."""
    return len(text.encode("utf-16-le")) // 2 <= COPY_MOST


def copy_button(plan: Plan, texts: Texts) -> list[Button]:
    """The button that copies a caption, where it can."""
    if not plan.text or not fits_button(plan.text):
        return []
    return [Button(texts.plain("plan-copy"), copy=plan.text)]


def do(plan: Plan, texts: Texts, what: str, key: str | None = None) -> Button:
    """A button that does something to a plan as it is shown here."""
    return button(texts.plain(key or f"plan-do-{what}"), PlanDo(plan.id, plan.version, what))


def _ways(shown: Shown, texts: Texts, now: datetime, change: ChangeId | None) -> Rows:
    plan = shown.plan
    rows: list[tuple[Button, ...]] = []
    if not shown.page.role.changes:
        return (tuple(copy_button(plan, texts)),) if plan.text and fits_button(plan.text) else ()
    extra = [*copy_button(plan, texts)]
    if not plan.text and plan.state.open:
        extra.append(do(plan, texts, "edit.text", "plan-add-caption"))
    if shown.can_publish and plan.publish_to is None and plan.state.open:
        extra.append(do(plan, texts, "publish"))
    if plan.publish_to is not None and plan.state.open:
        extra += _to_publish(plan, texts, now)
    rows += in_rows(extra)
    if plan.at is not None and plan.state.open and not plan.day_only:
        rows += clock_row([shown.page], texts)
    last = [do(plan, texts, "edit")]
    if change is not None:
        last.append(button(texts.plain("undo"), Undo(change)))
    return (*rows, tuple(last))


def _to_publish(plan: Plan, texts: Texts, now: datetime) -> list[Button]:
    """What can be done with a plan that publishes itself: at once, where it stayed behind and was mended."""
    found = [do(plan, texts, "preview")]
    if lacks_media(plan):
        found.append(do(plan, texts, "edit.media", "plan-add-media"))
    elif plan.state is PlanState.PLANNED and plan.sending_at is None and plan.at and plan.at <= now:
        found.append(do(plan, texts, "retry", "plan-publish-now"))
    return found


def edit_menu(shown: Shown, texts: Texts, now: datetime) -> Message:
    """Which field is to be changed, and what else can be done."""
    plan = shown.plan
    fields = [do(plan, texts, f"edit.{name}", f"plan-field-{name}") for name in EDITABLE]
    acts = [do(plan, texts, "back"), do(plan, texts, "delete")]
    if plan.state is PlanState.PLANNED:
        acts[1:1] = [do(plan, texts, "done"), do(plan, texts, "skip")]
    elif plan.state in (PlanState.SKIPPED, PlanState.MISSED):
        acts[1:1] = [do(plan, texts, "again")]
    if plan.publish_to is not None:
        acts.append(do(plan, texts, "keep"))
    said = Markup("\n\n").join([texts("plan-edit-which"), lines(shown, texts, now)])
    return Message(said, buttons=(*in_rows(fields, 3), *in_rows(acts, 2)))


def who_menu(plan: Plan, members: Sequence[tuple[PersonId, str | None]], texts: Texts) -> Message:
    """Who is to do it: the members who may change the page."""
    buttons = [
        button(name or texts.plain("plan-nameless"), PlanDo(plan.id, plan.version, f"who.{person}"))
        for person, name in members[:_MOST_MEMBERS]
    ]
    return Message(
        texts("plan-who", what=what_said(plan, texts)), in_rows([*buttons, do(plan, texts, "back")])
    )


def delete_scope(plan: Plan, texts: Texts) -> Message:
    """Whether all that follow in the series go too."""
    ways = (do(plan, texts, "delete.this"), do(plan, texts, "delete.later"))
    said = texts("plan-delete-which", what=what_said(plan, texts))
    return Message(said, buttons=(ways, (do(plan, texts, "back"),)))


def gone_card(shown: Shown, texts: Texts, now: datetime, change: ChangeId, key: str) -> Message:
    """That a plan was deleted or skipped."""
    said = texts(key, what=what_said(shown.plan, texts), when=when_said(shown.plan, texts, now))
    return Message(said, buttons=((button(texts.plain("undo"), Undo(change)),),))
