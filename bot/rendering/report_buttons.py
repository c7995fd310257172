"""What the buttons of reports carry."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.identity import PageId, ReportId
from bot.domain.report_periods import Span
from bot.rendering.payloads import Payload, payload


class FileKind(StrEnum):
    """As which file a report can be had."""

    XLSX = "xlsx"
    """Tables with real numbers."""
    PDF = "pdf"
    """One sheet to print."""


@payload("rp")
@dataclass(frozen=True, slots=True)
class ReportShow(Payload):
    """Shows a part of a report, or with `all` the whole, in place of the message that was pressed.

    A `FileKind` as the part has it come as that file, below.
    """

    of: int
    """The chat's link, or else the page."""
    linked: bool
    """Which of both: a report that came to a chat is shown as that chat gets it."""
    part: str
    span: Span
    at: int
    """Where its time ends, in minutes since 1970; of a campaign one of its posts."""


@payload("rw")
@dataclass(frozen=True, slots=True)
class ReportsOf(Payload):
    """Where a page's reports go: `show`; `me` has them come to whoever presses."""

    page: PageId
    do: str


@payload("rs")
@dataclass(frozen=True, slots=True)
class ReportSet(Payload):
    """How and when a chat gets its reports.

    `show`, `end`; `every`, `weekday`, `hour`, `part`, `language`, with a value, or none to see the choices.
    """

    link: ReportId
    what: str
    value: str | None
