"""Pseudo-signs: planned classes, each rendered by several synthetic signers.

Their number is unlimited, so that even a small model learns how signs differ. All computations are
vectorised over a batch and depend on the state of the generator alone. A rendering has the form of
`features.signing`.
"""

from typing import Final, TypeAlias

import numpy as np
from numpy.random import Generator

from signdict.core.types import BoolArray, FloatArray, IntArray
from signdict.pose.features import FRAMES
from training.augment import hands as hand
from training.augment import plans
from training.augment.hands import NEAR, PostureBank
from training.augment.plans import KEYS, NOSE, Pool, SignPlan, normal, small_rotation

#: Hands, whether each is present, the nose, and labels.
SyntheticBatch: TypeAlias = tuple[FloatArray, BoolArray, FloatArray, IntArray]
_REST: Final = np.array((-0.5, 1.7, 0.0), np.float32)
_MIRROR: Final = np.array((-1, 1, 1), np.float32)


def batch(
    rng: Generator,
    classes: int,
    renderings: int,
    bank: PostureBank | None = None,
    hard: float = 0.0,
) -> SyntheticBatch:
    """Draw classes x renderings pseudo-signs: the arrays of `features.Signing`, and labels.

    `hard` is the share of families that differ only in place, path or repetition.
    """
    pool = plans.draw_pool(rng, bank)
    plan = plans.draw_families(rng, classes, bank, hard)
    labels = np.repeat(np.arange(classes), renderings)
    return (*_render(rng, plan, pool, labels), labels)


def _render(
    rng: Generator, plan: SignPlan, pool: Pool, rows: IntArray
) -> tuple[FloatArray, BoolArray, FloatArray]:
    """Render each row once, with its own signer."""
    n = len(rows)
    time = _timeline(rng, n)  # (n, T): from 0 to 1 in the sign, outside on the way from and to rest
    nose = _noses(rng, plan.nod[rows], time)
    amplitude = np.exp(normal(rng, 0.25, n))
    palm = rng.uniform(0.22, 0.37, n).astype(np.float32)
    kind = plan.hands[rows]
    still = kind == plans.BASE
    base, base_wrist = _base_hand(rng, plan, pool, rows, time)
    joints, wrist = _moving_hand(rng, plan, pool, rows, (time, nose, amplitude))
    # A dominant hand that touches the base hand moves around it.
    touched = (still & (plan.base[rows, 7] > 0))[:, None, None]
    wrist = wrist + np.where(touched, _offset_to_base(base_wrist, wrist, palm, rng), 0)
    delay = np.where(kind == plans.ALTERNATING, 0.5, 0.0)[:, None].astype(np.float32)
    other, other_wrist = _moving_hand(rng, plan, pool, rows, (time + delay, nose, amplitude))
    parallel = (kind == plans.PARALLEL)[:, None, None]
    mean = other_wrist.mean(axis=1, keepdims=True)
    other_wrist = np.where(parallel, mean + (other_wrist - mean) * _MIRROR, other_wrist)
    other = np.where(still[:, None, None, None], base, other)
    other_wrist = np.where(still[:, None, None], base_wrist, other_wrist)
    out = np.empty((n, FRAMES, 2, 21, 3), np.float32)
    size = palm[:, None, None, None]
    out[:, :, 1] = joints * size + wrist[:, :, None]
    out[:, :, 0] = (other * size + other_wrist[:, :, None]) * _MIRROR
    present = out[:, :, :, 0, 1] < rng.uniform(1.0, 1.4, (n, 1, 1))
    present[:, :, 0] &= (kind != plans.ONE)[:, None]
    lost = ~present.any(axis=(1, 2))
    present[lost, :, 1] = True
    return out * present[..., None, None], present, nose


def _offset_to_base(
    base: FloatArray, wrist: FloatArray, palm: FloatArray, rng: Generator
) -> FloatArray:
    """Return the offset (n, 1, 3) that moves a path (n, T, 3) to the base hand opposite."""
    target = base[:, :1] * _MIRROR + rng.normal(0, 0.3, (len(base), 1, 3)) * palm[:, None, None]
    target[..., 1] -= 0.5 * palm[:, None]
    moved: FloatArray = (target - wrist.mean(axis=1, keepdims=True)) * np.array((1, 1, 0))
    return moved.astype(np.float32)


