"""Poses with an even frame rate, from frames at any times.

Phones film fewer frames per second in poor light, and screen recorders write a frame only if
something changed. A pose has one frame rate, so its frames are computed from the true times.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from signdict.core.errors import PoseError
from signdict.core.types import DoubleArray
from signdict.pose.pose import Landmarks, Pose

#: Frames count as even if each is less than this part of an interval away from its time. All 2,580
#: videos of the training data are within a tenth.
_EVEN = 0.25
#: Longest gap that is interpolated, in seconds and in frames of the new rate; the longer of both.
#: A longer gap is a pause: nothing changed in the picture until the next frame.
_PAUSE, _PAUSE_FRAMES = 0.25, 3
#: The share of intervals that is shorter than that of the new rate, and how much an interval may
#: differ from it to count in its mean.
_SHORT, _SPREAD = 0.25, 0.25
#: Frame rates of uneven recordings.
_SLOWEST, _FASTEST = 1.0, 60.0
#: Rates that differ by less than this share are the same.
_SAME = 0.02
#: A frame this close to a time, in intervals, is used as it is.
_EXACT = 0.1
#: Longest time in frames from the start of a part to its first frame.
_LATE = 1.5
#: Most frames that fill pauses: an hour at 25 per second. They take 300 MB of memory.
_FILLED = 90_000


def even_pose(
    frames: Sequence[Landmarks], fps: float, width: int, height: int, start: float | None = None
) -> Pose:
    """Join frames with increasing times into a pose whose frame n shows the time start + n / fps.

    `fps` is the rate that the recording states. If the frames are even, they are kept as they are,
    at this rate or their own; otherwise they are interpolated, and repeated during pauses. `start`
    is by default the time of the first frame; nothing is seen before that. Raise PoseError if there
    are no frames, or a pause is too long.
    """
    pose = Pose.of(frames, fps, width, height)
    times = np.array([frame.seconds for frame in frames])
    delay = 0.0 if start is None else max(0.0, float(times[0]) - start)
    rate = _even_rate(times, fps)
    if rate is not None:
        return _delayed(replace(pose, fps=rate), round(delay * rate) if delay * rate > _LATE else 0)
    rate = usual_rate(np.diff(times), fps)
    if delay * rate <= _LATE:
        times[0] -= delay
        delay = 0.0
    resampled = _resampled(pose, times - times[0], rate)
    return _delayed(resampled, round(delay * rate))


def usual_rate(intervals: DoubleArray, fps: float) -> float:
    """Return the rate of the frames between pauses, from their intervals in seconds.

    It is the faster one if a recording has two, and the stated rate `fps` if that is about the
    same, because times are in milliseconds.
    """
    moving = intervals[intervals <= _PAUSE]
    moving = moving if len(moving) else intervals
    short = np.quantile(moving, _SHORT, method="higher")
    usual = moving[np.abs(moving - short) <= _SPREAD * short]
    rate = float(1 / usual.mean())
    return fps if abs(rate / fps - 1) < _SAME else min(max(rate, _SLOWEST), _FASTEST)


def _even_rate(times: DoubleArray, fps: float) -> float | None:
    """Return the rate at which the times are even, if there is one."""
    duration = float(times[-1] - times[0])
    if duration <= 0:
        return fps
    for rate in (fps, (len(times) - 1) / duration):
        expected = np.arange(len(times)) / rate
        if np.abs(times - times[0] - expected).max() * rate < _EVEN:
            return rate
    return None


def _resampled(pose: Pose, times: DoubleArray, rate: float) -> Pose:
    """Return the pose at an even rate; `times` are those of its frames, the first one 0."""
    count = round(times[-1] * rate) + 1
    if count - len(pose) > _FILLED:
        pause = float(np.diff(times).max())
        raise PoseError(
            f"The recording pauses for {pause:.0f} seconds between two frames.",
            hint="Mark a part before or after the pause.",
        )
    wanted = np.arange(count) / rate
    low = np.searchsorted(times, wanted + _EXACT / rate, side="right") - 1
    high = np.minimum(low + 1, len(pose) - 1)
    gap = times[high] - times[low]
    share = np.clip((wanted - times[low]) / np.maximum(gap, 1e-9), 0, 1)
    is_pause = gap > max(_PAUSE, _PAUSE_FRAMES / rate)
    share[((wanted - times[low]) * rate < _EXACT) | is_pause] = 0
    mixed = pose.between(low, high, share.astype(np.float32))
    return replace(mixed, fps=rate)


def _delayed(pose: Pose, frames: int) -> Pose:
    """Return the pose after a number of frames in which nothing is seen."""
    points = np.pad(pose.points, ((frames, 0), (0, 0), (0, 0)))
    confidence = np.pad(pose.confidence, ((frames, 0), (0, 0)))
    return replace(pose, points=points, confidence=confidence) if frames else pose
