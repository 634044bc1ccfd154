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

from signdict.pose import features
from signdict.pose.pose import Pose

FRAMES, BAND = 16, 4
_WRIST, _SHAPE, _MISSING = 0.8, 0.9, 2.0

Parts = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]


def distances(queries: Sequence[Pose], gallery: Sequence[Pose]) -> NDArray[np.float32]:
    """Return the cost of the cheapest warping of each query to each clip: (queries, gallery)."""
    return between(parts(queries), parts(gallery))


def between(queries: Parts, gallery: Parts) -> NDArray[np.float32]:
    """The same of clips that are read already."""
    rows = [_costs(query, gallery) for query in zip(*queries, strict=True)]
    return np.stack([_warp(costs) for costs in rows])


def parts(poses: Sequence[Pose]) -> Parts:
    """What is compared of clips: wrists (n, T, 2, 2), shapes (n, T, 2, 63), presence (n, T, 2)."""
    shown = [features.signing(pose, FRAMES, depth=1.0) for pose in poses]
    hands = np.stack([s.hands for s in shown])
    present = np.stack([s.present for s in shown])
    numbers = features.inputs(hands, present, np.stack([s.nose for s in shown]))
    shapes = np.stack([numbers[..., features.LEFT_SHAPE], numbers[..., features.RIGHT_SHAPE]], 2)
    return hands[..., 0, :2], shapes, present


def _costs(query: Parts, gallery: Parts) -> NDArray[np.float32]:
    """Cost of each frame of a query (T, ...) against each of every clip: (n, T, T)."""
    count = len(gallery[0])
    total = np.zeros((count, FRAMES, FRAMES), np.float32)
    for hand in range(2):
        wrist, shape, seen = (part[:, hand] for part in query)  # (T, ...)
        wrists, shapes, known = (part[:, :, hand] for part in gallery)  # (n, T, ...)
        there = shapes.reshape(-1, shapes.shape[-1]).astype(np.float64)  # squares are subtracted
        own = shape.astype(np.float64)
        squares = (own**2).sum(axis=1)[:, None] + (there**2).sum(axis=1) - 2 * own @ there.T
        unlike = np.sqrt(np.maximum(squares, 0) / 21).reshape(FRAMES, count, FRAMES)
        apart = np.linalg.norm(wrist[:, None, None] - wrists, axis=-1)  # (T, n, T)
        seen = seen[:, None, None]
        cost = np.where(seen & known, _WRIST * apart + _SHAPE * unlike, _MISSING * (seen ^ known))
        total += cost.transpose(1, 0, 2).astype(np.float32)
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
