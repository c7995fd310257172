"""Goals of a page: a figure to reach by a day, how far it has come, and what pace is still needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.engagement import Base, rate
from bot.domain.errors import Refused
from bot.domain.followers import Counted, FollowerHistory
from bot.domain.identity import GoalId, PageId
from bot.domain.names import one_line
from bot.domain.posts import Post

MOST_OPEN: Final = 10
"""More goals than this at once are a wish list."""
NAME_MOST: Final = 60
LARGEST: Final = 10**12
LONGEST: Final = timedelta(days=5 * 366)
WINDOW: Final = timedelta(days=28)
"""Rates and posts a week are measured over this long."""
LEAST_RATED: Final = 6
_TOO_FAST: Final = 3.0
"""A pace that has to grow by this factor is hardly reached any more."""
_WEEK: Final = timedelta(days=7)


class GoalKind(StrEnum):
    """What a goal is about."""

    FOLLOWERS = "followers"
    RATE = "rate"
    """The typical engagement rate of a post of the last four weeks, for every hundred of its base."""
    POSTS = "posts"
    """Posts a week over the last four weeks."""
    ANSWERS = "answers"
    """Of a hundred messages, how many are answered within an hour; told by the admin."""
    SALES = "sales"
    """All sales since the goal was set; each told by the admin."""
    CUSTOM = "custom"
    """Anything that the admin counts herself."""

    @property
    def told(self) -> bool:
        """Whether only the admin knows the figure."""
        return self in (GoalKind.ANSWERS, GoalKind.SALES, GoalKind.CUSTOM)

    @property
    def grows(self) -> bool:
        """Whether it is reached step by step, so that a pace can be said."""
        return self in (GoalKind.FOLLOWERS, GoalKind.SALES, GoalKind.CUSTOM)

    @property
    def hundred(self) -> bool:
        """Whether it is so many of a hundred."""
        return self in (GoalKind.RATE, GoalKind.ANSWERS)


class Outlook(StrEnum):
    """How a goal stands."""

    REACHED = "reached"
    AHEAD = "ahead"
    BEHIND = "behind"
    HOPELESS = "hopeless"
    """It would take a pace that this page has not come near: the goal itself is to be asked about."""
    OVER = "over"
    """Its day has passed without it."""
    OPEN = "open"
    """Too early to say, or nothing is known yet."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure to be reached by the end of a day."""

    id: GoalId
    page_id: PageId
    kind: GoalKind
    target: float
    due: date
    started_at: datetime
    start: float | None = None
    """The figure when the goal was set; None where it was not known."""
    name: str | None = None
    """What a custom goal is called."""
    base: Base | None = None
    """The base of a rate."""
    reached_at: datetime | None = None
    asked_at: datetime | None = None
    """When it was asked what is to become of it."""
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure, and when it was so."""

    value: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal has come."""

    goal: Goal
    now: Measured | None
    days_left: int
    """Whole days to the end of its day; 0 on the day itself, negative after it."""
    outlook: Outlook
    needed: float | None = None
    """What is needed a week from now on."""
    pace: float | None = None
    """What came a week so far."""

    @property
    def share(self) -> float:
        """How much of the way is behind, 0 to 1: from the start where the figure grows, else from nothing."""
        if self.now is None:
            return 0.0
        start = self.goal.start if self.goal.kind.grows and self.goal.start is not None else 0.0
        way = self.goal.target - start
        return 1.0 if way <= 0 else min(1.0, max(0.0, (self.now.value - start) / way))


def clean_title(typed: str) -> str:
    """What a custom goal is called: one line. Refused("goal-title-empty"), ("goal-title-long")."""
    title = one_line(typed)
    if not title:
        raise Refused("goal-title-empty")
    if len(title) > NAME_MOST:
        raise Refused("goal-title-long", most=NAME_MOST, length=len(title))
    return title


def checked(kind: GoalKind, target: float, present: float | None) -> float:
    """The target itself; Refused where it cannot be one.

    ("goal-target") at zero or below and above a trillion, ("goal-hundred") for more than a hundred of a
    hundred, ("goal-reached-already") where the figure is there already.
    """
    if not 0 < target <= LARGEST:
        raise Refused("goal-target")
    if kind.hundred and target > 100:
        raise Refused("goal-hundred")
    if present is not None and kind is not GoalKind.SALES and present >= target:
        raise Refused("goal-reached-already", value=present, target=target)
    return target


def checked_day(due: date, today: date) -> date:
    """The day itself; Refused("goal-past") up to today, ("goal-far") more than five years ahead."""
    if due <= today:
        raise Refused("goal-past")
    if due - today > LONGEST:
        raise Refused("goal-far")
    return due


def progress(goal: Goal, measured: Measured | None, now: datetime, zone: ZoneInfo) -> Progress:
    """Where a goal stands at `now`; its day ends in the page's zone."""
    left = (goal.due - now.astimezone(zone).date()).days
    if goal.reached_at is not None or (measured is not None and measured.value >= goal.target):
        return Progress(goal, measured, left, Outlook.REACHED)
    if left < 0:
        return Progress(goal, measured, left, Outlook.OVER)
    if measured is None or not goal.kind.grows:
        return Progress(goal, measured, left, Outlook.OPEN)
    needed = (goal.target - measured.value) / max((left + 1) / 7, 1 / 7)
    pace = _pace(goal, measured, now)
    return Progress(goal, measured, left, _outlook(goal, needed, pace, now, left), needed, pace)


def _pace(goal: Goal, measured: Measured, now: datetime) -> float | None:
    """What came a week; None in the first week, when a day more or less decides."""
    if goal.start is None or now - goal.started_at < _WEEK:
        return None
    return (measured.value - goal.start) / ((now - goal.started_at) / _WEEK)


def _outlook(goal: Goal, needed: float, pace: float | None, now: datetime, left: int) -> Outlook:
    if pace is None:
        return Outlook.OPEN
    if pace >= needed:
        return Outlook.AHEAD
    passed = now - goal.started_at
    is_late = passed > timedelta(days=left) and passed > 2 * _WEEK
    return Outlook.HOPELESS if is_late and needed > _TOO_FAST * max(pace, 0) else Outlook.BEHIND


def to_celebrate(found: Progress) -> bool:
    """Whether a goal has just been reached: it is celebrated once."""
    return found.outlook is Outlook.REACHED and found.goal.reached_at is None


def to_ask(found: Progress) -> bool:
    """Whether to ask, once, what is to become of a goal that will not be reached as it is."""
    return found.outlook in (Outlook.HOPELESS, Outlook.OVER) and found.goal.asked_at is None


def posts_a_week(published: Sequence[datetime], now: datetime) -> Measured:
    """Posts a week over the last four weeks."""
    recent = [at for at in published if now - WINDOW < at <= now]
    return Measured(len(recent) / (WINDOW / _WEEK), now)


def typical_rate(
    posts: Sequence[Post], counts: Sequence[Counted], base: Base, now: datetime
) -> Measured | None:
    """The median engagement rate of the last four weeks' posts on a base; None under six such posts."""
    history = FollowerHistory(counts)
    rates: list[float] = []
    for post in posts:
        at = post.published_at
        if post.reading is None or at is None or not now - WINDOW < at <= now:
            continue
        then = history.at(at)
        followers = post.followers_at_publishing or (then.count if then else None)
        found = rate(post.reading.counts, base, followers)
        if found is not None:
            rates.append(found)
    return Measured(median(rates), now) if len(rates) >= LEAST_RATED else None
