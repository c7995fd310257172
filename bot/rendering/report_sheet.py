"""A report as tables in an Excel file: real numbers, each with what it stands on, and how it was computed.

Written in the worker process.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from bot.domain.findings import LEAST_POSTS
from bot.domain.identity import PostId
from bot.domain.measures import Amount
from bot.domain.plans import Plan
from bot.domain.report_links import Part
from bot.domain.reports import CHANCE, STANDS_FOR, USUAL
from bot.domain.top import KEEPS_FROM, LEAST_TYPICAL
from bot.domain.trust import items
from bot.language.texts import Texts
from bot.rendering.comparison_words import HUNDRED, begun, formula
from bot.rendering.goals import name_of
from bot.rendering.report_words import Seen, before, days, name_post, span_title, verdict
from bot.rendering.top import address_of
from bot.rendering.trust import name as item_name
from bot.rendering.workbook import Address, Cell, Table, bare, workbook

_COUNTS: Final = ("likes", "comments", "saves", "shares", "reach", "views")
_Row = Sequence[Cell]


def written(seen: Seen, plans: Sequence[Plan], texts: Texts) -> bytes:
    """The file's content; days and moments by the page's clock. `plans`: those that were kept or missed."""
    tables: list[tuple[str, Table]] = [("report-sheet-figures", _figures(seen, texts))]
    for part in seen.parts:
        if part is Part.PLANS:
            tables.append((f"report-part-{part}", _plans(plans, texts)))
        elif part in _SHEETS:
            tables.append((f"report-part-{part}", _SHEETS[part](seen, texts)))
    tables.append(("compare-sheet-how", _how(seen, texts)))
    return workbook(((texts.plain(key), table) for key, table in tables), right=texts.language != "en")


def _heads(texts: Texts, *columns: str) -> list[Cell]:
    return [bare(begun(texts(key if "-" in key else f"report-column-{key}"))) for key in columns]


def _figures(seen: Seen, texts: Texts) -> Iterator[_Row]:
    """Each figure with its unit, its number of posts and its days, and the same of the time before."""
    report, period = seen.report, seen.report.period
    yield [
        *_heads(texts, "figure", "compare-column-value", "unit", "compare-column-posts", "first", "last"),
        bare(begun(before(report, texts))),
        *_heads(texts, "compare-column-posts", "first", "last"),
    ]
    now, past = period.days(texts.zone), period.days_before(texts.zone)
    posts, earlier = report.posts, report.posts_before
    yield [texts.plain("report-tile-posts"), posts, None, posts, *now, earlier, earlier, *past]
    unit = _unit(seen, texts)
    rated = (report.before.value, report.before.posts)
    yield [texts.plain("report-figure-rate"), report.now.value, unit, report.now.posts, *now, *rated, *past]
    since = min(period.before, period.until - USUAL).astimezone(texts.zone).date()
    yield [texts.plain("report-figure-usual"), report.usual, unit, report.usual_posts, since, now[1]]
    for kind, count in report.kinds if Part.MIX in seen.parts else ():
        yield [_kind(kind, texts), count, texts.plain("report-part-mix"), posts, *now]
    yield from _beside(seen, texts)


def _unit(seen: Seen, texts: Texts) -> str:
    per = texts(f"compare-per-{seen.report.base}", hundred=HUNDRED)
    return bare(texts("compare-unit", amount=texts(f"compare-amount-{Amount.BOTH}"), per=per))


def _kind(kind: object, texts: Texts) -> str:
    return bare(begun(texts(f"compare-kind-{kind}") if kind else texts("mix-unknown")))


def _beside(seen: Seen, texts: Texts) -> Iterator[_Row]:
    """Followers, plans and trust, as far as they are wanted."""
    beside, followers, now = seen.beside, seen.report.followers, seen.report.period.days(texts.zone)
    if Part.FOLLOWERS in seen.parts and followers is not None:
        then = None if followers.more is None else followers.count - followers.more
        yield [bare(begun(texts("count-followers"))), followers.count, None, None, *now, then]
    if Part.PLANS in seen.parts and beside.plans is not None:
        yield [texts.plain("report-figure-done"), beside.plans.done, None, None, *now]
        yield [texts.plain("report-figure-missed"), beside.plans.missed, None, None, *now]
    if Part.TRUST in seen.parts and beside.trust is not None:
        trust = beside.trust
        yield [texts.plain("report-figure-trust"), trust.percent, None, None, *now, trust.before]


def _post(seen: Seen, post: PostId, texts: Texts) -> list[Cell]:
    """What a post is, where it stands, and when it was published."""
    found = seen.report.named[post]
    address = address_of(found)
    return [
        bare(name_post(seen.report, post, texts)),
        Address(address) if address else None,
        _local(found.published_at, texts, day_only=found.day_only),
    ]


def _local(at: datetime | None, texts: Texts, *, day_only: bool = False) -> date | None:
    """A moment by the page's clock; of one whose hour nobody told its day."""
    if at is None:
        return None
    local = at.astimezone(texts.zone).replace(tzinfo=None)
    return local.date() if day_only else local


