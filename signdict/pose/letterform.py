"""Whether two clips show a letter in the same form: the same handshape in the same orientation.

A model's score does not answer this: in 19 manual alphabets its median is .975 between different
letters of one alphabet, and .93 between the same letter of two, because hands are held in the same
place. The fingertips answer it. Between two people's takes of one American letter, the fingertip
that differs most is at most .88 palm lengths away in three of four pairs; in three of four pairs of
different letters it is at least 1.07 away.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from signdict.core.types import BoolArray, FloatArray
from signdict.pose import landmarks
from signdict.pose.pose import REST_LINE, Pose

#: The largest distance of a fingertip between two hands of one shape: the median over the moments
#: of a clip, in palm lengths.
SHAPE: Final = 1.1
#: The largest mean distance between two paths of a hand, and between the places of the second hand
#: next to the first, in shoulder widths.
PATH: Final = 0.5
BESIDE: Final = 1.0
#: A second hand takes part if it is raised for at least this share of the time of the first.
SECOND: Final = 0.4
#: Moments of a clip that are compared, the tips of the fingers, and the middle knuckle.
_MOMENTS: Final = 8
_TIPS: Final = [4, 8, 12, 16, 20]
_MIDDLE: Final = 9


@dataclass(frozen=True, slots=True, eq=False)
class LetterForm:
    """The form of a letter at 8 moments, as if the right hand led.

    `shape` (8, 5, xy) are the fingertips of the leading hand from its wrist in palm lengths, `path`
    (8, xy) is that of its wrist about its mean in shoulder widths. `second` is the shape of the
    other hand, and `beside` (8, xy) its wrist from that of the leading hand in shoulder widths;
    both are None if it takes no part.
    """

    shape: FloatArray
    path: FloatArray
    second: FloatArray | None = None
    beside: FloatArray | None = None

    @classmethod
    def of(cls, pose: Pose) -> "Self | None":
        """Return the form that a pose shows; None if it shows no hand or no shoulders."""
        whole = pose.usable_or_none()
        if whole is None:
            return None
        normal = whole.normalised()
        points, seen = normal.points, normal.seen
        right, left = (_raised(points, seen, side) for side in _HANDS)
        hands, leading, other = _HANDS, right, left
        if left.sum() > right.sum() or (left.sum() == right.sum() and whole.leading() < 0):
            points = points * np.array([-1, 1, 1], np.float32)
            hands, leading, other = _HANDS[::-1], left, right
        frames = np.flatnonzero(leading if leading.any() else seen[:, hands[0].start])
        if not len(frames):
            return None
        first = _moments(points, frames)
        wrist = first[:, hands[0].start, :2]
        shape, path = _shape(first[:, hands[0]]), wrist - wrist.mean(axis=0)
        if not leading.any() or other.sum() < SECOND * leading.sum():
            return cls(shape, path)
        second = _moments(points, np.flatnonzero(other))
        return cls(shape, path, _shape(second[:, hands[1]]), second[:, hands[1].start, :2] - wrist)

    def is_like(self, other: "LetterForm") -> bool:
        """Return whether two clips show one form."""
        if not _one_shape(self.shape, other.shape) or _apart(self.path, other.path) > PATH:
            return False
        if self.second is None or self.beside is None:
            return other.second is None
        if other.second is None or other.beside is None:
            return False
        return _one_shape(self.second, other.second) and _apart(self.beside, other.beside) <= BESIDE


#: Right before left.
_HANDS: Final = (landmarks.RIGHT_HAND, landmarks.LEFT_HAND)


def _raised(points: FloatArray, seen: BoolArray, side: slice) -> BoolArray:
    return np.asarray(seen[:, side.start] & (points[:, side.start, 1] < REST_LINE))


def _moments(
    points: FloatArray, frames: "np.ndarray[tuple[int], np.dtype[np.int64]]"
) -> FloatArray:
    """Return the points at 8 moments from the first to the last of some frames."""
    chosen = np.linspace(0, len(frames) - 1, _MOMENTS).round().astype(int)
    return np.asarray(points[frames[chosen]])


def _shape(hand: FloatArray) -> FloatArray:
    """Return (n, 5, xy) the fingertips of a hand (n, 21, xyz) from its wrist in palm lengths."""
    from_wrist = hand - hand[:, :1]
    palm = float(np.median(np.linalg.norm(from_wrist[:, _MIDDLE], axis=-1)))
    return np.asarray(from_wrist[:, _TIPS, :2] / max(palm, 1e-6))


def _one_shape(one: FloatArray, other: FloatArray) -> bool:
    """Return whether no fingertip is far from the other; hands on their way hardly count."""
    apart = np.median(np.linalg.norm(one - other, axis=-1), axis=0)
    return bool(apart.max() <= SHAPE)


def _apart(one: FloatArray, other: FloatArray) -> float:
    return float(np.linalg.norm(one - other, axis=-1).mean())
