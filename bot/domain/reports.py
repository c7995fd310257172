"""What a report says of a page: a stretch of time against the one before, its posts, its followers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import Final

from bot.domain.advice import Chosen
from bot.domain.engagement import Base
from bot.domain.findings import LEAST_POSTS
from bot.domain.followers import FollowerCount
from bot.domain.goals import Progress
from bot.domain.identity import PostId
from bot.domain.measured import Lack, measure
from bot.domain.owed import Owed
from bot.domain.posts import Kind, Post
from bot.domain.report_periods import Period, Span
from bot.domain.top import LEAST_TYPICAL, Best, Evergreen, evergreens

USUAL: Final = timedelta(days=180)
"""What is usual for a page is looked for in so long a time."""
MOST: Final = 3
"""So many posts of a sort are named at most."""
CHANCE: Final = 0.05
"""A difference is said to be more than chance where chance alone makes one as large less often than this."""
STANDS_FOR: Final = timedelta(days=10)
"""A count of followers stands for so long after it."""
_CURVE = timedelta(days=90)


class Change(StrEnum):
    """What can be said of the difference to the stretch before."""

    MORE = "more"
    LESS = "less"
    UNDECIDED = "undecided"
    """There is one, or none, and chance alone may have made it."""
    FEW = "few"
    """Too few posts on either side to say anything."""


@dataclass(frozen=True, slots=True)
class Rated:
    """What is typical of some posts; no value where none could be measured."""

    value: float | None
    posts: int


@dataclass(frozen=True, slots=True)
class Followers:
    """The newest count, how many more than when the stretch began, and the counts of a quarter of a year."""

    count: int
    more: int | None
    """None where nobody counted near its beginning."""
    curve: tuple[tuple[float, int], ...]
    """Moments as seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the posts and counts of a page say of a stretch of time."""

    period: Period
    campaign: str | None
    posts: int
    posts_before: int
    base: Base
    now: Rated
    before: Rated
    change: Change
    usual: float | None
    """The page's usual value over half a year; None with too few posts."""
    usual_posts: int
    """How many posts could be measured in half a year."""
    best: tuple[Best, ...]
    evergreen: tuple[Evergreen, ...]
    followers: Followers | None
    kinds: tuple[tuple[Kind | None, int], ...]
    """The most frequent first."""
    named: Mapping[PostId, Post] = field(hash=False)
    """The posts that are spoken of."""
    lack: Lack | None = None
    """Why most of its posts that cannot be measured cannot; None where all can."""
    followers_later: bool = False
    """Whether followers were counted, but only after it."""


@dataclass(frozen=True, slots=True)
class Plans:
    """What became of the plans of a stretch."""

    done: int
    missed: int


@dataclass(frozen=True, slots=True)
class Trust:
    """What was done about trust: the items that are answered with yes since, and the score in percent."""

    taken: tuple[str, ...]
    percent: int
    before: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What a report says beyond posts and counts; only what is wanted is there."""

    plans: Plans | None = None
    goals: tuple[Progress, ...] = ()
    trust: Trust | None = None
    owed: tuple[Owed, ...] = ()
    """Who waits for an answer, the longest first."""
    advice: Chosen | None = None


def report(
    posts: Sequence[Post],
    counts: Iterable[FollowerCount],
    period: Period,
    *,
    names: frozenset[str] = frozenset(),
) -> Report:
    """What posts since half a year before the period say of it; of a campaign by its ways of being written.

    A campaign is compared with the page's other posts. Imports scipy where there is enough to be tested.
    """
    campaign = period.span is Span.CAMPAIGN
    known = [post for post in posts if _moment(post) < period.until]
    mine = [p for p in known if (p.campaign in names if campaign else _moment(p) >= period.since)]
    ids = {post.id for post in mine}
    before = [p for p in known if p.id not in ids and _moment(p) >= period.before]
    followers = list(counts)
    measures = measure(known, followers, now=period.until, days=None)
    values = {PostId(each.post): each.value for each in measures.posts}
    lacks = Counter(measures.lacking[p.id] for p in mine if p.id in measures.lacking).most_common(1)
    counted = [*followers, *_stated(known)]
    now, past = ([values[p.id] for p in some if p.id in values] for some in (mine, before))
    usual = median(values.values()) if len(values) >= LEAST_TYPICAL else None
    ranked = sorted((p for p in mine if values.get(p.id)), key=lambda p: (-values[p.id], p.id))[:MOST]
    lasting = evergreens(known, now=period.until, days=None).posts[:MOST]
    named = {post.id: post for post in (*ranked, *(p for p in known if p.id in {e.post for e in lasting}))}
    return Report(
        period=period,
        campaign=next(iter(sorted(names)), None) if campaign else None,
        posts=len(mine),
        posts_before=len(before),
        base=measures.base,
        now=_rated(now),
        before=_rated(past),
        change=_change(now, past),
        usual=usual,
        usual_posts=len(values),
        best=tuple(Best(p.id, values[p.id], values[p.id] / usual if usual else None) for p in ranked),
        evergreen=lasting,
        followers=_followers(counted, period),
        kinds=tuple(Counter(post.kind for post in mine).most_common()),
        named=named,
        lack=lacks[0][0] if lacks else None,
        followers_later=any(each.at is not None and each.at >= period.until for each in counted),
    )


def _rated(values: Sequence[float]) -> Rated:
    return Rated(median(values) if values else None, len(values))


def _change(now: Sequence[float], before: Sequence[float]) -> Change:
    if min(len(now), len(before)) < LEAST_POSTS:
        return Change.FEW
    from bot.domain.statistics import mann_whitney  # noqa: PLC0415 - scipy loads in the worker only

    p, delta = mann_whitney(now, before)
    if p >= CHANCE:
        return Change.UNDECIDED
    return Change.MORE if delta > 0 else Change.LESS


def _stated(posts: Iterable[Post]) -> list[FollowerCount]:
    """The followers that were told with posts."""
    return [
        FollowerCount(post.followers_at_publishing, post.published_at)
        for post in posts
        if post.followers_at_publishing is not None
    ]


def _followers(counts: Iterable[FollowerCount], period: Period) -> Followers | None:
    known = sorted((c.at, c.count) for c in counts if c.at is not None and c.at < period.until)
    if not known:
        return None
    last = known[-1]
    earlier = [each for each in known if each[0] <= period.since and period.since - each[0] <= STANDS_FOR]
    inside = [each for each in known if each[0] > period.since]
    begin = earlier[-1] if earlier else inside[0] if len(inside) > 1 else None
    more = last[1] - begin[1] if begin is not None and inside else None
    curve = [(at.timestamp(), count) for at, count in known if at >= period.until - _CURVE]
    return Followers(last[1], more, tuple(curve))


def _moment(post: Post) -> datetime:
    return post.published_at or post.recorded_at
