"""Finds the part of a hand's path that is the sign, and classifies its movement.

Paths are (T, xy) in shoulder widths, y down. Definitions are in `docs/facets.md`.
"""

from itertools import pairwise
from typing import Final, Literal, TypeAlias, get_args

import numpy as np

from signdict.core.types import AnyArray, BoolArray

Movement: TypeAlias = Literal["none", "straight", "arc", "circle", "repeated"]
MOVEMENTS: Final[tuple[Movement, ...]] = get_args(Movement)

#: A hand that stays within this extent does not move, in shoulder widths...
STILL: Final = 0.22
#: ... between these quantiles: a hand that is held had to come from somewhere.
MOST: Final = (0.1, 0.9)
#: The minimum length of a stroke, as a share of the longest.
STROKE: Final = 0.4
#: The number of strokes along one line, to and fro and to again, that are a repetition.
AGAIN: Final = 3
#: The minimum length of a stroke, in shoulder widths.
SHORT: Final = 0.1
#: A path that goes around its middle by at least this angle is a circle, in radians.
ROUND: Final = 5.2
#: The minimum width of a circle, as a share of its length.
WIDE: Final = 0.5
#: The minimum distance of an arc from the line between its ends, as a share of that line.
BULGE: Final = 0.25
#: A transition from or to rest ends when the speed falls to this share of its maximum.
ARRIVED: Final = 0.4
#: A hand in transition is faster than this, in shoulder widths per second, and starts below `LOW`.
FAST, LOW = 0.8, 0.45
#: The shortest sign, in frames.
LEAST: Final = 5


def core(path: AnyArray, raised: BoolArray, fps: float) -> slice:
    """Return the frames of the sign, without the transitions from and to rest."""
    frames = np.flatnonzero(raised)
    first, last = int(frames[0]), int(frames[-1]) + 1
    part = path[first:last]
    begin, end = _arrival(part, fps), len(part) - _arrival(part[::-1], fps)
    if end - begin < LEAST:  # it comes, touches and leaves: the sign is at the turn
        turn = (begin + end) // 2
        begin, end = max(0, turn - LEAST // 2), min(len(part), turn + LEAST // 2 + 1)
    return slice(first + begin, first + end)


def _arrival(path: AnyArray, fps: float) -> int:
    """Return the number of frames in which a hand rises from rest; 0 if it does not start low."""
    if path[0, 1] < LOW:
        return 0
    steps = np.diff(path, axis=0) * fps
    highest = 0.0
    for frame, (down, speed) in enumerate(zip(steps[:, 1], _length(steps), strict=True)):
        if highest > FAST and (down >= 0 or speed < ARRIVED * highest):
            return frame
        highest = max(highest, float(speed) if down < 0 else 0.0)
    return 0


def kind(path: AnyArray) -> Movement:
    """Classify the movement of a path."""
    if len(path) < 3:
        return "none"
    centred = path - path.mean(axis=0)
    along = centred @ np.linalg.eigh(centred.T @ centred)[1][:, ::-1]  # the longest axis first
    long, wide = np.ptp(along, axis=0).tolist()
    turns = _turns(along[:, 0], max(STROKE * long, SHORT))
    if wide >= max(WIDE * long, SHORT) and abs(_winding(along)) >= ROUND:
        return "circle"
    if len(turns) > AGAIN:
        return "repeated"
    held = float(np.ptp(np.quantile(along[:, 0], MOST))) < STILL
    return "none" if held else _stroke(path, turns)


def _stroke(path: AnyArray, turns: list[int]) -> Movement:
    """Classify the longest stroke between two turns as straight or an arc."""
    lengths = [float(_length(path[b] - path[a])) for a, b in pairwise(turns)]
    longest = int(np.argmax(lengths))
    part = path[turns[longest] : turns[longest + 1] + 1]
    chord = part[-1] - part[0]
    offset = part - part[0]
    bulge = np.abs(offset[:, 0] * chord[1] - offset[:, 1] * chord[0]).max() / max(
        lengths[longest], 1e-6
    )
    return "arc" if bulge >= BULGE * lengths[longest] else "straight"


def _turns(along: AnyArray, least: float) -> list[int]:
    """Return the frames in which a movement turns, with its ends; shorter strokes are ignored."""
    turns: list[int] = [0]
    direction = best = low = high = 0
    for frame, place in enumerate(along.tolist()):
        if not direction:
            low = frame if place < along[low] else low
            high = frame if place > along[high] else high
            if along[high] - along[low] >= least:
                turns, direction = [min(low, high)], 1 if high > low else -1
                best = frame
        elif direction * (place - along[best]) > 0:
            best = frame
        elif direction * (along[best] - place) >= least:
            turns.append(best)
            direction, best = -direction, frame
    return [*turns, best]


def _winding(along: AnyArray) -> float:
    """Return the angle of a path around the middle of its extent, in radians with its sign."""
    offset = along - (along.max(axis=0) + along.min(axis=0)) / 2
    angle = np.unwrap(np.arctan2(offset[:, 1], offset[:, 0]))
    return float(angle[-1] - angle[0])


def _length(vectors: AnyArray) -> AnyArray:
    return np.asarray(np.sqrt((vectors * vectors).sum(axis=-1)))
