"""Pseudo-signs: handshapes on made-up paths, each rendered by several made-up signers.

Their supply is unlimited, which is how a small model learns what makes signs differ. Handshapes,
how hands are turned and where they are come from real clips (`bank`) or, as handshapes do in part
and everything where there is no bank, from made-up joints. Everything is vectorised over a batch
and depends on the generator's state alone; a rendering is what `features.signing` returns for a
real clip.
"""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from signdict.core.types import FloatArray as Array
from signdict.pose.features import FRAMES
from training.augment import hands as hand
from training.augment.hands import ALONE, MOVING, NEAR, STILL, Bank

SyntheticBatch = tuple[
    NDArray[np.float32], NDArray[np.bool_], NDArray[np.float32], NDArray[np.int64]
]
Ints = NDArray[np.int64]

#: Moments of a sign at which hands have a shape, a turn and a place; between them they glide.
KEYS: Final = 4
#: Made-up handshapes of a batch, and how many versions of each there are.
_MADE: Final = 48
#: Flexion of knuckle and middle joint, rad: extended, bent, hook, curl, half, relaxed, fist.
_STATES: Final = np.array(
    [(0, 0), (1.3, 0.1), (0.1, 1.6), (0.8, 0.9), (0.5, 0.5), (0.3, 0.4), (1.5, 1.7)], np.float32
)
_EXTENDED, _RELAXED, _FIST = 0, 5, 6
#: Where a right hand works: seven places before the body, then eight that move with the nose.
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
_ONE, _MIRRORED, _ALTERNATING, _PARALLEL, _BASE = range(5)
_HOLD, _LINE, _ARC, _CIRCLE, _SHAKE, _ZIGZAG, _STROKES = range(7)
#: Hands near the face or above it, in shoulder widths from mid-shoulder, move with the head.
_HEAD_HEIGHT: Final = -0.25


@dataclass(frozen=True, slots=True)
class Pool:
    """Handshapes to choose from: (p, 21, 3) in palm lengths, and NEAR alike ones of each."""

    shapes: Array
    near: Ints


@dataclass(slots=True)
class SignPlan:
    """What makes each of n classes itself; one field a group that a minimal pair may differ in."""

    shape: Ints  # (n, KEYS) handshapes of the pool
    facing: Array  # (n, 4): how the hand is turned at first
    turn: Array  # (n, 4): axis, and how far it turns by the end
    place: Array  # (n, 6): where the path is at its beginning and its end
    path: Array  # (n, 9): kind, two directions xyz, amplitude, repetitions
    quiver: Array  # (n, 6): axis, size and number of small turns; share of the second shape in them
    hands: Array  # (n,): one, mirrored, alternating, parallel, base hand
    base: Array  # (n, 8): shape of a still base hand, its turn, its place, whether it is touched
    nod: Array  # (n, 3): size in x and y, and number of movements of the head


def batch(
    rng: Generator, classes: int, renderings: int, bank: Bank | None = None
) -> SyntheticBatch:
    """Draw classes x renderings pseudo-signs: hands, present, nose (see `Signing`) and labels."""
    pool = _pool(rng, bank)
    plan = _families(rng, classes, bank)
    labels = np.repeat(np.arange(classes), renderings)
    return (*_render(rng, plan, pool, labels), labels)


