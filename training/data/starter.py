"""Build the starter dictionary: `python -m training.data.starter LANDMARKS`.

LANDMARKS contains a `.pose` file for each clip of the index (see `training.data.landmarks`). Rows
with `ship = yes` get clean glosses. The ingest that adds a user's own clips adds them, and also
trims the rest at both ends. The result is one read-only file and a README with its sources,
licences and counts.
"""

import csv
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias, TypeVar, cast

import click

from signdict.core import files
from signdict.core.errors import PoseError, SignDictError
from signdict.core.languages import language
from signdict.core.paths import Paths
from signdict.core.types import Source, Steps
from signdict.importing import ingest
from signdict.importing.entries import Skipped
from signdict.importing.ingest import add
from signdict.importing.manifest import entries
from signdict.library.database import seal
from signdict.library.library import Library
from signdict.model.encoder import SignClipEncoder
from signdict.model.interface import PoseEncoder
from signdict.pose.pose import Pose
from signdict.pose.posefile import read_pose
from training import command
from training.data.glosses import Gloss, Tables, number_takes

#: Seconds. A clip in which the hands are raised for less time does not show a whole sign.
SHORTEST = 0.2

TITLES = {
    "ase_studiogalt": "StudioGalt Sign Language Mocap Archive: American Sign Language",
    "ins_meabhinav": "Sign-Language-Detection by me-abhinav-1001: Indian Sign Language",
    "psp_kamaynikasyon": "Kamaynikasyon by Cray11: Filipino Sign Language",
}
NAME, MANIFEST = "library.db", "manifest.csv"
COLUMNS = (
    "path", "gloss", "variant", "sign_language", "spoken_language", "signer", "source", "licence",
    "attribution", "version", "url",
)  # fmt: skip


StarterRow: TypeAlias = dict[str, str]
T = TypeVar("T")


@click.command(cls=command.Command)
@click.argument("landmarks", type=Path, required=False)
@click.option("--reread", is_flag=True,
              help="Only compute the vectors of the existing starter again.")  # fmt: skip
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--out", type=Path, default=None,
              help="Folder to write; default: the one that ships.")  # fmt: skip
@click.option("--model", type=Path, default=None,
              help="Folder of a model; default: the bundled one.")  # fmt: skip
def main(
    landmarks: Path | None, *, reread: bool, shared: Path, out: Path | None, model: Path | None
) -> None:
    """Build the starter dictionary from LANDMARKS, and print what was skipped."""
    paths = Paths.standard()
    if reread:
        embed_again(
            (out or paths.starter.parent) / NAME, SignClipEncoder.open(model or paths.model)
        )
        return
    if landmarks is None:
        raise click.UsageError("Name the folder LANDMARKS, or give --reread.")
    with (shared / "videos" / "index.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ship"] == "yes"]
    encoder = SignClipEncoder.open(model or paths.model)
    for entry in build(rows, landmarks, encoder, out or paths.starter.parent):
        click.echo(f"skipped {entry.path}: {entry.reason}")


def build(
    rows: Sequence[StarterRow], landmarks: Path, encoder: PoseEncoder, out: Path
) -> tuple[Skipped, ...]:
    """Write `library.db` and `README.md` into the folder `out`; return the skipped clips."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        skipped = prepare(rows, landmarks, folder)
        listed = entries(folder / MANIFEST)
        with Library.open(folder / NAME) as library:
            report = finish(add(library, encoder, listed.entries, Paths.standard().tracker))
            for source in sources(rows):
                library.put_source(source)
            text = readme(library)
        seal(folder / NAME)
        replace(out / NAME, folder / NAME)
    files.write_atomic(out / "README.md", text.encode())
    return (*skipped, *listed.skipped, *report.skipped)


def embed_again(starter: Path, encoder: PoseEncoder) -> None:
    """Replace all vectors of a starter dictionary by those that a model computes now."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / NAME
        shutil.copyfile(starter, copy)
        with Library.open(copy) as library:
            library.forget(encoder.name)
            finish(ingest.reread(library, encoder))
        seal(copy)
        replace(starter, copy)


