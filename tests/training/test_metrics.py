"""Figures of a matrix of scores, compared with the published code and with cases by hand."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from signdict.core.errors import ModelError
from tests.support.paths import GOLDEN
from training.evaluate import metrics

METRICS = GOLDEN / "metrics.npz"
#: The figures of the code published with SignCLIP for the scores in `METRICS`.
T2V = {
    "r@1": 0.2833333333333333, "r@5": 0.85, "r@10": 0.95, "p@1": 0.8947368421052632,
    "p@5": 0.5368421052631579, "p@10": 0.3, "median_rank": 1, "mean_rank": 1.3157894736842106,
}  # fmt: skip
V2T = {
    "r@1": 0.8166666666666667, "r@5": 1.0, "r@10": 1.0, "median_rank": 1.0,
    "mean_rank": 1.2666666666666666,
}  # fmt: skip


def golden():
    """Scores of unique texts, the best one of equal rows; and the text of each clip."""
    with np.load(METRICS) as stored:
        scores, labels = stored["scores"], stored["labels"]
    texts, own = np.unique(labels, return_inverse=True)
    return np.stack([scores[labels == text].max(axis=0) for text in texts]), own


@pytest.mark.parametrize(
    ("ask", "published"), [(metrics.text_to_pose, T2V), (metrics.pose_to_text, V2T)]
)
def test_figures_equal_those_of_the_published_code(ask, published):
    figures = ask(*golden())
    assert {key: figures[key] for key in published} == pytest.approx(published, abs=1e-12)


def test_each_unique_text_and_each_clip_is_one_query():
    scores, own = golden()
    assert metrics.text_to_pose(scores, own)["queries"] == len(set(own)) == 19
    assert metrics.pose_to_text(scores, own)["queries"] == len(own) == 60


def test_figures_equal_those_computed_by_hand():
    figures = metrics.figures(
        np.array([[False, True, True, False], [True, False, False, False]]), np.arange(2), (1, 2)
    )
    assert figures["r@1"] == pytest.approx(1 / 3)
    assert figures["r@2"] == pytest.approx(2 / 3)
    assert figures["hit@1"] == 0.5
    assert figures["hit@2"] == 1
    assert figures["p@2"] == 0.5
    assert figures["mrr"] == 0.75
    assert figures["median_rank"] == figures["mean_rank"] == 1.5
    assert figures["dcg@2"] == pytest.approx((1 / np.log2(3) + 1) / 2)
    assert figures["dcg"] == pytest.approx((1 / np.log2(3) + 1 / np.log2(4) + 1) / 2)


def test_of_equal_scores_the_right_answer_is_last():
    own = np.arange(20)
    scores = np.zeros((20, 20), np.float32)
    for ask in (metrics.pose_to_text, metrics.text_to_pose):
        assert ask(scores, own)["mean_rank"] == 20
        assert ask(scores, own)["r@10"] == 0


def test_a_text_without_a_clip_is_a_candidate_but_not_a_query():
    scores = np.array([[1, 0], [0, 1], [2, 2]], np.float32)
    own = np.array([0, 1])
    assert metrics.text_to_pose(scores, own)["queries"] == 2
    assert metrics.pose_to_text(scores, own)["median_rank"] == 2


def test_a_score_that_is_not_a_number_raises_model_error():
    scores = np.full((3, 3), np.nan, np.float32)
    with pytest.raises(ModelError, match="not a number"):
        metrics.pose_to_text(scores, np.arange(3))


def test_an_interval_contains_its_mean_and_narrows_with_the_number_of_queries():
    few = metrics.interval(np.tile([True, False], 10), np.arange(20))
    many = metrics.interval(np.tile([True, False], 500), np.arange(1000))
    assert few[0] < 0.5 < few[1]
    assert many[1] - many[0] < 0.5 * (few[1] - few[0])
    assert_allclose(many, (0.47, 0.53), atol=0.01)  # 1.96 * sqrt(.25 / 1000) = .031


def test_an_interval_of_whole_signs_is_wider_than_one_of_queries():
    answers = np.repeat(np.tile([True, False], 10), 50)
    apart = metrics.interval(answers, np.arange(1000))
    together = metrics.interval(answers, np.repeat(np.arange(20), 50))
    assert together[1] - together[0] > 3 * (apart[1] - apart[0])
