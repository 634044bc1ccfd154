"""How much sooner a clip is embedded than by the published way, and in how much memory.

    python -m benchmarks.encode

Untrained weights of the published sizes, clips of 100 frames, one at a time and 32 together: our
encoder, and beside it, in turn, every clip filled up to 258 positions and both towers run
(`benchmarks.published`). Both start from the same 609 numbers a frame and must give the same
vectors. Memory is the peak of a process of its own for each way. The last line is one JSON object.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.published import Published
from signdict.model.calibration import Calibration
from signdict.model.encoder import SignClipEncoder
from signdict.model.network import NetworkConfig, SignClip

FRAMES, BATCHES = 100, (1, 32)
#: How often both ways take turns, and how many times each reads a batch in its turn.
TURNS, READINGS = {1: 9, 32: 3}, {1: 9, 32: 2}
WARM = 40  # clips that are read before the clock starts
Clips: TypeAlias = list[NDArray[np.float32]]
Way = Callable[[Clips], object]


def a_clip(seed: int) -> NDArray[np.float32]:
    """A clip of numbers at random: (100, 609)."""
    return np.random.default_rng(seed).standard_normal((FRAMES, 609)).astype(np.float32)


def network() -> SignClip:
    """The published sizes with weights drawn from a seed."""
    torch.manual_seed(1)
    return SignClip(NetworkConfig()).eval()


def published_way(of: SignClip) -> Way:
    """The baseline."""
    way = Published(of)
    return lambda clips: way([torch.from_numpy(clip) for clip in clips]).numpy()


def our_way(of: SignClip) -> Way:
    """The application's own encoder."""
    words = ["[PAD]", "[UNK]"]
    return SignClipEncoder("untrained", of, words, Calibration()).raw_frames


def milliseconds(way: Way, clips: Clips, readings: int) -> float:
    """Median time of reading a batch, several times in a row as a library is read."""
    times = []
    for _ in range(readings):
        start = time.perf_counter()
        way(clips)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def compare(batch: int, ways: dict[str, Way]) -> dict[str, float]:
    """Median milliseconds of both ways in turn, and how many times faster ours is."""
    clips = [a_clip(seed) for seed in range(batch)]
    one, other = (np.asarray(way(clips)) for way in ways.values())
    np.testing.assert_allclose(one, other, atol=2e-5)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(TURNS[batch]):
        for name, way in ways.items():
            times[name].append(milliseconds(way, clips, READINGS[batch]))
    figures = {f"{name}_ms_batch{batch}": statistics.median(t) for name, t in times.items()}
    ratios = [p / o for p, o in zip(times["published"], times["ours"], strict=True)]
    return figures | {f"speedup_batch{batch}": statistics.median(ratios)}


def peak(way: str, batch: int) -> float:
    """Peak memory in MiB of a process that reads one batch in one way."""
    command = [sys.executable, "-m", "benchmarks.encode", "--alone", way, "--batch", str(batch)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Print the figures, then all of them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alone", choices=["ours", "published"], help=argparse.SUPPRESS)
    parser.add_argument("--batch", type=int, default=1, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        made = our_way(network()) if asked.alone == "ours" else published_way(network())
        made([a_clip(seed) for seed in range(asked.batch)])
        scale = 1024 if sys.platform != "darwin" else 1024**2
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale)
        return
    figures = {  # first: a process that has networks itself would hand its own peak down
        f"{way}_peak_mib_batch{batch}": peak(way, batch)
        for batch in BATCHES
        for way in ("ours", "published")
    }
    ways = {"ours": our_way(network()), "published": published_way(network())}
    ways["ours"]([a_clip(seed) for seed in range(WARM)])
    for batch in BATCHES:
        figures |= compare(batch, ways)
    for name, figure in figures.items():
        print(f"{name:>28} {figure:9.1f}")
    print(json.dumps({name: round(figure, 3) for name, figure in figures.items()}))


if __name__ == "__main__":
    main()
