"""Ideas that wait for a day, each to be given one or dropped."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.domain.identity import PageId
from bot.domain.pages import Page
from bot.domain.plans import Plan
from bot.language.digits import localise
from bot.language.texts import Texts
from bot.rendering.calendar_buttons import CalendarShow
from bot.rendering.message import Button, Message, Rows, button
from bot.rendering.plans_buttons import PlanDo
from bot.rendering.plans_words import what_said

_MOST_IDEAS = 20


def ideas_view(
    ideas: Sequence[Plan], pages: Mapping[PageId, Page], page: PageId | None, texts: Texts, now: datetime
) -> Message:
    """The newest ideas of a page, or of all `pages`; only who may change a page can do something there."""
    shown = ideas[:_MOST_IDEAS]
    parts = [texts("ideas-list", count=len(ideas)) if ideas else texts("ideas-none")]
    if shown:
        several = page is None and len(pages) > 1
        lines = [_line(n, plan, pages if several else {}, texts) for n, plan in enumerate(shown, 1)]
        parts.append(Markup("\n").join(lines))
    if len(ideas) > len(shown):
        parts.append(texts("ideas-more"))
    rows: Rows = tuple(
        _choices(n, plan, texts) for n, plan in enumerate(shown, 1) if pages[plan.page_id].role.changes
    )
    day = now.astimezone(texts.zone).date().toordinal()
    back = button(texts.plain("calendar-go-weeks"), CalendarShow("weeks", day, page, None))
    return Message(Markup("\n\n").join(parts), buttons=(*rows, (back,)))


def _line(number: int, plan: Plan, pages: Mapping[PageId, Page], texts: Texts) -> Markup:
    said = texts("ideas-one", number=number, what=what_said(plan, texts))
    if plan.page_id not in pages:
        return said
    return Markup(" ").join([said, texts("calendar-on-page", page=pages[plan.page_id].name)])


def _choices(number: int, plan: Plan, texts: Texts) -> tuple[Button, ...]:
    shown = Markup(localise(str(number), texts.digits))  # noqa: S704 - digits
    return (
        button(texts.plain("ideas-give-day", number=shown), PlanDo(plan.id, plan.version, "edit.when")),
        button(texts.plain("calendar-drop", number=shown), PlanDo(plan.id, plan.version, "delete")),
    )
