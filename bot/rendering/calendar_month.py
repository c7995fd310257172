"""The calendar as a month: a picture, and a grid of buttons below it."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.domain.calendar import Month, days_of_rest, month_beside
from bot.domain.calendars import parts_of
from bot.domain.plans import Plan
from bot.domain.posts import Kind
from bot.language.digits import localise
from bot.language.texts import Texts
from bot.rendering.calendar import day_button
from bot.rendering.calendar_words import Agenda, beside, clock_of, day_number, grid, month_title, weekday_row
from bot.rendering.drawings import Day, Mark, MonthPicture
from bot.rendering.drawn import look
from bot.rendering.message import Message, button
from bot.rendering.pages import clock_row

_MOST_NOTES = 8


def month_view(agenda: Agenda, month: Month, texts: Texts) -> Message:
    """The month with its plans and occasions; each day a button."""
    here = agenda.show("month", month.first)
    before = month.before(agenda.week_start)
    cells = grid(month.all, before, texts, lambda day: day_button(day, agenda, texts), here)
    earlier, later = month_beside(month, -1), month_beside(month, 1)
    ways = beside(
        texts,
        button(texts.plain("calendar-earlier"), agenda.show("month", earlier.first)),
        button(texts.plain("calendar-today"), agenda.show("month", agenda.today)),
        button(texts.plain("calendar-later"), agenda.show("month", later.first)),
    )
    back = (button(texts.plain("calendar-go-weeks"), agenda.show("weeks", _anchor(agenda, month))),)
    clock = clock_row(agenda.pages.values(), texts)
    rows = (*weekday_row(agenda.week_start, texts, here), *cells, ways, back, *clock)
    return Message(_caption(agenda, month, texts), buttons=rows, picture=month_picture(agenda, month, texts))


def _anchor(agenda: Agenda, month: Month) -> date:
    return agenda.today if agenda.today in month.all else month.first


def _caption(agenda: Agenda, month: Month, texts: Texts) -> Markup:
    count = sum(len(agenda.plans.get(day, ())) for day in month.all)
    said = texts("calendar-month-said", month=month_title(month, texts), page=agenda.scope.title, count=count)
    notes = [
        texts("calendar-month-note", day=texts.day(day), name=note.name)
        for day in month.all
        for note in agenda.notes.get(day, ())
    ]
    return Markup("\n").join([said, *notes[:_MOST_NOTES]])


def month_picture(agenda: Agenda, month: Month, texts: Texts) -> MonthPicture:
    """The month as it is drawn: what is on each day by its hour, kinds told apart."""
    shown = [plan for day in month.all for plan in agenda.plans.get(day, ())]
    kinds = _kinds(shown)
    zone = _zone(agenda)
    rest = days_of_rest(zone)
    names = [texts.plain(f"kind-{kind}") if kind else texts.plain("plan-something") for kind in kinds]
    return MonthPicture(
        **look(texts),
        title=month_title(month, texts),
        subtitle=agenda.scope.title,
        heads=tuple(texts.plain(f"weekday-{(agenda.week_start + n) % 7}") for n in range(7)),
        before=month.before(agenda.week_start),
        days=tuple(_day(day, agenda, texts, kinds, off=day.weekday() in rest) for day in month.all),
        kinds=tuple(names),
    )


def _zone(agenda: Agenda) -> str:
    shown = agenda.pages.get(agenda.scope.page) if agenda.scope.page is not None else None
    return (shown or next(iter(agenda.pages.values()))).zone


def _kinds(plans: Sequence[Plan]) -> list[Kind | None]:
    there = {plan.kind for plan in plans}
    return [*(kind for kind in Kind if kind in there), *([None] if None in there else [])]


def _day(day: date, agenda: Agenda, texts: Texts, kinds: list[Kind | None], *, off: bool) -> Day:
    notes = agenda.notes.get(day, ())
    return Day(
        number=day_number(day, texts),
        marks=tuple(_mark(plan, texts, kinds) for plan in agenda.plans.get(day, ())),
        occasion=notes[0].name if notes else "",
        aside=_aside(day, texts),
        today=day == agenda.today,
        off=off or any(note.off for note in notes),
    )


def _mark(plan: Plan, texts: Texts, kinds: list[Kind | None]) -> Mark:
    clock = clock_of(plan, texts)
    label = clock.unescape() if clock is not None else texts.plain("calendar-any-hour")
    return Mark(label, kinds.index(plan.kind), faint=not plan.state.open)


def _aside(day: date, texts: Texts) -> str:
    """The day's number in the world's calendar, for who counts in another."""
    if texts.calendar == "gregorian":
        return ""
    return localise(str(parts_of("gregorian", day)[2]), texts.digits)