def _families(rng: Generator, classes: int, bank: Bank | None) -> SignPlan:
    """Families of four share most of their plan and differ in about two groups: minimal pairs."""
    shared = _plan(rng, -(-classes // 4), bank)
    own = _plan(rng, classes, bank)
    family = np.arange(classes) // 4
    parts = {}
    for name in (field.name for field in fields(SignPlan)):
        inherited, fresh = getattr(shared, name)[family], getattr(own, name)
        new = rng.random(classes) < 0.28
        parts[name] = np.where(new.reshape(-1, *[1] * (fresh.ndim - 1)), fresh, inherited)
    return SignPlan(**parts)


def _pool(rng: Generator, bank: Bank | None) -> Pool:
    """The real handshapes, and made-up ones in versions of their own."""
    angles = np.repeat(_angles(rng, _MADE), NEAR + 1, axis=0)
    joints = hand.joints_of(angles + _normal(rng, 0.12, len(angles), 16))
    joints = joints * np.exp(_normal(rng, 0.05, len(angles), 21, 1))
    joints = joints / hand.palm(joints)[:, None, None]
    made = np.asarray(np.einsum("nij,nki->nkj", hand.stance(joints), joints), np.float32)
    before = len(bank) if bank else 0
    row = np.arange(len(made)).reshape(-1, NEAR + 1)
    near = np.stack([np.delete(row, place, axis=1) for place in range(NEAR + 1)], axis=1)
    near = near.reshape(-1, NEAR) + before
    if bank is None:
        return Pool(made, near)
    return Pool(np.concatenate([bank.shapes, made]), np.concatenate([bank.near, near]))


def _angles(rng: Generator, n: int) -> Array:
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
    return np.concatenate([out, thumb], axis=1).astype(np.float32) + _normal(rng, 0.1, n, 16)


def _plan(rng: Generator, n: int, bank: Bank | None) -> SignPlan:
    hands = rng.choice(5, n, p=(0.45, 0.24, 0.06, 0.05, 0.20)).astype(np.float32)
    two = (hands != _ONE)[:, None]
    facing, at = _stances(rng, n, bank, two)
    there = np.where(rng.random((n, 1)) < 0.2, _stances(rng, n, bank, two)[1], at)
    one = hand.unit(rng.normal(0, (1, 1, 0.5), (n, 3)))
    two = hand.unit(np.cross(one, rng.normal(size=(n, 3))))
    kind = rng.choice(7, n, p=(0.16, 0.25, 0.14, 0.13, 0.15, 0.07, 0.1))
    amplitude, times = rng.gamma(2.2, 0.17, n), rng.integers(1, 4, n)
    far = np.where(rng.random(n) < 0.4, rng.normal(0, 1.3, n), 0)
    trembles = rng.random(n) < 0.18
    quiver = np.column_stack([
        hand.unit(rng.normal(size=(n, 3))),
        np.where(trembles, rng.uniform(0.2, 0.8, n), 0),
        rng.integers(2, 6, n),
        np.where(rng.random(n) < 0.12, 1, 0),
    ])  # fmt: skip
    nods = rng.random((n, 1)) < 0.1
    return SignPlan(
        shape=_key_shapes(rng, n, bank),
        facing=facing,
        turn=np.column_stack([hand.unit(rng.normal(size=(n, 3))), far]).astype(np.float32),
        place=np.concatenate([at, there], axis=1),
        path=np.column_stack([kind, one, two, amplitude, times]).astype(np.float32),
        quiver=quiver.astype(np.float32),
        hands=hands,
        base=_bases(rng, n, bank),
        nod=(nods * np.column_stack([rng.normal(0, 0.06, (n, 2)), rng.integers(1, 4, n)])).astype(
            np.float32
        ),
    )  # fmt: skip


def _shapes(rng: Generator, n: int, bank: Bank | None) -> Ints:
    """Handshapes of the pool; two of three real where there are any."""
    made = rng.integers(_MADE * (NEAR + 1), size=n) + (len(bank) if bank else 0)
    if not bank:
        return np.asarray(made)
    return np.where(rng.random(n) < 0.67, rng.integers(len(bank), size=n), made)


def _key_shapes(rng: Generator, n: int, bank: Bank | None) -> Ints:
    """One handshape throughout, a change to a second, or the letters of a word: (n, KEYS)."""
    drawn = np.stack([_shapes(rng, n, bank) for _ in range(KEYS)], axis=1)
    how = rng.random(n)[:, None]
    order = np.where(how < 0.66, (0, 0, 0, 0), np.where(how < 0.94, (0, 0, 1, 1), range(KEYS)))
    return np.take_along_axis(drawn, order, axis=1)


def _bases(rng: Generator, n: int, bank: Bank | None) -> Array:
    """What a still hand under another is like: see `Plan`."""
    touched = rng.random(n) < 0.6
    if bank:
        row = bank.drawn(rng, n, STILL)
        return np.column_stack([row, bank.turns[row], bank.places[row], touched]).astype(np.float32)
    # Fingers inward, the palm up, down or to the body.
    inward = hand.turned(np.tile((0.0, 0.0, 1.0), (n, 1)), rng.normal(1.1, 0.3, n))
    roll = hand.turned(np.tile((0.0, 1.0, 0.0), (n, 1)), rng.integers(3, size=n) * np.pi / 2)
    places = rng.normal((-0.2, 0.6), (0.15, 0.2), (n, 2))
    shapes = _shapes(rng, n, bank)
    return np.column_stack([shapes, hand.then(roll, inward), places, touched]).astype(np.float32)


def _stances(
    rng: Generator, n: int, bank: Bank | None, two: NDArray[np.bool_]
) -> tuple[Array, Array]:
    """How a hand is turned (n, 4) and where it is (n, 3): x, y, and 1 if it moves with the head.

    `two` (n, 1): whether it moves beside another.
    """
    if bank:
        row = np.where(two[:, 0], bank.drawn(rng, n, MOVING), bank.drawn(rng, n, ALONE))
        facing = hand.then(bank.turns[row], _shake(rng, n, 0.25))
        return facing, _near_head(bank.places[row] + _normal(rng, 0.06, n, 2))
    target = hand.unit(rng.normal((0.35, -0.8, -0.2), 0.6, (n, 3)))
    up = np.array((0.0, -1.0, 0.0))
    tilt = np.arccos(np.clip(target @ up, -1, 1))
    first = hand.turned(np.tile(-up, (n, 1)), rng.uniform(-np.pi, np.pi, n))
    facing = hand.then(first, hand.turned(hand.unit(np.cross(up, target) + 1e-6), tilt))
    places = np.concatenate([_BODY_PLACES, _HEAD_PLACES + _NOSE[:2]])
    at = places[rng.integers(len(places), size=n)] + _normal(rng, 0.13, n, 2)
    return facing.astype(np.float32), _near_head(at)


def _near_head(places: Array) -> Array:
    """Places (n, 2) from mid-shoulder, those near the head from the nose: (n, 3)."""
    head = places[:, 1:] < _HEAD_HEIGHT
    return np.concatenate([places - head * _NOSE[:2], head], axis=1).astype(np.float32)


def _render(
    rng: Generator, plan: SignPlan, pool: Pool, rows: Ints
) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float32]]:
    """Each row once, by a signer of its own."""
    n = len(rows)
    time = _timeline(rng, n)  # (n, T), 0..1 is the sign, outside is on the way from and to rest
    nose = _noses(rng, plan.nod[rows], time)
    amplitude = np.exp(_normal(rng, 0.25, n))
    palm = rng.uniform(0.22, 0.37, n).astype(np.float32)
    kind = plan.hands[rows]
    still = kind == _BASE
    base = _base_hand(rng, plan, pool, rows, time)
    joints, wrist = _moving(rng, plan, pool, rows, (time, nose, amplitude))
    # A dominant hand that touches the base hand works where that is.
    touched = (still & (plan.base[rows, 7] > 0))[:, None, None]
    wrist = wrist + np.where(touched, _between(base[1], wrist, palm, rng), 0)
    delay = np.where(kind == _ALTERNATING, 0.5, 0.0)[:, None].astype(np.float32)
    other, its = _moving(rng, plan, pool, rows, (time + delay, nose, amplitude))
    along = (kind == _PARALLEL)[:, None, None]
    mean = its.mean(axis=1, keepdims=True)
    its = np.where(along, mean + (its - mean) * _MIRROR, its)
    other = np.where(still[:, None, None, None], base[0], other)
    its = np.where(still[:, None, None], base[1], its)
    out = np.empty((n, FRAMES, 2, 21, 3), np.float32)
    size = palm[:, None, None, None]
    out[:, :, 1] = joints * size + wrist[:, :, None]
    out[:, :, 0] = (other * size + its[:, :, None]) * _MIRROR
    present = out[:, :, :, 0, 1] < rng.uniform(1.0, 1.4, (n, 1, 1))
    present[:, :, 0] &= (kind != _ONE)[:, None]
    lost = ~present.any(axis=(1, 2))
    present[lost, :, 1] = True
    return out * present[..., None, None], present, nose


