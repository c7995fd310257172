"""Where a page's reports go: to groups, channels and private chats, each in its own words and time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import Calendar, clamped_day, next_month, parts_of
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId, ReportId

DEFAULT_AT: Final = time(9)
DEFAULT_WEEKDAY: Final = 5
"""Saturday, where Monday is 0: the first day of the week of most of our pages."""
MOST_LINKS: Final = 50
"""To so many chats at most a page's reports go."""


class Every(StrEnum):
    """How often a report comes by itself."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    """On the first of each month of the reader's calendar."""
    NEVER = "never"
    """Only when it is asked for."""


class Part(StrEnum):
    """What a report tells, in the order in which it does."""

    CHANGE = "change"
    BEST = "best"
    EVERGREEN = "evergreen"
    FOLLOWERS = "followers"
    MIX = "mix"
    PLANS = "plans"
    GOALS = "goals"
    TRUST = "trust"
    OWED = "owed"
    ADVICE = "advice"


PRIVATE: Final = frozenset({Part.GOALS, Part.TRUST, Part.PLANS, Part.OWED, Part.ADVICE})
"""What is no business of a channel's readers: money, evidence, names of people, what is still to be done."""


@dataclass(frozen=True, slots=True)
class ReportLink:
    """One chat that gets a page's reports."""

    id: ReportId
    page_id: PageId
    chat_id: int
    made_by: PersonId
    language: str
    digits: str
    calendar: Calendar
    public: bool
    """Whether its readers are strangers to the team."""
    every: Every = Every.WEEK
    weekday: int = DEFAULT_WEEKDAY
    at: time = DEFAULT_AT
    without: frozenset[Part] = frozenset()
    """The parts that were switched off."""
    thread_id: int | None = None
    due_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that are told there."""
        return tuple(p for p in Part if p not in self.without and not (self.public and p in PRIVATE))

    def next_due(self, after: datetime, zone: ZoneInfo) -> datetime | None:
        """When it comes next, in UTC, by the wall clock in `zone`; None where it is only asked for."""
        local = after.astimezone(zone)
        for day in _days(self, local.date()):
            due = datetime.combine(day, self.at, zone).astimezone(UTC)
            if due > after:
                return due
        return None


def _days(link: ReportLink, today: date) -> Iterable[date]:
    """The next days on which a report may come; enough that one of them lies ahead."""
    match link.every:
        case Every.DAY:
            return (today, today + timedelta(days=1))
        case Every.WEEK:
            first = today + timedelta(days=(link.weekday - today.weekday()) % 7)
            return (first, first + timedelta(days=7))
        case Every.MONTH:
            year, month, _ = parts_of(link.calendar, today)
            months = [(year, month), next_month(year, month)]
            return [day for y, m in months if (day := clamped_day(link.calendar, y, m, 1))]
        case _:
            return ()


def room_for(links: int) -> None:
    """Refused("report-links-most") where a page has as many linked chats as it may."""
    if links >= MOST_LINKS:
        raise Refused("report-links-most", most=MOST_LINKS)
