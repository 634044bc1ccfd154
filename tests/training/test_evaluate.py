"""One-shot search, the baseline, and the calibration of confidence."""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.testing import assert_allclose

from signdict.model.calibration import Odds
from signdict.model.encoder import SignClipEncoder
from tests.support.fakes import PositionEncoder, a_pose
from training.data import dataset
from training.data.dataset import LabelledClip
from training.evaluate import __main__, baseline, calibrate, methods
from training.evaluate.draws import Draw
from training.evaluate.fewshot import one_shot
from training.evaluate.metrics import KS


def clip(seed, gloss, pose=None):
    return LabelledClip(pose or a_pose(seed), gloss, "ase", "en", "fake")


def test_a_perfect_score_finds_every_sign_first():
    labels = np.repeat(np.arange(5), 3)
    figures = one_shot((labels[:, None] == labels).astype(np.float32), labels)
    assert figures["r@1"] == figures["mrr"] == 1
    assert figures["r@1_sd"] == 0


def test_equal_scores_rank_the_right_sign_last():
    labels = np.repeat(np.arange(20), 2)
    figures = one_shot(np.zeros((40, 40), np.float32), labels)
    assert figures["r@10"] == 0
    assert_allclose(figures["mrr"], 1 / 20)


def test_the_same_seed_gives_the_same_figures():
    labels = np.repeat(np.arange(6), 4)
    scores = np.random.default_rng(0).normal(size=(24, 24)).astype(np.float32)
    assert one_shot(scores, labels) == one_shot(scores, labels)
    assert one_shot(scores, labels) != one_shot(scores, labels, seed=1)


def test_recall_rises_with_the_number_of_answers():
    labels = np.repeat(np.arange(12), 2)
    scores = np.random.default_rng(0).normal(size=(24, 24)).astype(np.float32)
    figures = one_shot(scores, labels)
    recalls = [figures[f"r@{k}"] for k in KS]
    assert recalls == sorted(recalls)


def test_a_clip_without_a_hand_is_skipped_and_counted():
    empty = a_pose(1)
    empty.confidence[:] = 0
    poses, labels, skipped = baseline.usable([clip(0, "b"), clip(1, "a", empty), clip(2, "c")])
    assert len(poses) == 2
    assert labels.tolist() == [0, 1]
    assert skipped == 1


def test_a_mirrored_query_finds_its_sign():
    poses = [a_pose(seed).usable() for seed in range(4)]
    every = [*poses, *(pose.mirrored() for pose in poses)]
    for scores in (
        baseline.warping_scores(every),
        baseline.encoder_scores(PositionEncoder(), every),
    ):
        assert scores[4:, :4].argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_the_warping_cost_of_a_clip_with_itself_is_0():
    poses = [a_pose(seed) for seed in range(3)]
    costs = methods.distances(poses, poses)
    assert_allclose(np.diag(costs), 0, atol=1e-4)
    assert (costs[~np.eye(3, dtype=bool)] > 1).all()


def test_warping_tolerates_another_frame_rate():
    slow, fast, other = a_pose(0, frames=40), a_pose(0, frames=13), a_pose(1)
    costs = methods.distances([slow], [fast, other])
    assert costs[0, 0] < 0.2 * costs[0, 1]


def test_fitting_recovers_the_odds_that_generated_the_queries(monkeypatch):
    rng = np.random.default_rng(0)
    truth = Odds(12.0, 0.5, 0.4, 0.0, 0.0)
    monkeypatch.setattr(calibrate, "UNANSWERED", 1.0)
    sample = []
    for _ in range(3000):
        size = int(rng.choice([5, 50, 200]))
        scores = np.sort(rng.normal(0.3, 0.2, size).astype(np.float32))[::-1]
        chances = truth.of(scores, size)
        right = rng.choice([*range(size), -1], p=[*chances, 1 - chances.sum()])
        sample.append(calibrate.CalibrationQuery(scores, int(right), size))
    odds = calibrate.fit(sample)
    assert_allclose(odds.sharpness, 12, rtol=0.1)
    assert_allclose(odds.sharpness * odds.none, 6, atol=0.6)
    assert_allclose(odds.crowd, 0.4, atol=0.12)
    for size in (5, 50, 200):
        first = [odds.of(q.scores, size)[0] for q in sample if q.right >= 0 and q.size == size]
        assert np.mean(np.array(first) < odds.least(size)) == pytest.approx(0.1, abs=0.05)


def test_queries_without_an_answer_have_a_small_weight():
    scores = np.array([0.6, 0.2], np.float32)
    sample = [calibrate.CalibrationQuery(scores, right, 2) for right in [0] * 50 + [-1] * 50]
    assert calibrate.fit(sample).of(scores, 2)[0] == pytest.approx(1 / 1.05, abs=0.02)


def test_each_query_comes_with_and_without_its_sign():
    draw = Draw(np.array([[0.9, 0.5, 0.7], [0.1, 0.2, 0.3]], np.float32), np.array([2, -1]))
    queries = list(calibrate.queries(draw, np.random.default_rng(0), sizes=(3, 9)))
    assert [(q.right, q.size) for q in queries] == [(-1, 2), (1, 3), (-1, 2)]
    assert_allclose(queries[0].scores, [0.9, 0.5])
    assert_allclose(queries[1].scores, [0.9, 0.7, 0.5])
    few = list(calibrate.queries(draw, np.random.default_rng(0), sizes=(2,)))
    assert [len(q.scores) for q in few] == [1, 2, 1]


def test_the_calibration_error_equals_that_computed_by_hand():
    confidence = np.array([0.1, 0.3, 0.6, 0.8])
    right = np.array([False, True, True, True])
    # bins: .2 against .5, and .7 against 1
    assert calibrate.error(confidence, right, bins=2) == pytest.approx(0.3)
    assert calibrate.error(np.ones(4), np.ones(4, bool)) == 0


def test_the_table_is_in_per_cent():
    labels = np.repeat(np.arange(3), 2)
    figures = one_shot((labels[:, None] == labels).astype(np.float32), labels)
    assert baseline.table({"ours": figures}).splitlines()[-1].startswith("| ours | 100.0 | ")


def test_the_command_ends_with_one_json_object(monkeypatch, tmp_path):
    clips = [clip(seed, f"{seed % 3}") for seed in range(9)]
    monkeypatch.setattr(dataset, "landmark_clips", lambda shared, use: iter(clips))
    monkeypatch.setattr(SignClipEncoder, "open", lambda folder: PositionEncoder())
    ran = CliRunner().invoke(__main__.main, ["--model", str(tmp_path), "--json", "--draws", "2"])
    assert ran.exit_code == 0, ran.output
    figures = json.loads(ran.output.splitlines()[-1])["wlasl50"]
    assert set(figures) == {"bundled", "dtw"}


def test_the_baseline_finds_real_signs_of_other_people(shared):
    clips = list(dataset.landmark_clips(shared / "data", "evaluate"))
    poses, labels, _ = baseline.usable(clips)
    rows = np.flatnonzero(np.isin(labels, np.unique(labels)[:10]))
    chosen = [poses[row] for row in rows]
    figures = one_shot(-methods.distances(chosen, chosen), labels[rows])
    assert figures["r@1"] > 0.3  # chance is .1
