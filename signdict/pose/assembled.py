"""Turns the points of a file of another program into a pose."""

import numpy as np

from signdict.core.errors import PoseError
from signdict.core.types import FloatArray, IntArray
from signdict.pose import foreign, landmarks
from signdict.pose.pose import Pose
from signdict.pose.signer import one_person


def chosen(data: FloatArray, sure: FloatArray, indices: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return the 203 points (frames, people, 203, 3), and their confidence.

    `data` is (frames, people, points, 2 or more axes), `sure` (frames, people, points). `indices`
    has the index of each landmark among the points, or -1.
    """
    points = np.zeros((*sure.shape[:2], landmarks.COUNT, 3), np.float32)
    confidence = np.zeros(points.shape[:3], np.float32)
    known, axes = indices >= 0, min(3, data.shape[-1])
    points[:, :, known, :axes] = data[:, :, indices[known], :axes]
    confidence[:, :, known] = sure[:, :, indices[known]]
    foreign.borrow_wrists(points, confidence, indices)
    return points, confidence


def assembled(
    points: FloatArray, stored: FloatArray, fps: float, size: tuple[int, int], name: str, *,
    holistic: bool,
) -> Pose:  # fmt: skip
    """Return the pose of the person who signs, of points (frames, people, 203, 3).

    `stored` is their confidence, `size` the picture, (0, 0) if it is unknown. `holistic`: they are
    of MediaPipe, whose hands are whole. Raise PoseError, which calls the file `name`, if no point
    has coordinates.
    """
    points, confidence = foreign.cleaned(points, stored)
    if (stored > 0).any() and not confidence.any():
        raise PoseError(f"{name} contains no valid coordinates.", hint="Create the file again.")
    people = int((confidence > 0).any(axis=2).sum(axis=1).max())
    points, confidence = one_person(points, confidence, fps)
    if not holistic:
        confidence[confidence < foreign.UNSURE] = 0
    points, confidence = foreign.whole_hands(points, confidence)
    seen = confidence > 0
    width, height = foreign.picture_size(*size, points, seen)
    points = foreign.in_pixels(points, seen, width, height)
    points, confidence = foreign.right_sides(points, confidence)
    return Pose(points, confidence, fps, width, height, max(people, 1)).checked()
