"""How a made-up hand (`signdict.posture`) is turned.

Rotations are unit quaternions (w, x, y, z), so that a hand can turn evenly from one to another.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from signdict.core.types import AnyArray as Numbers
from signdict.core.types import FloatArray as Array
from signdict.core.vectors import unit
from signdict.pose.synthetic_hand import joints_of
from training.data.dataset import ClipArrays

__all__ = ["joints_of", "matrix", "palm", "quaternion", "stance", "then", "turned", "unit"]

_INDEX, _MIDDLE, _LITTLE = 5, 9, 17
_PALM: Final = [5, 9, 13, 17]


def palm(joints: Numbers) -> Array:
    """Mean length from the wrist to the knuckles: (..., 21, 3) -> (...)."""
    return np.asarray(np.linalg.norm(joints[..., _PALM, :], axis=-1).mean(axis=-1))


def stance(joints: Numbers) -> Array:
    """How a right hand is turned: (n, 21, 3), wrist at 0 -> rotation matrices (n, 3, 3).

    Its columns are the palm's width, from the middle knuckle to the wrist, and the palm's normal;
    the identity for the hand of `joints_of`.
    """
    down = unit(-joints[:, _MIDDLE])
    across = joints[:, _INDEX] - joints[:, _LITTLE]
    normal = unit(np.cross(across, down))
    return np.stack([np.cross(down, normal), down, normal], axis=-1)


def quaternion(matrix: Numbers) -> Array:
    """Rotation matrices (n, 3, 3) -> unit quaternions (n, 4), w first.

    The eigenvector of the largest eigenvalue of Bar-Itzhack's symmetric 4 x 4 matrix (2000).
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


def turned(axis: Numbers, angle: Numbers) -> Array:
    """The quaternion (..., 4) of a turn by `angle` (...) rad about an axis (..., 3) of length 1."""
    half = np.asarray(angle, np.float32)[..., None] / 2
    return np.concatenate([np.cos(half), np.sin(half) * axis], axis=-1)


def then(first: Numbers, second: Numbers) -> Array:
    """The quaternion (..., 4) of one rotation after another: Hamilton's product second x first."""
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


def matrix(quaternions: Numbers) -> Array:
    """Quaternions (..., 4) of any length -> rotation matrices (..., 3, 3)."""
    w, x, y, z = np.moveaxis(unit(quaternions), -1, 0)
    out = np.empty((*w.shape, 3, 3), np.float32)
    out[..., 0, 0], out[..., 1, 1] = 1 - 2 * (y * y + z * z), 1 - 2 * (x * x + z * z)
    out[..., 2, 2] = 1 - 2 * (x * x + y * y)
    out[..., 0, 1], out[..., 1, 0] = 2 * (x * y - w * z), 2 * (x * y + w * z)
    out[..., 0, 2], out[..., 2, 0] = 2 * (x * z + w * y), 2 * (x * z - w * y)
    out[..., 1, 2], out[..., 2, 1] = 2 * (y * z - w * x), 2 * (y * z + w * x)
    return out


#: Postures taken of each hand of a clip.
_MOMENTS: Final = 4
#: How many similar hands of other signs are known of each.
NEAR: Final = 8
#: A gloss with many clips gives no more of them than this.
_MOST_CLIPS: Final = 12
#: What a hand does in its clip: it is alone, it moves beside another, or is still beside one that
#: moves at least `_BUSIER` times as far.
ALONE, MOVING, STILL = range(3)
_BUSIER: Final = 2.0
#: A hand lower than this, in shoulder widths below the shoulders, is on its way from or to rest.
_LOW: Final = 0.95


