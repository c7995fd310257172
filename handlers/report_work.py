"""What the worker process does for a report: reads for itself, computes, and ahead of time draws as well.

Nothing here knows of chats: the worker should not have to load what talks to Telegram.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.calendars import Calendar
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PostId
from bot.domain.plans import Plan
from bot.domain.posts import Post
from bot.domain.report_periods import Period, Span, period
from bot.domain.reports import USUAL, Report, report
from bot.language.reporting import same_campaign
from bot.language.texts import Texts
from bot.rendering.message import Answer
from bot.rendering.report_buttons import FileKind
from bot.rendering.report_words import Seen
from storage import comparisons, drawn, followers, posts, reports


@dataclass(frozen=True, slots=True)
class Asked:
    """Which time of which page: whoever asks has looked whether the reader may see it."""

    page: PageId
    span: Span
    until: datetime
    zone: ZoneInfo
    calendar: Calendar
    post: PostId | None = None
    """A post of the campaign, where it is of one."""

    @property
    def period(self) -> Period:
        """The stretch of time, where it is not of a campaign."""
        return period(self.span, self.until, self.zone, self.calendar)


def computed(file: Path, asked: Asked) -> Report:
    """The report of the posts as they stand now. Refused("report-campaign-gone")."""
    with comparisons.reading(file) as connection:
        if asked.span is Span.CAMPAIGN:
            return _of_campaign(connection, asked)
        stretch = asked.period
        since = min(stretch.before, asked.until - USUAL)
        found = posts.of_page(connection, asked.page, since)
        return report(found, followers.of_page(connection, asked.page), stretch)


def _of_campaign(connection: Connection, asked: Asked) -> Report:
    found = posts.of_page(connection, asked.page)
    named = next((post.campaign for post in found if post.id == asked.post), None)
    names = same_campaign(reports.campaigns(connection, asked.page), named) if named else frozenset[str]()
    moments = [_moment(post) for post in found if post.campaign in names]
    if not moments:
        raise Refused("report-campaign-gone")
    first, last = min(moments), max(moments) + timedelta(seconds=1)
    stretch = Period(Span.CAMPAIGN, first, last, first - USUAL)
    return report(
        [post for post in found if _moment(post) >= stretch.before],
        followers.of_page(connection, asked.page),
        stretch,
        names=names,
    )


def _moment(post: Post) -> datetime:
    return post.published_at or post.recorded_at


def prepared(file: Path, asked: Asked, seen: Seen, texts: Texts, about: str) -> dict[str, Any]:
    """A report as the answer that will be sent, its card drawn and laid beside the database.

    `seen` has everything but the report itself.
    """
    from bot.rendering.drawing import draw  # noqa: PLC0415 - loads in the worker only
    from bot.rendering.reports import report_view  # noqa: PLC0415

    message = report_view(replace(seen, report=computed(file, asked)), texts)
    answer = Answer((message,), about=about)
    if message.picture is not None:
        mark = message.picture.fingerprint()
        answer = replace(answer, about=f"{about}:{mark}")
        if not drawn.has(file, mark):
            drawn.keep(file, mark, draw(message.picture))
    return answer.to_json()


def filed(kind: FileKind, seen: Seen, plans: Sequence[Plan], texts: Texts) -> bytes:
    """A report as a file to keep. `plans`: those of its time that were kept or missed."""
    from bot.rendering import report_paper, report_sheet  # noqa: PLC0415 - load in the worker only

    if kind is FileKind.PDF:
        return report_paper.written(seen, texts)
    return report_sheet.written(seen, plans, texts)
