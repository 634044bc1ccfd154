"""Pseudo-signs: handshapes on synthetic paths, each rendered by several synthetic signers.

Their number is unlimited, so that even a small model learns how signs differ. Handshapes,
orientations and places of hands come from real clips (`PostureBank`). A part of the handshapes,
and everything without a bank, is synthetic. All computations are vectorised over a batch and
depend on the state of the generator alone. A rendering has the form of `features.signing`.
"""

from dataclasses import dataclass, fields
from typing import Final, TypeAlias

import numpy as np
from numpy.random import Generator

from signdict.core.types import BoolArray, FloatArray, IntArray
from signdict.pose.features import FRAMES
from signdict.pose.synthetic_hand import joints_of, unit
from training.augment import hands as hand
from training.augment.hands import ALONE, MOVING, NEAR, STILL, PostureBank

#: Hands, whether each is present, the nose, and labels.
SyntheticBatch: TypeAlias = tuple[FloatArray, BoolArray, FloatArray, IntArray]

#: Key frames of a handshape, which is interpolated between them.
KEYS: Final = 4
#: Synthetic handshapes per batch; each has `NEAR` + 1 versions.
_SYNTHETIC: Final = 48
#: Flexion of knuckle and middle joint, rad: extended, bent, hook, curl, half, relaxed, fist.
_STATES: Final = np.array(
    [(0, 0), (1.3, 0.1), (0.1, 1.6), (0.8, 0.9), (0.5, 0.5), (0.3, 0.4), (1.5, 1.7)], np.float32
)
_EXTENDED, _RELAXED, _FIST = 0, 5, 6
#: Places of a right hand: seven in front of the body, then eight that move with the nose.
_BODY_PLACES: Final = np.array(
    [(-0.55, 0.55), (-0.2, 0.5), (-0.4, 0.1), (0, 0.4), (-0.8, 0.2), (-0.6, 0.9), (0.05, 0.8)],
    np.float32,
)
_HEAD_PLACES: Final = np.array(
    [(0, -0.3), (-0.3, -0.15), (-0.22, 0.1), (0, 0.28), (0, 0.15), (-0.38, 0), (0, 0), (0, 0.5)],
    np.float32,
)
_NOSE: Final = np.array((0, -0.74, -0.4), np.float32)
_REST: Final = np.array((-0.5, 1.7, 0.0), np.float32)
_MIRROR: Final = np.array((-1, 1, 1), np.float32)
#: Kinds of hands: one, mirrored, alternating, parallel, and a base hand.
_HANDS: Final = (0.45, 0.24, 0.06, 0.05, 0.20)  # probabilities
_ONE, _ALTERNATING, _PARALLEL, _BASE = 0, 2, 3, 4
#: Kinds of paths, the rows of `_path`: hold, line, arc, circle, shake, zigzag, strokes.
_PATHS: Final = (0.16, 0.25, 0.14, 0.13, 0.15, 0.07, 0.1)  # probabilities
_CIRCLE, _SHAKE = 3, 4
#: Shoulder widths from mid-shoulder. Hands above this height move with the head.
_HEAD_HEIGHT: Final = -0.25


@dataclass(frozen=True, slots=True)
class Pool:
    """Handshapes (p, 21, 3) in palm lengths, and the `NEAR` most similar ones of each (p, NEAR)."""

    shapes: FloatArray
    near: IntArray


@dataclass(slots=True)
class SignPlan:
    """The properties of n classes. Minimal pairs differ in one or two fields."""

    shape: IntArray  # (n, KEYS) handshapes of the pool
    facing: FloatArray  # (n, 4): rotation of the hand at the start
    turn: FloatArray  # (n, 4): axis and angle of the rotation during the sign
    place: FloatArray  # (n, 6): start and end of the path
    path: FloatArray  # (n, 9): kind, two directions xyz, amplitude, repetitions
    quiver: (
        FloatArray  # (n, 6): axis, angle and number of small rotations; 1 if the shape changes too
    )
    hands: FloatArray  # (n,): kind of hands
    base: FloatArray  # (n, 8): shape, rotation and place of a base hand; 1 if it is touched
    nod: FloatArray  # (n, 3): size in x and y, and number of movements of the head


def batch(
    rng: Generator, classes: int, renderings: int, bank: PostureBank | None = None
) -> SyntheticBatch:
    """Draw classes x renderings pseudo-signs: the arrays of `features.Signing`, and labels."""
    pool = _pool(rng, bank)
    plan = _families(rng, classes, bank)
    labels = np.repeat(np.arange(classes), renderings)
    return (*_render(rng, plan, pool, labels), labels)


