"""When a sign begins and ends in a live stream of landmarks.

Hands rise from rest: it begins; they rest again: it ends. `hands` says which of the two they do.
"""

from collections import deque
from enum import Enum
from itertools import islice, pairwise
from statistics import median

import numpy as np

from signdict.pose.hands import Hands
from signdict.pose.pose import Landmarks

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


class Turn(Enum):
    """What a picture has changed."""

    BEGAN = "hands have risen"
    PAUSED = "hands rest: the sign may be over"
    RESUMED = "it was not over"
    ENDED = "it is over"
    DROPPED = "it was too short for a sign"


class Segmenter:
    """Give it the landmarks of one picture after the other; it says when a sign begins and ends."""

    def __init__(self) -> None:
        self._hands = Hands()
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

    def feed(self, found: Landmarks, height: float) -> Turn | None:
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
            return Turn.RESUMED if resumed else None
        if found.seconds - self._hands.until >= self._hold:
            return self._end()
        paused, self._paused = self._paused, True
        return None if paused else Turn.PAUSED

    @property
    def _hold(self) -> float:
        """How long hands rest before a sign is over, by the pace of the last pictures."""
        last = [frame.seconds for frame in islice(reversed(self._frames), _PACE + 1)]
        pace = median([later - sooner for later, sooner in pairwise(last)] or [0.0])
        return max(HOLD_SLOW, 1.5 * pace) if pace >= SLOW else HOLD

    def finish(self) -> Turn | None:
        """The pictures end, and the sign under way with them."""
        return self._end() if self._signing else None

    def drop(self) -> None:
        """Forget the sign under way. Another begins only after hands have rested."""
        self._signing, self._over, self._rose = False, self._hands.active, np.inf
        self._frames.clear()

    def _wait(self, found: Landmarks) -> Turn | None:
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
        return Turn.BEGAN

    def _end(self) -> Turn:
        self._signing, rose, self._rose = False, self._rose, np.inf
        return Turn.ENDED if self._last - rose >= SHORTEST else Turn.DROPPED
