"""Who is learned from and who is tested on, written into a manifest before anything is trained.

`python -m training.data.splits clips.csv split.csv --by signer` writes the column. Training on
split.csv reads only the rows of `train`; evaluate with `--split column`.
"""

import csv
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import click
import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import ManifestError
from signdict.core.tables import EXTRA, Table, clean
from training import command, tables
from training.data.manifest import OPTIONAL, REQUIRED

Way = Literal["signer", "source", "column", "random"]
WAYS: tuple[Way, ...] = ("signer", "source", "column", "random")
_SHARE = 0.2  # of the clips are tested on, unless somebody says which
RANDOM = "RANDOM, so that the same people, rooms and cameras are on both sides: too good to be true"


class Described(Protocol):
    """Clips of which something is known: readings, or the rows of a manifest."""

    def __len__(self) -> int:
        """Return the number of clips."""
        ...

    def column(self, name: str) -> NDArray[np.str_]:
        """Return one fact about every clip: (n,)."""
        ...


@dataclass(frozen=True, slots=True)
class Split:
    """Which clips are to learn from and which to test on: (n,) each; `told` says how, in words.

    Without a split every clip is on both sides.
    """

    train: NDArray[np.bool_]
    test: NDArray[np.bool_]
    told: str

    @property
    def both(self) -> bool:
        """Whether clips are on both sides."""
        return bool((self.train & self.test).any())


def whole(readings: Described) -> Split:
    """No split: what is shown and what is asked about are drawn from the same clips."""
    on = np.ones(len(readings), bool)
    return Split(
        on,
        on,
        "none; what is drawn is drawn at RANDOM from the same clips, so that the same people may "
        "be shown and asked about.",
    )


def parted(readings: Described, by: Way, held: Sequence[str] = (), seed: int = 42) -> Split:
    """Part clips by who signs them, where they come from, their column `split`, or at random.

    `held` names the signers or sources to test on; otherwise so many are drawn that they have a
    fifth of the clips. Clips of which it is not known are on neither side. Raise ManifestError
    if nothing is left on one side, or there is none of a name.
    """
    values = readings.column("split" if by == "column" else "signer" if by == "random" else by)
    if by == "random":
        test = np.random.default_rng(seed).random(len(readings)) < _SHARE
        return _sound(Split(~test, test, f"{RANDOM}."))
    if by == "column":
        train, test = values == "train", values == "test"
        told = "the column split of the manifest"
    else:
        chosen = _chosen(values, by, held, seed)
        test = np.isin(values, chosen)
        train = ~test & (values != "")
        told = f"by {by}; tested on {', '.join(chosen)}"
    neither = int((~train & ~test).sum())
    left = f"; {neither} clips on neither side" if neither else ""
    people = len(on_both_sides(readings, Split(train, test, "")))
    left += f"; SIGNERS ON BOTH SIDES: {people}" if people else ""
    return _sound(
        Split(
            train,
            test,
            f"{told}: {train.sum()} clips to learn from, {test.sum()} to test on{left}.",
        )
    )


def on_both_sides(clips: Described, split: Split) -> list[str]:
    """Name the signers who are on both sides; those of whom no name is known cannot be told."""
    names = clips.column("signer")
    return sorted(set(names[split.train].tolist()) & set(names[split.test].tolist()) - {""})


def _chosen(values: NDArray[np.str_], by: str, held: Sequence[str], seed: int) -> list[str]:
    """The signers or sources to test on."""
    names, counts = np.unique(values[values != ""], return_counts=True)
    if missing := sorted(set(held) - set(names.tolist())):
        raise ManifestError(
            f"There is no {by} named {missing[0]} in the manifest.",
            hint=f"There are: {', '.join(names[:20])}" if len(names) else "No clip names one.",
        )
    if held:
        return sorted(set(held))
    if len(names) < 2:
        raise ManifestError(
            f"The manifest names fewer than two {by}s, so none can be kept apart for the test.",
            hint=f"Fill its column {by}, or split in another way.",
        )
    order = np.random.default_rng(seed).permutation(len(names))
    before = np.cumsum(counts[order]) - counts[order]
    drawn = order[before < _SHARE * counts.sum()][: len(names) - 1]
    return sorted(str(names[number]) for number in drawn)


def _sound(split: Split) -> Split:
    if split.train.any() and split.test.any():
        return split
    side = "learn from" if split.test.any() else "test on"
    raise ManifestError(
        f"This split leaves no clip to {side}.",
        hint="Split in another way, or write train and test into the column split.",
    )


SplitBy = Literal["signer", "source", "random"]
BYS: tuple[SplitBy, ...] = ("signer", "source", "random")
_OWN = ("split", "split_by")  # the columns that are written


@dataclass(frozen=True, slots=True)
class SplitTable:
    """The rows of a table, as they stand."""

    cells: list[dict[str, str]]

    @classmethod
    def read(cls, manifest: Path) -> "SplitTable":
        """Read a table. Raise ManifestError if it is none."""
        return cls([row for _, row in Table(manifest, REQUIRED, OPTIONAL).rows()])

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.cells)

    def column(self, name: str) -> NDArray[np.str_]:
        """Return one fact about every row: (n,)."""
        return np.array([clean(row.get(name, "")) for row in self.cells])


def write(rows: SplitTable, split: Split, by: SplitBy, manifest: Path, out: Path) -> None:
    """Write the rows of `manifest` with columns `split`: train, test or neither, and `split_by`.

    Paths are told anew from the folder of `out`. Raise ReportError if it cannot be written.
    """
    names = [name for name in rows.cells[0] if name not in (EXTRA, *_OWN)]
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, [*names, *_OWN], extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    for row, learned, tested in zip(rows.cells, split.train, split.test, strict=True):
        path = Path(os.path.relpath(manifest.parent / row["path"], out.parent)).as_posix()
        side = "train" if learned else "test" if tested else "neither"
        table.writerow({**row, "path": path, "split": side, "split_by": by})
    tables.write(out.parent, {out.name: text.getvalue()})


@click.command(cls=command.Command)
@click.argument("manifest", type=command.FILE)
@click.argument("out", type=command.FILE)
@click.option("--by", type=click.Choice(BYS), required=True, help="What is kept apart.")
@click.option("--test", "held", multiple=True, metavar="NAME",
              help="A signer or source to test on; may be given several times.")  # fmt: skip
@click.option("--seed", default=42, show_default=True, help="Of the draw, if none is named.")
def main(manifest: Path, out: Path, by: SplitBy, held: Sequence[str], seed: int) -> None:
    """Copy the table MANIFEST to OUT, with a column that says train, test or neither."""
    if held and by == "random":
        raise ManifestError(
            "--test names signers or sources, but the split is random.",
            hint="Split by signer or by source.",
        )
    rows = SplitTable.read(manifest)
    split = parted(rows, by, held, seed)
    if by == "random":
        told = "so that it measures the same people twice"
        click.echo(f"Warning: the split is random, {told}: split by signer instead.", err=True)
    elif both := on_both_sides(rows, split):
        click.echo(f"Warning: signers on both sides: {', '.join(both[:20])}.", err=True)
    write(rows, split, by, manifest, out)
    click.echo(f"{out}: {split.told}")


if __name__ == "__main__":
    main()
