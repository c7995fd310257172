"""A report as it comes: a card, a short text below it, and buttons for its parts."""

from collections.abc import Callable, Mapping
from typing import Final

from markupsafe import Markup

from bot.domain.report_links import Part
from bot.domain.report_periods import Span
from bot.domain.reports import Plans, Report
from bot.language.texts import Texts
from bot.rendering.captions import caption, heading
from bot.rendering.comparison_words import figure
from bot.rendering.goals import name_of
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.owed import names_of
from bot.rendering.rates import rate_said
from bot.rendering.report_buttons import FileKind, ReportShow, ReportsOf
from bot.rendering.report_card import card_of
from bot.rendering.report_words import (
    Seen,
    before,
    days,
    followers_said,
    quiet,
    span_title,
    told_at,
    trust_names,
    unmeasured,
    verdict,
)
from bot.rendering.top import linked, why

ALL: Final = "all"


def report_view(seen: Seen, texts: Texts) -> Message:
    """The whole: the card, and what it says in words, as far as a caption has room."""
    report = seen.report
    first = [_posts(report, texts), *_rate(report, texts)] if report.posts else [quiet(seen, texts)]
    told = [line for part in seen.parts if part in _LINES and (line := _LINES[part](seen, texts))]
    needed = [title(seen, texts), Markup("\n").join(first)]
    return Message(caption(needed, told), buttons=_ways(seen, texts), picture=card_of(seen, texts))


def title(seen: Seen, texts: Texts) -> Markup:
    """Whose report, of what time."""
    return heading(
        seen.page_name, Markup(" · ").join([span_title(seen.report, texts), days(seen.report, texts)])
    )


def _posts(report: Report, texts: Texts) -> Markup:
    posts = texts("compare-posts", count=report.posts)
    if report.period.span is Span.CAMPAIGN:
        return texts("report-posts-alone", posts=posts)
    return texts("report-posts", posts=posts, before=before(report, texts), earlier=report.posts_before)


def _rate(report: Report, texts: Texts) -> list[Markup]:
    if report.now.value is None:
        return [unmeasured(report, texts)]
    value = rate_said(report.now.value, report.base, texts)
    if report.before.value is None:
        return [texts("report-rate-alone", value=value)]
    earlier = figure(report.before.value, texts)
    said = texts("report-rate", value=value, before=before(report, texts), earlier=earlier)
    return [said, verdict(report, texts)]


def _followers(seen: Seen, texts: Texts) -> Markup:
    found = seen.report.followers
    if found is None:
        return Markup()
    said = followers_said(found.more, texts)
    if not said:
        return texts("report-followers-alone", count=texts.number(found.count))
    return texts("report-followers", number=found.count, change=said)


def _best(seen: Seen, texts: Texts) -> Markup:
    if not seen.report.best:
        return Markup()
    best = seen.report.best[0]
    post = linked(seen.report.named[best.post], texts, told_at(seen.report))
    return texts("report-best", post=post, why=why(best, texts))


def _plans(seen: Seen, texts: Texts) -> Markup:
    plans = seen.beside.plans
    if plans is None or not plans.done + plans.missed:
        return Markup()
    return plans_said(plans, texts)


def plans_said(plans: Plans, texts: Texts) -> Markup:
    """How many plans were kept and how many missed; of what there was none, nothing is said."""
    key = "report-plans" if plans.done and plans.missed else f"report-plans-{'all' if plans.done else 'none'}"
    return texts(key, done=plans.done, missed=plans.missed)


def _goals(seen: Seen, texts: Texts) -> Markup:
    shares = [
        texts("report-goal", goal=name_of(each.goal, texts), share=round(100 * each.share))
        for each in seen.beside.goals
        if each.now is not None
    ]
    return texts("report-goals", goals=texts.joined(shares)) if shares else Markup()


def _trust(seen: Seen, texts: Texts) -> Markup:
    trust = seen.beside.trust
    return texts("report-trust", names=trust_names(trust.taken, texts)) if trust and trust.taken else Markup()


def _owed(seen: Seen, texts: Texts) -> Markup:
    owed = seen.beside.owed
    if not owed:
        return Markup()
    if not seen.named:
        return texts("report-owed-count", count=len(owed))
    return texts("report-owed", count=len(owed), names=names_of(owed, texts))


def _advice(seen: Seen, texts: Texts) -> Markup:
    chosen = seen.beside.advice
    return texts("report-advice", title=texts(chosen.piece.title)) if chosen else Markup()


_LINES: Final[Mapping[Part, Callable[[Seen, Texts], Markup]]] = {
    Part.FOLLOWERS: _followers,
    Part.BEST: _best,
    Part.PLANS: _plans,
    Part.GOALS: _goals,
    Part.TRUST: _trust,
    Part.OWED: _owed,
    Part.ADVICE: _advice,
}


def way(seen: Seen, part: str, label: str) -> Button:
    """A button to a part of the same report."""
    period = seen.report.period
    at = seen.post if seen.post is not None else int(period.until.timestamp() // 60)
    of = seen.page if seen.link is None else seen.link
    return button(label, ReportShow(of, seen.link is not None, part, period.span, at))


def _ways(seen: Seen, texts: Texts) -> Rows:
    if seen.public:
        return ()
    rows = in_rows([way(seen, part, texts.plain(f"report-part-{part}")) for part in seen.parts], 3)
    files = tuple(way(seen, kind, texts.plain(f"report-file-{kind}")) for kind in FileKind)
    if not seen.schedules:
        return (*rows, files)
    return (*rows, files, (button(texts.plain("report-schedule"), ReportsOf(seen.page, "show")),))
