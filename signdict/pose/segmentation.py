"""Segmentation: where signs begin and end in a stream of landmarks.

A sign begins when a hand rises from rest and ends when the hands rest again. `HandActivity` decides
whether hands are active or at rest, and `Segmenter` turns that into the events of a sign.
"""

from collections import deque
from enum import Enum
from itertools import islice, pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from signdict.core.types import DoubleArray
from signdict.pose import landmarks
from signdict.pose.pose import REST_LINE, Landmarks, Pose

#: A resting hand counts as up above the first line; a hand that is up rests below the second one.
UP, DOWN = REST_LINE - 0.1, REST_LINE + 0.05
#: Seconds for which a hand that was up and is no longer detected may come back.
LOST = 1.0
#: A hand is held still if no point of it moved farther than `STEADY` shoulder widths for `STILL`
#: seconds; the first `TAIL` seconds of these belong to the sign. It then rests at this place until
#: it is farther away than `HOME` shoulder widths.
STILL, STEADY, TAIL, HOME = 1.5, 0.12, 0.4, 0.3
#: Seconds at the start in which hands that are up count as resting there.
FIRST = 0.5
#: Seconds after which a hand that came back to its place of rest is at rest.
ARRIVED = 0.2
_HISTORY = STILL + 0.5  # seconds of positions that are stored
_SURE = 0.5  # confidence of a wrist of the body from which on it is in the picture
#: Wrist and fingertips, which represent a hand.
_POINTS = (0, 4, 8, 12, 20)
_SIDES = (
    (landmarks.LEFT_HAND, landmarks.LEFT_WRIST),
    (landmarks.RIGHT_HAND, landmarks.RIGHT_WRIST),
)


class HandActivity:
    """Whether the hands of a person are active or at rest."""

    def __init__(self) -> None:
        self._body = _Body()
        self._hands = (_HandActivity(), _HandActivity())

    @property
    def active(self) -> bool:
        """Whether a hand is active."""
        return any(hand.active for hand in self._hands)

    @property
    def leaving(self) -> bool:
        """Whether all active hands come from a place of rest within the picture."""
        return all(hand.leaving for hand in self._hands if hand.active)

    @property
    def until(self) -> float:
        """The last time in seconds at which a hand was active, as known so far."""
        return max(hand.until for hand in self._hands)

    def update(self, frame: Landmarks, height: float) -> None:
        """Process the next frame of a picture `height` pixels high."""
        if not self._body.update(frame):
            return
        floor = self._body.scale(np.array([0.0, height]))[1]
        for hand, (part, wrist) in zip(self._hands, _SIDES, strict=True):
            seen = bool(frame.confidence[part.start] > 0)
            points = np.full((len(_POINTS), 2), np.nan)
            if seen:
                points = self._body.scale(frame.points[part][list(_POINTS), :2])
            elif frame.confidence[wrist] > 0:
                points[0] = self._body.scale(frame.points[wrist, :2])
            sure = seen or bool(frame.confidence[wrist] > _SURE)
            hand.update(frame.seconds, points, floor, sure=sure)


