"""The statistics under a comparison, for those who ask: intervals, tests, effect sizes, what was left out."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.benchmarks import beside
from bot.domain.comparison import Comparison
from bot.domain.findings import LEAST_POSTS, Difference, Spread
from bot.language.texts import Texts
from bot.rendering import comparison_words as words

_PAIRS_MOST = 10
_SMALLEST_P = 0.001


def details_text(comparison: Comparison, *, page_name: str, texts: Texts, now: datetime) -> str:
    """The statistics of `comparison` as HTML, within one message."""
    question = texts(f"compare-title-{comparison.by}")
    title = texts("compare-details-title", question=question)
    parts = [
        [
            Markup("<b>{}</b>").format(title),
            texts("compare-subtitle", page=page_name, period=words.period(comparison, texts)),
        ],
        [words.basis(comparison, texts, now=now)],
        _groups(comparison, texts),
        _tests(comparison, texts),
        _asides(comparison, texts),
        _method(comparison, texts),
    ]
    return str(Markup("\n\n").join(Markup("\n").join(lines) for lines in parts if any(lines)))


def _groups(comparison: Comparison, texts: Texts) -> list[Markup]:
    lines = [
        _spread(words.name_of(group.key, texts), group.spread, texts)
        for group in words.in_order(comparison, texts)
        if group.spread.n
    ]
    return [*lines, _spread(texts("compare-details-overall"), comparison.overall, texts)] if lines else []


def _spread(group: Markup, spread: Spread, texts: Texts) -> Markup:
    posts, name = texts("compare-posts", count=spread.n), words.begun(group)
    if spread.median is None:
        return texts("compare-details-thin", group=name, posts=posts, more=words.more(spread.missing, texts))
    return texts(
        "compare-details-group",
        group=name,
        median=_figure(spread.median, texts),
        percent=95,
        low=_figure(spread.low, texts),
        high=_figure(spread.high, texts),
        lower=_figure(spread.lower_quartile, texts),
        upper=_figure(spread.upper_quartile, texts),
        posts=posts,
    )


def _tests(comparison: Comparison, texts: Texts) -> list[Markup]:
    lines: list[Markup] = []
    if comparison.equal_p is not None:
        lines.append(texts("compare-details-alike", p=_p(comparison.equal_p, texts)))
    if comparison.differences:
        lines.append(texts("compare-details-pairs", least=_signed(-1, texts), most=_signed(1, texts)))
        surest = sorted(comparison.differences, key=lambda d: (d.p, -abs(d.delta)))
        lines += [_pair(difference.upwards, texts) for difference in surest[:_PAIRS_MOST]]
        if len(surest) > _PAIRS_MOST:
            lines.append(texts("compare-details-pairs-left", count=len(surest) - _PAIRS_MOST))
    if comparison.trend:
        rho, p = _signed(comparison.trend.rho, texts), _p(comparison.trend.p, texts)
        lines.append(texts("compare-details-trend", rho=rho, p=p))
    return lines


def _pair(difference: Difference, texts: Texts) -> Markup:
    other, name = difference.other, words.begun(words.name_of(difference.one, texts))
    return texts(
        "compare-details-pair",
        one=name,
        other=texts("compare-details-rest") if other is None else words.name_of(other, texts),
        delta=_signed(difference.delta, texts),
        p=_p(difference.p, texts),
        verdict=texts("compare-details-clear" if difference.clear else "compare-details-chance"),
    )


def _asides(comparison: Comparison, texts: Texts) -> list[Markup]:
    lines: list[Markup] = []
    reasons = words.left_out(comparison, texts)
    if reasons:
        lines += [texts("compare-why"), *(Markup("• ") + reason for reason in reasons)]
    if comparison.estimated_followers:
        lines.append(texts("compare-details-estimated", count=comparison.estimated_followers))
    if comparison.later:
        lines.append(texts("compare-details-later", count=comparison.later))
    if comparison.early:
        lines.append(texts("compare-details-early", count=comparison.early))
    return lines


def _method(comparison: Comparison, texts: Texts) -> list[Markup]:
    study = beside(comparison)
    lines = [
        texts(f"compare-details-formula-{comparison.base}", hundred=words.HUNDRED),
        texts("compare-details-method", least=LEAST_POSTS),
    ]
    if study:
        facts = {
            "source": study.source,
            "year": words.year(study, texts),
            "sample": study.posts_millions or 0,
        }
        lines += [words.citation(study, texts), texts(f"benchmark-details-{study.id}", **facts)]
    return lines


def _figure(value: float | None, texts: Texts) -> Markup:
    return words.figure(value or 0.0, texts)


def _signed(value: float, texts: Texts) -> Markup:
    return texts.number(value, decimals=2)


def _p(value: float, texts: Texts) -> Markup:
    """`= 0.012`, or `< 0.001` where it is smaller than that."""
    if value < _SMALLEST_P:
        return Markup("&lt; ") + texts.number(_SMALLEST_P, decimals=3)
    return Markup("= ") + texts.number(float(value), decimals=3)
