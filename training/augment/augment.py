"""Augmentation: the same sign as another performance, seen by another camera.

The arrays are those of `features.Signing` with a batch axis: hands (N, T, 2, 21, 3), present
(N, T, 2), nose (N, T, 3). The functions return new arrays. The sizes of the changes were chosen in
trials. The published augmentations are `tempo`, which changes a whole pose, and `plane` and
`noise`, which change SignCLIP's input: x, y, z of each point, (T, 3n).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.random import Generator

from signdict.core.types import BoolArray, DoubleArray, FloatArray, IntArray
from signdict.pose.features import GAP
from signdict.pose.pose import Pose

#: Hands, whether each is present, and the nose.
HandBatch: TypeAlias = tuple[FloatArray, BoolArray, FloatArray]
#: Factors on heights, and how often each occurs: the aspect of a picture is sometimes unknown, and
#: one of 16:9 is taken for one of 4:3, or the reverse.
_ASPECTS, _ASPECT_CHANCES = (1.0, 4 / 3, 3 / 4), (0.9, 0.05, 0.05)
#: Standard deviation of the logarithm of a path's width and height (docs/model.md).
_PATH = 0.3
#: Shoulder widths between two places of the same movement, and the least extent of a path that is
#: repeated. Standard deviations of place are .08 in `performance`, and .06 up and down in `camera`.
_NEAREST, _FARTHEST, _MOVING = 0.35, 0.7, 0.3


def camera(rng: Generator, batch: HandBatch, strength: float = 1.0) -> HandBatch:
    """Vary viewpoint, proportions and frame rate, and add errors of the tracker."""
    batch, count = _resampled(rng, _viewed(rng, batch, strength))
    hands, present, nose = _tracked(rng, batch, strength)
    present = _losses(rng, present, count)
    hands, present = _bridged(hands * present[..., None, None], present, count)
    frames = np.linspace(0, 1, present.shape[1])[None] * (count - 1)[:, None]
    return retime((hands, present, nose), frames)


def _viewed(rng: Generator, batch: HandBatch, strength: float) -> HandBatch:
    """Vary proportions, and height, distance and angle of the camera."""
    hands, present, nose = batch
    n = len(hands)
    draw = _drawing(rng, n, strength)
    wrist = hands[:, :, :, :1]
    local = (hands - wrist) * np.exp(draw(0.05, 1, 2, 1, 1))
    local[..., 2] *= np.exp(draw(0.2, 1, 1, 1))
    local = np.matmul(local, _view(draw(0.1), draw(0.1), draw(0.1), draw(0))[:, None, None])
    depth = -rng.uniform(0.1, 0.6, (n, 1, 1, 1)).astype(np.float32)  # hands in front of the body
    placed = wrist + local
    placed[..., 2] += depth
    view = _view(draw(0.22), draw(0.14), draw(0.06), draw(0.05))
    stretch = np.exp(draw(0.1, 1)) * np.exp(np.column_stack([draw(0.1), draw(0), draw(0)]))
    stretch[:, 1] *= rng.choice(_ASPECTS, n, p=_ASPECT_CHANCES)
    view = np.swapaxes(view * stretch[:, :, None], -1, -2)
    shape = placed.shape
    placed = np.matmul(placed.reshape(n, -1, 3), view).reshape(shape)
    head = nose * np.array((1, 1, 0), np.float32) - np.array((0, 0, 0.4), np.float32)
    seen_nose = np.matmul(head, view) + draw(0.04, 1, 3)
    drop = draw(0.06, 1, 1)
    placed[..., 1] += drop[..., None]
    seen_nose[..., 1] += drop[..., 0]
    return placed, present.copy(), seen_nose


def _resampled(rng: Generator, batch: HandBatch) -> tuple[HandBatch, IntArray]:
    """Give some clips fewer frames, at the start of the array; also return their numbers (n,)."""
    n, length = batch[1].shape[:2]
    few = rng.integers(9, length + 1, n)
    count = np.where(rng.random(n) < 0.4, few, length)
    frames = np.minimum(np.arange(length) / (count - 1)[:, None], 1) * (length - 1)
    rows = np.flatnonzero(count < length)
    shorter = retime(tuple(part[rows] for part in batch), frames[rows])  # type: ignore[arg-type]
    for part, new in zip(batch, shorter, strict=True):
        part[rows] = new
    return batch, count


def _tracked(rng: Generator, batch: HandBatch, strength: float) -> HandBatch:
    """Add jitter, palms turned over, swapped hands and frozen frames."""
    hands, present, nose = batch
    n, length = present.shape[:2]
    draw = _drawing(rng, n, strength)
    wrist = hands[:, :, :, :1]
    palm = np.linalg.norm(hands[:, :, :, 9] - wrist[:, :, :, 0], axis=-1)[..., None, None]
    noise = (rng.uniform(0.003, 0.025, (n, 1, 1, 1, 1)) * strength).astype(np.float32) * palm
    hands = hands + rng.standard_normal(hands.shape, np.float32) * noise
    hands = hands + draw(0.012, length, 2, 1, 3) * np.array((1, 1, 0), np.float32)
    hands = _turned_over(rng, hands)
    frame = np.arange(length)
    frozen = _bursts(rng, n, length, 0.06, 5)
    before = np.maximum.accumulate(np.where(frozen, 0, frame), axis=1)
    swapped = _bursts(rng, n, length, 0.05, 5)
    rows = np.flatnonzero((frozen | swapped).any(axis=1))
    if len(rows):
        source = before[rows]
        row = rows[:, None]
        new_hands, new_present = hands[row, source], present[row, source]
        new_nose, swap = nose[row, source], swapped[rows]
        new_hands = np.where(swap[..., None, None, None], new_hands[:, :, ::-1], new_hands)
        new_present = np.where(swap[..., None], new_present[:, :, ::-1], new_present)
        present, nose = present.copy(), nose.copy()
        hands[rows], present[rows], nose[rows] = new_hands, new_present, new_nose
    return hands, present, nose


def _turned_over(rng: Generator, hands: FloatArray) -> FloatArray:
    """Turn palms over for a few frames: the tracker takes the front of a hand for its back."""
    n, length = hands.shape[:2]
    over = np.stack([_bursts(rng, n, length, 0.15, 4) for _ in range(2)], axis=-1)
    depth = hands[..., 2] - hands[..., :1, 2]
    turned = hands.copy()
    turned[..., 2] -= 2 * depth * over[..., None]
    return turned


def _bridged(
    hands: FloatArray, present: BoolArray, count: IntArray
) -> tuple[FloatArray, BoolArray]:
    """Fill short gaps of a hand, as `features.signing` does."""
    length = present.shape[1]
    frame = np.arange(length)[None, :, None]
    before = np.maximum.accumulate(np.where(present, frame, -1), axis=1)
    later = np.where(present, frame, length)[:, ::-1]
    after = np.minimum.accumulate(later, axis=1)[:, ::-1]
    gap = ~present & (before >= 0) & (after < length) & (after - before <= GAP + 1)
    row, time, side = np.nonzero(gap & (frame < count[:, None, None]))
    low, high = before[row, time, side], after[row, time, side]
    share = ((time - low) / (high - low)).astype(np.float32)[:, None, None]
    hands[row, time, side] = hands[row, low, side] * (1 - share) + hands[row, high, side] * share
    filled = present.copy()
    filled[row, time, side] = True
    return hands, filled


def _drawing(rng: Generator, n: int, strength: float) -> Callable[..., FloatArray]:
    """Return a function that draws normal numbers (n, *shape) with a standard deviation."""

    def draw(sd: float, *shape: int) -> FloatArray:
        return rng.standard_normal((n, *shape), np.float32) * np.float32(sd * strength)

    return draw


def performance(rng: Generator, batch: HandBatch) -> HandBatch:
    """Vary the performance of real clips: ends cut or held, tempo, size, place and path."""
    hands, present, nose = batch
    n, length = present.shape[:2]
    start, end = rng.uniform(-0.15, 0.15, (2, n, 1))
    u = np.linspace(0, 1, length)[None] ** np.exp(rng.normal(0, 0.2, (n, 1)))
    u = u + rng.normal(0, 0.03, (n, 1)) * np.sin(2 * np.pi * u)
    frames = np.clip(start + u * (1 + end - start), 0, 1) * (length - 1)
    hands, present, nose = retime((hands, present, nose), frames)
    scale = np.exp(rng.normal(0, 0.15, (n, 1, 1, 1, 3))).astype(np.float32)
    shift = rng.normal(0, 0.08, (n, 1, 1, 1, 3)).astype(np.float32) * np.array(
        (1, 1, 0), np.float32
    )
    wrist = hands[:, :, :, :1]
    weight = present[..., None, None].astype(np.float32)
    centre = wrist.sum(axis=1, keepdims=True) / np.maximum(weight.sum(axis=1, keepdims=True), 1)
    size = np.exp(rng.normal(0, _PATH, (n, 1, 1, 1, 3))).astype(np.float32)
    path = centre + (wrist - centre) * size
    moved = hands - wrist + path * scale + shift
    return moved * present[..., None, None], present, nose


def retime(batch: HandBatch, frames: DoubleArray) -> HandBatch:
    """Sample each clip at other times; `frames` (N, T) are fractional frame numbers."""
    hands, present, nose = batch
    row = np.arange(len(hands))[:, None]
    low = np.floor(frames).astype(int)
    high = np.minimum(low + 1, hands.shape[1] - 1)
    share = (frames - low).astype(np.float32)[..., None]
    a, b = present[row, low], present[row, high]
    weight = np.where(a & b, share, (b & ~a).astype(np.float32))[..., None, None]
    visible = np.where(share < 0.5, a, b)
    mixed = hands[row, low] * (1 - weight) + hands[row, high] * weight
    return (
        mixed * visible[..., None, None],
        visible,
        nose[row, low] * (1 - share) + nose[row, high] * share,
    )


def mirror(batch: HandBatch, rows: BoolArray) -> HandBatch:
    """Mirror the chosen clips; `rows` is (N,). To the model, a mirrored sign is another sign."""
    hands, present, nose = batch
    flip = np.array((-1, 1, 1), np.float32)
    return (
        np.where(rows[:, None, None, None, None], hands[:, :, ::-1] * flip, hands),
        np.where(rows[:, None, None], present[:, :, ::-1], present),
        np.where(rows[:, None, None], nose * flip, nose),
    )


def recombine(rng: Generator, batch: HandBatch, groups: int, hard: float = 0.0) -> HandBatch:
    """Put handshapes of one real clip on the wrist paths of another: 4 x groups new classes.

    Clips a, b, c, d give (a, b), (a, c), (d, b), (d, c), so that every class has negatives that
    share its handshapes or its path. In a share `hard` of the groups, c is b elsewhere or b
    repeated.
    """
    hands, present, nose = batch
    a, b, c, d = rng.integers(len(hands), size=(4, groups))
    count = round(hard * groups)
    c[:count] = b[:count]
    shapes = np.stack([a, a, d, d], axis=1).ravel()
    paths = np.stack([b, c, b, c], axis=1).ravel()
    path, visible, head = mirror(
        (hands[paths], present[paths], nose[paths]), np.repeat(rng.random(groups) < 0.5, 4)
    )
    backwards = np.repeat(rng.random(groups) < 0.3, 4)
    path = np.where(backwards[:, None, None, None, None], path[:, ::-1], path)
    visible = np.where(backwards[:, None, None], visible[:, ::-1], visible)
    wrist = path[:, :, :, :1]
    shift = rng.normal(0, 0.25, (groups, 1, 2, 1, 3)) * (rng.random((groups, 1, 1, 1, 1)) < 0.5)
    wrist = wrist + (np.repeat(shift, 4, axis=0) * (1, 1, 0)).astype(np.float32)
    if count:
        rows = np.arange(4 * count).reshape(count, 4)[:, 1::2]  # (a, c) and (d, c)
        moved, seen = _elsewhere_or_repeated(rng, wrist[rows[:, 0]], visible[rows[:, 0]])
        wrist[rows], visible[rows] = moved[:, None], seen[:, None]
    local = hands[shapes] - hands[shapes][:, :, :, :1]
    visible = present[shapes] & visible
    mixed = (local + wrist) * visible[..., None, None]
    return mixed.astype(np.float32), visible, head.astype(np.float32)


def _elsewhere_or_repeated(
    rng: Generator, wrist: FloatArray, visible: BoolArray
) -> tuple[FloatArray, BoolArray]:
    """Move paths (n, T, 2, 1, 3) to another place, or pass them forth, back and forth.

    Also return when the hands are visible (n, T, 2). A path that hardly moves is not repeated:
    it would stay the same.
    """
    n, length = visible.shape[:2]
    angle, distance = rng.uniform(0, 2 * np.pi, (n,)), rng.uniform(_NEAREST, _FARTHEST, (n, 1))
    step = np.stack([np.cos(angle), np.sin(angle), 0 * angle], axis=-1) * distance
    moved = wrist + step[:, None, None, None].astype(np.float32)
    known = visible[..., None, None]
    least, most = (np.where(known, wrist, far) for far in (np.inf, -np.inf))
    extent = most.max(axis=1) - least.min(axis=1)
    repeated = (rng.random(n) < 0.5) & (extent[..., :2].max(axis=(1, 2, 3)) > _MOVING)
    part = np.abs((3 * np.linspace(0, 1, length) + 1) % 2 - 1)
    frames = (part * (length - 1)).round().astype(int)
    return (
        np.where(repeated[:, None, None, None, None], wrist[:, frames], moved),
        np.where(repeated[:, None, None], visible[:, frames], visible),
    )


def tempo(rng: Generator, pose: Pose, sd: float, longest: int) -> Pose:
    """Change the speed of a clip, as in the training of SignCLIP's released model (E7.2).

    The frame rate is multiplied by a factor drawn from N(1, sd) and rounded. Clips that would have
    `longest` frames or more, and single frames, do not change. Points are interpolated linearly
    between the frames that show them, also across gaps; before and after they stay unseen.
    """
    factor = float(rng.normal(1, sd))
    if len(pose) < 2 or len(pose) * factor >= longest:
        return pose
    fps = max(round(pose.fps * factor), 1)
    frames = max(round(len(pose) * fps / pose.fps), 1)
    times = np.linspace(0, len(pose) - 1, frames)
    points = np.zeros((frames, *pose.points.shape[1:]), np.float32)
    confidence = np.zeros((frames, pose.points.shape[1]), np.float32)
    # Points that are seen in the same frames are interpolated together.
    kinds, kind = np.unique(pose.seen, axis=1, return_inverse=True)
    for number in range(kinds.shape[1]):
        known = np.flatnonzero(kinds[:, number])
        if not len(known):
            continue
        rows = np.flatnonzero((times >= known[0]) & (times <= known[-1]))
        after = np.clip(np.searchsorted(known, times[rows]), 1, max(len(known) - 1, 1))
        low, high = known[after - 1], known[np.minimum(after, len(known) - 1)]
        share = ((times[rows] - low) / np.maximum(high - low, 1))[:, None].astype(np.float32)
        mine = np.flatnonzero(kind.ravel() == number)
        for old, new in (
            (pose.points, points),
            (pose.confidence[..., None], confidence[..., None]),
        ):
            first, last = old[low][:, mine], old[high][:, mine]
            new[np.ix_(rows, mine)] = first + share[..., None] * (last - first)
    return replace(pose, points=points, confidence=confidence, fps=float(fps))


def plane(
    rng: Generator, frames: FloatArray, rotate: float, shear: float, stretch: float
) -> FloatArray:
    """Return SignCLIP's input (T, 3n) with its picture plane sheared, rotated and stretched.

    The arguments are the deviations of an angle in radians, of the shear, and of the factor of y,
    which are the same in all frames of a clip. The order and the published deviations, .2 each, are
    those of pose-format's `augment2d`. Points that were not found stay zero.
    """
    angle, slant, taller = rng.normal(0, (rotate, shear, stretch))
    cosine, sine = np.cos(angle), np.sin(angle)
    sheared = np.array([[1, slant], [0, 1]])
    turned = np.array([[cosine, -sine], [sine, cosine]])
    matrix = sheared @ turned @ np.diag([1, 1 + taller])  # for points that are rows
    points = frames.reshape(len(frames), -1, 3).copy()
    points[..., :2] = points[..., :2] @ matrix.astype(np.float32)
    return points.reshape(frames.shape)


def noise(rng: Generator, frames: FloatArray, sd: float) -> FloatArray:
    """Add noise to each coordinate of SignCLIP's input (T, 3n); missing points stay zero."""
    points = frames.reshape(len(frames), -1, 3)
    drawn = rng.normal(0, sd, points.shape).astype(np.float32)
    return (points + drawn * points.any(axis=-1, keepdims=True)).reshape(frames.shape)


