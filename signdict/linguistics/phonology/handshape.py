"""Which of a few groups a handshape belongs to: groups that a linguist knows by sight.

Definitions, and where the limits come from, are in `docs/facets.md`.
"""

from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

HandshapeGroup: TypeAlias = Literal[
    "fist", "thumb", "flat", "spread", "index", "two", "little", "pinch", "round", "claw", "other"
]
GROUPS: Final[tuple[HandshapeGroup, ...]] = get_args(HandshapeGroup)

#: A fingertip's way from its knuckle, as a share of the finger's length: out from here on...
OUT: Final = 0.88
#: ... and on the mean of all four, below this, a fist.
CURLED: Final = 0.62
#: One or two fingers are out, and no more, if the others reach less than this on the mean.
BENT: Final = 0.76
#: Every finger of a claw or of a hand round a cup reaches so far.
HALF: Final = 0.5
#: A hand is open if no finger reaches less than the first of these, and all together the second.
OPEN: Final = (0.72, 0.88)
#: Neighbouring fingers of a spread hand point apart by so much on the mean; in radians.
SPREAD: Final = 0.18
#: Bent fingers lie together, as round a cup, if they point apart by less on the mean; in radians.
TOGETHER: Final = 0.23
#: The thumb touches a finger if their tips are nearer than this; in palm lengths.
TOUCH: Final = 0.42
#: The thumb stands off a fist if its tip is so far from every joint of the fingers, in palm
#: lengths, and the fist is closed: fingers reach less than the second on the mean.
THUMB: Final = (0.36, 0.55)
#: The thumb faces open fingers, as around a cup, if its tip is so far before the palm and so far
#: off the index knuckle; in palm lengths.
FACING: Final = 0.6

Numbers: TypeAlias = NDArray[Any]
_THUMB_TIP, _INDEX_KNUCKLE = 4, 5
#: Index, middle, ring and little finger: out or not.
_OUT: Final[dict[tuple[bool, ...], HandshapeGroup]] = {
    (True, False, False, False): "index",
    (True, True, False, False): "two",
    (False, False, False, True): "little",
    (True, False, False, True): "little",
}


def reach(hands: Numbers) -> Numbers:
    """How far each fingertip is from its knuckle as a share of the finger's length: (n, 4)."""
    fingers = hands[:, 5:].reshape(len(hands), 4, 4, 3)
    bones = _length(np.diff(fingers, axis=2)).sum(axis=2)
    return np.asarray(_length(fingers[:, :, 3] - fingers[:, :, 0]) / np.maximum(bones, 1e-6))


def groups(hands: Numbers) -> list[HandshapeGroup]:
    """Return the group of each of n hands (n, 21, xyz): left or right, at any scale."""
    fingers = hands[:, 5:].reshape(len(hands), 4, 4, 3)
    knuckles, tips, wrist = fingers[:, :, 0], fingers[:, :, 3], hands[:, 0]
    palm = np.maximum(_length(knuckles - wrist[:, None]).mean(axis=1), 1e-6)
    thumb = hands[:, _THUMB_TIP]
    touch = _length(tips - thumb[:, None]) / palm[:, None] < TOUCH
    gaps = _length(hands[:, _INDEX_KNUCKLE:] - thumb[:, None]) / palm[:, None]
    normal = np.cross(knuckles[:, 0] - wrist, knuckles[:, 3] - wrist)
    normal /= np.maximum(_length(normal), 1e-9)[:, None]
    before = np.abs(((thumb - wrist) * normal).sum(axis=1)) / palm
    way = tips - knuckles
    way = way / np.maximum(_length(way), 1e-9)[..., None]
    apart = np.arccos(np.clip((way[:, 1:] * way[:, :-1]).sum(axis=2), -1, 1))
    return [
        _group(_HandMeasures(*hand))
        for hand in zip(
            reach(hands).tolist(), touch.tolist(), gaps[:, 0].tolist(),
            gaps.min(axis=1).tolist(), before.tolist(), apart.mean(axis=1).tolist(), strict=True,
        )
    ]  # fmt: skip


class _HandMeasures(NamedTuple):
    """What decides: how far each finger reaches, and whether the thumb touches it; how far the
    thumb is off the index knuckle, off all fingers, before the palm; angles between fingers."""

    far: list[float]
    touch: list[bool]
    off: float
    alone: float
    before: float
    mean: float


def _group(hand: _HandMeasures) -> HandshapeGroup:
    out = tuple(one >= OUT for one in hand.far)
    rest = [one for one in hand.far if one < OUT]
    if out in _OUT and sum(rest) < BENT * len(rest):
        return _OUT[out]
    if sum(out) == 3 and any(hand.touch[finger] and not out[finger] for finger in (0, 1)):
        return "pinch"
    if min(hand.far) >= OPEN[0] and sum(hand.far) >= 4 * OPEN[1]:
        return _open(hand)
    if sum(hand.far) < 4 * CURLED:
        return "thumb" if hand.alone >= THUMB[0] and sum(hand.far) < 4 * THUMB[1] else "fist"
    if min(hand.far) < HALF or sum(out) > 1:
        return "other"
    return "round" if hand.mean < TOGETHER else "claw"


def _open(hand: _HandMeasures) -> HandshapeGroup:
    """All fingers are out: flat or spread, unless the thumb closes the hand or faces it."""
    if sum(hand.touch) > 1 or (hand.before >= FACING and hand.off >= FACING):
        return "round"
    return "spread" if hand.mean >= SPREAD else "flat"


def _length(vectors: Numbers) -> Numbers:
    return np.asarray(np.sqrt((vectors * vectors).sum(axis=-1)))
