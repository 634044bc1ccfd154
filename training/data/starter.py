"""Build the starter dictionary: `python -m training.data.starter LANDMARKS`.

LANDMARKS holds a `.pose` file for each clip of the index (`python -m training.data.landmarks` makes
them). Rows with `ship = yes` get their glosses cleaned and are added by the same ingest that adds
a user's own clips, which also cuts off the rest at both ends; the outcome is one read-only file,
with its sources, licences and counts told beside it.
"""

import csv
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias, TypeVar, cast

import click

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
from training.data.glosses import Gloss, Tables, told_apart

#: A clip in which hands are raised for less than this shows no whole sign, in seconds.
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
@click.option("--reread", is_flag=True, help="Instead, read the clips that it holds anew.")
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--out", type=Path, default=None, help="Folder to write; the one that ships.")
@click.option("--model", type=Path, default=None, help="Folder of a model; the bundled one.")
def main(
    landmarks: Path | None, *, reread: bool, shared: Path, out: Path | None, model: Path | None
) -> None:
    """Build the starter dictionary of LANDMARKS, and say what was left out."""
    paths = Paths.standard()
    if reread:
        read_anew((out or paths.starter.parent) / NAME, SignClipEncoder.open(model or paths.model))
        return
    if landmarks is None:
        raise click.UsageError("Name the folder of LANDMARKS, or give --reread.")
    with (shared / "videos" / "index.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ship"] == "yes"]
    encoder = SignClipEncoder.open(model or paths.model)
    for one in build(rows, landmarks, encoder, out or paths.starter.parent):
        click.echo(f"left out {one.path}: {one.reason}")


def build(
    rows: Sequence[StarterRow], landmarks: Path, encoder: PoseEncoder, out: Path
) -> tuple[Skipped, ...]:
    """Write `library.db` and `README.md` into the folder `out`; return what was left out."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        left_out = prepared(rows, landmarks, folder)
        listed = entries(folder / MANIFEST)
        with Library.open(folder / NAME) as library:
            report = finished(add(library, encoder, listed.entries, Paths.standard().tracker))
            for source in sources(rows):
                library.put_source(source)
            told = readme(library)
        seal(folder / NAME)
        put(folder / NAME, out / NAME)
    (out / "README.md").write_text(told, encoding="utf-8")
    return (*left_out, *listed.skipped, *report.skipped)


def read_anew(starter: Path, encoder: PoseEncoder) -> None:
    """Have a model read the clips of a starter dictionary, whatever it made of them before."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / NAME
        shutil.copyfile(starter, copy)
        with Library.open(copy) as library:
            library.forget(encoder.name)
            finished(ingest.reread(library, encoder))
        seal(copy)
        put(copy, starter)


def put(made: Path, place: Path) -> None:
    """Put a file in the place of an older one, whole, whoever reads or builds beside us."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as beside:
        beside.write(made.read_bytes())
    Path(beside.name).chmod(0o644)
    Path(beside.name).replace(place)


def prepared(rows: Sequence[StarterRow], landmarks: Path, folder: Path) -> list[Skipped]:
    """Copy what is usable beside a manifest with clean glosses; return what is not among them."""
    tables = Tables.read()
    left_out = []
    kept: list[tuple[StarterRow, Path]] = []
    for row in rows:
        path = Path(row["file"]).with_suffix(".pose")
        try:
            if row["file"] in tables.left_out:
                raise PoseError(f"Left out by the reviewed list: {tables.left_out[row['file']]}.")
            whole(read_pose(landmarks / path))
        except SignDictError as why:
            left_out.append(Skipped(path, str(why)))
            continue
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(landmarks / path, folder / path)
        kept.append((row, path))
    with (folder / MANIFEST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        glosses = cleaned([row for row, _ in kept], tables)
        for (row, path), gloss in zip(kept, glosses, strict=True):
            writer.writerow(described(row, gloss) | {"path": path.as_posix()})
    return left_out


def cleaned(rows: Sequence[StarterRow], tables: Tables) -> list[Gloss]:
    """Glosses in house style; recordings are told apart within their source."""
    glosses = [tables.clean(row["gloss"], row["variant"]) for row in rows]
    result = list(glosses)
    for source in {row["source"] for row in rows}:
        paths = [place for place, row in enumerate(rows) if row["source"] == source]
        apart = told_apart([glosses[place] for place in paths])
        for place, gloss in zip(paths, apart, strict=True):
            result[place] = gloss
    return result


def whole(pose: Pose) -> None:
    """Raise PoseError if no whole sign is in a clip."""
    raised = pose.usable().signing()
    if (raised.stop - raised.start) / pose.fps < SHORTEST:
        raise PoseError(f"The hands are raised for less than {SHORTEST} seconds.")


def described(row: StarterRow, gloss: Gloss) -> StarterRow:
    """What the manifest tells of a clip."""
    told = {name: row[name] for name in COLUMNS if name in row}
    source = source_of(row)
    return told | {
        "gloss": gloss.gloss,
        "variant": gloss.variant,
        "version": source.version,
        "url": source.url,
    }


def sources(rows: Sequence[StarterRow]) -> list[Source]:
    """Each source once."""
    return list({row["source"]: source_of(row) for row in rows}.values())


def source_of(row: StarterRow) -> Source:
    """The source of a clip, with licence, attribution and the commit that was copied."""
    name = row["source"]
    return Source(
        name=name,
        title=TITLES.get(name, name),
        licence=row["licence"],
        attribution=row["attribution"],
        version=row["source_commit"],
        url=f"https://github.com/{row['source_repo']}",
    )


def finished(steps: Steps[T]) -> T:
    """Take every step, telling how far it has come."""
    while True:
        try:
            progress = next(steps)
        except StopIteration as end:
            return cast("T", end.value)
        if progress.done % 100 == 0:
            print(f"{progress.done} of {progress.total}", flush=True)


def readme(library: Library) -> str:
    """What is in the starter dictionary, from whom, and on what terms."""
    lines = [
        "# Starter dictionary",
        "",
        "Landmark sequences, vectors and glosses computed from openly licensed clips; no video",
        "and no picture of a person. Made by `python -m training.data.starter` from the sources",
        "below. Glosses were cleaned, rest at both ends of a clip was cut off, and a few vulgar or",
        "offensive entries left out: see `gloss_corrections.csv` and `left_out.csv` in",
        "`training/data`.",
        "",
        "| sign language | signs |",
        "| --- | --- |",
        *(f"| {language(c).name} ({c}) | {n:,} |" for c, n in sorted(library.counts().items())),
        f"| together, with {len(library.clip_ids()):,} clips | {library.count():,} |",
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
