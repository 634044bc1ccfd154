"""Live streams of landmarks: clips joined by idle time, and made-up people who raise a hand."""

from itertools import count

import numpy as np

from signdict.pose import landmarks
from signdict.pose.pose import Landmarks, Pose

FPS = 25.0
#: A made-up person: shoulders 100 pixels apart, 200 pixels from the top, in a picture so high.
HEIGHT, WIDE, TOP = 480, 100, 200
#: Where the hand of a made-up person is: raised, at rest, and to the side.
UP, REST, ASIDE = (0.0, 0.2), (0.0, 1.8), (0.8, 0.0)
_SIDES = (
    (landmarks.LEFT_HAND, landmarks.LEFT_WRIST, landmarks.LEFT_SHOULDER),
    (landmarks.RIGHT_HAND, landmarks.RIGHT_WRIST, landmarks.RIGHT_SHOULDER),
)


def joined(poses, visible=True, idle=25, travel=7):
    """Pictures of clips with `idle` pictures of rest at both ends of each, for which hands travel
    for `travel` pictures; and when each clip begins and ends. At rest hands are seen, or not."""
    seconds, frames, spans = count(), [], []

    def add(points, confidence):
        frames.append(Landmarks(points, confidence, next(seconds) / FPS))

    for pose in poses:
        signed = pose.trimmed()
        for at in range(idle):
            add(*_resting(signed, 0, min(1, (idle - at) / travel), visible))
        begins = len(frames) / FPS
        for points, confidence in zip(signed.points, signed.confidence, strict=True):
            add(points, confidence)
        spans.append((begins, len(frames) / FPS))
        for at in range(idle):
            add(*_resting(signed, len(signed) - 1, min(1, (at + 1) / travel), visible))
    return frames, spans


def _resting(pose: Pose, at: int, share: float, visible: bool):
    """A picture with the hands of another on their way down, so far."""
    points, confidence = pose.points[at].copy(), pose.confidence[at].copy()
    ends = [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER]
    wide = np.linalg.norm(np.subtract(*points[ends, :2]))
    for hand, wrist, shoulder in _SIDES:
        way = share * (points[shoulder, :2] + (0, 2 * wide) - points[wrist, :2])
        points[wrist, :2] += way
        points[hand, :2] += way
        confidence[wrist] = 0.9
        if points[wrist, 1] > pose.height or (share == 1 and not visible):
            confidence[hand], confidence[wrist] = 0, 0.1
    return points, confidence


class Person:
    """Stands still but for the right hand, which is where it is told to be, in shoulder widths from
    mid-shoulder."""

    def __init__(self, fps=FPS):
        self.fps, self.count = fps, 0

    def hold(self, seconds, x=0.0, y=1.8, **how):
        """The hand stays."""
        return self.move(seconds, (x, y), (x, y), **how)

    def move(self, seconds, start, end, hand=True, wrist=0.9, body=True):
        """The hand goes from one place to another. `hand`: it is seen; `wrist`: how sure it is."""
        pictures = max(1, round(seconds * self.fps))
        for share in np.linspace(0, 1, pictures):
            points = np.zeros((landmarks.COUNT, 3), np.float32)
            confidence = np.zeros(landmarks.COUNT, np.float32)
            points[landmarks.LEFT_SHOULDER, :2] = (320 + WIDE / 2, TOP)
            points[landmarks.RIGHT_SHOULDER, :2] = (320 - WIDE / 2, TOP)
            at = np.add(start, share * np.subtract(end, start)) * WIDE + (320, TOP)
            points[landmarks.RIGHT_WRIST, :2] = points[landmarks.RIGHT_HAND, :2] = at
            points[landmarks.RIGHT_HAND, :2] += np.arange(21)[:, None] * (0.5, -1)
            if body:
                confidence[landmarks.BODY] = 1
                confidence[landmarks.LEFT_WRIST] = 0.1
                confidence[landmarks.RIGHT_WRIST] = wrist
            confidence[landmarks.RIGHT_HAND] = hand
            self.count += 1
            yield Landmarks(points, confidence, self.count / self.fps)


def a_sign(person, start=REST, end=REST):
    """The hand rises, moves about, and goes down."""
    yield from person.move(0.3, start, UP)
    yield from person.move(0.4, UP, ASIDE)
    yield from person.move(0.4, ASIDE, UP)
    yield from person.move(0.3, UP, end)
