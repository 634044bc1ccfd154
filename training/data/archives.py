"""Landmark sequences that others made, in archives of NumPy; `landmarks/index.csv` lists them.

An archive has the points of all clips, `points` (frames, 203, 3) int16, in shares of the picture
times 16384, z in picture widths; `seen` (frames, 203); and `offsets`, where each clip begins.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from signdict.pose.pose import Pose

#: The picture of clips whose index names none: they come from webcams.
WIDTH, HEIGHT = 640, 480
#: Frames per second of clips whose index names no rate.
FPS = 25.0
_SCALE = 16384


def poses(
    shared: Path, rows: Sequence[Mapping[str, str]]
) -> Iterator[tuple[Mapping[str, str], Pose]]:
    """Yield rows of `landmarks/index.csv` with their poses, one archive after the other."""
    for name in sorted({row["file"] for row in rows}):
        with np.load(shared / name) as archive:
            points, seen, offsets = (archive[key] for key in ("points", "seen", "offsets"))
        for row in (row for row in rows if row["file"] == name):
            frames = slice(*offsets[int(row["clip"]) :][:2])
            width = int(row.get("width") or WIDTH)
            height = int(row.get("height") or HEIGHT)
            pixels = points[frames].astype(np.float32) / _SCALE
            pixels *= np.array((width, height, 1), np.float32)
            confidence = seen[frames].astype(np.float32)
            yield row, Pose(pixels, confidence, float(row["fps"] or FPS), width, height).checked()
