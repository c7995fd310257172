"""Means drawn in by how few values they have: worked by hand, and for any numbers."""

from __future__ import annotations

import itertools
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from bot.domain.shrinkage import Variances, drawn_in, normal_scores, variances, weight

VALUES = st.floats(-1e3, 1e3)
SHARED = st.builds(
    Variances, VALUES, st.floats(1e-3, 1e3), st.floats(0, 1e3), st.none() | st.floats(0.0, 1.0)
)
GROUPS = st.lists(st.lists(VALUES, min_size=1, max_size=8), max_size=8)


def test_the_weight_is_worked_by_hand():
    # 4 values, τ² = 1, σ² = 2: 4·1 / (4·1 + 2) = 2/3; a mean of 3 around 0 becomes 2
    of = Variances(0.0, 2.0, 1.0, 0.5)
    assert weight(4, of) == pytest.approx(2 / 3)
    assert drawn_in(3.0, 4, of) == pytest.approx(2.0)


def test_the_variances_are_worked_by_hand():
    # means 2 and 6 around 4; within (1 + 1 + 1 + 1) / (4 - 2) = 2; between groups 2·4 + 2·4 = 16
    # τ² = (16 - 1·2) / (4 - 8/4) = 7; F = 16 / 2 = 8 with 1 and 2 degrees of freedom
    of = variances([[1.0, 3.0], [5.0, 7.0]])
    assert (of.mean, of.within, of.between) == (4.0, 2.0, 7.0)
    assert of.p == pytest.approx(float(stats.f.sf(8, 1, 2)))


def test_the_test_is_the_analysis_of_variance():
    groups = [[1.0, 2.5, 2.0], [4.0, 5.5], [0.5, 3.0, 3.5, 9.0]]
    assert variances(groups).p == pytest.approx(float(stats.f_oneway(*groups).pvalue))


@given(VALUES, st.integers(1, 10_000), SHARED)
def test_what_is_drawn_in_lies_between_its_own_mean_and_the_mean_of_all(own: float, n: int, of: Variances):
    low, high = sorted((own, of.mean))
    assert low - 1e-6 <= drawn_in(own, n, of) <= high + 1e-6


@given(VALUES, st.integers(1, 10_000), st.integers(1, 10_000), SHARED)
def test_the_more_values_the_nearer_to_its_own_mean(own: float, n: int, more: int, of: Variances):
    few, many = drawn_in(own, n, of), drawn_in(own, n + more, of)
    assert abs(many - own) <= abs(few - own) + 1e-6
    assert 0 <= weight(n, of) <= weight(n + more, of) <= 1


@given(GROUPS)
def test_any_groups_have_variances(groups: list[list[float]]):
    of = variances(groups)
    assert of.within >= 0
    assert of.between >= 0
    assert of.p is None or 0 <= of.p <= 1
    if groups:
        assert of.mean == pytest.approx(mean(v for group in groups for v in group), abs=1e-6)


@given(st.lists(VALUES, max_size=40))
def test_scores_keep_the_order_and_lie_around_the_middle(values: list[float]):
    scores = normal_scores(values, 41)
    assert len(scores) == len(values)
    pairs = sorted(zip(values, scores, strict=True))
    assert all(a[1] <= b[1] for a, b in itertools.pairwise(pairs))
    if len(set(values)) == len(values):
        assert sum(scores) == pytest.approx(0, abs=1e-6)


def test_a_score_is_bloms():
    assert normal_scores([3.0, 1.0, 2.0], 61)[1] == pytest.approx(float(stats.norm.ppf((1 - 0.375) / 3.25)))


def test_what_changes_slowly_moves_no_score():
    """Each value is scored among those around it: growth alone leaves every one in the middle."""
    grown = normal_scores([float(n) for n in range(200)], 61)
    assert grown[30:170] == [pytest.approx(0.0)] * 140
    assert grown[0] < -2


def test_a_window_is_never_larger_than_what_there_is():
    assert normal_scores([], 61) == []
    assert normal_scores([5.0], 61) == [pytest.approx(0.0)]
