"""How posts are compared. Imported in the worker process only, for it loads numpy and scipy."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import numpy as np

from bot.domain import statistics
from bot.domain.choosing import Chosen, chosen
from bot.domain.comparison import Comparison, Question, Row, Studied
from bot.domain.engagement import Base
from bot.domain.findings import LEAST_POSTS, Difference, Group, Key, LeftOut, Trend
from bot.domain.frames import Frame, Marks, Numbers, Places, heads_of
from bot.domain.groupings import IN_ORDER, Dimension, place
from bot.domain.keying import Keys, keys_of
from bot.domain.material import Material
from bot.domain.measures import Amount, Measure, proposed
from bot.domain.telling import told_by

MOST_GROUPS: Final = 12
"""So many groups are shown: those with the most posts."""
MOST_ROWS: Final = 5_000
"""So many posts a table lists."""
_EARLY_SECONDS: Final = 24 * 3600
"""A post counted sooner than this after its publishing may still be growing."""


class _Used(NamedTuple):
    """The posts that are compared: their places in the frame, groups, values, and the readings behind."""

    places: Places
    keys: Keys
    values: Numbers
    readings: Places

    def only(self, kept: Marks) -> "_Used":
        """The same for some of the posts."""
        keys = Keys(self.keys.of[kept], self.keys.names)
        return _Used(self.places[kept], keys, self.values[kept], self.readings[kept])


def studied(question: Question, material: Material, *, with_rows: bool = False) -> Studied:
    """The comparison, and where they are asked for, the posts behind it."""
    frame = _within(question, Frame.of_material(material))
    keys = keys_of(question.by, frame, zone=question.zone, calendar=question.calendar, spans=question.windows)
    grouped = keys.of >= 0
    known = told_by(frame, grouped)
    measure = proposed(
        known, int(grouped.sum()), telegram=question.telegram, amount=question.amount, base=question.base
    )
    values = frame.values(measure)
    taken = chosen(frame, ~np.isnan(values))
    used, out = _used(frame, keys, values, taken, measure.amount)
    marked = _far(used)
    if question.without_outliers:
        out["outliers"], used, marked = int(marked.sum()), used.only(~marked), marked[~marked]
    groups, unshown = _groups(question, used)
    comparison = Comparison(
        **_together(question, frame, measure, used, taken),
        available=tuple(known.items()),
        groups=groups,
        in_period=len(frame.recorded),
        left_out=LeftOut(**out),
        marked=int(marked.sum()),
        without_outliers=question.without_outliers,
        unshown=unshown,
        **_tested(groups, used),
    )
    return Studied(comparison, _rows(frame, measure, used, marked) if with_rows else ())


def _within(question: Question, frame: Frame) -> Frame:
    moment = frame.moment
    within = np.zeros(len(moment), dtype=bool)
    for _, since, until in question.windows:
        after = since is None or moment >= since.timestamp()
        within |= after & (True if until is None else moment < until.timestamp())
    return frame if within.all() else frame.only(within)


def _used(
    frame: Frame, keys: Keys, values: Numbers, taken: Chosen, amount: Amount
) -> tuple[_Used, Counter[str]]:
    """The posts that can be compared, and how many were left out for which reason."""
    counted = frame.told(~np.isnan(frame.amount(amount)))
    usable = frame.told(~np.isnan(values))
    reasons = keys.of < 0
    out: Counter[str] = Counter(group=int(reasons.sum()))
    for reason, hit in (("counts", ~counted), ("base", ~usable), ("age", taken.young)):
        out[reason] = int((hit & ~reasons).sum())
        reasons = reasons | hit
    places = np.flatnonzero(~reasons)
    readings = taken.reading[places]
    return _Used(places, Keys(keys.of[places], keys.names), values[readings], readings), out


def _places_by_key(used: _Used) -> dict[Key, Places]:
    """The places of each group's posts among those used, the groups in the order of their first posts."""
    order = np.argsort(used.keys.of, kind="stable")
    heads = heads_of(used.keys.of[order])
    found = zip(used.keys.of[order[heads]].tolist(), np.split(order, heads[1:]), strict=False)
    return {used.keys.names[key]: places for key, places in sorted(found, key=lambda each: each[1][0])}


