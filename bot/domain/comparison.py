"""Which kind of post, or which weekday, does better on a page: medians with intervals, tested and corrected.

`CompareRequest.of` is made where the posts are; `compare_posts` is meant for the worker process, since it
loads numpy and scipy.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.engagement import BASES, Base, added, base_value, rated
from bot.domain.errors import Refused
from bot.domain.followers import Counted, FollowerHistory, FollowersThen, How
from bot.domain.posts import Post

DEFAULT_DAYS: Final = 180
PERIODS: Final[tuple[int | None, ...]] = (30, 90, 180, 365, None)
"""The periods that are offered, in days; `None` is everything."""
LONGEST_DAYS: Final = 36_500
LEAST_POSTS: Final = 6
"""Fewer posts than this are too few for a 95 % interval of their median."""
SURE: Final = 0.05
"""A difference is said where its corrected p lies below this."""
TREND_FROM: Final = 0.3
"""The size of Spearman's rho from which a trend in time is said."""
EARLY: Final = timedelta(hours=24)
"""A post counted sooner than this after its publishing may still be growing."""


class Dimension(StrEnum):
    """What posts are grouped by."""

    KIND = "kind"
    WEEKDAY = "weekday"


class Observation(NamedTuple):
    """One post as a comparison sees it, light to send by the thousand; moments in seconds since 1970."""

    recorded: float
    published: float | None = None
    counted: float | None = None
    kind: str | None = None
    likes: int | None = None
    comments: int | None = None
    reach: int | None = None
    views: int | None = None
    followers: int | None = None
    followers_how: str | None = None

    @property
    def moment(self) -> float:
        """When it counts as having happened: published, or else written down."""
        return self.recorded if self.published is None else self.published

    def size(self, base: Base) -> int | None:
        """How large its base is."""
        return base_value(base, self.followers, self.reach, self.views)


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """Everything a comparison needs, picklable."""

    observations: tuple[Observation, ...]
    by: Dimension
    zone: ZoneInfo
    days: int | None = DEFAULT_DAYS
    base: Base | None = None

    @staticmethod
    def of(
        posts: Sequence[Post],
        *,
        by: str,
        follower_counts: Sequence[Counted],
        zone: ZoneInfo,
        now: datetime,
        days: int | None = DEFAULT_DAYS,
        base: str | None = None,
    ) -> "CompareRequest":
        """The request about the posts of the last `days` (None: all), on `base` or the one that fits best.

        `Refused("button-unknown")` where `by`, `days` or `base` is none of ours, as in a forged button.
        """
        since = _since(now, days)
        try:
            dimension, chosen = Dimension(by), Base(base) if base is not None else None
        except ValueError as error:
            raise Refused("button-unknown") from error
        history = FollowerHistory(follower_counts)
        seen = tuple(_observed(p, history) for p in posts if (p.published_at or p.recorded_at) >= since)
        return CompareRequest(seen, dimension, zone, days, chosen)


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the middle of some values lies. All but `n` are None where there are too few to say."""

    n: int
    median: float | None = None
    low: float | None = None
    """95 % interval of the median: Hettmansperger and Sheather's, from order statistics."""
    high: float | None = None
    lower_quartile: float | None = None
    upper_quartile: float | None = None

    @property
    def missing(self) -> int:
        """How many posts more would do."""
        return max(0, LEAST_POSTS - self.n)


@dataclass(frozen=True, slots=True)
class Group:
    """The posts of one kind (its name) or one weekday (0 is Monday)."""

    key: str | int
    spread: Spread

    @property
    def thin(self) -> bool:
        """Whether it has too few posts to be compared."""
        return self.spread.missing > 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One group against another, or against all the rest (`other` is None)."""

    one: str | int
    other: str | int | None
    p: float
    """Mann–Whitney's two-sided p, corrected by Benjamini and Hochberg over all differences."""
    delta: float
    """Cliff's delta, -1 to 1: how much oftener a post of `one` is above a post of `other` than below."""

    @property
    def clear(self) -> bool:
        """Whether chance is an unlikely explanation."""
        return self.p < SURE

    @property
    def upwards(self) -> "Difference":
        """The same told from the side that did better; one against the rest is told only so."""
        if self.delta >= 0 or self.other is None:
            return self
        return Difference(self.other, self.one, self.p, -self.delta)


