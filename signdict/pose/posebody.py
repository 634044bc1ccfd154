"""The frames of a `.pose` file of version 0.0, 0.1 or 0.2.

pose-format reads the header. The frames are read here: pose-format returns only the first person
of version 0.0, and no part of it.
"""

import struct
import warnings
from dataclasses import dataclass
from mmap import mmap
from typing import Any, Final, TypeAlias

import numpy as np

from signdict.core.errors import PoseError
from signdict.core.rates import believed
from signdict.core.types import FloatArray

Content: TypeAlias = bytes | mmap

#: Frame rate and frame count, then the number of people; in version 0.0 each frame has its own.
_LAYOUTS: Final = {"0.0": "<HH", "0.1": "<HHH", "0.2": "<fIH"}
#: No version is or will soon be above this; the first four bytes of other files often are.
_NEWEST: Final = 10
#: Version 0.1 counts frames in 16 bits, so the count of a long file is a remainder.
_WRAP: Final = 1 << 16
#: People of a frame of version 0.0 that are read; others follow them.
_MOST_PEOPLE: Final = 16
_COPY: Final = "It may have been cut off while it was copied. Copy or create it again."


@dataclass(frozen=True, slots=True)
class PoseLayout:
    """What precedes the frames: the header, their number and rate, and where each is.

    `people` is the number in every frame, or in version 0.0 in the frame with most. `starts`
    is where each frame begins, for version 0.0.
    """

    header: Any
    frames: int
    fps: float
    people: int
    offset: int
    starts: tuple[int, ...] = ()

    @property
    def points(self) -> int:
        """The number of points of one person."""
        return sum(len(component.points) for component in self.header.components)

    @property
    def axes(self) -> int:
        """The number of coordinates of a point, without its confidence."""
        return max(len(component.format) for component in self.header.components) - 1


def read_layout(content: Content, name: str) -> PoseLayout:
    """Read the header, and check that the file is long enough for its frames.

    Raise PoseError, which calls the file `name`, if it cannot be used.
    """
    if not len(content):
        raise PoseError(f"{name} is empty.", hint="Copy or create it again.")
    try:
        header, offset = _header(content)
        version = f"{header.version:.1f}"
        head = _LAYOUTS.get(version, "")
        counts = struct.unpack_from(head, content, offset)
    except Exception as problem:  # the parser raises many kinds of errors
        raise PoseError(
            f"{name} is not a valid .pose file.", hint="Copy or create it again."
        ) from problem
    if not head:
        raise PoseError(
            f"{name} is a .pose file of version {version}, which signdict cannot read.",
            hint="Save it as version 0.2.",
        )
    find = _version_0 if version == "0.0" else _versions_1_and_2
    layout = find(content, header, offset + struct.calcsize(head), counts)
    if not counts[1] and not layout.frames:
        raise PoseError(f"{name} has no frames.", hint="Choose another file.")
    if layout.frames < counts[1]:
        raise PoseError(f"{name} is shorter than its header says.", hint=_COPY)
    if not layout.people:
        raise PoseError(f"{name} contains no person.", hint="Choose another file.")
    return layout


def _header(content: Content) -> tuple[Any, int]:
    """Return the header and where it ends. Raise many kinds of errors if it is not valid."""
    from pose_format.pose_header import PoseHeader
    from pose_format.utils.reader import BufferReader

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = BufferReader(content)
        header = PoseHeader.read(reader)
    if not 0 <= header.version < _NEWEST:
        raise ValueError("not a version")
    return header, reader.read_offset


def read_frames(
    content: Content, layout: PoseLayout, first: int, last: int
) -> tuple[FloatArray, ...]:
    """Return the coordinates and confidences of frames `first` to `last` (exclusive).

    They are copies: (frames, people, points, axes) and (frames, people, points) float32.
    """
    if layout.starts:
        return _frames_of_version_0(content, layout, first, last)
    shape = (layout.frames, layout.people, layout.points)
    size = 4 * int(np.prod(shape, dtype=object))  # bytes of one number per point
    data = _block(content, layout.offset, (*shape, layout.axes), first, last)
    return data, _block(content, layout.offset + size * layout.axes, shape, first, last)


def _block(
    content: Content, offset: int, shape: tuple[int, ...], first: int, last: int
) -> FloatArray:
    """Return some frames of an array of float32 whose first axis is frames."""
    each = int(np.prod(shape[1:]))
    part = np.frombuffer(content, "<f4", (last - first) * each, offset + 4 * first * each)
    return part.reshape(last - first, *shape[1:]).astype(np.float32)


def _versions_1_and_2(
    content: Content, header: Any, offset: int, counts: tuple[float, ...]
) -> PoseLayout:
    """Return where the frames are; fewer of them than the header says if the file is too short."""
    fps, stated, people = counts[0], int(counts[1]), int(counts[2])
    layout = PoseLayout(header, stated, believed(fps), people, offset)
    frame = 4 * people * layout.points * (layout.axes + 1) if header.components else 0  # bytes
    if not frame:
        return PoseLayout(header, stated, believed(fps), 0, offset)
    complete = (len(content) - offset) // frame
    wrapped = isinstance(fps, int) and complete % _WRAP == stated
    frames = complete if wrapped else min(complete, stated)
    return PoseLayout(header, frames, believed(fps), people, offset)


def _version_0(content: Content, header: Any, offset: int, counts: tuple[float, ...]) -> PoseLayout:
    """Return where the frames are: each has a number of people, then their points."""
    size, starts, most = _person(header), [], 0
    for _ in range(int(counts[1])):
        if offset + 2 > len(content):
            break
        (people,) = struct.unpack_from("<H", content, offset)
        if offset + 2 + people * size > len(content):
            break
        starts.append(offset)
        most = max(most, min(people, _MOST_PEOPLE))
        offset += 2 + people * size
    return PoseLayout(header, len(starts), believed(counts[0]), most, offset, tuple(starts))


def _person(header: Any) -> int:
    """Return the bytes of a person in version 0.0: a number, then the points with confidence."""
    return 2 + sum(4 * len(part.points) * len(part.format) for part in header.components)


def _frames_of_version_0(
    content: Content, layout: PoseLayout, first: int, last: int
) -> tuple[FloatArray, ...]:
    """Read frames of version 0.0, where each point is followed by its confidence."""
    shape = (last - first, layout.people, layout.points)
    data, confidence = np.zeros((*shape, layout.axes), np.float32), np.zeros(shape, np.float32)
    for frame, start in enumerate(layout.starts[first:last]):
        (people,) = struct.unpack_from("<H", content, start)
        for person in range(min(people, layout.people)):
            offset, point = start + 2 + person * _person(layout.header) + 2, 0
            for part in layout.header.components:
                count, width = len(part.points), len(part.format)
                values = np.frombuffer(content, "<f4", count * width, offset).reshape(count, width)
                data[frame, person, point : point + count, : width - 1] = values[:, :-1]
                confidence[frame, person, point : point + count] = values[:, -1]
                offset, point = offset + 4 * count * width, point + count
    return data, confidence
