"""One-shot search among strangers: who is asked what, and what becomes of a query."""

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from signdict.core.errors import ManifestError
from signdict.pose import landmarks
from tests.support.fakes import MomentEncoder, PositionEncoder, a_pose
from training.data import dataset
from training.data.dataset import LabelledClip
from training.evaluate import corruptions, draws, protocols
from training.evaluate.draws import Answers, Drawn
from training.evaluate.methods import ModelMethod, ReadClips, WarpingMethod
from training.evaluate.protocols import ABHINAV, GALT, JIGAR, TRADUTTORE, WLASL


def clip(seed, gloss, source, language="ase"):
    return LabelledClip(a_pose(seed), gloss, language, "en", source)


@pytest.fixture
def clips(monkeypatch):
    recorded = {
        "evaluate": [clip(n, f"word{n % 3}", WLASL) for n in range(12)],
        "train": [clip(20 + n, ("word1", "other")[n % 2], TRADUTTORE) for n in range(6)],
    }
    films = [clip(30 + n, name, GALT) for n, name in enumerate(("word0 (sense)", "word1", "tree"))]
    films += [clip(40 + n, name, JIGAR, "ins") for n, name in enumerate(("red", "blue"))]
    films += [clip(50 + n, name, ABHINAV, "ins") for n, name in enumerate(("red", "blue", "a"))]
    monkeypatch.setattr(dataset, "recorded", lambda shared, use: iter(recorded[use]))
    monkeypatch.setattr(dataset, "filmed", lambda shared, landmarks, use: iter(films))
    starter = [clip(60, "tree", GALT), clip(61, "x", "psp", "psp")]
    monkeypatch.setattr(dataset, "shipped", lambda: iter(starter))
    return protocols.corpus(Path("shared"), Path("landmarks"))


@pytest.fixture
def tests(clips):
    return {test.name: test for test in protocols.every(clips)}


def test_every_protocol_that_the_clips_allow_is_there(tests):
    across = {"ins_to_jigar", "ins_to_meabhinav", "studiogalt"}
    assert set(tests) == {
        "wlasl50", "wlasl50_3", "wlasl50_all", "wlasl50_few",
        *across, *(f"{name}_all" for name in across),
    }  # fmt: skip
    assert tests["studiogalt"].touched == (GALT, TRADUTTORE)


def test_sources_without_landmarks_are_read_in_the_starter_dictionary(clips):
    assert clips.meanings[clips.rows("psp")].tolist() == ["x"]
    assert clips.filmed[clips.rows("psp")].all()
    assert sorted(clips.meanings[clips.rows(GALT)]) == ["tree", "word0", "word1"]


def test_nobody_is_looked_for_with_the_clip_that_is_there(tests):
    for test in tests.values():
        gallery, queries = test.draw(np.random.default_rng(0))
        assert not set(gallery.tolist()) & set(queries.tolist())
        assert set(gallery.tolist()) <= set(test.candidates.tolist())
        assert set(queries.tolist()) <= set(test.queries.tolist())


@pytest.mark.parametrize(("name", "count"), [("wlasl50", 1), ("wlasl50_3", 3)])
def test_each_gloss_shows_so_many_clips(clips, tests, name, count):
    gallery, queries = tests[name].draw(np.random.default_rng(1))
    assert sorted(clips.meanings[gallery]) == sorted(["word0", "word1", "word2"] * count)
    assert len(queries) == 12 - 3 * count


