"""What is planned to be posted, and what a typed line says about it.

A line fills `PLAN_FIELDS` of a form's draft, each on its own, so that a day, an hour or a doubt about either
can be answered, typed anew or pressed in any order; `wall_of`, `rule_of` and `missing` put them together.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendars import parts_of
from bot.domain.identity import ChatId, PageId, PersonId, PlanId, PostId, SeriesId
from bot.domain.lines import Value
from bot.domain.posts import Kind
from bot.domain.recurrence import Pattern, Rule, Unit, instant_of, next_after

PLAN_FIELDS = (
    "day",
    "clock",
    "rule",
    "start",
    "until",
    "times",
    "leads",
    "kind",
    "topic",
    "text",
    "link",
    "campaign",
)
"""The fields that one line about a plan can fill, all of them JSON values:

- `day`: an ISO date, of a plan that does not repeat
- `clock`: `HH:MM` by the page's clock; from `24:00` on it is the next day's, as a night is spoken of
- `rule`: a `Pattern` as JSON text, of a plan that repeats; `start` and `until`: ISO dates; `times`: a number
- `leads`: how many minutes before to remind, the longest first, joined by commas: `1440,60`; empty is never
- `kind`, `topic`, `link`, `campaign`: as of a post; `text`: the caption, as it was typed
"""

CAPTION_MOST = 4096
"""The longest caption that is kept: what one message of Telegram holds."""
LEADS_MOST = 5
"""So many reminders a plan may have."""
LEAD_MOST = 60 * 24 * 30
"""The earliest reminder, in minutes before: thirty days."""

_DAY = timedelta(days=1)


class PlanState(StrEnum):
    """How far a plan has come."""

    IDEA = "idea"
    """Worth doing some day: it may have no time, and nobody is reminded."""
    PLANNED = "planned"
    DONE = "done"
    MISSED = "missed"
    SKIPPED = "skipped"

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self in (PlanState.IDEA, PlanState.PLANNED)


class MediaKind(StrEnum):
    """What a file is to Telegram."""

    PHOTO = "photo"
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Media:
    """A file that goes with a plan."""

    file_id: str
    """Telegram's own."""
    kind: MediaKind


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button under what is published, which opens an address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One post to come, or one that should have come."""

    id: PlanId
    page_id: PageId
    state: PlanState
    at: datetime | None = None
    """UTC; None of an idea without a day. Noon by the page's clock where `day_only`."""
    wall: datetime | None = None
    """Naive: by the page's clock, as it was meant; `at` follows it when the page's zone changes."""
    day_only: bool = False
    """Whether the hour is left open."""
    series_id: SeriesId | None = None
    """The rule that it came of, where it repeats."""
    series_wall: datetime | None = None
    """Which of the rule's times it is, by the rule's own wall clock; moving the plan does not change it."""
    kind: Kind | None = None
    topic: str | None = None
    text: str | None = None
    """The caption, ready to be copied."""
    media: tuple[Media, ...] = ()
    links: tuple[LinkButton, ...] = ()
    link: str | None = None
    campaign: str | None = None
    assignee: PersonId | None = None
    """Who does it; None is whoever planned it."""
    lead_minutes: tuple[int, ...] = ()
    """How many minutes before it is reminded of, the longest first; 0 is at its time."""
    publish_to: ChatId | None = None
    """The channel to which it publishes itself."""
    approved_by: PersonId | None = None
    approved_at: datetime | None = None
    post_id: PostId | None = None
    """The post that it became."""
    created_by: PersonId | None = None
    created_at: datetime | None = None
    album: str | None = None
    """What the parts of the album that its media came in have in common."""
    snoozed_until: datetime | None = None
    sending_at: datetime | None = None
    """Since when it is on its way to its channel."""
    failure: str | None = None
    """Why it could not be published."""
    version: int = 1
    """Counts its changes, so that an old button is known for one."""
    rung_at: datetime | None = None
    """Until when its reminders have been seen to."""
    next_at: datetime | None = None
    """When something about it is due next."""

    @property
    def repeats(self) -> bool:
        """Whether it is one of a series."""
        return self.series_id is not None


