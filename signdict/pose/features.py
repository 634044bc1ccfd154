"""The input features of a model, for use and for training."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from signdict.core.types import BoolArray, FloatArray, IntArray
from signdict.pose import landmarks
from signdict.pose.pose import Pose, UsablePose

#: SignCLIP's 609 numbers per frame; the 534 of a published variant without legs, head and fingers
#: of the body; the 63 of the right hand of another variant; or the features of the bundled models,
#: `inputs` ("signing") and `numbers` ("signs").
FeatureKind: TypeAlias = Literal["signclip", "reduced", "right hand", "signing", "signs"]
_TRUNK: Final = ("SHOULDER", "ELBOW", "WRIST", "HIP")

#: Frames to which every sign is resampled for the bundled model.
FRAMES: Final = 32
#: A hand lost for up to this many frames is interpolated: when a model reads it, and when it is
#: drawn. Models were trained with the former.
GAP: Final = 3
DRAWN_GAP: Final = 5
_KNUCKLES: Final = (5, 9, 13, 17)
#: Factor for the z of hands, which MediaPipe makes too flat: with it, the length and the width of
#: palms vary least while a hand turns, in each of eight sources (docs/model.md).
DEPTH: Final = 2.0

#: The body's nose lies between the inner corners of the eyes and the upper lip. At this share of
#: the way, the error is 0.04 shoulder widths (median of 300 clips of the starter dictionary); that
#: of the usual place of a nose is 0.10.
_NOSE_BETWEEN: Final = [landmarks.LEFT_EYE[8], landmarks.RIGHT_EYE[8], landmarks.LIPS_OUTER[15]]
_NOSE_SHARE: Final = 0.2

#: Layout of a frame of `inputs`, and its length.
LEFT_SHAPE: Final = slice(0, 63)
RIGHT_SHAPE: Final = slice(63, 126)
PLACE: Final = slice(126, 142)
WIDTH: Final = 142
#: Numbers per frame that `numbers` returns.
SIGNS: Final = 172
_MIDDLE, _INDEX_TIP, _THUMB_TIP = 9, 8, 4


@dataclass(frozen=True, slots=True)
class Signing:
    """The signing part of a clip, in shoulder widths from mid-shoulder, y down, `FRAMES` frames.

    `hands` is (frames, 2, 21, xyz), left then right, zeros where missing; `present` is
    (frames, 2); `nose` is (frames, xyz).
    """

    hands: FloatArray
    present: BoolArray
    nose: FloatArray


def columns(kind: FeatureKind) -> IntArray:
    """Return which of SignCLIP's 609 numbers per frame a published variant reads, in order."""
    points = np.arange(landmarks.COUNT)
    if kind == "right hand":
        points = points[landmarks.RIGHT_HAND]
    elif kind == "reduced":
        trunk = [i for i, name in enumerate(landmarks.BODY_NAMES) if name.endswith(_TRUNK)]
        points = np.concatenate([trunk, points[landmarks.FACE.start :]])
    return (3 * points[:, None] + np.arange(3)).ravel()


def published(pose: Pose, kind: FeatureKind = "signclip") -> FloatArray:
    """Return the input of SignCLIP or a published variant: (frames, 609, 534 or 63).

    Raise PoseError if the shoulders are never seen.
    """
    return pose.features()[:, columns(kind)]


