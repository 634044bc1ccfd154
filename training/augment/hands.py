"""Orientations of hands as quaternions, and a bank of postures of real hands.

Rotations are unit quaternions (w, x, y, z), so that a hand can rotate evenly from one to another.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator

from signdict.core.types import AnyArray, FloatArray, IntArray
from signdict.core.vectors import unit
from training.data.dataset import ClipArrays

_INDEX, _MIDDLE, _LITTLE = 5, 9, 17
_PALM: Final = [5, 9, 13, 17]
#: Postures taken from each hand of a clip.
_MOMENTS: Final = 4
#: Similar hands of other signs that are stored for each posture.
NEAR: Final = 8
#: Most clips of a gloss that contribute postures.
_MOST_CLIPS: Final = 12
#: The role of a hand in its clip: it is alone, moves together with the other, or is still while
#: the other one moves at least `_BUSIER` times as far.
ALONE, MOVING, STILL = range(3)
_BUSIER: Final = 2.0
#: Shoulder widths below the shoulders. A lower hand is on its way from or to rest.
_LOW: Final = 0.95


def palm(joints: AnyArray) -> FloatArray:
    """Return the mean length from the wrist to the knuckles: (..., 21, 3) -> (...)."""
    return np.asarray(np.linalg.norm(joints[..., _PALM, :], axis=-1).mean(axis=-1))


def orientation(joints: AnyArray) -> FloatArray:
    """Return the rotation (n, 3, 3) of right hands (n, 21, 3) with the wrist at 0.

    The columns are the width of the palm, the direction from the middle knuckle to the wrist, and
    the normal of the palm. For the hand of `joints_of` the rotation is the identity.
    """
    down = unit(-joints[:, _MIDDLE])
    across = joints[:, _INDEX] - joints[:, _LITTLE]
    normal = unit(np.cross(across, down))
    return np.stack([np.cross(down, normal), down, normal], axis=-1)


def quaternion(matrix: AnyArray) -> FloatArray:
    """Convert rotation matrices (n, 3, 3) to unit quaternions (n, 4), w first.

    A quaternion is the eigenvector of the largest eigenvalue of Bar-Itzhack's symmetric 4 x 4
    matrix (2000).
    """
    m = matrix
    k = np.zeros((len(m), 4, 4), np.float32)
    k[:, 0, 0] = m[:, 0, 0] + m[:, 1, 1] + m[:, 2, 2]
    k[:, 1, 1] = m[:, 0, 0] - m[:, 1, 1] - m[:, 2, 2]
    k[:, 2, 2] = m[:, 1, 1] - m[:, 0, 0] - m[:, 2, 2]
    k[:, 3, 3] = m[:, 2, 2] - m[:, 0, 0] - m[:, 1, 1]
    k[:, 1, 0] = m[:, 2, 1] - m[:, 1, 2]
    k[:, 2, 0] = m[:, 0, 2] - m[:, 2, 0]
    k[:, 3, 0] = m[:, 1, 0] - m[:, 0, 1]
    k[:, 2, 1] = m[:, 0, 1] + m[:, 1, 0]
    k[:, 3, 1] = m[:, 0, 2] + m[:, 2, 0]
    k[:, 3, 2] = m[:, 1, 2] + m[:, 2, 1]
    return np.asarray(np.linalg.eigh(k)[1][:, :, -1], np.float32)  # reads the lower half


def rotation(axis: AnyArray, angle: AnyArray) -> FloatArray:
    """Return the quaternion (..., 4) of a rotation by `angle` (...), rad, about a unit axis."""
    half = np.asarray(angle, np.float32)[..., None] / 2
    return np.concatenate([np.cos(half), np.sin(half) * axis], axis=-1)


def compose(first: AnyArray, second: AnyArray) -> FloatArray:
    """Return the quaternion (..., 4) of two rotations in sequence: Hamilton's product second x
    first."""
    a, b, c, d = np.moveaxis(second, -1, 0)
    w, x, y, z = np.moveaxis(first, -1, 0)
    return np.stack(
        [
            a * w - b * x - c * y - d * z,
            a * x + b * w + c * z - d * y,
            a * y - b * z + c * w + d * x,
            a * z + b * y - c * x + d * w,
        ],
        axis=-1,
    )


def matrix(quaternions: AnyArray) -> FloatArray:
    """Convert quaternions (..., 4) of any length to rotation matrices (..., 3, 3)."""
    w, x, y, z = np.moveaxis(unit(quaternions), -1, 0)
    out = np.empty((*w.shape, 3, 3), np.float32)
    out[..., 0, 0], out[..., 1, 1] = 1 - 2 * (y * y + z * z), 1 - 2 * (x * x + z * z)
    out[..., 2, 2] = 1 - 2 * (x * x + y * y)
    out[..., 0, 1], out[..., 1, 0] = 2 * (x * y - w * z), 2 * (x * y + w * z)
    out[..., 0, 2], out[..., 2, 0] = 2 * (x * z + w * y), 2 * (x * z - w * y)
    out[..., 1, 2], out[..., 2, 1] = 2 * (y * z - w * x), 2 * (y * z + w * x)
    return out


@dataclass(frozen=True, slots=True)
class PostureBank:
    """m postures of real hands, all as right hands."""

    shapes: FloatArray  # (m, 21, 3) in palm lengths, without their rotation
    rotations: FloatArray  # (m, 4) quaternions
    places: FloatArray  # (m, 2) of the wrist from mid-shoulder, in shoulder widths
    roles: IntArray  # (m,)
    near: IntArray  # (m, NEAR) postures of other signs with the most similar shapes

    def __len__(self) -> int:
        """Return the number of postures."""
        return len(self.shapes)

    @classmethod
    def from_clips(cls, clips: ClipArrays, rng: Generator) -> "PostureBank":
        """Take postures from clips."""
        rows = _few_of_each(clips.labels, rng)
        sides = [_postures(clips, rows, side, rng) for side in range(2)]
        joints, places, roles, labels = (np.concatenate(part) for part in zip(*sides, strict=True))
        joints = joints / palm(joints)[:, None, None]
        orientations = orientation(joints)
        shapes = np.asarray(np.einsum("nij,nki->nkj", orientations, joints), np.float32)
        return cls(shapes, quaternion(orientations), places, roles, _nearest(shapes, labels))

    def draw(self, rng: Generator, n: int, role: int) -> IntArray:
        """Draw n postures of hands in a role, or of any hands if the role is empty."""
        rows = np.flatnonzero(self.roles == role)
        if len(rows):
            return rows[rng.integers(len(rows), size=n)]
        return rng.integers(len(self), size=n)


def _few_of_each(labels: IntArray, rng: Generator) -> IntArray:
    """Return rows of clips, at most `_MOST_CLIPS` of each gloss."""
    order = rng.permutation(len(labels))
    before = np.zeros(len(labels), np.int64)  # clips of the same gloss earlier in the order
    counts: dict[int, int] = {}
    for row in order:
        label = int(labels[row])
        before[row] = counts.get(label, 0)
        counts[label] = before[row] + 1
    return np.flatnonzero(before < _MOST_CLIPS)


def _postures(
    clips: ClipArrays, rows: IntArray, side: int, rng: Generator
) -> tuple[FloatArray, FloatArray, IntArray, IntArray]:
    """Return joints from the wrist (m, 21, 3), places (m, 2), roles and labels (m,), as right
    hands."""
    present = clips.present[rows, :, side]
    joints = clips.hands[rows, :, side] * np.array((1 if side else -1, 1, 1), np.float32)
    wrist = joints[:, :, 0, :2]
    step = np.linalg.norm(np.diff(wrist, axis=1), axis=-1)
    speed = np.maximum(np.pad(step, ((0, 0), (1, 0))), np.pad(step, ((0, 0), (0, 1))))
    usable = present & (wrist[..., 1] < _LOW)
    rank = np.where(usable, speed * rng.uniform(0.2, 1, speed.shape), np.inf)
    frames = np.argsort(rank, axis=1)[:, :_MOMENTS]
    clip = np.repeat(np.arange(len(rows)), _MOMENTS)
    frame = frames.ravel()
    chosen = usable[clip, frame]
    clip, frame = clip[chosen], frame[chosen]
    local = joints[clip, frame] - joints[clip, frame, :1]
    visible = palm(local) > 0.05
    clip, frame, local = clip[visible], frame[visible], local[visible]
    roles = _roles(clips, rows, side)[clip]
    return local, wrist[clip, frame], roles, clips.labels[rows][clip]


def _roles(clips: ClipArrays, rows: IntArray, side: int) -> IntArray:
    """Return the role of one side's hand in each clip (rows,)."""
    present = clips.present[rows]
    both = present[:, 1:] & present[:, :-1]
    steps = np.linalg.norm(np.diff(clips.hands[rows, :, :, 0, :2], axis=1), axis=-1) * both
    distance = steps.sum(axis=1)  # (rows, 2)
    paired = present.all(axis=2).mean(axis=1) > 0.4
    still = distance[:, 1 - side] > _BUSIER * distance[:, side]
    return np.where(paired, np.where(still, STILL, MOVING), ALONE)


def _nearest(shapes: FloatArray, labels: IntArray) -> IntArray:
    """Return the postures of other labels with the smallest squared distance over all joints."""
    flat = shapes.reshape(len(shapes), -1)
    size = (flat**2).sum(axis=1)
    count = min(NEAR, len(flat))
    near = np.empty((len(flat), count), np.int64)
    for start in range(0, len(flat), 1024):
        part = slice(start, start + 1024)
        distance = size - 2 * flat[part] @ flat.T
        distance[labels[part, None] == labels] = np.inf
        near[part] = np.argpartition(distance, count - 1, axis=1)[:, :count]
    return near
