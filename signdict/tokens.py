"""Frame tokens: what a model says of each moment of a clip, and how alike two clips are by them.

A clip has K tokens of d numbers. The direction of a token says what is seen, its length how much
that matters.
"""

import numpy as np
from numpy.typing import NDArray

Tokens = NDArray[np.float32]

#: A token shorter than this says nothing.
_NOTHING = 1e-9


def maxsim(query: Tokens, clips: Tokens) -> NDArray[np.float32]:
    """How alike a clip's tokens (K, d) are to those of others (n, K, d): (n,), -1 to 1.

    Each token finds the one most like it on the other side; m(a, b) = 1/2 [sum_t w_t max_s
    cos(a_t, b_s) + sum_s v_s max_t cos(a_t, b_s)], where w and v are the lengths of the tokens,
    scaled to a sum of 1 (late interaction, Khattab and Zaharia 2020, both ways).
    """
    asked, weight = _parted(query)
    there, weights = _parted(clips)
    cosines = there @ asked.T  # (n, s, t)
    forth = cosines.max(axis=1) @ weight
    back = (cosines.max(axis=2) * weights).sum(axis=1)
    return np.asarray((forth + back) / 2, np.float32)


def _parted(tokens: Tokens) -> tuple[Tokens, Tokens]:
    """Directions (..., K, d), and weights (..., K) that add up to 1."""
    length = np.linalg.norm(tokens, axis=-1, keepdims=True)
    weight = length[..., 0] / np.maximum(length.sum(axis=-2), _NOTHING)
    return tokens / np.maximum(length, _NOTHING), weight
