"""Measure how well a model finds and names signs: `python -m training.evaluate`.

Without options, the bundled model is compared with a baseline in one-shot search on `ase_wlasl50`;
no model here was trained on its signers, clips or labels. With `--manifest`, a model answers every
question of `training.evaluate.suite` about the clips of a manifest.
"""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from signdict.core.errors import ManifestError
from training import command, tables
from training.data import splits
from training.evaluate import baseline, benchmark, fewshot, protocols, suite
from training.evaluate.suite import SuiteRequest

_TASKS = tuple(suite.TASKS)
_EXAMPLE = "Example: python -m training.evaluate --manifest clips.csv --split signer --out results"


@click.command(cls=command.Command, epilog=_EXAMPLE)
@click.option("--manifest", type=command.FILE, default=None,
              help="Evaluate on the clips of this manifest instead of WLASL-50.")  # fmt: skip
@click.option("--model", default=None, help=command.MODEL)
@click.option("--suite", "with_suite", type=click.Choice(["one-shot"]), default=None,
              help="Run every test of one-shot search, next to other methods.")  # fmt: skip
@click.option("--only", multiple=True, metavar="TEST", help="Run only this test of the suite.")
@click.option("--against", type=click.Choice(["dtw", "signdict-2", "published"]), multiple=True,
              default=("dtw", "signdict-2", "published"),
              help="Compare only with this method.")  # fmt: skip
@click.option("--part", type=click.Choice(["reported", "development"]), default="reported",
              show_default=True, help="Which glosses to ask about: those that are reported, or "
              "those for choosing settings.")  # fmt: skip
@click.option("--landmarks", type=command.FOLDER, default=None,
              help="Folder of training.data.landmarks, for the suite; default: the clips of the "
                   "starter dictionary.")  # fmt: skip
@click.option("--task", "tasks", type=click.Choice(_TASKS), multiple=True, default=_TASKS,
              help="Answer only this question; repeatable.")  # fmt: skip
@click.option("--split", "by", type=click.Choice(splits.WAYS), default=None,
              help="How to split clips for training and for testing.")  # fmt: skip
@click.option("--test", "held_out", multiple=True, metavar="NAME",
              help="A signer or source for testing; default: a fifth is drawn.")  # fmt: skip
@click.option("--shots", type=click.IntRange(min=1), multiple=True, default=fewshot.SHOTS,
              help="Clips of each class in the dictionary; repeatable.")  # fmt: skip
@click.option("--score", type=click.Choice(["cosine", "dot"]), default="cosine",
              show_default=True, help="Cosine, or the raw dot product as published.")  # fmt: skip
@click.option("--draws", type=click.IntRange(min=1), default=20, show_default=True,
              help="Number of draws of shots and dictionaries.")  # fmt: skip
@click.option("--note", "notes", multiple=True, metavar="TEXT",
              help="A sentence below every table, such as what was seen in training.")  # fmt: skip
@click.option("--out", type=command.FOLDER, default=None,
              help="Write table.md and results.json into this folder.")  # fmt: skip
@click.option("--shared", type=command.FILE, default=Path("../shared/data"),
              help="Folder of the data with WLASL-50.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object.")
def main(
    manifest: Path | None,
    model: str | None,
    out: Path | None,
    as_json: bool,  # noqa: FBT001
    **options: Any,
) -> None:
    """Measure how well a model finds and names signs.

    Without --manifest: one-shot search on WLASL-50, next to dynamic time warping; with --suite,
    every test of one-shot search, and the effects of slow cameras, lost hands and mirrors. With a
    manifest: text and pose in both directions, zero-shot and one-shot search, few shots, a linear
    probe, and sign-language identification, each as a table.
    """
    encoder = command.open_model(model)
    if options["with_suite"]:
        clips = protocols.corpus(options["shared"], options["landmarks"])
        chosen = {name: options[name] for name in ("only", "against", "draws", "part")}
        tests = benchmark.BenchmarkRequest(**chosen)
        last = benchmark.report(encoder, clips, tests, lambda part: click.echo(f"{part}\n"))
        files = {"results.json": last + "\n"}
    elif manifest is None:
        if options["by"] or options["held_out"]:
            raise ManifestError(
                "--split and --test need the clips of a manifest.", hint="Add --manifest FILE."
            )
        figures = baseline.compare(encoder, options["shared"], options["draws"])
        shown, last = baseline.table(figures), json.dumps({"wlasl50": figures})
        files = {"table.md": shown + "\n", "results.json": last + "\n"}
        click.echo(shown)
    else:
        names = [field.name for field in fields(SuiteRequest)]
        request = SuiteRequest(**{name: options[name] for name in names})
        files = suite.report(encoder, encoder.name, manifest, request)
        last = json.dumps(json.loads(files["results.json"]), ensure_ascii=False)
        click.echo(files["table.md"].rstrip())
    if out:
        tables.write(out, files)
    if as_json:
        click.echo(last)


if __name__ == "__main__":
    main()
