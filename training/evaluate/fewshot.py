"""One-shot search: one random clip of each sign is the dictionary, the other clips are queries."""

import numpy as np
from numpy.typing import NDArray

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
