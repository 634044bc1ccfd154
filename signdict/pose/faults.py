"""Faults in the landmarks of a sign: hands that the tracker lost, palms that it turned over.

A hand takes part while it is raised (see `Pose.raised`). It is lost in a frame in which it was not
found although it takes part: its wrist on the body is raised or, if that is not known, the hand is
raised in the last frame that shows it and in the next one.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from signdict.core.types import BoolArray, DoubleArray, FloatArray
from signdict.pose import landmarks
from signdict.pose.features import DEPTH, frame_of_reference
from signdict.pose.pose import REST_LINE, Pose, UsablePose

FaultKind: TypeAlias = Literal["hand lost", "no hands", "palms turn"]

#: Share of the frames of a sign in which a hand is lost, and in which no hand is found, from which
#: that is a fault.
LOST: Final = 0.3
#: Degrees by which a palm turns between neighbouring frames if the tracker took its back for its
#: inside: at 25 frames per second, a hand would turn by 2,500 degrees per second.
TURN: Final = 100.0
#: Turns in 1,000 pairs of neighbouring frames that show the hand, and in one clip, from which they
#: are a fault: several times as many as films of people have on average (10 to 25 in 1,000).
TURNS, FEWEST_TURNS = 100.0, 4
#: Frames per second below which palms are not judged: signers may turn one over from a frame to the
#: next.
SLOWEST: Final = 12.0
#: Share of the frames of a sign without the hand that makes it, from which the sign cannot be seen.
HIDDEN: Final = 0.5
#: Share of the frames of a sign in which a hand is raised that takes part in it.
_USED: Final = 0.3
#: Least confidence of a wrist of the body. MediaPipe also guesses those outside the picture.
_SURE: Final = 0.5
_HANDS: Final = (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
_STARTS: Final = [hand.start for hand in _HANDS]
_WRISTS: Final = [landmarks.LEFT_WRIST, landmarks.RIGHT_WRIST]
_NAMES: Final[tuple[Literal["left", "right"], ...]] = ("left", "right")
_INDEX, _LITTLE = 5, 17  # knuckles


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `hand` is the signer's left or right hand, or both.

    `amount` is a share of the frames of the sign or, of palms that turn, the number of turns in
    1,000 pairs of neighbouring frames.
    """

    kind: FaultKind
    hand: Literal["left", "right", "both"]
    amount: float


@dataclass(frozen=True, slots=True, eq=False)
class _Hands:
    """The hands from the first to the last frame in which one takes part: (frames, 2) each.

    `lost` hands take part, but were not found.
    """

    points: FloatArray  # (frames, 2, 21, xyz)
    seen: BoolArray
    taking_part: BoolArray

    @property
    def lost(self) -> BoolArray:
        return self.taking_part & ~self.seen


def faults(pose: Pose) -> tuple[Fault, ...]:
    """Return the faults of a clip, those that hide most first."""
    usable = pose.usable_or_none()
    if usable is None:
        return (Fault("no hands", "both", 1.0),)
    hands = _hands(usable)
    found = []
    nowhere = float(_nowhere(hands).mean())
    if nowhere > LOST:
        found.append(Fault("no hands", "both", nowhere))
    for side, name in enumerate(_NAMES):
        share = float(hands.lost[:, side].mean())
        if share > LOST:
            found.append(Fault("hand lost", name, share))
    if pose.fps >= SLOWEST:
        turned, pairs = _turns(hands)
        for side, name in enumerate(_NAMES):
            rate = 1000 * float(turned[side]) / max(float(pairs[side]), 1)
            if turned[side] >= FEWEST_TURNS and rate > TURNS:
                found.append(Fault("palms turn", name, rate))
    return tuple(found)


def hidden(pose: Pose) -> bool:
    """Return whether a sign cannot be seen.

    In most of its frames no hand is found, or the only hand that takes part is lost.
    """
    usable = pose.usable_or_none()
    if usable is None:
        return True
    hands = _hands(usable)
    if _nowhere(hands).mean() > HIDDEN:
        return True
    used = np.flatnonzero(hands.taking_part.mean(axis=0) >= _USED)
    return len(used) == 1 and bool(hands.lost[:, used[0]].mean() > HIDDEN)


def _nowhere(hands: _Hands) -> BoolArray:
    """Return in which frames a hand takes part, and none was found."""
    return np.asarray(hands.taking_part.any(axis=1) & ~hands.seen.any(axis=1), np.bool_)


def _hands(pose: UsablePose) -> _Hands:
    """Return the hands of the sign; of the whole clip if no hand is raised."""
    centre, width = frame_of_reference(pose)
    line = centre[1] + REST_LINE * width
    seen = pose.seen[:, _STARTS]
    raised = seen & (pose.points[:, _STARTS, 1] < line)
    sure = pose.confidence[:, _WRISTS] >= _SURE
    wrists = np.where(sure, pose.points[:, _WRISTS, 1] < line, _between(seen, raised))
    taking_part = np.where(seen, raised, wrists)
    frames = np.flatnonzero(taking_part.any(axis=1))
    span = slice(int(frames[0]), int(frames[-1]) + 1) if len(frames) else slice(0, len(pose))
    points = np.stack([pose.points[span, hand] for hand in _HANDS], axis=1)
    depth = np.asarray((1, 1, DEPTH * pose.width), np.float32)  # z is in picture widths
    return _Hands(np.asarray(points * depth, np.float32), seen[span], taking_part[span])


def _between(seen: BoolArray, raised: BoolArray) -> BoolArray:
    """Return where a hand is raised in the last frame that shows it and in the next one."""
    frames = np.arange(len(seen))[:, None]
    before = np.maximum.accumulate(np.where(seen, frames, -1), axis=0)
    after = np.minimum.accumulate(np.where(seen, frames, len(seen))[::-1], axis=0)[::-1]
    inside = (before >= 0) & (after < len(seen))
    first = np.take_along_axis(raised, np.maximum(before, 0), axis=0)
    last = np.take_along_axis(raised, np.minimum(after, len(seen) - 1), axis=0)
    return np.asarray(inside & first & last, np.bool_)


def _turns(hands: _Hands) -> tuple[DoubleArray, DoubleArray]:
    """Return how often each palm turns over, and in how many pairs of frames it is seen."""
    wrist = hands.points[:, :, 0]
    across = np.cross(hands.points[:, :, _INDEX] - wrist, hands.points[:, :, _LITTLE] - wrist)
    length = np.linalg.norm(across, axis=-1)
    product = (across[1:] * across[:-1]).sum(axis=-1)
    both = hands.seen[1:] & hands.seen[:-1]
    over = both & (product < np.cos(np.radians(TURN)) * length[1:] * length[:-1])
    return over.sum(axis=0).astype(np.float64), both.sum(axis=0).astype(np.float64)
