"""Is an import that is killed again and again, and started again, as good as one that was not?

`python -m benchmarks.killed` runs `signdict add` on real clips in a process of its own, kills it
with SIGKILL at random moments, starts it again until it ends, and compares the two libraries.
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
    """Print a line a run and, last, one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--videos", type=Path, default=Path("../shared/data"))
    parser.add_argument("--clips", type=int, default=50)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    draw = np.random.default_rng(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        clips, whole, killed = (Path(folder) / name for name in ("clips", "whole", "killed"))
        copy(asked.videos, clips, asked.clips, draw)
        began = time.monotonic()
        added(clips, whole)
        seconds = time.monotonic() - began
        print(f"uninterrupted: {seconds:.1f} s, {len(read(whole))} clips", flush=True)
        there, wrong = [], []
        for _ in range(asked.kills):
            after = float(draw.uniform(0.05, 0.6) * seconds)
            wrong += added(clips, killed, kill_after=after)
            there.append(len(read(killed)))
            print(f"killed after {after:.1f} s: {there[-1]} clips", flush=True)
        wrong += added(clips, killed)
        equal = read(whole) == read(killed)
    print(json.dumps({"equal": equal, "clips": asked.clips, "there": there, "wrong": wrong}))


def copy(videos: Path, clips: Path, count: int, draw: np.random.Generator) -> None:
    """Copy clips by chance into a folder for each sign language."""
    with (videos / "videos/index.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ship"] == "yes"]
    for place in draw.permutation(len(rows))[:count]:
        folder = clips / rows[place]["sign_language"]
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(videos / rows[place]["file"], folder)


def added(clips: Path, home: Path, kill_after: float | None = None) -> list[str]:
    """Run `signdict add`, kill it after so many seconds, and check the library."""
    command = [*COMMAND, str(clips), "--library", str(home)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
    if not Paths.standard(home).library.is_file():
        return []  # it was killed before there was anything
    with Library.open(Paths.standard(home).library) as library:
        return library.check()


def read(home: Path) -> dict[int, tuple[object, ...]]:
    """All that was stored of each clip: sign, landmarks, vector."""
    if not Paths.standard(home).library.is_file():
        return {}
    with Library.open(Paths.standard(home).library) as library:
        signs = {clip.id: sign for sign in library.all_signs() for clip in sign.clips}
        ids, _, vectors = library.vectors(BUNDLED_MODEL)
        rows = dict(zip(ids.tolist(), vectors, strict=True))
        found: dict[int, tuple[object, ...]] = {}
        for clip, sign in signs.items():
            pose = library.pose(clip)
            points = b"" if pose is None else pose.points.tobytes()
            found[clip] = (sign, points, rows[clip].tobytes() if clip in rows else b"")
        return found


if __name__ == "__main__":
    main()
