"""Plans of pseudo-signs: what distinguishes their classes.

Handshapes, orientations and places of hands come from real clips (`PostureBank`). A part of the
handshapes, and everything without a bank, is synthetic.
"""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.random import Generator

from signdict.core.types import AnyArray, BoolArray, FloatArray, IntArray
from signdict.core.vectors import unit
from signdict.pose.synthetic_hand import joints_of
from training.augment import hands as hand
from training.augment.hands import ALONE, MOVING, NEAR, STILL, PostureBank

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
NOSE: Final = np.array((0, -0.74, -0.4), np.float32)
#: Kinds of hands: one, mirrored, alternating, parallel, and a base hand.
_HANDS: Final = (0.45, 0.24, 0.06, 0.05, 0.20)  # probabilities
ONE, ALTERNATING, PARALLEL, BASE = 0, 2, 3, 4
#: Kinds of paths: hold, line, arc, circle, shake, zigzag, strokes.
_PATHS: Final = (0.16, 0.25, 0.14, 0.13, 0.15, 0.07, 0.1)  # probabilities
CIRCLE, SHAKE = 3, 4
#: Paths that show how often they are repeated.
_REPEATED: Final = (CIRCLE, SHAKE)
#: Shoulder widths from mid-shoulder. Hands above this height move with the head.
_HEAD_HEIGHT: Final = -0.25
#: What hard families differ in: two of place, path and repetition.
_PLACE, _PATH, _REPETITION = range(3)
#: Shoulder widths: the least distance of two places, and the least size of two paths, of such a
#: family. Signers differ in place by a tenth as a standard deviation.
_APART: Final = 0.35
_VISIBLE: Final = 0.2
#: Repetitions of the two paths. Signers vary them by a fifth, so once stays apart from three times.
_TIMES: Final = (1, 3)


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