def _between(base: Array, wrist: Array, palm: Array, rng: Generator) -> Array:
    """What brings the middle of a path (n, T, 3) to a base hand of the other side: (n, 1, 3)."""
    target = base[:, :1] * _MIRROR + rng.normal(0, 0.3, (len(base), 1, 3)) * palm[:, None, None]
    target[..., 1] -= 0.5 * palm[:, None]
    moved: Array = (target - wrist.mean(axis=1, keepdims=True)) * np.array((1, 1, 0))
    return moved.astype(np.float32)


def _moving(
    rng: Generator, plan: SignPlan, pool: Pool, rows: Ints, signer: tuple[Array, Array, Array]
) -> tuple[Array, Array]:
    """Joints (n, T, 21, 3) in palm lengths, and the wrist's way (n, T, 3), of a right hand."""
    time, nose, amplitude = signer
    n = len(rows)
    inside = np.clip(time, 0, 1)
    change = _smooth(inside)
    away = _away(time)[..., None]
    joints = _posed(rng, plan, pool, rows, inside)
    turns = _turns(rng, plan, rows, change, inside)
    joints = np.matmul(joints, np.swapaxes(hand.matrix(turns), -1, -2))
    place = plan.place[rows].reshape(n, 2, 3)
    ends = place[..., :2] + place[..., 2:] * nose.mean(axis=1)[:, None, :2]
    way = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * change[..., None]  # (n, T, 2)
    at = np.concatenate([way, np.zeros_like(way[..., :1])], axis=-1)
    at = at + _normal(rng, 0.1, n, 1, 3) * np.array((1, 1, 0.3), np.float32)
    wrist = at + _path(rng, plan.path[rows], inside, amplitude)
    rest = _REST + _normal(rng, 0.12, n, 1, 3)
    return joints, wrist + (rest - wrist) * away**2


