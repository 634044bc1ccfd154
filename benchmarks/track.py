"""Frames per second of Video and Tracker together, compared with bare MediaPipe.

    python -m benchmarks.track [CLIP]

Both read the clip with OpenCV and call `detect_for_video`; ours adds exact times and the 203
landmarks. Runs alternate; the ratio is the median over pairs. The last line is one JSON object.
"""

import json
import statistics
import time
from pathlib import Path
from typing import Any

import click

from signdict.core.paths import Paths
from signdict.tracking.mediapipe_tracker import Tracker
from signdict.tracking.video import Video

_CLIP = Path("../shared/data/videos/psp_kamaynikasyon/Hello.mp4")


def ours(clip: Path, model: Path) -> float:
    """Return the frames per second of the application."""
    with Video(clip) as video, Tracker(model) as tracker:
        start = time.perf_counter()
        count = sum(1 for _ in tracker.follow(video.frames()))
        return count / (time.perf_counter() - start)


def bare(clip: Path, model: Path) -> float:
    """Return the frames per second of `detect_for_video` alone, with decoding."""
    import cv2
    import mediapipe
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.HolisticLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)),
        running_mode=vision.RunningMode.VIDEO,
    )
    capture: Any = cv2.VideoCapture(str(clip))
    with vision.HolisticLandmarker.create_from_options(options) as graph:
        start, count = time.perf_counter(), 0
        while True:
            decoded, image = capture.read()
            if not decoded:
                return count / (time.perf_counter() - start)
            image = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
            graph.detect_for_video(mediapipe.Image(mediapipe.ImageFormat.SRGB, image), 40 * count)
            count += 1


@click.command()
@click.argument("clip", type=Path, default=_CLIP)
@click.option("--pairs", default=5, help="Number of runs of each, in turn.")
def main(clip: Path, pairs: int) -> None:
    """Print a table and a JSON object."""
    if not clip.is_file():
        raise click.ClickException(f"No such clip: {clip}. Name a video of a person signing.")
    model = Paths.standard().tracker
    runs = [(ours(clip, model), bare(clip, model)) for _ in range(pairs)]
    click.echo("| ours, frames/s | bare, frames/s | ratio |\n| --- | --- | --- |")
    for mine, theirs in runs:
        click.echo(f"| {mine:.1f} | {theirs:.1f} | {mine / theirs:.3f} |")
    figures = {
        "ratio": statistics.median(mine / theirs for mine, theirs in runs),
        "fps": statistics.median(mine for mine, _ in runs),
        "bare_fps": statistics.median(theirs for _, theirs in runs),
    }
    click.echo(json.dumps({name: round(value, 3) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
