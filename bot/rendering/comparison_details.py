"""The statistics under a comparison, for those who ask: intervals, tests, effect sizes, what was left out."""

from datetime import datetime
from html import unescape

from markupsafe import Markup

from bot.domain.benchmarks import fitting, hint
from bot.domain.findings import LEAST_POSTS, SURE, Difference, Spread
from bot.language.texts import Texts
from bot.rendering.comparison_words import Wording, begun, citation, figure, more, year
from bot.rendering.message import TEXT_MOST

_PAIRS_MOST = 10
_GROUPS_MOST = 12
_SMALLEST_P = 0.001


def details_text(said: Wording, *, page_name: str, now: datetime) -> str:
    """The statistics of a comparison as HTML, within one message: the last lines go where it is too long."""
    comparison, texts = said.comparison, said.texts
    title = texts("compare-details-title", question=texts(f"compare-title-{comparison.by}"))
    head = [
        Markup("<b>{}</b>").format(title),
        texts("compare-subtitle", page=page_name, period=said.period()),
    ]
    parts = [head, [said.basis(now=now)], _groups(said), _tests(said), _asides(said), _method(said)]
    text = str(Markup("\n\n").join(Markup("\n").join(lines) for lines in parts if any(lines)))
    return text if len(unescape(text).encode("utf-16-le")) // 2 <= TEXT_MOST else _shorter(parts)


def _shorter(parts: list[list[Markup]]) -> str:
    """The same without the cited studies and the pairs, then with as many groups as fit."""
    head, basis, groups, tests, _, method = parts
    kept = [head, basis, groups[:_GROUPS_MOST], tests[:2], method[:2]]
    return str(Markup("\n\n").join(Markup("\n").join(lines) for lines in kept if any(lines)))


def _groups(said: Wording) -> list[Markup]:
    lines = [
        _spread(said.name_of(group.key), group.spread, said) for group in said.in_order() if group.spread.n
    ]
    overall = said.texts("compare-details-overall")
    return [*lines, _spread(overall, said.comparison.overall, said)] if lines else []


def _spread(group: Markup, spread: Spread, said: Wording) -> Markup:
    posts, name, texts = said.posts(spread.n), begun(group), said.texts
    if spread.median is None:
        return texts("compare-details-thin", group=name, posts=posts, more=more(spread.missing, texts))
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


def _tests(said: Wording) -> list[Markup]:
    comparison, texts = said.comparison, said.texts
    lines: list[Markup] = []
    if comparison.equal_p is not None:
        lines.append(texts("compare-details-alike", p=_p(comparison.equal_p, texts)))
    if comparison.differences:
        lines.append(texts("compare-details-pairs", least=_signed(-1, texts), most=_signed(1, texts)))
        surest = sorted(comparison.differences, key=lambda d: (d.p, -abs(d.delta)))
        lines += [_pair(difference.upwards, said) for difference in surest[:_PAIRS_MOST]]
        if len(surest) > _PAIRS_MOST:
            lines.append(texts("compare-details-pairs-left", count=len(surest) - _PAIRS_MOST))
    if comparison.trend:
        rho, p = _signed(comparison.trend.rho, texts), _p(comparison.trend.p, texts)
        lines.append(texts("compare-details-trend", rho=rho, p=p))
    return lines


def _pair(difference: Difference, said: Wording) -> Markup:
    other, texts = difference.other, said.texts
    return texts(
        "compare-details-pair",
        one=begun(said.name_of(difference.one)),
        other=texts("compare-details-rest") if other is None else said.name_of(other),
        delta=_signed(difference.delta, texts),
        p=_p(difference.p, texts),
        verdict=texts("compare-details-clear" if difference.clear else "compare-details-chance"),
    )


def _asides(said: Wording) -> list[Markup]:
    comparison, texts = said.comparison, said.texts
    reasons = said.left_out()
    lines = [texts("compare-why"), *(Markup("• ") + reason for reason in reasons)] if reasons else []
    for key, count in (
        ("estimated", comparison.estimated_followers),
        ("later", comparison.later),
        ("early", comparison.early),
        ("outliers", comparison.marked),
    ):
        if count:
            lines.append(texts(f"compare-details-{key}", count=count))
    return lines


def _method(said: Wording) -> list[Markup]:
    comparison, texts = said.comparison, said.texts
    study = fitting(comparison) or hint(comparison)
    lines = [
        texts("compare-details-formula", formula=said.formula),
        texts("compare-details-method", least=LEAST_POSTS),
    ]
    if study:
        facts = {"source": study.source, "year": year(study, texts), "sample": study.posts_millions or 0}
        lines += [citation(study, texts), texts(f"benchmark-details-{study.id}", **facts)]
    return lines


def _figure(value: float | None, texts: Texts) -> Markup:
    return figure(value or 0.0, texts)


def _signed(value: float, texts: Texts) -> Markup:
    return texts.number(value, decimals=2)


def _p(value: float, texts: Texts) -> Markup:
    """`= 0.012`, or `< 0.001` where it is smaller than that."""
    if value < _SMALLEST_P:
        return Markup("&lt; ") + texts.number(_SMALLEST_P, decimals=3)
    border = abs(value - SURE) < _SMALLEST_P  # 0.0498 is no 0.05
    return Markup("= ") + texts.number(float(value), decimals=4 if border else 3)
