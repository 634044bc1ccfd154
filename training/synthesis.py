"""Pseudo-signs: made-up handshapes on made-up paths, each rendered by several made-up signers.

Their supply is unlimited, which is how a small model learns what makes signs differ. Everything is
vectorised over a batch; a rendering is what `features.signing` returns for a real clip.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from signdict.features import FRAMES
from training.hand import joints_of, rotation, unit

Array = NDArray[np.float64]
Batch = tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float32], NDArray[np.int64]]

#: Flexion of knuckle and middle joint, rad: extended, bent, hook, curl, half, relaxed, fist.
_STATES = np.array([(0, 0), (1.3, 0.1), (0.1, 1.6), (0.8, 0.9), (0.5, 0.5), (0.3, 0.4), (1.5, 1.7)])
_EXTENDED, _RELAXED, _FIST = 0, 5, 6
#: Where a right hand works: seven places before the body, then eight that move with the nose.
_BODY_PLACES = np.array(
    [(-0.55, 0.55), (-0.2, 0.5), (-0.4, 0.1), (0, 0.4), (-0.8, 0.2), (-0.6, 0.9), (0.05, 0.8)]
)
_HEAD_PLACES = np.array(
    [(0, -0.3), (-0.3, -0.15), (-0.22, 0.1), (0, 0.28), (0, 0.15), (-0.38, 0), (0, 0), (0, 0.5)]
)
_REST = np.array((-0.45, 1.8, 0.0))
_ONE, _MIRRORED, _ALTERNATING, _BASE = range(4)
_HOLD, _LINE, _ARC, _CIRCLE, _SHAKE, _ZIGZAG, _STROKES = range(7)


@dataclass(slots=True)
class Plan:
    """What makes each of n classes itself; one field a group that a minimal pair may differ in."""

    shape: Array  # (n, 2 moments, 16): four fingers x (knuckle, middle, spread), thumb x 4
    facing: Array  # (n, 5): finger direction xyz, roll, how far the hand turns
    axis: Array  # (n, 3): what it turns about
    place: Array  # (n, 3): x, y, 1 if it moves with the head
    path: Array  # (n, 9): kind, two directions xyz, amplitude, repetitions
    hands: Array  # (n,): one, mirrored, alternating, base hand
    base: Array  # (n, 16): shape of a still base hand


def batch(rng: Generator, classes: int, renderings: int) -> Batch:
    """Draw classes x renderings pseudo-signs: hands, present, nose (see `Signing`) and labels."""
    plan = _families(rng, classes)
    labels = np.repeat(np.arange(classes), renderings)
    return (*_render(rng, plan, labels), labels)


def _families(rng: Generator, classes: int) -> Plan:
    """Families of four share most of their plan and differ in about two groups: minimal pairs."""
    shared = _plan(rng, -(-classes // 4))
    own = _plan(rng, classes)
    family = np.arange(classes) // 4
    parts = {}
    for name in Plan.__slots__:
        inherited, fresh = getattr(shared, name)[family], getattr(own, name)
        new = rng.random(classes) < 0.35
        parts[name] = np.where(new.reshape(-1, *[1] * (fresh.ndim - 1)), fresh, inherited)
    return Plan(**parts)


def _plan(rng: Generator, n: int) -> Plan:
    first = _shapes(rng, n)
    second = np.where((rng.random(n) < 0.3)[:, None], _shapes(rng, n), first)
    direction = unit(rng.normal((0.35, -0.8, -0.2), 0.6, (n, 3)))
    turn = np.where(rng.random(n) < 0.45, rng.normal(0, 1.2, n), 0)
    facing = np.column_stack([direction, rng.uniform(-np.pi, np.pi, n), turn])
    head = rng.random(n) < 0.45
    places = np.where(
        head[:, None],
        _HEAD_PLACES[rng.integers(len(_HEAD_PLACES), size=n)],
        _BODY_PLACES[rng.integers(len(_BODY_PLACES), size=n)],
    ) + rng.normal(0, 0.13, (n, 2))
    one = unit(rng.normal(0, (1, 1, 0.5), (n, 3)))
    two = unit(np.cross(one, rng.normal(size=(n, 3))))
    kind = rng.choice(7, n, p=(0.14, 0.24, 0.14, 0.14, 0.16, 0.08, 0.1))
    amplitude, times = rng.uniform(0.12, 0.6, n), rng.integers(1, 4, n)
    hands = rng.choice(4, n, p=(0.45, 0.25, 0.07, 0.23))
    return Plan(
        np.stack([first, second], axis=1),
        facing,
        unit(rng.normal(size=(n, 3))),
        np.column_stack([places, head]),
        np.column_stack([kind, one, two, amplitude, times]),
        hands.astype(float),
        _shapes(rng, n),
    )


def _shapes(rng: Generator, n: int) -> Array:
    """Draw handshapes (n, 16): some fingers selected, or all alike, or each for itself."""
    states = len(_STATES)
    chosen = rng.random((n, 4)) < 0.5
    active, rest = rng.integers(states, size=n), rng.choice([_FIST, _RELAXED, _EXTENDED], n)
    selected = np.where(chosen, active[:, None], rest[:, None])
    alike = np.repeat(active[:, None], 4, axis=1)
    free = rng.integers(states, size=(n, 4))
    how = rng.random(n)[:, None]
    fingers = _STATES[np.where(how < 0.5, selected, np.where(how < 0.75, alike, free))]
    spread = np.repeat(rng.choice([0.0, 0.18], n)[:, None], 4, axis=1) * (1.2, 0.2, -0.8, -1.6)
    thumb = np.column_stack(
        [rng.uniform(-0.4, 1.2, n), rng.uniform(-0.1, 0.8, n), rng.uniform(0, 0.9, (n, 2))]
    )
    out = np.concatenate([fingers, spread[..., None]], axis=2).reshape(n, 12)
    return np.concatenate([out, thumb], axis=1) + rng.normal(0, 0.1, (n, 16))


def _render(
    rng: Generator, plan: Plan, rows: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float32]]:
    """Each row once, by a signer of its own."""
    n = len(rows)
    nose = rng.normal((0, -0.78, -0.5), (0.04, 0.1, 0.05), (n, 3))
    time = _timeline(rng, n)  # (n, T), 0..1 is the sign, outside is on the way from and to rest
    amplitude = np.exp(rng.normal(0, 0.25, n))
    palm = rng.uniform(0.24, 0.38, n)
    hands = np.zeros((n, FRAMES, 2, 21, 3))
    kind = plan.hands[rows]
    right = _side(rng, plan, rows, time, amplitude, nose)
    delay = np.where(kind == _ALTERNATING, 0.5, 0.0)
    left = _side(rng, plan, rows, time + delay[:, None], amplitude, nose)
    still = kind == _BASE
    base = _base_hand(rng, plan, rows, time)
    for side, (joints, wrist) in enumerate((left, right)):
        if side == 0:
            joints = np.where(still[:, None, None, None], base[0], joints)
            wrist = np.where(still[:, None, None], base[1], wrist)
        placed = joints * palm[:, None, None, None] + wrist[:, :, None]
        hands[:, :, side] = placed * ((-1, 1, 1) if side == 0 else (1, 1, 1))
    present = hands[:, :, :, 0, 1] < rng.uniform(1.0, 1.4, (n, 1, 1))
    present[:, :, 0] &= (kind != _ONE)[:, None]
    hands *= present[..., None, None]
    noses = np.repeat(nose[:, None], FRAMES, axis=1)
    return hands.astype(np.float32), present, noses.astype(np.float32)


def _side(
    rng: Generator, plan: Plan, rows: NDArray[np.int64], time: Array, amplitude: Array, nose: Array
) -> tuple[Array, Array]:
    """Joints (n, T, 21, 3) in palm lengths, and the wrist's way (n, T, 3), of a right hand."""
    n = len(rows)
    inside = np.clip(time, 0, 1)[..., None]
    change = _smooth(inside)
    first, second = (plan.shape[rows, moment][:, None] for moment in range(2))
    angles = first + (second - first) * change + rng.normal(0, 0.13, (n, 1, 16))
    away = _away(time)[..., None]
    relaxed = np.concatenate([np.tile((0.3, 0.4, 0.0), 4), (0.5, 0.3, 0.2, 0.2)])
    joints = joints_of(angles + (relaxed - angles) * away)
    turned = _turn(rng, plan, rows, change[..., 0])
    joints = np.einsum("ntij,ntkj->ntki", turned, joints)
    place = plan.place[rows]
    at = np.column_stack([place[:, :2], np.zeros(n)]) + nose * place[:, 2:] * (1, 1, 0)
    at = at + rng.normal(0, 0.11, (n, 3)) * (1, 1, 0.3)
    wrist = at[:, None] + _path(rng, plan.path[rows], inside[..., 0], amplitude)
    wrist = wrist + (_REST - wrist) * away**2 - joints[:, :, 9] * 0.15
    return joints, wrist


