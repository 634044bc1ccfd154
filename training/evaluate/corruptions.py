"""What happens to queries in life: mirrors, slow cameras, lost hands, rest before and after.

Each turns a pose into another; whatever is random is drawn from the pose's own numbers.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from signdict.pose import landmarks
from signdict.pose.pose import REST_LINE, Pose

_HANDS: Final = (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
_LOST: Final = 0.25
#: Recorded clips have 30 frames, taken evenly from a sign; they count as 30 frames a second.
_EVERY: Final = 3


def mirrored(pose: Pose) -> Pose:
    """The other hand, or a mirror."""
    return pose.mirrored()


def ten_a_second(pose: Pose) -> Pose:
    """Every third frame of a clip that has 30 a second."""
    return replace(
        pose,
        points=pose.points[::_EVERY],
        confidence=pose.confidence[::_EVERY],
        fps=pose.fps / _EVERY,
    )


def hands_lost(pose: Pose) -> Pose:
    """A quarter of the frames of each hand are lost, one by one."""
    rng = np.random.default_rng(len(pose))
    confidence, points = pose.confidence.copy(), pose.points.copy()
    for part in _HANDS:
        gone = np.flatnonzero(rng.random(len(pose)) < _LOST)
        confidence[gone, part] = 0
        points[gone, part] = 0
    found = replace(pose, points=points, confidence=confidence)
    seen = found.seen
    kept = seen[:, _HANDS[0]].any() or seen[:, _HANDS[1]].any()
    return found if kept else pose


def rested_unseen(pose: Pose) -> Pose:
    """A second before and after in which no hand is found."""
    return _rested(pose, seen=False)


def rested_low(pose: Pose) -> Pose:
    """A second before and after in which the hands hang below the line of rest."""
    return _rested(pose, seen=True)


def _rested(pose: Pose, *, seen: bool) -> Pose:
    """Hold the first and the last frame for a second of 30 frames, hands away or low."""
    long = 30
    ends = []
    for row in (0, -1):
        points = np.repeat(pose.points[row][None], long, axis=0)
        confidence = np.repeat(pose.confidence[row][None], long, axis=0)
        both = pose.seen[:, landmarks.LEFT_SHOULDER] & pose.seen[:, landmarks.RIGHT_SHOULDER]
        left, right = (
            np.median(pose.points[both, side, :2], axis=0)
            for side in (landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER)
        )
        low = (left + right)[1] / 2 + (REST_LINE + 0.5) * np.linalg.norm(left - right)
        for part in _HANDS:
            if seen:
                points[:, part, 1] += low - points[:, part.start, 1].max()
                points[:, part] *= confidence[:, part, None] > 0
            else:
                points[:, part], confidence[:, part] = 0, 0
        ends.append((points, confidence))
    (before, sure), (after, later) = ends
    return replace(
        pose,
        points=np.concatenate([before, pose.points, after]),
        confidence=np.concatenate([sure, pose.confidence, later]),
    )


HARDSHIPS: Final[dict[str, Callable[[Pose], Pose]]] = {
    "mirrored": mirrored,
    "10 frames a second": ten_a_second,
    "a quarter of hand frames lost": hands_lost,
    "a second of rest, hands not seen": rested_unseen,
    "a second of rest, hands low": rested_low,
}
