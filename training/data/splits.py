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
from typing import Literal

import click
import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import ManifestError
from signdict.core.tables import EXTRA, Table, clean
from training import command, tables
from training.data import manifest as corpus
from training.data import parts

By = Literal["signer", "source", "random"]
BYS: tuple[By, ...] = ("signer", "source", "random")
_OWN = ("split", "split_by")  # the columns that are written


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, as they stand."""

    cells: list[dict[str, str]]

    @classmethod
    def read(cls, manifest: Path) -> "Rows":
        """Read a table. Raise ManifestError if it is none."""
        return cls([row for _, row in Table(manifest, corpus.REQUIRED, corpus.OPTIONAL).rows()])

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.cells)

    def column(self, name: str) -> NDArray[np.str_]:
        """Return one fact about every row: (n,)."""
        return np.array([clean(row.get(name, "")) for row in self.cells])


def write(rows: Rows, split: parts.Split, by: By, manifest: Path, out: Path) -> None:
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
def main(manifest: Path, out: Path, by: By, held: Sequence[str], seed: int) -> None:
    """Copy the table MANIFEST to OUT, with a column that says train, test or neither."""
    if held and by == "random":
        raise ManifestError(
            "--test names signers or sources, but the split is random.",
            hint="Split by signer or by source.",
        )
    rows = Rows.read(manifest)
    split = parts.parted(rows, by, held, seed)
    if by == "random":
        told = "so that it measures the same people twice"
        click.echo(f"Warning: the split is random, {told}: split by signer instead.", err=True)
    elif both := parts.on_both_sides(rows, split):
        click.echo(f"Warning: signers on both sides: {', '.join(both[:20])}.", err=True)
    write(rows, split, by, manifest, out)
    click.echo(f"{out}: {split.told}")


if __name__ == "__main__":
    main()
