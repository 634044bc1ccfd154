"""A signer's arms and head, clip by clip, in shoulder widths: what facets are read from."""

from dataclasses import dataclass
from typing import Any, Final, Literal, Self, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from signdict.pose import landmarks
from signdict.pose.features import DEPTH, frame_of_reference
from signdict.pose.pose import REST_LINE, UsablePose

Numbers: TypeAlias = NDArray[Any]

#: The tracker is surer than this of a wrist that is in the picture, hand or no hand.
SURE: Final = 0.5
_ARMS: Final = ((13, 15), (14, 16))  # elbow and wrist of the body, left then right
_EYES, _MOUTH, _EARS = (2, 5), (9, 10), (7, 8)
_SIDES: Final = (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
_POINTS: Final = [landmarks.NOSE, *_EYES, *_MOUTH, *_EARS]
#: Where a face is that was not seen: nose, eyes and mouth below the shoulders, half its width.
_USUAL: Final = (0.0, -0.9, -1.0, -0.75, 0.25)


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """Where a head is: `x` of its middle, `eyes` and `mouth` in y, half of its width."""

    x: float
    eyes: float
    mouth: float
    half: float


@dataclass(frozen=True, slots=True, eq=False)
class Bearing:
    """The trimmed clip, T frames, from mid-shoulder, y down, left side then right.

    `hands` (T, 2, 21, xyz) and whether each was `seen` (T, 2); `middle` (T, 2, xy) of each hand, or
    the wrist that the body has where the hand was lost; `elbow` (T, 2, xy); `up` (T, 2): raised.
    """

    hands: Numbers
    seen: NDArray[np.bool_]
    middle: Numbers
    elbow: Numbers
    up: NDArray[np.bool_]
    head: Head
    fps: float

    @classmethod
    def of(cls, whole: UsablePose) -> Self:
        """Read the signing part of a pose."""
        centre, unit = frame_of_reference(whole)
        pose = whole.trimmed()
        kept = np.r_[0:17, landmarks.LEFT_HAND.start : landmarks.COUNT]
        points = np.zeros_like(pose.points)
        scale = np.asarray((1, 1, DEPTH * pose.width), np.float32) / unit
        points[:, kept] = (pose.points[:, kept] - _flat(centre)) * scale
        sure = pose.confidence
        hands = np.stack([points[:, side] for side in _SIDES], axis=1)
        seen = np.stack([sure[:, side.start] > 0 for side in _SIDES], axis=1)
        wrists = points[:, [wrist for _, wrist in _ARMS], :2]
        known = np.stack([sure[:, wrist] > SURE for _, wrist in _ARMS], axis=1)
        middle = _middles(hands, seen, wrists)
        height = np.where(seen, np.minimum(hands[:, :, 0, 1], middle[..., 1]), wrists[..., 1])
        up = (seen | known) & (height < REST_LINE)
        return cls(
            hands,
            seen,
            _steady(middle, seen | known),
            points[:, [elbow for elbow, _ in _ARMS], :2],
            up if up.any() else seen,  # who never raises a hand signs all the same
            _head(points, sure),
            pose.fps,
        )


def _flat(centre: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray((centre[0], centre[1], 0), np.float32)


def _middles(hands: Numbers, seen: NDArray[np.bool_], wrists: Numbers) -> Numbers:
    """The middle of each hand; where it was lost, as far from the body's wrist as last and next."""
    middle = hands[..., :2].mean(axis=2)
    offset = _filled(middle - wrists, seen)
    return np.asarray(np.where(seen[..., None], middle, wrists + offset))


def _steady(path: Numbers, known: NDArray[np.bool_]) -> Numbers:
    """Fill gaps, then take the tremble off: (T, 2, xy)."""
    out = _filled(path, known)
    wide = np.concatenate([out[:1], out, out[-1:]])
    return np.asarray((wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4)


def _filled(path: Numbers, known: NDArray[np.bool_]) -> Numbers:
    """Draw lines where a side is not known, from what is before to what is after: (T, 2, xy)."""
    frames, out = np.arange(len(path)), np.zeros_like(path)
    for side in range(2):
        there = np.flatnonzero(known[:, side])
        for axis in range(2) if len(there) else ():
            out[:, side, axis] = np.interp(frames, there, path[there, side, axis])
    return out


def _head(points: Numbers, sure: NDArray[np.float32]) -> Head:
    """The head where it is most of the time."""
    there = (sure[:, _POINTS] > 0).all(axis=1)
    if not there.any():
        x, _, eyes, mouth, half = _USUAL
        return Head(x, eyes, mouth, half)
    nose, *rest = np.median(points[there][:, _POINTS, :2], axis=0)
    eyes, mouth = (rest[0] + rest[1]) / 2, (rest[2] + rest[3]) / 2
    half = max(abs(float(rest[4][0] - rest[5][0])) / 2, 0.15)
    return Head(float(nose[0]), float(eyes[1]), float(mouth[1]), half)


Place: TypeAlias = Literal["head", "face", "neck", "chest", "belly", "arm", "hand", "space"]
PLACES: Final[tuple[Place, ...]] = get_args(Place)

#: The trunk reaches so far to each side of its middle, in shoulder widths.
TRUNK: Final = 0.8
#: Above the first of these lines is the neck with the shoulders, below the second the belly.
NECK, WAIST = 0.0, 0.75
#: Brow and chin, from the eyes and from the mouth, in distances from eyes to mouth.
BROW, CHIN = 0.4, 1.0
#: Beside the head is a hand that is no farther from its middle, in half widths of the head.
BESIDE: Final = 3.0
#: Hands or a hand and an arm meet where they are nearer than this, in shoulder widths.
MEET: Final = 0.12
#: So much of the sign has to be spent at the other hand or arm, to be made there.
MET: Final = 0.2

_Numbers: TypeAlias = NDArray[Any]
_TOUCHING: Final = [0, 4, 5, 8, 9, 12, 16, 17, 20]


def where(seen: Bearing, side: int, part: slice, weight: _Numbers, *, both: bool) -> Place:
    """The place of most of the frames of `part`, each with its weight (frames,), of one side."""
    other = 1 - side
    if both:
        near = _hands_meet(seen, part)
        if near.mean() >= MET:
            return "hand"
        at_arm = _at_arm(seen.middle[part, side], seen.elbow[part, other], seen.middle[part, other])
        if (at_arm | near).mean() >= 2 * MET:
            return "arm"
    zones = _zones(
        seen.hands[part, side], seen.seen[part, side], seen.middle[part, side], seen.head
    )
    return PLACES[int(np.bincount(zones, weight, len(PLACES)).argmax())]


def _hands_meet(seen: Bearing, part: slice) -> NDArray[np.bool_]:
    left, right = (seen.hands[part, side][:, _TOUCHING, :2] for side in range(2))
    apart = np.abs(left[:, :, None] - right[:, None]).max(axis=3).min(axis=(1, 2))
    lost = ~seen.seen[part].all(axis=1)
    behind = np.abs(seen.middle[part, 0] - seen.middle[part, 1]).max(axis=1) < 2 * MEET
    return np.asarray(np.where(lost, behind, apart < MEET))


def _at_arm(hand: _Numbers, elbow: _Numbers, wrist: _Numbers) -> NDArray[np.bool_]:
    """Whether a hand is at the other forearm: all (frames, xy)."""
    arm = wrist - elbow
    length = np.maximum((arm * arm).sum(axis=1), 1e-6)
    share = np.clip(((hand - elbow) * arm).sum(axis=1) / length, 0, 1)
    gap = hand - elbow - share[:, None] * arm
    return np.asarray(np.sqrt((gap * gap).sum(axis=1)) < MEET)


def _zones(
    hands: _Numbers, there: NDArray[np.bool_], middle: _Numbers, head: Head
) -> NDArray[np.int64]:
    """The number of each frame's place among `PLACES`."""
    unit = max(head.mouth - head.eyes, 0.12)
    brow, chin = head.eyes - BROW * unit, head.mouth + CHIN * unit
    sideways = np.abs(hands[..., 0] - head.x) < head.half
    before = sideways & (hands[..., 1] < chin) & there[:, None]  # points over the head
    count = before.sum(axis=1)
    x, y = middle.T
    height = np.where(count, (hands[..., 1] * before).sum(axis=1) / np.maximum(count, 1), y)
    near = (count > 1) | ((y < chin) & (np.abs(x - head.x) < BESIDE * head.half))
    trunk = np.abs(x) < TRUNK
    rows = (
        (near & (height < brow), "head"), (near, "face"), (trunk & (y < NECK), "neck"),
        (trunk & (y < WAIST), "chest"), (trunk, "belly"),
    )  # fmt: skip
    conditions, names = zip(*rows, strict=True)
    numbers = [PLACES.index(name) for name in names]
    return np.asarray(np.select(conditions, numbers, PLACES.index("space")), np.int64)
