"""A pose prepared for display: smoothed, without jumps, at any time."""

from functools import cached_property
from typing import TypeAlias

import numpy as np

from signdict.core.types import BoolArray, FloatArray
from signdict.pose import landmarks
from signdict.pose.features import DRAWN_GAP, fill_gaps, gaps
from signdict.pose.pose import Landmarks, Pose

_BODY = range(landmarks.BODY.start, landmarks.BODY.stop)
#: Parts that are detected as a whole, in addition to the single points of the body, and the point
#: that each follows while it is lost.
_ANCHORED = (
    (landmarks.FACE, landmarks.NOSE),
    (landmarks.LEFT_HAND, landmarks.LEFT_WRIST),
    (landmarks.RIGHT_HAND, landmarks.RIGHT_WRIST),
)
#: First point and number of points of each part.
_STARTS = np.array([*_BODY, *(part.start for part, _ in _ANCHORED)])
_SIZES = np.diff([*_STARTS, landmarks.COUNT])
#: The left and the right hand among the parts.
_HANDS = slice(len(_STARTS) - 2, len(_STARTS))
#: Left, top, right and bottom of an area.
Extent: TypeAlias = tuple[float, float, float, float]

#: Frames over which a part fades in or out.
_FADE = 4


class Motion:
    """The landmarks of a clip at any time. A part that is lost follows the body and fades out.

    A hand that is lost for up to `features.DRAWN_GAP` frames moves from its place before to that
    after instead, and is marked as `filled`.

    The arrays are computed on first use, so that many signs can be shown without a delay.
    """

    def __init__(self, pose: Pose) -> None:
        self.width = pose.width
        self.fps, self.seconds = pose.fps, pose.seconds
        self._pose = pose

    def __len__(self) -> int:
        """Return the number of frames."""
        return len(self._pose)

    @cached_property
    def _detected(self) -> BoolArray:
        """Which part was detected in which frame: (T, parts)."""
        detected: BoolArray = np.maximum.reduceat(self._pose.confidence, _STARTS, axis=1) > 0
        return detected

    @cached_property
    def _filled(self) -> BoolArray:
        """In which frames the left and the right hand are interpolated: (T, 2)."""
        filled = np.zeros((len(self), 2), np.bool_)
        for side in range(2):
            for before, after in gaps(self._detected[:, _HANDS.start + side], DRAWN_GAP):
                filled[before + 1 : after, side] = True
        return filled

    @cached_property
    def _shown(self) -> BoolArray:
        """Which part was detected or filled in, in which frame: (T, parts)."""
        shown = self._detected.copy()
        shown[:, _HANDS] |= self._filled
        return shown

    @property
    def has_filled_hands(self) -> bool:
        """Whether a hand is interpolated in some frame."""
        return bool(self._filled.any())

    @cached_property
    def _opacity(self) -> FloatArray:
        """How visible each point is, 0 to 1: (T, points)."""
        return np.repeat(_faded(self._shown), _SIZES, axis=1)

    @cached_property
    def _points(self) -> FloatArray:
        """Position of each point: (T, points, xyz), in pixels."""
        points, detected = self._pose.points.copy(), self._detected.copy()
        points[:, landmarks.BODY] = _filled(points[:, landmarks.BODY], detected[:, : len(_BODY)])
        for column, (part, anchor) in enumerate(_ANCHORED, len(_BODY)):
            points[:, part, :2] -= points[:, [anchor], :2]
            if part != landmarks.FACE:
                fill_gaps(points[:, part], detected[:, column], DRAWN_GAP)
            points[:, part] = _filled(points[:, part], detected[:, [column]])
            points[:, part, :2] += points[:, [anchor], :2]
        return _smoothed(points)

    def at(self, seconds: float) -> Landmarks:
        """Interpolate between frames; `confidence` is the opacity of each point, 0 to 1."""
        frame = min(max(seconds * self.fps, 0.0), len(self) - 1.0)
        low = int(frame)
        high, share = min(low + 1, len(self) - 1), np.float32(frame - low)
        left, right = self._filled[low if share < 0.5 else high].tolist()
        return Landmarks(
            self._points[low] * (1 - share) + self._points[high] * share,
            self._opacity[low] * (1 - share) + self._opacity[high] * share,
            seconds,
            (left, right),
        )

    def representative_time(self) -> float:
        """Return the time in seconds of the frame that represents the sign.

        It is near the middle, since clips start and end at rest, with hands and face visible.
        """
        face, left, right = _faded(self._shown[:, len(_BODY) :]).T
        distance = np.abs(2 * np.arange(len(self)) / len(self) - 1)
        score = np.maximum(left, right) + 0.25 * (np.minimum(left, right) + face) - distance
        return float(score.argmax() / self.fps)

    def box(self, extent: Extent | None = None) -> Extent:
        """Return the area in pixels that the sign needs, the same for the whole clip.

        `extent`: the area in shoulder widths from mid-shoulder; by default that of `extent()`.
        """
        middle, width = self._shoulders
        left, top, right, bottom = extent or self.extent()
        low = middle + np.array((left, top)) * width
        high = middle + np.array((right, bottom)) * width
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def extent(self) -> Extent:
        """Return the area of head, chest and hands in shoulder widths from mid-shoulder."""
        return self._extent

    @cached_property
    def _extent(self) -> Extent:
        visible = self._opacity > 0.5
        middle, width = self._shoulders
        hands = slice(landmarks.LEFT_HAND.start, landmarks.COUNT)
        positions = (self._points[:, hands, :2][visible[:, hands]] - middle) / width
        low, high = np.array((-1.15, -1.35)), np.array((1.15, 1.15))
        if len(positions):
            least, most = np.percentile(positions, (1, 99), axis=0)
            low, high = np.minimum(low, least - 0.08), np.maximum(high, most + 0.08)
        low, high = np.maximum(low, -3), np.minimum(high, 3)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    @cached_property
    def _shoulders(self) -> tuple[FloatArray, float]:
        """Mid-shoulder and shoulder width over the clip, in pixels."""
        shoulders = self._points[:, [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER], :2]
        middle = np.median(shoulders.mean(axis=1), axis=0)
        across = np.linalg.norm(shoulders[:, 0] - shoulders[:, 1], axis=1)
        return middle, max(float(np.median(across)), 1)


