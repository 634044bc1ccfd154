"""One-shot search with unseen signers: protocols, draws, methods and corruptions."""

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from signdict.core.errors import ManifestError
from signdict.pose import landmarks
from tests.support.fakes import MomentEncoder, PositionEncoder, a_pose
from training.data import dataset, held_out
from training.data.dataset import LabelledClip
from training.data.held_out import INCLUDE
from training.evaluate import corruptions, draws, protocols
from training.evaluate.draws import Draw, Readings
from training.evaluate.methods import ModelMethod, ReadClips, WarpingMethod
from training.evaluate.protocols import ABHINAV, GALT, JIGAR, TRADUTTORE, WLASL


def clip(seed, gloss, source, language="ase", signer=""):
    return LabelledClip(a_pose(seed), gloss, language, "en", source, signer)


def takes():
    """Two takes of each of two sessions of 18 words of INCLUDE."""
    names = [f"sign{letter}" for letter in "abcdefghijklmnopqr"]
    return [
        clip(100 + number, name, INCLUDE, "ins", f"{name}-{session}")
        for number, name in enumerate(names)
        for session in (1, 1, 2, 2)
    ]


@pytest.fixture
def clips(monkeypatch):
    recordings = {
        "evaluate": [clip(n, f"word{n % 3}", WLASL) for n in range(12)],
        "none": [],
        "train": [clip(20 + n, ("word1", "other")[n % 2], TRADUTTORE) for n in range(6)] + takes(),
    }
    videos = [clip(30 + n, name, GALT) for n, name in enumerate(("word0 (sense)", "word1", "tree"))]
    videos += [clip(40 + n, name, JIGAR, "ins") for n, name in enumerate(("red", "blue"))]
    videos += [clip(50 + n, name, ABHINAV, "ins") for n, name in enumerate(("red", "blue", "a"))]
    monkeypatch.setattr(dataset, "landmark_clips", lambda shared, use: iter(recordings[use]))
    marked = {"train": videos, "evaluate": []}
    monkeypatch.setattr(dataset, "video_clips", lambda shared, landmarks, use: iter(marked[use]))
    starter = [clip(60, "tree", GALT), clip(61, "x", "psp", "psp")]
    monkeypatch.setattr(
        dataset, "starter_clips", lambda sources: (c for c in starter if c.source in sources)
    )
    monkeypatch.setattr(dataset, "read_table", lambda _: [{"source": "psp", "use": "train"}])
    return protocols.corpus(Path("shared"), Path("landmarks"))


@pytest.fixture
def tests(clips):
    return {test.name: test for test in protocols.every(clips)}


def test_every_protocol_is_created_if_its_clips_exist(tests):
    every = {"ins_to_jigar", "ins_to_meabhinav", "studiogalt", "include", "include_sessions"}
    assert set(tests) == {
        "wlasl50", "wlasl50_3", "wlasl50_few", "wlasl50_many", "wlasl50_language", "wlasl50_all",
        *every, *(f"{name}_{size}" for name in every for size in ("language", "all")),
    } - {"studiogalt_language"}  # fmt: skip
    assert tests["studiogalt"].excluded == (GALT, TRADUTTORE)


def test_sources_without_landmarks_come_from_the_starter_dictionary(clips):
    assert clips.meanings[clips.rows("psp")].tolist() == ["x"]
    assert clips.videos[clips.rows("psp")].all()
    assert sorted(clips.meanings[clips.rows(GALT)]) == ["tree", "word0", "word1"]


def test_a_query_is_never_in_its_dictionary(tests):
    for test in tests.values():
        gallery, queries = test.draw(np.random.default_rng(0))
        assert not set(gallery.tolist()) & set(queries.tolist())
        assert set(gallery.tolist()) <= set(test.candidates.tolist())
        assert set(queries.tolist()) <= set(test.queries.tolist())


@pytest.mark.parametrize(("name", "count"), [("wlasl50", 1), ("wlasl50_3", 3)])
def test_the_dictionary_contains_the_same_number_of_clips_of_each_gloss(clips, tests, name, count):
    gallery, queries = tests[name].draw(np.random.default_rng(1))
    assert sorted(clips.meanings[gallery]) == sorted(["word0", "word1", "word2"] * count)
    assert set(clips.meanings[queries]) == {"word1"}  # every other gloss is for choosing settings
    assert len(queries) == 4 - count


def test_distractors_have_other_meanings_and_one_clip_per_gloss_and_source(clips, tests):
    gallery, _ = tests["wlasl50_many"].draw(np.random.default_rng(2))
    others = gallery[clips.sources[gallery] != WLASL]
    names = sorted(zip(clips.sources[others], clips.meanings[others], strict=True))
    assert names == sorted([
        (GALT, "tree"), (TRADUTTORE, "other"), (JIGAR, "red"), (JIGAR, "blue"),
        (ABHINAV, "red"), (ABHINAV, "blue"), (ABHINAV, "a"),
    ])  # fmt: skip
    few, _ = tests["wlasl50_few"].draw(np.random.default_rng(2))
    assert GALT not in set(clips.sources[few])
    gallery, _ = tests["wlasl50_all"].draw(np.random.default_rng(2))
    assert sum(clips.sources[gallery] == INCLUDE) == 18
    assert "psp" in clips.sources[gallery]
    gallery, _ = tests["wlasl50_language"].draw(np.random.default_rng(2))
    assert set(clips.languages[gallery]) == {"ase"}
    gallery, _ = tests["ins_to_jigar_all"].draw(np.random.default_rng(2))
    assert not {"a"} & set(clips.meanings[gallery])  # neither source of the test has distractors


