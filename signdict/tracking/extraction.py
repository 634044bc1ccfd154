"""Pose extraction from a recording, step by step: a video, numbered pictures or a .pose file."""

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from signdict.core.errors import VideoError
from signdict.core.types import Progress, Steps
from signdict.pose.pose import Landmarks, Pose, UsablePose
from signdict.pose.timing import even_pose
from signdict.tracking.onlookers import FacePlace, who_signs
from signdict.tracking.video import FPS, Filmed

if TYPE_CHECKING:
    from signdict.tracking.video import Shape


#: Number of frames of a query in which faces are counted.
FACE_CHECKS = 4
#: Frames between two progress reports while a video is measured.
_REPORT_EVERY = 50


def pose_steps(
    filmed: Filmed,
    tracker: Path,
    start: float | None = None,
    end: float | None = None,
    fps: float = FPS,
    face_checks: int = 0,
) -> Steps[UsablePose]:
    """Read a `.pose` file, or track a video with a step after each frame.

    `start` and `end` in seconds select a part; only that is read, and the pose begins at `start`.
    `fps` is the rate of a sequence of pictures. In `face_checks` frames, faces are counted; if
    there are several, the person who moves the hands is returned. Raise VideoError or PoseError.
    """
    start = start or 0.0
    if end is not None and end <= start:
        raise VideoError("The part ends before it starts.", hint="Mark an end after the start.")
    if is_pose(filmed):
        from signdict.pose.posefile import read_pose

        pose = read_pose(filmed, start, end)
    else:
        pose = yield from _track(filmed, tracker, start, end, fps, face_checks)
    return pose.usable()


def _track(
    filmed: Filmed, tracker: Path, start: float, end: float | None, fps: float, face_checks: int
) -> Steps[Pose]:
    """Track a video with a step after each frame."""
    from signdict.tracking.mediapipe_tracker import Tracker
    from signdict.tracking.video import Video

    began, frames = time.monotonic(), list[Landmarks]()
    faces: list[list[FacePlace]] = []
    with Video(filmed, fps) as video, Tracker(tracker) as landmarker:
        shape = video.shape
        expected = round(((shape.seconds if end is None else end) - start) * shape.fps)
        for number, frame in enumerate(video.frames(start), 1):
            if end is not None and frame.seconds >= end:
                break
            frames.append(landmarker.track(frame))
            interval = max(1, expected // (face_checks + 1))
            if face_checks and number % interval == 0 and len(faces) < face_checks:
                faces.append(landmarker.face_places(frame))
            total = max(expected, number)
            left = (time.monotonic() - began) / number * (total - number)
            yield Progress(number, total, video.name, left)
    people = sorted([1, 1, *map(len, faces)])[-2]  # one frame may be wrong
    if people > 1:
        places = next(each for each in faces if len(each) == people)
        frames = yield from who_signs(filmed, tracker, frames, places, shape.fps)
    pose = even_pose(frames, shape.fps, shape.width, shape.height, start)
    return replace(pose, people=people)


def shape_steps(filmed: Filmed, fps: float = FPS) -> "Steps[Shape]":
    """Measure the size and length of a recording; a video without a length is read to its end.

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
            if count % _REPORT_EVERY == 0:
                yield Progress(count, 0, video.name)
        return replace(video.shape, frames=count)


def is_pose(filmed: Filmed) -> TypeGuard[Path]:
    """Return whether a recording is a `.pose` file, by its suffix."""
    return isinstance(filmed, Path) and filmed.suffix.lower() == ".pose"
