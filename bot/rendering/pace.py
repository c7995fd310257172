"""How quickly a page's posts get their interactions, as a curve with its caption."""

from datetime import UTC, datetime

from markupsafe import Markup

from bot.domain.identity import PageId
from bot.domain.pace import Pace, Stage
from bot.language.texts import Texts, isolated
from bot.rendering.asks_buttons import AskAfter
from bot.rendering.captions import caption, heading, paragraphs, short
from bot.rendering.comparison_words import HUNDRED
from bot.rendering.drawings import Dot, Points
from bot.rendering.drawn import look
from bot.rendering.insights import ways_on
from bot.rendering.insights_buttons import What
from bot.rendering.message import Message, button

_PERCENT = 95


def pace_view(found: Pace, *, page_name: str, page: PageId, texts: Texts, may_change: bool) -> Message:
    """Which share of a week's likes and comments posts have after an hour and after a day."""
    title = heading(page_name, texts("pace-title"))
    missing = may_change and any(stage.spread.missing for stage in found.stages)
    asked = ((button(texts.plain("pace-ask"), AskAfter(page, None)),),) if missing else ()
    stages = [_stage(stage, texts) for stage in found.stages]
    if not found.possible:
        said = [title, texts("pace-too-few"), Markup("\n").join(stages), texts("pace-how")]
        return Message(paragraphs(said), buttons=asked)
    return Message(
        caption([title, Markup("\n").join(stages)], [_basis(found, texts)]),
        buttons=(ways_on(What.PACE, page, texts), *asked),
        picture=_picture(found, short(page_name), texts),
    )


def _stage(stage: Stage, texts: Texts) -> Markup:
    spread, name = stage.spread, texts(f"pace-after-{stage.hours}")
    if spread.median is None:
        return texts("pace-thin", stage=name, count=spread.missing)
    return texts(
        "pace-stage",
        stage=name,
        share=round(spread.median),
        hundred=HUNDRED,
        low=round(spread.low or 0),
        high=round(spread.high or 0),
        posts=texts("compare-posts", count=spread.n),
    )


def _basis(found: Pace, texts: Texts) -> Markup:
    if found.first is None or found.last is None:
        return Markup()
    first, last = (
        texts.full_date(datetime.fromtimestamp(at, UTC).astimezone(texts.zone).date())
        for at in (found.first, found.last)
    )
    posts = texts("compare-posts", count=found.used)
    return texts("pace-basis", posts=posts, first=first, last=last, hundred=HUNDRED)


def _picture(found: Pace, page: str, texts: Texts) -> Points:
    week = texts.plain("mix-share", share=HUNDRED)
    dots = (
        *(_dot(number, stage, texts) for number, stage in enumerate(found.stages)),
        Dot(float(len(found.stages)), texts.plain("pace-week"), float(HUNDRED), None, None, week),
    )
    return Points(
        title=texts.plain("pace-title"),
        subtitle=isolated(page),
        axis=texts.plain("pace-axis", hundred=HUNDRED),
        along=texts.plain("pace-along"),
        dots=dots,
        top=float(HUNDRED),
        footer=f"{_basis(found, texts).unescape()} {texts.plain('compare-interval')}",
        **look(texts),
    )


def _dot(number: int, stage: Stage, texts: Texts) -> Dot:
    spread = stage.spread
    if spread.median is None:
        said = texts.plain("compare-thin-bar", count=spread.missing)
    else:
        said = texts.plain("mix-share", share=round(spread.median))
    return Dot(
        float(number),
        texts.plain(f"pace-{stage.hours}"),
        spread.median,
        spread.low,
        spread.high,
        said,
        texts.plain("compare-posts", count=spread.n) if spread.n else "",
    )
