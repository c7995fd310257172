"""What a comparison asks, and what it found: groups of posts by one measure, their middles, what differs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import Calendar
from bot.domain.engagement import Base
from bot.domain.errors import Refused
from bot.domain.findings import LEAST_POSTS, SLIGHT, Difference, Group, Key, LeftOut, Spread, Trend, Winner
from bot.domain.followers import Counted
from bot.domain.groupings import FIELDS, IN_TIME, YEAR, Dimension, Window, windows
from bot.domain.material import Material, material_of
from bot.domain.measures import Amount, Measure
from bot.domain.posts import Post

DEFAULT_DAYS: Final = 180
PERIODS: Final[tuple[int | None, ...]] = (30, 90, 180, 365, None)
"""The periods that are offered, in days; `None` is everything."""
LONGEST_DAYS: Final = 36_500


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be compared, picklable."""

    by: Dimension
    now: datetime
    zone: ZoneInfo
    days: int | None = DEFAULT_DAYS
    amount: Amount | None = None
    """None, as with `base`: the one that most of the posts know."""
    base: Base | None = None
    calendar: Calendar = "gregorian"
    """In which months are counted."""
    telegram: bool = False
    """Whether the page is a channel there, whose posts know other counts."""
    without_outliers: bool = False

    @staticmethod
    def of(
        *,
        by: str,
        now: datetime,
        zone: ZoneInfo,
        days: int | None = DEFAULT_DAYS,
        amount: str | None = None,
        base: str | None = None,
        **more: Any,
    ) -> "Question":
        """`Refused("button-unknown")` where a part of it is none of ours, as in a forged button."""
        try:
            dimension = Dimension(by)
            counted = Amount(amount) if amount is not None else None
            on = Base(base) if base is not None else None
        except ValueError as error:
            raise Refused("button-unknown") from error
        if days is not None and not 0 < days <= LONGEST_DAYS:
            raise Refused("button-unknown")
        if dimension in (Dimension.PERIOD, Dimension.YEAR):  # two stretches need an end
            days = days or YEAR if dimension is Dimension.PERIOD else min(days or YEAR, YEAR)
        if counted and on and not Measure(counted, on).sensible:
            raise Refused("button-unknown")
        return Question(dimension, now, zone, days, counted, on, **more)

    @property
    def windows(self) -> tuple[Window, ...]:
        """The stretches of time that it looks at, the newest first."""
        return windows(self.by, self.days, self.now)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Posts compared, by one measure."""

    by: Dimension
    days: int | None
    measure: Measure
    asked_amount: Amount | None
    asked_base: Base | None
    """What was asked for; None where the one that fits best was taken."""
    available: tuple[tuple[Measure, int], ...]
    """Each measure that some post knows, with how many posts it could be used for."""
    groups: tuple[Group, ...]
    """In their own order, or from the highest median down with thin ones last."""
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
    """Followers behind the latest post that knows them."""
    age: int | None = None
    """The age in hours nearest which each post was counted; None where there is no common one."""
    later: int = 0
    """Used posts whose only counts are from long after that age."""
    aged: int = 0
    """Used posts of which it is known how long after publishing they were counted."""
    marked: int = 0
    """Used posts whose value lies far from those of their group."""
    without_outliers: bool = False
    unshown: int = 0
    """How many smaller groups there are besides."""

    @property
    def amount(self) -> Amount:
        """What is counted."""
        return self.measure.amount

    @property
    def base(self) -> Base:
        """For every hundred of what."""
        return self.measure.base

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
    def needed(self) -> tuple[tuple[Key | None, int], ...]:
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
        beaten = {d.other: d.delta for d in clear if d.one == best}
        if not beaten:
            surest = min(clear, key=lambda d: d.p)
            best, beaten = surest.one, {surest.other: surest.delta}
        others = tuple(g.key for g in self.solid if g.key != best)
        slight = max(beaten.values()) < SLIGHT
        if None in beaten:
            return Winner(best, others, all=True, pooled=True, slight=slight)
        than = tuple(key for key in others if key in beaten)
        return Winner(best, than, all=len(than) == len(others), slight=slight)

    @property
    def warning(self) -> Trend | None:
        """A trend to be said before a group is praised; none where the groups are times themselves."""
        shown = self.trend is not None and self.trend.marked and self.by not in IN_TIME
        return self.trend if shown else None


@dataclass(frozen=True, slots=True)
class Row:
    """One post of a comparison, as its table lists it."""

    group: Key
    published: datetime | None
    value: float
    amount: int
    size: int | None
    followers: int | None
    outlier: bool


@dataclass(frozen=True, slots=True)
class Studied:
    """A comparison with the posts behind it, the newest first."""

    comparison: Comparison
    rows: tuple[Row, ...] = field(default=())


def compare(
    posts: Sequence[Post],
    *,
    by: str,
    follower_counts: Sequence[Counted],
    zone: ZoneInfo,
    now: datetime,
    days: int | None = DEFAULT_DAYS,
    amount: str | None = None,
    base: str | None = None,
    **more: Any,
) -> Comparison:
    """Posts of one page compared at once, in this process; the arguments are those of `Question.of`.

    Grouped by what the posts themselves say: captions have first to be read by `bot.language.captions`.
    """
    question = Question.of(by=by, now=now, zone=zone, days=days, amount=amount, base=base, **more)
    return compare_posts(question, material_of(posts, follower_counts, FIELDS.get(question.by)))


def compare_posts(question: Question, material: Material) -> Comparison:
    """The comparison that was asked for. Any input has an answer: none, all equal, one group, only zeros.

    For the worker process, since it loads numpy and scipy.
    """
    from bot.domain.comparing import studied  # noqa: PLC0415 - numpy and scipy load in the worker only

    return studied(question, material).comparison


def _median(group: Group) -> float:
    return group.spread.median if group.spread.median is not None else -1.0
