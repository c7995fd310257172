"""Which kind of post, or which weekday, does better on a page: medians with intervals, tested and corrected.

`CompareRequest.of` is made where the posts are; `compare_posts` is meant for the worker process, since it
loads numpy and scipy.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.ages import common_age
from bot.domain.engagement import BASES, Base, rated
from bot.domain.errors import Refused
from bot.domain.findings import LEAST_POSTS, Difference, Group, LeftOut, Spread, Trend, Winner
from bot.domain.followers import Counted, FollowerHistory
from bot.domain.observations import Observation, observed
from bot.domain.posts import Post

DEFAULT_DAYS: Final = 180
PERIODS: Final[tuple[int | None, ...]] = (30, 90, 180, 365, None)
"""The periods that are offered, in days; `None` is everything."""
LONGEST_DAYS: Final = 36_500


class Dimension(StrEnum):
    """What posts are grouped by."""

    KIND = "kind"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """Everything a comparison needs, picklable."""

    observations: tuple[Observation, ...]
    by: Dimension
    zone: ZoneInfo
    days: int | None = DEFAULT_DAYS
    base: Base | None = None
    age: int | None = None
    """The common age in hours at which posts were counted; None: each at its latest."""

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

        Each post is seen by its reading nearest the age at which most of them were counted.

        `Refused("button-unknown")` where `by`, `days` or `base` is none of ours, as in a forged button.
        """
        since = _since(now, days)
        try:
            dimension, chosen = Dimension(by), Base(base) if base is not None else None
        except ValueError as error:
            raise Refused("button-unknown") from error
        history = FollowerHistory(follower_counts)
        recent = [p for p in posts if (p.published_at or p.recorded_at) >= since]
        age = common_age(recent)
        seen = tuple(observed(p, history, age) for p in recent)
        return CompareRequest(seen, dimension, zone, days, chosen, age)


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
    age: int | None = None
    """The age in hours nearest which each post was counted; None where there is no common one."""
    later: int = 0
    """Used posts whose only counts are from long after that age."""
    aged: int = 0
    """Used posts of which it is known how long after publishing they were counted."""

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
    values = [(key, seen, rated(seen.interactions(), seen.size(base), base)) for key, seen in grouped]
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
        estimated_followers=sum(seen.estimated() for _, seen, _ in used) if base is Base.FOLLOWERS else 0,
        early=sum(seen.early() for _, seen, _ in used),
        followers=_latest_followers([seen for _, seen, _ in used]),
        age=request.age,
        later=sum(seen.later for _, seen, _ in used),
        aged=sum(None not in (seen.published, seen.counted) for _, seen, _ in used),
    )


def _since(now: datetime, days: int | None) -> datetime:
    if days is None:
        return datetime.min.replace(tzinfo=UTC)
    if not 0 < days <= LONGEST_DAYS:
        raise Refused("button-unknown")
    return now - timedelta(days=days)


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
        elif seen.interactions() is None:
            out["counts"] += 1
        elif seen.young:
            out["age"] += 1
        else:
            kept.append((key, seen))
    return kept, out


def _key(seen: Observation, request: CompareRequest) -> str | int | None:
    if not _weekly(request):
        return seen.kind
    if seen.published is None:
        return None
    return datetime.fromtimestamp(seen.published, request.zone).weekday()


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


def _latest_followers(used: list[Observation]) -> int | None:
    known = [seen for seen in used if seen.followers is not None]
    return max(known, key=lambda seen: seen.moment).followers if known else None
