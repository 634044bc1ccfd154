"""Time to embed a clip with the bundled model, and the size of the files that this needs.

    python -m benchmarks.pose

On one core, with three seconds of a clip of the starter dictionary at 30 frames per second, alone
and with its mirror image, as in a search. The time of the network alone shows what its input
costs. The last line is one JSON object.
"""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from signdict.core.paths import Paths, resources
from signdict.library.library import Library
from signdict.model.encoder import SignClipEncoder
from signdict.pose.pose import Pose

TURNS, FRAMES, FPS = 100, 90, 30


def main() -> None:
    """Print a table and a JSON object."""
    paths = Paths.standard()
    encoder = SignClipEncoder.open(paths.model)
    pose = three_seconds(paths.starter).usable()
    mirrored = pose.mirrored()
    window = np.zeros((32, encoder.network.config.pose.inputs), np.float32)
    figures = {
        "pose_ms": median_ms(lambda: encoder.read_poses([pose])),
        "search_ms": median_ms(lambda: encoder.read_poses([pose, mirrored])),
        "network_ms": median_ms(lambda: encoder.read_frames([window])),
        "model_mb": megabytes(paths.model),
        "starter_mb": megabytes(paths.starter.parent),
        "resources_mb": megabytes(resources()),
    }
    print("| figure | value |\n| --- | --- |")
    print("\n".join(f"| {name} | {value:.2f} |" for name, value in figures.items()))
    print(json.dumps(figures))


def three_seconds(starter: Path) -> Pose:
    """Return a clip of the starter dictionary, resampled to `FRAMES` frames."""
    with Library.open(starter, read_only=True) as library:
        pose = library.pose(library.clip_ids()[0])
    if pose is None:
        raise SystemExit("The starter dictionary has no landmarks.")
    rows = np.linspace(0, len(pose) - 1, FRAMES).round().astype(int)
    return replace(pose, points=pose.points[rows], confidence=pose.confidence[rows], fps=FPS)


def median_ms(call: Callable[[], object]) -> float:
    """Return the median milliseconds of a call, after a few that are not counted."""
    times = []
    for _ in range(TURNS + 5):
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times[5:])


def megabytes(folder: Path) -> float:
    """Return the size of all files of a folder, in millions of bytes."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


if __name__ == "__main__":
    main()