@dataclass(frozen=True, slots=True)
class Trend:
    """How values moved with time over the whole period: Spearman's rank correlation."""

    rho: float
    p: float

    @property
    def marked(self) -> bool:
        """Whether it is strong enough to be said before a group is praised."""
        return abs(self.rho) > TREND_FROM and self.p < SURE


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many posts of the period could not be used, each counted under its first reason."""

    time: int = 0
    """No time of publishing, where weekdays are compared."""
    kind: int = 0
    """Unknown kind, where kinds are compared."""
    counts: int = 0
    """Likes or comments unknown."""
    base: int = 0
    """The base unknown, or zero."""

    @property
    def total(self) -> int:
        return self.time + self.kind + self.counts + self.base


@dataclass(frozen=True, slots=True)
class Winner:
    """What may be said: `best` did better than `than`, clearly; `all` where that is every other group."""

    best: str | int
    than: tuple[str | int, ...]
    all: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page's posts compared, on one base."""

    by: Dimension
    days: int | None
    base: Base
    asked_base: Base | None
    """The base that was asked for; None where the one that fits best was taken."""
    available_bases: tuple[tuple[Base, int], ...]
    """Each base that some post knows, with how many posts it could be used for."""
    groups: tuple[Group, ...]
    """Kinds from the highest median down, thin ones last; all seven weekdays from Monday."""
    overall: Spread
    differences: tuple[Difference, ...]
    equal_p: float | None
    """Kruskal and Wallis's p for "all groups alike"; None where there are fewer than two groups."""
    trend: Trend | None
    in_period: int
    left_out: LeftOut
    first: datetime | None
    last: datetime | None
    estimated_followers: int = 0
    """Posts whose followers were worked out from counts of other days."""
    early: int = 0
    """Posts counted within a day of publishing."""
    followers: int | None = None
    """Followers behind the latest used post that knows them."""

    @property
    def used(self) -> int:
        """How many posts stand behind it all."""
        return self.overall.n

    @property
    def solid(self) -> tuple[Group, ...]:
        """The groups with enough posts, in the order of `groups`."""
        return tuple(group for group in self.groups if not group.thin)

    @property
    def thin(self) -> tuple[Group, ...]:
        """The groups that have posts, but too few."""
        return tuple(group for group in self.groups if group.thin and group.spread.n)

    @property
    def possible(self) -> bool:
        """Whether there is anything to compare."""
        return len(self.solid) > 1

    @property
    def needed(self) -> tuple[tuple[str | int | None, int], ...]:
        """The shortest way to a comparison: groups (None: any other) and how many posts each lacks."""
        nearest = sorted(self.groups, key=lambda g: -g.spread.n)[:2]
        ways = [(g.key if g.spread.n else None, g.spread.missing) for g in nearest]
        ways += [(None, LEAST_POSTS)] * (2 - len(ways))
        return tuple((key, missing) for key, missing in ways if missing)

    @property
    def best(self) -> Group | None:
        """The group with the highest median, deserved or by chance."""
        return max(self.solid, key=_median, default=None)

    @property
    def winner(self) -> Winner | None:
        """Who did clearly better than whom: the best group, else the surest pair; None where nobody did."""
        clear = [up for d in self.differences if d.clear and (up := d.upwards).delta > 0]
        if not clear or self.best is None:
            return None
        best = self.best.key
        beaten = {d.other for d in clear if d.one == best}
        if not beaten:
            surest = min(clear, key=lambda d: d.p)
            best, beaten = surest.one, {surest.other}
        others = tuple(g.key for g in self.solid if g.key != best)
        if None in beaten:
            return Winner(best, others, all=True)
        return Winner(best, tuple(key for key in others if key in beaten), all=len(beaten) == len(others))


def compare(
    posts: Sequence[Post],
    *,
    by: str,
    follower_counts: Sequence[Counted],
    zone: ZoneInfo,
    now: datetime,
    days: int | None = DEFAULT_DAYS,
    base: str | None = None,
) -> Comparison:
    """Posts compared at once, in this process; the arguments are those of `CompareRequest.of`."""
    return compare_posts(
        CompareRequest.of(
            posts, by=by, follower_counts=follower_counts, zone=zone, now=now, days=days, base=base
        )
    )


