"""When a post's counts are asked for again, and which line of an answer belongs to which post."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.ages import is_near
from bot.domain.bundles import DEFAULT_AT, bundle_after, bundle_for
from bot.domain.identity import PostId
from bot.domain.lines import PostLine, Value, fingerprint
from bot.domain.plausibility import implausible
from bot.domain.posts import COUNTS, Counts, Post

AGES: Final = (1, 24, 168)
"""The ages in hours at which a page may have its counts asked for."""
DEFAULT_AGES: Final = (24, 168)
MOST_ASKED: Final = 20
"""So many posts one list holds; the others wait for the next evening."""
_JOINED = timedelta(hours=1)
"""A one-hour question that is due so shortly before the evening waits for its list."""
_SOON = timedelta(minutes=15)
"""One-hour questions that are due within this time come together."""
_CARRIED = timedelta(hours=30)
"""What was not answered is asked once more, in the list of the next evening if there is one."""
_FEW = 10
_FEWER = 0.5
"""Counts seldom fall: below so large a part of the last ones, lines may have been mixed up."""


class Ask(NamedTuple):
    """A post's counts are to be asked for at an age."""

    id: int
    post_id: PostId
    age_hours: int
    due_at: datetime
    asked_at: datetime | None
    counted_at: datetime | None
    """When the post was last counted after it had been recorded."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What becomes of a person's open questions about a page at a moment."""

    posts: tuple[PostId, ...]
    """What is asked now, in the order in which it fell due; empty where there is nothing new to ask."""
    asked: tuple[int, ...]
    closed: tuple[int, ...]
    """What need not be asked any more."""
    coming: "Coming"
    """When there will be something again."""


class Coming(NamedTuple):
    """When questions come next."""

    hour: datetime | None
    """The first that comes in its hour, apart from any bundle."""
    evening: datetime | None
    """The first bundle that has one."""


def planned(post: Post, ages: Iterable[int], now: datetime) -> list[tuple[int, datetime]]:
    """The ages at which a post's counts will be asked for, each with its moment; none that is past.

    Of a post whose hour is not known nobody can say when it is an hour old.
    """
    if post.published_at is None:
        return []
    due = [(age, post.published_at + timedelta(hours=age)) for age in ages if age > 1 or not post.day_only]
    return [(age, at) for age, at in due if at > now]


def comes_at(age: int, due_at: datetime, zone: ZoneInfo, at: time = DEFAULT_AT) -> datetime:
    """When a question comes: with the bundle of its day, `at` that hour; after an hour, in its hour."""
    evening = bundle_for(due_at, zone, at)
    if age > 1 or timedelta(0) <= evening - due_at <= _JOINED:
        return evening
    return due_at


def coming(
    due: Iterable[tuple[int, datetime]], now: datetime, zone: ZoneInfo, at: time = DEFAULT_AT
) -> Coming:
    """When the first of some questions come; an evening that is past is the next one's."""
    moments = [(comes_at(age, due_at, zone, at), due_at, age) for age, due_at in due]
    hours = [moment for moment, due_at, age in moments if age == 1 and moment == due_at > now]
    rest = [moment for moment, due_at, age in moments if not (age == 1 and moment == due_at > now)]
    evenings = [moment if moment > now else bundle_after(now, zone, at) for moment in rest]
    return Coming(min(hours, default=None), min(evenings, default=None))


def gather(
    asks: Sequence[Ask],
    ages: Sequence[int],
    now: datetime,
    zone: ZoneInfo,
    at: time = DEFAULT_AT,
    ahead: timedelta = timedelta(0),
) -> Gathered:
    """What is to be asked at `now` of all open questions, the longest due first; bundles come `at` an hour.

    A bundle that goes out takes along what comes within `ahead`: it is the only one of its day.
    """
    closed = [ask.id for ask in asks if ask.age_hours not in ages or _is_over(ask, now)]
    standing = [ask for ask in sorted(asks, key=lambda each: each.due_at) if ask.id not in closed]
    by = {age: now + (_SOON if age == 1 else ahead) for age in AGES}
    unasked = [ask for ask in standing if ask.asked_at is None]
    fresh = [ask for ask in unasked if comes_at(ask.age_hours, ask.due_at, zone, at) <= by[ask.age_hours]]
    carried = [ask for ask in standing if ask.asked_at is not None]
    posts = tuple(dict.fromkeys(ask.post_id for ask in (*fresh, *carried)))[:MOST_ASKED] if fresh else ()
    asked = tuple(ask.id for ask in fresh if ask.post_id in posts)
    rest = [(a.age_hours, a.due_at) for a in standing if a.asked_at is None and a.id not in asked]
    return Gathered(posts, asked, tuple(closed), coming(rest, now, zone, at))


