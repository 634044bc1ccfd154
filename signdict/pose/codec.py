"""A pose as a few kilobytes and back: what the library stores of every clip.

Coordinates are rounded to a grid, about 1/256 of the shoulder width for hands and body, and
written as the change since the frame before, less what the whole part (body, face, a hand) moved;
LZMA takes the rest away. Legs are dropped. A packed pose that was unpacked packs to the same bytes.
"""

import lzma
import math
import struct
import zlib
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import PoseError
from signdict.core.types import BoolArray, DoubleArray, IntArray
from signdict.pose import landmarks
from signdict.pose.pose import Pose

#: Each part with the size of its steps, in grid units: in x and y, and in z (a guess of
#: MediaPipe's that trembles; it decides what is drawn in front of what).
_PARTS = (
    (slice(0, landmarks.LEGS.start), 1, 8),
    (landmarks.FACE, 2, 8),
    (landmarks.LEFT_HAND, 1, 4),
    (landmarks.RIGHT_HAND, 1, 4),
)
_FINE = np.r_[_PARTS[0][0], landmarks.LEFT_HAND, landmarks.RIGHT_HAND]  # one grid unit a step
_KEPT = np.r_[tuple(part for part, _, _ in _PARTS)]
_HOLD = 0.7  # steps; above a half, so that what trembles between two steps comes to rest
_LEVELS = 15  # steps of the confidence
_FARTHEST = 65536.0  # pixels; what lies beyond is put here
_ESCAPE = 255  # a byte that says: this number is among the large ones
_NUMBERS = len(_KEPT) * 4 + len(_PARTS) * 3  # a frame: confidence, x, y, z; moves of the parts

#: Mark and version, checksum of all that follows; frames, large numbers, size, rate, grid.
_START = struct.Struct("<4sI")
_SHAPE = struct.Struct("<IIIIdb")
_MARK = b"SDP1"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 1 << 18, "lc": 0, "lp": 0, "pb": 0}]


def pack(pose: Pose) -> bytes:
    """Return a pose as bytes; no x or y of hands and body moves by 1/250 of the shoulder width."""
    pose = pose.checked()
    seen = pose.seen[:, _KEPT]
    places = np.clip(pose.points.astype(np.float64), -_FARTHEST, _FARTHEST)
    places[..., 2] = np.clip(places[..., 2] * max(pose.width, 1), -_FARTHEST, _FARTHEST)
    grid = _grid(places, pose)
    places[:, _KEPT] = _steadied(places[:, _KEPT] / _steps(grid)) * _steps(grid)
    grid = _grid(places, pose)  # again, on what will be read back: then packing twice is packing
    levels = np.where(seen, np.clip(np.rint(pose.confidence[:, _KEPT] * _LEVELS), 1, _LEVELS), 0)
    steps = np.rint(places[:, _KEPT] / _steps(grid)).astype(np.int64)  # (frames, points, 3)
    numbers = np.concatenate([levels.T.ravel().astype(np.int64), *_moves(steps, seen)])
    small, large = _shortened(numbers)
    shape = _SHAPE.pack(len(pose), len(large), pose.width, pose.height, pose.fps, grid)
    rest = shape + lzma.compress(small + large.tobytes(), lzma.FORMAT_RAW, filters=_FILTERS)
    return _START.pack(_MARK, zlib.crc32(rest)) + rest


def unpack(data: bytes) -> Pose:
    """Return the pose that was packed. Raise PoseError if the bytes are not sound."""
    try:
        mark, checksum = _START.unpack_from(data)
        frames, large, width, height, fps, grid = _SHAPE.unpack_from(data, _START.size)
        if mark != _MARK or checksum != zlib.crc32(data[_START.size :]):
            raise ValueError("another version, or changed since it was written")
        if not 0 < fps < np.inf:
            raise ValueError("no such frame rate")
        numbers = _numbers(data[_START.size + _SHAPE.size :], frames, large)
    except (struct.error, ValueError, lzma.LZMAError) as error:
        raise PoseError(
            "A stored pose is damaged and cannot be shown.",
            hint="Add its video again, or restore the library from a copy.",
        ) from error
    cut = frames * len(_KEPT)
    levels = numbers[:cut].reshape(len(_KEPT), frames).T
    points = np.zeros((frames, landmarks.COUNT, 3), np.float32)
    confidence = np.zeros((frames, landmarks.COUNT), np.float32)
    places = _places(numbers[cut:], levels > 0) * _steps(grid)
    places[..., 2] /= max(width, 1)
    points[:, _KEPT] = np.where((levels > 0)[..., None], places, 0)
    confidence[:, _KEPT] = levels / _LEVELS
    return Pose(points, confidence, fps, width, height)


