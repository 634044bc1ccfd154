"""Measures the frames per second of an import, compared with bare trackers on the same clips.

`python -m benchmarks.importing [FOLDER]`: the import lists, reads, embeds and stores every clip in
a new library. For comparison, one process per core reads the same clips with only OpenCV and
MediaPipe, with a new graph for each clip because tracking has state. Both are timed in turn from
their start, including loading; the ratio is the median over pairs.
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
            success, image = capture.read()
            if not success:
                break
            image = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
            graph.detect_for_video(mediapipe.Image(mediapipe.ImageFormat.SRGB, image), 40 * count)
            count += 1
print(count)
"""


def measure(folder: Path = _USUAL, clips: int = 24, pairs: int = 1) -> dict[str, float]:
    """Return `ingest_ratio`, and the frames per second of both."""
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
    """Import the clips into a new home; return the seconds that it took."""
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
    """Only track the clips; return the number of frames, and the seconds that it took."""
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
@click.option("--pairs", default=3, help="Runs of each, in turn.")
def main(folder: Path, clips: int, pairs: int) -> None:
    """Print a table, and as the last line one JSON object."""
    figures = measure(folder, clips, pairs)
    click.echo("| import, frames/s | bare trackers, frames/s | ratio |\n| --- | --- | --- |")
    row = (figures["import_fps"], figures["bare_fps"], figures["ingest_ratio"])
    click.echo(f"| {row[0]:.1f} | {row[1]:.1f} | {row[2]:.3f} |")
    click.echo(json.dumps(figures))


if __name__ == "__main__":
    main()
