"""Landmarks of other programs, converted to what signdict computes with.

Files of MediaPipe Holistic in pixels, as most are, stay as they are, to the last bit.
"""

from typing import Final

import numpy as np

from signdict.core.types import BoolArray, FloatArray, IntArray
from signdict.pose import landmarks

#: Width and height in pixels if the header has none.
DEFAULT_SIZE: Final = (640, 480)
#: A picture with fewer pixels is none: files without a size have 0 or 1.
_SMALLEST_SIZE: Final = 16
#: Coordinates beyond this are errors, in pixels or any other unit; a stored pose has none either.
_FARTHEST: Final = 65536.0
#: Shoulders nearer than this, in pixels, are not in pixels.
_LEAST_PIXELS: Final = 3.0
#: Where a signer is put whose coordinates have no picture: mid-shoulder as a share of width and
#: height, and shoulder width as a share of the shorter side.
_PLACE: Final = (0.5, 0.4)
_SHOULDERS: Final = 0.3
#: MediaPipe's z of a wrist is 0 (below 1.4 in 4,275 clips of nine sources), and the median z of the
#: joints is at most 0.006 of that of x and y in a picture 640 pixels wide, as it is in widths.
#: Beyond these limits, z has another origin or unit. The second is not for tiny pictures.
_FARTHEST_WRIST: Final = 4.0
_DEEPEST: Final = 0.05
_SMALL_WIDTH: Final = 100
#: Hands are exchanged if they are this many times nearer to the wrists of the other side.
_EXCHANGED: Final = 4.0
#: Share of the frames in which left and right are exchanged in such a file.
_NEARLY_ALL: Final = 0.9
#: OpenPose finds joints with less confidence than this at random places.
UNSURE: Final = 0.1
#: A hand with fewer joints in a frame, of its 21, is not seen there.
_FEWEST_JOINTS: Final = 6
#: Length of a finger bone as a share of the previous one, and joints of the palm next to the wrist.
_SHORTER: Final = 0.75

