"""What a comparison means in plain words, by rules: who did better, by how much, on how many posts."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.findings import Group, Key, Winner
from bot.rendering.comparison_words import Wording, begun, figure, more

_THIN_MOST = 4
_LISTED_MOST = 3


def told(said: Wording) -> list[Markup]:
    """What it means, and what is still too thin to say."""
    comparison, texts = said.comparison, said.texts
    told = [_meaning(said)]
    if comparison.winner and (trend := comparison.warning):
        told.insert(0, texts("compare-trend-up" if trend.rho > 0 else "compare-trend-down"))
    if comparison.without_outliers and comparison.left_out.outliers:
        told.append(texts("compare-outliers-out", count=comparison.left_out.outliers))
    if comparison.thin:
        nearest = sorted(comparison.thin, key=lambda g: g.spread.missing)[:_THIN_MOST]
        told.append(texts("compare-thin", groups=texts.joined([_thin_item(g, said) for g in nearest])))
    if comparison.unshown:
        told.append(texts("compare-unshown", count=comparison.unshown))
    return told


def nearly(said: Wording, now: datetime) -> list[Markup]:
    """What is known of too few posts, and how many more would do."""
    comparison, texts = said.comparison, said.texts
    told = [texts("compare-not-yet")]
    for group in comparison.solid:
        value = said.value_of(group.spread.median or 0)
        told.append(texts("compare-only", group=said.name_of(group.key), value=value))
    needed = [_needed_item(key, count, said) for key, count in comparison.needed]
    told.append(texts("compare-needed", groups=texts.joined(needed)))
    return [*told, said.basis(now=now)]


def listed(said: Wording) -> Markup:
    """The value of each group that is drawn, for who does not see the picture."""
    shown, winner = [group for group in said.in_order() if not group.thin], said.comparison.winner
    if len(shown) == 2 or (winner and winner.all and not winner.pooled and len(shown) <= 1 + _LISTED_MOST):
        return Markup()  # the verdict names them all
    items = [_item(group, said) for group in shown]
    return Markup("\n").join(Markup("• ") + begun(item) for item in items)


def _meaning(said: Wording) -> Markup:
    winner = said.comparison.winner
    if winner is None:
        return _undecided(said)
    best = _group(winner.best, said)
    facts = {
        "best": said.name_of(best.key),
        "value": figure(best.spread.median or 0, said.texts),
        "unit": said.unit,
        "posts": said.posts(best.spread.n),
    }
    if winner.pooled:
        sentence = said.texts("compare-winner-pooled", **facts)
    elif len(winner.than) == 1:
        sentence = _pair(winner, facts, said)
    else:
        sentence = _several(winner, facts, said)
    told = [begun(sentence), said.texts("compare-slight" if winner.slight else "compare-sure")]
    if not winner.all:
        won = (winner.best, *winner.than)
        rest = [group.key for group in said.comparison.solid if group.key not in won]
        told.append(said.texts("compare-open", rest=said.names_of(rest)))
    return Markup(" ").join(told)


def _pair(winner: Winner, facts: dict[str, Markup], said: Wording) -> Markup:
    other = _group(winner.than[0], said)
    return said.texts(
        "compare-winner-one",
        **facts,
        other=said.name_of(other.key),
        other_value=figure(other.spread.median or 0, said.texts),
        other_posts=said.posts(other.spread.n),
    )


def _several(winner: Winner, facts: dict[str, Markup], said: Wording) -> Markup:
    beaten = sorted((_group(key, said) for key in winner.than), key=lambda g: -(g.spread.median or 0))
    items = said.texts.joined([_item(group, said) for group in beaten[:_LISTED_MOST]])
    key = "compare-winner-all" if winner.all else "compare-winner-some"
    return said.texts(key, **facts, others=items)


def _undecided(said: Wording) -> Markup:
    comparison, texts = said.comparison, said.texts
    if len(comparison.solid) == 2:
        one, other = sorted(comparison.solid, key=lambda g: -(g.spread.median or 0))
        return texts("compare-unclear-two", one=_item(one, said), other=_item(other, said), unit=said.unit)
    return texts("compare-unclear", value=said.value_of(comparison.overall.median or 0))


def _item(group: Group, said: Wording) -> Markup:
    value = figure(group.spread.median or 0, said.texts)
    posts = said.posts(group.spread.n)
    return said.texts("compare-item", group=said.name_of(group.key), value=value, posts=posts)


def _group(key: Key, said: Wording) -> Group:
    return next(group for group in said.comparison.solid if group.key == key)


def _thin_item(group: Group, said: Wording) -> Markup:
    missing = more(group.spread.missing, said.texts)
    return said.texts("compare-thin-item", group=said.name_of(group.key), more=missing)


def _needed_item(key: Key | None, count: int, said: Wording) -> Markup:
    missing = more(count, said.texts)
    if key is None:
        return said.texts("compare-needed-other", more=missing)
    return said.texts("compare-needed-item", group=said.name_of(key), more=missing)
