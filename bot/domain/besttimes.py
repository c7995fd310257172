"""At which weekday and hour a page's posts do better, each field of the week drawn toward the page's average.

`BestTimeRequest.of` is made where the posts are; `best_times` is meant for the worker process, since it loads
numpy and scipy.

Each post is ranked by its rate among the posts around it in time, and the ranks are turned into normal
scores: one viral post weighs no more than the best post does, and a page that grew or fell does not make
the hours of its good years look good. A field of n posts with the mean score m is estimated as

    z̄ + B · (m - z̄),   B = n·τ² / (n·τ² + σ²)

where z̄ is the page's mean score, σ² the variance within fields and τ² that between them (`shrinkage` names
the sources). What is left of the field's variance is σ²·B/n; from it follows the chance that it lies above
the average. Where the fields as a whole differ no more than chance would have it, or a field has only one or
two posts, none is called more than a perhaps; with fewer than six, none is called sure.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import NormalDist, median
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.engagement import Base
from bot.domain.findings import LEAST_POSTS, SURE, Trend
from bot.domain.measured import Measures
from bot.domain.shrinkage import Variances, drawn_in, normal_scores, variances, weight

LEAST_TIMED: Final = 30
"""Below so many timed posts, what is generally said of an audience is told besides."""
LEAST_SHOWN: Final = LEAST_POSTS
"""Below so many timed posts, the page's own hours say nothing yet."""
WIDTHS: Final = (1, 2, 3)
"""How many hours a field may have: as few as leave it some posts."""
_ENOUGH: Final = 3
"""So many posts the middle field should have, and one of which more than a perhaps is said."""
MOST_OPENINGS: Final = 3
AROUND: Final = 61
"""Among so many posts each is ranked: itself, thirty before and thirty after."""
_ALMOST_SURE, _LIKELY = 0.95, 0.8
_NORMAL: Final = NormalDist()


class Sureness(StrEnum):
    """How sure it is that a field does better than the page's average."""

    SURE = "sure"
    LIKELY = "likely"
    PERHAPS = "perhaps"


class Timed(NamedTuple):
    """One post by the wall clock of its page."""

    weekday: int
    hour: int
    value: float
    at: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of the week: some hours of a weekday."""

    weekday: int
    """0 is Monday."""
    hour: int
    """Its first hour."""
    n: int
    own: float
    """Where its posts lie on average among those around them, 0 to 100, by their own figures alone."""
    place: float
    """The same drawn toward the page's average."""
    chance: float
    """How likely it is above the average, 0 to 1, given that the hours matter at all."""


@dataclass(frozen=True, slots=True)
class BestTimeRequest:
    """Everything that the best times need, picklable."""

    posts: tuple[Timed, ...]
    base: Base
    days: int | None
    in_period: int
    age: int | None = None

    @staticmethod
    def of(measures: Measures, *, zone: ZoneInfo, days: int | None) -> "BestTimeRequest":
        """The request about measured posts; those whose hour nobody knows are left out."""
        timed = []
        for post in measures.posts:
            if post.timed:
                local = datetime.fromtimestamp(post.at, zone)
                timed.append(Timed(local.weekday(), local.hour, post.value, post.at))
        return BestTimeRequest(tuple(timed), measures.base, days, measures.in_period, measures.age)


@dataclass(frozen=True, slots=True)
class BestTimes:
    """The week of a page, in fields."""

    base: Base
    days: int | None
    used: int
    """Timed posts behind it all."""
    in_period: int
    width: int
    """Hours in a field."""
    slots: tuple[Slot, ...]
    """The fields that have posts."""
    differ_p: float | None
    """F test's p for "all hours alike"; None where nothing can be tested."""
    trend: Trend | None
    """What is left of a trend in time, among fewer posts than a rank is made of."""
    first: float | None
    last: float | None
    age: int | None = None

    @property
    def own(self) -> bool:
        """Whether there is enough to show the page's own week."""
        return self.used >= LEAST_SHOWN

    @property
    def general(self) -> bool:
        """Whether what is generally said of an audience still has a place beside it."""
        return self.used < LEAST_TIMED

    @property
    def differ(self) -> bool:
        """Whether the hours differ by more than chance."""
        return self.differ_p is not None and self.differ_p < SURE

    @property
    def best(self) -> tuple[Slot, ...]:
        """The openings that did best, the best first; none where no field stands out."""
        above = [slot for slot in self.slots if slot.chance > 0.5 and round(slot.place) > 50]
        return tuple(sorted(above, key=lambda s: (-s.place, -s.n, s.weekday, s.hour))[:MOST_OPENINGS])

    def sureness(self, slot: Slot) -> Sureness:
        """How sure a field is; no more than perhaps where the hours may be all alike, or it has few posts."""
        if not self.differ or slot.n < _ENOUGH or slot.chance < _LIKELY:
            return Sureness.PERHAPS
        sure = slot.chance >= _ALMOST_SURE and slot.n >= LEAST_POSTS
        return Sureness.SURE if sure else Sureness.LIKELY


def best_times(request: BestTimeRequest) -> BestTimes:
    """The week that was asked for. Any input has an answer: none, one post, all equal."""
    from bot.domain import statistics  # noqa: PLC0415 - numpy and scipy load in the worker only

    width = fitting_width([(post.weekday, post.hour) for post in request.posts])
    posts = sorted(request.posts, key=lambda post: post.at)
    scores = normal_scores([post.value for post in posts], AROUND)
    fields: dict[tuple[int, int], list[float]] = {}
    for post, score in zip(posts, scores, strict=True):
        fields.setdefault((post.weekday, post.hour - post.hour % width), []).append(score)
    of = variances(fields.values())
    found = statistics.spearman([(post.at, score) for post, score in zip(posts, scores, strict=True)])
    moments = [post.at for post in posts]
    return BestTimes(
        base=request.base,
        days=request.days,
        used=len(request.posts),
        in_period=request.in_period,
        width=width,
        slots=tuple(_slot(*key, held, of) for key, held in sorted(fields.items())),
        differ_p=of.p,
        trend=Trend(*found) if found else None,
        first=min(moments, default=None),
        last=max(moments, default=None),
        age=request.age,
    )


def fitting_width(times: Sequence[tuple[int, int]]) -> int:
    """The fewest hours a field at which the middle one of those that have posts has three; else the most."""
    for width in WIDTHS:
        fields = Counter((weekday, hour - hour % width) for weekday, hour in times)
        if fields and median(fields.values()) >= _ENOUGH:
            return width
    return WIDTHS[-1]


def _slot(weekday: int, hour: int, scores: Sequence[float], of: Variances) -> Slot:
    n, mean = len(scores), sum(scores) / len(scores)
    drawn = drawn_in(mean, n, of)
    own, place = (100 * _NORMAL.cdf(score - of.mean) for score in (mean, drawn))
    return Slot(weekday, hour, n, own, place, _chance(drawn, n, of))


def _chance(drawn: float, n: int, of: Variances) -> float:
    """How likely a field lies above the mean: its estimate has the variance σ²·B/n."""
    left = (of.within * weight(n, of) / n) ** 0.5
    if left > 0:
        return _NORMAL.cdf((drawn - of.mean) / left)
    return 0.5 if drawn == of.mean else float(drawn > of.mean)
