"""A plan in words: its day, its hour, how it repeats, how early it is reminded of."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from markupsafe import Markup

from bot.domain.lines import Value
from bot.domain.plans import Plan
from bot.domain.recurrence import LAST_DAY, Pattern, Rule, Unit
from bot.domain.weeks import in_week, week_start
from bot.language.texts import Texts

SAID = ("day", "day_word", "clock", "rule", "start", "until", "times", "leads", "text")
"""The fields of a plan that are said, in this order."""
_TOPIC_MOST = 80
_ANY_DAY = date(2000, 1, 1)
_DAY_MINUTES, _HOUR_MINUTES = 24 * 60, 60


def say_field(name: str, value: Value, texts: Texts, now: datetime) -> Markup:
    """One field of a draft in words."""
    said = str(value)
    if name in ("day", "start", "until"):
        day = _day(date.fromisoformat(said), texts, now)
        return day if name == "day" else texts(f"plan-{name}", day=day)
    ways: dict[str, Callable[[], Markup]] = {
        "day_word": lambda: texts(f"plan-day-{said}"),
        "clock": lambda: clock_said(said, texts),
        "rule": lambda: pattern_said(Pattern.from_json(json.loads(said)), texts, _week_start(texts)),
        "times": lambda: texts("plan-times", count=int(said)),
        "leads": lambda: leads_said([int(each) for each in said.split(",") if each], texts),
        "text": lambda: texts("plan-has-caption"),
    }
    return ways[name]()


def _day(day: date, texts: Texts, now: datetime) -> Markup:
    return texts.moment(datetime.combine(day, time(12), texts.zone), now=now, day_only=True)


def clock_said(clock: str, texts: Texts) -> Markup:
    """An hour of the day; from 24:00 on it is the following night's."""
    hours, minutes = map(int, clock.split(":"))
    shown = texts.clock(datetime.combine(_ANY_DAY, time(hours % 24, minutes), texts.zone))
    return texts("plan-clock-night" if hours >= 24 else "plan-clock", clock=shown)


def _week_start(texts: Texts) -> int:
    return week_start(texts.zone.key, texts.language)


def pattern_said(pattern: Pattern, texts: Texts, first: int) -> Markup:
    """«هر شنبه و دوشنبه», «هر ۲ هفته، شنبه», «روز ۱ هر ماه»; weeks begin on weekday `first`."""
    if pattern.unit is Unit.DAY:
        return texts("plan-every-day", count=pattern.n)
    if pattern.unit is Unit.WEEK:
        days = _listed([texts(f"weekday-{day}") for day in in_week(pattern.weekdays, first)], texts)
        if not pattern.weekdays:
            return texts("plan-every-week", count=pattern.n)
        return texts("plan-every-weekday", count=pattern.n, days=days)
    named = [texts("plan-last-day") if day >= LAST_DAY else texts.number(day) for day in pattern.month_days]
    months = texts("plan-every-month", count=pattern.n, calendar=texts(f"plan-month-{pattern.calendar}"))
    return texts("plan-month-days", days=_listed(named, texts), months=months) if named else months


def rule_said(rule: Rule, texts: Texts, now: datetime) -> Markup:
    """A rule with its hour and its end."""
    hours = rule.clock.hour + 24 * rule.late
    parts = [
        pattern_said(rule.pattern, texts, rule.week_start),
        clock_said(f"{hours}:{rule.clock.minute}", texts),
    ]
    if rule.until is not None:
        parts.append(texts("plan-until", day=_day(rule.until, texts, now)))
    if rule.times is not None:
        parts.append(texts("plan-times", count=rule.times))
    return texts.joined(parts)


def leads_said(leads: Sequence[int], texts: Texts) -> Markup:
    """«یادآوری: یک روز قبل، یک ساعت قبل»."""
    if not leads:
        return texts("plan-no-reminder")
    return texts("plan-reminders", leads=texts.joined([lead_said(lead, texts) for lead in leads]))


def lead_said(minutes: int, texts: Texts) -> Markup:
    """How long before."""
    if minutes == 0:
        return texts("plan-lead-now")
    return texts("plan-lead", long=long_said(minutes, texts))


def long_said(minutes: int, texts: Texts) -> Markup:
    """How long a time is, in its largest whole units: «۱ روز و ۲ ساعت»."""
    parts = []
    for unit, size in (("days", _DAY_MINUTES), ("hours", _HOUR_MINUTES), ("minutes", 1)):
        count, minutes = divmod(minutes, size)
        if count:
            parts.append(texts(f"plan-{unit}", count=count))
    return _listed(parts or [texts("plan-minutes", count=1)], texts)


def what_said(plan: Plan, texts: Texts) -> Markup:
    """What it is and about what; never empty."""
    parts = [texts(f"kind-{plan.kind}")] if plan.kind else []
    topic = plan.topic or (None if plan.kind else (plan.text or "").split("\n")[0])
    if topic:
        parts.append(texts("fact-topic", value=topic[:_TOPIC_MOST]))
    return texts.joined(parts) if parts else texts("plan-something")


def when_said(plan: Plan, texts: Texts, now: datetime) -> Markup:
    """When it is to come."""
    if plan.at is None:
        return texts("plan-some-day")
    return texts.moment(plan.at, now=now, day_only=plan.day_only)


def _listed(parts: Sequence[Markup], texts: Texts) -> Markup:
    if len(parts) < 2:
        return Markup("").join(parts)
    return texts("plan-and", first=texts.joined(list(parts[:-1])), last=parts[-1])
