"""Pseudo-signs, and the same sign by another signer before another camera."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from signdict.pose import features
from tests.support.fakes import a_pose
from training.augment import augment, pseudosigns, signers
from training.augment.hands import Bank, joints_of, matrix, palm, quaternion, stance, then, unit
from training.data.dataset import LabelledClip, gathered


def of_another(rng, batch):
    """Real clips with hands of others, drawn from a few clips."""
    clips = gathered([LabelledClip(a_pose(9 + n), f"{n}", "ase", "en", "made") for n in range(4)])
    return signers.other(rng, batch, Bank.of(clips, np.random.default_rng(0)))


MAKERS = {
    "other signers": of_another,
    "camera": lambda rng, batch: augment.camera(rng, batch),
    "performance": lambda rng, batch: augment.performance(rng, batch),
    "recombined": lambda rng, batch: augment.recombine(rng, batch, 2),
    "pseudo-signs": lambda rng, _: pseudosigns.batch(rng, 8, 2)[:3],
}


@pytest.fixture
def batch():
    clips = gathered(
        [LabelledClip(a_pose(seed), f"{seed}", "ase", "en", "made") for seed in range(6)]
    )
    return clips.hands, clips.present, clips.nose


@pytest.fixture(params=MAKERS)
def maker(request):
    return MAKERS[request.param]


def test_the_same_seed_makes_the_same_signs(maker, batch):
    one, other = (maker(np.random.default_rng(3), batch) for _ in range(2))
    for a, b in zip(one, other, strict=True):
        assert_array_equal(a, b)


def test_another_seed_makes_other_signs(maker, batch):
    one, other = (maker(np.random.default_rng(seed), batch)[0] for seed in (3, 4))
    assert np.abs(one - other).max() > 0.01


def test_made_signs_look_like_real_ones_to_the_network(maker, batch):
    hands, present, nose = maker(np.random.default_rng(3), batch)
    frames = features.FRAMES
    assert hands.shape[1:] == (frames, 2, 21, 3)
    assert present.shape[1:] == (frames, 2)
    assert nose.shape[1:] == (frames, 3)
    assert hands.dtype == nose.dtype == np.float32
    assert present.dtype == np.bool_
    assert np.isfinite(hands).all()
    assert not hands[~present].any()
    assert np.isfinite(features.inputs(hands, present, nose)).all()


def test_real_clips_are_left_as_they_are(maker, batch):
    before = [part.copy() for part in batch]
    maker(np.random.default_rng(3), batch)
    for a, b in zip(before, batch, strict=True):
        assert_array_equal(a, b)


def test_another_signer_has_other_hands_at_the_same_places(batch):
    hands, present, nose = batch
    made, seen, head = of_another(np.random.default_rng(3), batch)
    assert_array_equal(seen, present)
    assert_array_equal(head, nose)
    assert_allclose(made[..., 0, :], hands[..., 0, :], atol=1e-5)
    moved = np.linalg.norm(made - hands, axis=-1)[present]
    size = palm((hands - hands[..., :1, :])[present])
    assert 0.02 < (moved.mean(axis=1) / size).mean() < 0.8


def test_a_part_comes_once_more_or_once_less_in_a_quarter_of_the_clips():
    length = features.FRAMES
    hands = np.zeros((400, length, 2, 21, 3), np.float32)
    hands += np.linspace(0, 1, length, dtype=np.float32)[:, None, None, None]
    present = np.ones((400, length, 2), np.bool_)
    made = signers.again(np.random.default_rng(0), (hands, present, hands[:, :, 0, 0]))[0]
    steps = np.diff(made[:, :, 0, 0, 0], axis=1) * (length - 1)
    more, less = (steps < 0).any(axis=1), (steps > 2.5).any(axis=1)
    assert 0.10 < more.mean() < 0.20
    assert 0.05 < less.mean() < 0.15
    same = ~more & ~less
    assert_allclose(made[same], hands[same], atol=1e-5)


def test_renderings_of_a_pseudo_sign_are_more_alike_than_other_pseudo_signs():
    *made, labels = pseudosigns.batch(np.random.default_rng(0), 64, 2)
    shown = features.inputs(*made).mean(axis=1)
    shown = (shown - shown.mean(axis=0)) / (shown.std(axis=0) + 1e-3)
    apart = np.linalg.norm(shown[:, None] - shown, axis=-1)
    same = (labels[:, None] == labels) & ~np.eye(len(labels), dtype=bool)
    assert apart[same].mean() < 0.9 * apart[labels[:, None] != labels].mean()


def test_bones_of_a_made_up_hand_keep_their_length_however_it_bends():
    angles = np.random.default_rng(1).normal(0.5, 0.5, (50, 16)).astype(np.float32)
    fingers = joints_of(angles)[:, 1:].reshape(-1, 5, 4, 3)
    bones = np.linalg.norm(np.diff(fingers, axis=2), axis=-1)
    assert_allclose(bones, np.broadcast_to(bones[:1], bones.shape), rtol=1e-5)


def test_a_turned_hand_is_turned_back():
    rng = np.random.default_rng(2)
    turns = unit(rng.normal(size=(20, 4)))
    matrices = matrix(turns)
    assert_allclose(matrix(quaternion(matrices)), matrices, atol=1e-5)
    first, second = turns[:10], turns[10:]
    both = matrices[10:] @ matrices[:10]
    assert_allclose(matrix(then(first, second)), both, atol=1e-5)
    shape = joints_of(np.zeros((20, 16), np.float32))
    turned = shape @ np.swapaxes(matrices, 1, 2)
    assert_allclose(stance(turned), matrices @ stance(shape), atol=1e-5)


def test_a_sign_mirrored_twice_is_itself(batch):
    every = np.ones(len(batch[0]), bool)
    for a, b in zip(augment.mirror(augment.mirror(batch, every), every), batch, strict=True):
        assert_array_equal(a, b)


def test_only_the_chosen_clips_are_mirrored(batch):
    which = np.arange(6) % 2 == 0
    hands, present, _ = augment.mirror(batch, which)
    assert_array_equal(hands[~which], batch[0][~which])
    assert_array_equal(hands[which][..., 0], -batch[0][which][:, :, ::-1, :, 0])
    assert_array_equal(present[which], batch[1][which][:, :, ::-1])


def test_a_clip_read_at_its_own_frames_is_itself(batch):
    frames = features.FRAMES
    place = np.tile(np.arange(frames, dtype=float), (6, 1))
    for a, b in zip(augment.retime(batch, place), batch, strict=True):
        assert_allclose(a, b, atol=1e-6)


def test_a_hand_lost_in_one_frame_is_taken_from_its_neighbour(batch):
    hands, present, nose = (part.copy() for part in batch)
    present[:, 5, 1] = False
    hands[:, 5, 1] = 0
    place = np.tile(np.arange(features.FRAMES) * 0 + 4.4, (6, 1))
    retimed, kept, _ = augment.retime((hands, present, nose), place)
    assert kept[:, :, 1].all()
    assert_allclose(retimed[:, 0, 1], hands[:, 4, 1], atol=1e-6)


def test_cameras_never_lose_the_whole_sign(batch):
    many = tuple(np.repeat(part, 200, axis=0) for part in batch)
    lone = many[1].copy()
    lone[:, 1:] = False  # one frame with a hand
    _, present, _ = augment.camera(np.random.default_rng(0), (many[0], lone, many[2]))
    assert present.any(axis=(1, 2)).all()


def test_clips_put_together_anew_share_their_shapes_in_pairs(batch):
    hands, present, _ = augment.recombine(np.random.default_rng(2), batch, 3)
    local = hands - hands[:, :, :, :1]
    for four in range(3):
        a, b, _, _ = range(4 * four, 4 * four + 4)
        both = present[a] & present[b]
        assert_allclose(local[a][both], local[b][both], atol=1e-5)
