"""Calibration against numbers computed by hand."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from signdict.core.paths import UNSURE
from signdict.model.calibration import Calibration, Odds, read


def test_a_single_score_is_mapped_to_0_to_1():
    sure = Calibration(10, 0.5).of(np.array([-1e9, 0.5, 1e9], np.float32), 5)
    assert_allclose(sure, [0, 0.5, 1], atol=1e-12)
    assert Calibration().least(7) == UNSURE


def test_probabilities_and_none_of_these_sum_to_1():
    odds = Odds(sharpness=2.0, none=0.5, crowd=0.0, line=0.1, fades=0.0)
    sure = odds.of(np.array([0.5, 0.5, 0.5], np.float32), 3)
    assert_allclose(sure, 1 / 4)
    scores = np.array([0.9, 0.2], np.float32)
    weights = np.exp(2 * np.array([0.9, 0.2]))
    assert_allclose(odds.of(scores, 2), weights / (weights.sum() + np.exp(1.0)), rtol=1e-6)


def test_a_larger_dictionary_lowers_the_probabilities():
    odds = Odds(sharpness=10.0, none=0.6, crowd=0.5, line=0.1, fades=0.0)
    scores = np.array([0.8, 0.6], np.float32)
    small, large = odds.of(scores, 10), odds.of(scores, 10_000)
    assert (large < small).all()
    nothing = np.exp(6) * np.sqrt(10)
    assert_allclose(small[0], np.exp(8) / (nothing + np.exp(8) + np.exp(6)), rtol=1e-5)


def test_the_threshold_decreases_with_the_size():
    odds = Odds(sharpness=10.0, none=0.6, crowd=0.5, line=0.4, fades=0.5)
    assert odds.least(1) == odds.least(0) == 0.4
    assert odds.least(100) == pytest.approx(0.04)


def test_extreme_scores_have_finite_probabilities():
    odds = Odds(sharpness=500.0, none=0.5, crowd=1.0, line=0.1, fades=0.0)
    assert_allclose(odds.of(np.array([1e6, -1e6], np.float32), 1), [1, 0], atol=1e-9)
    assert odds.of(np.zeros(0, np.float32), 0).shape == (0,)


def test_a_configuration_is_read_as_its_kind():
    assert read({"scale": 2.0, "midpoint": 0.1}) == Calibration(2.0, 0.1)
    fields = {"sharpness": 1.0, "none": 0.5, "crowd": 0.1, "line": 0.2, "fades": 0.3}
    assert read(fields) == Odds(**fields)
    with pytest.raises(TypeError):
        read({"sharpness": 1.0})
