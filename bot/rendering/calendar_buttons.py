"""What the buttons of the calendar carry. Days are their ordinals, as `date.toordinal` counts."""

from dataclasses import dataclass

from bot.domain.identity import PageId, PersonId, PlanId
from bot.rendering.payloads import Payload, payload


@payload("cv")
@dataclass(frozen=True, slots=True)
class CalendarShow(Payload):
    """Shows `weeks`, `month`, `day` or the `filter` around a day: of a page or all, of a person or all."""

    view: str
    day: int
    page: PageId | None
    who: PersonId | None


@payload("ca")
@dataclass(frozen=True, slots=True)
class CalendarAdd(Payload):
    """Plans something on a day; with no page, on the one that she works on."""

    day: int
    page: PageId | None


@payload("cd")
@dataclass(frozen=True, slots=True)
class CalendarPlan(Payload):
    """One version of a plan: `show`, or the days to which it can go (`move`, `copy`), in a day's month."""

    plan: PlanId
    version: int
    do: str
    day: int | None


@payload("ct")
@dataclass(frozen=True, slots=True)
class CalendarPut(Payload):
    """Moves or copies (`move`, `copy`) one version of a plan to a day, its hour kept."""

    plan: PlanId
    version: int
    do: str
    day: int


@payload("cf")
@dataclass(frozen=True, slots=True)
class CalendarFill(Payload):
    """Proposes posts for the two weeks from now on a page."""

    page: PageId


@payload("ci")
@dataclass(frozen=True, slots=True)
class CalendarIdea(Payload):
    """Takes or drops one version of a proposal; what else was proposed is shown on."""

    plan: PlanId
    version: int
    take: bool


@payload("cj")
@dataclass(frozen=True, slots=True)
class CalendarIdeas(Payload):
    """Lists the ideas without a day, of a page or of all pages."""

    page: PageId | None


@payload("cx")
@dataclass(frozen=True, slots=True)
class CalendarFile(Payload):
    """Sends the plans to come of a page, or of all pages, as a file for other calendars."""

    page: PageId | None


@payload("cz")
@dataclass(frozen=True, slots=True)
class CalendarSheet(Payload):
    """The same as a table for a spreadsheet."""

    page: PageId | None
