"""The combination of the frame tokens of several models."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from signdict.core.errors import ModelError
from signdict.model.calibration import Calibration
from signdict.model.encoder import SignClipEncoder
from signdict.model.network import NetworkConfig, SignClip, TowerConfig
from signdict.pose import features
from tests.support.fakes import a_pose
from training.train.ensemble import axes, combine

WORDS = ["[PAD]", "[UNK]", "bee"]
POSES = [a_pose(seed).usable() for seed in range(12)]


def _encoder(seed: int, tokens: int = 8) -> SignClipEncoder:
    torch.manual_seed(seed)
    pose = TowerConfig(stem="signs", inputs=features.SIGNS, width=16, layers=1, heads=2, inner=32,
                       longest=16, norm_first=True, pools=2, outputs=12, tokens=tokens)  # fmt: skip
    text = TowerConfig(stem="words", inputs=len(WORDS), width=8, layers=1, heads=2, inner=16,
                       longest=9, outputs=12, end_is_fixed=False)  # fmt: skip
    network = SignClip(NetworkConfig(pose, text, "signs"))
    return SignClipEncoder(f"model {seed}", network, WORDS, Calibration())


def _cosines(encoder: SignClipEncoder) -> np.ndarray:
    tokens = encoder.read_poses(POSES).tokens
    assert tokens is not None
    rows = tokens.reshape(-1, tokens.shape[-1])
    return rows @ rows.T


def test_combining_keeps_the_vectors_of_poses_and_texts():
    alone, other = _encoder(1), _encoder(2)
    combined = combine(alone, [other], POSES)
    assert_allclose(combined.raw_poses(POSES), alone.raw_poses(POSES), atol=1e-6)
    assert_allclose(combined.raw_texts(["bee"]), alone.raw_texts(["bee"]), atol=1e-6)


def test_cosines_of_combined_tokens_are_nearly_the_mean_over_all_models():
    alone, others = _encoder(1), [_encoder(2), _encoder(3)]
    combined = _cosines(combine(alone, others, POSES))
    mean = np.mean([_cosines(model) for model in (alone, *others)], axis=0)
    assert np.abs(combined - mean).mean() < 0.1
    assert np.corrcoef(combined.ravel(), mean.ravel())[0, 1] > 0.95


def test_axes_keep_more_of_the_tokens_than_random_ones():
    alone, other = _encoder(1), _encoder(2)
    every = axes([alone, other], POSES)
    tokens = np.concatenate([m.read_poses(POSES).tokens for m in (alone, other)], -1)
    projected = (tokens @ every.numpy().T).reshape(-1, 8)
    lost = (tokens**2).sum() - (projected**2).sum()
    random, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(16, 8)))
    assert 0 <= lost < (tokens**2).sum() - ((tokens @ random) ** 2).sum()
    assert_allclose(every @ every.T, np.eye(8), atol=1e-5)


def test_a_combined_model_is_saved_and_opened(tmp_path):
    combined = combine(_encoder(1), [_encoder(2)], POSES)
    combined.save(tmp_path)
    opened = SignClipEncoder.open(tmp_path)
    assert opened.network.config.pose.ensemble == 1
    assert_allclose(_cosines(opened), _cosines(combined), atol=2e-2)


def test_to_join_again_leaves_the_first_members_behind():
    alone, other = _encoder(1), _encoder(2)
    once = combine(alone, [other], POSES)
    twice = combine(combine(alone, [_encoder(3)], POSES), [other], POSES)
    assert_allclose(_cosines(twice), _cosines(once), atol=1e-5)


def test_a_model_of_another_shape_is_rejected():
    with pytest.raises(ModelError, match="other tokens"):
        combine(_encoder(1), [_encoder(2, tokens=6)], POSES)