def _families(rng: Generator, classes: int, bank: PostureBank | None) -> SignPlan:
    """Draw families of four classes that differ in about two fields, as minimal pairs do."""
    shared = _plan(rng, -(-classes // 4), bank)
    own = _plan(rng, classes, bank)
    family = np.arange(classes) // 4
    parts = {}
    for name in (field.name for field in fields(SignPlan)):
        inherited, drawn = getattr(shared, name)[family], getattr(own, name)
        differs = rng.random(classes) < 0.28
        parts[name] = np.where(differs.reshape(-1, *[1] * (drawn.ndim - 1)), drawn, inherited)
    return SignPlan(**parts)


def _pool(rng: Generator, bank: PostureBank | None) -> Pool:
    """Return the real handshapes, and synthetic ones in several versions each."""
    angles = np.repeat(_angles(rng, _SYNTHETIC), NEAR + 1, axis=0)
    joints = joints_of(angles + _normal(rng, 0.12, len(angles), 16))
    joints = joints * np.exp(_normal(rng, 0.05, len(angles), 21, 1))
    joints = joints / hand.palm(joints)[:, None, None]
    shapes = np.asarray(np.einsum("nij,nki->nkj", hand.orientation(joints), joints), np.float32)
    real = len(bank) if bank else 0
    row = np.arange(len(shapes)).reshape(-1, NEAR + 1)
    near = np.stack([np.delete(row, version, axis=1) for version in range(NEAR + 1)], axis=1)
    near = near.reshape(-1, NEAR) + real
    if bank is None:
        return Pool(shapes, near)
    return Pool(np.concatenate([bank.shapes, shapes]), np.concatenate([bank.near, near]))


def _angles(rng: Generator, n: int) -> FloatArray:
    """Draw joint angles (n, 16): some fingers selected, or all equal, or all independent."""
    states = len(_STATES)
    chosen = rng.random((n, 4)) < 0.5
    active, rest = rng.integers(states, size=n), rng.choice([_FIST, _RELAXED, _EXTENDED], n)
    selected = np.where(chosen, active[:, None], rest[:, None])
    equal = np.repeat(active[:, None], 4, axis=1)
    independent = rng.integers(states, size=(n, 4))
    chance = rng.random(n)[:, None]
    state = np.where(chance < 0.5, selected, np.where(chance < 0.75, equal, independent))
    fingers = _STATES[state]
    spread = np.repeat(rng.choice([0.0, 0.18], n)[:, None], 4, axis=1) * (1.2, 0.2, -0.8, -1.6)
    thumb = np.column_stack(
        [rng.uniform(-0.4, 1.2, n), rng.uniform(-0.1, 0.8, n), rng.uniform(0, 0.9, (n, 2))]
    )
    out = np.concatenate([fingers, spread[..., None]], axis=2).reshape(n, 12)
    return np.concatenate([out, thumb], axis=1).astype(np.float32) + _normal(rng, 0.1, n, 16)


def _plan(rng: Generator, n: int, bank: PostureBank | None) -> SignPlan:
    """Draw n independent classes."""
    hands = rng.choice(5, n, p=_HANDS).astype(np.float32)
    two_handed = (hands != _ONE)[:, None]
    facing, start = _hand_positions(rng, n, bank, two_handed)
    moves = rng.random((n, 1)) < 0.2
    end = np.where(moves, _hand_positions(rng, n, bank, two_handed)[1], start)
    one = unit(rng.normal(0, (1, 1, 0.5), (n, 3)))
    two = unit(np.cross(one, rng.normal(size=(n, 3))))
    kind = rng.choice(7, n, p=_PATHS)
    amplitude, times = rng.gamma(2.2, 0.17, n), rng.integers(1, 4, n)
    angle = np.where(rng.random(n) < 0.4, rng.normal(0, 1.3, n), 0)
    trembles = rng.random(n) < 0.18
    quiver = np.column_stack([
        unit(rng.normal(size=(n, 3))),
        np.where(trembles, rng.uniform(0.2, 0.8, n), 0),
        rng.integers(2, 6, n),
        np.where(rng.random(n) < 0.12, 1, 0),
    ])  # fmt: skip
    nods = rng.random((n, 1)) < 0.1
    return SignPlan(
        shape=_key_shapes(rng, n, bank),
        facing=facing,
        turn=np.column_stack([unit(rng.normal(size=(n, 3))), angle]).astype(np.float32),
        place=np.concatenate([start, end], axis=1),
        path=np.column_stack([kind, one, two, amplitude, times]).astype(np.float32),
        quiver=quiver.astype(np.float32),
        hands=hands,
        base=_base_hands(rng, n, bank),
        nod=(nods * np.column_stack([rng.normal(0, 0.06, (n, 2)), rng.integers(1, 4, n)])).astype(
            np.float32
        ),
    )  # fmt: skip


def _shapes(rng: Generator, n: int, bank: PostureBank | None) -> IntArray:
    """Draw handshapes of the pool, two thirds of them real if there is a bank."""
    synthetic = rng.integers(_SYNTHETIC * (NEAR + 1), size=n) + (len(bank) if bank else 0)
    if not bank:
        return np.asarray(synthetic)
    return np.where(rng.random(n) < 0.67, rng.integers(len(bank), size=n), synthetic)


def _key_shapes(rng: Generator, n: int, bank: PostureBank | None) -> IntArray:
    """Draw one handshape, a change to a second one, or the letters of a word: (n, KEYS)."""
    drawn = np.stack([_shapes(rng, n, bank) for _ in range(KEYS)], axis=1)
    chance = rng.random(n)[:, None]
    change_or_word = np.where(chance < 0.94, (0, 0, 1, 1), range(KEYS))
    order = np.where(chance < 0.66, (0, 0, 0, 0), change_or_word)
    return np.take_along_axis(drawn, order, axis=1)


def _base_hands(rng: Generator, n: int, bank: PostureBank | None) -> FloatArray:
    """Draw still hands under another hand: see `SignPlan.base`."""
    touched = rng.random(n) < 0.6
    if bank:
        row = bank.draw(rng, n, STILL)
        rotations, places = bank.rotations[row], bank.places[row]
        return np.column_stack([row, rotations, places, touched]).astype(np.float32)
    # Fingers inward, the palm up, down or towards the body.
    inward = hand.rotation(np.tile((0.0, 0.0, 1.0), (n, 1)), rng.normal(1.1, 0.3, n))
    roll = hand.rotation(np.tile((0.0, 1.0, 0.0), (n, 1)), rng.integers(3, size=n) * np.pi / 2)
    places = rng.normal((-0.2, 0.6), (0.15, 0.2), (n, 2))
    shapes = _shapes(rng, n, bank)
    return np.column_stack([shapes, hand.compose(roll, inward), places, touched]).astype(np.float32)


def _hand_positions(
    rng: Generator, n: int, bank: PostureBank | None, two_handed: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Draw rotations (n, 4) and places (n, 3): x, y, and 1 if the place moves with the head.

    `two_handed` is (n, 1).
    """
    if bank:
        row = np.where(two_handed[:, 0], bank.draw(rng, n, MOVING), bank.draw(rng, n, ALONE))
        facing = hand.compose(bank.rotations[row], _small_rotation(rng, n, 0.25))
        return facing, _near_head(bank.places[row] + _normal(rng, 0.06, n, 2))
    target = unit(rng.normal((0.35, -0.8, -0.2), 0.6, (n, 3)))
    up = np.array((0.0, -1.0, 0.0))
    tilt = np.arccos(np.clip(target @ up, -1, 1))
    first = hand.rotation(np.tile(-up, (n, 1)), rng.uniform(-np.pi, np.pi, n))
    facing = hand.compose(first, hand.rotation(unit(np.cross(up, target) + 1e-6), tilt))
    places = np.concatenate([_BODY_PLACES, _HEAD_PLACES + _NOSE[:2]])
    chosen = places[rng.integers(len(places), size=n)] + _normal(rng, 0.13, n, 2)
    return facing.astype(np.float32), _near_head(chosen)


def _near_head(places: FloatArray) -> FloatArray:
    """Convert places (n, 2) from mid-shoulder to (n, 3); those near the head are from the nose."""
    head = places[:, 1:] < _HEAD_HEIGHT
    return np.concatenate([places - head * _NOSE[:2], head], axis=1).astype(np.float32)


def _render(
    rng: Generator, plan: SignPlan, pool: Pool, rows: IntArray
) -> tuple[FloatArray, BoolArray, FloatArray]:
    """Render each row once, with its own signer."""
    n = len(rows)
    time = _timeline(rng, n)  # (n, T): from 0 to 1 in the sign, outside on the way from and to rest
    nose = _noses(rng, plan.nod[rows], time)
    amplitude = np.exp(_normal(rng, 0.25, n))
    palm = rng.uniform(0.22, 0.37, n).astype(np.float32)
    kind = plan.hands[rows]
    still = kind == _BASE
    base, base_wrist = _base_hand(rng, plan, pool, rows, time)
    joints, wrist = _moving_hand(rng, plan, pool, rows, (time, nose, amplitude))
    # A dominant hand that touches the base hand moves around it.
    touched = (still & (plan.base[rows, 7] > 0))[:, None, None]
    wrist = wrist + np.where(touched, _offset_to_base(base_wrist, wrist, palm, rng), 0)
    delay = np.where(kind == _ALTERNATING, 0.5, 0.0)[:, None].astype(np.float32)
    other, other_wrist = _moving_hand(rng, plan, pool, rows, (time + delay, nose, amplitude))
    parallel = (kind == _PARALLEL)[:, None, None]
    mean = other_wrist.mean(axis=1, keepdims=True)
    other_wrist = np.where(parallel, mean + (other_wrist - mean) * _MIRROR, other_wrist)
    other = np.where(still[:, None, None, None], base, other)
    other_wrist = np.where(still[:, None, None], base_wrist, other_wrist)
    out = np.empty((n, FRAMES, 2, 21, 3), np.float32)
    size = palm[:, None, None, None]
    out[:, :, 1] = joints * size + wrist[:, :, None]
    out[:, :, 0] = (other * size + other_wrist[:, :, None]) * _MIRROR
    present = out[:, :, :, 0, 1] < rng.uniform(1.0, 1.4, (n, 1, 1))
    present[:, :, 0] &= (kind != _ONE)[:, None]
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
    centre = centre + _normal(rng, 0.1, n, 1, 3) * np.array((1, 1, 0.3), np.float32)
    wrist = centre + _path(rng, plan.path[rows], inside, amplitude)
    rest = _REST + _normal(rng, 0.12, n, 1, 3)
    return joints, wrist + (rest - wrist) * _away(time)[..., None] ** 2


def _handshapes(
    rng: Generator, plan: SignPlan, pool: Pool, rows: IntArray, inside: FloatArray
) -> FloatArray:
    """Return the handshape over time (n, T, 21, 3): the signer's version of each key shape."""
    n = len(rows)
    keys = plan.shape[rows]
    near = np.take_along_axis(pool.near[keys], rng.integers(NEAR, size=(n, KEYS, 1)), axis=2)
    share = rng.uniform(0, 0.75, (n, 1, 1, 1)).astype(np.float32)
    mine = pool.shapes[keys] * (1 - share) + pool.shapes[near[..., 0]] * share
    mine = mine * np.exp(_normal(rng, 0.04, n, 1, 21, 1)) + _normal(rng, 0.012, n, 1, 21, 3)
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
    start = hand.compose(plan.facing[rows], _small_rotation(rng, n, 0.2))[:, None]
    axis, angle = plan.turn[rows, None, :3], plan.turn[rows, 3, None]
    strength = np.exp(_normal(rng, 0.2, n, 1))
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
    share = rng.uniform(0, 0.75, (n, 1, 1)).astype(np.float32)
    joints = pool.shapes[shape] * (1 - share) + pool.shapes[near] * share
    rotation = hand.compose(base[:, 1:5], _small_rotation(rng, n, 0.25))
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
    times = np.maximum(1, np.round(times * np.exp(_normal(rng, 0.18, n, 1))))
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
    axes = np.exp(_normal(rng, 0.12, n, 1, 3))
    both_ways = np.isin(number, (_CIRCLE, _SHAKE))  # from -1 to 1, the others from 0 to 1
    scale = size * amplitude * np.where(both_ways, 0.5, 1)
    return np.asarray(offset * axes * scale[:, None, None], np.float32)


def _noses(rng: Generator, nod: FloatArray, time: FloatArray) -> FloatArray:
    """Return the path of the nose: (n, T, 3)."""
    still = _NOSE + rng.normal(0, (0.05, 0.12, 0.05), (len(nod), 1, 3))
    wave = np.sin(2 * np.pi * nod[:, 2:] * np.clip(time, 0, 1))[..., None]
    moved = wave * np.pad(nod[:, :2], ((0, 0), (0, 1)))[:, None]
    return np.asarray(still + moved, np.float32)


def _timeline(rng: Generator, n: int) -> FloatArray:
    """Return the time of each frame (n, T), from 0 to 1 in the sign, at a varying speed."""
    before, after = rng.uniform(0, 0.45, (2, n, 1)) * (rng.random((2, n, 1)) < 0.75)
    u = np.linspace(0, 1, FRAMES)[None] ** np.exp(rng.normal(0, 0.3, (n, 1)))
    return np.asarray(-before + u * (1 + before + after), np.float32)


def _small_rotation(rng: Generator, n: int, sd: float) -> FloatArray:
    """Draw small rotations: quaternions (n, 4)."""
    angle = _normal(rng, sd, n, 3)
    return hand.rotation(unit(angle), np.linalg.norm(angle, axis=1))


def _hold_ends(t: FloatArray) -> FloatArray:
    """Map time from 0 to 1 so that the start and the end are held."""
    return np.asarray(np.clip((t - 0.15) / 0.7, 0, 1))


def _away(time: FloatArray) -> FloatArray:
    """Return the progress on the way from or to rest, from 0 (in the sign) to 1 (at rest)."""
    return np.asarray(np.clip(np.maximum(-time, time - 1) / 0.4, 0, 1))


def _smooth(t: FloatArray) -> FloatArray:
    """Map 0 to 1 smoothly (smoothstep)."""
    return np.asarray(t * t * (3 - 2 * t))


def _normal(rng: Generator, sd: float, *shape: int) -> FloatArray:
    return rng.standard_normal(shape, np.float32) * np.float32(sd)
