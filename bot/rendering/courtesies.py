"""What is said where there is no yearly report: the ones that there are, and a look at the whole year."""

from datetime import datetime

from bot.domain.groupings import Dimension
from bot.domain.identity import PageId
from bot.domain.report_periods import Span
from bot.language.texts import Texts
from bot.rendering.comparison_buttons import Compared, Look
from bot.rendering.message import Message, button
from bot.rendering.report_buttons import ReportShow

_YEAR_DAYS = 365


def no_year(page_id: PageId, texts: Texts, now: datetime) -> Message:
    """No report of a year, but one of a month, and the months of a year beside each other."""
    month = ReportShow(page_id, False, "all", Span.MONTH, int(now.timestamp()) // 60 + 1)
    year = Compared(page_id, Dimension.MONTH, None, None, _YEAR_DAYS, without_outliers=False, look=Look.SHOW)
    ways = (
        button(texts.plain("report-month-way"), month),
        button(texts.plain("compare-year-way"), year),
    )
    return Message(texts("report-no-year"), buttons=(ways,))