def _posed(rng: Generator, plan: SignPlan, pool: Pool, rows: Ints, inside: Array) -> Array:
    """The handshape over time (n, T, 21, 3): this signer's version of each key shape."""
    n = len(rows)
    keys = plan.shape[rows]
    near = np.take_along_axis(pool.near[keys], rng.integers(NEAR, size=(n, KEYS, 1)), axis=2)
    share = rng.uniform(0, 0.75, (n, 1, 1, 1)).astype(np.float32)
    mine = pool.shapes[keys] * (1 - share) + pool.shapes[near[..., 0]] * share
    mine = mine * np.exp(_normal(rng, 0.04, n, 1, 21, 1)) + _normal(rng, 0.012, n, 1, 21, 3)
    mine[:, :, 0] = 0
    trill = plan.quiver[rows, 5, None]
    wave = 0.5 - 0.5 * np.cos(2 * np.pi * plan.quiver[rows, 4, None] * inside)
    moment = np.where(trill > 0, 3 * wave, 3 * _held(inside))
    low = np.minimum(moment.astype(int), KEYS - 2)
    part = _smooth(moment - low).astype(np.float32)[..., None, None]
    row = np.arange(n)[:, None]
    return np.asarray(mine[row, low] * (1 - part) + mine[row, low + 1] * part)


def _turns(rng: Generator, plan: SignPlan, rows: Ints, change: Array, inside: Array) -> Array:
    """How the hand is turned over time: quaternions (n, T, 4)."""
    n = len(rows)
    start = hand.then(plan.facing[rows], _shake(rng, n, 0.2))[:, None]
    axis, far = plan.turn[rows, None, :3], plan.turn[rows, 3, None]
    how = np.exp(_normal(rng, 0.2, n, 1))
    start = hand.then(start, hand.turned(axis, far * how * (change - 0.5)))
    axis, size, times = plan.quiver[rows, None, :3], plan.quiver[rows, 3:4], plan.quiver[rows, 4:5]
    small = size * how * np.sin(2 * np.pi * times * inside)
    return hand.then(start, hand.turned(axis, small))