def _best(seen: Seen, texts: Texts) -> Iterator[_Row]:
    yield _heads(
        *(texts, "post", "link", "compare-column-published", "compare-column-value", "unit", "times"),
        *(f"count-{name}" for name in _COUNTS),
    )
    for best in seen.report.best:
        counts = seen.report.named[best.post].counts
        known = [getattr(counts, name) for name in _COUNTS]
        yield [*_post(seen, best.post, texts), best.value, _unit(seen, texts), best.times, *known]


def _evergreen(seen: Seen, texts: Texts) -> Iterator[_Row]:
    yield _heads(texts, "post", "link", "compare-column-published", "week", "now", "growth", "days")
    for kept in seen.report.evergreen:
        yield [*_post(seen, kept.post, texts), kept.week, kept.now, 100 * kept.growth, kept.days]


def _plans(plans: Sequence[Plan], texts: Texts) -> Iterator[_Row]:
    yield _heads(texts, "when", "topic", "kind", "campaign", "state")
    for plan in plans:
        state = texts.plain(f"report-figure-{plan.state}")
        kind = texts.plain(f"kind-{plan.kind}") if plan.kind else None
        at = _local(plan.at, texts, day_only=plan.day_only)
        yield [at, bare(plan.topic or ""), kind, bare(plan.campaign or ""), state]


def _goals(seen: Seen, texts: Texts) -> Iterator[_Row]:
    yield _heads(
        *(texts, "goal", "start", "now", "counted", "target", "due", "share", "needed", "pace", "left")
    )
    for each in seen.beside.goals:
        goal, now = each.goal, each.now
        share = 100 * each.share if now else None
        figure = (now.value, _local(now.at, texts)) if now else (None, None)
        yield [
            *(bare(name_of(goal, texts)), goal.start, *figure, goal.target, goal.due),
            *(share, each.needed, each.pace, each.days_left),
        ]


def _trust(seen: Seen, texts: Texts) -> Iterator[_Row]:
    yield _heads(texts, "step")
    known = items()
    for taken in seen.beside.trust.taken if seen.beside.trust else ():
        if taken in known:
            yield [bare(item_name(known[taken], texts))]


_SHEETS: Final[Mapping[Part, Callable[[Seen, Texts], Table]]] = {
    Part.BEST: _best,
    Part.EVERGREEN: _evergreen,
    Part.GOALS: _goals,
    Part.TRUST: _trust,
}


def _how(seen: Seen, texts: Texts) -> Iterator[_Row]:
    """Whose, of what time, and a line for the way of each figure."""
    report = seen.report
    first, last = (texts.full_date(day) for day in report.period.days_before(texts.zone))
    yield [f"{bare(seen.page_name)}: {bare(span_title(report, texts))}"]
    yield [bare(days(report, texts))]
    yield [bare(texts("report-how-before", before=before(report, texts), first=first, last=last))]
    yield [bare(texts(f"compare-base-of-{report.base}"))]
    yield [bare(texts("compare-how-value", formula=formula(Amount.BOTH, report.base, texts)))]
    yield [bare(texts("compare-how-reading"))]
    yield [bare(texts("report-how-median"))]
    yield [bare(texts("report-how-change", chance=CHANCE, least=LEAST_POSTS)), bare(verdict(report, texts))]
    yield [bare(texts("report-how-usual", days=USUAL.days, least=LEAST_TYPICAL))]
    yield [bare(texts("report-how-empty"))]
    for part in seen.parts:
        if part in _HOW:
            yield [bare(texts(f"report-how-{part}", **_HOW[part]))]


_HOW: Final[Mapping[Part, Mapping[str, object]]] = {
    Part.FOLLOWERS: {"days": STANDS_FOR.days},
    Part.EVERGREEN: {"share": round(100 * KEEPS_FROM), "hundred": HUNDRED},
    Part.PLANS: {},
    Part.GOALS: {},
    Part.TRUST: {"hundred": HUNDRED},
}