def _by_key(used: _Used) -> dict[Key, Numbers]:
    return {key: used.values[places] for key, places in _places_by_key(used).items()}


def _far(used: _Used) -> Marks:
    """Which posts are outliers of their group, where it has enough posts to tell."""
    far = np.zeros(len(used.values), dtype=bool)
    for places in _places_by_key(used).values():
        if len(places) >= LEAST_POSTS:
            far[places] = statistics.outliers(used.values[places])
    return far


def _groups(question: Question, used: _Used) -> tuple[tuple[Group, ...], int]:
    by_key: Mapping[Key, Numbers] = _by_key(used)
    if question.by is Dimension.WEEKDAY and by_key:
        by_key = {day: by_key.get(day, np.zeros(0)) for day in range(7)}
    groups = [Group(key, statistics.spread(of, LEAST_POSTS)) for key, of in by_key.items()]
    unshown = 0
    if question.by not in IN_ORDER or question.by is Dimension.MONTH:
        newest = question.by is Dimension.MONTH
        groups.sort(key=lambda g: str(g.key) if newest else g.spread.n, reverse=True)
        unshown = max(0, len(groups) - MOST_GROUPS)
        groups = groups[:MOST_GROUPS]
    if question.by in IN_ORDER:
        by_place = place(question.by)
        groups.sort(key=lambda g: by_place(g.key))
    else:
        groups.sort(key=lambda g: (g.thin, -(g.spread.median or 0.0), -g.spread.n, str(g.key)))
    return tuple(groups), unshown


def _tested(groups: tuple[Group, ...], used: _Used) -> dict[str, Any]:
    by_key = _by_key(used)
    solid = {group.key: by_key[group.key] for group in groups if not group.thin}
    return {
        "differences": tuple(Difference(*found) for found in statistics.differences(solid)),
        "equal_p": statistics.kruskal(list(solid.values())),
    }


def _together(
    question: Question, frame: Frame, measure: Measure, used: _Used, taken: Chosen
) -> dict[str, Any]:
    """What is true of all used posts together."""
    places, moments = used.places, frame.moment[used.places]
    published = frame.published[places]
    dated = ~np.isnan(published)
    since = frame.taken[used.readings] - published if len(places) else published
    rising = statistics.spearman(np.column_stack((published, used.values))[dated])
    return {
        "by": question.by,
        "days": question.days,
        "measure": measure,
        "asked_amount": question.amount,
        "asked_base": question.base,
        "overall": statistics.spread(used.values, LEAST_POSTS),
        "trend": Trend(*rising) if rising else None,
        "first": _instant(moments.min()) if len(moments) else None,
        "last": _instant(moments.max()) if len(moments) else None,
        "estimated_followers": int(frame.estimated[places].sum()) if measure.base is Base.FOLLOWERS else 0,
        "early": int(((since >= 0) & (since < _EARLY_SECONDS)).sum()),
        "followers": _latest_followers(frame),
        "age": taken.age,
        "later": int(taken.later[places].sum()),
        "aged": int(dated.sum()),
    }


def _rows(frame: Frame, measure: Measure, used: _Used, marked: Marks) -> tuple[Row, ...]:
    newest = np.argsort(-frame.moment[used.places], kind="stable")[:MOST_ROWS]
    amounts, sizes = frame.amount(measure.amount), frame.size(measure.base)
    rows = []
    for number in newest.tolist():
        post, reading = used.places[number], used.readings[number]
        rows.append(
            Row(
                used.keys.names[used.keys.of[number]],
                _instant(frame.published[post]),
                float(used.values[number]),
                int(amounts[reading]),
                None if measure.base is Base.PLAIN else int(sizes[reading]),
                _whole(frame.followers[post]),
                bool(marked[number]),
            )
        )
    return tuple(rows)


def _instant(seconds: float) -> datetime | None:
    return None if np.isnan(seconds) else datetime.fromtimestamp(float(seconds), UTC)


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)


def _latest_followers(frame: Frame) -> int | None:
    known = ~np.isnan(frame.followers)
    if not known.any():
        return None
    newest = np.argmax(np.where(known, frame.moment, -np.inf))
    return int(frame.followers[newest])
