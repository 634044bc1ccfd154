"""Synthetic signers whose movements are known exactly."""

from dataclasses import replace

import numpy as np

from signdict.pose import landmarks
from signdict.pose.pose import Pose

#: Pixels between the shoulders.
SHOULDERS = 100.0
#: Mid-shoulder, in a picture of 640 x 480.
MIDDLE = (320.0, 200.0)

#: An open hand seen from the front, fingers up, palms 30 pixels long: (21, xyz).
HAND = np.zeros((21, 3))
for _finger, _x in enumerate((-20, -12, -4, 4, 12)):
    for _joint in range(4):
        HAND[1 + 4 * _finger + _joint] = (_x, -30 - 9 * _joint, 0)


def a_signer(frames=50, fps=25.0, left=None, right=None):
    """Return a signer whose hands follow paths (frames, xy) in shoulder widths from mid-shoulder.

    By default the left hand rises and the right one moves across.
    """
    time = np.linspace(0, 1, frames)
    left = np.stack([0 * time + 0.6, 0.6 - 0.8 * time], 1) if left is None else left
    right = np.stack([-0.9 + 0.8 * time, 0 * time + 0.4], 1) if right is None else right
    points = np.zeros((frames, landmarks.COUNT, 3), np.float32)
    points[:, landmarks.LEFT_SHOULDER, :2] = MIDDLE + np.array((SHOULDERS / 2, 0))
    points[:, landmarks.RIGHT_SHOULDER, :2] = MIDDLE - np.array((SHOULDERS / 2, 0))
    points[:, landmarks.NOSE, :2] = MIDDLE - np.array((0, 80))
    for hand, way, mirror in ((landmarks.LEFT_HAND, left, -1), (landmarks.RIGHT_HAND, right, 1)):
        points[:, hand] = HAND * (mirror, 1, 1)
        points[:, hand, :2] += (np.asarray(way) * SHOULDERS + MIDDLE)[:, None]
    points[:, landmarks.LEFT_WRIST] = points[:, landmarks.LEFT_HAND.start]
    points[:, landmarks.RIGHT_WRIST] = points[:, landmarks.RIGHT_HAND.start]
    seen = np.zeros(points.shape[:2], np.float32)
    seen[:, [landmarks.NOSE, *_BODY]] = 1
    seen[:, landmarks.LEFT_HAND] = seen[:, landmarks.RIGHT_HAND] = 1
    return Pose(points, seen, fps, 640, 480)


_BODY = (
    landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER, landmarks.LEFT_WRIST, landmarks.RIGHT_WRIST,
)  # fmt: skip


def moved(pose, hand, by, frames=slice(None)):
    """Return the pose with one hand displaced in some frames, by (x, y) shoulder widths."""
    points = pose.points.copy()
    points[frames, hand, :2] += np.asarray(by, np.float32) * SHOULDERS
    return replace(pose, points=points)


def turned(pose, hand, degrees, frames=slice(None)):
    """Return the pose with one hand rotated about its wrist in the plane of the picture."""
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    points = pose.points.copy()
    wrist = points[frames, hand][:, :1, :2]
    points[frames, hand, :2] = (points[frames, hand, :2] - wrist) @ turn.T + wrist
    return replace(pose, points=points)


def bent(pose, hand, finger, frames=slice(None)):
    """Return the pose with the tip of one finger (0 is the thumb) at its root."""
    points = pose.points.copy()
    root = hand.start + 1 + 4 * finger
    points[frames, root + 1 : root + 4] = points[frames, root : root + 1]
    return replace(pose, points=points)


def lost(pose, hand, frames=slice(None)):
    """Return the pose with one hand missing in some frames."""
    confidence = pose.confidence.copy()
    confidence[frames, hand] = 0
    return replace(pose, confidence=confidence).checked()


def paced(pose, frames):
    """Return these frames of a pose, which may repeat, for another pace."""
    frames = np.asarray(frames)
    return replace(pose, points=pose.points[frames], confidence=pose.confidence[frames])


def golden_pose():
    """Return the random clip of the golden numbers, with 203 of its 576 points."""
    draw = np.random.RandomState(11)
    points = draw.uniform(0, 320, (12, 1, 576, 3)).astype(np.float32)[:, 0]
    confidence = draw.uniform(0.1, 1, (12, 1, 576)).astype(np.float32)[:, 0]
    confidence[[0, 1, 5], 501:522] = 0
    confidence[8:, 522:543] = 0
    confidence[10] = 0
    points[confidence == 0] = 0
    columns = np.r_[0:33, 33 + np.asarray(landmarks.FACE_IDS), 501:543]
    return Pose(points[:, columns], confidence[:, columns], 25.0, 320, 320)
