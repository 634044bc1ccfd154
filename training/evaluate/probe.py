"""The linear probe: how well a linear classifier predicts a label from a model's vectors.

As published with SignCLIP (Jiang et al. 2024): scikit-learn's LogisticRegression on the model's
own vectors, 100 iterations at most, seed 42.
"""

import warnings
from dataclasses import dataclass

import numpy as np

from signdict.core.errors import ManifestError
from signdict.core.types import BoolArray, IntArray
from training import command
from training.evaluate import metrics
from training.evaluate.fewshot import KS, Sides
from training.tables import Cell, between

ITERATIONS, SEED = 100, 42


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """The result of a probe."""

    figures: dict[str, float]
    shown: int  # training clips
    classes: int
    majority: float  # share of the queries in the most frequent training class
    unknown: int  # test clips whose class is not in the training clips
    converged: bool

    @property
    def row(self) -> dict[str, Cell]:
        """The figures as a row of a table."""
        return {
            **self.figures,
            "shown": self.shown,
            "classes": self.classes,
            "chance": 1 / self.classes,
            "majority": self.majority,
            "interval": between(self.figures["hit@1_low"], self.figures["hit@1_high"]),
        }

    @property
    def notes(self) -> list[str]:
        """Notes below that table."""
        notes = []
        if self.unknown:
            notes.append(
                f"{self.unknown} test clips belong to classes that are not in the training clips."
            )
        if not self.converged:
            notes.append(f"The probe was stopped after {ITERATIONS} iterations, as published.")
        return notes


def probe(sides: Sides, groups: IntArray | None = None) -> ProbeResult:
    """Fit a probe on the training clips, and rank the classes that are on both sides.

    `figures` are those of `metrics.figures` and `balanced`. Intervals resample whole `groups`
    (n,), by default classes. Raise ManifestError if fewer than two classes are on both sides.
    """
    both = np.intersect1d(sides.labels[sides.train], sides.labels[sides.test])
    if not len(both):
        raise ManifestError(
            "No class is on both sides of the split.",
            hint="Split in another way: the probe only knows the classes of the training clips.",
        )
    if len(both) < 2:
        raise ManifestError(
            "Only one class is on both sides of the split, so there is nothing to distinguish.",
            hint="Split in another way, or add clips of other classes.",
        )
    train, queries = (
        np.flatnonzero(side & np.isin(sides.labels, both)) for side in (sides.train, sides.test)
    )
    with command.extra():
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.linear_model import LogisticRegression
    model = LogisticRegression(max_iter=ITERATIONS, random_state=SEED)
    with warnings.catch_warnings(record=True) as messages:
        warnings.simplefilter("always", ConvergenceWarning)
        model.fit(sides.vectors[train], sides.labels[train])
    scores = np.asarray(model.decision_function(sides.vectors[queries]), np.float64)
    scores = np.stack([-scores, scores], axis=1) if scores.ndim == 1 else scores
    label, commonest = sides.labels[queries], np.bincount(sides.labels[train]).argmax()
    right = metrics.ranked(scores, label[:, None] == both)
    return ProbeResult(
        metrics.figures(right, label if groups is None else groups[queries], KS)
        | {"balanced": balanced(right[:, 0], label)},
        len(train),
        len(both),
        float((label == commonest).mean()),
        int(sides.test.sum()) - len(queries),
        not any(issubclass(message.category, ConvergenceWarning) for message in messages),
    )


def balanced(right: BoolArray, labels: IntArray) -> float:
    """Return the mean over classes of the share of right answers."""
    return float(np.mean([right[labels == label].mean() for label in np.unique(labels)]))
