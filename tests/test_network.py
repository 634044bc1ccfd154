import zlib

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from signdict import features
from signdict.network import NetworkConfig, SignClip, Tower, TowerConfig

SMALL = TowerConfig(inputs=609, width=16, layers=2, heads=2, inner=32, longest=20, dropout=0)
_LAYER = {
    "self_attn.out_proj": "attention.output.dense",
    "linear1": "intermediate.dense",
    "linear2": "output.dense",
    "norm1": "attention.output.LayerNorm",
    "norm2": "output.LayerNorm",
}
_STEM = {"linear1": "linear1", "norm": "LayerNorm", "linear2": "linear2"}


def drawn(name, *shape):
    """The reference weight of this name, by the recipe that came with the reference numbers."""
    z = np.random.RandomState(zlib.crc32(name.encode())).standard_normal(shape)
    if name.endswith("LayerNorm.weight"):
        offset, scale = 1.0, 0.1
    elif name.endswith(".bias"):
        offset, scale = 0.0, 0.1
    elif name.endswith("embeddings.weight"):
        offset, scale = 0.0, 0.5
    elif name.endswith(("query.weight", "key.weight")):
        offset, scale = 0.0, 1.5 / shape[1] ** 0.5
    else:
        offset, scale = 0.0, 0.6 / shape[1] ** 0.5
    return torch.from_numpy((offset + scale * z).astype(np.float32))


def published_pose_tower():
    tower = Tower(TowerConfig()).eval()
    bert, state = "video_encoder.bert.", {}
    for ours, theirs in _STEM.items():
        for kind in ("weight", "bias"):
            shape = tower.state_dict()[f"stem.{ours}.{kind}"].shape
            state[f"stem.{ours}.{kind}"] = drawn(f"video_encoder.videomlp.{theirs}.{kind}", *shape)
    words = drawn(f"{bert}embeddings.word_embeddings.weight", 28996, 768)
    kinds = drawn(f"{bert}embeddings.token_type_embeddings.weight", 2, 768)
    places = drawn(f"{bert}embeddings.position_embeddings.weight", 512, 768)
    state["marks"], state["positions"] = words[101:103].clone(), places[:258] + kinds[0]
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = drawn(f"{bert}embeddings.LayerNorm.{kind}", 768)
    for layer in range(12):
        there, here = f"{bert}encoder.layer.{layer}.", f"layers.layers.{layer}."
        for kind, shape in (("weight", (768, 768)), ("bias", (768,))):
            parts = [
                drawn(f"{there}attention.self.{part}.{kind}", *shape)
                for part in ("query", "key", "value")
            ]
            state[f"{here}self_attn.in_proj_{kind}"] = torch.cat(parts)
            for ours, theirs in _LAYER.items():
                size = tower.state_dict()[f"{here}{ours}.{kind}"].shape
                state[f"{here}{ours}.{kind}"] = drawn(f"{there}{theirs}.{kind}", *size)
    tower.load_state_dict(state)
    return tower


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_pose_tower_is_signclips(shared):
    reference = np.load(shared / "oracle" / "embeddings.npz")
    tower, rs = published_pose_tower(), np.random.RandomState(0)
    for row, length in enumerate(reference["raw_lengths"]):
        clip = torch.from_numpy(rs.standard_normal((length, 609)).astype(np.float32))[None]
        with torch.inference_mode():
            vector = tower(clip, torch.ones(1, int(length), dtype=torch.bool))
        assert_allclose(vector[0].numpy(), reference["raw_pooled_video"][row], atol=2e-5)


@pytest.mark.parametrize("fixed", [True, False])
def test_padding_changes_nothing(fixed):
    torch.manual_seed(0)
    config = TowerConfig(inputs=609, width=16, layers=2, heads=2, inner=32, longest=20,
                         dropout=0, end_is_fixed=fixed, pools=2, outputs=8)  # fmt: skip
    tower = Tower(config).eval()
    clip = torch.randn(1, 5, 609)
    padded = torch.cat([clip, torch.randn(1, 7, 609)], dim=1)
    real = torch.arange(12)[None] < 5
    with torch.inference_mode():
        alone = tower(clip, torch.ones(1, 5, dtype=torch.bool))
        among = tower(padded, real)
    assert_allclose(among.numpy(), alone.numpy(), atol=1e-5)
    assert alone.shape == (1, 8)


def test_sizes_come_from_the_configuration():
    hands = TowerConfig(stem="hands", inputs=features.WIDTH, width=16, layers=1, heads=2,
                        inner=32, longest=16, norm_first=True, pools=2, outputs=12)  # fmt: skip
    words = TowerConfig(stem="words", inputs=50, width=8, layers=1, heads=2, inner=16, longest=9,
                        outputs=12, end_is_fixed=False)  # fmt: skip
    network = SignClip(NetworkConfig(hands, words, "signing")).eval()
    every = torch.ones(3, 32, dtype=torch.bool)
    assert network.pose(torch.randn(3, 32, features.WIDTH), every).shape == (3, 12)
    assert network.text(torch.zeros(2, 0, dtype=torch.long), every[:2, :0]).shape == (2, 12)


def test_published_sizes_are_the_default():
    config = NetworkConfig()
    assert (config.pose.width, config.pose.layers, config.pose.longest) == (768, 12, 256)
    assert (config.text.inputs, config.text.longest, config.features) == (28996, 61, "signclip")


def test_a_fixed_end_stands_at_one_place_whatever_the_length():
    tower = Tower(SMALL).eval()
    clip, every = torch.randn(1, 5, 609), torch.ones(1, 5, dtype=torch.bool)
    before = tower(clip, every).detach()
    with torch.no_grad():
        tower.positions[6] = torch.randn(16)  # where the end would stand otherwise
        unmoved = tower(clip, every)
        tower.positions[21] = torch.randn(16)
        moved = tower(clip, every)
    assert_allclose(unmoved, before, atol=1e-5)
    assert not np.allclose(moved, before)