@dataclass(frozen=True, slots=True)
class Series:
    """A plan that repeats: what each of its plans takes over."""

    id: SeriesId
    page_id: PageId
    rule: Rule
    zone: str
    """IANA name: the rule's wall clock."""
    kind: Kind | None = None
    topic: str | None = None
    text: str | None = None
    lead_minutes: tuple[int, ...] = ()
    assignee: PersonId | None = None
    media: tuple[Media, ...] = ()
    links: tuple[LinkButton, ...] = ()
    link: str | None = None
    campaign: str | None = None
    publish_to: ChatId | None = None
    created_by: PersonId | None = None
    made_until: datetime | None = None
    """So far its plans have been made."""
    ended_at: datetime | None = None


def missing(values: Mapping[str, Value]) -> str | None:
    """What has to be asked before a plan with a time can be kept: `day`, `start`, `clock`, or nothing.

    `start` is only asked of a rule that does not say by itself on which day it begins.
    """
    if values.get("rule") is not None:
        if values.get("start") is None and _needs_start(_pattern(values)):
            return "start"
    elif values.get("day") is None:
        return "day"
    return "clock" if values.get("clock") is None else None


def wall_of(values: Mapping[str, Value]) -> datetime | None:
    """The naive wall-clock time of a plan that does not repeat; its noon where no hour is known; None without
    a day.
    """
    day = values.get("day")
    if not isinstance(day, str):
        return None
    hours, minutes = _clock(values) or (12, 0)
    return datetime.combine(date.fromisoformat(day), time()) + timedelta(hours=hours, minutes=minutes)


def at_of(values: Mapping[str, Value], zone: ZoneInfo) -> datetime | None:
    """The UTC instant of `wall_of` in the page's zone."""
    wall = wall_of(values)
    return instant_of(wall, zone) if wall else None


def rule_of(values: Mapping[str, Value], now: datetime, zone: ZoneInfo, week_start: int) -> Rule | None:
    """The rule of a plan that repeats, its first time after `now`; None of one that does not, or whose
    `missing` is something.
    """
    if values.get("rule") is None or missing(values) is not None:
        return None
    late, clock = _late_and_clock(values)
    start, until, times = values.get("start"), values.get("until"), values.get("times")
    first = date.fromisoformat(start) if isinstance(start, str) else now.astimezone(zone).date() - _DAY * late
    pattern = _pattern(values)
    if pattern.unit is Unit.MONTH and not pattern.month_days:
        pattern = replace(pattern, month_days=(parts_of(pattern.calendar, first)[2],))
    end = date.fromisoformat(until) if isinstance(until, str) else None
    rule = Rule(pattern, clock, first, end, None, week_start, late)
    coming = next_after(rule, now, zone)
    if coming is not None:
        rule = replace(rule, start=coming.wall.date() - _DAY * late)
    return replace(rule, times=times) if isinstance(times, int) else rule


def lead_minutes(values: Mapping[str, Value]) -> tuple[int, ...] | None:
    """How many minutes before to remind; None where nothing was said about it."""
    leads = values.get("leads")
    if not isinstance(leads, str):
        return None
    return tuple(sorted({int(each) for each in leads.split(",") if each}, reverse=True))


def written_pattern(pattern: Pattern) -> str:
    """A pattern as the value of `rule`."""
    return json.dumps(pattern.to_json(), separators=(",", ":"))


def _pattern(values: Mapping[str, Value]) -> Pattern:
    return Pattern.from_json(json.loads(str(values["rule"])))


def _needs_start(pattern: Pattern) -> bool:
    """Whether "every other week" could begin in this one or the next, or no day of the week is known."""
    named = {"day": True, "week": bool(pattern.weekdays), "month": bool(pattern.month_days)}[pattern.unit]
    return pattern.n > 1 or not named


def _clock(values: Mapping[str, Value]) -> tuple[int, int] | None:
    clock = values.get("clock")
    if not isinstance(clock, str):
        return None
    hours, minutes = clock.split(":")
    return int(hours), int(minutes)


def _late_and_clock(values: Mapping[str, Value]) -> tuple[int, time]:
    hours, minutes = _clock(values) or (0, 0)
    return hours // 24, time(hours % 24, minutes)
