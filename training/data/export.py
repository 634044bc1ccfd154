"""Exports the data as `.pose` files and a `manifest.csv`, for commands that need a manifest.

`python -m training.data.export runs/wlasl50 --use evaluate`
"""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from signdict.core.errors import ManifestError
from signdict.core.languages import languages
from signdict.pose.posefile import write_pose
from training import command, tables
from training.data import dataset
from training.data.dataset import LabelledClip

COLUMNS = (
    "path", "gloss", "sign_language", "spoken_language", "source", "signer", "concept", "split",
    "licence", "use",
)  # fmt: skip
#: The side of a split for each mark of the data: for training, or only for measuring.
SPLITS = {"train": "train", "evaluate": "test"}
_USES = {split: use for use, split in SPLITS.items()}


def export(clips: Iterable[tuple[LabelledClip, str]], out: Path) -> int:
    """Write clips, each with its side of the split, then the manifest; return their number.

    Clips whose sign language has no code are skipped. Raise ManifestError if none remains, and
    WriteError if a file cannot be written.
    """
    rows: list[dict[str, str]] = []
    for clip, split in clips:
        if clip.sign_language not in languages():
            continue
        path = Path(clip.source) / f"{len(rows):05}.pose"
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        write_pose(out / path, clip.pose)
        cells = (
            path.as_posix(), clip.gloss, clip.sign_language, clip.spoken_language, clip.source,
            clip.signer, clip.concept, split, clip.licence, _USES.get(split, ""),
        )  # fmt: skip
        rows.append(dict(zip(COLUMNS, cells, strict=True)))
    if not rows:
        raise ManifestError(
            "The data have no such clip.", hint="The index.csv files list the sources."
        )
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    tables.write(out, {"manifest.csv": text.getvalue()})
    return len(rows)


def chosen(
    shared: Path, landmarks: Path | None, uses: Iterable[str], sources: Iterable[str]
) -> Iterator[tuple[LabelledClip, str]]:
    """Yield the clips with these marks and their sides; no sources means all sources."""
    only = set(sources)
    for use in uses:
        for clip in dataset.landmark_clips(shared, use):
            if not only or clip.source in only:
                yield clip, SPLITS[use]
        for clip in dataset.video_clips(shared, landmarks, use) if landmarks else ():
            if not only or clip.source in only:
                yield clip, SPLITS[use]


@click.command(cls=command.Command)
@click.argument("out", type=command.FOLDER)
@click.option("--shared", type=command.FILE, default=Path("../shared/data"),
              help="Folder of the data.")  # fmt: skip
@click.option("--landmarks", type=command.FOLDER, default=None,
              help="Folder of training.data.landmarks.")  # fmt: skip
@click.option("--use", "uses", type=click.Choice(list(SPLITS)), multiple=True,
              default=tuple(SPLITS), help="Export only rows with this mark.")  # fmt: skip
@click.option("--source", "sources", multiple=True, help="Export only this source; repeatable.")
def main(
    out: Path, shared: Path, landmarks: Path | None, uses: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    """Write the clips of the data to the folder OUT, as .pose files with a manifest.csv."""
    count = export(chosen(shared, landmarks, uses, sources), out)
    click.echo(f"{count} clips in {out / 'manifest.csv'}")


if __name__ == "__main__":
    main()