def _base_hand(
    rng: Generator, plan: Plan, rows: NDArray[np.int64], time: Array
) -> tuple[Array, Array]:
    """Return a still supporting hand near the belly, as a right hand."""
    n = len(rows)
    joints = joints_of(plan.base[rows] + rng.normal(0, 0.1, (n, 16)))[:, None]
    joints = joints @ rotation(np.array((0.2, 0.3, 1.0))[None], np.array((-1.1,)))[0].T
    joints = np.repeat(joints, time.shape[1], axis=1)
    place = rng.normal((-0.2, 0.75, 0), 0.1, (n, 3))[:, None]
    away = _away(time)[..., None] ** 2
    return joints, place + (_REST - place) * away


def _turn(rng: Generator, plan: Plan, rows: NDArray[np.int64], change: Array) -> Array:
    """Rotation (n, T, 3, 3): fingers to their direction, rolled, then turning over time."""
    n, length = change.shape
    facing = plan.facing[rows]
    up = np.array((0.0, -1.0, 0.0))
    target = unit(facing[:, :3] + rng.normal(0, 0.22, (n, 3)))
    axis = np.cross(up, target)
    tilt = rotation(unit(axis + 1e-6), np.arccos(np.clip(target @ up, -1, 1)))
    roll = rotation(np.tile(up, (n, 1)), facing[:, 3] + rng.normal(0, 0.22, n))
    still = tilt @ roll  # (n, 3, 3)
    axes = np.repeat(plan.axis[rows][:, None], length, axis=1).reshape(-1, 3)
    moving = rotation(axes, (facing[:, 4, None] * change).ravel()).reshape(n, length, 3, 3)
    return moving @ still[:, None]