def draw_families(
    rng: Generator, classes: int, bank: PostureBank | None, hard: float = 0.0
) -> SignPlan:
    """Draw families of four classes that differ in about two fields, as minimal pairs do.

    `hard` is the share of families of the same hand: two values of two of place, path and
    repetition make their four classes, so that each class has two others from which it differs in
    one of these alone.
    """
    shared = _plan(rng, -(-classes // 4), bank)
    own = _plan(rng, classes, bank)
    family = np.arange(classes) // 4
    parts = {}
    for name in (field.name for field in fields(SignPlan)):
        inherited, drawn = getattr(shared, name)[family], getattr(own, name)
        differs = rng.random(classes) < 0.28
        parts[name] = np.where(differs.reshape(-1, *[1] * (drawn.ndim - 1)), drawn, inherited)
    plan = SignPlan(**parts)
    count = round(hard * (classes // 4))
    if count:
        first, other = _plan(rng, count, bank), _plan(rng, count, bank)
        for name, values in _hard_families(rng, first, other).items():
            getattr(plan, name)[: 4 * count] = values
    return plan


def _hard_families(rng: Generator, first: SignPlan, other: SignPlan) -> dict[str, AnyArray]:
    """Return the fields of four classes for each class of `first`; see `draw_families`.

    The second place and the second path are those of `other`.
    """
    count = len(first.hands)
    same = rng.integers(3, size=count)  # what all four have in common
    one, two = (np.tile(bits, count) for bits in ((0, 0, 1, 1), (0, 1, 0, 1)))
    four = np.repeat(np.arange(count), 4)
    kept = same[four]
    # Of the two that differ, the first follows `one` and the second `two`.
    second_place = (kept != _PLACE) & (one == 1)
    second_path = (kept != _PATH) & (np.where(kept == _PLACE, one, two) == 1)
    thrice = (kept != _REPETITION) & (two == 1)
    repeats = same != _REPETITION
    path, other_path = first.path.copy(), other.path.copy()
    kinds = len(_PATHS)
    other_path[:, 0] = (path[:, 0] + rng.integers(1, kinds, count)) % kinds
    swapped = rng.permuted(np.tile(_REPEATED, (count, 1)), axis=1)
    path[repeats, 0], other_path[repeats, 0] = swapped[repeats, 0], swapped[repeats, 1]
    for paths in (path, other_path):
        paths[:, 7] = np.maximum(paths[:, 7], _VISIBLE)
    values = {field.name: getattr(first, field.name)[four] for field in fields(SignPlan)}
    values["path"] = np.where(second_path[:, None], other_path[four], path[four])
    values["path"][:, 8] = np.where(repeats[four], np.array(_TIMES)[thrice * 1], path[four, 8])
    elsewhere = _apart(first.place, other.place)
    values["place"] = np.where(second_place[:, None], elsewhere[four], first.place[four])
    values["base"][kept != _PLACE, 7] = 0  # a touched hand would give both the same place
    return values


def _apart(places: FloatArray, others: FloatArray) -> FloatArray:
    """Return other places (n, 6) at least `_APART` away, from which hands move as from the places.

    Hands that begin near the head move with it to the end.
    """
    start, end, other = (
        part[:, :2] + part[:, 2:] * NOSE[:2]
        for part in (places[:, :3], places[:, 3:], others[:, :3])
    )
    away = other - start
    distance = np.linalg.norm(away, axis=1, keepdims=True)
    begin = others[:, :2] + unit(away + 1e-6) * np.maximum(_APART - distance, 0)
    head = others[:, 2:3]
    return np.concatenate([begin, head, begin + end - start, head], axis=1).astype(np.float32)


def draw_pool(rng: Generator, bank: PostureBank | None) -> Pool:
    """Return the real handshapes, and synthetic ones in several versions each."""
    angles = np.repeat(_angles(rng, _SYNTHETIC), NEAR + 1, axis=0)
    joints = joints_of(angles + normal(rng, 0.12, len(angles), 16))
    joints = joints * np.exp(normal(rng, 0.05, len(angles), 21, 1))
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
    return np.concatenate([out, thumb], axis=1).astype(np.float32) + normal(rng, 0.1, n, 16)


def _plan(rng: Generator, n: int, bank: PostureBank | None) -> SignPlan:
    """Draw n independent classes."""
    hands = rng.choice(5, n, p=_HANDS).astype(np.float32)
    two_handed = (hands != ONE)[:, None]
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
        posture = np.column_stack([bank.rotations[row], bank.places[row]])
        return np.column_stack([row, posture, touched]).astype(np.float32)
    # Fingers inward, the palm up, down or towards the body.
    inward = hand.rotation(np.tile((0.0, 0.0, 1.0), (n, 1)), rng.normal(1.1, 0.3, n))
    roll = hand.rotation(np.tile((0.0, 1.0, 0.0), (n, 1)), rng.integers(3, size=n) * np.pi / 2)
    places = np.asarray(rng.normal((-0.2, 0.6), (0.15, 0.2), (n, 2)), np.float32)
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
        facing = hand.compose(bank.rotations[row], small_rotation(rng, n, 0.25))
        return facing, _near_head(bank.places[row] + normal(rng, 0.06, n, 2))
    target = unit(rng.normal((0.35, -0.8, -0.2), 0.6, (n, 3)))
    up = np.array((0.0, -1.0, 0.0))
    tilt = np.arccos(np.clip(target @ up, -1, 1))
    first = hand.rotation(np.tile(-up, (n, 1)), rng.uniform(-np.pi, np.pi, n))
    facing = hand.compose(first, hand.rotation(unit(np.cross(up, target) + 1e-6), tilt))
    places = np.concatenate([_BODY_PLACES, _HEAD_PLACES + NOSE[:2]])
    chosen = places[rng.integers(len(places), size=n)] + normal(rng, 0.13, n, 2)
    return facing.astype(np.float32), _near_head(chosen)


def _near_head(places: FloatArray) -> FloatArray:
    """Convert places (n, 2) from mid-shoulder to (n, 3); those near the head are from the nose."""
    head = places[:, 1:] < _HEAD_HEIGHT
    return np.concatenate([places - head * NOSE[:2], head], axis=1).astype(np.float32)


def small_rotation(rng: Generator, n: int, sd: float) -> FloatArray:
    """Draw small rotations: quaternions (n, 4)."""
    angle = normal(rng, sd, n, 3)
    return hand.rotation(unit(angle), np.linalg.norm(angle, axis=1))


def normal(rng: Generator, sd: float, *shape: int) -> FloatArray:
    """Draw normal numbers of mean 0."""
    return rng.standard_normal(shape, np.float32) * np.float32(sd)
