"""The baseline without learning: dynamic time warping over wrists and handshapes.

Each clip is trimmed, put on a common scale and resampled to 16 frames (`features.signing`). Two
frames are as far apart as .8 x their wrists plus .9 x the root mean square over the joints of the
handshape in palm lengths, summed over both hands; a hand that only one of them has costs 2. The
three weights were chosen on these very clips, in favour of the baseline.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from signdict import features
from signdict.pose import Pose

FRAMES, BAND = 16, 4
_WRIST, _SHAPE, _MISSING = 0.8, 0.9, 2.0

Parts = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]


def distances(queries: Sequence[Pose], gallery: Sequence[Pose]) -> NDArray[np.float32]:
    """Return the cost of the cheapest warping of each query to each clip: (queries, gallery)."""
    there = _parts(gallery)
    rows = []
    for query in queries:
        wrist, shape, seen = _parts([query])
        rows.append(_warp(_costs((wrist[0], shape[0], seen[0]), there)))
    return np.stack(rows)


def _parts(poses: Sequence[Pose]) -> Parts:
    """Wrists (n, T, 2, 2), shapes (n, T, 2, 63) and presence (n, T, 2)."""
    shown = [features.signing(pose, FRAMES, depth=1.0) for pose in poses]
    hands = np.stack([s.hands for s in shown])
    present = np.stack([s.present for s in shown])
    numbers = features.inputs(hands, present, np.stack([s.nose for s in shown]))
    shapes = np.stack([numbers[..., features.LEFT_SHAPE], numbers[..., features.RIGHT_SHAPE]], 2)
    return hands[..., 0, :2], shapes, present


def _costs(query: Parts, gallery: Parts) -> NDArray[np.float32]:
    """Cost of each frame of the query against each of every clip: (n, T, T)."""
    total = np.zeros((len(gallery[0]), FRAMES, FRAMES), np.float32)
    for hand in range(2):
        wrist, shape, seen = (part[None, :, None, hand] for part in query)  # (1, T, 1, ...)
        wrists, shapes, known = (part[:, None, :, hand] for part in gallery)  # (n, 1, T, ...)
        apart = np.linalg.norm(wrist - wrists, axis=-1)
        unlike = np.linalg.norm(shape - shapes, axis=-1) / np.sqrt(21)
        cost = np.where(seen & known, _WRIST * apart + _SHAPE * unlike, _MISSING * (seen ^ known))
        total += cost.astype(np.float32)
    return total


def _warp(costs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Sum of costs along the cheapest path within `BAND` of the diagonal: (n, T, T) -> (n,)."""
    best = np.full((len(costs), FRAMES + 1, FRAMES + 1), np.inf, np.float32)
    best[:, 0, 0] = 0
    for i in range(FRAMES):
        for j in range(max(0, i - BAND), min(FRAMES, i + BAND + 1)):
            before = np.minimum(best[:, i, j], np.minimum(best[:, i, j + 1], best[:, i + 1, j]))
            best[:, i + 1, j + 1] = costs[:, i, j] + before
    total: NDArray[np.float32] = best[:, -1, -1]
    return total
