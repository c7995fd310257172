"""The statistics behind comparisons, by scipy. Imported in the worker process only.

None of these warns or fails on few, equal or zero values: what cannot be said is None.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.stats import mstats

from bot.domain.findings import Key, Spread

MOST_PAIRWISE = 8
"""Up to this many groups, every pair is tested; beyond it, each group against all the rest."""
MOST_FAR = 20
"""So many outliers of a group are named at most."""
EXACT_UP_TO = 60
"""Groups together up to this size have their exact p, where no values are tied."""
FAR: Final = 3.0
"""From so many scaled median absolute deviations on a value is far from the others."""

_QUARTILE_OF_NORMAL: Final = 0.6744897501960817
"""What the median absolute deviation of a normal distribution is, in standard deviations."""

Values = Sequence[float] | NDArray[Any]


def spread(values: Values, least: int) -> Spread:
    """Median, its 95 % interval (Hettmansperger–Sheather) and quartiles; only `n` under `least` values."""
    n = len(values)
    if n < least:
        return Spread(n)
    ordered = np.sort(np.asarray(values, dtype=float))
    far = ordered[outliers(ordered)]
    low, high = mstats.median_cihs(ordered, alpha=0.05)
    lower, median, upper = np.quantile(ordered, (0.25, 0.5, 0.75))
    distant = sorted(far.tolist(), key=lambda value: -abs(value - median))
    return Spread(
        n, float(median), float(low), float(high), float(lower), float(upper), tuple(distant[:MOST_FAR])
    )


def outliers(values: Values) -> NDArray[np.bool_]:
    """Which values lie beyond three scaled median absolute deviations (Leys et al. 2013).

    None does where that deviation is zero, as where more than half of the values are equal.
    """
    numbers = np.asarray(values, dtype=float)
    if not len(numbers):
        return np.zeros(0, dtype=bool)
    away = np.abs(numbers - np.median(numbers))
    wide = np.median(away) / _QUARTILE_OF_NORMAL
    return np.asarray(away > FAR * wide) if wide else np.zeros(len(numbers), dtype=bool)


def kruskal(groups: Sequence[Values]) -> float | None:
    """Kruskal and Wallis's p for "no group differs"; 1 where all values are equal, None under two groups."""
    if len(groups) < 2:
        return None
    if np.ptp(np.concatenate(groups)) == 0:
        return 1.0
    return float(stats.kruskal(*groups).pvalue)


def differences(groups: Mapping[Key, Values]) -> list[tuple[Key, Key | None, float, float]]:
    """(one, other or None for the rest, corrected p, Cliff's delta) for each pair of groups."""
    pairs: list[tuple[Key, Key | None]] = list(combinations(groups, 2))
    if len(groups) > MOST_PAIRWISE:
        pairs = [(key, None) for key in groups]
    if not pairs:
        return []
    found = [mann_whitney(groups[one], _against(groups, one, other)) for one, other in pairs]
    corrected = stats.false_discovery_control([p for p, _ in found], method="bh")
    return [
        (one, other, float(p), delta)
        for (one, other), p, (_, delta) in zip(pairs, corrected, found, strict=True)
    ]


def mann_whitney(one: Values, other: Values) -> tuple[float, float]:
    """Two-sided p and Cliff's delta, 2U / (n·m) - 1 (Cliff 1993)."""
    both = np.concatenate([one, other])
    if np.ptp(both) == 0:
        return 1.0, 0.0
    exact = len(both) <= EXACT_UP_TO and len(np.unique(both)) == len(both)
    result = stats.mannwhitneyu(one, other, method="exact" if exact else "asymptotic")
    return min(1.0, float(result.pvalue)), 2 * float(result.statistic) / (len(one) * len(other)) - 1


def spearman(points: Sequence[tuple[float, float]] | NDArray[Any]) -> tuple[float, float] | None:
    """Spearman's rho and p; None under 6 points or where either side never changes."""
    if len(points) < 6:
        return None
    along, values = np.asarray(points, dtype=float).T
    if np.ptp(along) == 0 or np.ptp(values) == 0:
        return None
    result = stats.spearmanr(along, values)
    return float(result.statistic), float(result.pvalue)


def _against(groups: Mapping[Key, Values], one: Key, other: Key | None) -> Values:
    if other is not None:
        return groups[other]
    return np.concatenate([values for key, values in groups.items() if key != one])
