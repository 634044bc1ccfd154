"""Two clips brought into step: dynamic time warping, moment by moment.

Each clip is trimmed, put on a common scale (`features.signing`) and shown at up to `MOST` moments.
The cost of a pair of moments is, summed over both hands,

    distance of the palms in shoulder widths
    + `SHAPE` x root mean square distance of the joints from the wrist, in palm lengths

and `MISSING` for a hand that signs in one of the two and is not seen in the other. The path goes
from the first pair to the last, a moment further in one or both at each step, so that the sum of
its costs is least; a step in only one of them costs `SLANT` more, which keeps clips that rest at
some place from drifting apart there.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from signdict.core.types import BoolArray, DoubleArray, IntArray
from signdict.pose import features
from signdict.pose.pose import REST_LINE, UsablePose

#: Moments a second at which a clip is compared, and how many there are of it.
RATE: Final = 25.0
LEAST: Final = 12
MOST: Final = 96
SHAPE: Final = 0.5
MISSING: Final = 1.0
SLANT: Final = 0.05

PALM: Final = (0, 5, 9, 13, 17)


@dataclass(frozen=True, slots=True, eq=False)
class SigningMoments:
    """The signing part of a clip at n moments, left hand, then right.

    `seconds` (n,) in the clip; `palms` (n, 2, xy) in shoulder widths from mid-shoulder; `shapes`
    (n, 2, 21, xyz) from the wrist in palm lengths; `seen` (n, 2); `signs` (n, 2), seen and raised.
    """

    seconds: DoubleArray
    palms: DoubleArray
    shapes: DoubleArray
    seen: BoolArray
    signs: BoolArray

    def __len__(self) -> int:
        """Return the number of moments."""
        return len(self.seconds)

    @property
    def span(self) -> float:
        """How many seconds there are from the first moment to the last."""
        return float(self.seconds[-1] - self.seconds[0])

    def taken(self, places: IntArray) -> "SigningMoments":
        """The moments at these places, one by one."""
        return SigningMoments(
            self.seconds[places], self.palms[places], self.shapes[places],
            self.seen[places], self.signs[places],
        )  # fmt: skip


def moments(pose: UsablePose) -> SigningMoments:
    """Return the moments at which a clip is compared."""
    span = pose.signing()
    frames = span.stop - span.start
    count = int(np.clip(round(frames / pose.fps * RATE), LEAST, MOST))
    shown = features.signing(pose, count)
    hands = shown.hands.astype(np.float64)
    palms = hands[:, :, PALM, :2].mean(axis=2)
    shapes = hands - hands[:, :, :1]
    size = np.linalg.norm(shapes[:, :, PALM[1:]], axis=-1).mean(axis=-1)  # (n, 2)
    place = np.linspace(span.start, span.stop - 1, count)
    return SigningMoments(
        place / pose.fps,
        palms,
        shapes / np.maximum(size, 1e-3)[..., None, None],
        shown.present,
        shown.present & (hands[:, :, 0, 1] < REST_LINE),
    )


def costs(one: SigningMoments, two: SigningMoments) -> DoubleArray:
    """How unlike each moment of one clip is to each of another: (n, m)."""
    total = np.zeros((len(one), len(two)))
    for hand in range(2):
        apart = np.linalg.norm(one.palms[:, None, hand] - two.palms[None, :, hand], axis=-1)
        shapes = one.shapes[:, None, hand] - two.shapes[None, :, hand]  # (n, m, 21, 3)
        unlike = np.sqrt((shapes**2).sum(axis=-1).mean(axis=-1))
        seen = one.seen[:, hand, None] & two.seen[None, :, hand]
        signs = one.signs[:, hand, None] | two.signs[None, :, hand]
        total += np.where(signs, np.where(seen, apart + SHAPE * unlike, MISSING), 0)
    return total


def path(cost: DoubleArray) -> IntArray:
    """The cheapest way through a table of costs (n, m), from corner to corner: (steps, 2)."""
    rows, columns = cost.shape
    best = np.full((rows + 1, columns + 1), np.inf)
    best[0, 0] = 0
    table, filled = cost.tolist(), best.tolist()
    for i in range(rows):
        above, here, own = filled[i], filled[i + 1], table[i]
        for j in range(columns):
            here[j + 1] = own[j] + min(above[j], above[j + 1] + SLANT, here[j] + SLANT)
    i, j, steps = rows, columns, []
    while i:
        steps.append((i - 1, j - 1))
        ways = (
            (filled[i - 1][j - 1], i - 1, j - 1),
            (filled[i - 1][j] + SLANT, i - 1, j),
            (filled[i][j - 1] + SLANT, i, j - 1),
        )
        _, i, j = min(ways, key=lambda way: way[0])
    return np.array(steps[::-1], np.int64)