_LEFT, _RIGHT = landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER
_HANDS: Final = (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
_WRISTS: Final = (landmarks.LEFT_WRIST, landmarks.RIGHT_WRIST)


def borrow_wrists(points: FloatArray, confidence: FloatArray, indices: IntArray) -> None:
    """Give wrists of hands that are those of the body the depth of the hand, in place.

    z of a hand is relative to its wrist, z of the body to the hips. `points` is (..., 203, 3).
    """
    for hand, wrist in zip(_HANDS, _WRISTS, strict=True):
        if indices[hand.start] != indices[wrist] or indices[wrist] < 0:
            continue
        fingers = slice(hand.start + 1, hand.stop)
        known = confidence[..., fingers] > 0
        total = np.where(known, points[..., fingers, 2], 0).sum(axis=-1)
        points[..., hand.start, 2] = total / np.maximum(known.sum(axis=-1), 1)


def cleaned(points: FloatArray, confidence: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return landmarks (..., 203, 3) in which points without usable coordinates are not seen.

    They are not finite, too far away, or zero on every axis, as programs store missing points.
    """
    usable = (np.abs(points) <= _FARTHEST).all(axis=-1)  # neither infinite nor NaN
    usable &= (points != 0).any(axis=-1) & (np.nan_to_num(confidence) > 0)
    seen = np.where(usable, np.minimum(confidence, 1), 0).astype(np.float32)
    return np.where(usable[..., None], points, 0).astype(np.float32), seen


def picture_size(width: int, height: int, points: FloatArray, seen: BoolArray) -> tuple[int, int]:
    """Return the size of the picture; without one, a picture that contains head and hands."""
    if min(width, height) >= _SMALLEST_SIZE:
        return width, height
    used = np.r_[landmarks.NOSE, _LEFT, _RIGHT, landmarks.LEFT_HAND.start : landmarks.COUNT]
    places = points[:, used, :2][seen[:, used]]
    farthest = np.percentile(places, 99, axis=0) if len(places) else np.zeros(2)
    scale = max(1.0, *(farthest / DEFAULT_SIZE))
    return round(DEFAULT_SIZE[0] * scale), round(DEFAULT_SIZE[1] * scale)


def in_pixels(points: FloatArray, seen: BoolArray, width: int, height: int) -> FloatArray:
    """Return coordinates (frames, 203, 3) in pixels, z in picture widths, of a picture.

    The coordinates of a file may be shares of the picture, shoulder widths or metres from an
    origin in the body, or pixels from an origin outside the picture; and z may be in pixels.
    """
    both = seen[:, _LEFT] & seen[:, _RIGHT]
    if not both.any():
        return points
    across = np.linalg.norm((points[both, _LEFT] - points[both, _RIGHT])[:, :2], axis=1)
    unit = float(np.median(across))
    middle = np.median((points[both, _LEFT] + points[both, _RIGHT])[:, :2] / 2, axis=0)
    size = np.asarray((width, height), np.float32)
    scale, shift = np.ones(3, np.float32), np.zeros(3, np.float32)
    outside = bool((middle < -unit).any() or np.linalg.norm(middle) < unit / 4)
    if 0 < unit < _LEAST_PIXELS and _is_share(middle, unit):
        scale[:2] = size
    elif 0 < unit < _LEAST_PIXELS or outside:
        if unit < _LEAST_PIXELS:
            scale[:] = _SHOULDERS * min(width, height) / unit
        shift[:2] = np.multiply(size, _PLACE) - middle * scale[:2]
    if (scale != 1).any() or shift.any():
        points = np.where(seen[..., None], points * scale + shift, 0).astype(np.float32)
    return _with_depth(points, seen, width)


def _is_share(middle: FloatArray, unit: float) -> bool:
    """Return whether coordinates with this mid-shoulder are shares of the picture."""
    inside = (middle > 0).all() and (middle < (1, 1.2)).all()
    return bool(inside and np.linalg.norm(middle) > unit / 2 and unit < 1)


def _with_depth(points: FloatArray, seen: BoolArray, width: int) -> FloatArray:
    """Return the points with z from the wrist of the hands, in picture widths."""
    whole = [points[seen[:, hand].all(axis=1)][:, hand] for hand in _HANDS]
    hands = np.concatenate(whole)
    if not len(hands):
        return points
    origin = float(np.median(hands[:, 0, 2]))
    origin = origin if abs(origin) > _FARTHEST_WRIST else 0.0
    joints = np.abs(hands - hands[:, :1])
    flat, depths = (float(np.median(joints[:, 1:, axes])) for axes in (slice(0, 2), slice(2, 3)))
    deep = depths > _DEEPEST * flat and width >= _SMALL_WIDTH
    if not origin and not deep:
        return points
    depth = (points[..., 2:] - np.float32(origin)) / np.float32(width if deep else 1)
    placed = np.concatenate([points[..., :2], depth], axis=-1)
    return np.where(seen[..., None], placed, 0).astype(np.float32)


def right_sides(points: FloatArray, confidence: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the landmarks (frames, 203, 3) with left and right as the body has them.

    Everything is exchanged if the left shoulder of a signer who faces the camera is left of the
    right one, as in files that were mirrored without their names. The hands are exchanged if they
    are at the wrists of the other side.
    """
    order = np.arange(landmarks.COUNT)
    seen = confidence > 0
    both = seen[:, _LEFT] & seen[:, _RIGHT]
    across = (points[both, _LEFT] - points[both, _RIGHT])[:, 0]
    if len(across) and (across < 0).mean() > _NEARLY_ALL and _faces_the_camera(points, seen):
        order = np.asarray(landmarks.MIRROR)
    if _exchanged(points, seen):
        left, right = (order[hand].copy() for hand in _HANDS)
        order[landmarks.LEFT_HAND], order[landmarks.RIGHT_HAND] = right, left
    if (order == np.arange(landmarks.COUNT)).all():
        return points, confidence
    return points[:, order], confidence[:, order]


def _faces_the_camera(points: FloatArray, seen: BoolArray) -> bool:
    """Return whether a face is seen or, without one, the nose is not behind the shoulders."""
    if seen[:, landmarks.FACE].any():
        return True
    shown = seen[:, [landmarks.NOSE, _LEFT, _RIGHT]].all(axis=1)
    nose, left, right = (points[shown, i, 2] for i in (landmarks.NOSE, _LEFT, _RIGHT))
    return not len(nose) or float(np.median(nose - (left + right) / 2)) <= 0


def _exchanged(points: FloatArray, seen: BoolArray) -> bool:
    """Return whether the hands are at the wrists of the other side, nearly always."""
    own, other = [], []
    wrists = seen[:, _WRISTS[0]] & seen[:, _WRISTS[1]]
    for side, hand in enumerate(_HANDS):
        known = wrists & seen[:, hand.start]
        place = points[known, hand.start, :2]
        own.append(np.linalg.norm(place - points[known, _WRISTS[side], :2], axis=1))
        other.append(np.linalg.norm(place - points[known, _WRISTS[1 - side], :2], axis=1))
    near, far = np.concatenate(own), np.concatenate(other)
    return bool(len(near) and (near > _EXCHANGED * far).mean() > _NEARLY_ALL)


def whole_hands(points: FloatArray, confidence: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the landmarks (frames, 203, 3) with each hand either whole or not seen.

    Joints that are missing in a frame are interpolated over time relative to the wrist, and those
    that are missing in all frames along their finger. A hand without wrist is not seen.
    """
    seen = confidence > 0
    if all((seen[:, hand].all(axis=1) == seen[:, hand].any(axis=1)).all() for hand in _HANDS):
        return points, confidence
    points, confidence = points.copy(), confidence.copy()
    for hand in _HANDS:
        known = seen[:, hand]
        shown = known[:, 0] & (known.sum(axis=1) >= _FEWEST_JOINTS)
        confidence[~shown, hand] = 0
        points[~shown, hand] = 0
        if not shown.any():
            continue
        wrist = points[shown, hand.start][:, None]
        offsets = _completed(points[shown, hand] - wrist, known[shown])
        points[shown, hand] = np.where(
            known[shown][..., None], points[shown, hand], offsets + wrist
        )
        least = np.where(known[shown], confidence[shown, hand], np.inf).min(axis=1, keepdims=True)
        confidence[shown, hand] = np.where(known[shown], confidence[shown, hand], least)
    return points, confidence


def _completed(offsets: FloatArray, known: BoolArray) -> FloatArray:
    """Return the joints of a hand relative to its wrist, (frames, 21, xyz), all of them known."""
    frames, filled = np.arange(len(offsets)), offsets.copy()
    ever = np.asarray(known.any(axis=0), np.bool_)
    for lost in np.flatnonzero(ever & ~known.all(axis=0)):
        there = np.flatnonzero(known[:, lost])
        for axis in range(3):
            filled[:, lost, axis] = np.interp(frames, there, offsets[there, lost, axis])
    chains = [chain for chain in landmarks.FINGERS if ever[list(chain[1:])].any()]
    for chain in chains:
        _extend(filled, ever, chain)
    for chain in set(landmarks.FINGERS) - set(chains):
        for number, joint in enumerate(chain[1:], 1):
            filled[:, joint] = np.mean([filled[:, other[number]] for other in chains], axis=0)
    return filled


def _extend(offsets: FloatArray, ever: BoolArray, chain: tuple[int, ...]) -> None:
    """Fill the joints of a finger that are never known, in place, from those that are."""
    known = [number for number, joint in enumerate(chain) if number == 0 or ever[joint]]
    for number, joint in enumerate(chain):
        if number in known:
            continue
        before = max(n for n in known if n < number)
        after = min((n for n in known if n > number), default=None)
        start = offsets[:, chain[before]]
        if after is None:  # continue the last bone; `before` is the joint just filled
            bone = start - offsets[:, chain[before - 1]]
            offsets[:, joint] = start + _SHORTER * bone
        else:
            share = (number - before) / (after - before)
            offsets[:, joint] = start + share * (offsets[:, chain[after]] - start)
        known.append(number)
