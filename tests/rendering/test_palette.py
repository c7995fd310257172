"""Colours that everybody can read and tell apart, worked out rather than looked at."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from bot.rendering.palette import SERIES, THEMES, between, contrast, ink_on, parts

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB
SEEN = {
    "all": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
APART = 20.0
"""CIE 1976 distance; about ten times what is just noticed."""


def lab(colour, eyes):
    values = np.array(parts(colour)) / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    ratios = XYZ @ np.clip(SEEN[eyes] @ linear, 0, 1) / WHITE
    bent = np.where(ratios > 216 / 24389, np.cbrt(ratios), (24389 / 27 * ratios + 16) / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def distance(one, other, eyes):
    return float(np.linalg.norm(lab(one, eyes) - lab(other, eyes)))


@pytest.mark.parametrize("eyes", SEEN)
def test_any_two_kinds_are_told_apart(eyes):
    for one, other in combinations(SERIES, 2):
        assert distance(one, other, eyes) > APART, (one, other)


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("theme", THEMES)
def test_what_is_low_usual_or_high_is_told_apart(eyes, theme):
    of = THEMES[theme]
    for one, other in combinations((of.low, of.middle, of.high), 2):
        assert distance(one, other, eyes) > APART
    for one, other in combinations((of.main, of.accent, of.third), 2):
        assert distance(one, other, eyes) > APART


@pytest.mark.parametrize("theme", THEMES)
def test_words_and_marks_are_read_on_the_paper(theme):
    of = THEMES[theme]
    assert min(contrast(of.ink, of.paper), contrast(of.ink, of.pale)) >= 7
    assert min(contrast(of.soft, of.paper), contrast(of.soft, of.pale)) >= 4.5
    assert min(contrast(of.main, of.paper), contrast(of.third, of.paper)) >= 3
    assert contrast(of.accent, of.paper) >= 3.8


@pytest.mark.parametrize("theme", THEMES)
def test_figures_are_read_on_every_field(theme):
    of = THEMES[theme]
    steps = [between(of.middle, end, part / 20) for end in (of.low, of.high) for part in range(21)]
    for field in (*steps, *SERIES):
        assert contrast(ink_on(field), field) >= 4.4, field


def test_the_contrast_is_the_one_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#336699", "#336699") == 1
