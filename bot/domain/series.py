"""Changing a plan that repeats from one of its times on: what was before stays as it was."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile

from bot.domain.calendars import parts_of
from bot.domain.recurrence import Rule, Unit, days

_DAY = timedelta(days=1)


def cut_before(rule: Rule, wall: datetime) -> Rule:
    """The rule without the time at `wall` (naive, by its own clock) and all after it."""
    last = wall.date() - (1 + rule.late) * _DAY
    return replace(rule, until=min(last, rule.until) if rule.until else last)


def rest_of(rule: Rule, wall: datetime) -> Rule:
    """The rule from its time at `wall` on, as many times as are left of it.

    That day lies in one of its turns, so "every other week" goes on in the weeks that it had.
    """
    day = wall.date() - rule.late * _DAY
    if rule.times is None:
        return replace(rule, start=day)
    gone = sum(1 for _ in takewhile(lambda each: each < day, days(rule, rule.start)))
    return replace(rule, start=day, times=max(1, rule.times - gone))


def moved_rule(rule: Rule, old: datetime, new: datetime) -> Rule:
    """The rule with its days as far away as `new` is from `old`, at the clock of `new`; from `new` on."""
    pattern, ahead = rule.pattern, (new.date() - old.date()).days + rule.late
    if ahead and pattern.unit is Unit.WEEK and pattern.weekdays:
        shifted = {(weekday + ahead) % 7 for weekday in pattern.weekdays}
        pattern = replace(pattern, weekdays=tuple(sorted(shifted)))
    elif ahead and pattern.unit is Unit.MONTH and pattern.month_days:
        was = parts_of(pattern.calendar, old.date() - rule.late * _DAY)[2]
        becomes = parts_of(pattern.calendar, new.date())[2]
        others = {day for day in pattern.month_days if day != was} if len(pattern.month_days) > 1 else set()
        pattern = replace(pattern, month_days=tuple(sorted({*others, becomes})))
    until = rule.until + ahead * _DAY if rule.until else None
    return replace(rule, pattern=pattern, clock=new.time(), start=new.date(), until=until, late=0)
