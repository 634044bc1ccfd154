"""Reads the pose of a recording, step by step: a video, numbered pictures or a `.pose` file."""

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from signdict.core.errors import VideoError
from signdict.core.types import Progress, Steps
from signdict.pose.pose import Pose, UsablePose
from signdict.tracking.video import FPS, Filmed

if TYPE_CHECKING:
    from signdict.tracking.video import Shape


#: In so many pictures of a recording that is looked up people are counted.
LOOKS = 4


#: Frames after which a video that is only measured lets others have a turn.
_OFTEN = 50


def pose_steps(
    filmed: Filmed,
    tracker: Path,
    start: float | None = None,
    end: float | None = None,
    fps: float = FPS,
    looks: int = 0,
) -> Steps[UsablePose]:
    """Read a `.pose` file, or track a video with a step after each frame.

    `start` and `end` in seconds cut a part out; nothing else is read. `fps` is the rate of
    pictures. In so many pictures as `looks` people are counted. Raise VideoError or PoseError.
    """
    start = start or 0.0
    if end is not None and end <= start:
        raise VideoError("The part ends before it starts.", hint="Mark an end after its start.")
    if is_pose(filmed):
        from signdict.pose.posefile import read_pose

        pose = read_pose(filmed, start, end)
    else:
        pose = yield from _track(filmed, tracker, start, end, fps, looks)
    return pose.usable()


def _track(
    filmed: Filmed, tracker: Path, start: float, end: float | None, fps: float, looks: int
) -> Steps[Pose]:
    """Track a video with a step after each frame."""
    from signdict.tracking.mediapipe_tracker import Tracker
    from signdict.tracking.video import Video

    began, found, faces = time.monotonic(), [], [1, 1]
    with Video(filmed, fps) as video, Tracker(tracker) as follower:
        shape = video.shape
        wanted = round(((shape.seconds if end is None else end) - start) * shape.fps)
        for number, frame in enumerate(video.frames(start), 1):
            if end is not None and frame.seconds >= end:
                break
            found.append(follower.track(frame))
            if looks and number % max(1, wanted // (looks + 1)) == 0 and len(faces) < looks + 2:
                faces.append(follower.faces(frame))
            total = max(wanted, number)
            left = (time.monotonic() - began) / number * (total - number)
            yield Progress(number, total, video.name, left)
    people = sorted(faces)[-2]  # seen twice: a single face may be a mistake
    return replace(Pose.of(found, shape.fps, shape.width, shape.height), people=people)


def shape_steps(filmed: Filmed, fps: float = FPS) -> "Steps[Shape]":
    """How large and how long a recording is; a video that does not tell is read to its end.

    Raise VideoError or PoseError if it cannot be opened.
    """
    from signdict.tracking.video import Shape, Video

    if is_pose(filmed):
        from signdict.pose.posefile import measure_pose

        frames, rate, width, height = measure_pose(filmed)
        return Shape(width, height, rate, frames)
    with Video(filmed, fps) as video:
        if video.shape.frames:
            return video.shape
        count = 0
        for count, _ in enumerate(video.frames(), 1):
            if count % _OFTEN == 0:
                yield Progress(count, 0, video.name)
        return replace(video.shape, frames=count)


def is_pose(filmed: Filmed) -> TypeGuard[Path]:
    """Whether a recording is a `.pose` file by its name."""
    return isinstance(filmed, Path) and filmed.suffix.lower() == ".pose"