def _path(rng: Generator, path: Array, t: Array, amplitude: Array) -> Array:
    """Offset of the wrist over time: (n, T, 3)."""
    n = len(path)
    kind, one, two, size, times = path[:, 0], path[:, 1:4], path[:, 4:7], path[:, 7], path[:, 8:]
    times = np.maximum(1, np.round(times * np.exp(rng.normal(0, 0.18, (n, 1)))))
    wave = 2 * np.pi * times * t
    zero = np.zeros_like(t)
    along = np.stack(
        [zero, _smooth(t), _smooth(t), np.cos(wave), np.sin(wave), t, _smooth(np.clip(2 * t, 0, 1))]
    )
    across = np.stack(
        [zero, zero, 0.6 * np.sin(np.pi * t), np.sin(wave), zero,
         0.3 * np.abs((times * t * 2) % 2 - 1), _smooth(np.clip(2 * t - 1, 0, 1))]
    )  # fmt: skip
    row, k = np.arange(n), kind.astype(int)
    offset = along[k, row][..., None] * one[:, None] + across[k, row][..., None] * two[:, None]
    axes = np.exp(rng.normal(0, 0.12, (n, 1, 3)))
    scaled: Array = offset * axes * (size * amplitude)[:, None, None]
    return scaled


def _timeline(rng: Generator, n: int) -> Array:
    """Return the moment of each frame (n, T): 0..1 inside the sign, warped in tempo."""
    before, after = rng.uniform(0, 0.35, (2, n, 1)) * (rng.random((2, n, 1)) < 0.7)
    u = np.linspace(0, 1, FRAMES)[None] ** np.exp(rng.normal(0, 0.3, (n, 1)))
    moments: Array = -before + u * (1 + before + after)
    return moments


def _away(time: Array) -> Array:
    """Return how far the hand is on its way from or to rest, 0..1."""
    return np.clip(np.maximum(-time, time - 1) / 0.5, 0, 1)


def _smooth(t: Array) -> Array:
    eased: Array = t * t * (3 - 2 * t)
    return eased
