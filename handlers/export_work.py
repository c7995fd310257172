"""What the worker process does for an archive: reads for itself, draws what the page has to show, packs.

Nothing here knows of chats: the worker should not have to load what talks to Telegram.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from bot.domain.comparison import Question
from bot.domain.followers import FollowerCount
from bot.domain.groupings import Dimension
from bot.domain.growth import growth
from bot.domain.identity import PageId
from bot.domain.report_links import Part
from bot.domain.report_periods import Span
from bot.domain.reports import Beside
from bot.language.texts import Texts
from bot.rendering.besttimes import best_times_view
from bot.rendering.comparison import comparison_view
from bot.rendering.exports import archive_of
from bot.rendering.growth import Marks, growth_view
from bot.rendering.mix import mix_view
from bot.rendering.picture import Drawing
from bot.rendering.report_card import card_of
from bot.rendering.report_words import Seen
from handlers.comparing import Place, compared
from handlers.looking import Looked, mix_of, week_of
from handlers.report_work import Asked, computed
from storage import comparisons, followers, posts
from storage.exports import about, everything

_COMPARED: Final = (Dimension.KIND, Dimension.WEEKDAY, Dimension.HOUR)


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive, and how many posts are in it."""

    content: bytes
    posts: int


def picture(what: str, at: Looked, texts: Texts) -> bytes | None:
    """One of `PICTURES` as the page would be shown it now, a PNG; None where there is too little for it.

    None as well where it is of more posts than the worker can hold: nobody's archive is to fail by that.
    """
    from bot.rendering.drawing import draw  # noqa: PLC0415 - what draws loads in the worker only

    with comparisons.reading(at.file) as connection:
        page = about(connection, at.page)
    if page is None:
        return None
    made = None
    with suppress(MemoryError):
        made = _MAKERS[what](at, page.name, replace(texts, zone=page.zone, platform=page.platform))
    return None if made is None else draw(made)


def packed(file: Path, page: PageId, pictures: Sequence[tuple[str, bytes]]) -> Packed | None:
    """Everything of a page; None where there is none of that id. Who may have it, the caller looks."""
    with comparisons.reading(file) as connection:
        found = everything(connection, page)
        return None if found is None else Packed(archive_of(found, pictures), found.count)


def _comparison(by: Dimension, at: Looked, name: str, texts: Texts) -> Drawing | None:
    telegram = texts.platform == "telegram"
    question = Question.of(by=by, now=at.now, zone=texts.zone, calendar=texts.calendar, telegram=telegram)
    found = compared(Place(at.file, (at.page,)), question)
    return comparison_view(found, page_name=name, page_id=at.page, texts=texts, now=at.now).picture


def _followers(at: Looked, name: str, texts: Texts) -> Drawing | None:
    with comparisons.reading(at.file) as connection:
        marks = posts.marks(connection, at.page)
        counts = followers.of_page(connection, at.page)
    stated = [FollowerCount(count, moment) for moment, _, count in marks if count is not None]
    found = growth([*counts, *stated], now=at.now)
    if found is None:
        return None
    shown = Marks.of((moment, campaign) for moment, campaign, _ in marks)
    view = growth_view(
        found, shown, page_name=name, page_id=at.page, texts=texts, now=at.now, may_change=False
    )
    return view.picture


def _hours(at: Looked, name: str, texts: Texts) -> Drawing | None:
    view = best_times_view(
        week_of(at, texts.zone),
        page_name=name,
        page_id=at.page,
        audience=None,
        texts=texts,
        plans=False,
        may_change=False,
    )
    return view.picture


def _mix(at: Looked, name: str, texts: Texts) -> Drawing | None:
    found = mix_of(at, texts.zone, texts.calendar)
    return mix_view(found, page_name=name, page=at.page, texts=texts).picture


def _report(at: Looked, name: str, texts: Texts) -> Drawing | None:
    """The card of the last seven days; where they are quiet, none."""
    found = computed(at.file, Asked(at.page, Span.WEEK, at.now, texts.zone, texts.calendar))
    return card_of(Seen(found, Beside(), at.page, name, tuple(Part)), texts) if found.posts else None


_MAKERS: Final[Mapping[str, Callable[[Looked, str, Texts], Drawing | None]]] = {
    **{f"comparison-{by}": partial(_comparison, by) for by in _COMPARED},
    "followers": _followers,
    "best-hours": _hours,
    "mix": _mix,
    "report": _report,
}
PICTURES: Final = tuple(_MAKERS)
"""By their names, each made for itself: who waits for the worker meanwhile waits for one of them at most."""
