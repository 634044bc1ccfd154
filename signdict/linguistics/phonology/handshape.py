"""Classifies a handshape into a few groups that a linguist recognises.

Definitions, and the evidence for the limits, are in `docs/facets.md`.
"""

from typing import Final, Literal, NamedTuple, TypeAlias, get_args

import numpy as np

from signdict.core.types import AnyArray

HandshapeGroup: TypeAlias = Literal[
    "fist", "thumb", "flat", "spread", "index", "two", "little", "pinch", "round", "claw", "other"
]
GROUPS: Final[tuple[HandshapeGroup, ...]] = get_args(HandshapeGroup)

#: The distance of a fingertip from its knuckle, as a share of the finger's length: extended from
#: here on...
OUT: Final = 0.88
#: ... and a fist if the mean of all four is below this.
CURLED: Final = 0.62
#: Only one or two fingers are extended if the mean of the others is below this.
BENT: Final = 0.76
#: Every finger of a claw, or of a hand around a cup, reaches at least this far.
HALF: Final = 0.5
#: A hand is open if every finger reaches at least the first value, and their mean the second.
OPEN: Final = (0.72, 0.88)
#: The mean angle between neighbouring fingers of a spread hand is at least this, in radians.
SPREAD: Final = 0.18
#: The mean angle between bent fingers that lie together, as around a cup, is below this; radians.
TOGETHER: Final = 0.23
#: The thumb touches a finger if their tips are closer than this, in palm lengths.
TOUCH: Final = 0.42
#: The thumb is extended from a fist if its tip is at least this far from every joint of the
#: fingers, in palm lengths, and the fist is closed: the mean reach is below the second value.
THUMB: Final = (0.36, 0.55)
#: The thumb faces open fingers, as around a cup, if its tip is this far in front of the palm and
#: this far from the index knuckle, in palm lengths.
FACING: Final = 0.6

_THUMB_TIP, _INDEX_KNUCKLE = 4, 5
#: Whether index, middle, ring and little finger are extended.
_OUT: Final[dict[tuple[bool, ...], HandshapeGroup]] = {
    (True, False, False, False): "index",
    (True, True, False, False): "two",
    (False, False, False, True): "little",
    (True, False, False, True): "little",
}


def reach(hands: AnyArray) -> AnyArray:
    """Return (n, 4) the distance of each fingertip from its knuckle, relative to the finger."""
    fingers = hands[:, 5:].reshape(len(hands), 4, 4, 3)
    bones = _length(np.diff(fingers, axis=2)).sum(axis=2)
    return np.asarray(_length(fingers[:, :, 3] - fingers[:, :, 0]) / np.maximum(bones, 1e-6))


def groups(hands: AnyArray) -> list[HandshapeGroup]:
    """Return the group of each of n hands (n, 21, xyz): left or right, at any scale."""
    fingers = hands[:, 5:].reshape(len(hands), 4, 4, 3)
    knuckles, tips, wrist = fingers[:, :, 0], fingers[:, :, 3], hands[:, 0]
    palm = np.maximum(_length(knuckles - wrist[:, None]).mean(axis=1), 1e-6)
    thumb = hands[:, _THUMB_TIP]
    touch = _length(tips - thumb[:, None]) / palm[:, None] < TOUCH
    gaps = _length(hands[:, _INDEX_KNUCKLE:] - thumb[:, None]) / palm[:, None]
    normal = np.cross(knuckles[:, 0] - wrist, knuckles[:, 3] - wrist)
    normal /= np.maximum(_length(normal), 1e-9)[:, None]
    height = np.abs(((thumb - wrist) * normal).sum(axis=1)) / palm
    direction = tips - knuckles
    direction = direction / np.maximum(_length(direction), 1e-9)[..., None]
    angles = np.arccos(np.clip((direction[:, 1:] * direction[:, :-1]).sum(axis=2), -1, 1))
    return [
        _group(_HandMeasures(*hand))
        for hand in zip(
            reach(hands).tolist(), touch.tolist(), gaps[:, 0].tolist(),
            gaps.min(axis=1).tolist(), height.tolist(), angles.mean(axis=1).tolist(), strict=True,
        )
    ]  # fmt: skip


class _HandMeasures(NamedTuple):
    """The measures of a hand: reach and thumb contact of each finger, thumb gaps, mean angle.

    `to_index` and `to_fingers` are the distances of the thumb's tip from the index knuckle and from
    all fingers, `height` its distance from the palm, all in palm lengths. `angle` is the mean angle
    between neighbouring fingers in radians.
    """

    reach: list[float]
    touch: list[bool]
    to_index: float
    to_fingers: float
    height: float
    angle: float


def _group(hand: _HandMeasures) -> HandshapeGroup:
    extended = tuple(finger >= OUT for finger in hand.reach)
    bent = [finger for finger in hand.reach if finger < OUT]
    total = sum(hand.reach)
    if extended in _OUT and sum(bent) < BENT * len(bent):
        return _OUT[extended]
    if sum(extended) == 3 and any(hand.touch[f] and not extended[f] for f in (0, 1)):
        return "pinch"
    if min(hand.reach) >= OPEN[0] and total >= 4 * OPEN[1]:
        return _open(hand)
    if total < 4 * CURLED:
        return "thumb" if hand.to_fingers >= THUMB[0] and total < 4 * THUMB[1] else "fist"
    if min(hand.reach) < HALF or sum(extended) > 1:
        return "other"
    return "round" if hand.angle < TOGETHER else "claw"


def _open(hand: _HandMeasures) -> HandshapeGroup:
    """Classify an open hand: flat or spread, unless the thumb closes the hand or faces it."""
    if sum(hand.touch) > 1 or (hand.height >= FACING and hand.to_index >= FACING):
        return "round"
    return "spread" if hand.angle >= SPREAD else "flat"


def _length(vectors: AnyArray) -> AnyArray:
    return np.asarray(np.sqrt((vectors * vectors).sum(axis=-1)))
