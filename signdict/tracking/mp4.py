"""Times in the header of an MP4 or QuickTime file.

OpenCV reports times from the first frame on, and counts also frames that players skip. The header
says when the film starts relative to the sound, how long it is shown, and whether the file is whole
(ISO/IEC 14496-12: mvhd 8.2.2, tkhd 8.3.2, stts 8.6.1.2, elst 8.6.6).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from signdict.core.types import DoubleArray

#: Types of the first box of such a file, and the longest header that is read.
_FIRST = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
_LONGEST = 1 << 27
#: Most frames whose intervals are returned.
_FRAMES = 1 << 22


@dataclass(frozen=True, slots=True, eq=False)
class Mp4Times:
    """When a film is shown: `delay` seconds after the first track that starts, for `seconds` (0:
    unknown). `intervals` are those of its frames, in the order of decoding. `whole` says whether
    the file is as long as its boxes."""

    whole: bool
    delay: float = 0.0
    seconds: float = 0.0
    intervals: DoubleArray | None = None


def mp4_times(path: Path) -> Mp4Times | None:
    """Return the times of an MP4 file; None if the file has another format or cannot be read."""
    try:
        header, whole = _header(path)
    except OSError:
        return None
    if header is None:
        return None
    try:
        return _times_of(header, whole=whole)
    except (struct.error, LookupError, ArithmeticError, ValueError):
        return Mp4Times(whole)


def _header(path: Path) -> tuple[bytes | None, bool]:
    """Return the content of `moov`, or None for another format; and whether the file is whole."""
    length = path.stat().st_size
    with path.open("rb") as file:
        if file.read(8)[4:] not in _FIRST:
            return None, True
        start, header = 0, b""
        while start + 8 <= length:
            file.seek(start)
            kind, size, body = _box(file.read(16), length - start)
            if kind == b"moov" and size <= _LONGEST:
                file.seek(start + body)
                header = file.read(size - body)
            if size < body:
                break
            start += size
    return header, start <= length


def _times_of(header: bytes, *, whole: bool) -> Mp4Times:
    boxes = dict(_boxes(header))
    scale, _ = _clock(boxes[b"mvhd"]) if b"mvhd" in boxes else (0, 0)
    starts: list[float] = []
    film: tuple[float, float, bytes] | None = None
    for kind, content in _boxes(header):
        if kind != b"trak":
            continue
        track = dict(_boxes(content))
        media = dict(_boxes(track.get(b"mdia", b"")))
        handler = media.get(b"hdlr", b"")[8:12]
        if handler not in (b"vide", b"soun"):
            continue
        edits = dict(_boxes(track.get(b"edts", b""))).get(b"elst", b"")
        starts.append(_empty(edits) / scale)
        if handler == b"vide" and film is None:
            film = starts[-1], _track_length(track[b"tkhd"]) / scale, track[b"mdia"]
    if film is None:
        return Mp4Times(whole)
    start, seconds, mdia = film
    return Mp4Times(whole, start - min(starts), max(0.0, seconds - start), _intervals(mdia))


def _box(head: bytes, left: int) -> tuple[bytes, int, int]:
    """Return the type of a box, its size, and where its content begins in it."""
    size, kind = struct.unpack_from(">I4s", head)
    if size == 1 and len(head) >= 16:
        return kind, struct.unpack_from(">Q", head, 8)[0], 16
    return kind, size or left, 8


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    start = 0
    while start + 8 <= len(content):
        kind, size, body = _box(content[start : start + 16], len(content) - start)
        if size < body:
            return
        yield kind, content[start + body : start + size]
        start += size


def _clock(box: bytes) -> tuple[int, int]:
    """Return units per second and the duration in a `mvhd` or `mdhd`."""
    scale, duration = (
        struct.unpack_from(">IQ", box, 20) if box[0] else struct.unpack_from(">II", box, 12)
    )
    return scale, duration


def _track_length(box: bytes) -> int:
    length: int = struct.unpack_from(">Q" if box[0] else ">I", box, 28 if box[0] else 20)[0]
    return length


def _empty(edits: bytes) -> int:
    """Return the duration of the empty edits at the start of an edit list."""
    empty = 0
    if len(edits) < 8:
        return empty
    layout = struct.Struct(">Qqi" if edits[0] else ">Iii")
    for duration, media_time, _ in layout.iter_unpack(edits[8 : 8 + layout.size * _count(edits)]):
        if media_time != -1:
            break
        empty += duration
    return empty


def _count(box: bytes) -> int:
    count: int = struct.unpack_from(">I", box, 4)[0]
    return min(count, (len(box) - 8) // 8)


def _intervals(mdia: bytes) -> DoubleArray | None:
    """Return the seconds from each frame to the next."""
    media = dict(_boxes(mdia))
    scale, _ = _clock(media[b"mdhd"])
    samples = dict(_boxes(dict(_boxes(media.get(b"minf", b""))).get(b"stbl", b"")))
    box = samples.get(b"stts", b"")
    if len(box) < 16:
        return None
    pairs = np.frombuffer(box, ">u4", 2 * _count(box), 8).reshape(-1, 2).astype(np.int64)
    if not 1 < pairs[:, 0].sum() <= _FRAMES:
        return None
    intervals = np.repeat(pairs[:, 1], pairs[:, 0])[:-1] / scale
    return intervals if intervals.min() > 0 else None
