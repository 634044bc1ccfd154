"""How long the bundled model reads a clip, and how much room everything takes that it needs.

    python -m benchmarks.pose

One core, three seconds of a clip of the starter dictionary at 30 frames a second, alone and with
its mirror image as a search asks it; beside them the network alone, so that what its input costs
can be seen. The last line is one JSON object.
"""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from signdict.core.paths import Paths, resources
from signdict.library.library import Library
from signdict.model.encoder import SignClipEncoder
from signdict.pose.pose import Pose

TURNS, FRAMES, FPS = 100, 90, 30


def main() -> None:
    """Measure and print."""
    torch.set_num_threads(1)
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
    print("| measured | |\n| --- | --- |")
    print("\n".join(f"| {name} | {value:.2f} |" for name, value in figures.items()))
    print(json.dumps(figures))


def three_seconds(starter: Path) -> Pose:
    """A clip of the starter dictionary, read at so many evenly spaced moments."""
    with Library.open(starter, read_only=True) as library:
        pose = library.pose(library.clip_ids()[0])
    if pose is None:
        raise SystemExit("The starter dictionary has no landmarks.")
    rows = np.linspace(0, len(pose) - 1, FRAMES).round().astype(int)
    return replace(pose, points=pose.points[rows], confidence=pose.confidence[rows], fps=FPS)


def median_ms(turn: Callable[[], object]) -> float:
    """Median milliseconds of a turn, after a few that do not count."""
    times = []
    for _ in range(TURNS + 5):
        start = time.perf_counter()
        turn()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times[5:])


def megabytes(folder: Path) -> float:
    """The size of all files of a folder, in millions of bytes."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


if __name__ == "__main__":
    main()