def _is_over(ask: Ask, now: datetime) -> bool:
    """Whether it was counted near that age otherwise, or asked and left unanswered for long."""
    if ask.counted_at is not None:
        age = ask.counted_at - ask.due_at + timedelta(hours=ask.age_hours)
        if is_near(age.total_seconds(), ask.age_hours):
            return True
    return ask.asked_at is not None and now - ask.asked_at > _CARRIED


class Line(NamedTuple):
    """One line of an answer."""

    typed: str
    number: int | None = None
    """The number of the post that it starts with."""
    skips: bool = False
    read: PostLine | None = None
    """What it says; None where it says nothing about a post."""

    @property
    def only_counts(self) -> bool:
        """Whether it says nothing but counts: no new post could be told like this but by chance."""
        read = self.read
        if self.skips:
            return True
        if read is None or read.unread or read.rejected:
            return False
        told = set(read.values) | {doubt.field for doubt in read.doubts}
        return bool(told) and told <= {*COUNTS, "impressions"}


def tells_one_post(lines: Sequence[Line]) -> bool:
    """Whether the lines are one post's counts with a line for each, rather than a line for each post."""
    told = [tuple(line.read.values) for line in lines if line.read is not None]
    numbered = any(line.number is not None for line in lines)
    single = len(told) == len(lines) > 1 and all(len(each) == 1 for each in told)
    return single and not numbered and len(set(told)) == len(told)


def is_answer(lines: Sequence[Line], waiting: int, total: int) -> bool:
    """Whether lines that nobody asked for just now answer a list: by numbers, or one for each post.

    A message that could be a new post of its own is none.
    """
    if not lines or not all(line.only_counts for line in lines) or all(line.skips for line in lines):
        return False
    if tells_one_post(lines):
        return False
    if all(line.number is not None for line in lines):
        return all(1 <= (line.number or 0) <= total for line in lines)
    return len(lines) == waiting and not any(line.number is not None for line in lines)


def placed(lines: Sequence[Line], waiting: Sequence[int], total: int) -> list[tuple[int | None, Line]]:
    """Each line with the number of its post; None where it belongs to none.

    A line belongs to the post whose number it starts with, else to the next that waits. As many lines as
    the list had posts are for all of them, also for those that were answered before.
    """
    order = list(waiting) if len(lines) <= len(waiting) else list(range(1, total + 1))
    found: list[tuple[int | None, Line]] = []
    taken: set[int] = set()
    for place, line in enumerate(lines):
        number = line.number if line.number is not None else (order[place] if place < len(order) else None)
        if number is None or number in taken or not 1 <= number <= total:
            found.append((None, line))
            continue
        taken.add(number)
        found.append((number, line))
    return found


@dataclass(frozen=True, slots=True)
class Taken:
    """What a line is worth for its post: counts, or the reason why it stays asked."""

    counts: Mapping[str, int]
    rounded: frozenset[str] = frozenset()
    trouble: str | None = None
    """A catalogue key."""


def weighed(
    line: Line, post: Post, now: datetime, *, impressions_are_views: bool | None, sure: Iterable[str]
) -> Taken:
    """The counts that a line tells about a post. What is doubtful is taken only when it is sent again."""
    read = line.read
    if read is None or read.doubts or read.rejected or read.unread:
        return Taken({}, trouble="asks-unclear")
    if read.values.get("kind") not in (None, post.kind):
        return Taken({}, trouble="asks-other-kind")
    values: dict[str, Value] = dict(read.values)
    impressions = values.pop("impressions", None)
    if impressions is not None and impressions_are_views:
        values.setdefault("views", impressions)
    counts = {name: value for name in COUNTS if isinstance(value := values.get(name), int)}
    if not counts:
        return Taken({}, trouble="asks-unclear")
    doubtful = _fell(counts, post.counts) or implausible(dict(counts), now)
    if doubtful and fingerprint(line.typed) not in sure:
        return Taken({}, trouble="asks-unlikely")
    return Taken(counts, read.rounded & counts.keys())


def _fell(counts: Mapping[str, int], last: Counts) -> bool:
    return any(
        counts[name] < _FEWER * value
        for name, value in last.known().items()
        if name in counts and value >= _FEW
    )