@dataclass(frozen=True, slots=True)
class Bank:
    """m postures: `shapes` (m, 21, 3) in palm lengths, `turns` (m, 4) quaternions, `places` (m, 2)
    of the wrist from mid-shoulder, in shoulder widths, `roles` (m,), and `near` (m, NEAR): postures
    of other signs whose shape is most alike."""

    shapes: Array
    turns: Array
    places: Array
    roles: NDArray[np.int64]
    near: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of postures."""
        return len(self.shapes)

    @classmethod
    def of(cls, clips: ClipArrays, rng: Generator) -> "Bank":
        """Take postures from clips."""
        rows = _few_of_each(clips.labels, rng)
        found = [_postures(clips, rows, side, rng) for side in range(2)]
        joints, places, roles, labels = (np.concatenate(part) for part in zip(*found, strict=True))
        joints = joints / palm(joints)[:, None, None]
        stances = stance(joints)
        shapes = np.asarray(np.einsum("nij,nki->nkj", stances, joints), np.float32)
        return cls(shapes, quaternion(stances), places, roles, _nearest(shapes, labels))

    def drawn(self, rng: Generator, n: int, role: int) -> NDArray[np.int64]:
        """Draw n postures of hands in a role; any, where there are none."""
        there = np.flatnonzero(self.roles == role)
        return (
            there[rng.integers(len(there), size=n)]
            if len(there)
            else rng.integers(len(self), size=n)
        )


def _few_of_each(labels: NDArray[np.int64], rng: Generator) -> NDArray[np.int64]:
    """Rows of clips, at most a few of each gloss."""
    order = rng.permutation(len(labels))
    place = np.zeros(len(labels), np.int64)  # how many of the same gloss come before
    seen: dict[int, int] = {}
    for row in order:
        label = int(labels[row])
        place[row] = seen.get(label, 0)
        seen[label] = place[row] + 1
    return np.flatnonzero(place < _MOST_CLIPS)


def _postures(
    clips: ClipArrays, rows: NDArray[np.int64], side: int, rng: Generator
) -> tuple[Array, Array, NDArray[np.int64], NDArray[np.int64]]:
    """Joints from the wrist (m, 21, 3), places (m, 2), roles and labels (m,): as of right hands."""
    there = clips.present[rows, :, side]
    joints = clips.hands[rows, :, side] * np.array((1 if side else -1, 1, 1), np.float32)
    wrist = joints[:, :, 0, :2]
    step = np.linalg.norm(np.diff(wrist, axis=1), axis=-1)
    speed = np.maximum(np.pad(step, ((0, 0), (1, 0))), np.pad(step, ((0, 0), (0, 1))))
    good = there & (wrist[..., 1] < _LOW)
    rank = np.where(good, speed * rng.uniform(0.2, 1, speed.shape), np.inf)
    frames = np.argsort(rank, axis=1)[:, :_MOMENTS]
    clip = np.repeat(np.arange(len(rows)), _MOMENTS)
    frame = frames.ravel()
    kept = good[clip, frame]
    clip, frame = clip[kept], frame[kept]
    local = joints[clip, frame] - joints[clip, frame, :1]
    sound = palm(local) > 0.05
    clip, frame, local = clip[sound], frame[sound], local[sound]
    roles = _roles(clips, rows, side)[clip]
    return local, wrist[clip, frame], roles, clips.labels[rows][clip]


def _roles(clips: ClipArrays, rows: NDArray[np.int64], side: int) -> NDArray[np.int64]:
    """What the hand of a side does in each clip."""
    present = clips.present[rows]
    both = present[:, 1:] & present[:, :-1]
    steps = np.linalg.norm(np.diff(clips.hands[rows, :, :, 0, :2], axis=1), axis=-1) * both
    way = steps.sum(axis=1)  # (rows, 2)
    paired = present.all(axis=2).mean(axis=1) > 0.4
    still = way[:, 1 - side] > _BUSIER * way[:, side]
    return np.where(paired, np.where(still, STILL, MOVING), ALONE)


def _nearest(shapes: Array, labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """The postures of other labels that are most alike, by the squares over all joints."""
    flat = shapes.reshape(len(shapes), -1)
    size = (flat**2).sum(axis=1)
    many = min(NEAR, len(flat))
    near = np.empty((len(flat), many), np.int64)
    for at in range(0, len(flat), 1024):
        apart = size - 2 * flat[at : at + 1024] @ flat.T
        apart[labels[at : at + 1024, None] == labels] = np.inf
        near[at : at + 1024] = np.argpartition(apart, many - 1, axis=1)[:, :many]
    return near