def _base_hand(
    rng: Generator, plan: SignPlan, pool: Pool, rows: Ints, time: Array
) -> tuple[Array, Array]:
    """Return a still supporting hand, as a right hand: joints (n, T, 21, 3) and wrist (n, T, 3)."""
    n = len(rows)
    base = plan.base[rows]
    shape = base[:, 0].astype(int)
    near = pool.near[shape, rng.integers(NEAR, size=n)]
    share = rng.uniform(0, 0.75, (n, 1, 1)).astype(np.float32)
    joints = pool.shapes[shape] * (1 - share) + pool.shapes[near] * share
    turn = hand.then(base[:, 1:5], _shake(rng, n, 0.25))
    joints = np.matmul(joints, np.swapaxes(hand.matrix(turn), -1, -2))[:, None]
    place = np.concatenate([base[:, 5:7], np.zeros((n, 1))], axis=1) + rng.normal(0, 0.1, (n, 3))
    place = place[:, None].astype(np.float32)
    away = _away(time)[..., None] ** 2
    wrist = np.asarray(place + (_REST - place) * away, np.float32)
    return np.repeat(joints, time.shape[1], axis=1), wrist


def _path(rng: Generator, path: Array, t: Array, amplitude: Array) -> Array:
    """Offset of the wrist over time: (n, T, 3)."""
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
    row, k = np.arange(n), kind.astype(int)
    offset = along[k, row][..., None] * one[:, None] + across[k, row][..., None] * two[:, None]
    axes = np.exp(_normal(rng, 0.12, n, 1, 3))
    round_ones = np.isin(k, (_CIRCLE, _SHAKE))
    scale = size * amplitude * np.where(round_ones, 0.5, 1)
    return np.asarray(offset * axes * scale[:, None, None], np.float32)


def _noses(rng: Generator, nod: Array, time: Array) -> Array:
    """Where the nose is: (n, T, 3)."""
    still = _NOSE + rng.normal(0, (0.05, 0.12, 0.05), (len(nod), 1, 3))
    wave = np.sin(2 * np.pi * nod[:, 2:] * np.clip(time, 0, 1))[..., None]
    moved = wave * np.pad(nod[:, :2], ((0, 0), (0, 1)))[:, None]
    return np.asarray(still + moved, np.float32)


def _timeline(rng: Generator, n: int) -> Array:
    """Return the moment of each frame (n, T): 0..1 inside the sign, warped in tempo."""
    before, after = rng.uniform(0, 0.45, (2, n, 1)) * (rng.random((2, n, 1)) < 0.75)
    u = np.linspace(0, 1, FRAMES)[None] ** np.exp(rng.normal(0, 0.3, (n, 1)))
    return np.asarray(-before + u * (1 + before + after), np.float32)


def _shake(rng: Generator, n: int, sd: float) -> Array:
    """A small random turn: quaternions (n, 4)."""
    angle = _normal(rng, sd, n, 3)
    size = np.linalg.norm(angle, axis=1)
    return hand.turned(hand.unit(angle), size)


def _held(t: Array) -> Array:
    """Time in which the first and the last third are short, so that ends are held longer."""
    return np.asarray(np.clip((t - 0.15) / 0.7, 0, 1))


def _away(time: Array) -> Array:
    """Return how far the hand is on its way from or to rest, 0..1."""
    return np.asarray(np.clip(np.maximum(-time, time - 1) / 0.4, 0, 1))


def _smooth(t: Array) -> Array:
    return np.asarray(t * t * (3 - 2 * t))


def _normal(rng: Generator, sd: float, *shape: int) -> Array:
    return rng.standard_normal(shape, np.float32) * np.float32(sd)
