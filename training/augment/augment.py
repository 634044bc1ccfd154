"""The same sign by another signer before another camera. Vectorised over a batch of signings.

Arrays as in `features.Signing`, with a batch axis in front: hands (N, T, 2, 21, 3), present
(N, T, 2), nose (N, T, 3). Nothing is changed in place. Sizes are those of the design trials.
`tempo` alone is the published augmentation, and changes a whole pose.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from signdict.pose.features import GAP
from signdict.pose.pose import Pose

HandArray: TypeAlias = NDArray[np.float32]
Present: TypeAlias = NDArray[np.bool_]
HandBatch: TypeAlias = tuple[HandArray, Present, HandArray]


def camera(rng: Generator, batch: HandBatch, strength: float = 1.0) -> HandBatch:
    """Another viewpoint, other proportions and frame rate, and what the tracker makes of it."""
    batch, count = _filmed(rng, _viewed(rng, batch, strength))
    hands, present, nose = _tracked(rng, batch, strength)
    kept = _losses(rng, present, count)
    hands, kept = _bridged(hands * kept[..., None, None], kept, count)
    length = kept.shape[1]
    place = np.linspace(0, 1, length)[None] * (count - 1)[:, None]
    return retime((hands, kept, nose), place)


def _viewed(rng: Generator, batch: HandBatch, strength: float) -> HandBatch:
    """Other proportions, before a camera of another height, distance and angle."""
    hands, present, nose = batch
    n = len(hands)
    draw = _drawing(rng, n, strength)
    wrist = hands[:, :, :, :1]
    local = (hands - wrist) * np.exp(draw(0.1, 1, 2, 1, 1))
    local[..., 2] *= np.exp(draw(0.3, 1, 1, 1))
    local = np.matmul(local, _view(draw(0.1), draw(0.1), draw(0.1), draw(0))[:, None, None])
    depth = -rng.uniform(0.1, 0.6, (n, 1, 1, 1)).astype(np.float32)  # hands are before the body
    placed = wrist + local
    placed[..., 2] += depth
    view = _view(draw(0.22), draw(0.14), draw(0.06), draw(0.05))
    stretch = np.exp(draw(0.1, 1)) * np.exp(np.column_stack([draw(0.1), draw(0), draw(0)]))
    view = np.swapaxes(view * stretch[:, :, None], -1, -2)
    shape = placed.shape
    placed = np.matmul(placed.reshape(n, -1, 3), view).reshape(shape)
    head = nose * np.array((1, 1, 0), np.float32) - np.array((0, 0, 0.4), np.float32)
    seen_nose = np.matmul(head, view) + draw(0.04, 1, 3)
    drop = draw(0.06, 1, 1)
    placed[..., 1] += drop[..., None]
    seen_nose[..., 1] += drop[..., 0]
    return placed, present.copy(), seen_nose


def _filmed(rng: Generator, batch: HandBatch) -> tuple[HandBatch, NDArray[np.int64]]:
    """Fewer frames for some clips, all at the beginning; and how many there are: (n,)."""
    n, length = batch[1].shape[:2]
    few = rng.integers(9, length + 1, n)
    count = np.where(rng.random(n) < 0.4, few, length)
    place = np.minimum(np.arange(length) / (count - 1)[:, None], 1) * (length - 1)
    some = np.flatnonzero(count < length)
    for part, chosen in zip(batch, retime(tuple(p[some] for p in batch), place[some]), strict=True):  # type: ignore[arg-type]
        part[some] = chosen
    return batch, count


def _tracked(rng: Generator, batch: HandBatch, strength: float) -> HandBatch:
    """Points that jitter, hands that are taken for each other, and frames that freeze."""
    hands, present, nose = batch
    n, length = present.shape[:2]
    draw = _drawing(rng, n, strength)
    wrist = hands[:, :, :, :1]
    palm = np.linalg.norm(hands[:, :, :, 9] - wrist[:, :, :, 0], axis=-1)[..., None, None]
    noise = (rng.uniform(0.003, 0.025, (n, 1, 1, 1, 1)) * strength).astype(np.float32) * palm
    hands = hands + rng.standard_normal(hands.shape, np.float32) * noise
    hands = hands + draw(0.012, length, 2, 1, 3) * np.array((1, 1, 0), np.float32)
    frame = np.arange(length)
    frozen = _bursts(rng, n, length, 0.06, 5)
    before = np.maximum.accumulate(np.where(frozen, 0, frame), axis=1)
    swapped = _bursts(rng, n, length, 0.05, 5)
    rows = np.flatnonzero((frozen | swapped).any(axis=1))
    if len(rows):
        at = before[rows]
        row = rows[:, None]
        still, there, face = hands[row, at], present[row, at], nose[row, at]
        turned = swapped[rows]
        still = np.where(turned[..., None, None, None], still[:, :, ::-1], still)
        there = np.where(turned[..., None], there[:, :, ::-1], there)
        present, nose = present.copy(), nose.copy()
        hands[rows], present[rows], nose[rows] = still, there, face
    return hands, present, nose


def _bridged(
    hands: HandArray, present: Present, count: NDArray[np.int64]
) -> tuple[HandArray, Present]:
    """Fill short gaps of a hand as `features.signing` does."""
    length = present.shape[1]
    frame = np.arange(length)[None, :, None]
    before = np.maximum.accumulate(np.where(present, frame, -1), axis=1)
    later = np.where(present, frame, length)[:, ::-1]
    after = np.minimum.accumulate(later, axis=1)[:, ::-1]
    gap = ~present & (before >= 0) & (after < length) & (after - before <= GAP + 1)
    row, at, side = np.nonzero(gap & (frame < count[:, None, None]))
    low, high = before[row, at, side], after[row, at, side]
    share = ((at - low) / (high - low)).astype(np.float32)[:, None, None]
    hands[row, at, side] = hands[row, low, side] * (1 - share) + hands[row, high, side] * share
    kept = present.copy()
    kept[row, at, side] = True
    return hands, kept


def _drawing(rng: Generator, n: int, strength: float) -> Callable[..., NDArray[np.float32]]:
    """Normal numbers of mean 0: a function of their deviation and their shape after n."""

    def draw(sd: float, *shape: int) -> NDArray[np.float32]:
        return rng.standard_normal((n, *shape), np.float32) * np.float32(sd * strength)

    return draw


def performance(rng: Generator, batch: HandBatch) -> HandBatch:
    """Another performance of a real clip: ends cut or held, other tempo, size and place."""
    hands, present, nose = batch
    n, length = present.shape[:2]
    start, end = rng.uniform(-0.15, 0.15, (2, n, 1))
    u = np.linspace(0, 1, length)[None] ** np.exp(rng.normal(0, 0.2, (n, 1)))
    u = u + rng.normal(0, 0.03, (n, 1)) * np.sin(2 * np.pi * u)
    place = np.clip(start + u * (1 + end - start), 0, 1) * (length - 1)
    hands, present, nose = retime((hands, present, nose), place)
    scale = np.exp(rng.normal(0, 0.15, (n, 1, 1, 1, 3))).astype(np.float32)
    shift = rng.normal(0, 0.08, (n, 1, 1, 1, 3)).astype(np.float32) * np.array(
        (1, 1, 0), np.float32
    )
    wrist = hands[:, :, :, :1]
    moved = hands - wrist + wrist * scale + shift
    return moved * present[..., None, None], present, nose


def retime(batch: HandBatch, place: NDArray[np.float64]) -> HandBatch:
    """Read each clip at other moments: `place` (N, T) in frames."""
    hands, present, nose = batch
    row = np.arange(len(hands))[:, None]
    low = np.floor(place).astype(int)
    high = np.minimum(low + 1, hands.shape[1] - 1)
    share = (place - low).astype(np.float32)[..., None]
    a, b = present[row, low], present[row, high]
    weight = np.where(a & b, share, (b & ~a).astype(np.float32))[..., None, None]
    kept = np.where(share < 0.5, a, b)
    mixed = hands[row, low] * (1 - weight) + hands[row, high] * weight
    return (
        mixed * kept[..., None, None],
        kept,
        nose[row, low] * (1 - share) + nose[row, high] * share,
    )


def mirror(batch: HandBatch, which: NDArray[np.bool_]) -> HandBatch:
    """Mirror the chosen clips: (N,) bool. A mirrored sign is another sign to the model."""
    hands, present, nose = batch
    flip = np.array((-1, 1, 1), np.float32)
    return (
        np.where(which[:, None, None, None, None], hands[:, :, ::-1] * flip, hands),
        np.where(which[:, None, None], present[:, :, ::-1], present),
        np.where(which[:, None, None], nose * flip, nose),
    )


def recombine(rng: Generator, batch: HandBatch, fours: int) -> HandBatch:
    """Handshapes of one real clip on the wrist paths of another: 4 x fours new classes.

    Clips a, b, c, d give (a, b), (a, c), (d, b), (d, c): every class has half-right negatives.
    """
    hands, present, nose = batch
    a, b, c, d = rng.integers(len(hands), size=(4, fours))
    shapes = np.stack([a, a, d, d], axis=1).ravel()
    paths = np.stack([b, c, b, c], axis=1).ravel()
    at, on, head = mirror(
        (hands[paths], present[paths], nose[paths]), np.repeat(rng.random(fours) < 0.5, 4)
    )
    backwards = np.repeat(rng.random(fours) < 0.3, 4)
    at = np.where(backwards[:, None, None, None, None], at[:, ::-1], at)
    on = np.where(backwards[:, None, None], on[:, ::-1], on)
    wrist = at[:, :, :, :1]
    shift = rng.normal(0, 0.25, (fours, 1, 2, 1, 3)) * (rng.random((fours, 1, 1, 1, 1)) < 0.5)
    wrist = wrist + (np.repeat(shift, 4, axis=0) * (1, 1, 0)).astype(np.float32)
    local = hands[shapes] - hands[shapes][:, :, :, :1]
    kept = present[shapes] & on
    mixed = (local + wrist) * kept[..., None, None]
    return mixed.astype(np.float32), kept, head.astype(np.float32)


def tempo(rng: Generator, pose: Pose, sd: float, longest: int) -> Pose:
    """A clip slowed down or hurried, as SignCLIP's released model was trained (E7.2).

    The frame rate is multiplied by a factor drawn from N(1, sd) and rounded; clips that would
    have `longest` frames or more, and single frames, stay. Points are interpolated linearly
    between the frames in which they were seen, gaps too; before and after they stay unseen.
    """
    factor = float(rng.normal(1, sd))
    if len(pose) < 2 or len(pose) * factor >= longest:
        return pose
    fps = max(round(pose.fps * factor), 1)
    frames = max(round(len(pose) * fps / pose.fps), 1)
    at = np.linspace(0, len(pose) - 1, frames)
    points = np.zeros((frames, *pose.points.shape[1:]), np.float32)
    confidence = np.zeros((frames, pose.points.shape[1]), np.float32)
    kinds, kind = np.unique(pose.seen, axis=1, return_inverse=True)  # points seen alike, together
    for number in range(kinds.shape[1]):
        known = np.flatnonzero(kinds[:, number])
        if not len(known):
            continue
        rows = np.flatnonzero((at >= known[0]) & (at <= known[-1]))
        after = np.clip(np.searchsorted(known, at[rows]), 1, max(len(known) - 1, 1))
        low, high = known[after - 1], known[np.minimum(after, len(known) - 1)]
        share = ((at[rows] - low) / np.maximum(high - low, 1))[:, None].astype(np.float32)
        mine = np.flatnonzero(kind.ravel() == number)
        for old, new in (
            (pose.points, points),
            (pose.confidence[..., None], confidence[..., None]),
        ):
            first, last = old[low][:, mine], old[high][:, mine]
            new[np.ix_(rows, mine)] = first + share[..., None] * (last - first)
    return replace(pose, points=points, confidence=confidence, fps=float(fps))


def _view(
    yaw: NDArray[np.float32],
    pitch: NDArray[np.float32],
    roll: NDArray[np.float32],
    shear: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Rotation by the three angles (n,), rad, then a shear of x by y: (n, 3, 3)."""
    n = len(yaw)
    out = np.tile(np.eye(3, dtype=np.float32), (n, 1, 1))
    for angle, (i, j) in ((yaw, (0, 2)), (pitch, (1, 2)), (roll, (0, 1))):
        turn = np.tile(np.eye(3, dtype=np.float32), (n, 1, 1))
        turn[:, i, i] = turn[:, j, j] = np.cos(angle)
        turn[:, i, j], turn[:, j, i] = np.sin(angle), -np.sin(angle)
        out = turn @ out
    lean = np.tile(np.eye(3, dtype=np.float32), (n, 1, 1))
    lean[:, 0, 1] = shear
    sheared: NDArray[np.float32] = lean @ out
    return sheared


