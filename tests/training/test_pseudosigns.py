"""Pseudo-signs, and the variations of real clips."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from signdict.core.vectors import unit
from signdict.pose import features
from signdict.pose.synthetic_hand import joints_of
from tests.support.fakes import a_pose
from training.augment import augment, pseudosigns, signers
from training.augment.hands import PostureBank, compose, matrix, orientation, palm, quaternion
from training.data.dataset import LabelledClip, to_arrays


def with_other_hands(rng, batch):
    """Real clips with hands drawn towards those of a few other clips."""
    clips = to_arrays([LabelledClip(a_pose(9 + n), f"{n}", "ase", "en", "fake") for n in range(4)])
    bank = PostureBank.from_clips(clips, np.random.default_rng(0))
    return signers.change_hands(rng, batch, bank)


VARIATIONS = {
    "other hands": with_other_hands,
    "camera": lambda rng, batch: augment.camera(rng, batch),
    "performance": lambda rng, batch: augment.performance(rng, batch),
    "recombined": lambda rng, batch: augment.recombine(rng, batch, 2),
    "pseudo-signs": lambda rng, _: pseudosigns.batch(rng, 8, 2)[:3],
}


@pytest.fixture
def batch():
    clips = to_arrays(
        [LabelledClip(a_pose(seed), f"{seed}", "ase", "en", "fake") for seed in range(6)]
    )
    return clips.hands, clips.present, clips.nose


@pytest.fixture(params=VARIATIONS)
def vary(request):
    return VARIATIONS[request.param]


def test_the_same_seed_gives_the_same_signs(vary, batch):
    first, second = (vary(np.random.default_rng(3), batch) for _ in range(2))
    for a, b in zip(first, second, strict=True):
        assert_array_equal(a, b)


def test_another_seed_gives_other_signs(vary, batch):
    first, second = (vary(np.random.default_rng(seed), batch)[0] for seed in (3, 4))
    assert np.abs(first - second).max() > 0.01


def test_variations_have_the_shapes_and_types_of_real_clips(vary, batch):
    hands, present, nose = vary(np.random.default_rng(3), batch)
    frames = features.FRAMES
    assert hands.shape[1:] == (frames, 2, 21, 3)
    assert present.shape[1:] == (frames, 2)
    assert nose.shape[1:] == (frames, 3)
    assert hands.dtype == nose.dtype == np.float32
    assert present.dtype == np.bool_
    assert np.isfinite(hands).all()
    assert not hands[~present].any()
    assert np.isfinite(features.inputs(hands, present, nose)).all()


def test_the_real_clips_do_not_change(vary, batch):
    before = [part.copy() for part in batch]
    vary(np.random.default_rng(3), batch)
    for a, b in zip(before, batch, strict=True):
        assert_array_equal(a, b)


def test_changed_hands_keep_their_places(batch):
    hands, present, nose = batch
    changed, visible, head = with_other_hands(np.random.default_rng(3), batch)
    assert_array_equal(visible, present)
    assert_array_equal(head, nose)
    assert_allclose(changed[..., 0, :], hands[..., 0, :], atol=1e-5)
    moved = np.linalg.norm(changed - hands, axis=-1)[present]
    size = palm((hands - hands[..., :1, :])[present])
    assert 0.02 < (moved.mean(axis=1) / size).mean() < 0.8


def test_a_part_is_repeated_or_skipped_in_a_quarter_of_the_clips():
    length = features.FRAMES
    hands = np.zeros((400, length, 2, 21, 3), np.float32)
    hands += np.linspace(0, 1, length, dtype=np.float32)[:, None, None, None]
    present = np.ones((400, length, 2), np.bool_)
    batch = hands, present, hands[:, :, 0, 0]
    varied = signers.repeat_or_skip(np.random.default_rng(0), batch)[0]
    steps = np.diff(varied[:, :, 0, 0, 0], axis=1) * (length - 1)
    repeated, skipped = (steps < 0).any(axis=1), (steps > 2.5).any(axis=1)
    assert 0.10 < repeated.mean() < 0.20
    assert 0.05 < skipped.mean() < 0.15
    same = ~repeated & ~skipped
    assert_allclose(varied[same], hands[same], atol=1e-5)


def test_renderings_of_a_pseudo_sign_are_more_similar_than_other_pseudo_signs():
    *arrays, labels = pseudosigns.batch(np.random.default_rng(0), 64, 2)
    inputs = features.inputs(*arrays).mean(axis=1)
    inputs = (inputs - inputs.mean(axis=0)) / (inputs.std(axis=0) + 1e-3)
    distance = np.linalg.norm(inputs[:, None] - inputs, axis=-1)
    same = (labels[:, None] == labels) & ~np.eye(len(labels), dtype=bool)
    assert distance[same].mean() < 0.9 * distance[labels[:, None] != labels].mean()


def test_the_bones_of_a_bent_synthetic_hand_keep_their_length():
    angles = np.random.default_rng(1).normal(0.5, 0.5, (50, 16)).astype(np.float32)
    fingers = joints_of(angles)[:, 1:].reshape(-1, 5, 4, 3)
    bones = np.linalg.norm(np.diff(fingers, axis=2), axis=-1)
    assert_allclose(bones, np.broadcast_to(bones[:1], bones.shape), rtol=1e-5)


def test_quaternions_and_matrices_describe_the_same_rotations():
    rng = np.random.default_rng(2)
    rotations = unit(rng.normal(size=(20, 4)))
    matrices = matrix(rotations)
    assert_allclose(matrix(quaternion(matrices)), matrices, atol=1e-5)
    first, second = rotations[:10], rotations[10:]
    both = matrices[10:] @ matrices[:10]
    assert_allclose(matrix(compose(first, second)), both, atol=1e-5)
    shape = joints_of(np.zeros((20, 16), np.float32))
    rotated = shape @ np.swapaxes(matrices, 1, 2)
    assert_allclose(orientation(rotated), matrices @ orientation(shape), atol=1e-5)


def test_mirroring_twice_restores_a_sign(batch):
    every = np.ones(len(batch[0]), bool)
    for a, b in zip(augment.mirror(augment.mirror(batch, every), every), batch, strict=True):
        assert_array_equal(a, b)


def test_only_the_chosen_clips_are_mirrored(batch):
    rows = np.arange(6) % 2 == 0
    hands, present, _ = augment.mirror(batch, rows)
    assert_array_equal(hands[~rows], batch[0][~rows])
    assert_array_equal(hands[rows][..., 0], -batch[0][rows][:, :, ::-1, :, 0])
    assert_array_equal(present[rows], batch[1][rows][:, :, ::-1])


def test_sampling_a_clip_at_its_own_frames_changes_nothing(batch):
    frames = np.tile(np.arange(features.FRAMES, dtype=float), (6, 1))
    for a, b in zip(augment.retime(batch, frames), batch, strict=True):
        assert_allclose(a, b, atol=1e-6)


def test_a_hand_missing_in_one_frame_is_taken_from_the_neighbouring_frame(batch):
    hands, present, nose = (part.copy() for part in batch)
    present[:, 5, 1] = False
    hands[:, 5, 1] = 0
    frames = np.tile(np.arange(features.FRAMES) * 0 + 4.4, (6, 1))
    retimed, visible, _ = augment.retime((hands, present, nose), frames)
    assert visible[:, :, 1].all()
    assert_allclose(retimed[:, 0, 1], hands[:, 4, 1], atol=1e-6)


def test_cameras_never_lose_the_whole_sign(batch):
    many = tuple(np.repeat(part, 200, axis=0) for part in batch)
    lone = many[1].copy()
    lone[:, 1:] = False  # one frame with a hand
    _, present, _ = augment.camera(np.random.default_rng(0), (many[0], lone, many[2]))
    assert present.any(axis=(1, 2)).all()


def test_recombined_clips_share_their_handshapes_in_pairs(batch):
    hands, present, _ = augment.recombine(np.random.default_rng(2), batch, 3)
    local = hands - hands[:, :, :, :1]
    for group in range(3):
        a, b = 4 * group, 4 * group + 1
        both = present[a] & present[b]
        assert_allclose(local[a][both], local[b][both], atol=1e-5)


def test_the_tracker_turns_palms_over_and_loses_hands_for_long(batch):
    rng = np.random.default_rng(5)
    clips = tuple(np.repeat(part, 60, axis=0) for part in batch)
    hands, present, _ = augment.camera(rng, clips)
    normal = orientation((hands - hands[:, :, :, :1])[:, :, 1].reshape(-1, 21, 3))[:, :, 2]
    front = normal.reshape(*present.shape[:2], 3)[..., 2]
    both = present[:, 1:, 1] & present[:, :-1, 1]
    steps = np.abs(np.diff(np.sign(front), axis=1)) > 1
    assert 0.002 < (steps & both).sum() / both.sum() < 0.1
    was = clips[1][:, :, 1].mean(axis=1) > 0.9
    assert (present[was, :, 1].mean(axis=1) < 0.6).mean() > 0.02
