"""Plans as a table for a spreadsheet. Meant for the worker: the workbook is written there."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.domain.calendar import does
from bot.domain.identity import PageId, PersonId
from bot.domain.plans import Plan
from bot.language.texts import Texts
from bot.rendering.plans_words import lead_said, what_said
from bot.rendering.workbook import Cell, bare, workbook

_COLUMNS = ("day", "date", "page", "what", "state", "text", "leads", "who")


def calendar_sheet(
    found: Sequence[Plan], pages: Mapping[PageId, str], people: Mapping[PersonId, str], texts: Texts
) -> bytes:
    """A workbook with a row for each plan; `pages` and `people` are names, times are `texts`' zone's."""
    table = _rows(found, pages, people, texts)
    return workbook([(texts.plain("calendar-sheet"), table)], right=texts.language != "en")


def _rows(
    found: Sequence[Plan], pages: Mapping[PageId, str], people: Mapping[PersonId, str], texts: Texts
) -> Iterable[Sequence[Cell]]:
    yield [texts.plain(f"calendar-column-{name}") for name in _COLUMNS]
    for plan in found:
        wall = _wall(plan, texts)
        who = does(plan)
        yield (
            bare(texts.full_date(wall.date())) if wall else None,
            (wall.date() if plan.day_only else wall) if wall else None,
            pages[plan.page_id],
            bare(what_said(plan, texts)),
            texts.plain(f"calendar-state-{plan.state}"),
            plan.text,
            bare(texts.joined([lead_said(lead, texts) for lead in plan.lead_minutes])) or None,
            people.get(who) if who else None,
        )


def _wall(plan: Plan, texts: Texts) -> datetime | None:
    """By the page's clock, as it was meant."""
    return plan.wall or (plan.at.astimezone(texts.zone).replace(tzinfo=None) if plan.at else None)
