"""From dot products to confidence: how often the best match of that score is the right one."""

import numpy as np
import torch

from signdict import features
from signdict.calibration import Calibration
from signdict.encoder import Encoder
from training.augment import camera, performance
from training.data import Clips


def fit(encoder: Encoder, clips: Clips, draws: int = 10, seed: int = 0) -> None:
    """Fit scale and midpoint on one-shot draws over the training clips, and set them.

    One clip per gloss is the dictionary. A query is another clip of a gloss, or, where there is
    none, the same clip in another performance before another camera. Whether the best match is
    right is fitted by a logistic of its score. These are clips that the model was trained on, so
    strangers get somewhat more confidence than they deserve.
    """
    rng = np.random.default_rng(seed)
    scores, right = [], []
    for _ in range(draws):
        order = rng.permutation(len(clips))
        labels = clips.labels[order]
        _, first = np.unique(labels, return_index=True)
        last = len(labels) - 1 - np.unique(labels[::-1], return_index=True)[1]
        gallery, queries = order[first], order[last]
        there = _vectors(
            encoder, (clips.hands[gallery], clips.present[gallery], clips.nose[gallery])
        )
        asked = (clips.hands[queries], clips.present[queries], clips.nose[queries])
        found = _vectors(encoder, camera(rng, performance(rng, asked), 1.3)) @ there.T
        scores.append(found.max(axis=1))
        right.append(found.argmax(axis=1) == np.arange(len(queries)))
    encoder.calibration = _logistic(np.concatenate(scores), np.concatenate(right))


def _vectors(encoder: Encoder, batch: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    signs = encoder.network.config.features == "signs"
    shown = torch.from_numpy((features.numbers if signs else features.inputs)(*batch))
    with torch.inference_mode():
        parts = [
            encoder.network.pose(part, torch.ones(part.shape[:2], dtype=torch.bool))
            for part in torch.split(shown, 256)
        ]
    vectors: np.ndarray = torch.nn.functional.normalize(torch.cat(parts), dim=-1).numpy()
    return vectors


def _logistic(scores: np.ndarray, right: np.ndarray) -> Calibration:
    """Newton's method on the log-likelihood of two parameters, held up by a little ridge."""
    x = np.column_stack([scores, np.ones_like(scores)]).astype(np.float64)
    weight = np.zeros(2)
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weight))
        slope = x.T @ (right - p) - 1e-3 * weight
        curve = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(2)
        weight += np.linalg.solve(curve, slope)
    scale = max(float(weight[0]), 1e-3)
    return Calibration(scale, float(-weight[1]) / scale)
