"""One-shot search, the baseline and the calibration of confidence."""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.testing import assert_allclose

from signdict.model.calibration import Odds
from tests.support.fakes import PositionEncoder, a_pose
from training.data import dataset
from training.data.dataset import LabelledClip
from training.evaluate import __main__, calibrate, methods
from training.evaluate.draws import Drawn


def clip(seed, gloss, pose=None):
    return LabelledClip(pose or a_pose(seed), gloss, "ase", "en", "made")


def test_a_perfect_score_finds_every_sign_first():
    labels = np.repeat(np.arange(5), 3)
    figures = __main__.one_shot((labels[:, None] == labels).astype(np.float32), labels)
    assert figures["r@1"] == figures["mrr"] == 1
    assert figures["r@1_sd"] == 0


def test_scores_that_say_nothing_count_as_found_last():
    labels = np.repeat(np.arange(20), 2)
    figures = __main__.one_shot(np.zeros((40, 40), np.float32), labels)
    assert figures["r@10"] == 0
    assert_allclose(figures["mrr"], 1 / 20)


def test_all_methods_get_the_same_draws():
    labels = np.repeat(np.arange(6), 4)
    scores = np.random.default_rng(0).normal(size=(24, 24)).astype(np.float32)
    assert __main__.one_shot(scores, labels) == __main__.one_shot(scores, labels)
    assert __main__.one_shot(scores, labels) != __main__.one_shot(scores, labels, seed=1)


def test_recall_rises_with_the_number_of_answers():
    labels = np.repeat(np.arange(12), 2)
    scores = np.random.default_rng(0).normal(size=(24, 24)).astype(np.float32)
    figures = __main__.one_shot(scores, labels)
    recalls = [figures[f"r@{k}"] for k in __main__.RANKS]
    assert recalls == sorted(recalls)


def test_a_clip_in_which_no_hand_is_seen_is_left_out_and_counted():
    bare = a_pose(1)
    bare.confidence[:] = 0
    poses, labels, left_out = __main__.usable([clip(0, "b"), clip(1, "a", bare), clip(2, "c")])
    assert len(poses) == 2
    assert labels.tolist() == [0, 1]
    assert left_out == 1


def test_a_mirrored_query_finds_its_sign():
    poses = [a_pose(seed) for seed in range(4)]
    asked = [*poses, *(pose.mirrored() for pose in poses)]
    for scores in (
        __main__.scores_of_baseline(asked),
        __main__.scores_of_encoder(PositionEncoder(), asked),
    ):
        found = scores[4:, :4].argmax(axis=1)
        assert found.tolist() == [0, 1, 2, 3]


def test_warping_a_clip_onto_itself_costs_nothing():
    poses = [a_pose(seed) for seed in range(3)]
    costs = methods.distances(poses, poses)
    assert_allclose(np.diag(costs), 0, atol=1e-4)
    assert (costs[~np.eye(3, dtype=bool)] > 1).all()


def test_warping_forgives_another_frame_rate():
    slow, fast, other = a_pose(0, frames=40), a_pose(0, frames=13), a_pose(1)
    costs = methods.distances([slow], [fast, other])
    assert costs[0, 0] < 0.2 * costs[0, 1]


def test_fitting_finds_how_the_questions_were_made(monkeypatch):
    rng = np.random.default_rng(0)
    truth = Odds(12.0, 0.5, 0.4, 0.0, 0.0)
    monkeypatch.setattr(calibrate, "UNANSWERED", 1.0)
    asked = []
    for _ in range(3000):
        size = int(rng.choice([5, 50, 200]))
        scores = np.sort(rng.normal(0.3, 0.2, size).astype(np.float32))[::-1]
        sure = truth.of(scores, size)
        right = rng.choice([*range(size), -1], p=[*sure, 1 - sure.sum()])
        asked.append(calibrate.Question(scores, int(right), size))
    found = calibrate.fit(asked)
    assert_allclose(found.sharpness, 12, rtol=0.1)
    assert_allclose(found.sharpness * found.none, 6, atol=0.6)
    assert_allclose(found.crowd, 0.4, atol=0.12)
    for size in (5, 50, 200):
        sure = [found.of(q.scores, size)[0] for q in asked if q.right >= 0 and q.size == size]
        assert np.mean(np.array(sure) < found.least(size)) == pytest.approx(0.1, abs=0.05)


def test_questions_without_an_answer_count_little():
    scores = np.array([0.6, 0.2], np.float32)
    asked = [calibrate.Question(scores, right, 2) for right in [0] * 50 + [-1] * 50]
    assert calibrate.fit(asked).of(scores, 2)[0] == pytest.approx(1 / 1.05, abs=0.02)


def test_questions_are_put_with_their_sign_and_without_it():
    draw = Drawn(np.array([[0.9, 0.5, 0.7], [0.1, 0.2, 0.3]], np.float32), np.array([2, -1]))
    asked = list(calibrate.questions(draw, np.random.default_rng(0), sizes=(3, 9)))
    assert [(q.right, q.size) for q in asked] == [(-1, 2), (1, 3), (-1, 2)]
    assert_allclose(asked[0].scores, [0.9, 0.5])
    assert_allclose(asked[1].scores, [0.9, 0.7, 0.5])
    few = list(calibrate.questions(draw, np.random.default_rng(0), sizes=(2,)))
    assert [len(q.scores) for q in few] == [1, 2, 1]


def test_the_calibration_error_of_bins_worked_by_hand():
    sure = np.array([0.1, 0.3, 0.6, 0.8])
    right = np.array([False, True, True, True])
    # bins: .2 against .5, and .7 against 1
    assert calibrate.error(sure, right, bins=2) == pytest.approx(0.3)
    assert calibrate.error(np.ones(4), np.ones(4, bool)) == 0


def test_the_table_is_in_per_cent():
    labels = np.repeat(np.arange(3), 2)
    figures = __main__.one_shot((labels[:, None] == labels).astype(np.float32), labels)
    assert __main__.table({"ours": figures}).splitlines()[-1].startswith("| ours | 100.0 | ")


def test_the_command_ends_with_one_json_object(monkeypatch, tmp_path):
    clips = [clip(seed, f"{seed % 3}") for seed in range(9)]
    monkeypatch.setattr(dataset, "recorded", lambda shared, use: iter(clips))
    monkeypatch.setattr(__main__.SignClipEncoder, "open", lambda folder: PositionEncoder())
    ran = CliRunner().invoke(__main__.main, ["--model", str(tmp_path), "--json", "--draws", "2"])
    assert ran.exit_code == 0, ran.output
    figures = json.loads(ran.output.splitlines()[-1])["wlasl50"]
    assert set(figures) == {"bundled", "dtw"}


def test_the_baseline_finds_real_signs_of_other_people(shared):
    clips = list(dataset.recorded(shared / "data", "evaluate"))
    poses, labels, _ = __main__.usable(clips)
    some = np.isin(labels, np.unique(labels)[:10])
    chosen = [pose for pose, on in zip(poses, some, strict=True) if on]
    figures = __main__.one_shot(-methods.distances(chosen, chosen), labels[some])
    assert figures["r@1"] > 0.3  # chance is .1
