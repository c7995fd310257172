"""How old a count is: at which common age posts are compared, and which of its readings stands for a post.

A post of last night has not had a week to collect its likes: beside one that had, it would look poor.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from bot.domain.engagement import interactions
from bot.domain.posts import Post, Reading

DAY: Final = 24
WEEK: Final = 168
COMMON: Final = (WEEK, DAY)
"""The ages in hours at which posts are compared, in the order of preference."""
HOUR: Final = 3600
NEAR: Final = 5 / 7
"""From which part of an age on a count is near it: five days of a week, seventeen hours of a day."""
LATER: Final = 1.5
"""Beyond so many times the age a count is said to be a later, final one."""


class Chosen(NamedTuple):
    """The reading that stands for a post."""

    reading: Reading | None
    young: bool = False
    """Whether no reading is as old as the others are compared at."""
    later: bool = False
    """Whether it was taken long after that age, since there was no other."""


def is_near(seconds: float, hours: int) -> bool:
    """Whether counts of an age can stand for those at `hours`: nearly as old, or older."""
    return seconds >= NEAR * HOUR * hours


def common_age(posts: Iterable[Post]) -> int | None:
    """The age in hours at which most posts were counted; None where there is none such.

    Most is more than half of those whose age is known.
    """
    oldest = [age for post in posts if (age := _age(post, _counted(post)[-1:])) is not None]
    for hours in COMMON:
        if 2 * sum(is_near(age, hours) for age in oldest) > len(oldest):
            return hours
    return None


def chosen(post: Post, hours: int | None) -> Chosen:
    """A post's reading nearest the common age; its latest where there is none, or its age is not known."""
    readings = _counted(post)
    latest = readings[-1] if readings else None
    oldest = _age(post, readings[-1:])
    if hours is None or oldest is None:
        return Chosen(latest)
    if not is_near(oldest, hours):
        return Chosen(latest, young=True)
    wanted, published = HOUR * hours, post.published_at or post.recorded_at
    aged = [(reading, (reading.taken_at - published).total_seconds()) for reading in readings]
    reading, age = min(
        (each for each in aged if is_near(each[1], hours)), key=lambda each: abs(each[1] - wanted)
    )
    return Chosen(reading, later=age > LATER * wanted)


def _age(post: Post, readings: Sequence[Reading]) -> float | None:
    """How many seconds after its publishing a post was counted, by the last of some readings."""
    if post.published_at is None or not readings:
        return None
    return (readings[-1].taken_at - post.published_at).total_seconds()


def _counted(post: Post) -> Sequence[Reading]:
    """The readings that tell likes and comments, which comparisons need; all where none does."""
    readings = post.readings or ((post.reading,) if post.reading else ())
    if len(readings) < 2:
        return readings
    return [reading for reading in readings if interactions(reading.counts) is not None] or readings
