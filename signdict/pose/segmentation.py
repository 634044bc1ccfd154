"""When a sign begins and ends in a live stream of landmarks.

Hands rise from rest: it begins; they rest again: it ends. `hands` says which of the two they do.
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

#: A hand that was at rest is up above the first line; one that was up is at rest below the second.
UP, DOWN = REST_LINE - 0.1, REST_LINE + 0.05
#: A hand that was up and is seen no more, though it should be, may come back for so many seconds.
LOST = 1.0
#: A hand is held still that moved no point farther than `STEADY` for `STILL` seconds; the first
#: `TAIL` of these belong to the sign. Then it rests there, until it is farther away than `HOME`.
STILL, STEADY, TAIL, HOME = 1.5, 0.12, 0.4, 0.3
#: Who is seen with hands up at the start may rest so: for so many seconds nothing has risen.
FIRST = 0.5
#: A hand that comes back to where it rested is at rest after so many seconds.
ARRIVED = 0.2
_KEPT = STILL + 0.5
_SURE = 0.5  # a wrist of the body that is surer than this is in the picture
#: Wrist and fingertips stand for a hand.
_POINTS = (0, 4, 8, 12, 20)
_SIDES = (
    (landmarks.LEFT_HAND, landmarks.LEFT_WRIST),
    (landmarks.RIGHT_HAND, landmarks.RIGHT_WRIST),
)

Figure = DoubleArray  # (5, xy); of an unseen hand all but the wrist are NaN


class HandActivity:
    """Both hands of the person in view."""

    def __init__(self) -> None:
        self._body = _Body()
        self._hands = (_HandActivity(), _HandActivity())

    @property
    def active(self) -> bool:
        """Whether a hand is at work."""
        return any(hand.active for hand in self._hands)

    @property
    def leaving(self) -> bool:
        """Whether all that are at work come from where they rested up in the picture."""
        return all(hand.leaving for hand in self._hands if hand.active)

    @property
    def until(self) -> float:
        """The last moment at which one was, as far as is known by now."""
        return max(hand.until for hand in self._hands)

    def see(self, found: Landmarks, height: float) -> None:
        """Look at the next picture, `height` pixels high."""
        if not self._body.see(found):
            return
        floor = self._body.place(np.array([0.0, height]))[1]
        for hand, (part, wrist) in zip(self._hands, _SIDES, strict=True):
            seen = bool(found.confidence[part.start] > 0)
            figure = np.full((len(_POINTS), 2), np.nan)
            if seen:
                figure = self._body.place(found.points[part][list(_POINTS), :2])
            elif found.confidence[wrist] > 0:
                figure[0] = self._body.place(found.points[wrist, :2])
            sure = seen or bool(found.confidence[wrist] > _SURE)
            hand.see(found.seconds, figure, floor, sure=sure)


class _Body:
    """Where the shoulders are: their median over the last second."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float, float, float]] = deque()  # seconds, x, y, width
        self._middle, self._width = np.zeros(2), 1.0

    def see(self, found: Landmarks) -> bool:
        """Whether it is known where they are."""
        ends = [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER]
        if (found.confidence[ends] > 0).all():
            left, right = found.points[ends, :2].astype(np.float64)
            middle, width = (left + right) / 2, float(np.linalg.norm(left - right))
            self._seen.append((found.seconds, *middle, width))
            while found.seconds - self._seen[0][0] > 1:
                self._seen.popleft()
            x, y, width = np.median(np.array(self._seen)[:, 1:], axis=0)
            self._middle, self._width = np.array([x, y]), max(width, 1.0)
        return bool(self._seen)

    def place(self, points: NDArray[np.floating]) -> DoubleArray:
        """Pixels (..., xy) in shoulder widths from mid-shoulder."""
        return np.asarray((points - self._middle) / self._width)


class _HandActivity:
    """One hand over time."""

    def __init__(self) -> None:
        self.active, self.leaving, self.until = False, False, -np.inf
        self._up = False
        self._first_at = np.inf
        self._sure_at = -np.inf
        self._home: Figure | None = None
        self._trail: deque[tuple[float, Figure]] = deque()

    def see(self, seconds: float, figure: Figure, floor: float, *, sure: bool) -> None:
        """Look at it once more; `floor` is where the picture ends below."""
        self._up = self._is_up(seconds, figure[0, 1], floor, sure=sure)
        self._first_at = min(self._first_at, seconds)
        if not self._up:
            self._home, self.active = None, False
            self._trail.clear()
            return
        self._trail.append((seconds, figure))
        while seconds - self._trail[0][0] > _KEPT:
            self._trail.popleft()
        if seconds - self._first_at < FIRST and not self.active:
            self._home = figure
        at_home = self._home is not None and _apart(figure, self._home) <= HOME
        if at_home and not self.active:
            return
        if self._is_still(STILL):
            self._rest(figure, seconds - STILL + TAIL)
        elif at_home and self._is_still(ARRIVED):
            self._rest(figure, seconds - ARRIVED)
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

    def _is_still(self, long: float) -> bool:
        """Whether no point went anywhere for so many seconds."""
        now = self._trail[-1][0]
        if now - self._trail[0][0] < long:
            return False
        figures = np.array([figure for seconds, figure in self._trail if now - seconds <= long])
        known = ~np.isnan(figures).any(axis=(0, 2))
        if not known.any():
            return False
        return bool(np.ptp(figures[:, known], axis=0).max() <= STEADY)

    def _rest(self, figure: Figure, until: float) -> None:
        self._home, self.active, self.until = figure, False, until


