import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from signdict.model.network import NetworkConfig, SignClip, Tower, TowerConfig
from signdict.pose import features

SMALL = TowerConfig(inputs=609, width=16, layers=2, heads=2, inner=32, longest=20, dropout=0)


@pytest.mark.parametrize("fixed", [True, False])
def test_padding_does_not_change_the_vectors(fixed):
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


def test_the_configuration_sets_the_sizes():
    hands = TowerConfig(stem="hands", inputs=features.WIDTH, width=16, layers=1, heads=2,
                        inner=32, longest=16, norm_first=True, pools=2, outputs=12)  # fmt: skip
    words = TowerConfig(stem="words", inputs=50, width=8, layers=1, heads=2, inner=16, longest=9,
                        outputs=12, end_is_fixed=False)  # fmt: skip
    network = SignClip(NetworkConfig(hands, words, "signing")).eval()
    every = torch.ones(3, 32, dtype=torch.bool)
    assert network.pose(torch.randn(3, 32, features.WIDTH), every).shape == (3, 12)
    assert network.text(torch.zeros(2, 0, dtype=torch.long), every[:2, :0]).shape == (2, 12)


def test_a_tower_with_tokens_returns_frame_tokens():
    torch.manual_seed(0)
    config = TowerConfig(stem="signs", inputs=features.SIGNS, width=16, layers=1, heads=2, inner=32,
                         longest=16, norm_first=True, pools=2, outputs=12, tokens=6)  # fmt: skip
    tower = Tower(config).eval()
    shown, every = torch.randn(3, 32, features.SIGNS), torch.ones(3, 32, dtype=torch.bool)
    with torch.inference_mode():
        vector, tokens = tower.read(shown, every)
        shown[:, 24:] = 0  # tokens are of their moment: the first know nothing of the last frames
        _, changed = tower.read(shown, every)
    assert vector.shape == (3, 12)
    assert tokens.shape == (3, 16, 6)
    assert (tokens.norm(dim=-1) > 0).all()
    assert_allclose(tokens[:, :8], changed[:, :8], atol=1e-6)
    assert not np.allclose(tokens[:, 12:], changed[:, 12:], atol=1e-3)
    assert Tower(SMALL).read(torch.randn(1, 5, 609), torch.ones(1, 5, dtype=torch.bool))[1] is None


def test_published_sizes_are_the_default():
    config = NetworkConfig()
    assert (config.pose.width, config.pose.layers, config.pose.longest) == (768, 12, 256)
    assert (config.text.inputs, config.text.longest, config.features) == (28996, 61, "signclip")


def test_a_fixed_end_has_one_position_for_any_length():
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