def replace(path: Path, new: Path) -> None:
    """Replace a file by a copy of another one; readers see the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with files.atomic_path(path) as part:
        shutil.copyfile(new, part)


def prepare(rows: Sequence[StarterRow], landmarks: Path, folder: Path) -> list[Skipped]:
    """Copy usable clips and a manifest with clean glosses to a folder; return the skipped ones."""
    tables = Tables.read()
    skipped = []
    usable: list[tuple[StarterRow, Path]] = []
    for row in rows:
        path = Path(row["file"]).with_suffix(".pose")
        try:
            if row["file"] in tables.excluded:
                raise PoseError(f"Excluded by the reviewed list: {tables.excluded[row['file']]}.")
            check_whole_sign(read_pose(landmarks / path))
        except SignDictError as error:
            skipped.append(Skipped(path, str(error)))
            continue
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(landmarks / path, folder / path)
        usable.append((row, path))
    with (folder / MANIFEST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        glosses = clean_glosses([row for row, _ in usable], tables)
        for (row, path), gloss in zip(usable, glosses, strict=True):
            writer.writerow(manifest_row(row, gloss) | {"path": path.as_posix()})
    return skipped


def clean_glosses(rows: Sequence[StarterRow], tables: Tables) -> list[Gloss]:
    """Return the glosses of rows in house style; recordings are numbered within their source."""
    glosses = [tables.clean(row["gloss"], row["variant"]) for row in rows]
    result = list(glosses)
    for source in {row["source"] for row in rows}:
        numbers = [number for number, row in enumerate(rows) if row["source"] == source]
        numbered = number_takes([glosses[number] for number in numbers])
        for number, gloss in zip(numbers, numbered, strict=True):
            result[number] = gloss
    return result


def check_whole_sign(pose: Pose) -> None:
    """Raise PoseError if a clip does not show a whole sign."""
    raised = pose.usable().signing()
    if (raised.stop - raised.start) / pose.fps < SHORTEST:
        raise PoseError(f"The hands are raised for less than {SHORTEST} seconds.")


def manifest_row(row: StarterRow, gloss: Gloss) -> StarterRow:
    """Return the cells of a clip in the manifest, without its path."""
    cells = {name: row[name] for name in COLUMNS if name in row}
    source = source_of(row)
    return cells | {
        "gloss": gloss.gloss,
        "variant": gloss.variant,
        "version": source.version,
        "url": source.url,
    }


def sources(rows: Sequence[StarterRow]) -> list[Source]:
    """Return each source once."""
    return list({row["source"]: source_of(row) for row in rows}.values())


def source_of(row: StarterRow) -> Source:
    """Return the source of a clip, with licence, attribution and the commit of the copy."""
    name = row["source"]
    return Source(
        name=name,
        title=TITLES.get(name, name),
        licence=row["licence"],
        attribution=row["attribution"],
        version=row["source_commit"],
        url=f"https://github.com/{row['source_repo']}",
    )


def finish(steps: Steps[T]) -> T:
    """Run all steps, print progress, and return the result."""
    while True:
        try:
            progress = next(steps)
        except StopIteration as end:
            return cast("T", end.value)
        if progress.done % 100 == 0:
            click.echo(f"{progress.done} of {progress.total}")


def readme(library: Library) -> str:
    """Return the README: the contents of the starter dictionary, its sources and licences."""
    lines = [
        "# Starter dictionary",
        "",
        "Landmark sequences, vectors and glosses computed from openly licensed clips; no videos",
        "and no pictures of people. Built by `python -m training.data.starter` from the sources",
        "below. Glosses were cleaned, the rest at both ends of a clip was trimmed, and a few",
        "vulgar or offensive entries were excluded: see `gloss_corrections.csv` and `left_out.csv`",
        "in `training/data`.",
        "",
        "| sign language | signs |",
        "| --- | --- |",
        *(f"| {language(c).name} ({c}) | {n:,} |" for c, n in sorted(library.counts().items())),
        f"| total, with {len(library.clip_ids()):,} clips | {library.count():,} |",
        "",
        "| source | signs | licence | attribution | address and commit |",
        "| --- | --- | --- | --- | --- |",
    ]
    for source, count in library.sources():
        lines.append(
            f"| {source.title} (`{source.name}`) | {count:,} | {source.licence} "
            f"| {source.attribution} | {source.url} at {source.version} |"
        )
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
