"""What the card of a report says, in the reader's words."""

from markupsafe import Markup

from bot.domain.measures import Amount
from bot.domain.report_links import Part
from bot.domain.report_periods import Span
from bot.domain.reports import Followers, Report
from bot.language.texts import Texts, isolated
from bot.rendering import drawings
from bot.rendering.captions import short
from bot.rendering.comparison_words import HUNDRED, figure
from bot.rendering.drawn import look
from bot.rendering.mix import KINDS
from bot.rendering.report_picture import ReportCard, Tile
from bot.rendering.report_words import Seen, before, days, followers_said, name_post, span_title, verdict
from bot.rendering.top import why

_CURVE_LEAST = 3


def card_of(seen: Seen, texts: Texts) -> ReportCard:
    """The card of a report, with what is wanted in it."""
    report, parts = seen.report, seen.parts
    shows_curve = Part.FOLLOWERS in parts and report.followers is not None
    curve = _curve(report.followers) if shows_curve and report.followers else ()
    mix = _mix(report, texts) if Part.MIX in parts else ()
    best = _best(report, texts) if Part.BEST in parts else ()
    return ReportCard(
        title=_flat(span_title(report, texts)),
        subtitle=f"{isolated(short(seen.page_name))} – {_flat(days(report, texts))}",
        tiles=tuple(_tiles(seen, texts)),
        verdict=_verdict(report, texts),
        mix_label=texts.plain("report-card-mix") if mix else "",
        kinds=_names(report, texts) if mix else (),
        mix=mix,
        curve_label=texts.plain("report-card-curve") if curve else "",
        curve=curve,
        best_label=texts.plain("report-card-best") if best else "",
        best=best,
        footer=_footer(report, texts),
        **look(texts),
    )


def _flat(said: Markup) -> str:
    return said.unescape()


def _tiles(seen: Seen, texts: Texts) -> list[Tile]:
    report = seen.report
    posts = Tile(texts.plain("report-tile-posts"), _flat(texts.number(report.posts)))
    if report.period.span is not Span.CAMPAIGN:
        note = texts("report-note", before=before(report, texts), value=texts.number(report.posts_before))
        posts = Tile(posts.label, posts.value, _flat(note), _grew(report.posts, report.posts_before))
    made = [posts]
    if report.now.value is not None:
        amount = texts(f"compare-amount-{Amount.BOTH}")
        per = texts(f"compare-per-{report.base}", hundred=HUNDRED)
        unit = texts("compare-unit", amount=amount, per=per)
        value, note = figure(report.now.value, texts), Markup()
        if report.before.value is not None:
            earlier = figure(report.before.value, texts)
            note = texts("report-note", before=before(report, texts), value=earlier)
        # Up or down is a colour only where it is more than chance.
        sure = {"more": True, "less": False}.get(report.change)
        made.append(Tile(_flat(unit), _flat(value), _flat(note), sure if note else None))
    if Part.FOLLOWERS in seen.parts and (found := report.followers) is not None:
        change = followers_said(found.more, texts)
        up = None if not found.more else found.more > 0
        made.append(Tile(texts.plain("count-followers"), _flat(texts.number(found.count)), _flat(change), up))
    return made


def _grew(now: int, past: int) -> bool | None:
    return None if now == past else now > past


def _verdict(report: Report, texts: Texts) -> str:
    if not report.posts:
        return texts.plain("report-card-quiet")
    return _flat(verdict(report, texts))


def _mix(report: Report, texts: Texts) -> tuple[drawings.Part, ...]:
    total = sum(count for _, count in report.kinds)
    return tuple(
        drawings.Part(KINDS.index(kind), count / total, _flat(texts.number(count)))
        for kind, count in report.kinds
    )


def _names(report: Report, texts: Texts) -> tuple[str, ...]:
    """A kind that the page has not keeps its place without a name, and so the others their colours."""
    found = {kind for kind, _ in report.kinds}
    return tuple(_flat(_kind(kind, texts)) if kind in found else "" for kind in KINDS)


def _kind(kind: object, texts: Texts) -> Markup:
    name = texts(f"compare-kind-{kind}") if kind else texts("mix-unknown")
    return name[:1].upper() + name[1:]


def _curve(found: Followers) -> tuple[tuple[float, float], ...]:
    if len(found.curve) < _CURVE_LEAST:
        return ()
    first, last = found.curve[0][0], found.curve[-1][0]
    low, high = (pick(count for _, count in found.curve) for pick in (min, max))
    long, tall = last - first, high - low
    if not long:
        return ()
    return tuple(
        (round((at - first) / long, 4), round((count - low) / tall, 4) if tall else 0.5)
        for at, count in found.curve
    )


def _best(report: Report, texts: Texts) -> tuple[str, ...]:
    lines = []
    for number, best in enumerate(report.best, 1):
        post = name_post(report, best.post, texts)
        lines.append(f"{_flat(texts.number(number))}. {post} {_flat(why(best, texts))}".strip())
    return tuple(lines)


def _footer(report: Report, texts: Texts) -> str:
    if not report.now.posts:
        return ""
    posts = texts("compare-posts", count=report.now.posts)
    return texts.plain("report-basis", posts=posts, base=texts(f"compare-base-of-{report.base}"))
