"""A comparison said and shown: a picture with a caption, or why there is nothing to compare yet."""

from collections.abc import Iterable
from datetime import datetime
from html import unescape

from markupsafe import Markup

from bot.domain.benchmarks import beside
from bot.domain.comparison import PERIODS, Comparison, Dimension
from bot.domain.engagement import Base
from bot.domain.findings import Group
from bot.domain.identity import PageId
from bot.language.texts import Texts, without_controls
from bot.rendering import comparison_words as words
from bot.rendering.buttons import By, Compare, Do, Go
from bot.rendering.comparison_details import details_text
from bot.rendering.drawn import look
from bot.rendering.message import CAPTION_MOST, Button, Message, Rows, button, in_rows
from bot.rendering.picture import Bar, Picture

_NAME_MOST = 64
_THIN_MOST = 4


def comparison_view(
    comparison: Comparison,
    *,
    page_name: str,
    texts: Texts,
    page_id: PageId,
    now: datetime,
    details: bool = False,
) -> Message:
    """The comparison as a picture with its caption; in words alone where nothing can be compared.

    With `details` the statistics instead, as a text of their own to be sent below the picture.
    """
    if details:
        return Message(details_text(comparison, page_name=_short(page_name), texts=texts, now=now))
    buttons = _buttons(comparison, page_id, texts)
    title = Markup("<b>{}</b>\n{}").format(_fact(page_name), _question(comparison, texts))
    if not comparison.possible:
        return Message(_spoken([title, *_too_early(comparison, texts, now)]), buttons=buttons)
    return Message(
        _caption([title, *_verdict(comparison, texts)], _asides(comparison, texts, now)),
        buttons=buttons,
        picture=_picture(comparison, _short(page_name), texts),
    )


def sample_view(comparison: Comparison, *, texts: Texts, now: datetime) -> Message:
    """The made-up page's comparison, which says twice that it is one."""
    page = texts.plain("compare-sample-page")
    intro = texts("compare-sample-intro", page=page)
    asides = [*_asides(comparison, texts, now), texts("compare-sample-next")]
    return Message(
        _caption([intro, *_verdict(comparison, texts)], asides),
        buttons=(_begin(texts),),
        picture=_picture(comparison, page, texts, watermark=texts.plain("compare-sample-mark")),
    )


def _question(comparison: Comparison, texts: Texts) -> Markup:
    return texts(f"compare-title-{comparison.by}")


def _verdict(comparison: Comparison, texts: Texts) -> list[Markup]:
    """What it means, and what is still too thin to say."""
    said = [_meaning(comparison, texts)]
    if comparison.winner and comparison.trend and comparison.trend.marked:
        said.insert(0, texts("compare-trend-up" if comparison.trend.rho > 0 else "compare-trend-down"))
    if comparison.thin:
        nearest = sorted(comparison.thin, key=lambda g: g.spread.missing)[:_THIN_MOST]
        said.append(texts("compare-thin", groups=texts.joined([_thin_item(g, texts) for g in nearest])))
    return said


def _meaning(comparison: Comparison, texts: Texts) -> Markup:
    winner = comparison.winner
    if winner is None:
        return texts(
            "compare-unclear", value=words.value_of(comparison.overall.median or 0, comparison, texts)
        )
    median = next(g.spread.median for g in comparison.solid if g.key == winner.best)
    rest = tuple(g.key for g in comparison.solid if g.key != winner.best and g.key not in winner.than)
    said = texts(
        "compare-winner-all" if winner.all else "compare-winner-some",
        best=words.name_of(winner.best, texts),
        others=words.names_of(winner.than, texts),
        rest=words.names_of(rest, texts),
        value=words.value_of(median or 0, comparison, texts),
    )
    return words.begun(said)


def _thin_item(group: Group, texts: Texts) -> Markup:
    name, more = words.name_of(group.key, texts), words.more(group.spread.missing, texts)
    return texts("compare-thin-item", group=name, more=more)


def _asides(comparison: Comparison, texts: Texts, now: datetime) -> list[Markup]:
    """What stands under the verdict, the most needed first."""
    study = beside(comparison)
    asides = [words.basis(comparison, texts, now=now)]
    if comparison.left_out.total:
        asides.append(texts("compare-left", count=comparison.left_out.total))
    if study:
        asides.append(words.citation(study, texts))
    return asides


