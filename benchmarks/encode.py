"""Time and memory to embed clips, compared with the published implementation.

    python -m benchmarks.encode

Untrained weights of the published sizes, clips of 100 frames, in batches of 1 and 32. Our encoder
alternates with the published one (`benchmarks.published`), which pads every clip to 258 positions
and runs both towers. Both get the same 609 numbers per frame and must return the same vectors.
Memory is the peak of a separate process per implementation. The last line is one JSON object.
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

from benchmarks.published import Published
from signdict.core.types import FloatArray
from signdict.model.calibration import Calibration
from signdict.model.encoder import SignClipEncoder
from signdict.model.network import NetworkConfig, SignClip

FRAMES, BATCHES = 100, (1, 32)
#: Number of turns of both implementations, and of batches per turn, by size of the batch.
TURNS, READINGS = {1: 9, 32: 3}, {1: 9, 32: 2}
WARM = 40  # clips that are embedded before the measurement
Clips: TypeAlias = list[FloatArray]
Embed: TypeAlias = Callable[[Clips], object]


def a_clip(seed: int) -> FloatArray:
    """Return a clip of random numbers, (100, 609)."""
    return np.random.default_rng(seed).standard_normal((FRAMES, 609)).astype(np.float32)


def network() -> SignClip:
    """Return a network of the published sizes with random weights, always the same."""
    torch.manual_seed(1)
    return SignClip(NetworkConfig()).eval()


def published(weights: SignClip) -> Embed:
    """Return the published implementation."""
    baseline = Published(weights)
    return lambda clips: baseline([torch.from_numpy(clip) for clip in clips]).numpy()


def ours(weights: SignClip) -> Embed:
    """Return the application's encoder."""
    words = ["[PAD]", "[UNK]"]
    return SignClipEncoder("untrained", weights, words, Calibration()).raw_frames


def milliseconds(embed: Embed, clips: Clips, readings: int) -> float:
    """Return the median time of embedding a batch, several times in a row as in an import."""
    times = []
    for _ in range(readings):
        start = time.perf_counter()
        embed(clips)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def compare(batch: int, ways: dict[str, Embed]) -> dict[str, float]:
    """Return the median milliseconds of both implementations, and how much faster ours is."""
    clips = [a_clip(seed) for seed in range(batch)]
    vectors, expected = (np.asarray(embed(clips)) for embed in ways.values())
    np.testing.assert_allclose(vectors, expected, atol=2e-5)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(TURNS[batch]):
        for name, embed in ways.items():
            times[name].append(milliseconds(embed, clips, READINGS[batch]))
    figures = {f"{name}_ms_batch{batch}": statistics.median(t) for name, t in times.items()}
    ratios = [a / b for a, b in zip(times["published"], times["ours"], strict=True)]
    return figures | {f"speedup_batch{batch}": statistics.median(ratios)}


def peak(way: str, batch: int) -> float:
    """Return the peak memory in MiB of a process that embeds one batch."""
    command = [sys.executable, "-m", "benchmarks.encode", "--alone", way, "--batch", str(batch)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Print a table and a JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alone", choices=["ours", "published"], help=argparse.SUPPRESS)
    parser.add_argument("--batch", type=int, default=1, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        embed = ours(network()) if options.alone == "ours" else published(network())
        embed([a_clip(seed) for seed in range(options.batch)])
        scale = 1024 if sys.platform != "darwin" else 1024**2
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale)
        return
    figures = {  # first: child processes inherit the peak of a process that holds networks
        f"{way}_peak_mib_batch{batch}": peak(way, batch)
        for batch in BATCHES
        for way in ("ours", "published")
    }
    ways = {"ours": ours(network()), "published": published(network())}
    ways["ours"]([a_clip(seed) for seed in range(WARM)])
    for batch in BATCHES:
        figures |= compare(batch, ways)
    for name, figure in figures.items():
        print(f"{name:>28} {figure:9.1f}")
    print(json.dumps({name: round(figure, 3) for name, figure in figures.items()}))


if __name__ == "__main__":
    main()
