"""Splits: which clips are for training, which for validation, and which for testing.

`python -m training.data.splits clips.csv split.csv --by signer` adds the column `split` to a
manifest before anything is trained. Training on split.csv learns only from the rows marked `train`,
and keeps the weights that are best on the rows marked `valid` (`--valid`, `--valid-share`).
Evaluate it with `--split column`.
"""

import csv
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

import click
import numpy as np
from numpy.typing import NDArray

from signdict.core.cleaning import clean
from signdict.core.errors import ManifestError
from signdict.core.tables import EXTRA, Table
from signdict.core.types import BoolArray
from training import command, tables
from training.data.manifest import OPTIONAL, REQUIRED

Way: TypeAlias = Literal["signer", "source", "column", "random"]
WAYS: tuple[Way, ...] = ("signer", "source", "column", "random")
#: The ways that can be written into a manifest.
SplitBy: TypeAlias = Literal["signer", "source", "random"]
BYS: tuple[SplitBy, ...] = ("signer", "source", "random")
RANDOM = "RANDOM, so the same people, rooms and cameras are on both sides: results are too good"
_SHARE = 0.2  # default share of test clips
_WRITTEN = ("split", "split_by")  # the columns that `write` adds


class Described(Protocol):
    """Clips with metadata: embeddings, or the rows of a manifest."""

    def __len__(self) -> int:
        """Return the number of clips."""
        ...

    def column(self, name: str) -> NDArray[np.str_]:
        """Return one field of every clip: (n,)."""
        ...


@dataclass(frozen=True, slots=True)
class Split:
    """The clips for training and for testing, (n,) each, and how they were split, in words.

    Without a split every clip is on both sides. `valid`: the clips for validation, if any.
    """

    train: BoolArray
    test: BoolArray
    description: str
    valid: BoolArray | None = None

    @property
    def overlaps(self) -> bool:
        """Whether clips are on both sides."""
        return bool((self.train & self.test).any())


def unsplit(clips: Described) -> Split:
    """Return no split: the clips of the dictionary and the queries are drawn from all clips."""
    every = np.ones(len(clips), bool)
    return Split(
        every,
        every,
        "none; draws are RANDOM draws from the same clips, so the same people may be in the "
        "dictionary and in the queries.",
    )


def split_by(clips: Described, by: Way, held_out: Sequence[str] = (), seed: int = 42) -> Split:
    """Split clips by signer, by source, by their column `split`, or at random.

    `held_out` names the signers or sources for testing; by default some with a fifth of the clips
    are drawn. Clips without the field are on neither side. Raise ManifestError if a side is empty,
    or a name is unknown.
    """
    if by == "random":
        test = np.random.default_rng(seed).random(len(clips)) < _SHARE
        return _checked(Split(~test, test, f"{RANDOM}."))
    values = clips.column("split" if by == "column" else by)
    if by == "column":
        train, test = values == "train", values == "test"
        way = "the column split of the manifest"
    else:
        names = _held_out(values, by, held_out, seed)
        test = np.isin(values, names)
        train = ~test & (values != "")
        way = f"by {by}; tested on {', '.join(names)}"
    neither = int((~train & ~test).sum())
    notes = f"; {neither} clips on neither side" if neither else ""
    shared = len(signers_on_both_sides(clips, Split(train, test, "")))
    notes += f"; SIGNERS ON BOTH SIDES: {shared}" if shared else ""
    counts = f"{train.sum()} training clips, {test.sum()} test clips"
    return _checked(Split(train, test, f"{way}: {counts}{notes}."))


def signers_on_both_sides(clips: Described, split: Split) -> list[str]:
    """Return the names of the signers on both sides; unnamed signers cannot be compared."""
    names = clips.column("signer")
    return sorted(set(names[split.train].tolist()) & set(names[split.test].tolist()) - {""})


def validated(
    clips: Described, split: Split, by: SplitBy, names: Sequence[str], share: float, seed: int = 42
) -> Split:
    """Take clips for validation from the training clips of a split, by the same field.

    `names` are the signers or sources; by default some with a `share` of the training clips are
    drawn. Raise ManifestError if no clip is left for training, or a name is unknown.
    """
    if by == "random":
        valid = split.train & (np.random.default_rng(seed + 1).random(len(clips)) < share)
        way = "at random"
    else:
        values = np.where(split.train, clips.column(by), "")
        chosen = _held_out(values, by, names, seed + 1, share)
        valid, way = np.isin(values, chosen), f"of {', '.join(chosen)}"
    if not valid.any():
        raise ManifestError(
            "This split leaves no clip for validation.", hint="Use a larger --valid-share."
        )
    rest = _checked(replace(split, train=split.train & ~valid))
    text = f"{split.description.removesuffix('.')}; of the training clips, {valid.sum()} are for"
    return replace(rest, valid=valid, description=f"{text} validation, {way}.")


