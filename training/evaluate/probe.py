"""The linear probe: how much a straight line through a model's vectors can tell of a label.

As published with SignCLIP (Jiang et al. 2024): scikit-learn's LogisticRegression on the model's
own vectors, 100 iterations at most, seed 42.
"""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import ManifestError
from training import command
from training.evaluate import metrics
from training.evaluate.fewshot import KS, Sides
from training.tables import Cell, between

ITERATIONS, SEED = 100, 42


@dataclass(frozen=True, slots=True)
class Probed:
    """What a probe found. `unknown` clips to ask about are of classes it was not shown."""

    figures: dict[str, float]
    shown: int
    classes: int
    majority: float  # share of the queries that are of the class it was shown most often
    unknown: int
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
        """What is to be known of them."""
        notes = []
        if self.unknown:
            notes.append(f"{self.unknown} clips to test on are of classes that it was not shown.")
        if not self.converged:
            notes.append(f"The probe was stopped after {ITERATIONS} iterations, as published.")
        return notes


def probe(sides: Sides, groups: NDArray[np.int64] | None = None) -> Probed:
    """Fit on the clips to train on, and rank the classes that are on both sides.

    `figures` are those of `metrics.figures`, and `balanced`, the mean over classes of the share
    of their clips that are named rightly; intervals draw whole `groups` (n,), or else classes.
    Raise ManifestError if fewer than two classes are on both sides.
    """
    both = np.intersect1d(sides.labels[sides.train], sides.labels[sides.test])
    if not len(both):
        raise ManifestError(
            "No class is on both sides of the split.",
            hint="Split in another way: the probe can only name classes that it was shown.",
        )
    if len(both) < 2:
        raise ManifestError(
            "There is but one class on both sides of the split, so there is nothing to tell apart.",
            hint="Split in another way, or add clips of other classes.",
        )
    train, asked = (
        np.flatnonzero(side & np.isin(sides.labels, both)) for side in (sides.train, sides.test)
    )
    with command.extra():
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.linear_model import LogisticRegression
    model = LogisticRegression(max_iter=ITERATIONS, random_state=SEED)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", ConvergenceWarning)
        model.fit(sides.vectors[train], sides.labels[train])
    scores = np.asarray(model.decision_function(sides.vectors[asked]), np.float64)
    scores = np.stack([-scores, scores], axis=1) if scores.ndim == 1 else scores
    label, commonest = sides.labels[asked], np.bincount(sides.labels[train]).argmax()
    found = metrics.ranked(scores, label[:, None] == both)
    return Probed(
        metrics.figures(found, label if groups is None else groups[asked], KS)
        | {"balanced": balanced(found[:, 0], label)},
        len(train),
        len(both),
        float((label == commonest).mean()),
        int(sides.test.sum()) - len(asked),
        not any(issubclass(warning.category, ConvergenceWarning) for warning in told),
    )


def balanced(right: NDArray[np.bool_], labels: NDArray[np.int64]) -> float:
    """Mean over classes of the share of their clips that are named rightly."""
    return float(np.mean([right[labels == one].mean() for one in np.unique(labels)]))
