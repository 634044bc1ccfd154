"""Figures of retrieval between texts and clips, computed from a matrix of scores.

The definitions are those of the code published with SignCLIP (Jiang et al. 2024), both directions
over unique texts. Of equal scores, the wrong answer ranks before the right one; the published code
keeps the order of the input.
"""

from collections.abc import Sequence

import numpy as np

from signdict.core.errors import ModelError
from signdict.core.types import AnyArray, BoolArray, IntArray

#: The values of k that are reported.
KS = (1, 5, 8, 10)


def pose_to_text(scores: AnyArray, own: IntArray, ks: Sequence[int] = KS) -> dict[str, float]:
    """Return the figures of clips as queries for their text.

    `scores` (T, C) are those of all unique texts and clips; `own` (C,) is the text of each clip.
    """
    right = own[:, None] == np.arange(len(scores))
    return figures(ranked(scores.T, right), own, ks)


def text_to_pose(scores: AnyArray, own: IntArray, ks: Sequence[int] = KS) -> dict[str, float]:
    """Return the figures of texts as queries for their clips: one query per text with a clip.

    Shapes as in `pose_to_text`.
    """
    queries = np.unique(own)
    right = queries[:, None] == own
    return figures(ranked(scores[queries], right), queries, ks)


def ranked(scores: AnyArray, right: BoolArray) -> BoolArray:
    """Sort answers (Q, A) by score, best first; return whether each of them is right.

    Raise ModelError if a score is not finite.
    """
    if not np.isfinite(scores).all():
        raise ModelError(
            "The model gives some clips or texts a score that is not a number.",
            hint="Train it again with a smaller rate, or use another model.",
        )
    order = np.lexsort(np.stack([right.astype(scores.dtype), -scores]), axis=1)
    return np.take_along_axis(right, order, axis=1)


def figures(right: BoolArray, groups: IntArray, ks: Sequence[int] = KS) -> dict[str, float]:
    """Return the figures of ranked answers (Q, A); each query has at least one right answer.

    - r@k: the right answers among the first k, as a share of all right answers. With one right
      answer per query, this is the share of answered queries.
    - hit@k: the share of queries with a right answer among the first k. `hit@1_low` and
      `hit@1_high` bound 95 % of its resamples by whole `groups` (Q,) of queries (see `interval`).
    - p@k: the right answers among the first k, as a share of k.
    - dcg@k: the mean over queries of the sum over ranks i <= k of right_i / log2(i + 1) (Järvelin
      and Kekäläinen 2002, their base 2 with gain 0 or 1); dcg includes all ranks.
    - mrr: the mean of 1 / rank of the first right answer; also its median and mean rank.
    """
    rank = right.argmax(axis=1) + 1
    weight = right / np.log2(np.arange(right.shape[1]) + 2)
    result: dict[str, float] = {"queries": len(right), "answers": right.shape[1]}
    for k in ks:
        first = right[:, :k]
        result[f"r@{k}"] = float(first.sum() / right.sum())
        result[f"hit@{k}"] = float(first.any(axis=1).mean())
        result[f"p@{k}"] = float(first.sum() / (k * len(right)))
        result[f"dcg@{k}"] = float(weight[:, :k].sum(axis=1).mean())
    result["hit@1_low"], result["hit@1_high"] = interval(right[:, 0], groups)
    result["dcg"] = float(weight.sum(axis=1).mean())
    result["mrr"] = float((1 / rank).mean())
    result["median_rank"] = float(np.median(rank))
    result["mean_rank"] = float(rank.mean())
    return result


def interval(
    values: AnyArray, groups: IntArray, draws: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """Bootstrap the mean of values (Q,): return its 2.5th and 97.5th percentile.

    Whole groups are drawn with replacement (Efron and Tibshirani 1993, chapter 8), because queries
    of one sign succeed or fail together. With one group per query, queries are drawn.
    """
    names, of = np.unique(groups, return_inverse=True)
    total = np.bincount(of, weights=values.astype(np.float64))
    count = np.bincount(of).astype(np.float64)
    drawn = np.random.default_rng(seed).integers(0, len(names), (draws, len(names)))
    means = total[drawn].sum(axis=1) / count[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
