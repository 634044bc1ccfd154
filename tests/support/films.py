"""Films with given frame times: MP4 files whose tables of times are rewritten."""

import struct
from itertools import groupby

import cv2
import numpy as np

#: Boxes that contain boxes, and units of time per second.
_PARENTS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
_SCALE = 1000


def greys(count, size=(64, 48)):
    """Return frames from black to white."""
    return [np.full((size[1], size[0], 3), 250 * n // count, np.uint8) for n in range(count)]


def write_film(path, images, intervals, empty=0.0, skip=0.0, sound=False):
    """Write an MP4 of images (BGR), each shown for an interval in seconds.

    `empty` seconds pass before the first frame, and `skip` seconds of frames are not shown. With
    `sound`, another track starts at once.
    """
    height, width = images[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), 25, (width, height))
    for image in images:
        writer.write(image)
    writer.release()
    units = [round(interval * _SCALE) for interval in intervals]
    content = path.read_bytes()
    start = content.rindex(b"moov") - 4  # after the frames, so their places do not change
    header = _rewritten(content[start:], units, round(empty * _SCALE), round(skip * _SCALE), sound)
    path.write_bytes(content[:start] + header)
    return path


def box(kind, content):
    """Return a box of an MP4 file."""
    return struct.pack(">I4s", len(content) + 8, kind) + content


def _rewritten(boxes, units, empty, skip, sound):
    made, at, length = b"", 0, sum(units) - skip
    while at < len(boxes):
        size, kind = struct.unpack_from(">I4s", boxes, at)
        body = boxes[at + 8 : at + size]
        at += size
        if kind in _PARENTS:
            body = _rewritten(body, units, empty, skip, sound)
        elif kind == b"stts":
            runs = [(len(list(run)), value) for value, run in groupby(units)]
            body = struct.pack(">II", 0, len(runs)) + b"".join(struct.pack(">II", *r) for r in runs)
        elif kind in (b"mvhd", b"mdhd"):
            body = body[:12] + struct.pack(">II", _SCALE, length + empty) + body[20:]
        elif kind == b"tkhd":
            body = body[:20] + struct.pack(">I", length + empty) + body[24:]
        elif kind == b"edts":
            edits = [(empty, -1, 1 << 16)] * bool(empty) + [(length, skip, 1 << 16)]
            body = struct.pack(">II", 0, len(edits))
            body = box(b"elst", body + b"".join(struct.pack(">Iii", *edit) for edit in edits))
        made += box(kind, body)
        if kind == b"trak" and sound:
            made += _silent_track(boxes[:at])
    return made


def _silent_track(boxes):
    """Return a track of sound without samples."""
    header = boxes[boxes.index(b"tkhd") - 4 :][:92]
    handler = box(b"hdlr", struct.pack(">II4s12sx", 0, 0, b"soun", b""))
    clock = box(b"mdhd", struct.pack(">IIIIIHH", 0, 0, 0, _SCALE, 0, 0, 0))
    return box(b"trak", header + box(b"mdia", clock + handler))
