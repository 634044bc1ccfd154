"""Write a `.pose` file for each video of the data: `python -m training.data.landmarks OUT`.

You can stop it at any time; the next run computes what is missing. Two processes on two cores
compute 1.35 times the frames of one, because one graph already uses more than one core.
"""

import csv
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

import click

from signdict.core.errors import SignDictError
from signdict.core.paths import Paths
from signdict.pose.posefile import write_pose
from signdict.pose.timing import even_pose
from signdict.tracking.mediapipe_tracker import Tracker
from signdict.tracking.video import Video


def track(video: Path, out: Path) -> int:
    """Write the landmarks of one video; return its number of frames."""
    with Video(video) as clip, Tracker(Paths.standard().tracker) as tracker:
        frames = list(tracker.follow(clip.frames()))
        shape = clip.shape
    write_pose(out, even_pose(frames, shape.fps, shape.width, shape.height, 0.0))
    return len(frames)


@click.command()
@click.argument("out", type=Path)
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--source", "sources", multiple=True, help="Only this source; repeatable.")
@click.option("--workers", default=2, show_default=True, help="Number of processes.")
def main(out: Path, shared: Path, sources: tuple[str, ...], workers: int) -> None:
    """Compute the missing .pose files in OUT, and print progress every ten clips."""
    with (shared / "videos" / "index.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if not sources or r["source"] in sources]
    names = [row["file"] for row in rows]
    if not names:
        raise click.UsageError(f"{shared} has no video of {', '.join(sources)}.")
    missing = [name for name in names if not (out / name).with_suffix(".pose").exists()]
    click.echo(f"{len(names) - len(missing)} of {len(names)} clips exist already")
    start, frames = time.monotonic(), 0
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        jobs = {
            pool.submit(track, shared / name, (out / name).with_suffix(".pose")): name
            for name in missing
        }
        for number, job in enumerate(as_completed(jobs), 1):
            try:
                frames += job.result()
            except SignDictError as error:
                click.echo(f"skipped {jobs[job]}: {error}")
            if number % 10 == 0 or number == len(jobs):
                pace = frames / (time.monotonic() - start)
                click.echo(f"{number}/{len(jobs)} clips, {pace:.1f} frames per second")


if __name__ == "__main__":
    main()
