"""Figures of a score matrix: as published, in both directions, and against hand-worked cases."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from signdict.core.errors import ModelError
from tests.support.paths import GOLDEN
from training.evaluate import metrics

METRICS = GOLDEN / "metrics.npz"
#: What the code published with SignCLIP says of the scores in `METRICS`.
T2V = {
    "r@1": 0.2833333333333333, "r@5": 0.85, "r@10": 0.95, "p@1": 0.8947368421052632,
    "p@5": 0.5368421052631579, "p@10": 0.3, "median_rank": 1, "mean_rank": 1.3157894736842106,
}  # fmt: skip
V2T = {
    "r@1": 0.8166666666666667, "r@5": 1.0, "r@10": 1.0, "median_rank": 1.0,
    "mean_rank": 1.2666666666666666,
}  # fmt: skip


def golden():
    with np.load(METRICS) as stored:
        return metrics.unique_texts(stored["scores"], stored["labels"])


@pytest.mark.parametrize(
    ("ask", "published"), [(metrics.text_to_pose, T2V), (metrics.pose_to_text, V2T)]
)
def test_figures_are_those_of_the_published_code(ask, published):
    found = ask(*golden())
    assert {key: found[key] for key in published} == pytest.approx(published, abs=1e-12)


def test_each_unique_text_asks_once_and_each_clip_asks_once():
    scores, own = golden()
    assert metrics.text_to_pose(scores, own)["queries"] == len(set(own)) == 19
    assert metrics.pose_to_text(scores, own)["queries"] == len(own) == 60


def test_rows_of_the_same_text_become_one_with_the_best_score():
    scores = np.array([[1, 5], [2, 0], [3, 4]], np.float32)
    best, own = metrics.unique_texts(scores, np.array([7, 3, 7]))
    assert own.tolist() == [1, 0, 1]
    assert best.tolist() == [[2, 0], [3, 5]]


def test_figures_worked_out_by_hand():
    found = metrics.figures(
        np.array([[False, True, True, False], [True, False, False, False]]), np.arange(2), (1, 2)
    )
    assert found["r@1"] == pytest.approx(1 / 3)
    assert found["r@2"] == pytest.approx(2 / 3)
    assert found["hit@1"] == 0.5
    assert found["hit@2"] == 1
    assert found["p@2"] == 0.5
    assert found["mrr"] == 0.75
    assert found["median_rank"] == found["mean_rank"] == 1.5
    assert found["dcg@2"] == pytest.approx((1 / np.log2(3) + 1) / 2)
    assert found["dcg"] == pytest.approx((1 / np.log2(3) + 1 / np.log2(4) + 1) / 2)


def test_equal_scores_count_against_us():
    own = np.arange(20)
    scores = np.zeros((20, 20), np.float32)
    for ask in (metrics.pose_to_text, metrics.text_to_pose):
        assert ask(scores, own)["mean_rank"] == 20
        assert ask(scores, own)["r@10"] == 0


def test_a_text_without_a_clip_does_not_ask_but_may_be_answered():
    scores = np.array([[1, 0], [0, 1], [2, 2]], np.float32)
    own = np.array([0, 1])
    assert metrics.text_to_pose(scores, own)["queries"] == 2
    assert metrics.pose_to_text(scores, own)["median_rank"] == 2


def test_a_score_that_is_no_number_is_told():
    scores = np.full((3, 3), np.nan, np.float32)
    with pytest.raises(ModelError, match="no number"):
        metrics.pose_to_text(scores, np.arange(3))


def test_an_interval_holds_its_mean_and_narrows_with_the_number_of_queries():
    few = metrics.interval(np.tile([True, False], 10), np.arange(20))
    many = metrics.interval(np.tile([True, False], 500), np.arange(1000))
    assert few[0] < 0.5 < few[1]
    assert many[1] - many[0] < 0.5 * (few[1] - few[0])
    assert_allclose(many, (0.47, 0.53), atol=0.01)  # 1.96 * sqrt(.25 / 1000) = .031


def test_queries_of_one_sign_are_no_independent_witnesses():
    answers = np.repeat(np.tile([True, False], 10), 50)
    apart = metrics.interval(answers, np.arange(1000))
    together = metrics.interval(answers, np.repeat(np.arange(20), 50))
    assert together[1] - together[0] > 3 * (apart[1] - apart[0])
