"""What a typed line says about a plan.

A line fills `PLAN_FIELDS` of a form's draft, each on its own, so that a day, an hour or a doubt about either
can be answered, typed anew or pressed in any order; `wall_of`, `rule_of` and `missing` put them together.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendars import parts_of
from bot.domain.lines import Value
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
_DAY = timedelta(days=1)


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