def _apart(one: Figure, other: Figure) -> float:
    """How far the farthest of the points that are known of both have moved."""
    ways = np.linalg.norm(one - other, axis=1)
    return float(np.nanmax(ways)) if not np.isnan(ways).all() else 0.0


#: Hands are at work for so many seconds before a sign has begun; it is over so long after they last
#: were.
RISE, HOLD = 0.06, 0.22
#: Where pictures are at least `SLOW` seconds apart, this long, and for two of them at least: it
#: saves the time of one or two. Of 373 clips of the starter library it takes 12 apart or cuts them
#: where `HOLD` does 9 (seen every 58 ms, about as often as on two cores).
SLOW, HOLD_SLOW = 0.045, 0.11
_PACE = 5  # pictures of which the middle pace is taken: one that comes late makes them no slow ones
#: The same where hands rested up in the picture: in less time they are taken down from there.
LEAVE = 0.8
#: What took less, from rise to rest, was no sign.
SHORTEST = 0.35
#: A sign ends by itself after this long.
LONGEST = 20.0
#: So much of the rest is kept at both ends.
MARGIN = 0.12


class SegmentEvent(Enum):
    """What a picture has changed."""

    BEGAN = "hands have risen"
    PAUSED = "hands rest: the sign may be over"
    RESUMED = "it was not over"
    ENDED = "it is over"
    DROPPED = "it was too short for a sign"


class Segmenter:
    """Give it the landmarks of one picture after the other; it says when a sign begins and ends."""

    def __init__(self) -> None:
        self._hands = HandActivity()
        self._frames: deque[Landmarks] = deque()
        self._rose, self._last = np.inf, -np.inf
        self._signing = self._paused = self._over = False

    @property
    def signing(self) -> bool:
        """Whether a sign is under way."""
        return self._signing

    @property
    def frames(self) -> list[Landmarks]:
        """The sign under way, or the one that has just ended, without the rest at its end."""
        end = self._hands.until + MARGIN
        return [found for found in self._frames if found.seconds <= end]

    def feed(self, found: Landmarks, height: float) -> SegmentEvent | None:
        """Take the landmarks of the next picture, `height` pixels high."""
        self._hands.see(found, height)
        if not self._signing:
            return self._wait(found)
        self._frames.append(found)
        if found.seconds - self._rose > LONGEST:
            self._over = True  # nothing begins before hands have rested
            return self._end()
        if self._hands.active:
            self._last = found.seconds
            resumed, self._paused = self._paused, False
            return SegmentEvent.RESUMED if resumed else None
        if found.seconds - self._hands.until >= self._hold:
            return self._end()
        paused, self._paused = self._paused, True
        return None if paused else SegmentEvent.PAUSED

    @property
    def _hold(self) -> float:
        """How long hands rest before a sign is over, by the pace of the last pictures."""
        last = [frame.seconds for frame in islice(reversed(self._frames), _PACE + 1)]
        pace = median([later - sooner for later, sooner in pairwise(last)] or [0.0])
        return max(HOLD_SLOW, 1.5 * pace) if pace >= SLOW else HOLD

    def finish(self) -> SegmentEvent | None:
        """The pictures end, and the sign under way with them."""
        return self._end() if self._signing else None

    def drop(self) -> None:
        """Forget the sign under way. Another begins only after hands have rested."""
        self._signing, self._over, self._rose = False, self._hands.active, np.inf
        self._frames.clear()

    def _wait(self, found: Landmarks) -> SegmentEvent | None:
        """Nothing is under way: keep what may be its beginning."""
        if not self._hands.active:
            self._over, self._rose = False, np.inf
        if self._rose == np.inf:
            while self._frames and found.seconds - self._frames[0].seconds > MARGIN:
                self._frames.popleft()
        self._frames.append(found)
        if self._over or not self._hands.active:
            return None
        self._rose = min(self._rose, found.seconds)
        if found.seconds - self._rose < (LEAVE if self._hands.leaving else RISE):
            return None
        self._signing, self._paused, self._last = True, False, found.seconds
        return SegmentEvent.BEGAN

    def _end(self) -> SegmentEvent:
        self._signing, rose, self._rose = False, self._rose, np.inf
        return SegmentEvent.ENDED if self._last - rose >= SHORTEST else SegmentEvent.DROPPED


def spans(pose: Pose) -> list[tuple[float, float]]:
    """Return the seconds at which signs begin and end, in their order."""
    segmenter, found = Segmenter(), []

    def note(turn: SegmentEvent | None) -> None:
        if turn is SegmentEvent.ENDED and (frames := segmenter.frames):
            found.append((frames[0].seconds, frames[-1].seconds))

    for number, (points, confidence) in enumerate(zip(pose.points, pose.confidence, strict=True)):
        note(segmenter.feed(Landmarks(points, confidence, number / pose.fps), pose.height))
    note(segmenter.finish())
    return found
