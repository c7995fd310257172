"""The calendar as a text: two weeks, one day, and by what it can be narrowed."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.domain.calendar import two_weeks
from bot.domain.identity import PersonId
from bot.domain.occasions import speaks_of_mourning
from bot.domain.pages import Page
from bot.domain.plans import Plan, PlanState
from bot.language.texts import Texts
from bot.rendering.calendar_buttons import (
    CalendarAdd,
    CalendarFile,
    CalendarFill,
    CalendarIdeas,
    CalendarPlan,
    CalendarShow,
)
from bot.rendering.calendar_words import (
    BUSY,
    Agenda,
    beside,
    day_heading,
    day_number,
    grid,
    heading,
    plan_label,
    plan_line,
    weekday_row,
)
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.pages import clock_row

_MOST_LINES = 36
"""So many plans one message names; the others are counted."""
_MOST_BUTTONS = 20
_WEEKS = ("calendar-this-week", "calendar-next-week")


def weeks_view(agenda: Agenda, day: date, texts: Texts, *, may_change: bool) -> Message:
    """The week of a day and the next: what is on, and each day as a button."""
    days = two_weeks(day, agenda.week_start)
    blocks: list[Markup] = [heading(agenda, texts)]
    left = _MOST_LINES
    near = agenda.today in days[:7]
    for number, key in enumerate(_WEEKS):
        week = days[number * 7 : number * 7 + 7]
        title = texts(key) if near else texts("calendar-week-of", day=texts.full_date(week[0]))
        lines, left = _week(week, agenda, texts, left)
        blocks.append(Markup("\n").join([title, *lines]))
    if left < 0:
        blocks.append(texts("calendar-more", count=-left))
    here = agenda.show("weeks", day)
    cells = grid(days, 0, texts, lambda each: day_button(each, agenda, texts), here)
    rows = (
        *weekday_row(agenda.week_start, texts, here),
        *cells,
        *_ways(agenda, day, texts, may_change=may_change),
        *clock_row(agenda.pages.values(), texts),
    )
    return Message(Markup("\n\n").join(blocks), buttons=rows)


def _week(week: Sequence[date], agenda: Agenda, texts: Texts, left: int) -> tuple[list[Markup], int]:
    lines: list[Markup] = []
    for day in week:
        plans = agenda.plans.get(day, ())
        if not plans and not agenda.notes.get(day):
            continue
        if left > 0:
            lines.append(day_heading(day, agenda, texts))
            lines += [plan_line(plan, agenda, texts) for plan in plans[:left]]
        left -= len(plans)
    if not any(agenda.plans.get(day) for day in week):
        lines.append(texts("calendar-empty"))
    return lines, left


def day_button(day: date, agenda: Agenda, texts: Texts) -> Button:
    """A day of a grid: its number, whether it is today, and whether something is on or was done."""
    plans = agenda.plans.get(day, ())
    number = day_number(day, texts)
    if any(plan.state.open for plan in plans):
        number += BUSY
    elif any(plan.state is PlanState.DONE for plan in plans):
        number += "✓"
    label = f"[{number}]" if day == agenda.today else number
    return button(label, agenda.show("day", day))


def _ways(agenda: Agenda, day: date, texts: Texts, *, may_change: bool) -> Rows:
    scope = agenda.scope
    first = [button(texts.plain("calendar-go-month"), agenda.show("month", day))]
    if may_change:
        first.append(button(texts.plain("calendar-add"), CalendarAdd(agenda.today.toordinal(), scope.page)))
    more = [button(texts.plain("calendar-go-filter"), agenda.show("filter", day))]
    if may_change and scope.page is not None:
        more.append(button(texts.plain("calendar-go-fill"), CalendarFill(scope.page)))
    more.append(button(texts.plain("calendar-go-file"), CalendarFile(scope.page)))
    if agenda.ideas:
        label = texts.plain("calendar-go-ideas", number=agenda.ideas)
        more.append(button(label, CalendarIdeas(scope.page)))
    return (_beside(agenda, day, texts), tuple(first), *in_rows(more))


def _beside(agenda: Agenda, day: date, texts: Texts) -> tuple[Button, ...]:
    earlier, later = (date.fromordinal(day.toordinal() + ahead) for ahead in (-14, 14))
    return beside(
        texts,
        button(texts.plain("calendar-earlier"), agenda.show("weeks", earlier)),
        button(texts.plain("calendar-today"), agenda.show("weeks", agenda.today)),
        button(texts.plain("calendar-later"), agenda.show("weeks", later)),
    )


def day_view(agenda: Agenda, day: date, texts: Texts, *, may_change: bool) -> Message:
    """One day: what it is, and each of its plans as a button."""
    plans = agenda.plans.get(day, ())
    lines = [plan_line(plan, agenda, texts) for plan in plans[:_MOST_LINES]] or [texts("calendar-day-empty")]
    parts = [heading(agenda, texts), day_heading(day, agenda, texts), Markup("\n").join(lines)]
    if any(note.mourning for note in agenda.notes.get(day, ())) and any(map(_seems_cheerful, plans)):
        parts.append(texts("calendar-mourning"))
    rows: Rows = tuple((_plan_button(plan, day, texts),) for plan in plans[:_MOST_BUTTONS])
    if may_change and day >= agenda.today:
        rows = (
            *rows,
            (button(texts.plain("calendar-add-day"), CalendarAdd(day.toordinal(), agenda.scope.page)),),
        )
    back = (
        button(texts.plain("calendar-go-weeks"), agenda.show("weeks", day)),
        button(texts.plain("calendar-go-month"), agenda.show("month", day)),
    )
    earlier, later = (date.fromordinal(day.toordinal() + ahead) for ahead in (-1, 1))
    days = beside(
        texts,
        button(texts.plain("calendar-day-before"), agenda.show("day", earlier)),
        button(texts.plain("calendar-today"), agenda.show("day", agenda.today)),
        button(texts.plain("calendar-day-after"), agenda.show("day", later)),
    )
    clock = clock_row(agenda.pages.values(), texts)
    return Message(Markup("\n\n").join(parts), buttons=(*rows, days, back, *clock))


def _seems_cheerful(plan: Plan) -> bool:
    return plan.state.open and not speaks_of_mourning(plan.topic, plan.text)


def _plan_button(plan: Plan, day: date, texts: Texts) -> Button:
    return button(plan_label(plan, texts), CalendarPlan(plan.id, plan.version, "show", day.toordinal()))


def filter_view(
    agenda: Agenda,
    day: date,
    pages: Sequence[Page],
    people: Sequence[tuple[PersonId, str | None]],
    texts: Texts,
) -> Message:
    """By which page and which person the calendar can be narrowed."""
    scope, number = agenda.scope, day.toordinal()
    every = [(None, texts.plain("calendar-all-pages")), *((page.id, page.name) for page in pages)]
    by_page = [
        button(_marked(name, on=page == scope.page), CalendarShow("filter", number, page, scope.who))
        for page, name in every
    ]
    everybody: list[tuple[PersonId | None, str]] = [(None, texts.plain("calendar-everybody"))]
    everybody += [(person, name or texts.plain("plan-nameless")) for person, name in people]
    by_person = [
        button(_marked(name, on=person == scope.who), CalendarShow("filter", number, scope.page, person))
        for person, name in everybody
    ]
    shown = (button(texts.plain("calendar-show"), agenda.show("weeks", day)),)
    rows = (*in_rows(by_page), *in_rows(by_person), shown)
    return Message(Markup("\n\n").join([heading(agenda, texts), texts("calendar-filter")]), buttons=rows)


def _marked(label: str, *, on: bool) -> str:
    return f"✓ {label}" if on else label
