"""The plans of a day, told in its morning."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from bot.domain.calendar import Note
from bot.domain.plans import PlanState
from bot.language.texts import Texts
from bot.rendering.bundles import BundleDo
from bot.rendering.calendar_buttons import CalendarPlan
from bot.rendering.calendar_words import Agenda, day_heading, plan_label, plan_line
from bot.rendering.message import Message, button

_MOST_LINES, _MOST_BUTTONS = 20, 8


def morning_view(agenda: Agenda, notes: Mapping[date, Sequence[Note]], texts: Texts) -> Message | None:
    """What is still to be done today, and what the day is; None where there is nothing to tell."""
    today = agenda.today
    shown = replace(agenda, notes=notes)
    plans = [plan for plan in agenda.plans.get(today, ()) if plan.state is PlanState.PLANNED]
    if not plans and not notes.get(today):
        return None
    lines = [plan_line(plan, shown, texts) for plan in plans[:_MOST_LINES]] or [texts("calendar-day-empty")]
    parts = [texts("morning-title"), day_heading(today, shown, texts), Markup("\n").join(lines)]
    rows = [
        (button(plan_label(plan, texts), CalendarPlan(plan.id, plan.version, "show", today.toordinal())),)
        for plan in plans[:_MOST_BUTTONS]
    ]
    weeks = button(texts.plain("calendar-go-weeks"), agenda.show("weeks", today))
    later = button(texts.plain("bundles-settings"), BundleDo("show", None))
    return Message(Markup("\n\n").join(parts), buttons=(*rows, (weeks, later)))