def compare_posts(request: CompareRequest) -> Comparison:
    """The comparison that was asked for. Any input has an answer: none, all equal, one group, only zeros."""
    from bot.domain import statistics  # noqa: PLC0415 - numpy and scipy load in the worker only

    grouped, out = _grouped(request)
    bases = _available(grouped)
    base = request.base or _fitting(bases, len(grouped))
    values = [(key, seen, rated(_interactions(seen), seen.size(base), base)) for key, seen in grouped]
    used = [(key, seen, value) for key, seen, value in values if value is not None]
    out["base"] = len(values) - len(used)

    by_key: dict[str | int, list[float]] = {day: [] for day in range(7)} if used and _weekly(request) else {}
    for key, _, value in used:
        by_key.setdefault(key, []).append(value)
    groups = [Group(key, statistics.spread(of, LEAST_POSTS)) for key, of in by_key.items()]
    if not _weekly(request):
        groups.sort(key=lambda g: (g.thin, -_median(g), -g.spread.n, str(g.key)))
    solid = {group.key: by_key[group.key] for group in groups if not group.thin}

    moments = [seen.moment for _, seen, _ in used]
    dated = [(seen.published, value) for _, seen, value in used if seen.published is not None]
    return Comparison(
        by=request.by,
        days=request.days,
        base=base,
        asked_base=request.base,
        available_bases=bases,
        groups=tuple(groups),
        overall=statistics.spread([value for _, _, value in used], LEAST_POSTS),
        differences=tuple(Difference(*d) for d in statistics.differences(solid)),
        equal_p=statistics.kruskal(list(solid.values())),
        trend=_trend(statistics.spearman(dated)),
        in_period=len(request.observations),
        left_out=LeftOut(**out),
        first=_instant(min(moments, default=None)),
        last=_instant(max(moments, default=None)),
        estimated_followers=_estimated([seen for _, seen, _ in used]) if base is Base.FOLLOWERS else 0,
        early=sum(_early(seen) for _, seen, _ in used),
        followers=_latest_followers([seen for _, seen, _ in used]),
    )


def _since(now: datetime, days: int | None) -> datetime:
    if days is None:
        return datetime.min.replace(tzinfo=UTC)
    if not 0 < days <= LONGEST_DAYS:
        raise Refused("button-unknown")
    return now - timedelta(days=days)


def _observed(post: Post, history: FollowerHistory) -> Observation:
    counts, published = post.counts, post.published_at
    then = _followers(post, history)
    return Observation(
        recorded=post.recorded_at.timestamp(),
        published=published.timestamp() if published else None,
        counted=post.reading.taken_at.timestamp() if post.reading else None,
        kind=post.kind.value if post.kind else None,
        likes=counts.likes,
        comments=counts.comments,
        reach=counts.reach,
        views=counts.views,
        followers=then.count if then else None,
        followers_how=then.how.value if then else None,
    )


def _followers(post: Post, history: FollowerHistory) -> FollowersThen | None:
    if post.followers_at_publishing is not None:
        return FollowersThen(post.followers_at_publishing, How.STATED)
    return history.at(post.published_at) if post.published_at else None


def _weekly(request: CompareRequest) -> bool:
    return request.by is Dimension.WEEKDAY


def _grouped(request: CompareRequest) -> tuple[list[tuple[str | int, Observation]], Counter[str]]:
    """The posts whose group and interactions are known, and how many were left out for which reason."""
    kept: list[tuple[str | int, Observation]] = []
    out: Counter[str] = Counter()
    for seen in request.observations:
        key = _key(seen, request)
        if key is None:
            out["time" if _weekly(request) else "kind"] += 1
        elif _interactions(seen) is None:
            out["counts"] += 1
        else:
            kept.append((key, seen))
    return kept, out


def _key(seen: Observation, request: CompareRequest) -> str | int | None:
    if not _weekly(request):
        return seen.kind
    if seen.published is None:
        return None
    return datetime.fromtimestamp(seen.published, request.zone).weekday()


def _interactions(seen: Observation) -> int | None:
    return added(seen.likes, seen.comments)


def _available(grouped: list[tuple[str | int, Observation]]) -> tuple[tuple[Base, int], ...]:
    counted = [(base, sum(bool(seen.size(base)) for _, seen in grouped)) for base in BASES]
    return tuple((base, n) for base, n in counted if n)


def _fitting(bases: tuple[tuple[Base, int], ...], posts: int) -> Base:
    """The first base in the order of preference that more than half of the posts know."""
    return next((base for base, n in bases if 2 * n > posts), Base.PLAIN)


def _median(group: Group) -> float:
    return group.spread.median if group.spread.median is not None else -1.0


def _trend(found: tuple[float, float] | None) -> Trend | None:
    return Trend(*found) if found else None


def _instant(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _estimated(used: list[Observation]) -> int:
    return sum(seen.followers_how in (How.BETWEEN, How.NEAR) for seen in used)


def _early(seen: Observation) -> bool:
    if seen.published is None or seen.counted is None:
        return False
    return 0 <= seen.counted - seen.published < EARLY.total_seconds()


def _latest_followers(used: list[Observation]) -> int | None:
    known = [seen for seen in used if seen.followers is not None]
    return max(known, key=lambda seen: seen.moment).followers if known else None
