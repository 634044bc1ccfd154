"""Who answers in a comparison of methods: a model, or dynamic time warping without a model.

Each reads clips once, as they are and in a mirror; a query counts by the better of the two, as the
application asks it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from signdict.core.types import Embeddings
from signdict.core.vectors import blend, maxsim, unit
from signdict.model.encoder import SignClipEncoder
from signdict.pose import features
from signdict.pose.pose import Pose, usable_poses
from signdict.search.clipsearch import handicaps

FRAMES, BAND = 16, 4
_WRIST, _SHAPE, _MISSING = 0.8, 0.9, 2.0

Parts = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]


def distances(queries: Sequence[Pose], gallery: Sequence[Pose]) -> NDArray[np.float32]:
    """Return the cost of the cheapest warping of each query to each clip: (queries, gallery)."""
    return between(parts(queries), parts(gallery))


def between(queries: Parts, gallery: Parts) -> NDArray[np.float32]:
    """The same of clips that are read already."""
    rows = [_costs(query, gallery) for query in zip(*queries, strict=True)]
    return np.stack([_warp(costs) for costs in rows])


def parts(poses: Sequence[Pose]) -> Parts:
    """What is compared of clips: wrists (n, T, 2, 2), shapes (n, T, 2, 63), presence (n, T, 2)."""
    shown = [features.signing(pose, FRAMES, depth=1.0) for pose in usable_poses(poses)]
    hands = np.stack([s.hands for s in shown])
    present = np.stack([s.present for s in shown])
    numbers = features.inputs(hands, present, np.stack([s.nose for s in shown]))
    shapes = np.stack([numbers[..., features.LEFT_SHAPE], numbers[..., features.RIGHT_SHAPE]], 2)
    return hands[..., 0, :2], shapes, present


def _costs(query: Parts, gallery: Parts) -> NDArray[np.float32]:
    """Cost of each frame of a query (T, ...) against each of every clip: (n, T, T)."""
    count = len(gallery[0])
    total = np.zeros((count, FRAMES, FRAMES), np.float32)
    for hand in range(2):
        wrist, shape, seen = (part[:, hand] for part in query)  # (T, ...)
        wrists, shapes, known = (part[:, :, hand] for part in gallery)  # (n, T, ...)
        there = shapes.reshape(-1, shapes.shape[-1]).astype(np.float64)  # squares are subtracted
        own = shape.astype(np.float64)
        squares = (own**2).sum(axis=1)[:, None] + (there**2).sum(axis=1) - 2 * own @ there.T
        unlike = np.sqrt(np.maximum(squares, 0) / 21).reshape(FRAMES, count, FRAMES)
        apart = np.linalg.norm(wrist[:, None, None] - wrists, axis=-1)  # (T, n, T)
        seen = seen[:, None, None]
        cost = np.where(seen & known, _WRIST * apart + _SHAPE * unlike, _MISSING * (seen ^ known))
        total += cost.transpose(1, 0, 2).astype(np.float32)
    return total


def _warp(costs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Sum of costs along the cheapest path within `BAND` of the diagonal: (n, T, T) -> (n,)."""
    best = np.full((len(costs), FRAMES + 1, FRAMES + 1), np.inf, np.float32)
    best[:, 0, 0] = 0
    for i in range(FRAMES):
        for j in range(max(0, i - BAND), min(FRAMES, i + BAND + 1)):
            before = np.minimum(best[:, i, j], np.minimum(best[:, i, j + 1], best[:, i + 1, j]))
            best[:, i + 1, j + 1] = costs[:, i, j] + before
    total: NDArray[np.float32] = best[:, -1, -1]
    return total


Scores = NDArray[np.float32]
_BATCH = 256


class Method(Protocol):
    """A method that says how alike clips are."""

    def read(self, poses: Sequence[Pose]) -> Any:
        """Return what it needs to know of clips that are asked or looked for."""
        ...

    def scores(self, asked: Any, mirrored: Any, there: Any) -> Scores:
        """How alike queries, or their mirror images, are to a dictionary: (queries, clips)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class ReadClips(Embeddings):
    """Vectors of unit length, tokens, and what each clip gives away as a query: (n,)."""

    less: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class ModelMethod:
    """An encoder: the cosine of vectors and, if it has them, frame tokens."""

    encoder: SignClipEncoder

    def read(self, poses: Sequence[Pose]) -> ReadClips:
        """Vectors of unit length, tokens, and what each gives away."""
        shown = usable_poses(poses)
        parts = [
            self.encoder.read_poses(shown[at : at + _BATCH]) for at in range(0, len(shown), _BATCH)
        ]
        tokens = [part.tokens for part in parts if part.tokens is not None]
        vectors = unit(np.concatenate([part.vectors for part in parts]))
        less = np.array([handicaps(pose.trimmed())[0] for pose in shown], np.float32)
        return ReadClips(vectors, np.concatenate(tokens) if tokens else None, less)

    def scores(self, asked: ReadClips, mirrored: ReadClips, there: ReadClips) -> Scores:
        """As `Likeness` scores clips, all of them by their tokens too."""
        plain, other = (self._one_way(queries, there) for queries in (asked, mirrored))
        return np.maximum(plain, other)

    def _one_way(self, asked: ReadClips, there: ReadClips) -> Scores:
        cosines = np.asarray(asked.vectors @ there.vectors.T)
        share = self.encoder.token_share
        if asked.tokens is None or there.tokens is None or not share:
            return cosines
        late = [maxsim(tokens, there.tokens) for tokens in asked.tokens]
        scores = blend(cosines, np.stack(late), share)
        return np.asarray(scores - (0 if asked.less is None else asked.less[:, None]), np.float32)


@dataclass(frozen=True, slots=True)
class WarpingMethod:
    """Dynamic time warping (`baseline`): minus the cost."""

    def read(self, poses: Sequence[Pose]) -> Parts:
        """Wrists, handshapes and which hands there are."""
        return parts(poses)

    def scores(self, asked: Any, mirrored: Any, there: Any) -> Scores:
        """Minus the smaller cost of a query and of its mirror image."""
        costs = [between(queries, there) for queries in (asked, mirrored)]
        return -np.minimum(*costs)
