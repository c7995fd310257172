"""A comparison drawn: bars with intervals; slide counts as a curve with the study's points beside it."""

from bot.domain.benchmarks import Benchmark, beside
from bot.domain.comparison import Comparison
from bot.domain.findings import Group
from bot.domain.groupings import Band, Dimension
from bot.language.texts import write_number
from bot.rendering.comparison_words import Wording, begun, cited_figure, figure, year
from bot.rendering.drawings import Cited, Dot, Points
from bot.rendering.drawn import look
from bot.rendering.picture import Bar, Picture

_OUTLIERS_MOST = 8
"""So many outliers of a group are drawn."""


def wanted_picture(said: Wording, page: str, watermark: str = "") -> Picture | Points:
    """The picture that suits what posts are compared by."""
    if said.comparison.by is Dimension.SLIDES and _alone(said.comparison):
        return _points(said, page, watermark)
    return _bars(said, page, watermark)


def shown_study(comparison: Comparison) -> Benchmark | None:
    """The study whose figures stand in the picture: some of its groups are among the page's."""
    study = beside(comparison)
    if study is None:
        return None
    keys = {str(group.key) for group in comparison.groups}
    return study if keys & study.values.keys() or comparison.by is Dimension.SLIDES else None


def _alone(comparison: Comparison) -> bool:
    return all(str(group.key).isdigit() for group in comparison.groups)


def _bars(said: Wording, page: str, watermark: str) -> Picture:
    texts, study = said.texts, shown_study(said.comparison)
    groups = said.in_order()
    far = any(group.spread.outliers for group in groups)
    return Picture(
        title=texts.plain(f"compare-title-{said.comparison.by}"),
        subtitle=texts.plain("compare-subtitle", page=page, period=said.period()),
        axis=begun(said.unit).unescape(),
        bars=tuple(_bar(group, study, said) for group in groups),
        footer=f"{said.basis().unescape()} {texts.plain('compare-interval')}",
        **look(texts),
        reference_label=_mark(study, said) if study else "",
        outlier_label=texts.plain("compare-outlier-mark") if far else "",
        beyond_label=texts.plain("compare-beyond-mark") if far else "",
        watermark=watermark,
    )


def _bar(group: Group, study: Benchmark | None, said: Wording) -> Bar:
    spread = group.spread
    key = str(group.key)
    reference = study.values.get(key) if study else None
    return Bar(
        label=said.label_of(group.key),
        value=spread.median,
        low=spread.low,
        high=spread.high,
        value_text=_value_text(group, said),
        note=said.posts(spread.n).unescape() if spread.n else "",
        reference=reference,
        reference_text=cited_figure(study, key, said.texts).unescape() if study and reference else "",
        outliers=spread.outliers[:_OUTLIERS_MOST],
    )


def _points(said: Wording, page: str, watermark: str) -> Points:
    texts, study = said.texts, shown_study(said.comparison)
    dots = tuple(
        Dot(
            at=Band.of_key(group.key).first,
            label=write_number(Band.of_key(group.key).first, texts.digits),
            value=group.spread.median,
            low=group.spread.low,
            high=group.spread.high,
            value_text=_value_text(group, said) if not group.thin else texts.plain("compare-thin-dot"),
            note=said.posts(group.spread.n).unescape(),
        )
        for group in said.comparison.groups
    )
    points = tuple(
        Cited(int(key), value, cited_figure(study, key, texts).unescape(), beyond=key in study.above)
        for key, value in (study.values.items() if study else ())
        if study
    )
    return Points(
        title=texts.plain("compare-title-slides"),
        subtitle=texts.plain("compare-subtitle", page=page, period=said.period()),
        axis=begun(said.unit).unescape(),
        along=texts.plain("compare-along-slides"),
        dots=dots,
        footer=f"{said.basis().unescape()} {texts.plain('compare-interval')}",
        **look(texts),
        cited=points,
        cited_label=_mark(study, said) if study else "",
        watermark=watermark,
    )


def _value_text(group: Group, said: Wording) -> str:
    spread = group.spread
    if spread.median is not None:
        return figure(spread.median, said.texts).unescape()
    if spread.n:
        return said.texts.plain("compare-thin-bar", count=spread.missing)
    return said.texts.plain("compare-empty-bar")


def _mark(study: Benchmark, said: Wording) -> str:
    limit = study.followers_below or 0
    return said.texts.plain("benchmark-mark", year=year(study, said.texts), limit=limit)
