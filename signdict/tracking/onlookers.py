"""The signer among several people in a recording: the person who moves the hands.

The landmarker follows one person, who may be an onlooker. Where several faces are seen, the others
are tracked too, each with the rest of the picture covered.
"""

import time
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np

from signdict.core.types import Frame, Progress, Steps
from signdict.pose import landmarks
from signdict.pose.pose import Landmarks
from signdict.pose.signer import one_person
from signdict.tracking.video import Filmed

#: The middle of a face, x and y, and its width, in pixels.
FacePlace: TypeAlias = tuple[float, float, float]

#: At most this many other people are tracked; each takes as long as the first.
_MOST_OTHERS: Final = 2
#: A face this many widths from that of the tracked person, or nearer, is the same or hidden by it.
_APART: Final = 1.5
_COVER: Final = 128


def who_signs(
    filmed: Filmed,
    tracker: Path,
    tracked: list[Landmarks],
    faces: list[FacePlace],
    fps: float,
) -> Steps[list[Landmarks]]:
    """Track the people with other faces, with a step after each frame; return who signs.

    `tracked` are the landmarks of the first person in each frame, `fps` the rate of the recording.
    """
    everybody = [tracked]
    for left, right in _others(tracked, faces):
        everybody.append((yield from _covered(filmed, tracker, tracked, (left, right), fps)))
    count = min(map(len, everybody))
    points = np.stack([[frame.points for frame in person[:count]] for person in everybody], 1)
    seen = np.stack([[frame.confidence for frame in person[:count]] for person in everybody], 1)
    chosen, confidence = one_person(points, seen, fps)
    return [
        Landmarks(chosen[number], confidence[number], tracked[number].seconds)
        for number in range(count)
    ]


def _others(tracked: list[Landmarks], faces: list[FacePlace]) -> list[tuple[int, int]]:
    """Return the columns of the picture that show each person but the first, largest face first."""
    faces = sorted(faces)
    middles = [round((a[0] + b[0]) / 2) for a, b in pairwise(faces)]
    edges = [0, *middles, 1 << 16]
    noses = [f.points[landmarks.NOSE, 0] for f in tracked if f.confidence[landmarks.NOSE] > 0]
    nose = float(np.median(noses)) if noses else np.inf
    others = [
        (width, columns)
        for (middle, _, width), columns in zip(faces, pairwise(edges), strict=True)
        if not columns[0] <= nose < columns[1] and abs(middle - nose) > _APART * width
    ]
    return [columns for _, columns in sorted(others)[::-1][:_MOST_OTHERS]]


def _covered(
    filmed: Filmed,
    tracker: Path,
    tracked: list[Landmarks],
    columns: tuple[int, int],
    fps: float,
) -> Steps[list[Landmarks]]:
    """Track the frames of `tracked` again, with all but some columns of the picture covered."""
    from signdict.tracking.mediapipe_tracker import Tracker
    from signdict.tracking.video import Video

    left, right = columns
    began, frames, last = time.monotonic(), list[Landmarks](), tracked[-1].seconds
    with Video(filmed, fps) as video, Tracker(tracker) as landmarker:
        for number, frame in enumerate(video.frames(tracked[0].seconds), 1):
            if frame.seconds > last:
                break
            image = frame.image.copy()
            image[:, :left], image[:, right:] = _COVER, _COVER
            frames.append(landmarker.track(Frame(image, frame.seconds)))
            left_over = (time.monotonic() - began) / number * (len(tracked) - number)
            yield Progress(number, len(tracked), video.name, max(left_over, 0.0))
    return frames
