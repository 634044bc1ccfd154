"""How a made-up hand (`signdict.posture`) is turned.

Rotations are unit quaternions (w, x, y, z), so that a hand can turn evenly from one to another.
"""

from typing import Final

import numpy as np

from signdict.pose.synthetic_hand import Array, Numbers, joints_of, unit

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
