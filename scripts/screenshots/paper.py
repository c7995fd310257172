"""The report of an invented page on its sheet of A4, as a picture of that sheet."""

from datetime import UTC, datetime, timedelta

from bot.domain.goals import Goal, GoalKind, Measured, progress
from bot.domain.identity import GoalId, PageId
from bot.domain.report_links import Part
from bot.domain.report_periods import Span, whole_until
from bot.domain.report_periods import period as period_of
from bot.domain.reports import Beside, Plans, Trust, report
from bot.domain.sample import sample_page
from bot.domain.trust import items
from bot.language.texts import LANGUAGES, Language, Texts
from bot.rendering.report_paper import sheet
from bot.rendering.report_words import Seen
from scripts.screenshots.chat import FOLDER

_AT = datetime(2026, 11, 28, 6, tzinfo=UTC)
_DOTS = 100
"""An inch."""


def papers() -> None:
    """Writes `docs/images/paper-<language>.png`."""
    for language in LANGUAGES:
        shown = sheet(_seen(language), _texts(language))
        shown.figure.savefig(FOLDER / f"paper-{language}.png", dpi=_DOTS)


def _texts(language: Language) -> Texts:
    return Texts(language, language, "jalali" if language == "fa" else "gregorian")


def _seen(language: Language) -> Seen:
    texts, page = _texts(language), sample_page(_AT)
    time = period_of(
        Span.WEEK, whole_until(Span.WEEK, _AT, texts.zone, texts.calendar), texts.zone, texts.calendar
    )
    begun = _AT - timedelta(days=40)
    goal = Goal(
        GoalId(1), PageId(1), GoalKind.FOLLOWERS, 6000, (_AT + timedelta(days=60)).date(), begun, start=3900
    )
    beside = Beside(
        plans=Plans(done=4, missed=1),
        goals=(progress(goal, Measured(page.follower_counts[-1].count, _AT), _AT, texts.zone),),
        trust=Trust(tuple(items())[:2], 48, 40),
    )
    found = report(page.posts, page.follower_counts, time)
    return Seen(found, beside, PageId(1), "@gol_sara", tuple(Part))
