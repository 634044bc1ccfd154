"""Whether clips of the starter dictionary are recognised after encoding them again.

    python -m benchmarks.reencoded
    python -m benchmarks.reencoded --source fsl_jauvert --clips 40

Draws clips of every source, or of some, with a seed, writes each at 17 frames per second and 300
lines, once plain and once mirrored, and recognises both. The last line is one JSON object.
"""

import argparse
import csv
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from signdict.cli.output import follow
from signdict.core.paths import Paths
from signdict.dictionary.dictionary import Dictionary, open_dictionary
from signdict.tracking.video import Video
from training.data.glosses import Tables
from training.data.shipped import film_glosses

FPS, LINES = 17, 300


def main() -> None:
    """Print a line per clip and a JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--videos", type=Path, default=Path("../shared/data"))
    parser.add_argument("--clips", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--source", action="append", default=[], help="only this; repeatable")
    parser.add_argument("--fps", type=int, default=FPS)
    parser.add_argument("--lines", type=int, default=LINES)
    options = parser.parse_args()
    clips = chosen(options.videos / "videos/index.csv", options.clips, options.seed, options.source)
    first = {"plain": 0, "mirrored": 0}
    first_eight = dict.fromkeys(first, 0)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_dictionary(Paths.standard(Path(folder) / "home")) as dictionary,
    ):
        for file, gloss, code in clips:
            ranks = {}
            for way in first:
                copy = Path(folder) / f"{way}.mp4"
                reencode(
                    options.videos / file, copy, options.fps, options.lines,
                    mirrored=way == "mirrored",
                )  # fmt: skip
                ranks[way] = rank(dictionary, copy, gloss, code)
                first[way] += ranks[way] == 1
                first_eight[way] += ranks[way] is not None
            print(f"{file}  {gloss} ({code})  {ranks}", flush=True)
    print(
        json.dumps(
            {"n": len(clips)}
            | {f"found_{way}": count for way, count in first.items()}
            | {f"first_eight_{way}": count for way, count in first_eight.items()}
        )
    )


def chosen(
    index: Path, count: int, seed: int, sources: Sequence[str] = ()
) -> list[tuple[str, str, str]]:
    """Return clips of some or all sources in turn: file, gloss in the dictionary, sign language."""
    tables = Tables.read()
    with index.open(encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["ship"] == "yes"
            and row["file"] not in tables.excluded
            and (not sources or row["source"] in sources)
        ]
    draw = np.random.default_rng(seed)
    by_source: dict[str, list[tuple[str, str, str]]] = {}
    for row, gloss in zip(rows, film_glosses(rows, tables), strict=True):
        by_source.setdefault(row["source"], []).append(
            (row["file"], gloss.gloss, row["sign_language"])
        )
    order = [[clips[i] for i in draw.permutation(len(clips))] for clips in by_source.values()]
    return [order[i % len(order)][i // len(order)] for i in range(count)]


def reencode(source: Path, target: Path, fps: int, lines: int, *, mirrored: bool) -> None:
    """Write a copy at another rate and size."""
    import cv2

    with Video(source) as video:
        frames = list(video.frames())
        width = round(video.shape.width * lines / video.shape.height / 2) * 2
    fourcc = cv2.VideoWriter.fourcc(*"mp4v")
    writer = cv2.VideoWriter(str(target), fourcc, fps, (width, lines))
    for number in range(int(frames[-1].seconds * fps) + 1):
        nearest = min(frames, key=lambda frame: abs(frame.seconds - number / fps))
        image = cv2.resize(nearest.image, (width, lines), interpolation=cv2.INTER_AREA)
        image = cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
        writer.write(cv2.flip(image, 1) if mirrored else image)
    writer.release()


def rank(dictionary: Dictionary, clip: Path, gloss: str, code: str) -> int | None:
    """Return the rank of the clip's own gloss among the best eight of all languages, or None."""
    matches = dictionary.recognise(follow(dictionary.read(clip)))
    own = [m.rank for m in matches if (m.sign.gloss, m.sign.sign_language) == (gloss, code)]
    return own[0] if own else None


if __name__ == "__main__":
    main()
