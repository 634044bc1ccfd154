"""The path of a hand: which part of it is the sign, and what kind of movement that is.

Paths are (T, xy) in shoulder widths, y down. Definitions are in `docs/facets.md`.
"""

from itertools import pairwise
from typing import Any, Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

Movement: TypeAlias = Literal["none", "straight", "arc", "circle", "repeated"]
MOVEMENTS: Final[tuple[Movement, ...]] = get_args(Movement)

#: A hand that stays within so much does not move, in shoulder widths.
STILL: Final = 0.22
#: ... between these shares of the time: who holds a hand still has come from somewhere.
MOST: Final = (0.1, 0.9)
#: A stroke counts if it is at least so long, as a share of the longest.
STROKE: Final = 0.4
#: So many strokes along one line, there and back and there again, are a repetition.
AGAIN: Final = 3
#: Strokes to and fro below this do not count, in shoulder widths.
SHORT: Final = 0.1
#: A path that goes so far round its middle is a circle; in radians.
ROUND: Final = 5.2
#: A circle is at least so wide as a share of its length.
WIDE: Final = 0.5
#: An arc bulges from the line between its ends by so much of that line.
BULGE: Final = 0.25
#: A way to or from rest ends where the speed has fallen to this share of its highest.
ARRIVED: Final = 0.4
#: A hand on its way is faster than this, in shoulder widths a second, and comes from below `LOW`.
FAST, LOW = 0.8, 0.45
#: The shortest sign, in frames.
LEAST: Final = 5

Numbers: TypeAlias = NDArray[Any]


def core(path: Numbers, up: NDArray[np.bool_], fps: float) -> slice:
    """Tell which frames are the sign: without the way up from rest, and the way back."""
    raised = np.flatnonzero(up)
    first, last = int(raised[0]), int(raised[-1]) + 1
    part = path[first:last]
    begin, end = _arrival(part, fps), len(part) - _arrival(part[::-1], fps)
    if end - begin < LEAST:  # it comes, touches and goes: the sign is where it turns
        turn = (begin + end) // 2
        begin, end = max(0, turn - LEAST // 2), min(len(part), turn + LEAST // 2 + 1)
    return slice(first + begin, first + end)


def _arrival(path: Numbers, fps: float) -> int:
    """Count the frames in which a hand comes up from rest, none if it does not begin low."""
    if path[0, 1] < LOW:
        return 0
    steps = np.diff(path, axis=0) * fps
    highest = 0.0
    for frame, (down, speed) in enumerate(zip(steps[:, 1], _length(steps), strict=True)):
        if highest > FAST and (down >= 0 or speed < ARRIVED * highest):
            return frame
        highest = max(highest, float(speed) if down < 0 else 0.0)
    return 0


def kind(path: Numbers) -> Movement:
    """Tell what kind of movement a path is."""
    if len(path) < 3:
        return "none"
    off = path - path.mean(axis=0)
    along = off @ np.linalg.eigh(off.T @ off)[1][:, ::-1]  # the longest axis first
    long, wide = np.ptp(along, axis=0).tolist()
    turns = _turns(along[:, 0], max(STROKE * long, SHORT))
    if wide >= max(WIDE * long, SHORT) and abs(_winding(along)) >= ROUND:
        return "circle"
    if len(turns) > AGAIN:
        return "repeated"
    held = float(np.ptp(np.quantile(along[:, 0], MOST))) < STILL
    return "none" if held else _stroke(path, turns)


def _stroke(path: Numbers, turns: list[int]) -> Movement:
    """The longest stroke between two turns: straight, or an arc."""
    ways = [float(_length(path[b] - path[a])) for a, b in pairwise(turns)]
    longest = int(np.argmax(ways))
    part = path[turns[longest] : turns[longest + 1] + 1]
    chord = part[-1] - part[0]
    off = part - part[0]
    bulge = np.abs(off[:, 0] * chord[1] - off[:, 1] * chord[0]).max() / max(ways[longest], 1e-6)
    return "arc" if bulge >= BULGE * ways[longest] else "straight"


def _turns(along: Numbers, least: float) -> list[int]:
    """Where a movement to and fro turns, its ends included; strokes below `least` do not count."""
    turns: list[int] = [0]
    way = best = low = high = 0
    for now, place in enumerate(along.tolist()):
        if not way:
            low, high = (now if place < along[low] else low), (now if place > along[high] else high)
            if along[high] - along[low] >= least:
                turns, way = [min(low, high)], 1 if high > low else -1
                best = now
        elif way * (place - along[best]) > 0:
            best = now
        elif way * (along[best] - place) >= least:
            turns.append(best)
            way, best = -way, now
    return [*turns, best]


def _winding(along: Numbers) -> float:
    """How far a path goes round the middle of its extent, in radians; against itself it cancels."""
    off = along - (along.max(axis=0) + along.min(axis=0)) / 2
    angle = np.unwrap(np.arctan2(off[:, 1], off[:, 0]))
    return float(angle[-1] - angle[0])


def _length(vectors: Numbers) -> Numbers:
    return np.asarray(np.sqrt((vectors * vectors).sum(axis=-1)))
