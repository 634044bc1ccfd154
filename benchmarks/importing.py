"""Frames a second of a whole import against bare trackers side by side, on the same clips.

`python -m benchmarks.importing [FOLDER]`: the import lists, reads, embeds and commits every clip
into a new library. Beside it as many processes as there are cores read the same clips with OpenCV
and MediaPipe alone, with a graph for each clip as every clip has its own state. Both are timed from
their start, loading included, in turn; the ratio is the median over pairs.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from signdict.cli import output
from signdict.core.paths import Paths, resources
from signdict.dictionary.dictionary import open_dictionary

_USUAL = Path("../shared/data/videos/psp_kamaynikasyon")
_BARE = """
import sys
import cv2, mediapipe
from mediapipe.tasks.python import BaseOptions, vision
options = vision.HolisticLandmarkerOptions(
    base_options=BaseOptions(model_asset_path=sys.argv[1]), running_mode=vision.RunningMode.VIDEO
)
count = 0
for path in sys.argv[2:]:
    capture = cv2.VideoCapture(path)
    with vision.HolisticLandmarker.create_from_options(options) as graph:
        while True:
            there, image = capture.read()
            if not there:
                break
            image = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
            graph.detect_for_video(mediapipe.Image(mediapipe.ImageFormat.SRGB, image), 40 * count)
            count += 1
print(count)
"""


def measure(folder: Path = _USUAL, clips: int = 24, pairs: int = 1) -> dict[str, float]:
    """Return `ingest_ratio`, and the frames a second of both sides."""
    files = sorted(folder.glob("*.mp4"))[:clips]
    if not files:
        raise click.ClickException(f"There is no clip in {folder}: name a folder of videos.")
    runs = []
    for _ in range(pairs):
        frames, bare = _bare(files)
        runs.append((frames / _imported(files), frames / bare))
    return {
        "ingest_ratio": round(statistics.median(mine / theirs for mine, theirs in runs), 3),
        "import_fps": round(statistics.median(mine for mine, _ in runs), 1),
        "bare_fps": round(statistics.median(theirs for _, theirs in runs), 1),
    }


def _imported(files: list[Path]) -> float:
    """Import the clips into a home of their own; return the seconds it took."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "clips")
        folder.mkdir()
        for file in files:
            (folder / file.name).write_bytes(file.read_bytes())
        began = time.perf_counter()
        with open_dictionary(Paths(Path(home, "home"), resources())) as dictionary:
            report = output.follow(dictionary.add(folder, sign_language="psp"))
        assert report.added == len(files), report.skipped
        return time.perf_counter() - began


def _bare(files: list[Path]) -> tuple[int, float]:
    """Track the clips and do nothing else; return their frames, and the seconds it took."""
    cores, model = os.cpu_count() or 1, str(Paths.standard().tracker)
    shares = [files[core::cores] for core in range(cores)]
    began = time.perf_counter()
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _BARE, model, *map(str, share)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        for share in shares
        if share
    ]  # fmt: skip
    frames = sum(int(process.communicate()[0]) for process in processes)
    return frames, time.perf_counter() - began


@click.command()
@click.argument("folder", type=Path, default=_USUAL)
@click.option("--clips", default=24, help="How many clips of the folder.")
@click.option("--pairs", default=3, help="Runs of each, taken in turn.")
def main(folder: Path, clips: int, pairs: int) -> None:
    """Print a table, and as the last line one JSON object."""
    figures = measure(folder, clips, pairs)
    click.echo("| import, frames/s | bare trackers, frames/s | ratio |\n| --- | --- | --- |")
    told = (figures["import_fps"], figures["bare_fps"], figures["ingest_ratio"])
    click.echo(f"| {told[0]:.1f} | {told[1]:.1f} | {told[2]:.3f} |")
    click.echo(json.dumps(figures))


if __name__ == "__main__":
    main()
