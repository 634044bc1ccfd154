"""Vectors of length 1, and the similarity of clips by their frame tokens.

A clip has K frame tokens: vectors of d numbers and length 1, each for one part of the clip. During
training the length of a token is its weight. Where clips are compared all tokens count the same,
which finds more signs of unknown signers (docs/model.md).
"""

import numpy as np

from signdict.core.types import AnyArray, FloatArray, IntArray

#: Number of clips compared at a time, so that the working memory fits into the processor's cache.
_BATCH = 128


def unit(vectors: AnyArray) -> FloatArray:
    """Scale vectors (..., D) to length 1; zero vectors stay zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), np.float32)


def maxsim(query: FloatArray, clips: AnyArray, rows: IntArray | None = None) -> FloatArray:
    """Return the similarity, 0 to 1, of a clip's tokens (K, d) to those of clips (n, K, d).

    `rows` selects some of the clips. Each token is matched with the most similar one of the other
    clip: m(a, b) = 1/2 [mean_t max_s c(a_t, b_s)^2 + mean_s max_t c(a_t, b_s)^2], where c is the
    cosine, or 0 if that is negative (late interaction, Khattab and Zaharia 2020, in both
    directions; the square is ours). The tokens of the clips may be in half precision.
    """
    rows = np.arange(len(clips)) if rows is None else rows
    similarities = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), _BATCH):
        batch = slice(start, start + _BATCH)
        similarities[batch] = _maxsim(query, clips[rows[batch]])
    return similarities


def _maxsim(query: FloatArray, clips: AnyArray) -> FloatArray:
    count, tokens, size = clips.shape
    # clips last, so that each maximum runs along whole rows of memory
    columns = np.ascontiguousarray(clips.transpose(1, 0, 2), np.float32).reshape(-1, size)
    cosines = (query @ columns.T).reshape(len(query), tokens, count)  # (t, s, n)
    forth, back = (np.maximum(cosines.max(axis=axis), 0) ** 2 for axis in (1, 0))
    return np.asarray((forth.mean(axis=0) + back.mean(axis=0)) / 2, np.float32)


def blend(cosines: FloatArray, token_scores: FloatArray, share: float) -> FloatArray:
    """Return the score of clips: `share` of `maxsim` over tokens, the rest of the cosine."""
    return np.asarray((1 - share) * cosines + share * token_scores)
