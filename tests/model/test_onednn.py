"""Packed layers return the same vectors and keep their weights."""

import pytest
import torch
from torch.testing import assert_close

from signdict.model.network import Tower, TowerConfig
from signdict.model.onednn import LEAST_WIDTH, PackedLayers, pack


def tower(**what):
    torch.manual_seed(0)
    small = {"inputs": 12, "width": LEAST_WIDTH, "layers": 2, "heads": 4, "inner": 64}
    return Tower(TowerConfig(**(small | {"longest": 30} | what))).eval()


@pytest.fixture
def packable():
    one = tower()
    pack(one)
    if not isinstance(one.layers, PackedLayers):
        pytest.skip("this processor has no oneDNN")
    return one


@pytest.mark.parametrize(("clips", "real"), [(3, 7), (3, 20), (1, 20), (1, 7)])
def test_packed_layers_return_the_same_vectors(packable, clips, real):
    frames, mask = torch.randn(clips, 20, 12), torch.ones(clips, 20, dtype=torch.bool)
    mask[-1, real:] = False
    with torch.inference_mode():
        assert_close(packable(frames, mask), tower()(frames, mask), atol=2e-6, rtol=0)


def test_packed_weights_are_saved_exactly(packable):
    plain = tower().state_dict()
    packed = packable.state_dict()
    assert packed.keys() == plain.keys()
    assert all(torch.equal(packed[name], plain[name]) for name in plain)


def test_packing_twice_changes_nothing(packable):
    layers = packable.layers
    pack(packable)
    assert packable.layers is layers


@pytest.mark.parametrize("what", [{"width": 64}, {"norm_first": True}])
def test_other_towers_are_not_packed(what):
    one = tower(**what)
    pack(one)
    assert not isinstance(one.layers, PackedLayers)