def _bursts(rng: Generator, n: int, length: int, chance: float, longest: int) -> Present:
    """Which frames (n, length) lie in a burst, that some clips have."""
    start = rng.integers(1, length, (n, 1))
    long = rng.integers(1, longest + 1, (n, 1)) * (rng.random((n, 1)) < chance)
    frame = np.arange(length)[None]
    return np.asarray((frame >= start) & (frame < start + long))


def _losses(rng: Generator, present: Present, count: NDArray[np.int64]) -> Present:
    """Lose hands as trackers do: in bursts, in flickers, and now and then the weaker hand."""
    n, length, _ = present.shape
    there = present & (np.arange(length)[None, :, None] < count[:, None, None])
    kept = there.copy()
    for chance, longest in ((0.35, 8), (0.25, 4)):
        kept &= ~np.stack([_bursts(rng, n, length, chance, longest) for _ in range(2)], axis=-1)
    rate = rng.uniform(0, 0.3, (n, 1, 1)) * (rng.random((n, 1, 1)) < 0.3)
    kept &= rng.random(present.shape) >= rate
    weak = present.sum(axis=1).argmin(axis=1)
    gone = rng.random(n) < 0.05
    kept[np.flatnonzero(gone), :, weak[gone]] = False
    nothing = ~kept.any(axis=(1, 2))  # never lose everything
    kept[nothing] = there[nothing]
    return kept
