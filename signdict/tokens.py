"""Frame tokens: what a model says of each moment of a clip, and how alike two clips are by them.

A clip has K tokens of d numbers. The direction of a token says what is seen, its length how much
that matters.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tokens = NDArray[np.float32]

#: Clips that are compared at a time: what they need stays in the cache of the processor.
_TOGETHER = 128
#: A token shorter than this says nothing.
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Parted:
    """Tokens of n clips as `directions` (n, K, d), each of length 1, and `weights` (n, K), which
    add up to 1 in each clip. Directions may be in half precision."""

    directions: NDArray[Any]
    weights: NDArray[np.float32]


def parted(tokens: NDArray[Any]) -> Parted:
    """Part tokens (n, K, d) into what is seen and how much that matters."""
    tokens = np.asarray(tokens, np.float32)
    length = np.linalg.norm(tokens, axis=-1, keepdims=True)
    weight = length[..., 0] / np.maximum(length.sum(axis=-2), _NOTHING)
    return Parted(tokens / np.maximum(length, _NOTHING), weight)


def maxsim(query: Tokens, clips: Tokens) -> NDArray[np.float32]:
    """How alike a clip's tokens (K, d) are to those of others (n, K, d): (n,), -1 to 1.

    Each token finds the one most like it on the other side; m(a, b) = 1/2 [sum_t w_t max_s
    cos(a_t, b_s) + sum_s v_s max_t cos(a_t, b_s)], where w and v are the lengths of the tokens,
    scaled to a sum of 1 (late interaction, Khattab and Zaharia 2020, both ways).
    """
    return alike(parted(query[None]), parted(clips))


def alike(
    query: Parted, clips: Parted, rows: NDArray[np.int64] | None = None
) -> NDArray[np.float32]:
    """The same, of tokens that are parted already: those of one clip, and of all or some of n."""
    rows = np.arange(len(clips.weights)) if rows is None else rows
    found = np.empty(len(rows), np.float32)
    for at in range(0, len(rows), _TOGETHER):
        some = rows[at : at + _TOGETHER]
        few = Parted(clips.directions[some], clips.weights[some])
        found[at : at + _TOGETHER] = _alike(query, few)
    return found


def _alike(query: Parted, clips: Parted) -> NDArray[np.float32]:
    asked, weight = query.directions[0], query.weights[0]
    count, many, size = clips.directions.shape
    # clips last, so that each maximum runs along whole rows of memory
    there = np.ascontiguousarray(clips.directions.transpose(1, 0, 2), np.float32)
    cosines = (asked @ there.reshape(-1, size).T).reshape(len(asked), many, count)  # (t, s, n)
    forth = weight @ cosines.max(axis=1)
    back = (cosines.max(axis=0) * clips.weights.T).sum(axis=0)
    return np.asarray((forth + back) / 2, np.float32)
