"""Selection of the few frames of a sign that show it best in print."""

import numpy as np

from signdict.core.types import FloatArray
from signdict.pose import landmarks
from signdict.pose.pose import Pose

#: Wrist and fingertips, which describe the place and the shape of a hand.
_HAND = (0, 4, 8, 12, 16, 20)
#: Weight of a frame without motion, as a share of the mean weight, so that holds are shown too.
_STILL = 0.25
#: How far from the middle of its part a frame may be, as a share of the part.
_NEAR = 0.3


def moments(pose: Pose, count: int) -> list[float]:
    """Return the seconds of up to `count` frames, in order, which divide the motion evenly.

    In each part of the motion, the frame near its middle in which the hands move least is points,
    because it shows the handshape best.
    """
    span = pose.signing()
    speed = _speed(pose)[span]
    if len(speed) <= count:
        frames = list(range(len(speed)))
    else:
        way = np.cumsum(speed + _STILL * max(float(speed.mean()), 1e-6))
        part = float(way[-1]) / count
        frames = sorted(
            {_calmest(speed, way, (n + 0.5) * part, _NEAR * part) for n in range(count)}
        )
    return [(span.start + frame) / pose.fps for frame in frames]


def _calmest(speed: FloatArray, way: FloatArray, middle: float, reach: float) -> int:
    first = min(int(np.searchsorted(way, middle - reach)), len(speed) - 1)
    last = max(int(np.searchsorted(way, middle + reach)), first + 1)
    return first + int(np.argmin(speed[first:last]))


def _speed(pose: Pose) -> FloatArray:
    """Return how far the hands move from the previous frame: (T,), in pixels per frame."""
    total = np.zeros(len(pose), np.float32)
    for hand in (landmarks.LEFT_HAND, landmarks.RIGHT_HAND):
        points = [hand.start + point for point in _HAND]
        seen = np.asarray(pose.seen[:, points].all(axis=1), np.bool_)
        step = np.linalg.norm(np.diff(pose.points[:, points, :2], axis=0), axis=2).mean(axis=1)
        total[1:] += np.where(seen[1:] & seen[:-1], step, 0)
    return total