class _Body:
    """The shoulders: their median position and width over the last second."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float, float, float]] = deque()  # seconds, x, y, width
        self._middle, self._width = np.zeros(2), 1.0

    def update(self, frame: Landmarks) -> bool:
        """Process the next frame; return whether the shoulders are known."""
        ends = [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER]
        if (frame.confidence[ends] > 0).all():
            left, right = frame.points[ends, :2].astype(np.float64)
            middle, width = (left + right) / 2, float(np.linalg.norm(left - right))
            self._recent.append((frame.seconds, *middle, width))
            while frame.seconds - self._recent[0][0] > 1:
                self._recent.popleft()
            x, y, width = np.median(np.array(self._recent)[:, 1:], axis=0)
            self._middle, self._width = np.array([x, y]), max(width, 1.0)
        return bool(self._recent)

    def scale(self, points: NDArray[np.floating]) -> DoubleArray:
        """Return pixels (..., xy) in shoulder widths from mid-shoulder."""
        return np.asarray((points - self._middle) / self._width)


class _HandActivity:
    """Whether one hand is active or at rest.

    A hand is described by points (5, xy) in shoulder widths. If it is not detected, all of them but
    the wrist are NaN.
    """

    def __init__(self) -> None:
        self.active, self.leaving, self.until = False, False, -np.inf
        self._up = False
        self._first_at = np.inf
        self._sure_at = -np.inf
        self._home: DoubleArray | None = None
        self._trail: deque[tuple[float, DoubleArray]] = deque()

    def update(self, seconds: float, points: DoubleArray, floor: float, *, sure: bool) -> None:
        """Process the next frame; `floor` is the lower edge of the picture."""
        self._up = self._is_up(seconds, points[0, 1], floor, sure=sure)
        self._first_at = min(self._first_at, seconds)
        if not self._up:
            self._home, self.active = None, False
            self._trail.clear()
            return
        self._trail.append((seconds, points))
        while seconds - self._trail[0][0] > _HISTORY:
            self._trail.popleft()
        if seconds - self._first_at < FIRST and not self.active:
            self._home = points
        at_home = self._home is not None and _distance(points, self._home) <= HOME
        if at_home and not self.active:
            return
        if self._is_still(STILL):
            self._rest(points, seconds - STILL + TAIL)
        elif at_home and self._is_still(ARRIVED):
            self._rest(points, seconds - ARRIVED)
        else:
            self.leaving = self._home is not None
            self.active, self.until = True, min(seconds, self._sure_at)

    def _is_up(self, seconds: float, y: float, floor: float, *, sure: bool) -> bool:
        if sure:
            self._sure_at = seconds
        elif not self._up or seconds - self._sure_at > LOST:
            return False
        if np.isnan(y):
            return self._up
        return bool(y < min(DOWN if self._up else UP, floor))

    def _is_still(self, duration: float) -> bool:
        """Return whether no point moved during the last seconds."""
        now = self._trail[-1][0]
        if now - self._trail[0][0] < duration:
            return False
        trail = np.array([points for seconds, points in self._trail if now - seconds <= duration])
        known = ~np.isnan(trail).any(axis=(0, 2))
        if not known.any():
            return False
        return bool(np.ptp(trail[:, known], axis=0).max() <= STEADY)

    def _rest(self, points: DoubleArray, until: float) -> None:
        self._home, self.active, self.until = points, False, until


def _distance(one: DoubleArray, other: DoubleArray) -> float:
    """Return the largest distance of the points that are known in both."""
    distances = np.linalg.norm(one - other, axis=1)
    return float(np.nanmax(distances)) if not np.isnan(distances).all() else 0.0


#: Seconds for which hands are active before a sign begins, and seconds of rest before it ends.
RISE, HOLD = 0.06, 0.22
#: Where frames are at least `SLOW` seconds apart, seconds of rest before a sign ends, but at least
#: 1.5 frames: this ends the sign one or two frames earlier. Of 373 clips of the starter library it
#: splits or cuts 12, and `HOLD` 9 (one frame every 58 ms, about the rate of two cores).
SLOW, HOLD_SLOW = 0.045, 0.11
_PACE_FRAMES = 5  # frames whose median interval is the pace, so that a late one does not count
#: `RISE` for hands that rested within the picture: lowering them takes less time than this.
LEAVE = 0.8
#: Seconds from rise to rest; shorter activity is not a sign.
SHORTEST = 0.35
#: Seconds after which a sign ends automatically.
LONGEST = 20.0
#: Seconds of rest that are kept at both ends.
MARGIN = 0.12


class SegmentEvent(Enum):
    """What a frame changed."""

    BEGAN = "hands have risen"
    PAUSED = "hands rest: the sign may be over"
    RESUMED = "it was not over"
    ENDED = "it is over"
    DROPPED = "it was too short for a sign"


class Segmenter:
    """Find the signs in a stream of frames."""

    def __init__(self) -> None:
        self._hands = HandActivity()
        self._frames: deque[Landmarks] = deque()
        self._rose, self._last = np.inf, -np.inf
        self._signing = self._paused = self._must_rest = False

    @property
    def signing(self) -> bool:
        """Whether a sign has begun and not ended."""
        return self._signing

    @property
    def frames(self) -> list[Landmarks]:
        """The frames of the current sign or of the last one, without the rest at its end."""
        end = self._hands.until + MARGIN
        return [frame for frame in self._frames if frame.seconds <= end]

    def feed(self, frame: Landmarks, height: float) -> SegmentEvent | None:
        """Process the next frame of a picture `height` pixels high; return what it changed."""
        self._hands.update(frame, height)
        if not self._signing:
            return self._wait(frame)
        self._frames.append(frame)
        if frame.seconds - self._rose > LONGEST:
            self._must_rest = True  # no sign begins before the hands have rested
            return self._end()
        if self._hands.active:
            self._last = frame.seconds
            resumed, self._paused = self._paused, False
            return SegmentEvent.RESUMED if resumed else None
        if frame.seconds - self._hands.until >= self._hold:
            return self._end()
        paused, self._paused = self._paused, True
        return None if paused else SegmentEvent.PAUSED

    @property
    def _hold(self) -> float:
        """Seconds of rest before a sign ends, by the pace of the last frames."""
        seconds = [frame.seconds for frame in islice(reversed(self._frames), _PACE_FRAMES + 1)]
        pace = median([second - first for second, first in pairwise(seconds)] or [0.0])
        return max(HOLD_SLOW, 1.5 * pace) if pace >= SLOW else HOLD

    def finish(self) -> SegmentEvent | None:
        """End the stream, and the current sign with it."""
        return self._end() if self._signing else None

    def drop(self) -> None:
        """Discard the current sign. Another one begins only after the hands have rested."""
        self._signing, self._must_rest, self._rose = False, self._hands.active, np.inf
        self._frames.clear()

    def _wait(self, frame: Landmarks) -> SegmentEvent | None:
        """Process a frame while there is no sign; keep what may be the start of one."""
        if not self._hands.active:
            self._must_rest, self._rose = False, np.inf
        if self._rose == np.inf:
            while self._frames and frame.seconds - self._frames[0].seconds > MARGIN:
                self._frames.popleft()
        self._frames.append(frame)
        if self._must_rest or not self._hands.active:
            return None
        self._rose = min(self._rose, frame.seconds)
        if frame.seconds - self._rose < (LEAVE if self._hands.leaving else RISE):
            return None
        self._signing, self._paused, self._last = True, False, frame.seconds
        return SegmentEvent.BEGAN

    def _end(self) -> SegmentEvent:
        self._signing, rose, self._rose = False, self._rose, np.inf
        return SegmentEvent.ENDED if self._last - rose >= SHORTEST else SegmentEvent.DROPPED


def spans(pose: Pose) -> list[tuple[float, float]]:
    """Return the seconds at which the signs of a recording begin and end, in order."""
    segmenter = Segmenter()
    signs: list[tuple[float, float]] = []

    def note(event: SegmentEvent | None) -> None:
        if event is SegmentEvent.ENDED and (frames := segmenter.frames):
            signs.append((frames[0].seconds, frames[-1].seconds))

    for number, (points, confidence) in enumerate(zip(pose.points, pose.confidence, strict=True)):
        note(segmenter.feed(Landmarks(points, confidence, number / pose.fps), pose.height))
    note(segmenter.finish())
    return signs
