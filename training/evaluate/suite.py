"""The evaluation of a model on any manifest: one table for each question.

With a split, texts and clips are searched among the test clips, and the dictionaries of few shots
and the linear probe use the training clips. Every table names its split.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import ManifestError
from signdict.core.types import IntArray
from signdict.search.clipsearch import Score
from training import tables
from training.data import splits
from training.data.splits import Split
from training.evaluate import fewshot, language_id, metrics, probe, retrieval
from training.evaluate.embeddings import ClipEncoder, LabelledEmbeddings, read_manifest, scaled
from training.evaluate.fewshot import Sides, one_shot
from training.tables import Cell, ReportTable


@dataclass(frozen=True, slots=True)
class SuiteRequest:
    """What to measure on a manifest."""

    tasks: Sequence[str]
    by: splits.Way | None
    held_out: Sequence[str]
    shots: Sequence[int]
    score: Score
    draws: int
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Case:
    """A model, the embeddings of the clips, their split, and the settings of the questions."""

    encoder: ClipEncoder
    embeddings: LabelledEmbeddings
    split: Split
    score: Score = "cosine"
    shots: Sequence[int] = fewshot.SHOTS
    draws: int = 20

    def test_clips(self) -> LabelledEmbeddings:
        """Return the test clips."""
        return self.embeddings.take(self.split.test)

    def sides(self) -> Sides:
        """Return all clips with their classes and sides."""
        _, labels = self.embeddings.classes()
        return Sides(self.embeddings.vectors, labels, self.split.train, self.split.test)


def report(
    encoder: ClipEncoder, name: str, manifest: Path, request: SuiteRequest
) -> dict[str, str]:
    """Evaluate a model on a manifest; return the files of the report (`tables.files`).

    Raise ManifestError if the manifest cannot be read or split, or no question can be answered.
    """
    if request.held_out and request.by not in ("signer", "source"):
        raise ManifestError(
            "--test names signers or sources, but the clips are not split by either.",
            hint="Add --split signer or --split source.",
        )
    clips = read_manifest(encoder, manifest, mirror="one-shot" in request.tasks)
    if request.by:
        split = splits.split_by(clips, request.by, request.held_out)
    else:
        split = splits.unsplit(clips)
    if request.by == "random":
        click.echo(f"Warning: the split is {splits.RANDOM}.", err=True)
    case = Case(encoder, clips, split, request.score, request.shots, request.draws)
    results = evaluate(case, request.tasks, (*clips.skip_notes, *request.notes))
    return tables.files(results, {"model": name, "clips": len(clips), "split": split.description})


def evaluate(case: Case, tasks: Sequence[str], notes: Sequence[str] = ()) -> list[ReportTable]:
    """Return the tables of some questions. A question that cannot be answered becomes a note.

    `notes` and the split are below every table. Raise ManifestError if no question can be answered.
    """
    results: list[ReportTable] = []
    failures = []
    for name in tasks:
        try:
            results += TASKS[name](case)
        except ManifestError as error:
            failures.append(error)
            results.append(ReportTable(f"Not measured: {name}", {}, [], (str(error),)))
    if len(failures) == len(tasks):
        raise failures[0]
    every = (f"Split: {case.split.description}", *notes)
    return [replace(table, notes=(*table.notes, *every)) for table in results]


def text_and_pose(case: Case) -> list[ReportTable]:
    """Return search by text for clips, by clip for texts, and zero-shot recognition."""
    signers = None
    if not case.split.overlaps:
        signers = case.embeddings.column("signer")[case.split.train]
    return retrieval.tables(case.encoder, case.test_clips(), signers, case.score)


def search(case: Case) -> list[ReportTable]:
    """Return one-shot search among the test clips; each query is also mirrored."""
    clips = case.test_clips()
    _, labels = clips.classes()
    groups = [("all", np.ones(len(clips), bool))]
    languages = clips.column("sign_language")
    if len(set(languages)) > 1:
        groups += [(str(name), languages == name) for name in np.unique(languages)]
    rows: list[Mapping[str, Cell]] = []
    for name, part in groups:
        if 1 < len(set(labels[part])) < part.sum():
            rows.append({"clips of": name, **_search(clips.take(part), labels[part], case)})
    named = clips.column("signer") != ""
    if _has_two_signers(labels[named], clips.column("signer")[named]):
        figures = _search(clips.take(named), labels[named], case, across_signers=True)
        rows.append({"clips of": "another signer than the dictionary's", **figures})
    if not rows:
        raise ManifestError(
            "No sign has two clips, so no clip can be searched for with another one.",
            hint="Add clips of the same signs, by other signers.",
        )
    single = int((np.bincount(labels) == 1).sum())
    note = "One random clip of each sign is in the dictionary; the others are queries."
    if single:
        note += f" {single} signs have a single clip: they are in the dictionary only."
    heads = {"clips of": "clips of", "clips": "clips", "signs": "signs", "chance": "chance"}
    heads |= {f"r@{k}": f"R@{k}" for k in metrics.KS} | {"mrr": "MRR", "r@1_sd": "sd of R@1"}
    return [ReportTable("One-shot search, clip to clip", heads, rows, (note,))]


def _has_two_signers(labels: IntArray, signers: NDArray[np.str_]) -> bool:
    """Return whether a sign has clips of two signers, and there are two signs."""
    pairs = set(zip(labels.tolist(), signers.tolist(), strict=True))
    return 1 < len(set(labels.tolist())) < len(pairs)


def _search(
    clips: LabelledEmbeddings, labels: IntArray, case: Case, *, across_signers: bool = False
) -> dict[str, Cell]:
    """Return the figures of one-shot search; across signers, a clip never asks for its signer."""
    vectors = scaled(clips.vectors, case.score)
    mirrored = scaled(clips.mirrored, case.score)
    scores = np.maximum(vectors @ vectors.T, mirrored @ vectors.T)
    signs = len(set(labels))
    signers = clips.column("signer") if across_signers else None
    figures = one_shot(scores, labels, case.draws, signers=signers)
    return {"clips": len(labels), "signs": signs, "chance": 1 / signs, **figures}


def few_shots(case: Case) -> list[ReportTable]:
    """Return few-shot recognition by the published methods."""
    rows: list[Mapping[str, Cell]] = []
    notes = []
    sides = case.sides()
    for k in case.shots:
        figures, excluded = fewshot.few_shot(sides, k, case.draws)
        if excluded:
            notes.append(f"k = {k}: classes excluded because they have too few clips: {excluded}.")
        classes = len(sides.classes(k))
        rows += [
            {
                "k": k, "method": name, "classes": classes, "chance": 1 / classes, **row,
                "queries": round(row["queries"]),
            }
            for name, row in figures.items()
        ]  # fmt: skip
    if not rows:
        raise ManifestError(
            "Fewer than two classes have a clip for the dictionary and one for a query.",
            hint="Add clips of the same signs, or split in another way.",
        )
    heads = {key: key for key in ("k", "method", "classes", "queries", "chance")}
    heads |= {f"r@{k}": f"R@{k}" for k in fewshot.KS}
    heads |= {"mrr": "MRR", "r@1_sd": "sd of R@1"}
    return [ReportTable(f"Few shots, mean of {case.draws} draws", heads, rows, notes)]


def linear_probe(case: Case) -> list[ReportTable]:
    """Return a linear probe for the sign, which needs a split."""
    if case.split.overlaps:
        raise ManifestError(
            "The linear probe needs training clips and test clips.",
            hint="Name a split: --split signer, source, column or random.",
        )
    result = probe.probe(case.sides())
    heads = {"shown": "clips shown", "queries": "queries", "classes": "classes"}
    heads |= {"chance": "chance", "majority": "commonest class", "interval": "95 % of R@1"}
    heads |= {f"r@{k}": f"R@{k}" for k in fewshot.KS} | {"mrr": "MRR"}
    return [ReportTable("Linear probe", heads, [result.row], result.notes)]


def languages(case: Case) -> list[ReportTable]:
    """Return sign-language identification."""
    sides = None if case.split.overlaps else case.sides()
    return language_id.tables(case.encoder, case.embeddings, case.split.test, sides, case.score)


TASKS: dict[str, Callable[[Case], list[ReportTable]]] = {
    "text": text_and_pose,
    "one-shot": search,
    "few-shot": few_shots,
    "probe": linear_probe,
    "languages": languages,
}
