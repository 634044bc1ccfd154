"""What a camera and its tracker see now, and what of it keeps a sign from being understood."""

from collections import deque
from dataclasses import dataclass
from enum import Enum

import numpy as np

from signdict.core.types import BoolArray, FloatArray, Frame
from signdict.pose import landmarks
from signdict.pose.pose import Landmarks

#: Mean and spread of brightness, 0 to 255, below which a picture is black, and dark.
BLACK, PLAIN, DARK = 12, 6, 45
#: Pictures a second below which movements are lost.
SLOW = 6.0
#: Shoulder width as a share of the height of the picture: who is smaller is too far away, who is
#: larger too near.
FAR, NEAR = 0.14, 0.85
#: Something is said once it is so for that many seconds, so that no sentence flickers.
STEADY = 0.4
_RATE_OVER = 3.0  # seconds over which pictures are counted
_STEP = 16  # every so many pixels count for brightness


class Sight(Enum):
    """What is seen, the worst first; the last three keep nothing from being understood."""

    BLACK = "the picture is black"
    SLOW = "few pictures a second"
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


#: Where somebody still has to find their place in the picture.
MISPLACED = frozenset({Sight.NOBODY, Sight.NEAR, Sight.FAR, Sight.OUT})


@dataclass(frozen=True, slots=True)
class FramingSample:
    """One picture: what was found in it, how many people's faces were last, and how bright it is
    on the mean and in its spread."""

    found: Landmarks
    width: int
    height: int
    faces: int
    brightness: float
    spread: float


def look(frame: Frame, found: Landmarks, faces: int) -> FramingSample:
    """Measure one picture."""
    height, width = frame.image.shape[:2]
    few = frame.image[::_STEP, ::_STEP].astype(np.float32)
    return FramingSample(found, width, height, faces, float(few.mean()), float(few.std()))


class FramingMonitor:
    """Says what is seen, picture after picture, without flickering."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()
        self._now: Sight | None = None
        self._new: tuple[Sight, float] | None = None

    def see(self, seen: FramingSample) -> Sight:
        """Look at the next picture."""
        seconds = seen.found.seconds
        self._times.append(seconds)
        while seconds - self._times[0] > _RATE_OVER and len(self._times) > 2:
            self._times.popleft()
        sight = judged(seen)
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
        long = self._times[-1] - self._times[0]
        return long > _RATE_OVER / 2 and (len(self._times) - 1) / long < SLOW


def judged(seen: FramingSample) -> Sight:
    """What one picture by itself is like."""
    if seen.brightness < BLACK and seen.spread < PLAIN:
        return Sight.BLACK
    there = seen.found.confidence > 0
    ends = [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER]
    somebody = bool(there[ends].all())
    if somebody and _is_upside_down(seen):
        return Sight.UPSIDE_DOWN
    if seen.faces > 1:
        return Sight.CROWD
    if seen.brightness < DARK:
        return Sight.DARK
    if not somebody:
        return Sight.NOBODY
    return _place(seen, seen.found.points[ends, :2]) or _hands(there)


def _is_upside_down(seen: FramingSample) -> bool:
    """The nose is well below the shoulders."""
    points = seen.found.points
    shoulders = points[[landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER], :2]
    wide = float(np.linalg.norm(shoulders[0] - shoulders[1]))
    below = points[landmarks.NOSE, 1] - shoulders[:, 1].mean()
    return bool(seen.found.confidence[landmarks.NOSE] > 0 and below > 0.3 * wide)


def _place(seen: FramingSample, shoulders: FloatArray) -> Sight | None:
    """Whether the person is too near, too far away, or cut off by an edge."""
    wide = float(np.linalg.norm(shoulders[0] - shoulders[1])) / seen.height
    if wide > NEAR:
        return Sight.NEAR
    if wide < FAR:
        return Sight.FAR
    edges = np.array([seen.width, seen.height])
    head = seen.found.points[landmarks.NOSE, 1]
    if (shoulders < 0).any() or (shoulders > edges).any() or head < 0:
        return Sight.OUT
    return None


def _hands(there: BoolArray) -> Sight:
    hands = (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
    return (Sight.NO_HAND, Sight.ONE_HAND, Sight.BOTH_HANDS)[sum(there[h.start] for h in hands)]
