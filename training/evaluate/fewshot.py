"""One-shot search: one random clip of each sign is the dictionary, the other clips are queries."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from training import command
from training.evaluate import metrics
from training.evaluate.metrics import KS as RANKS

Scores = NDArray[np.float32]

__all__ = ["RANKS", "one_shot"]


def one_shot(
    scores: Scores,
    labels: NDArray[np.int64],
    draws: int = 20,
    seed: int = 0,
    signers: NDArray[np.str_] | None = None,
) -> dict[str, float]:
    """Mean recall@k and mean reciprocal rank over `draws` seeded draws of the dictionary.

    `scores` (n, n) of each clip with each, `labels` (n,); some sign needs two clips. Equal scores
    count against us. With `signers` (n,) only clips ask whose sign another signer shows in the
    dictionary; some sign needs two signers.
    """
    rng = np.random.default_rng(seed)
    ranks = []
    for _ in range(draws):
        gallery = np.array([rng.choice(np.flatnonzero(labels == label)) for label in set(labels)])
        queries = np.setdiff1d(np.arange(len(labels)), gallery)
        found = scores[np.ix_(queries, gallery)]
        right = labels[queries][:, None] == labels[gallery][None]
        if signers is not None:
            own_signer = signers[gallery][right.argmax(axis=1)]
            asked = own_signer != signers[queries]
            found, right = found[asked], right[asked]
        own = np.where(right, found, -np.inf).max(axis=1, keepdims=True)
        ranks.append(1 + (~right & (found >= own)).sum(axis=1))
    place = np.concatenate([np.asarray(r, np.float64) for r in ranks])
    first = np.array([(r <= 1).mean() for r in ranks if len(r)])  # (draws,)
    result = {f"r@{k}": float((place <= k).mean()) for k in RANKS}
    result["mrr"] = float((1 / place).mean())
    result["r@1_sd"] = float(first.std())
    return result


Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: Shots of the published protocol.
SHOTS = (1, 5, 10, 100)
KS = (1, 5, 10)
#: Scores (queries, classes) of vectors (queries, D) from shots (classes, k, D).
Method = Callable[[Vectors, Vectors, Generator], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Sides:
    """n clips with their classes, and which of them may be shown and which are asked about.

    Where a clip is on both sides, it is asked about only in the draws that do not show it.
    """

    vectors: Vectors  # (n, D), the model's own
    labels: Numbers  # (n,)
    train: Bools  # (n,)
    test: Bools  # (n,)

    def classes(self, k: int) -> Numbers:
        """The classes with k clips to show and one to ask about."""
        shown, asked, either = (
            np.bincount(self.labels[side], minlength=int(self.labels.max()) + 1)
            for side in (self.train, self.test, self.train | self.test)
        )
        return np.flatnonzero((shown >= k) & (asked > 0) & (either > k)).astype(np.int64)


def few_shot(
    sides: Sides, k: int, draws: int = 20, seed: int = 42
) -> tuple[dict[str, dict[str, float]], int]:
    """Figures of every method, and how many classes were asked for that have too few clips.

    Each figure is the mean over draws, beside its standard deviation over draws (`_sd`); there
    are none where fewer than two classes have enough clips. All methods see the same draws.
    """
    classes = sides.classes(k)
    few = len(np.unique(sides.labels[sides.test])) - len(classes)
    if len(classes) < 2:
        return {}, few
    rng = np.random.default_rng(seed)
    found: dict[str, list[dict[str, float]]] = {name: [] for name in METHODS}
    for _ in range(draws):
        shots = _drawn(sides, classes, k, rng)
        asked = np.setdiff1d(np.flatnonzero(sides.test & np.isin(sides.labels, classes)), shots)
        right = sides.labels[asked][:, None] == classes
        for name, method in METHODS.items():
            scores = method(sides.vectors[asked], sides.vectors[shots], rng)
            found[name].append(_figures(metrics.ranked(scores.astype(np.float64), right)))
    return {name: _summed(rows) for name, rows in found.items()}, few


def _drawn(sides: Sides, classes: Numbers, k: int, rng: Generator) -> Numbers:
    """Draw k clips of each class: (classes, k)."""
    there = [np.flatnonzero(sides.train & (sides.labels == one)) for one in classes]
    return np.stack([rng.choice(rows, k, replace=False) for rows in there])


def _figures(found: Bools) -> dict[str, float]:
    place = found.argmax(axis=1) + 1
    result = {f"r@{k}": float((place <= k).mean()) for k in KS}
    return result | {"mrr": float((1 / place).mean()), "queries": float(len(found))}


def _summed(rows: list[dict[str, float]]) -> dict[str, float]:
    """Mean and standard deviation over draws."""
    result = {}
    for name in rows[0]:
        values = np.array([row[name] for row in rows])
        result[name] = float(values.mean())
        if len(rows) > 1:
            result[f"{name}_sd"] = float(values.std(ddof=1))
    return result


def _scaled(asked: Vectors, shots: Vectors) -> tuple[Vectors, Vectors]:
    """Every number with mean 0 and deviation 1 over the shots: (Q, D), (classes * k, D)."""
    with command.extra():
        from sklearn.preprocessing import StandardScaler
    scaler = StandardScaler().fit(shots.reshape(-1, shots.shape[-1]))
    return scaler.transform(asked), scaler.transform(shots.reshape(-1, shots.shape[-1]))


def _votes(asked: Vectors, shots: Vectors, rng: Generator) -> NDArray[np.float64]:
    """Share of the neighbours that are of each class; equal shares are put in order by lot."""
    with command.extra():
        from sklearn.neighbors import NearestNeighbors
    queries, shown = _scaled(asked, shots)
    near = NearestNeighbors(n_neighbors=round(len(shown) ** 0.5)).fit(shown)
    owner = near.kneighbors(queries, return_distance=False) // shots.shape[1]  # (Q, neighbours)
    shares: NDArray[np.float64] = (owner[..., None] == np.arange(len(shots))).mean(axis=1)
    return shares + rng.uniform(0, 1e-9, shares.shape)


def _nearest(asked: Vectors, shots: Vectors, _: Generator) -> NDArray[np.float64]:
    """Minus the distance to the nearest clip of each class, after the same scaling."""
    queries, shown = _scaled(asked, shots)
    apart = (shown**2).sum(1) - 2 * queries @ shown.T  # squared, less the length of the query
    best: NDArray[np.float64] = -apart.reshape(len(asked), *shots.shape[:2]).min(axis=2)
    return best


def _mean_dot(asked: Vectors, shots: Vectors, _: Generator) -> NDArray[np.float64]:
    """Mean dot product with the clips of each class, vectors as the model gives them."""
    return np.asarray(asked @ shots.mean(axis=1).T, np.float64)


METHODS: dict[str, Method] = {
    "neighbours, votes": _votes,
    "nearest clip": _nearest,
    "mean dot product": _mean_dot,
}
