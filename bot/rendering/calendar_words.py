"""What the views of the calendar share: whose plans are shown, a plan in one line, a grid of days."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup, escape

from bot.domain.calendar import Month, Note
from bot.domain.calendars import parts_of
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page
from bot.domain.plans import Plan, PlanState
from bot.language.digits import localise
from bot.language.texts import Texts
from bot.rendering.calendar_buttons import CalendarShow
from bot.rendering.message import Button, Rows, button
from bot.rendering.payloads import Payload
from bot.rendering.plans_words import what_said

_MARKS = {
    PlanState.IDEA: "💡",
    PlanState.PLANNED: "🔹",
    PlanState.DONE: "✅",
    PlanState.MISSED: "❗",
    PlanState.SKIPPED: "⏭",
}
_LABEL_MOST = 40
BLANK = "–"
"""On a button that stands for no day: Telegram takes no label of spaces, and a dot looks like «۰»."""
BUSY = _MARKS[PlanState.PLANNED]
"""Behind the number of a day on which something is planned: with a dot «۲» would look like «۲۰»."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose plans are shown."""

    page: PageId | None
    who: PersonId | None
    title: str
    """The page's name, or that it is all pages."""
    who_name: str | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is on some days."""

    scope: Scope
    plans: Mapping[date, Sequence[Plan]]
    notes: Mapping[date, Sequence[Note]]
    pages: Mapping[PageId, Page]
    week_start: int
    today: date
    now: datetime
    ideas: int = 0
    """So many ideas wait for a day, beside the plans."""

    def show(self, view: str, day: date) -> CalendarShow:
        """The payload of another view of the same plans."""
        return CalendarShow(view, day.toordinal(), self.scope.page, self.scope.who)


def heading(agenda: Agenda, texts: Texts) -> Markup:
    """Whose calendar it is."""
    title = texts("calendar-title", page=agenda.scope.title)
    if agenda.scope.who is None:
        return title
    name = agenda.scope.who_name or texts.plain("plan-nameless")
    return Markup("\n").join([title, texts("calendar-of", name=name)])


def plan_line(plan: Plan, agenda: Agenda, texts: Texts) -> Markup:
    """A plan in one line: how far it is, when, what, and of all pages on which."""
    parts = [escape(_MARKS[plan.state])]
    if (clock := clock_of(plan, texts)) is not None:
        parts.append(clock)
    parts.append(what_said(plan, texts))
    if agenda.scope.page is None and len(agenda.pages) > 1 and plan.page_id in agenda.pages:
        parts.append(texts("calendar-on-page", page=agenda.pages[plan.page_id].name))
    return Markup(" ").join(parts)


def plan_label(plan: Plan, texts: Texts) -> str:
    """A plan as a button's label."""
    clock = clock_of(plan, texts)
    said = what_said(plan, texts).unescape()
    short = said if len(said) <= _LABEL_MOST else said[: _LABEL_MOST - 1] + "…"
    return " ".join([_MARKS[plan.state], *([clock.unescape()] if clock else []), short])


def clock_of(plan: Plan, texts: Texts) -> Markup | None:
    """The hour of a plan by its page's clock; None where it is left open."""
    if plan.wall is None or plan.day_only:
        return None
    return Markup(localise(f"{plan.wall:%H:%M}", texts.digits))  # noqa: S704 - digits and a colon


def day_heading(day: date, agenda: Agenda, texts: Texts) -> Markup:
    """A day with what it is."""
    said = texts("date-today", day=texts.day(day)) if day == agenda.today else texts.day(day)
    names = [
        texts("calendar-note-mourning" if note.mourning else "calendar-note", name=note.name)
        for note in agenda.notes.get(day, ())
    ]
    return Markup(" ").join([Markup("<b>{}</b>").format(said), *names])


def month_title(month: Month, texts: Texts) -> str:
    """The month's name with its year."""
    name = texts.plain(f"month-{month.calendar}-{month.month}")
    return texts.plain("calendar-month", month=name, year=Markup(localise(str(month.year), texts.digits)))  # noqa: S704


def day_number(day: date, texts: Texts) -> str:
    """The day's number in the reader's calendar and digits."""
    return localise(str(parts_of(texts.calendar, day)[2]), texts.digits)


def grid(
    days: Sequence[date], before: int, texts: Texts, cell: Callable[[date], Button], empty: Payload
) -> Rows:
    """Days in rows of seven, the first at the reader's side; `before` days of the first week are empty."""
    blank = button(BLANK, empty)
    cells = [blank] * before + [cell(day) for day in days]
    cells += [blank] * (-len(cells) % 7)
    rows = [tuple(cells[start : start + 7]) for start in range(0, len(cells), 7)]
    return tuple(rows if texts.language == "en" else (row[::-1] for row in rows))


def weekday_row(week_start: int, texts: Texts, payload: Payload) -> Rows:
    """The initials of the weekdays above a grid."""
    row = tuple(button(texts.plain(f"weekday-letter-{(week_start + n) % 7}"), payload) for n in range(7))
    return (row if texts.language == "en" else row[::-1],)


def beside(texts: Texts, earlier: Button, middle: Button, later: Button) -> tuple[Button, ...]:
    """Back and forth in time, in the reader's direction."""
    return (earlier, middle, later) if texts.language == "en" else (later, middle, earlier)
