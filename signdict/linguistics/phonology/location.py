"""Where on the body a hand is, as a camera in front of the signer sees it.

What is behind the hand counts: a picture does not tell whether it touches. Definitions are in
`docs/facets.md`.
"""

from typing import Any, Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from signdict.linguistics.phonology.articulators import Bearing, Head

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
