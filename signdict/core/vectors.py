"""Frame tokens: what a model says of each moment of a clip, and how alike two clips are by them.

A clip has K tokens, directions of d numbers and length 1. In training a token is as long as it
matters; where clips are compared all count the same, which is better among strangers
(docs/model.md).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from signdict.core.types import FloatArray

Tokens = NDArray[np.float32]

#: Clips that are compared at a time: what they need stays in the cache of the processor.
_TOGETHER = 128


def directions(tokens: Tokens) -> Tokens:
    """Tokens (..., d) at length 1; one of nothing but zeros stays."""
    length = np.linalg.norm(tokens, axis=-1, keepdims=True)
    return np.asarray(tokens / np.maximum(length, 1e-9), np.float32)


def maxsim(
    query: Tokens, clips: NDArray[Any], rows: NDArray[np.int64] | None = None
) -> NDArray[np.float32]:
    """How alike a clip's tokens (K, d) are to those of others, all or some of (n, K, d): 0 to 1.

    Each token finds the one most like it on the other side; m(a, b) = 1/2 [mean_t max_s c(a_t,
    b_s)^2 + mean_s max_t c(a_t, b_s)^2], where c is the cosine, or 0 if that is negative (late
    interaction, Khattab and Zaharia 2020, both ways; the square is ours). Tokens of clips may be
    in half precision.
    """
    rows = np.arange(len(clips)) if rows is None else rows
    found = np.empty(len(rows), np.float32)
    for at in range(0, len(rows), _TOGETHER):
        found[at : at + _TOGETHER] = _maxsim(query, clips[rows[at : at + _TOGETHER]])
    return found


def _maxsim(query: Tokens, clips: NDArray[Any]) -> NDArray[np.float32]:
    count, many, size = clips.shape
    # clips last, so that each maximum runs along whole rows of memory
    there = np.ascontiguousarray(clips.transpose(1, 0, 2), np.float32)
    cosines = (query @ there.reshape(-1, size).T).reshape(len(query), many, count)  # (t, s, n)
    forth, back = (np.maximum(cosines.max(axis=axis), 0) ** 2 for axis in (1, 0))
    return np.asarray((forth.mean(axis=0) + back.mean(axis=0)) / 2, np.float32)


def unit(vectors: FloatArray) -> FloatArray:
    """Scale vectors (n, D) to length 1; a vector of nothing but zeros stays."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), np.float32)


def blend(cosines: FloatArray, token_scores: FloatArray, share: float) -> FloatArray:
    """Return the score of clips: `share` of `maxsim` over tokens, the rest of the cosine."""
    return np.asarray((1 - share) * cosines + share * token_scores)
