"""Which moments of a sign to print: few, in order, and as telling as a still can be."""

import numpy as np

from signdict.core.types import FloatArray
from signdict.pose import landmarks
from signdict.pose.pose import Pose

#: Tips and wrist of a hand: together they tell where it is and what shape it has.
_HAND = (0, 4, 8, 12, 16, 20)
#: How much a frame counts in which nothing moves, as a share of the mean: holds are shown too.
_STILL = 0.25
#: How far from the middle of its part a frame may lie, as a share of the part.
_NEAR = 0.3


def moments(pose: Pose, count: int) -> list[float]:
    """Seconds of up to `count` frames, rising: as much motion lies around each of them.

    Of each part of the motion it is the frame near its middle in which the hands are calmest,
    where the shape of a hand is seen best.
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
    """How far the hands move from the frame before each: (T,), in pixels a frame."""
    total = np.zeros(len(pose), np.float32)
    for hand in (landmarks.LEFT_HAND, landmarks.RIGHT_HAND):
        chosen = [hand.start + point for point in _HAND]
        seen = np.asarray(pose.seen[:, chosen].all(axis=1), np.bool_)
        step = np.linalg.norm(np.diff(pose.points[:, chosen, :2], axis=0), axis=2).mean(axis=1)
        total[1:] += np.where(seen[1:] & seen[:-1], step, 0)
    return total
