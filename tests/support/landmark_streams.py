"""Streams of landmarks: clips joined by rest, and a synthetic person who raises a hand."""

from itertools import count

import numpy as np

from signdict.pose import landmarks
from signdict.pose.pose import Landmarks, Pose

FPS = 25.0
#: The synthetic person: height of the picture, shoulder width, and y of the shoulders, in pixels.
HEIGHT, WIDE, TOP = 480, 100, 200
#: Places of the right hand, in shoulder widths from mid-shoulder.
UP, REST, ASIDE = (0.0, 0.2), (0.0, 1.8), (0.8, 0.0)
_SIDES = (
    (landmarks.LEFT_HAND, landmarks.LEFT_WRIST, landmarks.LEFT_SHOULDER),
    (landmarks.RIGHT_HAND, landmarks.RIGHT_WRIST, landmarks.RIGHT_SHOULDER),
)


def joined(poses, visible=True, idle=25, travel=7):
    """Return the frames of clips joined by rest, and the seconds at which each begins and ends.

    At both ends of a clip, the hands move for `travel` frames to rest, which lasts `idle` frames in
    all. `visible`: the resting hands are detected.
    """
    seconds, frames, spans = count(), [], []

    def add(points, confidence):
        frames.append(Landmarks(points, confidence, next(seconds) / FPS))

    for pose in poses:
        signed = pose.trimmed()
        for step in range(idle):
            add(*_resting(signed, 0, min(1, (idle - step) / travel), visible))
        begins = len(frames) / FPS
        for points, confidence in zip(signed.points, signed.confidence, strict=True):
            add(points, confidence)
        spans.append((begins, len(frames) / FPS))
        for step in range(idle):
            add(*_resting(signed, len(signed) - 1, min(1, (step + 1) / travel), visible))
    return frames, spans


def _resting(pose: Pose, frame: int, share: float, visible: bool):
    """Return a frame whose hands are lowered by a share of the way to rest."""
    points, confidence = pose.points[frame].copy(), pose.confidence[frame].copy()
    ends = [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER]
    width = np.linalg.norm(np.subtract(*points[ends, :2]))
    for hand, wrist, shoulder in _SIDES:
        way = share * (points[shoulder, :2] + (0, 2 * width) - points[wrist, :2])
        points[wrist, :2] += way
        points[hand, :2] += way
        confidence[wrist] = 0.9
        if points[wrist, 1] > pose.height or (share == 1 and not visible):
            confidence[hand], confidence[wrist] = 0, 0.1
    return points, confidence


def a_sign(person, start=REST, end=REST):
    """Yield frames in which the hand rises, moves and is lowered."""
    yield from person.move(0.3, start, UP)
    yield from person.move(0.4, UP, ASIDE)
    yield from person.move(0.4, ASIDE, UP)
    yield from person.move(0.3, UP, end)


class Person:
    """Moves only the right hand, to places in shoulder widths from mid-shoulder."""

    def __init__(self, fps=FPS):
        self.fps, self.count = fps, 0

    def hold(self, seconds, x=0.0, y=1.8, **how):
        """Yield frames in which the hand stays."""
        return self.move(seconds, (x, y), (x, y), **how)

    def move(self, seconds, start, end, hand=True, wrist=0.9, body=True):
        """Yield frames in which the hand moves.

        `hand`: it is detected; `wrist`: the confidence of the wrist; `body`: the body is detected.
        """
        pictures = max(1, round(seconds * self.fps))
        for share in np.linspace(0, 1, pictures):
            points = np.zeros((landmarks.COUNT, 3), np.float32)
            confidence = np.zeros(landmarks.COUNT, np.float32)
            points[landmarks.LEFT_SHOULDER, :2] = (320 + WIDE / 2, TOP)
            points[landmarks.RIGHT_SHOULDER, :2] = (320 - WIDE / 2, TOP)
            place = np.add(start, share * np.subtract(end, start)) * WIDE + (320, TOP)
            points[landmarks.RIGHT_WRIST, :2] = points[landmarks.RIGHT_HAND, :2] = place
            points[landmarks.RIGHT_HAND, :2] += np.arange(21)[:, None] * (0.5, -1)
            if body:
                confidence[landmarks.BODY] = 1
                confidence[landmarks.LEFT_WRIST] = 0.1
                confidence[landmarks.RIGHT_WRIST] = wrist
            confidence[landmarks.RIGHT_HAND] = hand
            self.count += 1
            yield Landmarks(points, confidence, self.count / self.fps)
