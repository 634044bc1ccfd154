"""Build the starter dictionary: `python -m training.data.starter LANDMARKS`.

LANDMARKS contains `.pose` files of films (see `training.data.landmarks`). Clips of films without
one are taken over from the starter dictionary that ships now: their landmarks were computed once,
and stay what they are. `selection.csv` names the clips of archives (see `training.data.selection`).
Rows with `ship = yes` get clean glosses and translations. The ingest that adds a user's own clips
adds them, and also trims the rest at both ends. The result is one read-only file and a README with
its sources, licences and counts.
"""

import csv
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar, cast

import click

from signdict.core import files
from signdict.core.languages import language
from signdict.core.paths import Paths
from signdict.core.types import Steps
from signdict.importing import ingest
from signdict.importing.entries import Skipped
from signdict.importing.ingest import add
from signdict.importing.manifest import entries
from signdict.library import records
from signdict.library.database import seal
from signdict.library.library import Library, NewClip
from signdict.model.encoder import SignClipEncoder
from signdict.model.interface import PoseEncoder
from signdict.pose.posefile import write_pose
from training import command
from training.data import shipped
from training.data.glosses import Translations
from training.data.selection import SELECTION
from training.data.shipped import Shipped

NAME, MANIFEST = "library.db", "manifest.csv"
COLUMNS = (
    "path", "gloss", "variant", "sign_language", "spoken_language", "signer", "source", "licence",
    "attribution", "version", "url", "kind", "timing",
)  # fmt: skip

T = TypeVar("T")


@click.command(cls=command.Command)
@click.argument("landmarks", type=Path, required=False)
@click.option("--reread", is_flag=True,
              help="Only compute the vectors of the existing starter again.")  # fmt: skip
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--selection", type=Path, default=SELECTION,
              help="Table of the clips of archives; default: the reviewed one.")  # fmt: skip
@click.option("--out", type=Path, default=None,
              help="Folder to write; default: the one that ships.")  # fmt: skip
@click.option("--model", type=Path, default=None,
              help="Folder of a model; default: the bundled one.")  # fmt: skip
def main(
    landmarks: Path | None,
    *,
    reread: bool,
    shared: Path,
    selection: Path,
    out: Path | None,
    model: Path | None,
) -> None:
    """Build the starter dictionary from LANDMARKS, and print what was skipped."""
    paths = Paths.standard()
    folder = out or paths.starter.parent
    if reread:
        embed_again(folder / NAME, SignClipEncoder.open(model or paths.model))
        return
    if landmarks is None:
        raise click.UsageError("Name the folder LANDMARKS, or give --reread.")
    clips = [*shipped.films(shipped.film_rows(shared), landmarks, paths.starter)]
    clips += shipped.archived(shipped.archive_rows(shared, selection), shared)
    encoder = SignClipEncoder.open(model or paths.model)
    for entry in build(clips, encoder, folder):
        click.echo(f"skipped {entry.path}: {entry.reason}")


def build(
    clips: Sequence[Shipped | Skipped], encoder: PoseEncoder, out: Path
) -> tuple[Skipped, ...]:
    """Write `library.db` and `README.md` into the folder `out`; return the skipped clips."""
    usable = [clip for clip in clips if isinstance(clip, Shipped)]
    skipped = [clip for clip in clips if isinstance(clip, Skipped)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        prepare([clip for clip in usable if not clip.digest], folder)
        listed = entries(folder / MANIFEST)
        with Library.open(folder / NAME) as library:
            take_over(library, [clip for clip in usable if clip.digest])
            report = finish(add(library, encoder, listed.entries, Paths.standard().tracker))
            finish(ingest.reread(library, encoder))
            for source in {clip.source.name: clip.source for clip in usable}.values():
                library.put_source(source)
            translate(library, usable)
            text = readme(library)
        seal(folder / NAME)
        replace(out / NAME, folder / NAME)
    files.write_atomic(out / "README.md", text.encode())
    return (*skipped, *listed.skipped, *report.skipped)


def take_over(library: Library, clips: Sequence[Shipped]) -> None:
    """Add clips of the starter that ships now, with the landmarks that they have, to the last bit.

    A model has not read them afterwards.
    """
    for clip in clips:
        entry = NewClip(
            clip.gloss.gloss, clip.row["sign_language"], clip.source.name, clip.digest,
            spoken_language=clip.row["spoken_language"], variant=clip.gloss.variant,
            signer=clip.row["signer"], kind=clip.kind,
        )  # fmt: skip
        library.add_clip(entry, clip.pose, "", None)


def translate(library: Library, clips: Sequence[Shipped]) -> None:
    """Add the reviewed translations of the clips' glosses, in each language that they have."""
    words = Translations.read()
    with library.changing() as db:
        for clip in clips:
            gloss, row = clip.gloss, clip.row
            sign = records.sign_with(
                db, clip.source.name, gloss.gloss, row["sign_language"], gloss.variant
            )
            for spoken, text in words.translations(row["source"], row["gloss"]):
                if sign is not None:
                    records.add_translation(db, sign, spoken or row["spoken_language"], text)


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


def prepare(clips: Sequence[Shipped], folder: Path) -> None:
    """Write clips and a manifest with their glosses to a folder."""
    with (folder / MANIFEST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for clip in clips:
            write_pose(folder / clip.path, clip.pose)
            writer.writerow(manifest_row(clip))


def manifest_row(clip: Shipped) -> dict[str, str]:
    """Return the cells of a clip in the manifest."""
    cells = {name: clip.row[name] for name in COLUMNS if name in clip.row}
    source = clip.source
    return cells | {
        "path": clip.path.as_posix(),
        "gloss": clip.gloss.gloss,
        "variant": clip.gloss.variant,
        "source": source.name,
        "version": source.version,
        "url": source.url,
        "kind": clip.kind,
    }


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
    by_language: dict[str, Counter[str]] = {}
    for sign in library.all_signs(limit=library.count()):
        by_language.setdefault(sign.sign_language, Counter())[sign.kind] += 1
    total = sum(by_language.values(), Counter[str]())
    lines = [
        "# Starter dictionary",
        "",
        "Landmark sequences, vectors and glosses computed from openly licensed clips; no videos",
        "and no pictures of people. Built by `python -m training.data.starter` from the sources",
        "below. Glosses were cleaned and translated, the rest at both ends of a clip was trimmed,",
        "and some entries were excluded: see `translations.csv`, `gloss_corrections.csv` and",
        "`left_out.csv` in `training/data`. Landmarks that others made are those in",
        "`selection.csv`; where their frame rate is not known, it was chosen so that wrists move",
        "as fast as in films of people, and where the size of the picture is not known, it is 4:3.",
        "",
        "| sign language | words | letters |",
        "| --- | --- | --- |",
        *(
            f"| {language(code).name} ({code}) | {counts['word']:,} | {counts['letter']:,} |"
            for code, counts in sorted(by_language.items())
        ),
        f"| total, with {len(library.clip_ids()):,} clips | {total['word']:,} "
        f"| {total['letter']:,} |",
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
