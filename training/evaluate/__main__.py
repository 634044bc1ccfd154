"""How well a model finds and names signs.

`python -m training.evaluate` compares the bundled model with the baseline, one-shot, on the same
draws of `ase_wlasl50`, whose signers, clips and labels no model here was trained on. With
`--manifest` a model answers every question of `training.evaluate.suite` about clips of one's own.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import ManifestError, PoseError
from signdict.model.encoder import SignClipEncoder
from signdict.pose.pose import Pose, UsablePose
from training import command, tables
from training.data import dataset, splits
from training.evaluate import benchmark, fewshot, protocols, suite
from training.evaluate.embeddings import ClipEncoder, Score, read_manifest
from training.evaluate.fewshot import RANKS, Scores, one_shot
from training.evaluate.methods import distances
from training.evaluate.suite import Case

__all__ = ["RANKS", "one_shot", "scores_of_baseline", "scores_of_encoder", "usable"]


def scores_of_encoder(encoder: SignClipEncoder, poses: Sequence[UsablePose]) -> Scores:
    """Dot product of each pose, or of its mirror image if that is higher, with each: (n, n)."""
    vectors = encoder.embed_poses(poses)
    mirrored = encoder.embed_poses([pose.mirrored() for pose in poses])
    best: Scores = np.maximum(vectors @ vectors.T, mirrored @ vectors.T)
    return best


def scores_of_baseline(poses: Sequence[Pose]) -> Scores:
    """Minus the smaller warping cost of each pose and of its mirror image to each: (n, n)."""
    plain = distances(poses, poses)
    mirrored = distances([pose.mirrored() for pose in poses], poses)
    best: Scores = -np.minimum(plain, mirrored)
    return best


def usable(
    clips: Sequence[dataset.LabelledClip],
) -> tuple[list[UsablePose], NDArray[np.int64], int]:
    """Return poses, labels and how many clips show no hand and were left out."""
    poses, names = [], []
    for clip in clips:
        try:
            poses.append(clip.pose.usable())
        except PoseError:
            continue
        names.append(clip.gloss)
    number = {name: label for label, name in enumerate(sorted(set(names)))}
    return poses, np.array([number[name] for name in names]), len(clips) - len(poses)


def table(results: dict[str, dict[str, float]]) -> str:
    """Return the figures as a Markdown table, in per cent."""
    heads = [f"R@{k}" for k in RANKS] + ["MRR", "sd of R@1"]
    keys = [f"r@{k}" for k in RANKS] + ["mrr", "r@1_sd"]
    lines = ["| method | " + " | ".join(heads) + " |", "| --- |" + " --- |" * len(heads)]
    lines += [
        f"| {name} | " + " | ".join(f"{100 * row[key]:.1f}" for key in keys) + " |"
        for name, row in results.items()
    ]
    return "\n".join(lines)


def against_baseline(
    encoder: SignClipEncoder, shared: Path, draws: int
) -> dict[str, dict[str, float]]:
    """One-shot search on WLASL-50 by the model and by the baseline, on the same draws."""
    poses, labels, left_out = usable(list(dataset.recorded(shared, "evaluate")))
    click.echo(
        f"{len(poses)} clips of {len(set(labels.tolist()))} glosses, {left_out} without a hand"
    )
    methods: dict[str, Callable[[], Scores]] = {
        "bundled": lambda: scores_of_encoder(encoder, poses),
        "dtw": lambda: scores_of_baseline(poses),
    }
    return {name: one_shot(score(), labels, draws) for name, score in methods.items()}


@dataclass(frozen=True, slots=True)
class SuiteRequest:
    """What is asked about a manifest."""

    tasks: Sequence[str]
    by: splits.Way | None
    held: Sequence[str]
    shots: Sequence[int]
    score: Score
    draws: int
    notes: Sequence[str]


def of_manifest(
    encoder: ClipEncoder, name: str, manifest: Path, asked: SuiteRequest
) -> dict[str, str]:
    """Answer about the clips of a manifest; return the files of the report (`tables.files`)."""
    if asked.held and asked.by not in ("signer", "source"):
        raise ManifestError(
            "--test names signers or sources, but the clips are not split by either.",
            hint="Add --split signer or --split source.",
        )
    readings = read_manifest(encoder, manifest, mirror="one-shot" in asked.tasks)
    split = splits.parted(readings, asked.by, asked.held) if asked.by else splits.whole(readings)
    if asked.by == "random":
        click.echo(f"Warning: the split is {splits.RANDOM}.", err=True)
    case = Case(encoder, readings, split, asked.score, asked.shots, asked.draws)
    found = suite.evaluate(case, asked.tasks, (*readings.told, *asked.notes))
    return tables.files(found, {"model": name, "clips": len(readings), "split": split.told})


_TASKS = tuple(suite.TASKS)
_EXAMPLE = "Example: python -m training.evaluate --manifest clips.csv --split signer --out results"


@click.command(cls=command.Command, epilog=_EXAMPLE)
@click.option("--manifest", type=command.FILE, default=None,
              help="Evaluate on the clips of this manifest instead of WLASL-50.")  # fmt: skip
@click.option("--model", default=None, help=command.MODEL)
@click.option("--suite", type=click.Choice(["one-shot"]), default=None,
              help="Every test of one-shot search, beside other methods.")  # fmt: skip
@click.option("--only", multiple=True, metavar="TEST", help="This test of the suite alone.")
@click.option("--against", type=click.Choice(["dtw", "published"]), multiple=True,
              default=("dtw", "published"), help="Compare with this method alone.")  # fmt: skip
@click.option("--landmarks", type=command.FOLDER, default=None,
              help="What training.landmarks made of the videos, for the suite; without, the "
                   "clips of the starter dictionary.")  # fmt: skip
@click.option("--task", "tasks", type=click.Choice(_TASKS), multiple=True, default=_TASKS,
              help="Answer this question alone; may be given several times.")  # fmt: skip
@click.option("--split", "by", type=click.Choice(splits.WAYS), default=None,
              help="What keeps apart the clips to learn from and those to test on.")  # fmt: skip
@click.option("--test", "held", multiple=True, metavar="NAME",
              help="A signer or source to test on; otherwise a fifth is drawn.")  # fmt: skip
@click.option("--shots", type=click.IntRange(min=1), multiple=True, default=fewshot.SHOTS,
              help="Clips of each class that are shown; may be given several times.")  # fmt: skip
@click.option("--score", type=click.Choice(["cosine", "dot"]), default="cosine",
              show_default=True, help="By angle, or by raw dot product as published.")  # fmt: skip
@click.option("--draws", type=click.IntRange(min=1), default=20, show_default=True,
              help="How often shots and dictionaries are drawn.")  # fmt: skip
@click.option("--note", "notes", multiple=True, metavar="TEXT",
              help="A sentence below every table, such as what was seen before.")  # fmt: skip
@click.option("--out", type=command.FOLDER, default=None,
              help="Write table.md and results.json into this folder.")  # fmt: skip
@click.option("--shared", type=command.FILE, default=Path("../shared/data"),
              help="Folder of the data that WLASL-50 is in.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object.")
def main(manifest: Path | None, model: str | None, as_json: bool, **what: Any) -> None:  # noqa: FBT001
    """Measure how well a model finds and names signs.

    Without --manifest: one-shot search on WLASL-50, beside dynamic time warping; with --suite
    every test of it, and what slow cameras, lost hands and mirrors cost. With a manifest: text
    and pose in both directions, zero-shot and one-shot search, few shots, a linear probe, and
    sign-language identification, each as a table.
    """
    encoder = command.opened(model)
    if what["suite"]:
        clips = protocols.corpus(what["shared"], what["landmarks"])
        asked = benchmark.BenchmarkRequest(what["only"], what["against"], what["draws"])
        last = benchmark.report(encoder, clips, asked, lambda part: click.echo(f"{part}\n"))
        if what["out"]:
            tables.write(what["out"], {"results.json": last + "\n"})
        if as_json:
            click.echo(last)
        return
    if manifest is None:
        if what["by"] or what["held"]:
            raise ManifestError(
                "A split is about the clips of a manifest.", hint="Name one with --manifest."
            )
        results = {"wlasl50": against_baseline(encoder, what["shared"], what["draws"])}
        shown, last = table(results["wlasl50"]), json.dumps(results)
        files = {"table.md": shown + "\n", "results.json": last + "\n"}
    else:
        questions = SuiteRequest(**{field.name: what[field.name] for field in fields(SuiteRequest)})
        files = of_manifest(encoder, encoder.name, manifest, questions)
        shown, last = files["table.md"].rstrip(), _in_one_line(files["results.json"])
    click.echo(shown)
    if what["out"]:
        tables.write(what["out"], files)
    if as_json:
        click.echo(last)


def _in_one_line(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False)


if __name__ == "__main__":
    main()
