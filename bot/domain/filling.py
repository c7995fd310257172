"""What could be posted in the coming two weeks: days, hours and kinds out of what a page has done so far."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain.audiences import WINDOWS, Audience
from bot.domain.gaps import usual_pause
from bot.domain.mix import LAST
from bot.domain.pages import Platform
from bot.domain.posts import Kind, Post

DAYS: Final = 14
USUAL_A_WEEK: Final = 3
"""Where a page has no rhythm of its own yet."""
MOST_A_WEEK: Final = 7
GUESSED_HOUR: Final = 18
"""Where nothing is known of anybody's hours."""
_KINDS: Final[Mapping[Platform | None, tuple[Kind, ...]]] = {
    Platform.TELEGRAM: (Kind.PHOTO, Kind.TEXT, Kind.VIDEO),
    None: (Kind.REEL, Kind.CAROUSEL, Kind.PHOTO),
}
_VARIETY: Final = 3
"""Of so many kinds two weeks are made, where a page has used fewer."""
_NONE = frozenset({Kind.STORY})


@dataclass(frozen=True, slots=True)
class Proposal:
    """One post that could be made."""

    wall: datetime
    """Naive, by the page's clock."""
    kind: Kind
    topic: str | None
    why: str
    """Where its hour comes from: `own`, `audience`, `guess`."""


@dataclass(frozen=True, slots=True)
class Wish:
    """All that proposals are made of."""

    today: date
    a_week: int
    kinds: tuple[Kind, ...]
    """In turn."""
    best: tuple[tuple[int, int], ...] = ()
    """The weekdays (Monday 0) and hours that did best on the page itself, the best first."""
    audience: Audience | None = None
    busy: Collection[date] = ()
    """Days that have a plan."""
    mourning: Collection[date] = ()
    """Days on which nothing cheerful is proposed, hence nothing."""
    occasions: Mapping[date, str] | None = None
    """What a post of a day could be about."""


def posts_a_week(days_with_posts: Collection[date]) -> int:
    """How many posts a week are usual on a page."""
    usual = usual_pause(days_with_posts)
    return USUAL_A_WEEK if usual is None else max(1, min(MOST_A_WEEK, round(7 / usual)))


def kinds_in_turn(posts: Iterable[Post], platform: Platform | None, count: int) -> tuple[Kind, ...]:
    """Kinds for so many posts: those of a page's last 30 in their proportion, none more than every second.

    Where the page has used fewer than three, others that are usual there are mixed in.
    """
    known = sorted((p for p in posts if p.kind and p.kind not in _NONE), key=_moment)[-LAST:]
    counted = Counter(post.kind for post in known if post.kind)
    for kind in _KINDS.get(platform, _KINDS[None]):
        if len(counted) < _VARIETY:
            counted.setdefault(kind, 1)
    weights = {kind: min(n, max(1, sum(counted.values()) - n)) for kind, n in counted.most_common()}
    return _spread(weights, count)


def _moment(post: Post) -> datetime:
    return post.published_at or post.recorded_at


def _spread(weights: Mapping[Kind, int], count: int) -> tuple[Kind, ...]:
    """Smooth weighted round robin: each kind as often as it weighs, as evenly apart as can be."""
    credit = dict.fromkeys(weights, 0)
    total, made = sum(weights.values()), []
    for _ in range(count):
        for kind, weight in weights.items():
            credit[kind] += weight
        chosen = max(credit, key=lambda kind: credit[kind])
        credit[chosen] -= total
        made.append(chosen)
    return tuple(made)


def proposals(wish: Wish) -> tuple[Proposal, ...]:
    """What to post from tomorrow on for two weeks, beside what is planned already, in order of time."""
    days = [wish.today + timedelta(days=n) for n in range(1, DAYS + 1)]
    busy = sorted(day for day in wish.busy if days[0] <= day <= days[-1])
    wanted = max(0, wish.a_week * DAYS // 7 - len(busy))
    free = [day for day in days if day not in wish.busy and day not in wish.mourning]
    chosen = sorted(_apart(free, busy, wanted, wish))
    occasions = wish.occasions or {}
    return tuple(
        Proposal(datetime.combine(day, time(hour)), kind, occasions.get(day), why)
        for (day, kind) in zip(chosen, wish.kinds, strict=False)
        for hour, why in [_hour(day, wish)]
    )


def _apart(free: Sequence[date], busy: Sequence[date], wanted: int, wish: Wish) -> list[date]:
    """Days as far from each other as the rhythm asks; among equals those with an occasion or a good hour."""
    ideal = max(1, DAYS // max(1, wanted + len(busy)))
    taken, left = list(busy), list(free)
    chosen: list[date] = []
    weekdays = [weekday for weekday, _ in wish.best]

    def worth(day: date) -> tuple[int, int, int, int]:
        distance = min((abs((day - other).days) for other in taken), default=ideal)
        rank = len(weekdays) - weekdays.index(day.weekday()) if day.weekday() in weekdays else 0
        return min(distance, ideal), int(day in (wish.occasions or {})), rank, -day.toordinal()

    while left and len(chosen) < wanted:
        best = max(left, key=worth)
        left.remove(best)
        taken.append(best)
        chosen.append(best)
    return chosen


def _hour(day: date, wish: Wish) -> tuple[int, str]:
    own = next((hour for weekday, hour in wish.best if weekday == day.weekday()), None)
    if own is not None:
        return own, "own"
    if wish.best:
        return wish.best[0][1], "own"
    if wish.audience is not None:
        return WINDOWS[wish.audience][0].first, "audience"
    return GUESSED_HOUR, "guess"
