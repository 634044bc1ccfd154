"""A real clip as another signer would do it: other hands, turned otherwise, a part once more.

Arrays as in `augment`. Real clips show most signs by one person; what another would do differently
is taken from hands of other signs that are almost alike.
"""

from typing import Final

import numpy as np
from numpy.random import Generator

from signdict.core.types import FloatArray as Array
from training.augment import hands as hand
from training.augment.augment import HandArray, HandBatch, Present, retime
from training.augment.hands import Bank

#: Moments of a clip at which its handshapes are drawn toward others; between them they glide.
_KEYS: Final = 4
#: Postures among which others are looked for, and how many of the most alike may be taken.
_AMONG: Final = 1500
_ALIKE: Final = 6
#: The most that a hand changes in shape: over all joints, in palm lengths.
_MOST: Final = 1.6
#: A palm smaller than this, in shoulder widths, is no hand that could be read.
_SMALL: Final = 0.03
_MIRROR: Final = np.array((-1, 1, 1), np.float32)


def other(rng: Generator, batch: HandBatch, bank: Bank) -> HandBatch:
    """Other hands: shapes on their way to alike ones, and turns that differ by about .15 rad."""
    hands, present, nose = batch
    some = rng.choice(len(bank), min(_AMONG, len(bank)), replace=False)
    shapes = bank.shapes[some]
    sides = [
        _changed(rng, hands[:, :, 0] * _MIRROR, present[:, :, 0], shapes) * _MIRROR,
        _changed(rng, hands[:, :, 1], present[:, :, 1], shapes),
    ]
    return np.stack(sides, axis=2) * present[..., None, None], present, nose


def again(rng: Generator, batch: HandBatch) -> HandBatch:
    """A part of the middle once more in one clip of seven, once less in one of ten."""
    n, length = batch[1].shape[:2]
    begin = rng.uniform(0.2, 0.5, (n, 1))
    long = rng.uniform(0.15, 0.35, (n, 1))
    how = rng.random((n, 1))
    u = np.linspace(0, 1, length)[None]
    longer, shorter = u * (1 + long), u * (1 - 0.6 * long)
    more = np.where(longer < begin + long, longer, longer - long)
    less = np.where(shorter < begin, shorter, shorter + 0.6 * long)
    place = np.where(how < 0.15, more, np.where(how < 0.25, less, u))
    return retime(batch, np.clip(place, 0, 1) * (length - 1))


def _changed(rng: Generator, joints: HandArray, present: Present, shapes: Array) -> HandArray:
    """Right hands (n, T, 21, 3) of other signers, where they were seen."""
    n, length = present.shape
    wrist = joints[:, :, :1]
    local = joints - wrist
    palm = hand.palm(local)
    seen = present & (palm > _SMALL)
    local = local / np.maximum(palm, _SMALL)[..., None, None]
    stances = hand.stance(local.reshape(-1, 21, 3)).reshape(n, length, 3, 3)
    own = np.einsum("ntij,ntki->ntkj", stances, local)
    own = own + _drawn(rng, own, seen, shapes)
    own[:, :, 0] = 0
    turned = np.einsum("ntij,ntkj->ntki", stances, own)
    turned = np.matmul(turned, np.swapaxes(_turns(rng, n, length), -1, -2))
    changed = turned * palm[..., None, None] + wrist
    return np.asarray(np.where(seen[..., None, None], changed, joints), np.float32)


def _drawn(rng: Generator, own: Array, seen: Present, shapes: Array) -> Array:
    """How far hands (n, T, 21, 3) in their own frames go toward alike ones: the same shape."""
    n, length = seen.shape
    at = np.linspace(0, length - 1, _KEYS).round().astype(int)
    flat = own[:, at].reshape(n * _KEYS, -1)
    pool = shapes.reshape(len(shapes), -1)
    apart = (pool**2).sum(axis=1) - 2 * flat @ pool.T
    few = min(_ALIKE, len(pool))
    near = np.argpartition(apart, few - 1, axis=1)[:, :few]
    chosen = near[np.arange(len(near)), rng.integers(few, size=len(near))]
    way = (pool[chosen] - flat).reshape(n, _KEYS, 21, 3) * seen[:, at, None, None]
    way = way * rng.uniform(0, 1, (n, 1, 1, 1)).astype(np.float32)
    size = np.sqrt((way**2).sum(axis=(2, 3), keepdims=True))
    way = way * np.minimum(1, _MOST / np.maximum(size, 1e-3))
    moment = np.linspace(0, _KEYS - 1, length)
    low = np.minimum(moment.astype(int), _KEYS - 2)
    part = (moment - low).astype(np.float32)[None, :, None, None]
    return np.asarray(way[:, low] * (1 - part) + way[:, low + 1] * part)


def _turns(rng: Generator, n: int, length: int) -> Array:
    """Small turns that change slowly: rotation matrices (n, T, 3, 3)."""
    first = np.pad(rng.normal(0, 0.15 / 2, (n, 1, 3)), ((0, 0), (0, 0), (1, 0)), constant_values=1)
    change = np.pad(rng.normal(0, 0.1 / 2, (n, 1, 3)), ((0, 0), (0, 0), (1, 0)))
    share = np.linspace(0, 1, length)[None, :, None]
    return hand.matrix(first + share * change)
