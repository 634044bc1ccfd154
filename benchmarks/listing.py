"""How long a list of very many clips takes, and how much memory: its preview, then its import.

`python -m benchmarks.listing [ROWS]`: a table of so many rows is made in a folder of its own, with
a file, a gloss and a signer for each; no clip is read. Everything is timed in a process of its own,
whose memory is measured against that of one which lists a single row.

1,000,000 rows, beside other work on two cores: preview 68.5 s, list 97.1 s, 61.6 MB. As it was
before, 300,000 rows took six minutes and 96 MB.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from signdict.cli import output
from signdict.importing import manifest
from signdict.importing.jobs import Import

#: Files in one folder, as data sets part them.
_EACH = 1000


def make(folder: Path, rows: int) -> Path:
    """Make a table of so many clips, and an empty file for each."""
    table = folder / "many.csv"
    with table.open("w", encoding="utf-8") as file:
        file.write("path,gloss,sign_language,signer\n")
        for number in range(rows):
            name = f"{number // _EACH}/{number}.pose"
            if number % _EACH == 0:
                (folder / str(number // _EACH)).mkdir()
            (folder / name).touch()
            code = "ase" if number % 3 else "bfi"
            file.write(f"{name},word {number % 20_000},{code},P{number % 50}\n")
    return table


def listed(table: Path, folder: Path) -> dict[str, float]:
    """Preview a table and write the list of its import; return seconds and MB."""
    usual = manifest.usual(table, licence="CC0")
    began = time.perf_counter()
    seen = output.follow(manifest.preview(usual))
    previewed = time.perf_counter()
    output.follow(Import.begin(folder, usual)).close()
    return {
        "rows": seen.ready,
        "preview_seconds": round(previewed - began, 1),
        "list_seconds": round(time.perf_counter() - previewed, 1),
        "mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1),
    }


def measure(rows: int) -> dict[str, float]:
    """Return rows, `preview_seconds`, `list_seconds`, and `mb` beyond what one row takes."""
    with tempfile.TemporaryDirectory() as home:
        alone, many = Path(home, "alone"), Path(home, "many")
        alone.mkdir()
        many.mkdir()
        bare = _apart(make(alone, 1))
        found = _apart(make(many, rows))
    return found | {"mb": round(found["mb"] - bare["mb"], 1)}


def _apart(table: Path) -> dict[str, float]:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.listing", "--table", str(table)],
        check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    figures: dict[str, float] = json.loads(told.stdout)
    return figures


@click.command()
@click.argument("rows", type=int, default=100_000)
@click.option("--table", type=Path, help="Measure this one in this process.")
def main(rows: int, table: Path | None) -> None:
    """Print a table, and as the last line one JSON object."""
    if table:
        click.echo(json.dumps(listed(table, table.parent / "imports")))
        return
    found = measure(rows)
    click.echo("| rows | preview, s | list, s | memory, MB |\n| --- | --- | --- | --- |")
    click.echo("| " + " | ".join(str(value) for value in found.values()) + " |")
    click.echo(json.dumps(found))


if __name__ == "__main__":
    main()