def test_include_is_asked_from_other_sessions_about_words_that_are_held_out(clips, tests):
    gallery, queries = tests["include"].draw(np.random.default_rng(3))
    assert len(gallery) == 18
    assert set(clips.meanings[queries]) == {"signq", "signr"}
    assert not set(clips.signers[queries]) & set(clips.signers[gallery])
    gallery, queries = tests["include_sessions"].draw(np.random.default_rng(3))
    assert {name[-1] for name in clips.signers[queries]} == {"2"}
    asked = np.isin(clips.meanings[gallery], clips.meanings[queries])
    assert {name[-1] for name in clips.signers[gallery[asked]]} == {"1"}
    development = {test.name: test for test in protocols.every(clips, "development")}
    _, queries = development["include"].draw(np.random.default_rng(3))
    assert set(clips.meanings[queries]) == {f"sign{letter}" for letter in "abcdefghijklmnop"}
    assert "include_sessions" not in development


def test_models_learn_nothing_from_what_is_held_out():
    clips = takes()
    reported = held_out.kept([*clips, clip(1, "Signr", JIGAR, "ins")], "reported")
    assert {c.gloss for c in reported} == {f"sign{letter}" for letter in "abcdefghijklmnop"}
    assert {c.signer[-1] for c in reported} == {"1"}
    assert {c.gloss for c in held_out.kept(clips, "development")} == {"signq", "signr"}
    other = clip(1, "signr", GALT)
    assert held_out.kept([*clips, other], "reported")[-1] is other  # of another language


def test_a_sense_in_parentheses_is_not_part_of_the_meaning(clips, tests):
    gallery, queries = tests["studiogalt"].draw(np.random.default_rng(0))
    assert sorted(clips.meanings[gallery]) == ["tree", "word0", "word1"]
    assert set(clips.meanings[queries]) == {"word0", "word1"}


def test_every_method_gets_the_same_draws(clips, tests):
    for test in tests.values():
        both = [
            Readings(method, clips, [test]).draws(test)
            for method in (ModelMethod(PositionEncoder()), WarpingMethod())
        ]
        for draw, other in zip(*both, strict=True):
            assert_array_equal(draw.right, other.right)
            assert draw.scores.shape == other.scores.shape


def test_calibration_never_uses_clips_for_measuring(clips):
    for name in protocols.HELD_OUT:
        for test in protocols.for_calibration(clips, name):
            _, queries = test.draw(np.random.default_rng(0))
            assert len(queries)
            assert WLASL not in set(clips.sources[queries])
    with pytest.raises(ManifestError, match="does not identify"):
        protocols.for_calibration(clips, "model")


def test_ranks_and_figures_equal_those_computed_by_hand():
    scores = np.array([[0.9, 0.8, 0.1], [0.5, 0.5, 0.4], [0.3, 0.2, 0.1]], np.float32)
    draw = Draw(scores, np.array([1, 0, -1]))
    assert draws.ranks(draw).tolist() == [2, 2]  # of equal scores the wrong sign is first
    figures = draws.figures([draw, Draw(scores[:2], np.array([0, 0]))])
    assert figures["r@1"] == pytest.approx(1 / 4)
    assert figures["mrr"] == pytest.approx((1 / 2 + 1 / 2 + 1 + 1 / 2) / 4)
    assert figures["r@1_sd"] == pytest.approx(0.25)


def test_a_model_scores_as_the_application_does():
    encoder = MomentEncoder()
    method = ModelMethod(encoder)
    poses = [a_pose(seed) for seed in range(4)]
    read = method.read(poses)
    mirrored = method.read([pose.mirrored() for pose in poses])
    scores = method.scores(mirrored, read, read)  # mirrored twice, which is best
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3]
    assert_allclose(np.diag(scores), 1 - read.less, atol=1e-4)
    bare = ReadClips(read.vectors)
    assert_allclose(method.scores(bare, bare, bare), read.vectors @ read.vectors.T, atol=1e-6)


@pytest.mark.parametrize("name", list(corruptions.CORRUPTIONS))
def test_a_corrupted_pose_is_usable(name):
    pose = a_pose(3, frames=30)
    before = pose.points.copy()
    changed = corruptions.CORRUPTIONS[name](pose)
    assert np.isfinite(changed.points).all()
    assert changed.usable().signing()
    assert_array_equal(pose.points, before)


def test_palms_turn_over_where_the_hand_is_and_nothing_else_changes():
    pose = a_pose(3, frames=200)
    turned = corruptions.palms_turned_over(pose)
    assert_array_equal(turned.points[..., :2], pose.points[..., :2])
    depth = turned.points[:, landmarks.RIGHT_HAND, 2] - pose.points[:, landmarks.RIGHT_HAND, 2]
    assert 0.02 < (np.abs(depth) > 0).any(axis=1).mean() < 0.1
    assert_array_equal(depth[:, 0], 0)  # the wrist


def test_corruptions_drop_frames_remove_hands_and_add_rest():
    pose = a_pose(3, frames=30)
    assert len(corruptions.ten_frames_per_second(pose)) == 10
    left = corruptions.lost_hands(pose).seen[:, landmarks.RIGHT_HAND].any(axis=1)
    assert 0.5 < left.sum() / pose.seen[:, landmarks.RIGHT_HAND].any(axis=1).sum() < 1
    for rested in (corruptions.rest_without_hands(pose), corruptions.rest_with_low_hands(pose)):
        assert len(rested) == 90
        span, own = rested.signing(), pose.signing()
        assert (span.start, span.stop) == (own.start + 30, own.stop + 30)