def _filled(points: FloatArray, detected: BoolArray) -> FloatArray:
    """Replace points (T, P, 3) that were not detected by those of the nearest frame with them.

    `detected` is (T, P), or (T, 1) for all of them.
    """
    if detected.all():
        return points
    frames = np.arange(len(points))[:, None]
    before = np.maximum.accumulate(np.where(detected, frames, -len(points)), axis=0)
    after = np.where(detected, frames, 2 * len(points))
    after = np.minimum.accumulate(after[::-1], axis=0)[::-1]
    nearest = np.where(frames - before <= after - frames, before, after)
    nearest = np.where(detected.any(axis=0), nearest, frames)
    filled: FloatArray = np.take_along_axis(points, nearest[:, :, None], axis=0)
    return filled


def _faded(detected: BoolArray) -> FloatArray:
    """Blur detection (T, parts) over time; gaps of one or two frames do not show."""
    ends = np.repeat(detected[:1], _FADE, 0), np.repeat(detected[-1:], _FADE, 0)
    padded = np.concatenate([ends[0], detected, ends[1]])
    sums = np.cumsum(np.pad(padded, ((1, 0), (0, 0))), axis=0, dtype=np.float32)
    window = 2 * _FADE + 1
    blurred = (sums[window:] - sums[:-window]) / window
    return np.clip(blurred * 1.6 - 0.3, 0, 1).astype(np.float32)


def _smoothed(points: FloatArray) -> FloatArray:
    """Average neighbouring frames with weights 1, 2, 1 against jitter."""
    padded = np.concatenate([points[:1], points, points[-1:]])
    return np.asarray((padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4, np.float32)
