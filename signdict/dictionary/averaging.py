"""Several attempts at one sign become one query."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import PoseError
from signdict.core.types import Readings


def averaged(attempts: Sequence[Readings]) -> Readings:
    """Average what a model makes of attempts: each is (2, ...), the pose and its mirror image.

    Vectors: the mean of their directions, at their mean length, so that each attempt counts alike.
    Tokens: those of all attempts, none of them blended. Two attempts are never in the same place at
    the same moment, and the mean of two handshapes is neither; a clip's moment finds the attempt
    that shows it best, and every moment of every attempt is looked for. An attempt that is nearer
    to the first in a mirror is taken so. Raise PoseError if there is none.
    """
    if not attempts:
        raise PoseError("There is nothing to look up.", hint="Choose an attempt.")
    first = attempts[0]
    if len(attempts) == 1:
        return first
    turned = [first, *(_turned(attempt, first) for attempt in attempts[1:])]
    lengths = np.stack([np.linalg.norm(one.vectors, axis=1, keepdims=True) for one in turned])
    mean = np.mean([_unit(one.vectors) for one in turned], axis=0)
    vectors = np.asarray(_unit(mean) * lengths.mean(axis=0), np.float32)
    tokens = [one.tokens for one in turned if one.tokens is not None]
    return Readings(vectors, np.concatenate(tokens, axis=1) if tokens else None)


def _turned(attempt: Readings, first: Readings) -> Readings:
    """An attempt, its mirror image in its place if that is nearer to the first attempt."""
    plain, mirrored = _unit(attempt.vectors) @ _unit(first.vectors)[0]
    if plain >= mirrored:
        return attempt
    tokens = None if attempt.tokens is None else attempt.tokens[::-1]
    return Readings(attempt.vectors[::-1], tokens)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12))
