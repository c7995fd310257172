"""Which of its readings stands for each post, of many posts at once. Worker only, for it loads numpy.

The rules are those of `ages`, where they are told for one post.
"""

from typing import NamedTuple

import numpy as np

from bot.domain.ages import COMMON, HOUR, LATER, NEAR
from bot.domain.frames import Frame, Marks, Numbers, Places, heads_of


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
    heads = heads_of(of)
    ages = taken - frame.published[of]
    oldest = np.full(len(frame.recorded), -np.inf)
    latest = np.full(len(frame.recorded), -1)
    if len(places):
        oldest[of[heads]] = np.maximum.reduceat(ages, heads)
        latest[of[heads]] = places[np.append(heads[1:], len(places)) - 1]
    dated = np.isfinite(oldest)
    hours = next((h for h in COMMON if 2 * np.sum(oldest[dated] >= NEAR * HOUR * h) > dated.sum()), None)
    nobody = np.zeros(len(latest), dtype=bool)
    if hours is None:
        return Chosen(latest, nobody, nobody, None)
    wanted = HOUR * hours
    found = np.where(dated, -1, latest)
    nearest = _nearest(ages, heads, wanted)
    found[of[nearest]] = places[nearest]
    with np.errstate(invalid="ignore"):
        age = np.where(found >= 0, frame.taken[found] - frame.published, np.nan) if len(places) else oldest
        return Chosen(found, dated & (oldest < NEAR * wanted), dated & (age > LATER * wanted), hours)


def _nearest(ages: Numbers, heads: Places, wanted: float) -> Places:
    """Of each post the reading nearest an age, none under what is near it; of two that are equally near the
    earlier one, and of two at once the one that was kept last.
    """
    if not len(heads):
        return heads
    lengths = np.diff(heads, append=len(ages))

    def least(of_each: Numbers, among: Marks) -> Marks:
        far = np.where(among, of_each, np.inf)
        least_of_post: Numbers = np.repeat(np.minimum.reduceat(far, heads), lengths)
        return among & np.equal(far, least_of_post)

    best = least(ages, least(np.abs(ages - wanted), ages >= NEAR * wanted))
    # the last of several of a post is that before the next post's
    places = np.flatnonzero(best)
    posts = np.repeat(np.arange(len(heads)), lengths)[places]
    return places[np.append(heads_of(posts)[1:], len(places)) - 1] if len(places) else places
