"""Against worked examples, scipy's documentation, and simulations."""

from itertools import combinations

import numpy as np
import pytest
from scipy.stats import false_discovery_control, mannwhitneyu, median_abs_deviation, spearmanr

from bot.domain import statistics
from bot.domain.findings import SURE

DRAWS = 4000
SIX = [3.0, 1.0, 2.0, 6.0, 5.0, 4.0]


def test_the_interval_of_six_values_as_worked_by_hand():
    """k = 1, coverages 0.96875 and 0.78125, so lambda = 5·0.1 / 1.4 (Hettmansperger & Sheather 1986)."""
    weight = 0.5 / 1.4
    found = statistics.spread(SIX, 6)
    assert found.median == 3.5
    assert (found.lower_quartile, found.upper_quartile) == (2.25, 4.75)
    assert found.low == pytest.approx(1 + weight)
    assert found.high == pytest.approx(6 - weight)


def test_under_six_values_nothing_is_said():
    found = statistics.spread(SIX[:5], 6)
    assert (found.n, found.missing, found.median, found.low) == (5, 1, None, None)


def test_mann_whitney_as_documented_by_scipy():
    males, females = [19, 22, 16, 29, 24], [20, 11, 17, 12]
    p, delta = statistics.mann_whitney(males, females)
    assert p == pytest.approx(0.1111111111111111)
    assert delta == pytest.approx(2 * 17 / 20 - 1)


def test_cliffs_delta_counts_pairs():
    ones, others = [1, 2, 3, 4, 4, 9], [2, 2, 5, 7, 1, 0]
    pairs = [np.sign(a - b) for a in ones for b in others]
    assert statistics.mann_whitney(ones, others)[1] == pytest.approx(np.mean(pairs))


def test_kruskal_as_documented_by_scipy():
    assert statistics.kruskal([[1, 3, 5, 7, 9], [2, 4, 6, 8, 10]]) == pytest.approx(0.6015081344405895)


def test_differences_are_corrected_together():
    """Benjamini and Hochberg by hand: p·m/rank, made monotone from the largest down."""
    groups = {"a": [1, 2, 3, 4, 5, 6], "b": [2.5, 3.5, 4.5, 5.5, 6.5, 7.5], "c": [11, 12, 13, 14, 15, 16]}
    raw = {(a, b): statistics.mann_whitney(groups[a], groups[b])[0] for a, b in ("ab", "ac", "bc")}
    ordered = sorted(raw.values())
    by_hand = [min(ordered[j] * 3 / (j + 1) for j in range(i, 3)) for i in range(3)]
    found = {(one, other): p for one, other, p, _ in statistics.differences(groups)}
    assert sorted(found.values()) == pytest.approx(by_hand)
    assert found["a", "c"] < 0.05 < found["a", "b"]


def test_beyond_eight_groups_each_is_held_against_the_rest():
    chance = np.random.default_rng(1)
    groups = {i: (chance.normal(size=12) + (3 if i == 4 else 0)).tolist() for i in range(9)}
    found = statistics.differences(groups)
    assert [(one, other) for one, other, _, _ in found] == [(i, None) for i in range(9)]
    assert min(found, key=lambda d: d[2])[0] == 4
    assert len(statistics.differences({i: groups[i] for i in range(8)})) == 28


@pytest.mark.filterwarnings("error")
def test_equal_values_differ_in_nothing():
    same = [2.0] * 7
    assert statistics.kruskal([same, same]) == 1.0
    assert statistics.mann_whitney(same, same) == (1.0, 0.0)
    assert statistics.spearman([(float(i), 2.0) for i in range(9)]) is None
    found = statistics.spread(same, 6)
    assert (found.low, found.median, found.high) == (2.0, 2.0, 2.0)


def test_spearman_by_hand():
    """rho = 1 - 6·Σd² / n(n²-1) with d² of 2 on six points."""
    points = [(1, 10), (2, 20), (3, 40), (4, 30), (5, 50), (6, 60)]
    rho, _ = statistics.spearman(points)
    assert rho == pytest.approx(1 - 6 * 2 / (6 * 35))
    assert statistics.spearman(points[:5]) is None


def test_one_group_has_nothing_to_differ_from():
    assert statistics.kruskal([SIX]) is None
    assert statistics.differences({"a": SIX}) == []
    assert statistics.differences({}) == []