def _steadied(places: DoubleArray) -> DoubleArray:
    """Whole steps; a point stays where it was while it is nearer than `_HOLD` to that."""
    whole = np.rint(places)
    for frame in range(1, len(whole)):
        near = np.abs(places[frame] - whole[frame - 1]) < _HOLD
        whole[frame] = np.where(near, whole[frame - 1], whole[frame])
    return whole


def _grid(places: DoubleArray, pose: Pose) -> int:
    """The grid as a power of two, in pixels, about 1/256 of the shoulder width.

    Points that were packed before lie on a grid near this one already, and stay on it.
    """
    right, left = landmarks.RIGHT_SHOULDER, landmarks.LEFT_SHOULDER
    both = pose.seen[:, right] & pose.seen[:, left]
    across = np.linalg.norm(places[both, right, :2] - places[both, left, :2], axis=1)
    width = float(np.median(across)) if len(across) else pose.width / 4
    best = round(math.log2(min(max(width, 16), 8192) / 256))
    fine = places[:, _FINE, :2]
    on = [grid for grid in (best + 1, best, best - 1) if not (fine % 2.0**grid).any()]
    return on[0] if on else best


def _steps(grid: int) -> DoubleArray:
    """The size of a step in pixels: (points kept, xyz)."""
    rows = [np.tile([xy, xy, z], (part.stop - part.start, 1)) for part, xy, z in _PARTS]
    return np.asarray(np.concatenate(rows) * 2.0**grid)


def _moves(steps: IntArray, seen: BoolArray) -> list[IntArray]:
    """Changes since the frame before: for each part and axis its own move, then its points'."""
    last = np.maximum.accumulate(np.where(seen, np.arange(1, len(seen) + 1)[:, None], 0), axis=0)
    padded = np.concatenate([np.zeros_like(steps[:1]), steps]) if len(steps) else steps
    held = np.take_along_axis(padded, last[..., None], axis=0)  # a lost point stays where it was
    change = np.diff(held, axis=0, prepend=0)
    moves = []
    for points in _blocks():
        whole = np.rint(np.median(change[:, points], axis=1)).astype(np.int64)  # (frames, 3)
        own = np.where(seen[:, points, None], change[:, points] - whole[:, None], 0)
        moves += [array.T.ravel() for array in (whole, own)]
    return moves


def _places(numbers: IntArray, seen: BoolArray) -> DoubleArray:
    """Undo `_moves`: (frames, points kept, xyz) in steps."""
    change = np.zeros((*seen.shape, 3), np.int64)
    at, frames = 0, len(seen)
    for points in _blocks():
        many = points.stop - points.start
        whole = numbers[at : (at := at + 3 * frames)].reshape(3, frames).T
        own = numbers[at : (at := at + 3 * many * frames)].reshape(3, many, frames).T
        change[:, points] = np.where(seen[:, points, None], own + whole[:, None], 0)
    return np.cumsum(change, axis=0).astype(np.float64)


def _blocks() -> list[slice]:
    """Where each part lies among the points kept."""
    ends = np.cumsum([0, *(part.stop - part.start for part, _, _ in _PARTS)]).tolist()
    return [slice(start, stop) for start, stop in pairwise(ends)]


def _shortened(numbers: IntArray) -> tuple[bytes, NDArray[np.uint32]]:
    """Numbers near zero, of either sign, in one byte each; the rest apart."""
    folded = np.where(numbers < 0, -2 * numbers - 1, 2 * numbers)
    small = np.minimum(folded, _ESCAPE).astype(np.uint8)
    return small.tobytes(), folded[small == _ESCAPE].astype("<u4")


def _numbers(data: bytes, frames: int, large: int) -> IntArray:
    """Undo `_shortened` and the compression, never reading past the sizes that were given."""
    count = frames * _NUMBERS
    wanted = count + 4 * large
    reader = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=_FILTERS)
    raw = reader.decompress(data, wanted + 1)
    if len(raw) != wanted:
        raise ValueError("the sizes do not fit")
    folded = np.frombuffer(raw, np.uint8, count).astype(np.int64)
    folded[folded == _ESCAPE] = np.frombuffer(raw, "<u4", large, count)
    return np.where(folded % 2, -(folded + 1) // 2, folded // 2)
