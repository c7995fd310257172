"""Groups' means drawn toward the mean of all by how few values they have, as in empirical Bayes.

Sources: normal scores by Blom (1958); the weight by Efron and Morris (1975, "Data analysis using Stein's
estimator and its generalizations"); the variance between groups by the method of moments for unbalanced
one-way layouts (Searle, Casella and McCulloch 1992, "Variance components", section 3.6).
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple


class Variances(NamedTuple):
    """How the values of some groups vary."""

    mean: float
    """Of all values."""
    within: float
    """σ²: around their group's own mean."""
    between: float
    """τ²: of the groups' true means; 0 where they differ no more than chance would have it."""
    p: float | None
    """The F test's p for "no group differs"; None where nothing can be tested."""


def normal_scores(values: Sequence[float], window: int) -> list[float]:
    """Φ⁻¹((rank - 3/8) / (w + 1/4)) of each value among the `window` (w) values around it; odd.

    Where there are fewer values, or at the ends, the window is what there is, or as near as it comes. Equal
    values share their mean rank. With values in order of time, nothing that changes slowly moves the scores.
    """
    import numpy as np  # noqa: PLC0415 - loads in the worker only
    from scipy import special  # noqa: PLC0415

    count = len(values)
    if not count:
        return []
    wide = min(window, count)
    row = np.asarray(values, dtype=float)
    starts = np.clip(np.arange(count) - wide // 2, 0, count - wide)
    around = np.lib.stride_tricks.sliding_window_view(row, wide)[starts]
    below, same = (around < row[:, None]).sum(axis=1), (around == row[:, None]).sum(axis=1)
    return [float(score) for score in special.ndtri((below + (same + 1) / 2 - 0.375) / (wide + 0.25))]


def variances(groups: Collection[Sequence[float]]) -> Variances:
    """The mean and the variances of some groups, none of them empty."""
    from scipy import stats  # noqa: PLC0415 - loads in the worker only

    sizes = [len(group) for group in groups]
    total, count = sum(sizes), len(sizes)
    if not total:
        return Variances(0.0, 0.0, 0.0, None)
    mean = sum(map(sum, groups)) / total
    if count < 2 or total <= count:
        return Variances(mean, 0.0, 0.0, None)
    means = [sum(group) / len(group) for group in groups]
    around = sum((v - m) ** 2 for group, m in zip(groups, means, strict=True) for v in group)
    apart = sum(n * (m - mean) ** 2 for n, m in zip(sizes, means, strict=True))
    within = around / (total - count)
    effective = total - sum(n * n for n in sizes) / total
    between = max(0.0, (apart - (count - 1) * within) / effective)
    if within <= 0:
        return Variances(mean, 0.0, between, None)
    ratio = apart / (count - 1) / within
    return Variances(mean, within, between, float(stats.f.sf(ratio, count - 1, total - count)))


def weight(n: int, of: Variances) -> float:
    """How much a group's own mean counts: n·τ² / (n·τ² + σ²), 0 not at all, toward 1 with many values."""
    own = n * of.between
    return own / (own + of.within) if own > 0 else 0.0


def drawn_in(mean: float, n: int, of: Variances) -> float:
    """A group's mean drawn toward the mean of all: between the two, nearer its own the more values it has."""
    return of.mean + weight(n, of) * (mean - of.mean)
