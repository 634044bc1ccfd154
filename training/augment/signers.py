"""Varies real clips as other signers would perform them: hands, orientations, repeated parts.

Arrays as in `augment`. Most signs have clips of only one person. The variations of handshapes come
from similar hands of other signs.
"""

from typing import Final

import numpy as np
from numpy.random import Generator

from signdict.core.types import BoolArray, FloatArray
from training.augment import hands as hand
from training.augment.augment import HandBatch, retime
from training.augment.hands import PostureBank

#: Key frames of a clip at which handshapes move towards others; they are interpolated between.
_KEYS: Final = 4
#: Postures that are compared, and the number of the most similar ones from which one is drawn.
_AMONG: Final = 1500
_SIMILAR: Final = 24
#: The largest change of a handshape: over all joints, in palm lengths.
_MOST: Final = 2.2
#: Shoulder widths. A hand with a smaller palm is not a usable hand.
_SMALL: Final = 0.03
_MIRROR: Final = np.array((-1, 1, 1), np.float32)


def change_hands(rng: Generator, batch: HandBatch, bank: PostureBank) -> HandBatch:
    """Move handshapes towards similar ones, and rotate hands by about .15 rad."""
    hands, present, nose = batch
    rows = rng.choice(len(bank), min(_AMONG, len(bank)), replace=False)
    shapes = bank.shapes[rows]
    sides = [
        _changed(rng, hands[:, :, 0] * _MIRROR, present[:, :, 0], shapes) * _MIRROR,
        _changed(rng, hands[:, :, 1], present[:, :, 1], shapes),
    ]
    return np.stack(sides, axis=2) * present[..., None, None], present, nose


def repeat_or_skip(rng: Generator, batch: HandBatch) -> HandBatch:
    """Repeat a part of the middle in one clip of seven, and skip it in one of ten."""
    n, length = batch[1].shape[:2]
    start = rng.uniform(0.2, 0.5, (n, 1))
    duration = rng.uniform(0.15, 0.35, (n, 1))
    chance = rng.random((n, 1))
    u = np.linspace(0, 1, length)[None]
    longer, shorter = u * (1 + duration), u * (1 - 0.6 * duration)
    repeated = np.where(longer < start + duration, longer, longer - duration)
    skipped = np.where(shorter < start, shorter, shorter + 0.6 * duration)
    time = np.where(chance < 0.15, repeated, np.where(chance < 0.25, skipped, u))
    return retime(batch, np.clip(time, 0, 1) * (length - 1))


def _changed(
    rng: Generator, joints: FloatArray, present: BoolArray, shapes: FloatArray
) -> FloatArray:
    """Return changed right hands (n, T, 21, 3); frames without a usable hand stay the same."""
    n, length = present.shape
    wrist = joints[:, :, :1]
    local = joints - wrist
    palm = hand.palm(local)
    usable = present & (palm > _SMALL)
    local = np.asarray(local / np.maximum(palm, _SMALL)[..., None, None], np.float32)
    turned = hand.orientation(local.reshape(-1, 21, 3))
    orientations = np.asarray(turned.reshape(n, length, 3, 3), np.float32)
    offset = _offsets(rng, local, orientations, usable, shapes)
    rotated = local + np.matmul(offset, np.swapaxes(orientations, -1, -2))
    rotated = np.matmul(rotated, np.swapaxes(_small_rotations(rng, n, length), -1, -2))
    changed = rotated * palm[..., None, None] + wrist
    return np.asarray(np.where(usable[..., None, None], changed, joints), np.float32)


def _offsets(
    rng: Generator,
    local: FloatArray,
    orientations: FloatArray,
    usable: BoolArray,
    shapes: FloatArray,
) -> FloatArray:
    """Return offsets of handshapes (n, T, 21, 3) towards similar ones, in hands' coordinates.

    `local` (n, T, 21, 3) has the wrists at 0, in palm lengths.
    """
    n, length = usable.shape
    keys = np.linspace(0, length - 1, _KEYS).round().astype(int)
    flat = np.matmul(local[:, keys], orientations[:, keys]).reshape(n * _KEYS, -1)
    pool = shapes.reshape(len(shapes), -1)
    distance = (pool**2).sum(axis=1) - 2 * flat @ pool.T
    few = min(_SIMILAR, len(pool))
    near = np.argpartition(distance, few - 1, axis=1)[:, :few]
    chosen = near[np.arange(len(near)), rng.integers(few, size=len(near))]
    offset = (pool[chosen] - flat).reshape(n, _KEYS, 21, 3) * usable[:, keys, None, None]
    offset = offset * rng.uniform(0.2, 1.2, (n, 1, 1, 1)).astype(np.float32)
    size = np.sqrt((offset**2).sum(axis=(2, 3), keepdims=True))
    offset = offset * np.minimum(1, _MOST / np.maximum(size, 1e-3))
    offset[:, :, 0] = 0  # the wrist
    time = np.linspace(0, _KEYS - 1, length)
    low = np.minimum(time.astype(int), _KEYS - 2)
    part = (time - low).astype(np.float32)[None, :, None, None]
    return np.asarray(offset[:, low] * (1 - part) + offset[:, low + 1] * part)


def _small_rotations(rng: Generator, n: int, length: int) -> FloatArray:
    """Draw small rotations that change slowly: matrices (n, T, 3, 3)."""
    angle = 0.15 * np.exp(rng.normal(0, 0.5, (n, 1, 1)))  # some signers turn hands much farther
    turn = angle / 2 * rng.standard_normal((n, 1, 3))
    first = np.pad(turn, ((0, 0), (0, 0), (1, 0)), constant_values=1)
    change = np.pad(rng.normal(0, 0.15 / 2, (n, 1, 3)), ((0, 0), (0, 0), (1, 0)))
    share = np.linspace(0, 1, length)[None, :, None]
    return hand.matrix(first + share * change).astype(np.float32)
