"""A person's landmarks over time, and every geometric operation on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from signdict.core.errors import PoseError
from signdict.core.types import BoolArray, FloatArray, IntArray
from signdict.pose import landmarks

#: A hand counts as signing while its wrist is above this line, in shoulder widths below the
#: shoulders. The value was chosen on WLASL-50 one-shot trials with dynamic time warping.
REST_LINE = 1.1
#: Gain of `leading`: a hand that moves three times as much as the other leads clearly.
_LEAD_GAIN = 2.0
#: A frame in which a hand is seen counts as this much motion, and no step as more than that, in
#: shoulder widths.
_SEEN_MOTION, _MAX_STEP = 0.02, 0.5


@dataclass(frozen=True, slots=True)
class Landmarks:
    """One frame: `points` is (203, xyz), x and y in pixels, z as MediaPipe gives it (times width
    gives pixels); `confidence` is (203,), 0 where a point was not found.

    `filled` says of the left and the right hand whether it was not found, but interpolated between
    the frames around.
    """

    points: FloatArray
    confidence: FloatArray
    seconds: float
    filled: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """One person over time: `points` is (frames, 203, xyz), `confidence` is (frames, 203).

    x and y are in pixels of a picture `width` x `height`, y down; z is as MediaPipe gives it,
    where z * width is in pixels. A point with confidence 0 was not found and is stored as zeros.
    The picture is not mirrored. `people` is the number of people seen at once in the recording; the
    pose is that of one of them.
    """

    points: FloatArray
    confidence: FloatArray
    fps: float
    width: int
    height: int
    people: int = 1

    def __len__(self) -> int:
        """Return the number of frames."""
        return len(self.points)

    @property
    def seconds(self) -> float:
        """The duration of the clip."""
        return len(self) / self.fps

    @property
    def seen(self) -> BoolArray:
        """Which points were found: (frames, 203)."""
        return self.confidence > 0

    @classmethod
    def of(cls, frames: Sequence[Landmarks], fps: float, width: int, height: int) -> "Pose":
        """Join single frames. Raise PoseError if there are none."""
        if not frames:
            raise PoseError("This clip has no frames.", hint="Choose another file.")
        points = np.stack([f.points for f in frames]).astype(np.float32)
        confidence = np.stack([f.confidence for f in frames]).astype(np.float32)
        return cls(points, confidence, fps, width, height).checked()

    def checked(self) -> "Pose":
        """Set points that were not found or are not finite to zero."""
        valid = np.isfinite(self.points).all(axis=2) & (np.nan_to_num(self.confidence) > 0)
        confidence = np.where(valid, self.confidence, 0).astype(np.float32)
        points = np.where(valid[..., None], self.points, 0).astype(np.float32)
        return self._with(points, confidence)

    def usable(self) -> "UsablePose":
        """Return the pose as a UsablePose, which a model can read.

        Raise PoseError if the clip shows nobody, no shoulders or no hand.
        """
        return UsablePose(*self._fields())

    def usable_or_none(self) -> "UsablePose | None":
        """Return what `usable` returns, or None where that raises PoseError."""
        return None if self._problem() else UsablePose(*self._fields())

    def cut(self, start: int, stop: int) -> "Pose":
        """Return frames `start` to `stop` (exclusive), which need not be usable."""
        return self._with(self.points[start:stop], self.confidence[start:stop])

    def normalised(self) -> "Pose":
        """Move mid-shoulder to the origin and scale the mean shoulder width to 1, as SignCLIP does.

        Over frames in which both shoulders are seen: centre = mean((R + L) / 2), scale =
        1 / mean(|R - L|), both in x, y, z over the whole clip. Legs are then set to zero.
        Points that were not found stay zero. Raise PoseError if the shoulders are never seen.
        """
        both = self._both_shoulders()
        if not both.any():
            raise PoseError(
                "The shoulders are never in the picture.",
                hint="Use a clip that shows the signer from the hips up.",
            )
        right = self.points[both, landmarks.RIGHT_SHOULDER].astype(np.float64)
        left = self.points[both, landmarks.LEFT_SHOULDER].astype(np.float64)
        centre = ((right + left) / 2).mean(axis=0)
        width = float(np.linalg.norm(right - left, axis=1).mean())
        if width < 1e-6:
            raise PoseError("Both shoulders are in the same place.", hint="Use another recording.")
        points = np.where(self.seen[..., None], (self.points - centre) / width, 0)
        points[:, landmarks.LEGS] = 0
        return self._with(points.astype(np.float32), self.confidence)

    def features(self) -> FloatArray:
        """Return SignCLIP's input: (frames, 609), x, y, z of each normalised point."""
        return self.normalised().points.reshape(len(self), -1)

    def mirrored(self) -> Self:
        """Return the mirror image, with left and right exchanged; a usable pose stays usable."""
        order = np.asarray(landmarks.MIRROR)
        points = self.points[:, order].copy()
        confidence = self.confidence[:, order]
        points[..., 0] = np.where(confidence > 0, self.width - points[..., 0], 0)
        return replace(self, points=points, confidence=confidence)

    def leading(self) -> float:
        """Return which hand moves more: 1 for the right, -1 for the left, 0 for both alike.

        Counts how far the wrists move and how long they are seen. The mirror image has the opposite
        sign.
        """
        both = self._both_shoulders()
        shoulders = self.points[both][:, [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER], :2]
        width = float(np.median(np.linalg.norm(shoulders[:, 0] - shoulders[:, 1], axis=1)))
        left, right = (
            self._motion(hand.start, max(width, 1.0))
            for hand in (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
        )
        return float(np.clip(_LEAD_GAIN * (right - left) / max(right + left, 1e-6), -1, 1))

    def _motion(self, wrist: int, unit: float) -> float:
        """Return how far a wrist moves, in units, plus a little for every frame that shows it."""
        seen = self.seen[:, wrist]
        steps = np.linalg.norm(np.diff(self.points[:, wrist, :2], axis=0), axis=1) / unit
        moved = np.minimum(steps, _MAX_STEP) * (seen[1:] & seen[:-1])
        return float(moved.sum() + _SEEN_MOTION * seen.sum())

    def signing(self) -> slice:
        """Return the span from the first to the last frame with a raised hand, or all frames."""
        frames = np.flatnonzero(self.raised())
        return slice(int(frames[0]), int(frames[-1]) + 1) if len(frames) else slice(0, len(self))

    def raised(self) -> BoolArray:
        """Return in which frames a hand is raised (frames,); none if no shoulders are seen.

        A hand is raised if its wrist is less than `REST_LINE` shoulder widths below the shoulders.
        """
        raised = np.zeros(len(self), dtype=np.bool_)
        both = self._both_shoulders()
        if not both.any():
            return raised
        left = self.points[both, landmarks.LEFT_SHOULDER, :2]
        right = self.points[both, landmarks.RIGHT_SHOULDER, :2]
        width = float(np.median(np.linalg.norm(left - right, axis=1)))
        line = float(np.median((left + right)[:, 1] / 2)) + REST_LINE * width
        for hand in (landmarks.LEFT_HAND, landmarks.RIGHT_HAND):
            wrist = hand.start
            raised |= self.seen[:, wrist] & (self.points[:, wrist, 1] < line)
        return raised

    def trimmed(self, margin: int = 0) -> "Pose":
        """Return the signing part with up to `margin` frames of rest at both ends."""
        span = self.signing()
        return self.cut(max(0, span.start - margin), min(len(self), span.stop + margin))

    def at(self, seconds: float) -> Landmarks:
        """Interpolate between two frames; a point that is seen in only one of them fades."""
        position = min(max(seconds * self.fps, 0.0), len(self) - 1.0)
        low = np.array([int(position)])
        high, share = np.minimum(low + 1, len(self) - 1), (position - low).astype(np.float32)
        mixed = self.between(low, high, share)
        return Landmarks(mixed.points[0], mixed.confidence[0], seconds)

    def between(self, low: IntArray, high: IntArray, share: FloatArray) -> "Pose":
        """Return n interpolated frames: each is `share` (n,) of the way from `low` to `high` (n,).

        A point that is seen in only one of the two frames has its place in that one, and the
        interpolated confidence.
        """
        first, last = self.points[low], self.points[high]
        first_seen, last_seen = self.seen[low][..., None], self.seen[high][..., None]
        mixed = first + (last - first) * share[:, None, None]
        points = np.where(~last_seen, first, np.where(~first_seen, last, mixed))
        confidence = self.confidence[low]
        return self._with(
            points, confidence + (self.confidence[high] - confidence) * share[:, None]
        )

    def _problem(self) -> PoseError | None:
        """Return why a model cannot read the pose, or None if it can."""
        if not len(self):
            return PoseError("This clip has no frames.", hint="Choose another file.")
        seen = self.seen
        if not seen.any():
            return PoseError(
                "Nobody was seen in this clip.",
                hint="Use a clip that shows one person from the hips up, facing the camera.",
            )
        if not self._both_shoulders().any():
            return PoseError(
                "The shoulders are never in the picture.",
                hint="Use a clip that shows the signer from the hips up.",
            )
        if not (seen[:, landmarks.LEFT_HAND].any() or seen[:, landmarks.RIGHT_HAND].any()):
            return PoseError(
                "No hand was seen in this clip.",
                hint="Keep both hands inside the picture, with enough light.",
            )
        return None

    def _fields(self) -> tuple[FloatArray, FloatArray, float, int, int, int]:
        return self.points, self.confidence, self.fps, self.width, self.height, self.people

    def _with(self, points: FloatArray, confidence: FloatArray) -> "Pose":
        """Return a pose with other landmarks, which need not be usable."""
        return Pose(points, confidence, self.fps, self.width, self.height, self.people)

    def _both_shoulders(self) -> BoolArray:
        seen = self.seen
        return np.asarray(
            seen[:, landmarks.LEFT_SHOULDER] & seen[:, landmarks.RIGHT_SHOULDER], dtype=np.bool_
        )


@dataclass(frozen=True, slots=True, eq=False)
class UsablePose(Pose):
    """A pose that a model can read: it shows a person with both shoulders and a hand.

    `Pose.usable` and `Pose.usable_or_none` make it. `mirrored` and `dataclasses.replace` return a
    UsablePose too, which is checked again; `cut`, `trimmed`, `checked` and `normalised` return a
    plain Pose.
    """

    def __post_init__(self) -> None:
        """Raise PoseError if the pose is not usable."""
        if (problem := self._problem()) is not None:
            raise problem

    def usable(self) -> "UsablePose":
        """Return the pose itself."""
        return self


def usable_poses(poses: Iterable[Pose]) -> list[UsablePose]:
    """Return poses as a model reads them. Raise PoseError if one of them is not usable."""
    return [pose.usable() for pose in poses]
