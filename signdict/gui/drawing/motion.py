"""A pose made ready to be watched: calm, without jumps, at any moment."""

from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from signdict.pose import landmarks
from signdict.pose.pose import Landmarks, Pose

_BODY = range(landmarks.BODY.start, landmarks.BODY.stop)
#: What comes and goes as a whole beside each point of the body, and the point with which it goes
#: when it is lost.
_ANCHORED = (
    (landmarks.FACE, landmarks.NOSE),
    (landmarks.LEFT_HAND, landmarks.LEFT_WRIST),
    (landmarks.RIGHT_HAND, landmarks.RIGHT_WRIST),
)
#: Where each of these begins among the points, and how many points it has.
_STARTS = np.array([*_BODY, *(part.start for part, _ in _ANCHORED)])
_SIZES = np.diff([*_STARTS, landmarks.COUNT])
#: Left, top, right, bottom of a part of a picture.
Reach: TypeAlias = tuple[float, float, float, float]

#: Frames over which a part fades in or out.
_FADE = 4


class Motion:
    """Landmarks of a clip at any moment. What was lost goes with the body and fades.

    Prepared when first looked at: of many signs that are shown at once, each in its turn.
    """

    def __init__(self, pose: Pose) -> None:
        self.width = pose.width
        self.fps, self.seconds = pose.fps, pose.seconds
        self._pose = pose

    def __len__(self) -> int:
        """Return the number of frames."""
        return len(self._pose)

    @cached_property
    def _seen(self) -> NDArray[np.bool_]:
        """Which part was found in which frame: (T, parts)."""
        seen: NDArray[np.bool_] = np.maximum.reduceat(self._pose.confidence, _STARTS, axis=1) > 0
        return seen

    @cached_property
    def _presence(self) -> NDArray[np.float32]:
        """How visible each point is: (T, points)."""
        return np.repeat(_faded(self._seen), _SIZES, axis=1)

    @cached_property
    def _points(self) -> NDArray[np.float32]:
        """Where each point is shown: (T, points, xyz), in pixels."""
        points, seen = self._pose.points.copy(), self._seen
        points[:, landmarks.BODY] = _held(points[:, landmarks.BODY], seen[:, : len(_BODY)])
        for place, (part, anchor) in enumerate(_ANCHORED, len(_BODY)):
            points[:, part, :2] -= points[:, [anchor], :2]
            points[:, part] = _held(points[:, part], seen[:, [place]])
            points[:, part, :2] += points[:, [anchor], :2]
        return _calm(points)

    def at(self, seconds: float) -> Landmarks:
        """Interpolate between frames; confidence says how visible a part is, 0 to 1."""
        place = min(max(seconds * self.fps, 0.0), len(self) - 1.0)
        low = int(place)
        high, share = min(low + 1, len(self) - 1), np.float32(place - low)
        return Landmarks(
            self._points[low] * (1 - share) + self._points[high] * share,
            self._presence[low] * (1 - share) + self._presence[high] * share,
            seconds,
        )

    def telling(self) -> float:
        """The moment, in seconds, that says most of the sign: near the middle, for the beginning is
        mostly rest, with hands and face in view."""
        face, left, right = _faded(self._seen[:, len(_BODY) :]).T
        away = np.abs(2 * np.arange(len(self)) / len(self) - 1)
        said = np.maximum(left, right) + 0.25 * (np.minimum(left, right) + face) - away
        return float(said.argmax() / self.fps)

    def box(self, reach: Reach | None = None) -> Reach:
        """Return left, top, right, bottom, in pixels, of all that happens: steady for the clip.

        With a `reach` in shoulder widths from mid-shoulder, that part of the picture.
        """
        middle, wide = self._middle
        left, top, right, bottom = reach or self.reach()
        low = middle + np.array((left, top)) * wide
        high = middle + np.array((right, bottom)) * wide
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def reach(self) -> Reach:
        """Return left, top, right, bottom of all that happens, in shoulder widths."""
        return self._reach

    @cached_property
    def _reach(self) -> Reach:
        visible = self._presence > 0.5
        middle, wide = self._middle
        hands = slice(landmarks.LEFT_HAND.start, landmarks.COUNT)
        where = (self._points[:, hands, :2][visible[:, hands]] - middle) / wide
        low, high = np.array((-1.15, -1.35)), np.array((1.15, 1.15))
        if len(where):
            least, most = np.percentile(where, (1, 99), axis=0)
            low, high = np.minimum(low, least - 0.08), np.maximum(high, most + 0.08)
        low, high = np.maximum(low, -3), np.minimum(high, 3)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    @cached_property
    def _middle(self) -> tuple[NDArray[np.float32], float]:
        """Mid-shoulder, and the width of the shoulders, in pixels."""
        shoulders = self._points[:, [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER], :2]
        middle = np.median(shoulders.mean(axis=1), axis=0)
        across = np.linalg.norm(shoulders[:, 0] - shoulders[:, 1], axis=1)
        return middle, max(float(np.median(across)), 1)


def _held(points: NDArray[np.float32], seen: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Where points (T, P, 3) are missing, take them from the nearest frame that has them.

    `seen` is (T, P), or (T, 1) for all of them.
    """
    if seen.all():
        return points
    frames = np.arange(len(points))[:, None]
    before = np.maximum.accumulate(np.where(seen, frames, -len(points)), axis=0)
    after = np.minimum.accumulate(np.where(seen, frames, 2 * len(points))[::-1], axis=0)[::-1]
    nearest = np.where(frames - before <= after - frames, before, after)
    nearest = np.where(seen.any(axis=0), nearest, frames)
    held: NDArray[np.float32] = np.take_along_axis(points, nearest[:, :, None], axis=0)
    return held


def _faded(seen: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Blur presence over time; a loss of a frame or two is not shown at all: (T, parts)."""
    wide = np.concatenate([np.repeat(seen[:1], _FADE, 0), seen, np.repeat(seen[-1:], _FADE, 0)])
    sums = np.cumsum(np.pad(wide, ((1, 0), (0, 0))), axis=0, dtype=np.float32)
    over = 2 * _FADE + 1
    blurred = (sums[over:] - sums[:-over]) / over
    return np.clip(blurred * 1.6 - 0.3, 0, 1).astype(np.float32)


def _calm(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Take off the tremble between neighbouring frames: weights 1, 2, 1."""
    wide = np.concatenate([points[:1], points, points[-1:]])
    return np.asarray((wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4, np.float32)