@pytest.mark.parametrize("n", [6, 8, 20, 60])
def test_the_interval_covers_the_true_median_of_skewed_rates(n):
    """2,000 draws; between 94 and 97 of 100, less or more three standard errors of the simulation."""
    chance = np.random.default_rng(100 + n)
    draws = 2000
    held = 0
    for draw in chance.lognormal(1.0, 0.8, size=(draws, n)):
        found = statistics.spread(draw, 6)
        held += found.low <= np.e <= found.high
    error = np.sqrt(0.95 * 0.05 / draws)
    assert 0.94 - 3 * error <= held / draws <= 0.97 + 3 * error


def corrected(draws):
    """For each of many draws (draw, group, value) the p that `differences` finds, all by scipy at once."""
    count, groups, n = draws.shape
    everything = np.arange(groups)
    pairs = [([one], [other]) for one, other in combinations(range(groups), 2)]
    if groups > statistics.MOST_PAIRWISE:
        pairs = [([one], everything[everything != one]) for one in range(groups)]
    sides = [[draws[:, side].reshape(count, -1) for side in pair] for pair in pairs]
    together = n * (groups if groups > statistics.MOST_PAIRWISE else 2)
    method = "exact" if together <= statistics.EXACT_UP_TO else "asymptotic"
    p = [mannwhitneyu(one, other, axis=1, method=method).pvalue for one, other in sides]
    return false_discovery_control(np.minimum(np.column_stack(p), 1), axis=1)


@pytest.mark.parametrize(("groups", "n"), [(2, 8), (4, 20), (7, 12), (12, 15)])
def test_without_a_difference_few_comparisons_claim_one(groups, n):
    """At most 6 of 100, and three standard errors of the simulation: in pairs, and each against the rest."""
    chance = np.random.default_rng(groups * n)
    draws = chance.lognormal(1.0, 0.8, size=(DRAWS, groups, n))
    found = corrected(draws)
    for draw, p in zip(draws[:20], found, strict=False):
        assert [each[2] for each in statistics.differences(dict(enumerate(draw)))] == pytest.approx(p)
    claimed = (found < SURE).any(axis=1).mean()
    assert claimed <= 0.06 + 3 * np.sqrt(0.06 * 0.94 / DRAWS)


def test_outliers_lie_beyond_three_scaled_deviations_as_worked_by_hand():
    """Median 4, deviations 3 2 1 0 1 2 96: their median 2, scaled 2.965; three of them 8.9."""
    values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 100.0]
    assert statistics.outliers(values).tolist() == [False] * 6 + [True]
    assert statistics.outliers([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 12.8]).tolist() == [False] * 7
    assert statistics.outliers([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 13.0])[-1]


def test_outliers_are_those_that_scipys_deviation_marks():
    values = np.random.default_rng(5).lognormal(1.0, 1.0, size=200)
    wide = median_abs_deviation(values, scale="normal")
    assert (statistics.outliers(values) == (np.abs(values - np.median(values)) > 3 * wide)).all()


def test_where_most_values_are_equal_none_is_an_outlier():
    assert not statistics.outliers([5.0] * 6 + [900.0]).any()
    assert not statistics.outliers([]).any()
    assert statistics.spread([5.0] * 6 + [900.0], 6).outliers == ()


def test_the_farthest_outliers_are_named_first():
    found = statistics.spread([*range(1, 20), 60, 90, -50], 6)
    assert found.outliers == (90.0, -50.0, 60.0)


def test_benjamini_and_hochberg_as_documented_by_scipy():
    """The example of `false_discovery_control`, from Benjamini and Hochberg's paper."""
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.000,
    ]
    corrected = false_discovery_control(p)
    assert corrected[:4].tolist() == pytest.approx([0.0015, 0.003, 0.0095, 0.035625])


def test_spearman_as_documented_by_scipy():
    rho, p = statistics.spearman([(1, 5), (2, 6), (3, 7), (4, 8), (5, 7), (6, 6)])
    assert -1 <= rho <= 1
    result = spearmanr([1, 2, 3, 4, 5, 6], [5, 6, 7, 8, 7, 6])
    assert (rho, p) == pytest.approx((result.statistic, result.pvalue))
