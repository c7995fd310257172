"""A page's report for a reader: what is read beside its posts, and the words in which it comes."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.identity import PostId
from bot.domain.pages import Page
from bot.domain.people import person_in
from bot.domain.report_links import Part, ReportLink
from bot.domain.report_periods import Period, Span
from bot.domain.reports import Beside, Report
from bot.language.texts import Texts
from bot.rendering.message import Message
from bot.rendering.report_parts import part_view, without_picture
from bot.rendering.report_words import Seen
from bot.rendering.reports import ALL, report_view
from handlers.advice import next_piece
from handlers.asker import texts_for
from handlers.desk import Desk
from handlers.goals_seen import progress_of
from handlers.house import House
from handlers.report_work import Asked, computed
from storage import owed, reports


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report of a page, for whom."""

    page: Page
    texts: Texts
    span: Span
    until: datetime
    link: ReportLink | None = None
    post: PostId | None = None
    """A post of the campaign, where it is of one."""
    private: bool = False
    """Whether it is read in a private chat."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that are told there."""
        parts = self.link.parts if self.link else tuple(Part)
        return parts if self.page.role.changes or self.link else tuple(p for p in parts if p != Part.ADVICE)

    @property
    def asked(self) -> Asked:
        """What is computed."""
        return Asked(
            self.page.id, self.span, self.until, self.texts.zone, self.texts.calendar, post=self.post
        )

    def seen(self, report: Report, beside: Beside) -> Seen:
        """The report with what surrounds it."""
        link = self.link
        return Seen(
            report=report,
            beside=beside,
            page=self.page.id,
            page_name=self.page.name,
            parts=self.parts,
            public=link is not None and link.public,
            link=link.id if link else None,
            post=self.post,
            schedules=self.private and self.page.role.changes,
            named=self.private,
        )


def texts_of(link: ReportLink, page: Page) -> Texts:
    """The words in which a chat gets a page's reports."""
    person = replace(person_in(link.language, link.made_by), digits=link.digits, calendar=link.calendar)
    return replace(texts_for(person, ZoneInfo(page.zone)), platform=page.platform)


def beside(connection: Connection, desk: Desk, wanted: Wanted, stretch: Period, now: datetime) -> Beside:
    """What is told beyond posts and counts, as far as the reader wants it."""
    page, parts = wanted.page, wanted.parts
    since, until = stretch.since, stretch.until
    return Beside(
        plans=reports.plans(connection, page.id, since, until) if Part.PLANS in parts else None,
        goals=tuple(progress_of(connection, page, now)) if Part.GOALS in parts else (),
        trust=reports.trust_of(connection, page.id, since, until) if Part.TRUST in parts else None,
        owed=tuple(owed.waiting(connection, page.id)) if Part.OWED in parts else (),
        advice=next_piece(desk, connection, page, now) if Part.ADVICE in parts else None,
    )


async def seen_now(house: House, wanted: Wanted) -> Seen:
    """A report as it stands now, with what surrounds it."""
    now = house.now()
    report: Report = await house.compute(computed, house.store.path, wanted.asked)
    more = await house.store.study(lambda c: beside(c, house.desk, wanted, report.period, now))
    return wanted.seen(report, more)


async def shown(house: House, wanted: Wanted, part: str = ALL, *, pictures: bool = True) -> Message:
    """The report, or one part of it, as it stands now. `pictures`: whether it may have one."""
    seen = await seen_now(house, wanted)
    whole = part == ALL
    texts = wanted.texts
    made = report_view(seen, texts) if whole else part_view(seen, Part(part), texts, house.now())
    return made if pictures else without_picture(made)
