"""The data as a manifest: `.pose` files and a `manifest.csv`, for every command that asks for one.

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
#: What may be trained on, and what is only measured on, as parts of a split.
SPLITS = {"train": "train", "evaluate": "test"}
_USES = {split: use for use, split in SPLITS.items()}


def export(clips: Iterable[tuple[LabelledClip, str]], out: Path) -> int:
    """Write clips, each with its part of the split, and last the manifest; return their number.

    Clips whose sign language has no code are left out. Raise ManifestError if none remains.
    """
    rows: list[dict[str, str]] = []
    for clip, split in clips:
        if clip.sign_language not in languages():
            continue
        path = Path(clip.source) / f"{len(rows):05}.pose"
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        write_pose(out / path, clip.pose)
        told = (
            path.as_posix(), clip.gloss, clip.sign_language, clip.spoken_language, clip.source,
            clip.signer, clip.concept, split, clip.licence, _USES.get(split, ""),
        )  # fmt: skip
        rows.append(dict(zip(COLUMNS, told, strict=True)))
    if not rows:
        raise ManifestError(
            "There is no such clip in the data.", hint="See the sources in its index.csv files."
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
    """Yield the clips of the data marked so; no sources means all."""
    only = set(sources)
    for use in uses:
        for clip in dataset.recorded(shared, use):
            if not only or clip.source in only:
                yield clip, SPLITS[use]
        for clip in dataset.filmed(shared, landmarks, use) if landmarks else ():
            if not only or clip.source in only:
                yield clip, SPLITS[use]


@click.command(cls=command.Command)
@click.argument("out", type=command.FOLDER)
@click.option("--shared", type=command.FILE, default=Path("../shared/data"),
              help="Folder of the data.")  # fmt: skip
@click.option("--landmarks", type=command.FOLDER, default=None,
              help="What training.landmarks made of the videos.")  # fmt: skip
@click.option("--use", "uses", type=click.Choice(list(SPLITS)), multiple=True,
              default=tuple(SPLITS), help="Rows marked so alone.")  # fmt: skip
@click.option("--source", "sources", multiple=True, help="This source alone; several times.")
def main(
    out: Path, shared: Path, landmarks: Path | None, uses: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    """Write the clips of the data into the folder OUT as .pose files with a manifest.csv."""
    count = export(chosen(shared, landmarks, uses, sources), out)
    click.echo(f"{count} clips in {out / 'manifest.csv'}")


if __name__ == "__main__":
    main()
