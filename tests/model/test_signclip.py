"""Pose, network and word pieces reproduce the numbers of the published SignCLIP code."""

import json

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from signdict.model.encoder import tokenizer
from signdict.model.network import NetworkConfig, Tower
from tests.support.checkpoints import drawn
from tests.support.paths import GOLDEN
from tests.support.poses import golden_pose

#: What the published code gave (see tests/golden/README.md).
SIGNCLIP = np.load(GOLDEN / "signclip.npz")
WIDTH, VOCABULARY = 768, 28996
CLS, SEP = 101, 102
#: Our names for the parts of a layer, and the published ones.
PARTS = {
    "self_attn.out_proj": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "linear1": "intermediate.dense",
    "linear2": "output.dense",
    "norm2": "output.LayerNorm",
}
SHAPES = {"norm1": (WIDTH,), "norm2": (WIDTH,), "linear1": (3072, WIDTH), "linear2": (WIDTH, 3072)}


def pair(ours, theirs, *shape):
    """Weight and bias of one part."""
    weight, bias = drawn(f"{theirs}.weight", *shape), drawn(f"{theirs}.bias", shape[0])
    return {f"{ours}.weight": weight, f"{ours}.bias": bias}


def layer(ours, theirs):
    asked = [f"{theirs}attention.self.{part}" for part in ("query", "key", "value")]
    weights = torch.cat([drawn(f"{name}.weight", WIDTH, WIDTH) for name in asked])
    biases = torch.cat([drawn(f"{name}.bias", WIDTH) for name in asked])
    state = {f"{ours}self_attn.in_proj_weight": weights, f"{ours}self_attn.in_proj_bias": biases}
    for part, named in PARTS.items():
        state |= pair(f"{ours}{part}", f"{theirs}{named}", *SHAPES.get(part, (WIDTH, WIDTH)))
    return state


def published(config, prefix, stem):
    """A tower with random weights under the published names; `stem` maps its own parts."""
    words = drawn(f"{prefix}embeddings.word_embeddings.weight", VOCABULARY, WIDTH)
    places = drawn(f"{prefix}embeddings.position_embeddings.weight", 512, WIDTH)
    kind = drawn(f"{prefix}embeddings.token_type_embeddings.weight", 2, WIDTH)[0]
    positions = places[: config.longest + 2]
    state = {"marks": words[[CLS, SEP]], "positions": positions, "kind": kind}
    state |= stem or {"stem.weight": words}
    state |= pair("norm", f"{prefix}embeddings.LayerNorm", WIDTH)
    for number in range(config.layers):
        state |= layer(f"layers.layers.{number}.", f"{prefix}encoder.layer.{number}.")
    with torch.device("meta"):  # the weights are drawn once, not twice
        tower = Tower(config)
    tower.load_state_dict(state, assign=True)
    return tower.eval()


def test_features_equal_the_published_ones():
    features = golden_pose().features()
    assert features.dtype == np.float32
    assert_allclose(features, SIGNCLIP["preprocessed"], atol=1e-5)


def test_golden_numbers_equal_those_of_the_shared_folder(shared):
    oracle = np.load(shared / "oracle" / "synthetic_preprocess.npz")
    assert_array_equal(SIGNCLIP["preprocessed"], oracle["zero_masked"])
    with np.load(shared / "oracle" / "embeddings.npz") as file:
        oracle = dict(file)
    assert_array_equal(SIGNCLIP["video"], oracle["raw_pooled_video"])
    assert_array_equal(SIGNCLIP["text"], oracle["raw_pooled_text"])


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_pose_tower_returns_the_published_vectors():
    mlp = "video_encoder.videomlp."
    stem = pair("stem.linear1", f"{mlp}linear1", WIDTH, 609)
    stem |= pair("stem.norm", f"{mlp}LayerNorm", WIDTH)
    stem |= pair("stem.linear2", f"{mlp}linear2", WIDTH, WIDTH)
    tower = published(NetworkConfig().pose, "video_encoder.bert.", stem)
    draw = np.random.RandomState(0)
    frames, real = torch.zeros(3, 256, 609), torch.zeros(3, 256, dtype=torch.bool)
    for row, length in enumerate((256, 100, 1)):
        frames[row, :length] = torch.from_numpy(draw.standard_normal((length, 609)))
        real[row, :length] = True
    with torch.inference_mode():
        assert_allclose(tower(frames, real).numpy(), SIGNCLIP["video"], atol=2e-5)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_text_tower_returns_the_published_vectors():
    tower = published(NetworkConfig().text, "text_encoder.", {})
    captions = torch.from_numpy(np.vstack([SIGNCLIP["captions"], SIGNCLIP["empty_caption"]]))
    words = captions[:, 2:63].long()  # [CLS], and a [SEP] that belongs to the video, come first
    ends = (words == SEP).int().argmax(dim=1)
    real = torch.arange(words.shape[1]) < ends[:, None]
    expected = np.vstack([SIGNCLIP["text"], SIGNCLIP["empty_text"]])
    with torch.inference_mode():
        assert_allclose(tower(words, real).numpy(), expected, atol=2e-5)


def test_word_pieces_equal_the_published_ones(shared):
    vocabulary = (shared / "oracle" / "bert-base-cased-vocab.txt").read_text("utf-8")
    words = tokenizer(vocabulary.removesuffix("\n").split("\n"))
    cases = json.loads((shared / "oracle" / "tokenizer_cases.json").read_text("utf-8"))["cases"]
    read = {case["text"]: words.encode(case["text"]).ids for case in cases}
    assert read == {case["text"]: case["ids"] for case in cases}
