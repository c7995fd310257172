"""Which of its readings stands for each post, of many posts at once. Worker only, for it loads numpy.

The rules are those of `ages`, where they are told for one post.
"""

from typing import NamedTuple

import numpy as np

from bot.domain.ages import COMMON, HOUR, LATER, NEAR
from bot.domain.frames import Frame, Marks, Places


class Chosen(NamedTuple):
    """The readings that stand for posts, one entry a post."""

    reading: Places
    """The place of the reading; -1 where no usable one is there, or none that is old enough."""
    young: Marks
    """Whether no usable reading is as old as the others are compared at."""
    later: Marks
    """Whether it was taken long after that age, since there was no other."""
    age: int | None
    """The common age in hours; None where there is none."""


def chosen(frame: Frame, usable: Marks) -> Chosen:
    """Each post's reading nearest the age at which most were counted, among the usable readings.

    Most is more than half of those whose age is known. The latest one stands for a post where there is no
    such age, or its time of publishing is not known. What the measure needs says which readings are usable:
    one with nothing but likes must not hide an older one with views.
    """
    places = np.flatnonzero(usable)
    of, taken = frame.of[places], frame.taken[places]
    ages = taken - frame.published[of]
    oldest = np.full(len(frame.recorded), -np.inf)
    by_age = np.argsort(ages, kind="stable")
    oldest[of[by_age]] = ages[by_age]
    dated = np.isfinite(oldest)
    hours = next((h for h in COMMON if 2 * np.sum(oldest[dated] >= NEAR * HOUR * h) > dated.sum()), None)

    latest = np.full(len(frame.recorded), -1)
    in_time = np.argsort(taken, kind="stable")
    latest[of[in_time]] = places[in_time]
    nobody = np.zeros(len(latest), dtype=bool)
    if hours is None:
        return Chosen(latest, nobody, nobody, None)
    wanted = HOUR * hours
    young = dated & (oldest < NEAR * wanted)
    found = np.where(dated, -1, latest)
    near = np.flatnonzero(ages >= NEAR * wanted)
    # the nearest is written last, and of two that are equally near the earlier one
    order = near[np.lexsort((-taken[near], -np.abs(ages[near] - wanted)))]
    found[of[order]] = places[order]
    with np.errstate(invalid="ignore"):
        age = np.where(found >= 0, frame.taken[found] - frame.published, np.nan) if len(places) else oldest
        return Chosen(found, young, dated & (age > LATER * wanted), hours)
