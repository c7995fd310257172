"""Against worked examples, scipy's documentation, and simulations."""

import numpy as np
import pytest

from bot.domain import statistics

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


@pytest.mark.parametrize("n", [6, 10, 17, 40])
def test_the_interval_holds_the_median_in_about_95_of_100(n):
    """Coverage on skewed, continuous rates, over 5,000 draws."""
    chance = np.random.default_rng(n)
    held = 0
    for draw in chance.lognormal(1.0, 0.6, size=(5000, n)):
        found = statistics.spread(draw.tolist(), 6)
        held += found.low <= np.e <= found.high
    assert 0.94 <= held / 5000 <= 0.97


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
