"""Compares the library of an import that is killed repeatedly with that of an uninterrupted one.

`python -m benchmarks.killed` runs `signdict add` on real clips in a process of its own, kills it
with SIGKILL at random times, and restarts it until it is complete.
"""

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from signdict.core.paths import BUNDLED_MODEL, Paths
from signdict.library.library import Library

COMMAND = (sys.executable, "-c", "from signdict.cli.main import main; main()", "add")


def main() -> None:
    """Print a line for each run and, last, one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--videos", type=Path, default=Path("../shared/data"))
    parser.add_argument("--clips", type=int, default=50)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    draw = np.random.default_rng(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        clips, whole, killed = (Path(folder) / name for name in ("clips", "whole", "killed"))
        copy(options.videos, clips, options.clips, draw)
        began = time.monotonic()
        added(clips, whole)
        seconds = time.monotonic() - began
        print(f"uninterrupted: {seconds:.1f} s, {len(read(whole))} clips", flush=True)
        counts, problems = [], []
        for _ in range(options.kills):
            after = float(draw.uniform(0.05, 0.6) * seconds)
            problems += added(clips, killed, kill_after=after)
            counts.append(len(read(killed)))
            print(f"killed after {after:.1f} s: {counts[-1]} clips", flush=True)
        problems += added(clips, killed)
        equal = read(whole) == read(killed)
    print(json.dumps({"equal": equal, "clips": options.clips, "there": counts, "wrong": problems}))


def copy(videos: Path, clips: Path, count: int, draw: np.random.Generator) -> None:
    """Copy random clips into a folder for each sign language."""
    with (videos / "videos/index.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ship"] == "yes"]
    for row in draw.permutation(len(rows))[:count]:
        folder = clips / rows[row]["sign_language"]
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(videos / rows[row]["file"], folder)


def added(clips: Path, home: Path, kill_after: float | None = None) -> list[str]:
    """Run `signdict add`, perhaps kill it after some seconds, and return the library's problems."""
    command = [*COMMAND, str(clips), "--library", str(home)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
    if not Paths.standard(home).library.is_file():
        return []  # it was killed before the library existed
    with Library.open(Paths.standard(home).library) as library:
        return library.check()


def read(home: Path) -> dict[int, tuple[object, ...]]:
    """Return the sign, landmarks and vector of each clip."""
    if not Paths.standard(home).library.is_file():
        return {}
    with Library.open(Paths.standard(home).library) as library:
        signs = {clip.id: sign for sign in library.all_signs() for clip in sign.clips}
        ids, _, vectors = library.vectors(BUNDLED_MODEL)
        rows = dict(zip(ids.tolist(), vectors, strict=True))
        stored: dict[int, tuple[object, ...]] = {}
        for clip, sign in signs.items():
            pose = library.pose(clip)
            points = b"" if pose is None else pose.points.tobytes()
            stored[clip] = (sign, points, rows[clip].tobytes() if clip in rows else b"")
        return stored


if __name__ == "__main__":
    main()