def signing(
    pose: UsablePose, frames: int = FRAMES, depth: float = DEPTH, span: slice | None = None
) -> Signing:
    """Trim a pose, scale it to shoulder widths and resample it; scale the z of hands by `depth`.

    `span` is what `pose.signing` returns, if that is known already.
    """
    centre, unit = frame_of_reference(pose)
    part = pose.cut(span.start, span.stop) if span else pose.trimmed()
    square = np.asarray((1, 1, part.width), np.float32)  # z is in picture widths
    points = (part.points * square - centre) / unit
    seen = part.seen
    sides = (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
    hands = np.stack([points[:, side] for side in sides], axis=1)
    hands[..., 2] *= depth
    present = np.stack([seen[:, side.start] for side in sides], axis=1)
    for side in range(2):
        fill_gaps(hands[:, side], present[:, side])
    nose, known = _nose(points, seen)
    median = np.median(nose[known], axis=0) if known.any() else np.asarray((0, -0.9, -0.5))
    nose = np.where(known[:, None], nose, median)
    return _resampled(hands, present, nose, frames)


def inputs(hands: FloatArray, present: BoolArray, nose: FloatArray) -> FloatArray:
    """Turn a batch of `Signing` arrays into network input: (B, T, 2, 21, 3) -> (B, T, WIDTH).

    The shape of a hand is its joints relative to the wrist, in palm lengths; the left hand is
    mirrored, so that the shapes of both hands are comparable. Then follow the wrists relative to
    the shoulders and to the nose, the vector from the left to the right wrist, which hands are
    present, and 8 x the speed of the wrists per frame.
    """
    mask = present[..., None].astype(np.float32)  # (B, T, 2, 1)
    wrist = hands[..., 0, :]
    local = hands - wrist[..., None, :]
    palm = np.linalg.norm(local[..., _KNUCKLES, :], axis=-1).mean(axis=-1, keepdims=True)
    size = (palm * mask).sum(axis=1, keepdims=True) / np.maximum(mask.sum(axis=1, keepdims=True), 1)
    local = np.clip(local / np.maximum(size, 1e-3)[..., None], -4, 4) * mask[..., None]
    local[..., 0, :, 0] *= -1
    shape = local.reshape(*local.shape[:2], 126)
    place = wrist[..., :2] * mask
    from_nose = (wrist[..., :2] - nose[:, :, None, :2]) * mask
    both = mask[:, :, 0] * mask[:, :, 1]
    between = (wrist[:, :, 1, :2] - wrist[:, :, 0, :2]) * both
    steps = (place[:, 1:] - place[:, :-1]) * mask[:, 1:] * mask[:, :-1]
    speed = np.concatenate([np.zeros_like(steps[:, :1]), 8 * steps], axis=1)
    parts = [
        shape,
        *(a.reshape(*a.shape[:2], -1) for a in (place, from_nose, between, mask, speed)),
    ]
    return np.concatenate(parts, axis=-1, dtype=np.float32)


def numbers(hands: FloatArray, present: BoolArray, nose: FloatArray) -> FloatArray:
    """Return `inputs` followed by the positions of hands and fingertips: (B, T, SIGNS) float32.

    For each hand, its middle, index tip and thumb tip relative to the shoulders, and its middle and
    index tip relative to the nose; the vectors between middles and index tips of both hands; and
    the lengths of the palms, x 3.
    """
    mask = present[..., None].astype(np.float32)
    both = mask[:, :, :1] * mask[:, :, 1:]
    middle, tip, thumb = (hands[..., joint, :2] for joint in (_MIDDLE, _INDEX_TIP, _THUMB_TIP))
    head = nose[:, :, None, :2]
    wrist = hands[..., :1, :]
    palm = np.linalg.norm(hands[..., _KNUCKLES, :] - wrist, axis=-1).mean(axis=-1, keepdims=True)
    between = [a[:, :, 1:] - b[:, :, :1] for a in (middle, tip) for b in (middle, tip)]
    parts = [
        *(part * mask for part in (middle, tip, thumb, middle - head, tip - head)),
        *(vector * both for vector in between),
        3 * palm * mask,
    ]
    more = [part.reshape(*part.shape[:2], -1) for part in parts]
    return np.concatenate([inputs(hands, present, nose), *more], axis=-1, dtype=np.float32)


def frame_of_reference(pose: UsablePose) -> tuple[FloatArray, float]:
    """Return the median mid-shoulder (3,) and the median shoulder width, both in pixels."""
    seen = pose.seen
    both = seen[:, landmarks.LEFT_SHOULDER] & seen[:, landmarks.RIGHT_SHOULDER]
    left = pose.points[both, landmarks.LEFT_SHOULDER]
    right = pose.points[both, landmarks.RIGHT_SHOULDER]
    width = float(np.median(np.linalg.norm((left - right)[:, :2], axis=1)))
    centre = np.median((left + right) / 2, axis=0)
    centre[2] = 0  # depth of the hands is relative to their own wrist
    return centre.astype(np.float32), max(width, 1.0)


def _nose(points: FloatArray, seen: BoolArray) -> tuple[FloatArray, BoolArray]:
    """Return the nose (frames, xyz) and where it is known; from the face if the body has none."""
    known = seen[:, landmarks.NOSE]
    if known.any() or not seen[:, _NOSE_BETWEEN].any():
        return points[:, landmarks.NOSE], known
    eye, other, lip = (points[:, index] for index in _NOSE_BETWEEN)
    eyes = (eye + other) / 2
    nose = np.asarray(eyes + _NOSE_SHARE * (lip - eyes), np.float32)
    return nose, np.asarray(seen[:, _NOSE_BETWEEN].all(axis=1), np.bool_)


def gaps(present: BoolArray, longest: int = GAP) -> list[tuple[int, int]]:
    """Return the frames before and after each gap of `present` (T,) of at most `longest` frames."""
    frames = np.flatnonzero(present)
    steps = np.diff(frames)
    short = np.flatnonzero((steps > 1) & (steps <= longest + 1))
    return [(int(frames[gap]), int(frames[gap + 1])) for gap in short]


def fill_gaps(hand: FloatArray, present: BoolArray, longest: int = GAP) -> None:
    """Interpolate a hand (T, 21, 3) where it is missing for up to `longest` frames, in place."""
    for before, after in gaps(present, longest):
        share = (np.arange(before + 1, after) - before) / (after - before)
        step = hand[after] - hand[before]
        hand[before + 1 : after] = hand[before] + share[:, None, None] * step
        present[before + 1 : after] = True


def _resampled(hands: FloatArray, present: BoolArray, nose: FloatArray, frames: int) -> Signing:
    """Interpolate to `frames` frames; a hand missing in one neighbour is taken from the other."""
    place = np.linspace(0, len(hands) - 1, frames)
    low = place.astype(int)
    high = np.minimum(low + 1, len(hands) - 1)
    share = (place - low).astype(np.float32)
    a, b = present[low], present[high]
    weight = np.where(a & b, share[:, None], b & ~a).astype(np.float32)  # (T, 2)
    near = np.where(share[:, None] < 0.5, a, b)  # present if the nearer frame has it
    w = weight[:, :, None, None]
    mixed = (hands[low] * (1 - w) + hands[high] * w) * near[:, :, None, None]
    s = share[:, None]
    return Signing(
        mixed.astype(np.float32), near, (nose[low] * (1 - s) + nose[high] * s).astype(np.float32)
    )