def _view(yaw: FloatArray, pitch: FloatArray, roll: FloatArray, shear: FloatArray) -> FloatArray:
    """Return rotations by three angles (n,), rad, followed by a shear of x by y: (n, 3, 3)."""
    n = len(yaw)
    out = np.tile(np.eye(3, dtype=np.float32), (n, 1, 1))
    for angle, (i, j) in ((yaw, (0, 2)), (pitch, (1, 2)), (roll, (0, 1))):
        rotation = np.tile(np.eye(3, dtype=np.float32), (n, 1, 1))
        rotation[:, i, i] = rotation[:, j, j] = np.cos(angle)
        rotation[:, i, j], rotation[:, j, i] = np.sin(angle), -np.sin(angle)
        out = rotation @ out
    shearing = np.tile(np.eye(3, dtype=np.float32), (n, 1, 1))
    shearing[:, 0, 1] = shear
    sheared: FloatArray = shearing @ out
    return sheared


def _bursts(rng: Generator, n: int, length: int, chance: float, longest: int) -> BoolArray:
    """Draw a burst for some clips; return which frames (n, length) are in it."""
    start = rng.integers(1, length, (n, 1))
    long = rng.integers(1, longest + 1, (n, 1)) * (rng.random((n, 1)) < chance)
    frame = np.arange(length)[None]
    return np.asarray((frame >= start) & (frame < start + long))


def _losses(rng: Generator, present: BoolArray, count: IntArray) -> BoolArray:
    """Lose hands as trackers do: in bursts, in single frames, and sometimes the weaker hand."""
    n, length, _ = present.shape
    before = present & (np.arange(length)[None, :, None] < count[:, None, None])
    visible = before.copy()
    for chance, longest in ((0.35, 8), (0.25, 4), (0.08, round(0.6 * length))):
        visible &= ~np.stack([_bursts(rng, n, length, chance, longest) for _ in range(2)], axis=-1)
    rate = rng.uniform(0, 0.3, (n, 1, 1)) * (rng.random((n, 1, 1)) < 0.3)
    visible &= rng.random(present.shape) >= rate
    weak = present.sum(axis=1).argmin(axis=1)
    lost = rng.random(n) < 0.05
    visible[np.flatnonzero(lost), :, weak[lost]] = False
    nothing = ~visible.any(axis=(1, 2))  # never lose everything
    visible[nothing] = before[nothing]
    return visible
