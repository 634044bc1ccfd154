"""One-shot search, and few-shot recognition by the published methods."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from signdict.core.types import BoolArray, DoubleArray, FloatArray, IntArray
from training import command
from training.evaluate import metrics

#: Shots of the published protocol.
SHOTS = (1, 5, 10, 100)
KS = (1, 5, 10)
#: Computes scores (queries, classes) of vectors (queries, D) from shots (classes, k, D).
FewShotMethod: TypeAlias = Callable[[FloatArray, FloatArray, Generator], DoubleArray]


def one_shot(
    scores: FloatArray,
    labels: IntArray,
    draws: int = 20,
    seed: int = 0,
    signers: NDArray[np.str_] | None = None,
) -> dict[str, float]:
    """Return the mean recall@k and mean reciprocal rank over seeded draws of the dictionary.

    One random clip of each sign is in the dictionary; the other clips are queries. `scores` (n, n)
    are those of all pairs, `labels` is (n,); at least one sign needs two clips. A wrong clip with
    the score of the right one ranks before it. With `signers` (n,), only clips are queries whose
    sign is shown by another signer in the dictionary; at least one sign needs two signers.
    """
    rng = np.random.default_rng(seed)
    ranks = []
    for _ in range(draws):
        gallery = np.array([rng.choice(np.flatnonzero(labels == label)) for label in set(labels)])
        queries = np.setdiff1d(np.arange(len(labels)), gallery)
        chosen = scores[np.ix_(queries, gallery)]
        right = labels[queries][:, None] == labels[gallery][None]
        if signers is not None:
            across = signers[gallery][right.argmax(axis=1)] != signers[queries]
            chosen, right = chosen[across], right[across]
        own = np.where(right, chosen, -np.inf).max(axis=1, keepdims=True)
        ranks.append(1 + (~right & (chosen >= own)).sum(axis=1))
    every = np.concatenate([np.asarray(rank, np.float64) for rank in ranks])
    first = np.array([(rank <= 1).mean() for rank in ranks if len(rank)])  # (draws,)
    result = {f"r@{k}": float((every <= k).mean()) for k in metrics.KS}
    result["mrr"] = float((1 / every).mean())
    result["r@1_sd"] = float(first.std())
    return result


@dataclass(frozen=True, slots=True)
class Sides:
    """n clips with their classes and their sides: training clips (shots) and test clips (queries).

    A clip on both sides is a query only in draws in which it is not a shot.
    """

    vectors: FloatArray  # (n, D), the model's own
    labels: IntArray  # (n,)
    train: BoolArray  # (n,)
    test: BoolArray  # (n,)

    def classes(self, k: int) -> IntArray:
        """Return the classes with k shots and a query."""
        shots, queries, either = (
            np.bincount(self.labels[side], minlength=int(self.labels.max()) + 1)
            for side in (self.train, self.test, self.train | self.test)
        )
        return np.flatnonzero((shots >= k) & (queries > 0) & (either > k)).astype(np.int64)


def few_shot(
    sides: Sides, k: int, draws: int = 20, seed: int = 42
) -> tuple[dict[str, dict[str, float]], int]:
    """Return the figures of every method, and the number of classes with too few clips.

    Each figure is the mean over draws; `_sd` is its standard deviation over draws. The figures are
    empty if fewer than two classes have enough clips. All methods get the same draws.
    """
    classes = sides.classes(k)
    excluded = len(np.unique(sides.labels[sides.test])) - len(classes)
    if len(classes) < 2:
        return {}, excluded
    rng = np.random.default_rng(seed)
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in METHODS}
    for _ in range(draws):
        shots = _draw(sides, classes, k, rng)
        queries = np.setdiff1d(np.flatnonzero(sides.test & np.isin(sides.labels, classes)), shots)
        right = sides.labels[queries][:, None] == classes
        for name, method in METHODS.items():
            scores = method(sides.vectors[queries], sides.vectors[shots], rng)
            rows[name].append(_figures(metrics.ranked(scores.astype(np.float64), right)))
    return {name: _summary(of_draws) for name, of_draws in rows.items()}, excluded


def _draw(sides: Sides, classes: IntArray, k: int, rng: Generator) -> IntArray:
    """Draw k clips of each class: (classes, k)."""
    members = [np.flatnonzero(sides.train & (sides.labels == label)) for label in classes]
    return np.stack([rng.choice(rows, k, replace=False) for rows in members])


def _figures(right: BoolArray) -> dict[str, float]:
    """Return recall@k and mean reciprocal rank of ranked answers (Q, A)."""
    rank = right.argmax(axis=1) + 1
    result = {f"r@{k}": float((rank <= k).mean()) for k in KS}
    return result | {"mrr": float((1 / rank).mean()), "queries": float(len(right))}


def _summary(rows: list[dict[str, float]]) -> dict[str, float]:
    """Return mean and standard deviation over draws."""
    result = {}
    for name in rows[0]:
        values = np.array([row[name] for row in rows])
        result[name] = float(values.mean())
        if len(rows) > 1:
            result[f"{name}_sd"] = float(values.std(ddof=1))
    return result


def votes(queries: FloatArray, shots: FloatArray, rng: Generator) -> DoubleArray:
    """Return the share of each class among the nearest shots; ties are broken at random."""
    with command.extra():
        from sklearn.neighbors import NearestNeighbors
    rows, shown = _standardised(queries, shots)
    near = NearestNeighbors(n_neighbors=round(len(shown) ** 0.5)).fit(shown)
    owner = near.kneighbors(rows, return_distance=False) // shots.shape[1]  # (Q, neighbours)
    shares: DoubleArray = (owner[..., None] == np.arange(len(shots))).mean(axis=1)
    return shares + rng.uniform(0, 1e-9, shares.shape)


def _nearest(queries: FloatArray, shots: FloatArray, _: Generator) -> DoubleArray:
    """Return minus the distance to the nearest shot of each class, after standardisation."""
    rows, shown = _standardised(queries, shots)
    apart = (shown**2).sum(1) - 2 * rows @ shown.T  # squared, minus the length of the query
    best: DoubleArray = -apart.reshape(len(queries), *shots.shape[:2]).min(axis=2)
    return best


def _mean_dot(queries: FloatArray, shots: FloatArray, _: Generator) -> DoubleArray:
    """Return the mean dot product with the shots of each class, without scaling."""
    return np.asarray(queries @ shots.mean(axis=1).T, np.float64)


def _standardised(queries: FloatArray, shots: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Scale every dimension to mean 0 and deviation 1 over the shots: (Q, D), (classes * k, D)."""
    with command.extra():
        from sklearn.preprocessing import StandardScaler
    shown = shots.reshape(-1, shots.shape[-1])
    scaler = StandardScaler().fit(shown)
    return scaler.transform(queries), scaler.transform(shown)


METHODS: dict[str, FewShotMethod] = {
    "neighbours, votes": votes,
    "nearest clip": _nearest,
    "mean dot product": _mean_dot,
}
