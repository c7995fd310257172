"""Posts and readings as columns of numbers. Imported in the worker process only, for it loads numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.engagement import Base
from bot.domain.followers import BEFORE, BETWEEN, SAME_DAY
from bot.domain.material import Material, PostRow, ReadingRow
from bot.domain.measures import COUNTED, PARTS, Amount, Measure

if TYPE_CHECKING:
    from bot.domain.material import Rows

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Frame:
    """Columns, one entry a post, and below one entry a reading; what is unknown is nan."""

    recorded: Numbers
    published: Numbers
    day_only: Marks
    page: Places
    facts: Sequence[Any]
    followers: Numbers
    """At the time of publishing: stated, or looked up in the page's history."""
    estimated: Marks
    """Whether they were worked out from counts of other days."""
    of: Places
    """Which post (its place above) a reading is of; in that order, those of one post as they were taken."""
    taken: Numbers
    counts: dict[str, Numbers]

    @staticmethod
    def of_material(material: Material) -> "Frame":
        """The columns of some rows."""
        ids, page, recorded, published, day_only, followers = _columns(material.posts, PostRow)
        estimated = np.zeros(len(ids), dtype=bool)
        for number, history in material.followers.items():
            asked = (page == number) & np.isnan(followers)
            followers[asked], estimated[asked] = followers_then(history, published[asked])
        return Frame(
            recorded,
            published,
            day_only != 0,
            page.astype(np.int64),
            material.facts or [None] * len(ids),
            followers,
            estimated,
            *_readings(ids, _columns(material.readings, ReadingRow)),
        )

    @property
    def moment(self) -> Numbers:
        """When each post counts as having happened: published, or else written down."""
        return np.where(np.isnan(self.published), self.recorded, self.published)

    def only(self, kept: Marks) -> "Frame":
        """The same for some of the posts."""
        places = np.cumsum(kept) - 1
        readings = kept[self.of]
        return Frame(
            self.recorded[kept],
            self.published[kept],
            self.day_only[kept],
            self.page[kept],
            list(compress(self.facts, kept.tolist())),
            self.followers[kept],
            self.estimated[kept],
            places[self.of[readings]],
            self.taken[readings],
            {name: counts[readings] for name, counts in self.counts.items()},
        )

    def amount(self, amount: Amount) -> Numbers:
        """Of each reading; nan where a part of it is unknown."""
        first, *others = (self.counts[name] for name in PARTS[amount])
        return sum(others, first)

    def size(self, base: Base) -> Numbers:
        """How large the base of each reading is; nan where it is unknown or zero."""
        match base:
            case Base.FOLLOWERS:
                found = self.followers[self.of]
            case Base.REACH | Base.VIEWS:
                found = self.counts[base.value]
            case Base.PLAIN:
                return np.ones(len(self.of))
        return np.where(found > 0, found, np.nan)

    def values(self, measure: Measure) -> Numbers:
        """Of each reading: the amount for every hundred of the base, on `Base.PLAIN` the amount itself."""
        amount = self.amount(measure.amount)
        return amount if measure.base is Base.PLAIN else 100 * amount / self.size(measure.base)

    def told(self, readings: Marks) -> Marks:
        """Which posts have one of some readings."""
        found = np.zeros(len(self.recorded), dtype=bool)
        found[self.of[readings]] = True
        return found


def followers_then(history: Sequence[tuple[float, int]], moments: Numbers) -> tuple[Numbers, Marks]:
    """A page's followers at some moments, and whether they are estimates: `FollowerHistory.at` for many.

    `history` has moments in seconds with counts, in order of time. nan where nothing near was counted.
    """
    found, estimated = np.full(len(moments), np.nan), np.zeros(len(moments), dtype=bool)
    if not history:
        return found, estimated
    times, counts = np.asarray(history, dtype=float).T
    after = np.searchsorted(times, moments)
    left, right = np.clip(after - 1, 0, None), np.clip(after, None, len(times) - 1)
    ago = np.where(after > 0, moments - times[left], np.inf)
    ahead = np.where(after < len(times), times[right] - moments, np.inf)
    day, between, before = (span.total_seconds() for span in (SAME_DAY, BETWEEN, BEFORE))
    counted = np.minimum(ago, ahead) <= day
    line = ~counted & (ago <= between) & (ahead <= between)
    near = ~counted & ~line & (ago <= before)
    with np.errstate(invalid="ignore", divide="ignore"):
        part = (moments - times[left]) / (times[right] - times[left])
        joined = np.rint(counts[left] + (counts[right] - counts[left]) * part)
    found[counted] = np.where(ago <= ahead, counts[left], counts[right])[counted]
    found[line] = joined[line]
    found[near] = counts[left][near]
    return found, line | near


def heads_of(numbers: Numbers | Places) -> Places:
    """Where each stretch of equal numbers begins."""
    return np.flatnonzero(np.diff(numbers, prepend=np.nan))


def _columns(rows: "Rows", kind: type[PostRow | ReadingRow]) -> Numbers:
    return np.array(np.asarray(rows, dtype=float).reshape(-1, len(kind._fields)).T, order="C")


def _readings(ids: Numbers, columns: Numbers) -> tuple[Places, Numbers, dict[str, Numbers]]:
    of = _places(ids, columns[0])
    if (of < 0).any():
        of, columns = of[of >= 0], columns[:, of >= 0]
    steps = np.diff(of)
    if not np.all((steps > 0) | (steps == 0) & (np.diff(columns[1]) >= 0)):
        order = np.lexsort((columns[1], of))
        of, columns = of[order], columns[:, order]
    return of, columns[1], dict(zip(COUNTED, columns[2:], strict=True))


def _places(ids: Numbers, asked: Numbers) -> Places:
    """Where each of the asked numbers stands among the ids; -1 where it does not."""
    if not len(ids):
        return np.full(len(asked), -1)
    heads = heads_of(asked)
    order = np.argsort(ids, kind="stable")
    near = np.searchsorted(ids, asked[heads], sorter=order)
    found = order[np.minimum(near, len(ids) - 1)]
    found[ids[found] != asked[heads]] = -1
    return np.repeat(found, np.diff(heads, append=len(asked)))
