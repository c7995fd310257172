"""From what was told of a plan to its columns, its rule, and what is still to be asked of its time."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.domain.drafts import Choice, Field
from bot.domain.lines import Value
from bot.domain.plan_values import lead_minutes, missing, rule_of
from bot.domain.recurrence import Rule
from bot.domain.reminders import DEFAULT_LEADS
from bot.domain.weeks import week_start
from handlers.asker import Asker
from storage import bundles

_DAYS = ("today", "tomorrow", "after")
DAY_CHOICES = tuple(Choice(f"plan-day-{day}", {"day_word": day}) for day in _DAYS)
CLOCK_CHOICES = tuple(Choice(f"plan-at-{hour}", {"clock": f"{hour:02}:00"}) for hour in (9, 12, 18, 21))
_SOME_DAY = Choice("plan-choose-idea", {"idea": True})
_COLUMNS = ("kind", "topic", "text", "link", "campaign")


def asked_time(known: Mapping[str, Value], passed: frozenset[str]) -> Field | None:
    """The question that is still open about a time: its day, the first day of a rule, or its hour."""
    need = missing(known)
    if need == "day":
        return Field("day", (*DAY_CHOICES, _SOME_DAY), skippable=False)
    if need == "start":
        return Field("start", skippable=False)
    if need == "clock" and ("clock" not in passed or "rule" in known):
        return Field("clock", CLOCK_CHOICES, skippable="rule" not in known, skip="plan-skip-clock")
    return None


def past(values: Mapping[str, Value], at: datetime, asker: Asker) -> bool:
    """Whether a time is over; a day without an hour lasts until its end."""
    if "clock" in values:
        return at <= asker.now
    return at.astimezone(asker.texts.zone).date() < asker.moment.today


def told(known: Mapping[str, Value], asker: Asker) -> dict[str, Any]:
    """A draft's values, with a day that was chosen by its name."""
    values = dict(known)
    word = values.pop("day_word", None)
    if word is not None and "day" not in values:
        values["day"] = (asker.moment.today + timedelta(days=_DAYS.index(str(word)))).isoformat()
    return values


def template_of(values: Mapping[str, Any], asker: Asker) -> dict[str, Any]:
    """The columns that a new plan has beside its time."""
    leads = lead_minutes(values)
    return {
        **{name: values[name] for name in _COLUMNS if values.get(name) is not None},
        "media": json.loads(str(values.get("media", "[]"))),
        "album": values.get("album"),
        "leads": list(DEFAULT_LEADS if leads is None else leads),
        "assignee": asker.id,
    }


def rule_for(connection: Connection, values: Mapping[str, Value], asker: Asker) -> Rule | None:
    """The rule that a draft's values make, from now on."""
    chosen = bundles.habits(connection, asker.id).week_start
    zone = asker.texts.zone
    first = week_start(zone.key, asker.person.language) if chosen is None else chosen
    return rule_of(values, asker.now, zone, first)