def _moving_hand(
    rng: Generator,
    plan: SignPlan,
    pool: Pool,
    rows: IntArray,
    signer: tuple[FloatArray, FloatArray, FloatArray],
) -> tuple[FloatArray, FloatArray]:
    """Return joints (n, T, 21, 3) in palm lengths, and the path of the wrist (n, T, 3), of a right
    hand.

    `signer` is the time of each frame, the path of the nose, and the amplitude of movements.
    """
    time, nose, amplitude = signer
    n = len(rows)
    inside = np.clip(time, 0, 1)
    change = _smooth(inside)
    joints = _handshapes(rng, plan, pool, rows, inside)
    rotations = _rotations(rng, plan, rows, change, inside)
    joints = np.matmul(joints, np.swapaxes(hand.matrix(rotations), -1, -2))
    place = plan.place[rows].reshape(n, 2, 3)
    ends = place[..., :2] + place[..., 2:] * nose.mean(axis=1)[:, None, :2]
    line = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * change[..., None]  # (n, T, 2)
    centre = np.concatenate([line, np.zeros_like(line[..., :1])], axis=-1)
    centre = centre + normal(rng, 0.1, n, 1, 3) * np.array((1, 1, 0.3), np.float32)
    wrist = centre + _path(rng, plan.path[rows], inside, amplitude)
    rest = _REST + normal(rng, 0.12, n, 1, 3)
    return joints, wrist + (rest - wrist) * _away(time)[..., None] ** 2


def _handshapes(
    rng: Generator, plan: SignPlan, pool: Pool, rows: IntArray, inside: FloatArray
) -> FloatArray:
    """Return the handshape over time (n, T, 21, 3): the signer's version of each key shape."""
    n = len(rows)
    keys = plan.shape[rows]
    near = np.take_along_axis(pool.near[keys], rng.integers(NEAR, size=(n, KEYS, 1)), axis=2)
    share = rng.uniform(0, 1, (n, 1, 1, 1)).astype(np.float32)
    mine = pool.shapes[keys] * (1 - share) + pool.shapes[near[..., 0]] * share
    mine = mine * np.exp(normal(rng, 0.08, n, 1, 21, 1)) + normal(rng, 0.03, n, 1, 21, 3)
    mine[:, :, 0] = 0
    trill = plan.quiver[rows, 5, None]
    wave = 0.5 - 0.5 * np.cos(2 * np.pi * plan.quiver[rows, 4, None] * inside)
    key = np.where(trill > 0, 3 * wave, 3 * _hold_ends(inside))
    low = np.minimum(key.astype(int), KEYS - 2)
    part = _smooth(key - low).astype(np.float32)[..., None, None]
    row = np.arange(n)[:, None]
    return np.asarray(mine[row, low] * (1 - part) + mine[row, low + 1] * part)


def _rotations(
    rng: Generator, plan: SignPlan, rows: IntArray, change: FloatArray, inside: FloatArray
) -> FloatArray:
    """Return the rotation of the hand over time: quaternions (n, T, 4)."""
    n = len(rows)
    start = hand.compose(plan.facing[rows], small_rotation(rng, n, 0.25))[:, None]
    axis, angle = plan.turn[rows, None, :3], plan.turn[rows, 3, None]
    strength = np.exp(normal(rng, 0.2, n, 1))
    start = hand.compose(start, hand.rotation(axis, angle * strength * (change - 0.5)))
    axis, size, times = plan.quiver[rows, None, :3], plan.quiver[rows, 3:4], plan.quiver[rows, 4:5]
    small = size * strength * np.sin(2 * np.pi * times * inside)
    return hand.compose(start, hand.rotation(axis, small))


