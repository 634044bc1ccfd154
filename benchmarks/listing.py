"""Measures the time and memory of a long list of clips: its preview, then the list of its import.

`python -m benchmarks.listing [ROWS]`: writes a table with a file, a gloss and a signer in each row;
no clip is read. The list is timed in a process of its own, and its memory is compared with that of
a process which lists a single row.

1,000,000 rows, next to other work on two cores: preview 68.5 s, list 97.1 s, 61.6 MB. An earlier
version took six minutes and 96 MB for 300,000 rows.
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

#: Files in one folder.
_EACH = 1000


def make(folder: Path, rows: int) -> Path:
    """Write a table of clips, and an empty file for each."""
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


def time_list(table: Path, folder: Path) -> dict[str, float]:
    """Preview a table and write the list of its import; return seconds and MB."""
    usual = manifest.usual(table, licence="CC0")
    began = time.perf_counter()
    preview = output.follow(manifest.preview(usual))
    previewed = time.perf_counter()
    output.follow(Import.begin(folder, usual)).close()
    return {
        "rows": preview.ready,
        "preview_seconds": round(previewed - began, 1),
        "list_seconds": round(time.perf_counter() - previewed, 1),
        "mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1),
    }


def measure(rows: int) -> dict[str, float]:
    """Return rows, `preview_seconds`, `list_seconds`, and `mb` more than one row takes."""
    with tempfile.TemporaryDirectory() as home:
        single, many = Path(home, "single"), Path(home, "many")
        single.mkdir()
        many.mkdir()
        base = _in_process(make(single, 1))
        figures = _in_process(make(many, rows))
    return figures | {"mb": round(figures["mb"] - base["mb"], 1)}


def _in_process(table: Path) -> dict[str, float]:
    process = subprocess.run(
        [sys.executable, "-m", "benchmarks.listing", "--table", str(table)],
        check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    figures: dict[str, float] = json.loads(process.stdout)
    return figures


@click.command()
@click.argument("rows", type=int, default=100_000)
@click.option("--table", type=Path, help="Measure this table in this process.")
def main(rows: int, table: Path | None) -> None:
    """Print a table, and as the last line one JSON object."""
    if table:
        click.echo(json.dumps(time_list(table, table.parent / "imports")))
        return
    figures = measure(rows)
    click.echo("| rows | preview, s | list, s | memory, MB |\n| --- | --- | --- | --- |")
    click.echo("| " + " | ".join(str(value) for value in figures.values()) + " |")
    click.echo(json.dumps(figures))


if __name__ == "__main__":
    main()
