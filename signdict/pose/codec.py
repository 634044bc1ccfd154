"""Compression of a pose to a few kilobytes, which the library stores for every clip.

Coordinates are rounded to a grid of about 1/256 of the shoulder width for hands and body. Each is
stored as the change since the previous frame, minus the motion of its whole part (body, face, a
hand), and compressed with LZMA. Legs are dropped.

Packing is idempotent: if `packed = pack(pose)`, then `pack(unpack(packed)) == packed`. Code with
the packed bytes of a pose can store them without packing again.
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

#: Each part with its step sizes in grid units: for x and y, and for z (which MediaPipe estimates
#: with much noise; it only decides what is drawn in front).
_PARTS = (
    (slice(0, landmarks.LEGS.start), 1, 8),
    (landmarks.FACE, 2, 8),
    (landmarks.LEFT_HAND, 1, 4),
    (landmarks.RIGHT_HAND, 1, 4),
)
_FINE = np.r_[_PARTS[0][0], landmarks.LEFT_HAND, landmarks.RIGHT_HAND]  # one grid unit per step
_STORED = np.r_[tuple(part for part, _, _ in _PARTS)]
_HOLD = 0.7  # steps; above a half, so that noise between two steps causes no change
_LEVELS = 15  # levels of the confidence
_MAX_COORDINATE = 65536.0  # pixels; coordinates are clipped to it
_ESCAPE = 255  # a byte that refers to the next of the large numbers
_NUMBERS = len(_STORED) * 4 + len(_PARTS) * 3  # per frame: confidence, x, y, z; motion of the parts

#: Magic number with version and checksum; frames, large numbers, width, height, rate, grid.
_START = struct.Struct("<4sI")
_SHAPE = struct.Struct("<IIIIdb")
_MAGIC = b"SDP1"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 1 << 18, "lc": 0, "lp": 0, "pb": 0}]


def pack(pose: Pose) -> bytes:
    """Compress a pose; x and y of hands and body change by less than 1/250 shoulder width."""
    pose = pose.checked()
    seen = pose.seen[:, _STORED]
    places = np.clip(pose.points.astype(np.float64), -_MAX_COORDINATE, _MAX_COORDINATE)
    places[..., 2] = np.clip(places[..., 2] * max(pose.width, 1), -_MAX_COORDINATE, _MAX_COORDINATE)
    grid = _grid(places, pose)
    places[:, _STORED] = _steadied(places[:, _STORED] / _steps(grid)) * _steps(grid)
    grid = _grid(places, pose)  # again, from what will be read back, so that packing is idempotent
    levels = np.where(seen, np.clip(np.rint(pose.confidence[:, _STORED] * _LEVELS), 1, _LEVELS), 0)
    steps = np.rint(places[:, _STORED] / _steps(grid)).astype(np.int64)  # (frames, points, 3)
    numbers = np.concatenate([levels.T.ravel().astype(np.int64), *_moves(steps, seen)])
    small, large = _bytes(numbers)
    shape = _SHAPE.pack(len(pose), len(large), pose.width, pose.height, pose.fps, grid)
    body = shape + lzma.compress(small + large.tobytes(), lzma.FORMAT_RAW, filters=_FILTERS)
    return _START.pack(_MAGIC, zlib.crc32(body)) + body


def unpack(data: bytes) -> Pose:
    """Return the pose that was packed. Raise PoseError if the bytes are damaged."""
    try:
        magic, checksum = _START.unpack_from(data)
        frames, large, width, height, fps, grid = _SHAPE.unpack_from(data, _START.size)
        if magic != _MAGIC or checksum != zlib.crc32(data[_START.size :]):
            raise ValueError("unknown version or wrong checksum")
        if not 0 < fps < np.inf:
            raise ValueError("invalid frame rate")
        numbers = _numbers(data[_START.size + _SHAPE.size :], frames, large)
    except (struct.error, ValueError, lzma.LZMAError) as error:
        raise PoseError(
            "A stored pose is damaged and cannot be read.",
            hint="Import its video again, or restore the library from a backup.",
        ) from error
    cut = frames * len(_STORED)
    levels = numbers[:cut].reshape(len(_STORED), frames).T
    points = np.zeros((frames, landmarks.COUNT, 3), np.float32)
    confidence = np.zeros((frames, landmarks.COUNT), np.float32)
    places = _places(numbers[cut:], levels > 0) * _steps(grid)
    places[..., 2] /= max(width, 1)
    points[:, _STORED] = np.where((levels > 0)[..., None], places, 0)
    confidence[:, _STORED] = levels / _LEVELS
    return Pose(points, confidence, fps, width, height)


def frame_count(data: bytes) -> int:
    """Return the number of frames that packed bytes claim to have, 0 if they are no pose."""
    try:
        frames, large, *_ = _SHAPE.unpack_from(data, _START.size)
    except struct.error:
        return 0
    return int(frames) if large <= frames * _NUMBERS else 0


def _steadied(places: DoubleArray) -> DoubleArray:
    """Round to whole steps; a point keeps its last step while it is nearer than `_HOLD` to it."""
    whole = np.rint(places)
    for frame in range(1, len(whole)):
        near = np.abs(places[frame] - whole[frame - 1]) < _HOLD
        whole[frame] = np.where(near, whole[frame - 1], whole[frame])
    return whole


def _grid(places: DoubleArray, pose: Pose) -> int:
    """Return the exponent of the grid size 2^n pixels, about 1/256 of the shoulder width.

    Points of an unpacked pose are on such a grid already, and stay on it.
    """
    right, left = landmarks.RIGHT_SHOULDER, landmarks.LEFT_SHOULDER
    both = pose.seen[:, right] & pose.seen[:, left]
    across = np.linalg.norm(places[both, right, :2] - places[both, left, :2], axis=1)
    width = float(np.median(across)) if len(across) else pose.width / 4
    best = round(math.log2(min(max(width, 16), 8192) / 256))
    fine = places[:, _FINE, :2]
    exact = [grid for grid in (best + 1, best, best - 1) if not (fine % 2.0**grid).any()]
    return exact[0] if exact else best


def _steps(grid: int) -> DoubleArray:
    """Return the step sizes in pixels: (stored points, xyz)."""
    rows = [np.tile([xy, xy, z], (part.stop - part.start, 1)) for part, xy, z in _PARTS]
    return np.asarray(np.concatenate(rows) * 2.0**grid)


def _moves(steps: IntArray, seen: BoolArray) -> list[IntArray]:
    """Return the changes since the previous frame: of each part and axis, then of its points."""
    last = np.maximum.accumulate(np.where(seen, np.arange(1, len(seen) + 1)[:, None], 0), axis=0)
    padded = np.concatenate([np.zeros_like(steps[:1]), steps]) if len(steps) else steps
    held = np.take_along_axis(padded, last[..., None], axis=0)  # a missing point keeps its position
    change = np.diff(held, axis=0, prepend=0)
    moves = []
    for points in _blocks():
        whole = np.rint(np.median(change[:, points], axis=1)).astype(np.int64)  # (frames, 3)
        own = np.where(seen[:, points, None], change[:, points] - whole[:, None], 0)
        moves += [array.T.ravel() for array in (whole, own)]
    return moves


def _places(numbers: IntArray, seen: BoolArray) -> DoubleArray:
    """Invert `_moves`: (frames, stored points, xyz) in steps."""
    change = np.zeros((*seen.shape, 3), np.int64)
    offset, frames = 0, len(seen)
    for points in _blocks():
        count = points.stop - points.start
        whole = numbers[offset : (offset := offset + 3 * frames)].reshape(3, frames).T
        own = numbers[offset : (offset := offset + 3 * count * frames)].reshape(3, count, frames).T
        change[:, points] = np.where(seen[:, points, None], own + whole[:, None], 0)
    return np.cumsum(change, axis=0).astype(np.float64)


def _blocks() -> list[slice]:
    """Return the slice of each part among the stored points."""
    ends = np.cumsum([0, *(part.stop - part.start for part, _, _ in _PARTS)]).tolist()
    return [slice(start, stop) for start, stop in pairwise(ends)]


def _bytes(numbers: IntArray) -> tuple[bytes, NDArray[np.uint32]]:
    """Encode small numbers in one byte each, and return the large ones separately."""
    folded = np.where(numbers < 0, -2 * numbers - 1, 2 * numbers)
    small = np.minimum(folded, _ESCAPE).astype(np.uint8)
    return small.tobytes(), folded[small == _ESCAPE].astype("<u4")


def _numbers(data: bytes, frames: int, large: int) -> IntArray:
    """Invert `_bytes` and the compression; never decompress more than the given sizes."""
    count = frames * _NUMBERS
    size = count + 4 * large
    reader = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=_FILTERS)
    raw = reader.decompress(data, size + 1)
    if len(raw) != size:
        raise ValueError("wrong size")
    folded = np.frombuffer(raw, np.uint8, count).astype(np.int64)
    folded[folded == _ESCAPE] = np.frombuffer(raw, "<u4", large, count)
    return np.where(folded % 2, -(folded + 1) // 2, folded // 2)
