"""The pieces that reports are made of: whose, of what time, against what, and what can honestly be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.domain.identity import PageId, PostId, ReportId
from bot.domain.report_links import Part
from bot.domain.reports import Beside, Report
from bot.domain.trust import items
from bot.language.texts import Texts
from bot.rendering.asks import named
from bot.rendering.trust import name as item_name

_LATER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Seen:
    """A report with what surrounds it: whose, for whom, with which parts."""

    report: Report
    beside: Beside
    page: PageId
    page_name: str
    parts: tuple[Part, ...]
    public: bool = False
    """For strangers, who press nothing."""
    link: ReportId | None = None
    post: PostId | None = None
    """A post of the campaign, where it is of one."""
    schedules: bool = False
    """Whether the reader may say where and when reports come."""
    named: bool = False
    """Whether customers are called by name: nobody knows who reads along in a group."""


def span_title(report: Report, texts: Texts) -> Markup:
    """What the report is called: «گزارش هفتگی»."""
    if report.campaign is not None:
        return texts("report-title-campaign", campaign=report.campaign)
    return texts(f"report-title-{report.period.span}")


def days(report: Report, texts: Texts) -> Markup:
    """From when to when."""
    first, last = report.period.days(texts.zone)
    if first == last:
        return texts.full_date(first)
    return texts("report-days", first=texts.full_date(first), last=texts.full_date(last))


def before(report: Report, texts: Texts) -> Markup:
    """What the figures stand beside: «هفتهٔ قبل»."""
    return texts(f"report-before-{report.period.span}")


def verdict(report: Report, texts: Texts) -> Markup:
    """What can honestly be said of the change."""
    if report.now.value is None or report.before.value is None:
        return Markup()
    return texts(f"report-change-{report.change}")


def unmeasured(report: Report, texts: Texts) -> Markup:
    """Why nothing can be said of how its posts did."""
    return texts(f"report-lack-{report.lack}") if report.posts and report.lack else texts("report-none-mix")


def quiet(seen: Seen, texts: Texts) -> Markup:
    """What is kindly said of a time without posts."""
    return texts("report-quiet-public" if seen.public else f"report-quiet-{seen.report.period.span}")


def followers_said(more: int | None, texts: Texts) -> Markup:
    """How many more or fewer; nothing where that is not known."""
    if more is None:
        return Markup()
    if not more:
        return texts("report-same")
    return texts("growth-more" if more > 0 else "growth-fewer", number=abs(more))


def trust_names(taken: Sequence[str], texts: Texts) -> Markup:
    """What the steps are called."""
    known = items()
    return texts.joined([item_name(known[each], texts) for each in taken if each in known])


def name_post(report: Report, post: PostId, texts: Texts) -> str:
    """A post in a few plain words, for the card."""
    return named(report.named[post], texts, told_at(report)).unescape()


def told_at(report: Report) -> datetime:
    """From when days are spoken of: so that none is called yesterday in what may be read on any day."""
    return report.period.until + _LATER
