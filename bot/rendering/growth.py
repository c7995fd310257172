"""A page's followers over time, said and shown; and the list in which single counts are corrected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.domain.growth import GAP, MOST_POINTS, Growth, Step
from bot.domain.identity import PageId
from bot.language.texts import Texts, without_controls, write_number
from bot.rendering.drawn import look
from bot.rendering.followers_buttons import FollowersCurve, FollowersList, FollowersRecord
from bot.rendering.message import Message, Rows, button
from bot.rendering.picture import Curve, Point, Span
from bot.rendering.timeline import days_of, in_days, ticks

_DAY = 86_400
_STRANGE_MOST = 2


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked below a curve: posts by their moments, campaigns by their first and last post."""

    posts: tuple[datetime, ...] = ()
    campaigns: tuple[tuple[str, datetime, datetime], ...] = ()

    @staticmethod
    def of(published: Iterable[tuple[datetime, str | None]]) -> "Marks":
        """The marks of posts, each with its moment and its campaign."""
        posts: list[datetime] = []
        campaigns: dict[str, tuple[datetime, datetime]] = {}
        for at, campaign in published:
            posts.append(at)
            if campaign:
                first, last = campaigns.get(campaign, (at, at))
                campaigns[campaign] = min(first, at), max(last, at)
        return Marks(tuple(posts), tuple((name, *span) for name, span in campaigns.items()))


def growth_view(
    growth: Growth,
    marks: Marks,
    *,
    page_name: str,
    page_id: PageId,
    texts: Texts,
    now: datetime,
    may_change: bool,
) -> Message:
    """The curve as a picture, with what it says in its caption; who may only look gets no ways to change."""
    parts = [
        texts("growth-heading", page=_short(page_name)),
        _now(growth, texts, now),
        Markup("\n").join(_changes(growth, texts, now)),
    ]
    if growth.stale and may_change:
        parts.append(texts("growth-stale", count=(now - growth.last.at).days))
    parts += [
        texts("growth-strange", number=c.count, day=texts.moment(c.at, now=now, day_only=True))
        for c in [c for c in growth.counts if c.strange][-_STRANGE_MOST:]
    ]
    return Message(
        str(Markup("\n\n").join(parts)),
        buttons=_ways(growth, page_id, texts, may_change=may_change),
        picture=_curve(growth, marks, _short(page_name), texts, now),
    )


def change_of(step: Step, texts: Texts) -> Markup:
    """How many more or fewer, in words."""
    if step.more == 0:
        return texts("growth-same")
    number = texts.number(abs(step.more))
    key = "growth-more" if step.more > 0 else "growth-fewer"
    return texts(key, number=texts("about", number=number) if step.rounded else number)


def _now(growth: Growth, texts: Texts, now: datetime) -> Markup:
    last = growth.last
    number = texts("about", number=last.count) if last.rounded else texts.number(last.count)
    if (now - last.at).total_seconds() < _DAY:
        return texts("growth-now", number=number)
    return texts("growth-then", number=number, when=texts.moment(last.at, now=now, day_only=True))


def _changes(growth: Growth, texts: Texts, now: datetime) -> list[Markup]:
    """How many more than a week and a month before, and since the first count; each from a real count."""
    said = [
        texts(
            f"growth-{name}",
            day=texts.moment(step.since, now=now, day_only=True),
            change=change_of(step, texts),
        )
        for name, step in (("week", growth.week), ("month", growth.month))
        if step is not None and step.since != growth.whole.since
    ]
    first = texts.full_date(growth.whole.since.astimezone(texts.zone).date())
    counts = texts("growth-counts", count=growth.total)
    return [*said, texts("growth-whole", day=first, change=change_of(growth.whole, texts), counts=counts)]


def _ways(growth: Growth, page: PageId, texts: Texts, *, may_change: bool) -> Rows:
    def label(days: int | None) -> str:
        if days is None:
            return texts.plain("compare-all")
        return texts.plain("compare-year") if days == 365 else texts.plain("compare-days", count=days)

    periods = tuple(button(label(days), FollowersCurve(page, days)) for days in growth.offered)
    changing = (
        button(texts.plain("growth-record"), FollowersRecord(page)),
        button(texts.plain("growth-list"), FollowersList(page, 0)),
    )
    return tuple(row for row in (changing if may_change else (), periods) if row)


def _curve(growth: Growth, marks: Marks, page: str, texts: Texts, now: datetime) -> Curve:
    first, last = days_of(growth.counts[0].at, now, texts.zone)
    low, high = _axis([c.count for c in growth.counts if not c.strange])
    points = tuple(
        Point(in_days(c.at), c.count, c.rounded, write_number(c.count, texts.digits) if c.strange else "")
        for c in growth.counts
    )
    spans = tuple(
        Span(_short(name), max(in_days(a), first), min(in_days(b), last))
        for name, a, b in marks.campaigns
        if in_days(b) >= first and in_days(a) <= last
    )
    posts = _apart([in_days(at) for at in marks.posts], first, last)
    period = "compare-period-all" if growth.days is None else "compare-period"
    legend = {
        "posts": bool(posts),
        "campaigns": bool(spans),
        "hollow": any(c.rounded for c in growth.counts),
        "gap": growth.gaps,
        "axis": low > 0,
    }
    said = [texts(f"growth-legend-{name}", days=GAP.days) for name, is_so in legend.items() if is_so]
    return Curve(
        title=texts.plain("growth-title"),
        subtitle=texts.plain("compare-subtitle", page=page, period=texts(period, count=growth.days or 0)),
        headline=write_number(growth.last.count, texts.digits),
        unit=texts.plain("count-followers"),
        points=points,
        gap=float(GAP.days),
        ticks=ticks(first, last, texts),
        first=first,
        last=last,
        low=low,
        high=high,
        posts=posts,
        spans=spans,
        footer=Markup(" ").join(said).unescape(),
        **look(texts),
    )


def _axis(counts: Sequence[int]) -> tuple[float, float]:
    """From zero where that hides nothing; else around the counts, but chance must not look like growth."""
    bottom, top = min(counts), max(counts)
    spread = max(top - bottom, 0.02 * top, 4)
    if bottom < 0.5 * top or top < 20:
        return 0.0, max(top * 1.1, 4.0)
    middle = (top + bottom) / 2
    return max(0.0, middle - spread * 0.65), middle + spread * 0.65


def _apart(moments: list[float], first: float, last: float) -> tuple[float, ...]:
    """The moments on the axis, those left out that would fall on another one's tick."""
    width = (last - first) / MOST_POINTS
    within = (at for at in moments if first <= at <= last)
    return tuple(sorted({int((at - first) / width): round(at, 4) for at in within}.values()))


def _short(name: str) -> str:
    plain = " ".join(without_controls(name).split())
    return plain if len(plain) <= 64 else plain[:63] + "…"
