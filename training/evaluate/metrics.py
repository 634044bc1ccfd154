"""How well texts find clips and clips find texts: figures of a matrix of scores.

Definitions are those of the code published with SignCLIP (Jiang et al. 2024), both directions over
unique texts. Equal scores count against us: the wrong answer stands before the right one. The
published code leaves them in the order in which they happen to lie.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import ModelError

Scores = NDArray[np.float32] | NDArray[np.float64]
Bools = NDArray[np.bool_]
Numbers = NDArray[np.int64]

#: Places among the answers that are reported.
KS = (1, 5, 8, 10)


def pose_to_text(scores: Scores, own: Numbers, ks: Sequence[int] = KS) -> dict[str, float]:
    """Figures of clips that look for their text.

    `scores` (T, C) of every unique text with every clip; `own` (C,) is the text of each clip.
    """
    right = own[:, None] == np.arange(len(scores))
    return figures(ranked(scores.T, right), own, ks)


def text_to_pose(scores: Scores, own: Numbers, ks: Sequence[int] = KS) -> dict[str, float]:
    """Figures of texts that look for a clip: one query for each text that has a clip.

    Shapes as in `pose_to_text`.
    """
    asked = np.unique(own)
    right = asked[:, None] == own
    return figures(ranked(scores[asked], right), asked, ks)


def unique_texts(scores: Scores, labels: Numbers) -> tuple[Scores, Numbers]:
    """Put rows of the same text together: (N, C) with labels (N,) -> (T, C), labels as 0..T-1.

    Of several rows the best score counts, as where one sorts first and drops repetitions then.
    """
    texts, own = np.unique(labels, return_inverse=True)
    best = np.full((len(texts), scores.shape[1]), -np.inf, scores.dtype)
    np.maximum.at(best, own, scores)
    return best, own


def ranked(scores: Scores, right: Bools) -> Bools:
    """Tell of every answer whether it is right, best first: (Q, A) -> (Q, A).

    Raise ModelError if a score is no number.
    """
    if not np.isfinite(scores).all():
        raise ModelError(
            "The model gives some clips or texts a score that is no number.",
            hint="Train it anew with a smaller rate, or use another model.",
        )
    order = np.lexsort(np.stack([right.astype(scores.dtype), -scores]), axis=1)
    return np.take_along_axis(right, order, axis=1)


def figures(found: Bools, groups: Numbers, ks: Sequence[int] = KS) -> dict[str, float]:
    """Figures of answers (Q, A) that are right or wrong, best first; each query has a right one.

    - r@k: right answers among the first k, of all right answers there are. With one right answer
      for each query this is the share of queries answered.
    - hit@k: queries with a right answer among the first k; `hit@1_low` and `hit@1_high` bound the
      95 % of its draws when whole `groups` (Q,) of queries are drawn again (see `interval`).
    - p@k: right answers among the first k, of k.
    - dcg@k: mean over queries of the sum over places i <= k of right_i / log2(i + 1) (Järvelin and
      Kekäläinen 2002, their base 2 with gain 0 or 1); dcg has no k.
    - mrr: mean of 1 / rank, where rank is the place of the first right answer; mean and median.
    """
    place = found.argmax(axis=1) + 1
    weight = found / np.log2(np.arange(found.shape[1]) + 2)
    result: dict[str, float] = {"queries": len(found), "answers": found.shape[1]}
    for k in ks:
        first = found[:, :k]
        result[f"r@{k}"] = float(first.sum() / found.sum())
        result[f"hit@{k}"] = float(first.any(axis=1).mean())
        result[f"p@{k}"] = float(first.sum() / (k * len(found)))
        result[f"dcg@{k}"] = float(weight[:, :k].sum(axis=1).mean())
    result["hit@1_low"], result["hit@1_high"] = interval(found[:, 0], groups)
    result["dcg"] = float(weight.sum(axis=1).mean())
    result["mrr"] = float((1 / place).mean())
    result["median_rank"] = float(np.median(place))
    result["mean_rank"] = float(place.mean())
    return result


def interval(
    values: NDArray[np.generic], groups: Numbers, draws: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """Bootstrap the mean of values (Q,): the 2.5th and 97.5th of 100 draws, by percentile.

    Whole groups are drawn, with replacement (Efron and Tibshirani 1993, chapter 8), because
    queries of one sign succeed or fail together; a group for each query draws queries.
    """
    names, of = np.unique(groups, return_inverse=True)
    total = np.bincount(of, weights=values.astype(np.float64))
    count = np.bincount(of).astype(np.float64)
    drawn = np.random.default_rng(seed).integers(0, len(names), (draws, len(names)))
    means = total[drawn].sum(axis=1) / count[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
