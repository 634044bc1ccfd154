"""The evaluation of a model on any manifest: one table for each question.

Where clips are split, texts and clips are searched among those to test on, and shots and the
linear probe learn from those to train on. Every table says what split it is of.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import ManifestError
from training.data.splits import Split
from training.evaluate import fewshot, language_id, metrics, probe, retrieval
from training.evaluate.embeddings import ClipEncoder, LabelledEmbeddings, Score, scaled
from training.evaluate.fewshot import Sides, one_shot
from training.tables import Cell, ReportTable


@dataclass(frozen=True, slots=True)
class Case:
    """What is measured, and how."""

    encoder: ClipEncoder
    readings: LabelledEmbeddings
    split: Split
    score: Score = "cosine"
    shots: Sequence[int] = fewshot.SHOTS
    draws: int = 20

    def asked(self) -> LabelledEmbeddings:
        """The clips to test on."""
        return self.readings.take(self.split.test)

    def sides(self) -> Sides:
        """The clips by class, with their sides."""
        _, labels = self.readings.classes()
        return Sides(self.readings.vectors, labels, self.split.train, self.split.test)


def text_and_pose(case: Case) -> list[ReportTable]:
    """Texts that look for clips and clips that look for their text; zero-shot recognition."""
    known = case.readings.column("signer")[case.split.train] if not case.split.both else None
    return retrieval.tables(case.encoder, case.asked(), known, case.score)


def search(case: Case) -> list[ReportTable]:
    """One-shot search among the clips to test on, each asked as it is and in a mirror."""
    asked = case.asked()
    _, labels = asked.classes()
    groups = [("all", np.ones(len(asked), bool))]
    languages = asked.column("sign_language")
    if len(set(languages)) > 1:
        groups += [(str(name), languages == name) for name in np.unique(languages)]
    rows: list[Mapping[str, Cell]] = []
    for name, on in groups:
        if len(set(labels[on])) > 1 and len(set(labels[on])) < on.sum():
            rows.append({"clips of": name, **_search(asked.take(on), labels[on], case)})
    named = asked.column("signer") != ""
    if _by_two(labels[named], asked.column("signer")[named]):
        told = _search(asked.take(named), labels[named], case, apart=True)
        rows.append({"clips of": "another signer than the dictionary's", **told})
    if not rows:
        raise ManifestError(
            "No sign has two clips, so there is none to search for by another.",
            hint="Add clips of the same signs, by other signers.",
        )
    single = int((np.bincount(labels) == 1).sum())
    note = "One random clip of each sign is the dictionary, the others are queries."
    if single:
        note += f" {single} signs have a single clip: they are in the dictionary, nobody asks."
    heads = {"clips of": "clips of", "clips": "clips", "signs": "signs", "chance": "chance"}
    heads |= {f"r@{k}": f"R@{k}" for k in metrics.KS} | {"mrr": "MRR", "r@1_sd": "sd of R@1"}
    return [ReportTable("One-shot search, clip to clip", heads, rows, (note,))]


def _by_two(labels: NDArray[np.int64], signers: NDArray[np.str_]) -> bool:
    """Whether some sign is shown by two signers, and there are two signs."""
    pairs = set(zip(labels.tolist(), signers.tolist(), strict=True))
    return 1 < len(set(labels.tolist())) < len(pairs)


def _search(
    asked: LabelledEmbeddings, labels: NDArray[np.int64], case: Case, *, apart: bool = False
) -> dict[str, Cell]:
    """Figures of one-shot search; `apart`: a clip asks only if another signer is to be found."""
    vectors = scaled(asked.vectors, case.score)
    mirrored = scaled(asked.mirrored, case.score)
    scores = np.maximum(vectors @ vectors.T, mirrored @ vectors.T)
    signs = len(set(labels))
    signers = asked.column("signer") if apart else None
    found = one_shot(scores, labels, case.draws, signers=signers)
    return {"clips": len(labels), "signs": signs, "chance": 1 / signs, **found}


def few_shots(case: Case) -> list[ReportTable]:
    """A few shown clips of each class name the others, by the published methods."""
    rows: list[Mapping[str, Cell]] = []
    notes = []
    sides = case.sides()
    for k in case.shots:
        found, few = fewshot.few_shot(sides, k, case.draws)
        if few:
            notes.append(f"k = {k}: classes with too few clips, left out: {few}.")
        classes = len(sides.classes(k))
        rows += [
            {"k": k, "method": name, "classes": classes, "chance": 1 / classes, **_whole(row)}
            for name, row in found.items()
        ]
    if not rows:
        raise ManifestError(
            "Fewer than two classes have a clip to show and another to ask about.",
            hint="Add clips of the same signs, or split in another way.",
        )
    heads = {key: key for key in ("k", "method", "classes", "queries", "chance")}
    heads |= {f"r@{k}": f"R@{k}" for k in fewshot.KS}
    heads |= {"mrr": "MRR", "r@1_sd": "sd of R@1"}
    return [ReportTable(f"Few shots, mean of {case.draws} draws", heads, rows, notes)]


def _whole(row: Mapping[str, float]) -> dict[str, Cell]:
    """The same, with a number of queries that is none on the average."""
    return {**row, "queries": round(row["queries"])}


def linear(case: Case) -> list[ReportTable]:
    """A linear probe for the sign; it needs a split."""
    if case.split.both:
        raise ManifestError(
            "The linear probe needs clips to learn from and others to test on.",
            hint="Name a split: --split signer, source, column or random.",
        )
    found = probe.probe(case.sides())
    heads = {"shown": "clips shown", "queries": "queries", "classes": "classes"}
    heads |= {"chance": "chance", "majority": "commonest class", "interval": "95 % of R@1"}
    heads |= {f"r@{k}": f"R@{k}" for k in fewshot.KS} | {"mrr": "MRR"}
    return [ReportTable("Linear probe", heads, [found.row], found.notes)]


def languages(case: Case) -> list[ReportTable]:
    """Sign-language identification."""
    sides = None if case.split.both else case.sides()
    return language_id.tables(case.encoder, case.readings, case.split.test, sides, case.score)


TASKS: dict[str, Callable[[Case], list[ReportTable]]] = {
    "text": text_and_pose,
    "one-shot": search,
    "few-shot": few_shots,
    "probe": linear,
    "languages": languages,
}


def evaluate(case: Case, tasks: Sequence[str], notes: Sequence[str] = ()) -> list[ReportTable]:
    """Answer the questions named, each in its tables; what cannot be asked here becomes a note.

    `notes`, and how the clips are split, stand below every table. Raise ManifestError if nothing
    can be asked.
    """
    tables: list[ReportTable] = []
    failures = []
    for name in tasks:
        try:
            tables += TASKS[name](case)
        except ManifestError as reason:
            failures.append(reason)
            tables.append(ReportTable(f"Not measured: {name}", {}, [], (str(reason),)))
    if len(failures) == len(tasks):
        raise failures[0]
    told = (f"Split: {case.split.told}", *notes)
    return [replace(table, notes=(*table.notes, *told)) for table in tables]
