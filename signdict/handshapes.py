"""Which of a few groups a handshape belongs to: groups that a linguist knows by sight.

Definitions, and where the limits come from, are in `docs/facets.md`.
"""

from typing import Any, Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

Group: TypeAlias = Literal[
    "fist", "thumb", "flat", "spread", "index", "two", "little", "pinch", "round", "claw", "other"
]
GROUPS: Final[tuple[Group, ...]] = get_args(Group)

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
SPREAD: Final = 0.19
#: Bent fingers lie together, as around a cup, if no two point farther apart; in radians.
TOGETHER: Final = 0.35
#: The thumb touches a finger if their tips are nearer than this; in palm lengths.
TOUCH: Final = 0.42
#: The thumb stands off a fist if its tip is so far from the index knuckle; in palm lengths.
THUMB: Final = 0.72

Numbers: TypeAlias = NDArray[Any]
_THUMB_TIP, _INDEX_KNUCKLE = 4, 5
#: Index, middle, ring and little finger: out or not.
_OUT: Final[dict[tuple[bool, ...], Group]] = {
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


def groups(hands: Numbers) -> list[Group]:
    """Return the group of each of n hands (n, 21, xyz): left or right, at any scale."""
    fingers = hands[:, 5:].reshape(len(hands), 4, 4, 3)
    way = fingers[:, :, 3] - fingers[:, :, 0]
    palm = np.maximum(_length(fingers[:, :, 0] - hands[:, :1]).mean(axis=1), 1e-6)
    thumb = hands[:, _THUMB_TIP]
    touch = _length(fingers[:, :, 3] - thumb[:, None]) / palm[:, None] < TOUCH
    off = _length(thumb - hands[:, _INDEX_KNUCKLE]) / palm >= THUMB
    way = way / np.maximum(_length(way), 1e-6)[..., None]
    apart = np.arccos(np.clip((way[:, 1:] * way[:, :-1]).sum(axis=2), -1, 1))
    return [
        _group(*hand)
        for hand in zip(
            reach(hands).tolist(), touch.tolist(), off.tolist(), apart.max(axis=1).tolist(),
            apart.mean(axis=1).tolist(), strict=True,
        )
    ]  # fmt: skip


def _group(
    far: list[float], touch: list[bool], off: bool, most: float, mean: float  # noqa: FBT001
) -> Group:
    """One hand: four fingers' reach and whether the thumb touches them; is it off; angles."""
    out = tuple(one >= OUT for one in far)
    rest = [one for one in far if one < OUT]
    if out in _OUT and sum(rest) < BENT * len(rest):
        return _OUT[out]
    if sum(out) == 3 and ((touch[0] and not out[0]) or (touch[1] and not out[1])):
        return "pinch"
    if min(far) >= OPEN[0] and sum(far) >= 4 * OPEN[1]:
        if sum(touch) > 1:
            return "round"
        return "spread" if mean >= SPREAD else "flat"
    if sum(far) < 4 * CURLED:
        return "thumb" if off else "fist"
    if min(far) < HALF or sum(out) > 1:
        return "other"
    return "round" if most < TOGETHER else "claw"


def _length(vectors: Numbers) -> Numbers:
    return np.sqrt((vectors * vectors).sum(axis=-1))
