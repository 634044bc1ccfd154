"""Dynamic time warping of two clips.

Each clip is trimmed, scaled to shoulder widths (`features.signing`) and sampled at up to `MOST`
moments. The cost of a pair of moments is, summed over both hands,

    distance of the palms in shoulder widths
    + `SHAPE` x root mean square distance of the joints from the wrist, in palm lengths

and `MISSING` for a hand that signs in one clip and is not seen in the other. The path leads from
the first pair to the last, each step one moment further in one or both clips, so that the sum of
its costs is minimal. A step in only one clip costs `SLANT` more, which keeps clips aligned while
the hands rest.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from signdict.core.types import BoolArray, DoubleArray, IntArray
from signdict.pose import features
from signdict.pose.pose import REST_LINE, UsablePose

#: Moments per second at which a clip is sampled, and their least and greatest number.
RATE: Final = 25.0
LEAST: Final = 12
MOST: Final = 96
SHAPE: Final = 0.5
MISSING: Final = 1.0
SLANT: Final = 0.05

#: Joints of the palm: wrist and knuckles.
PALM: Final = (0, 5, 9, 13, 17)


@dataclass(frozen=True, slots=True, eq=False)
class SigningMoments:
    """The signing part of a clip at n moments; left hand, then right.

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
        """The seconds from the first moment to the last."""
        return float(self.seconds[-1] - self.seconds[0])

    def select(self, rows: IntArray) -> "SigningMoments":
        """Return these moments, in this order."""
        return SigningMoments(
            self.seconds[rows], self.palms[rows], self.shapes[rows],
            self.seen[rows], self.signs[rows],
        )  # fmt: skip


def moments(pose: UsablePose) -> SigningMoments:
    """Sample the signing part of a clip."""
    span = pose.signing()
    frames = span.stop - span.start
    count = int(np.clip(round(frames / pose.fps * RATE), LEAST, MOST))
    part = features.signing(pose, count)
    hands = part.hands.astype(np.float64)
    palms = hands[:, :, PALM, :2].mean(axis=2)
    shapes = hands - hands[:, :, :1]
    size = np.linalg.norm(shapes[:, :, PALM[1:]], axis=-1).mean(axis=-1)  # (n, 2)
    frame = np.linspace(span.start, span.stop - 1, count)
    return SigningMoments(
        frame / pose.fps,
        palms,
        shapes / np.maximum(size, 1e-3)[..., None, None],
        part.present,
        part.present & (hands[:, :, 0, 1] < REST_LINE),
    )


def costs(one: SigningMoments, two: SigningMoments) -> DoubleArray:
    """Return the cost of each pair of moments of two clips: (n, m)."""
    total = np.zeros((len(one), len(two)))
    for hand in range(2):
        distance = np.linalg.norm(one.palms[:, None, hand] - two.palms[None, :, hand], axis=-1)
        shapes = one.shapes[:, None, hand] - two.shapes[None, :, hand]  # (n, m, 21, 3)
        difference = np.sqrt((shapes**2).sum(axis=-1).mean(axis=-1))
        seen = one.seen[:, hand, None] & two.seen[None, :, hand]
        signs = one.signs[:, hand, None] | two.signs[None, :, hand]
        total += np.where(signs, np.where(seen, distance + SHAPE * difference, MISSING), 0)
    return total


def path(cost: DoubleArray) -> IntArray:
    """Return the cheapest path through costs (n, m), from corner to corner: (steps, 2)."""
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
        options = (
            (filled[i - 1][j - 1], i - 1, j - 1),
            (filled[i - 1][j] + SLANT, i - 1, j),
            (filled[i][j - 1] + SLANT, i, j - 1),
        )
        _, i, j = min(options, key=lambda option: option[0])
    return np.array(steps[::-1], np.int64)