def _held_out(
    values: NDArray[np.str_], by: str, held_out: Sequence[str], seed: int, share: float = _SHARE
) -> list[str]:
    """Return the signers or sources for testing or validation."""
    names, counts = np.unique(values[values != ""], return_counts=True)
    if unknown := sorted(set(held_out) - set(names.tolist())):
        known = ", ".join(names[:20])
        raise ManifestError(
            f"The manifest has no {by} named {unknown[0]}.",
            hint=f"It has: {known}" if known else f"Its column {by} is empty.",
        )
    if held_out:
        return sorted(set(held_out))
    if len(names) < 2:
        raise ManifestError(
            f"The manifest names fewer than two {by}s, so none can be held out.",
            hint=f"Fill its column {by}, or split in another way.",
        )
    order = np.random.default_rng(seed).permutation(len(names))
    before = np.cumsum(counts[order]) - counts[order]
    drawn = order[before < share * counts.sum()][: len(names) - 1]
    return sorted(str(names[number]) for number in drawn)


def _checked(split: Split) -> Split:
    if split.train.any() and split.test.any():
        return split
    side = "training" if split.test.any() else "testing"
    raise ManifestError(
        f"This split leaves no clip for {side}.",
        hint="Split in another way, or write train and test into the column split.",
    )


@dataclass(frozen=True, slots=True)
class SplitTable:
    """The rows of a manifest, unchanged."""

    cells: list[dict[str, str]]

    @classmethod
    def read(cls, manifest: Path) -> "SplitTable":
        """Read a manifest. Raise ManifestError if it is not one."""
        return cls([row for _, row in Table(manifest, REQUIRED, OPTIONAL).rows()])

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.cells)

    def column(self, name: str) -> NDArray[np.str_]:
        """Return one field of every row: (n,)."""
        return np.array([clean(row.get(name, "")) for row in self.cells])


def write(rows: SplitTable, split: Split, by: SplitBy, manifest: Path, out: Path) -> None:
    """Write the rows of `manifest` with the columns `split` and `split_by`.

    `split` is train, valid, test or neither. Paths become relative to the folder of `out`. Raise
    WriteError if it cannot be written.
    """
    names = [name for name in rows.cells[0] if name not in (EXTRA, *_WRITTEN)]
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, [*names, *_WRITTEN], extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    valid = np.zeros(len(rows), bool) if split.valid is None else split.valid
    for row, train, held, test in zip(rows.cells, split.train, valid, split.test, strict=True):
        path = Path(os.path.relpath(manifest.parent / row["path"], out.parent)).as_posix()
        side = "train" if train else "valid" if held else "test" if test else "neither"
        table.writerow({**row, "path": path, "split": side, "split_by": by})
    tables.write(out.parent, {out.name: text.getvalue()})


@click.command(cls=command.Command)
@click.argument("manifest", type=command.FILE)
@click.argument("out", type=command.FILE)
@click.option("--by", type=click.Choice(BYS), required=True, help="The field to split by.")
@click.option("--test", "held_out", multiple=True, metavar="NAME",
              help="A signer or source for testing; repeatable.")  # fmt: skip
@click.option("--valid", "valid", multiple=True, metavar="NAME",
              help="A signer or source for validation; repeatable.")  # fmt: skip
@click.option("--valid-share", "share", type=click.FloatRange(0, 0.9), default=0.0,
              help="Share of the training clips to draw for validation.")  # fmt: skip
@click.option("--seed", default=42, show_default=True,
              help="Seed of the draws without --test and --valid.")  # fmt: skip
def main(  # noqa: PLR0913 - the options of the command
    manifest: Path,
    out: Path,
    by: SplitBy,
    held_out: Sequence[str],
    valid: Sequence[str],
    share: float,
    seed: int,
) -> None:
    """Copy the table MANIFEST to OUT, with a column that says train, valid, test or neither."""
    for option, names in (("--test", held_out), ("--valid", valid)):
        if names and by == "random":
            raise ManifestError(
                f"{option} names signers or sources, but the split is random.",
                hint="Split by signer or by source.",
            )
    if both := sorted(set(held_out) & set(valid)):
        raise ManifestError(
            f"{both[0]} cannot be for testing and for validation.", hint="Name it once."
        )
    rows = SplitTable.read(manifest)
    split = split_by(rows, by, held_out, seed)
    if valid or share:
        split = validated(rows, split, by, valid, share, seed)
    if by == "random":
        click.echo(
            "Warning: the split is random, so it measures the same people twice. Split by signer "
            "instead.",
            err=True,
        )
    elif both := signers_on_both_sides(rows, split):
        click.echo(f"Warning: signers on both sides: {', '.join(both[:20])}.", err=True)
    write(rows, split, by, manifest, out)
    click.echo(f"{out}: {split.description}")


if __name__ == "__main__":
    main()