def _base_hand(
    rng: Generator, plan: SignPlan, pool: Pool, rows: IntArray, time: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return a still base hand, as a right hand: joints (n, T, 21, 3) and wrist (n, T, 3)."""
    n = len(rows)
    base = plan.base[rows]
    shape = base[:, 0].astype(int)
    near = pool.near[shape, rng.integers(NEAR, size=n)]
    share = rng.uniform(0, 1, (n, 1, 1)).astype(np.float32)
    joints = pool.shapes[shape] * (1 - share) + pool.shapes[near] * share
    rotation = hand.compose(base[:, 1:5], small_rotation(rng, n, 0.25))
    joints = np.matmul(joints, np.swapaxes(hand.matrix(rotation), -1, -2))[:, None]
    place = np.concatenate([base[:, 5:7], np.zeros((n, 1))], axis=1) + rng.normal(0, 0.1, (n, 3))
    place = place[:, None].astype(np.float32)
    away = _away(time)[..., None] ** 2
    wrist = np.asarray(place + (_REST - place) * away, np.float32)
    return np.repeat(joints, time.shape[1], axis=1), wrist


def _path(rng: Generator, path: FloatArray, t: FloatArray, amplitude: FloatArray) -> FloatArray:
    """Return the offset of the wrist over time: (n, T, 3)."""
    n = len(path)
    kind, one, two, size, times = path[:, 0], path[:, 1:4], path[:, 4:7], path[:, 7], path[:, 8:]
    times = np.maximum(1, np.round(times * np.exp(normal(rng, 0.18, n, 1))))
    wave = 2 * np.pi * times * t
    zero = np.zeros_like(t)
    along = np.stack(
        [zero, _smooth(t), _smooth(t), np.cos(wave), np.sin(wave), t, _smooth(np.clip(2 * t, 0, 1))]
    )
    across = np.stack(
        [zero, zero, 0.6 * np.sin(np.pi * t), np.sin(wave), zero,
         0.3 * np.abs((times * t * 2) % 2 - 1), _smooth(np.clip(2 * t - 1, 0, 1))]
    )  # fmt: skip
    row, number = np.arange(n), kind.astype(int)
    forward, sideways = along[number, row][..., None], across[number, row][..., None]
    offset = forward * one[:, None] + sideways * two[:, None]
    axes = np.exp(normal(rng, 0.12, n, 1, 3))
    both_ways = np.isin(number, (plans.CIRCLE, plans.SHAKE))  # from -1 to 1, the others from 0 to 1
    scale = size * amplitude * np.where(both_ways, 0.5, 1)
    return np.asarray(offset * axes * scale[:, None, None], np.float32)


def _noses(rng: Generator, nod: FloatArray, time: FloatArray) -> FloatArray:
    """Return the path of the nose: (n, T, 3)."""
    still = NOSE + rng.normal(0, (0.05, 0.12, 0.05), (len(nod), 1, 3))
    wave = np.sin(2 * np.pi * nod[:, 2:] * np.clip(time, 0, 1))[..., None]
    moved = wave * np.pad(nod[:, :2], ((0, 0), (0, 1)))[:, None]
    return np.asarray(still + moved, np.float32)


def _timeline(rng: Generator, n: int) -> FloatArray:
    """Return the time of each frame (n, T), from 0 to 1 in the sign, at a varying speed."""
    before, after = rng.uniform(0, 0.45, (2, n, 1)) * (rng.random((2, n, 1)) < 0.75)
    u = np.linspace(0, 1, FRAMES)[None] ** np.exp(rng.normal(0, 0.3, (n, 1)))
    return np.asarray(-before + u * (1 + before + after), np.float32)


def _hold_ends(t: FloatArray) -> FloatArray:
    """Map time from 0 to 1 so that the start and the end are held."""
    return np.asarray(np.clip((t - 0.15) / 0.7, 0, 1))


def _away(time: FloatArray) -> FloatArray:
    """Return the progress on the way from or to rest, from 0 (in the sign) to 1 (at rest)."""
    return np.asarray(np.clip(np.maximum(-time, time - 1) / 0.4, 0, 1))


def _smooth(t: FloatArray) -> FloatArray:
    """Map 0 to 1 smoothly (smoothstep)."""
    return np.asarray(t * t * (3 - 2 * t))
