"""A comparison said and shown: a picture with a caption, or why there is nothing to compare yet."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import unescape

from markupsafe import Markup

from bot.domain.benchmarks import hint
from bot.domain.comparison import Comparison
from bot.domain.findings import Key
from bot.domain.identity import PageId
from bot.language.texts import Texts, without_controls
from bot.rendering import comparison_verdict as verdict
from bot.rendering.comparison_buttons import Look
from bot.rendering.comparison_details import details_text
from bot.rendering.comparison_picture import shown_study, wanted_picture
from bot.rendering.comparison_ways import begin, ways
from bot.rendering.comparison_words import Wording, citation
from bot.rendering.message import CAPTION_MOST, Message

_NAME_MOST = 64


def comparison_view(
    comparison: Comparison,
    *,
    page_name: str,
    texts: Texts,
    page_id: PageId,
    now: datetime,
    look: Look = Look.SHOW,
    names: Mapping[Key, str] | None = None,
) -> Message:
    """The comparison as a picture with its caption; in words alone where nothing can be compared.

    For `Look.DETAILS` the statistics instead, as a text of their own to be sent below the picture. `names`
    are those of the asker's pages; with more than one, the page can be compared with the others.
    """
    said = Wording(comparison, texts, names or {})
    if look is Look.DETAILS:
        return Message(details_text(said, page_name=_short(page_name), now=now))
    buttons = ways(said, page_id, look)
    title = Markup("<b>{}</b>\n{}").format(_fact(page_name), texts(f"compare-title-{comparison.by}"))
    if not comparison.possible:
        return Message(_spoken([title, *_too_early(said, now)]), buttons=buttons)
    return Message(
        _caption([title, *verdict.told(said)], _asides(said, now)),
        buttons=buttons,
        picture=wanted_picture(said, _short(page_name)),
    )


def sample_view(comparison: Comparison, *, texts: Texts, now: datetime) -> Message:
    """The made-up page's comparison, which says twice that it is one."""
    said = Wording(comparison, texts)
    page = texts.plain("compare-sample-page")
    intro = texts("compare-sample-intro", page=page)
    asides = [*_asides(said, now), texts("compare-sample-next")]
    return Message(
        _caption([intro, *verdict.told(said)], asides),
        buttons=(begin(texts),),
        picture=wanted_picture(said, page, watermark=texts.plain("compare-sample-mark")),
    )


def _asides(said: Wording, now: datetime) -> list[Markup]:
    """What stands under the verdict, the most needed first."""
    comparison, texts = said.comparison, said.texts
    asides = [said.basis(now=now)]
    if comparison.left_out.total:
        asides.append(texts("compare-left", count=comparison.left_out.total))
    if comparison.marked and not comparison.without_outliers:
        asides.append(texts("compare-outliers", count=comparison.marked))
    if study := shown_study(comparison):
        asides.append(citation(study, texts))
    asides.append(verdict.listed(said))
    return asides


def _too_early(said: Wording, now: datetime) -> list[Markup]:
    """Why nothing can be compared, and how many more posts would do."""
    comparison, texts = said.comparison, said.texts
    study = hint(comparison)
    cited = [citation(study, texts)] if study else []
    if not comparison.in_period:
        if comparison.days is None:
            return [texts("compare-none"), *cited]
        return [texts("compare-none-since", count=comparison.days), *cited]
    told = verdict.nearly(said, now) if comparison.used else [texts("compare-unusable")]
    reasons = said.left_out()
    if reasons:
        told.append(Markup("\n").join([texts("compare-why"), *(Markup("• ") + r for r in reasons)]))
    if not comparison.used and texts.has(f"compare-how-{comparison.by}"):
        told.append(texts(f"compare-how-{comparison.by}"))
    return [*told, *cited]


def _caption(needed: list[Markup], asides: list[Markup]) -> str:
    """The paragraphs, leaving the last asides off where Telegram's limit for captions would be passed."""
    while asides and _length(_spoken([*needed, *asides])) > CAPTION_MOST:
        asides = asides[:-1]
    return _spoken([*needed, *asides])


def _spoken(paragraphs: Iterable[Markup]) -> str:
    return str(Markup("\n\n").join(p for p in paragraphs if p))


def _length(html: str) -> int:
    """How long a text is as Telegram counts, in UTF-16 units, its tags counted too: rather more than less."""
    return len(unescape(html).encode("utf-16-le")) // 2


def _short(name: str) -> str:
    plain = " ".join(without_controls(name).split())
    return plain if len(plain) <= _NAME_MOST else plain[: _NAME_MOST - 1] + "…"


def _fact(name: str) -> Markup:
    return Markup("\u2068{}\u2069").format(_short(name))
