"""Framing: what the camera sees, and what prevents a sign from being recognised."""

from collections import deque
from dataclasses import dataclass
from enum import Enum

import numpy as np

from signdict.core.types import BoolArray, FloatArray, Frame
from signdict.pose import landmarks
from signdict.pose.pose import Landmarks

#: Mean and standard deviation of brightness, 0 to 255: below the first two a picture is black,
#: below the third it is dark.
BLACK, PLAIN, DARK = 12, 6, 45
#: Frames per second below which motion is lost.
SLOW = 6.0
#: Shoulder width as a share of the height of the picture, below which a person is too far away, and
#: above which too near.
FAR, NEAR = 0.14, 0.85
#: Seconds for which a new state lasts before it is reported, so that messages do not flicker.
STEADY = 0.4
_RATE_WINDOW = 3.0  # seconds over which the frame rate is measured
_STEP = 16  # distance in pixels of the samples of brightness


class Sight(Enum):
    """What the camera sees, the worst first; with the last three, signs can be recognised."""

    BLACK = "the picture is black"
    SLOW = "few frames per second"
    UPSIDE_DOWN = "the picture is upside down"
    CROWD = "more than one person"
    DARK = "too dark"
    NOBODY = "nobody"
    NEAR = "too near"
    FAR = "too far away"
    OUT = "partly out of the picture"
    NO_HAND = "no hand"
    ONE_HAND = "one hand"
    BOTH_HANDS = "both hands"


#: States in which the person has to move to the right place.
MISPLACED = frozenset({Sight.NOBODY, Sight.NEAR, Sight.FAR, Sight.OUT})


@dataclass(frozen=True, slots=True)
class FramingSample:
    """Measurements of one frame: landmarks, size, number of faces, and the mean and standard
    deviation of its brightness."""

    landmarks: Landmarks
    width: int
    height: int
    faces: int
    brightness: float
    spread: float


def measure(frame: Frame, found: Landmarks, faces: int) -> FramingSample:
    """Measure one frame."""
    height, width = frame.image.shape[:2]
    pixels = frame.image[::_STEP, ::_STEP].astype(np.float32)
    return FramingSample(found, width, height, faces, float(pixels.mean()), float(pixels.std()))


class FramingMonitor:
    """Reports what the camera sees, frame by frame, without flickering."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()
        self._now: Sight | None = None
        self._new: tuple[Sight, float] | None = None

    def update(self, sample: FramingSample) -> Sight:
        """Process the next frame and return the current state."""
        seconds = sample.landmarks.seconds
        self._times.append(seconds)
        while seconds - self._times[0] > _RATE_WINDOW and len(self._times) > 2:
            self._times.popleft()
        sight = assess(sample)
        if sight is not Sight.BLACK and self._is_slow():
            sight = Sight.SLOW
        if self._now is None or sight is self._now:
            self._now, self._new = sight, None
        elif self._new is None or self._new[0] is not sight:
            self._new = (sight, seconds)
        elif seconds - self._new[1] >= STEADY:
            self._now, self._new = sight, None
        return self._now

    def _is_slow(self) -> bool:
        duration = self._times[-1] - self._times[0]
        return duration > _RATE_WINDOW / 2 and (len(self._times) - 1) / duration < SLOW


def assess(sample: FramingSample) -> Sight:
    """Return what a single frame shows."""
    if sample.brightness < BLACK and sample.spread < PLAIN:
        return Sight.BLACK
    visible = sample.landmarks.confidence > 0
    ends = [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER]
    person = bool(visible[ends].all())
    if person and _is_upside_down(sample):
        return Sight.UPSIDE_DOWN
    if sample.faces > 1:
        return Sight.CROWD
    if sample.brightness < DARK:
        return Sight.DARK
    if not person:
        return Sight.NOBODY
    return _place(sample, sample.landmarks.points[ends, :2]) or _hands(visible)


def _is_upside_down(sample: FramingSample) -> bool:
    """Return whether the nose is well below the shoulders."""
    points = sample.landmarks.points
    shoulders = points[[landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER], :2]
    width = float(np.linalg.norm(shoulders[0] - shoulders[1]))
    below = points[landmarks.NOSE, 1] - shoulders[:, 1].mean()
    return bool(sample.landmarks.confidence[landmarks.NOSE] > 0 and below > 0.3 * width)


def _place(sample: FramingSample, shoulders: FloatArray) -> Sight | None:
    """Return whether the person is too near, too far away, or cut off by an edge."""
    width = float(np.linalg.norm(shoulders[0] - shoulders[1])) / sample.height
    if width > NEAR:
        return Sight.NEAR
    if width < FAR:
        return Sight.FAR
    edges = np.array([sample.width, sample.height])
    head = sample.landmarks.points[landmarks.NOSE, 1]
    if (shoulders < 0).any() or (shoulders > edges).any() or head < 0:
        return Sight.OUT
    return None


def _hands(visible: BoolArray) -> Sight:
    hands = (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
    return (Sight.NO_HAND, Sight.ONE_HAND, Sight.BOTH_HANDS)[sum(visible[h.start] for h in hands)]