def _too_early(comparison: Comparison, texts: Texts, now: datetime) -> list[Markup]:
    """Why nothing can be compared, and how many more posts would do."""
    if not comparison.in_period:
        if comparison.days is None:
            return [texts("compare-none")]
        return [texts("compare-none-since", count=comparison.days)]
    said = _nearly(comparison, texts, now) if comparison.used else [texts("compare-unusable")]
    reasons = words.left_out(comparison, texts)
    if reasons:
        said.append(Markup("\n").join([texts("compare-why"), *(Markup("• ") + r for r in reasons)]))
    study = beside(comparison)
    return [*said, words.citation(study, texts)] if study else said


def _nearly(comparison: Comparison, texts: Texts, now: datetime) -> list[Markup]:
    """What is known of too few posts, and how many more would do."""
    said = [texts("compare-not-yet")]
    for group in comparison.solid:
        value = words.value_of(group.spread.median or 0, comparison, texts)
        said.append(texts("compare-only", group=words.name_of(group.key, texts), value=value))
    needed = [_needed_item(key, count, comparison.by, texts) for key, count in comparison.needed]
    said.append(texts("compare-needed", groups=texts.joined(needed)))
    return [*said, words.basis(comparison, texts, now=now)]


def _needed_item(key: str | int | None, count: int, by: Dimension, texts: Texts) -> Markup:
    more = words.more(count, texts)
    if key is None:
        return texts(f"compare-needed-{by}", more=more)
    return texts("compare-needed-item", group=words.name_of(key, texts), more=more)


def _picture(comparison: Comparison, page: str, texts: Texts, watermark: str = "") -> Picture:
    study = beside(comparison)
    figures = study.values if study else {}
    return Picture(
        title=texts.plain(f"compare-title-{comparison.by}"),
        subtitle=texts.plain("compare-subtitle", page=page, period=words.period(comparison, texts)),
        axis=texts.plain(f"compare-axis-{comparison.base}", hundred=words.HUNDRED),
        bars=tuple(_bar(g, figures.get(str(g.key)), texts) for g in words.in_order(comparison, texts)),
        footer=f"{words.basis(comparison, texts).unescape()} {texts.plain('compare-interval')}",
        **look(texts),
        reference_label=texts.plain(
            "benchmark-mark", year=words.year(study, texts), limit=study.followers_below or 0
        )
        if study
        else "",
        watermark=watermark,
    )


def _bar(group: Group, reference: float | None, texts: Texts) -> Bar:
    spread = group.spread
    if spread.median is not None:
        said = words.figure(spread.median, texts).unescape()
    elif spread.n:
        said = texts.plain("compare-thin-bar", count=spread.missing)
    else:
        said = texts.plain("compare-empty-bar")
    return Bar(
        label=words.label_of(group.key, texts),
        value=spread.median,
        low=spread.low,
        high=spread.high,
        value_text=said,
        note=texts.plain("compare-posts", count=spread.n) if spread.n else "",
        reference=reference,
    )


def _buttons(comparison: Comparison, page: PageId, texts: Texts) -> Rows:
    """What else can be seen; never what is seen already."""
    by, days, base = By(comparison.by), comparison.days, comparison.asked_base

    def leads(label: str, by: By = by, days: int | None = days, base: Base | None = base) -> Button:
        return button(label, Compare(page, by, days, base, details=False))

    periods = tuple(leads(_days(d, texts), days=d) for d in PERIODS if d != days)
    if not comparison.in_period:
        sample = button(texts.plain("compare-see-sample"), Go(Do.SAMPLE))
        return (_begin(texts), (sample,) if days is None else periods)
    other = By.WEEKDAY if by is By.KIND else By.KIND
    first = [leads(texts.plain(f"compare-by-{other}"), by=other)]
    if comparison.used:
        told = Compare(page, by, days, base, details=True)
        first.append(button(texts.plain("compare-details"), told))
    bases = [
        leads(texts.plain(f"compare-on-{b}"), base=b)
        for b, _ in comparison.available_bases
        if b is not comparison.base
    ]
    return (tuple(first), periods, *in_rows(bases))


def _days(days: int | None, texts: Texts) -> str:
    if days is None:
        return texts.plain("compare-all")
    return texts.plain("compare-year") if days == 365 else texts.plain("compare-days", count=days)


def _begin(texts: Texts) -> tuple[Button, ...]:
    return (
        button(texts.plain("compare-record"), Go(Do.POST)),
        button(texts.plain("compare-file"), Go(Do.FILE)),
    )


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
