"""A plan out of the calendar: what can be done with it, and the days to which it can go."""

from datetime import date
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.calendar import Month, day_of, month_beside
from bot.domain.errors import Refused
from bot.domain.plans import Plan, PlanState
from bot.language.texts import Texts
from bot.rendering.calendar_buttons import CalendarPlan, CalendarPut
from bot.rendering.calendar_words import (
    BLANK,
    BUSY,
    Agenda,
    beside,
    day_number,
    grid,
    month_title,
    weekday_row,
)
from bot.rendering.message import Button, Message, Rows, button
from bot.rendering.plans import Shown, do, lines

DOS = ("move", "copy")


def plan_menu(shown: Shown, agenda: Agenda, day: date, texts: Texts) -> Message:
    """A plan with all that can be done with it by a tap."""
    plan = shown.plan
    rows: Rows = ()
    if shown.page.role.changes:
        marks: tuple[Button, ...] = ()
        if plan.state is PlanState.PLANNED:
            marks = (do(plan, texts, "done"), do(plan, texts, "skip"))
        elif plan.state in (PlanState.SKIPPED, PlanState.MISSED):
            marks = (do(plan, texts, "again"),)
        goes = tuple(
            _to(plan, what, day, texts) for what in DOS if what == "copy" or plan.state is not PlanState.DONE
        )
        rows = (*((marks,) if marks else ()), goes, (do(plan, texts, "edit"), do(plan, texts, "delete")))
    back = (button(texts.plain("calendar-back-day"), agenda.show("day", day)),)
    return Message(lines(shown, texts, agenda.now), buttons=(*rows, back))


def _to(plan: Plan, what: str, day: date, texts: Texts) -> Button:
    payload = CalendarPlan(plan.id, plan.version, what, day.toordinal())
    return button(texts.plain(f"calendar-{what}"), payload)


def day_picker(shown: Shown, what: str, month: Month, agenda: Agenda, texts: Texts) -> Message:
    """A month of days from today on, to one of which a plan goes."""
    if what not in DOS:
        raise Refused("button-unknown")
    plan, here = shown.plan, CalendarPlan(shown.plan.id, shown.plan.version, what, month.first.toordinal())

    def cell(day: date) -> Button:
        if day < agenda.today:
            return button(BLANK, here)
        number = day_number(day, texts) + (BUSY if agenda.plans.get(day) else "")
        return button(number, CalendarPut(plan.id, plan.version, what, day.toordinal()))

    def to(ahead: int) -> CalendarPlan:
        first = month_beside(month, ahead).first
        return CalendarPlan(plan.id, plan.version, what, first.toordinal())

    on = day_of(plan, ZoneInfo(shown.page.zone)) or agenda.today
    ways = beside(
        texts,
        button(texts.plain("calendar-earlier"), to(-1)),
        button(texts.plain("calendar-back"), CalendarPlan(plan.id, plan.version, "show", on.toordinal())),
        button(texts.plain("calendar-later"), to(1)),
    )
    cells = grid(month.all, month.before(agenda.week_start), texts, cell, here)
    parts = [
        lines(shown, texts, agenda.now),
        texts(f"calendar-{what}-where", month=month_title(month, texts)),
    ]
    return Message(
        Markup("\n\n").join(parts), buttons=(*weekday_row(agenda.week_start, texts, here), *cells, ways)
    )
