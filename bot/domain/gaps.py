"""When a page has been silent for longer than it usually is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

LEAST_DAYS: Final = 6
"""On fewer days with posts there is no rhythm yet."""
LOOKS_BACK: Final = timedelta(days=90)
LONGER: Final = 1.5
"""So many times its usual pause a page may be silent."""
LEAST_SILENCE: Final = 2
"""Days: one day without a post is no gap, however busy a page is."""
SAID_EVERY: Final = timedelta(days=7)
"""A page's silence is said at most so often."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A page that is silent."""

    days: int
    """Since its last post."""
    usual: float
    """Its median pause between days with posts, in days, over the last 90 days with any."""


def usual_pause(days: Collection[date]) -> float | None:
    """The median number of days between days with posts, of the 90 days up to the last; None where few.

    Several posts of one day are one: three stories of an evening make no rhythm of minutes.
    """
    if not days:
        return None
    recent = sorted(day for day in set(days) if day > max(days) - LOOKS_BACK)
    if len(recent) < LEAST_DAYS:
        return None
    return float(median((b - a).days for a, b in pairwise(recent)))


def silent_from(days: Collection[date]) -> date | None:
    """The day from which on silence is a gap, if no post comes until then; None where there is no rhythm."""
    usual = usual_pause(days)
    if usual is None:
        return None
    # A silence as long as a pause and a half, in whole days.
    allowed = max(LEAST_SILENCE, -int(-usual * LONGER // 1))
    return max(days) + timedelta(days=allowed)


def gap(days: Collection[date], today: date) -> Gap | None:
    """The gap that a page is in; None while it is within its rhythm and a half, or has none."""
    start, usual = silent_from(days), usual_pause(days)
    if start is None or usual is None or today < start:
        return None
    return Gap((today - max(days)).days, usual)


def next_look(days: Collection[date], today: date) -> date:
    """The day, from tomorrow on and within a week, on which a page's silence is worth another look.

    A page whose rhythm is only coming about is looked at daily: a few posts more, and it has one.
    """
    tomorrow, latest = today + timedelta(days=1), today + SAID_EVERY
    start = silent_from(days)
    if start is None:
        return tomorrow if days and today - max(days) < LOOKS_BACK else latest
    return latest if start <= today else min(max(start, tomorrow), latest)
