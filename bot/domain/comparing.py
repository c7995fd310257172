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
from bot.domain.frames import Frame, Marks, Numbers
from bot.domain.groupings import IN_ORDER, Dimension, Stamped, keys_of, place
from bot.domain.material import Material
from bot.domain.measures import MEASURES, Amount, Measure, proposed

MOST_GROUPS: Final = 12
"""So many groups are shown: those with the most posts."""
MOST_ROWS: Final = 5_000
"""So many posts a table lists."""
_EARLY_SECONDS: Final = 24 * 3600
"""A post counted sooner than this after its publishing may still be growing."""


class _Used(NamedTuple):
    """The posts that are compared: their places in the frame, groups, values, and the readings behind."""

    places: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    keys: list[Key]
    values: Numbers
    readings: "np.ndarray[tuple[int], np.dtype[np.int64]]"


def studied(question: Question, material: Material, *, with_rows: bool = False) -> Studied:
    """The comparison, and where they are asked for, the posts behind it."""
    frame = _within(question, Frame.of_material(material))
    keys = _keys(question, frame)
    known = _known(frame, np.array([key is not None for key in keys], dtype=bool))
    grouped = sum(key is not None for key in keys)
    measure = proposed(known, grouped, telegram=question.telegram, amount=question.amount, base=question.base)
    values = frame.values(measure)
    taken = chosen(frame, ~np.isnan(values))
    used, out = _used(frame, keys, values, taken, measure.amount)
    marked = _far(used)
    if question.without_outliers:
        out["outliers"], used, marked = int(marked.sum()), _without(used, marked), marked[~marked]
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


def _keys(question: Question, frame: Frame) -> list[Key | None]:
    published: list[float | None] = frame.published.tolist()
    undated = np.isnan(frame.published).tolist()
    stamped = [
        Stamped(fact, None if unknown else at, moment, day_only, page)
        for fact, at, unknown, moment, day_only, page in zip(
            frame.facts,
            published,
            undated,
            frame.moment.tolist(),
            frame.day_only.tolist(),
            frame.page.tolist(),
            strict=True,
        )
    ]
    return keys_of(
        question.by, stamped, zone=question.zone, calendar=question.calendar, spans=question.windows
    )


def _known(frame: Frame, grouped: Marks) -> dict[Measure, int]:
    """Each measure that some post with a group knows, with how many do."""
    amounts = {amount: ~np.isnan(frame.amount(amount)) for amount in Amount}
    sizes = {base: ~np.isnan(frame.size(base)) for base in Base}
    counted = {m: int((frame.told(amounts[m.amount] & sizes[m.base]) & grouped).sum()) for m in MEASURES}
    return {measure: posts for measure, posts in counted.items() if posts}


def _used(
    frame: Frame, keys: list[Key | None], values: Numbers, taken: Chosen, amount: Amount
) -> tuple[_Used, Counter[str]]:
    """The posts that can be compared, and how many were left out for which reason."""
    counted = frame.told(~np.isnan(frame.amount(amount)))
    usable = frame.told(~np.isnan(values))
    reasons = np.array([key is None for key in keys], dtype=bool)
    out: Counter[str] = Counter(group=int(reasons.sum()))
    for reason, hit in (("counts", ~counted), ("base", ~usable), ("age", taken.young)):
        out[reason] = int((hit & ~reasons).sum())
        reasons = reasons | hit
    places = np.flatnonzero(~reasons)
    readings = taken.reading[places]
    kept = [key for key, gone in zip(keys, reasons.tolist(), strict=True) if not gone and key is not None]
    return _Used(places, kept, values[readings], readings), out


def _by_key(used: _Used) -> dict[Key, Numbers]:
    numbers: dict[Key, int] = {}
    of = np.array([numbers.setdefault(key, len(numbers)) for key in used.keys], dtype=np.int64)
    order = np.argsort(of, kind="stable")
    if not numbers:
        return {}
    ends = np.cumsum(np.bincount(of))[:-1]
    return dict(zip(numbers, np.split(used.values[order], ends), strict=True))


def _far(used: _Used) -> Marks:
    """Which posts are outliers of their group, where it has enough posts to tell."""
    far = np.zeros(len(used.values), dtype=bool)
    keys = np.array(used.keys, dtype=object)
    for key, values in _by_key(used).items():
        if len(values) >= LEAST_POSTS:
            far[keys == key] = statistics.outliers(values)
    return far


def _without(used: _Used, marked: Marks) -> _Used:
    keys = [key for key, gone in zip(used.keys, marked.tolist(), strict=True) if not gone]
    return _Used(used.places[~marked], keys, used.values[~marked], used.readings[~marked])


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
                used.keys[number],
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
