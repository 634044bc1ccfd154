"""A small untrained encoder."""

from dataclasses import replace

import torch

from signdict.model.calibration import Calibration
from signdict.model.encoder import SignClipEncoder
from signdict.model.network import NetworkConfig, SignClip, TowerConfig
from signdict.pose.features import WIDTH

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SMALL_VOCABULARY = (
    "[PAD]", "[UNK]", "<", ">", "en", "ase", "house", *_LETTERS, *(f"##{c}" for c in _LETTERS),
)  # fmt: skip
_TOWER = TowerConfig(width=16, layers=1, heads=4, inner=24, outputs=12, norm_first=True)
_WORDS = replace(_TOWER, stem="words", inputs=len(SMALL_VOCABULARY), longest=20, end_is_fixed=False)
_HANDS = replace(_TOWER, stem="hands", inputs=WIDTH, longest=16, end_is_fixed=False)


def small_encoder(features="signing"):
    """Return a small untrained encoder, the same every time."""
    torch.manual_seed(0)
    network = SignClip(NetworkConfig(_HANDS if features == "signing" else _TOWER, _WORDS, features))
    return SignClipEncoder("small", network, SMALL_VOCABULARY, Calibration(8, 0.4))
