"""Several attempts at one sign as one query."""

from collections.abc import Callable, Sequence

import numpy as np

from signdict.core.errors import PoseError
from signdict.core.types import Embeddings
from signdict.core.vectors import blend, maxsim, unit

#: Two attempts clearly differ if a dictionary of `CROWD` signs would answer one with the other less
#: probably than this (docs/decisions/0032-differing-attempts.md).
APART, CROWD = 0.2, 50


def averaged(attempts: Sequence[Embeddings]) -> Embeddings:
    """Average the embeddings of several attempts at one sign.

    Each has two rows: the pose and its mirror image. The vector is the mean of their directions, at
    their mean length, so that each attempt counts the same. The tokens are those of all attempts,
    not blended: two attempts are never in the same place at the same time, and the mean of two
    handshapes is neither. A token of a clip finds the attempt that shows it best, and every token
    of every attempt is looked for. An attempt whose mirror image is nearer to the first attempt is
    mirrored. Raise PoseError if `attempts` is empty.
    """
    if not attempts:
        raise PoseError("There is nothing to look up.", hint="Choose an attempt.")
    first = attempts[0]
    if len(attempts) == 1:
        return first
    aligned = [first, *(_aligned(attempt, first) for attempt in attempts[1:])]
    lengths = np.stack([np.linalg.norm(a.vectors, axis=1, keepdims=True) for a in aligned])
    mean = np.mean([unit(attempt.vectors) for attempt in aligned], axis=0)
    vectors = np.asarray(unit(mean) * lengths.mean(axis=0), np.float32)
    tokens = [attempt.tokens for attempt in aligned if attempt.tokens is not None]
    return Embeddings(vectors, np.concatenate(tokens, axis=1) if tokens else None)


def _aligned(attempt: Embeddings, first: Embeddings) -> Embeddings:
    """Return an attempt, mirrored if its mirror image is nearer to the first attempt."""
    plain, mirrored = unit(attempt.vectors) @ unit(first.vectors)[0]
    if plain >= mirrored:
        return attempt
    tokens = None if attempt.tokens is None else attempt.tokens[::-1]
    return Embeddings(attempt.vectors[::-1], tokens)


def similarity(attempt: Embeddings, other: Embeddings, share: float) -> float:
    """Return the score of two attempts, or of one and the mirror image of the other if higher.

    Each has two rows: the pose and its mirror image. `share` is that of tokens in a score.
    """
    scores = unit(other.vectors) @ unit(attempt.vectors)[0]
    if share and attempt.tokens is not None and other.tokens is not None:
        scores = blend(scores, maxsim(attempt.tokens[0], other.tokens), share)
    return float(scores.max())


def agreeing(
    attempts: Sequence[Embeddings], agree: Callable[[Embeddings, Embeddings], bool]
) -> tuple[int, ...]:
    """Return the places of the last attempt and of those that show the same sign, in order.

    An attempt shows the same sign if it agrees with the last one, or with another that does.
    """
    left = list(range(len(attempts)))
    used, new = set[int](), left[-1:]
    while new:
        used |= set(new)
        left = [place for place in left if place not in used]
        new = [n for n in left if any(agree(attempts[n], attempts[u]) for u in used)]
    return tuple(sorted(used))
