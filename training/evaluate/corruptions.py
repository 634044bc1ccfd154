"""Corruptions of queries as in real use: mirrors, slow cameras, lost hands, rest at both ends.

Each function returns a changed pose; random choices depend only on the pose.
"""

import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from signdict.pose import landmarks
from signdict.pose.pose import REST_LINE, Pose

_HANDS: Final = (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
_LOST: Final = 0.25
_TURNED: Final = 0.05
#: Recorded clips have 30 frames, sampled evenly from a sign; they count as 30 frames per second.
_EVERY: Final = 3


def mirrored(pose: Pose) -> Pose:
    """Mirror the pose, as a left-handed signer or a mirrored camera does."""
    return pose.mirrored()


def ten_frames_per_second(pose: Pose) -> Pose:
    """Keep every third frame of a clip with 30 frames per second."""
    return replace(
        pose,
        points=pose.points[::_EVERY],
        confidence=pose.confidence[::_EVERY],
        fps=pose.fps / _EVERY,
    )


def lost_hands(pose: Pose) -> Pose:
    """Remove each hand from a quarter of the frames, chosen independently."""
    rng = np.random.default_rng(len(pose))
    confidence, points = pose.confidence.copy(), pose.points.copy()
    for part in _HANDS:
        frames = np.flatnonzero(rng.random(len(pose)) < _LOST)
        confidence[frames, part] = 0
        points[frames, part] = 0
    changed = replace(pose, points=points, confidence=confidence)
    visible = any(changed.seen[:, part].any() for part in _HANDS)
    return changed if visible else pose


def palms_turned_over(pose: Pose) -> Pose:
    """Turn each hand over in a twentieth of the frames: its depth from the wrist is reversed."""
    rng = np.random.default_rng(zlib.crc32(pose.points.tobytes()))
    points = pose.points.copy()
    for part in _HANDS:
        frames = np.flatnonzero(rng.random(len(pose)) < _TURNED)
        wrist = points[frames, part.start, None, 2]
        points[frames, part, 2] = 2 * wrist - points[frames, part, 2]
    return replace(pose, points=points)


def rest_without_hands(pose: Pose) -> Pose:
    """Add a second before and after in which no hand is visible."""
    return _with_rest(pose, seen=False)


def rest_with_low_hands(pose: Pose) -> Pose:
    """Add a second before and after in which the hands hang below the line of rest."""
    return _with_rest(pose, seen=True)


def _with_rest(pose: Pose, *, seen: bool) -> Pose:
    """Hold the first and the last frame for 30 frames, with hands invisible or low."""
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


#: By the names that reports use.
CORRUPTIONS: Final[dict[str, Callable[[Pose], Pose]]] = {
    "mirrored": mirrored,
    "10 frames a second": ten_frames_per_second,
    "a quarter of hand frames lost": lost_hands,
    "palms turned over in a twentieth of frames": palms_turned_over,
    "a second of rest, hands not seen": rest_without_hands,
    "a second of rest, hands low": rest_with_low_hands,
}