def test_distractors_mean_something_else_and_come_once_of_each_gloss_and_source(clips, tests):
    gallery, _ = tests["wlasl50_all"].draw(np.random.default_rng(2))
    others = gallery[clips.sources[gallery] != WLASL]
    told = sorted(zip(clips.sources[others], clips.meanings[others], strict=True))
    assert told == sorted([
        (GALT, "tree"), (TRADUTTORE, "other"), (JIGAR, "red"), (JIGAR, "blue"),
        (ABHINAV, "red"), (ABHINAV, "blue"), (ABHINAV, "a"), ("psp", "x"),
    ])  # fmt: skip
    few, _ = tests["wlasl50_few"].draw(np.random.default_rng(2))
    assert GALT not in set(clips.sources[few])
    gallery, _ = tests["ins_to_jigar_all"].draw(np.random.default_rng(2))
    assert not {"a"} & set(clips.meanings[gallery])  # both sources of the test stay out


def test_a_sense_in_brackets_is_no_part_of_the_meaning(clips, tests):
    gallery, queries = tests["studiogalt"].draw(np.random.default_rng(0))
    assert sorted(clips.meanings[gallery]) == ["tree", "word0", "word1"]
    assert set(clips.meanings[queries]) == {"word0", "word1"}


def test_every_method_is_asked_the_same(clips, tests):
    for test in tests.values():
        both = [
            Answers(method, clips, test).draws()
            for method in (ModelMethod(PositionEncoder()), WarpingMethod())
        ]
        for one, other in zip(*both, strict=True):
            assert_array_equal(one.right, other.right)
            assert one.scores.shape == other.scores.shape


def test_nothing_is_calibrated_on_clips_for_measuring(clips):
    for name in protocols.HELD:
        for test in protocols.held(clips, name):
            _, queries = test.draw(np.random.default_rng(0))
            assert len(queries)
            assert WLASL not in set(clips.sources[queries])
    with pytest.raises(ManifestError, match="does not say"):
        protocols.held(clips, "model")


def test_places_of_the_right_signs_worked_by_hand():
    scores = np.array([[0.9, 0.8, 0.1], [0.5, 0.5, 0.4], [0.3, 0.2, 0.1]], np.float32)
    draw = Drawn(scores, np.array([1, 0, -1]))
    assert draws.ranks(draw).tolist() == [2, 2]  # equal scores count against us
    found = draws.figures([draw, Drawn(scores[:2], np.array([0, 0]))])
    assert found["r@1"] == pytest.approx(1 / 4)
    assert found["mrr"] == pytest.approx((1 / 2 + 1 / 2 + 1 + 1 / 2) / 4)
    assert found["r@1_sd"] == pytest.approx(0.25)


def test_a_model_scores_as_the_application_does():
    encoder = MomentEncoder()
    method = ModelMethod(encoder)
    poses = [a_pose(seed) for seed in range(4)]
    read = method.read(poses)
    mirrored = method.read([pose.mirrored() for pose in poses])
    scores = method.scores(mirrored, read, read)  # the mirror image of the mirror image is best
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3]
    assert_allclose(np.diag(scores), 1 - read.less, atol=1e-4)
    bare = ReadClips(read.vectors)
    assert_allclose(method.scores(bare, bare, bare), read.vectors @ read.vectors.T, atol=1e-6)


@pytest.mark.parametrize("name", list(corruptions.HARDSHIPS))
def test_hardships_leave_a_pose_that_can_be_asked(name):
    pose = a_pose(3, frames=30)
    before = pose.points.copy()
    changed = corruptions.HARDSHIPS[name](pose)
    assert np.isfinite(changed.points).all()
    assert changed.usable().signing()
    assert_array_equal(pose.points, before)


def test_hardships_are_what_they_say():
    pose = a_pose(3, frames=30)
    assert len(corruptions.ten_a_second(pose)) == 10
    lost = corruptions.hands_lost(pose).seen[:, landmarks.RIGHT_HAND].any(axis=1)
    assert 0.5 < lost.sum() / pose.seen[:, landmarks.RIGHT_HAND].any(axis=1).sum() < 1
    for rested in (corruptions.rested_unseen(pose), corruptions.rested_low(pose)):
        assert len(rested) == 90
        span, own = rested.signing(), pose.signing()
        assert (span.start, span.stop) == (own.start + 30, own.stop + 30)
