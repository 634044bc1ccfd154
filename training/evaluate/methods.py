"""The methods of a comparison: a model, or dynamic time warping without a model.

Each method reads all clips once, plain and mirrored. As in the application, the score of a query is
the better of the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np

from signdict.core.types import AnyArray, Embeddings, FloatArray
from signdict.core.vectors import blend, maxsim, unit
from signdict.model.encoder import SignClipEncoder
from signdict.pose import features
from signdict.pose.pose import Pose, usable_poses
from signdict.search.clipsearch import handicaps

FRAMES, BAND = 16, 4
_WRIST, _SHAPE, _MISSING = 0.8, 0.9, 2.0  # weights of distances, and the cost of a missing hand
_BATCH = 256

Parts: TypeAlias = tuple[AnyArray, AnyArray, AnyArray]


def distances(queries: Sequence[Pose], gallery: Sequence[Pose]) -> FloatArray:
    """Return the cost of the cheapest warping of each query to each clip: (queries, gallery)."""
    return between(parts(queries), parts(gallery))


def between(queries: Parts, gallery: Parts) -> FloatArray:
    """Return the costs of `distances`, for the parts of clips."""
    rows = [_costs(query, gallery) for query in zip(*queries, strict=True)]
    return np.stack([_warp(costs) for costs in rows])


def parts(poses: Sequence[Pose]) -> Parts:
    """Return wrists (n, T, 2, 2), hand shapes (n, T, 2, 63) and presence (n, T, 2) of clips."""
    shown = [features.signing(pose, FRAMES, depth=1.0) for pose in usable_poses(poses)]
    hands = np.stack([s.hands for s in shown])
    present = np.stack([s.present for s in shown])
    numbers = features.inputs(hands, present, np.stack([s.nose for s in shown]))
    shapes = np.stack([numbers[..., features.LEFT_SHAPE], numbers[..., features.RIGHT_SHAPE]], 2)
    return hands[..., 0, :2], shapes, present


def _costs(query: Parts, gallery: Parts) -> FloatArray:
    """Return the cost of each frame of a query (T, ...) and each of every clip: (n, T, T)."""
    count = len(gallery[0])
    total = np.zeros((count, FRAMES, FRAMES), np.float32)
    for hand in range(2):
        wrist, shape, seen = (part[:, hand] for part in query)  # (T, ...)
        wrists, shapes, known = (part[:, :, hand] for part in gallery)  # (n, T, ...)
        others = shapes.reshape(-1, shapes.shape[-1]).astype(np.float64)  # squares are subtracted
        own = shape.astype(np.float64)
        squares = (own**2).sum(axis=1)[:, None] + (others**2).sum(axis=1) - 2 * own @ others.T
        unlike = np.sqrt(np.maximum(squares, 0) / 21).reshape(FRAMES, count, FRAMES)
        apart = np.linalg.norm(wrist[:, None, None] - wrists, axis=-1)  # (T, n, T)
        seen = seen[:, None, None]
        cost = np.where(seen & known, _WRIST * apart + _SHAPE * unlike, _MISSING * (seen ^ known))
        total += cost.transpose(1, 0, 2).astype(np.float32)
    return total


def _warp(costs: FloatArray) -> FloatArray:
    """Sum the costs along the cheapest path within `BAND` of the diagonal: (n, T, T) -> (n,)."""
    best = np.full((len(costs), FRAMES + 1, FRAMES + 1), np.inf, np.float32)
    best[:, 0, 0] = 0
    for i in range(FRAMES):
        for j in range(max(0, i - BAND), min(FRAMES, i + BAND + 1)):
            before = np.minimum(best[:, i, j], np.minimum(best[:, i, j + 1], best[:, i + 1, j]))
            best[:, i + 1, j + 1] = costs[:, i, j] + before
    total: FloatArray = best[:, -1, -1]
    return total


class Method(Protocol):
    """A method that scores the similarity of clips."""

    def read(self, poses: Sequence[Pose]) -> Any:
        """Return the method's representation of clips."""
        ...

    def scores(self, queries: Any, mirrored: Any, clips: Any) -> FloatArray:
        """Return scores (queries, clips): the better of a query and its mirror image."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class ReadClips(Embeddings):
    """Vectors of unit length, tokens, and the score penalty of each clip as a query: (n,)."""

    less: FloatArray | None = None


@dataclass(frozen=True, slots=True)
class ModelMethod:
    """An encoder: cosines of vectors and, if the model has them, of frame tokens."""

    encoder: SignClipEncoder

    def read(self, poses: Sequence[Pose]) -> ReadClips:
        """Return vectors of unit length, tokens, and penalties."""
        usable = usable_poses(poses)
        parts = [
            self.encoder.read_poses(usable[start : start + _BATCH])
            for start in range(0, len(usable), _BATCH)
        ]
        tokens = [part.tokens for part in parts if part.tokens is not None]
        vectors = unit(np.concatenate([part.vectors for part in parts]))
        less = np.array([handicaps(pose.trimmed())[0] for pose in usable], np.float32)
        return ReadClips(vectors, np.concatenate(tokens) if tokens else None, less)

    def scores(self, queries: ReadClips, mirrored: ReadClips, clips: ReadClips) -> FloatArray:
        """Return scores as `ClipSearch` does, but with the tokens of all clips."""
        plain, other = (self._one_way(side, clips) for side in (queries, mirrored))
        return np.maximum(plain, other)

    def _one_way(self, queries: ReadClips, clips: ReadClips) -> FloatArray:
        cosines = np.asarray(queries.vectors @ clips.vectors.T)
        share = self.encoder.token_share
        if queries.tokens is None or clips.tokens is None or not share:
            return cosines
        late = [maxsim(tokens, clips.tokens) for tokens in queries.tokens]
        scores = blend(cosines, np.stack(late), share)
        return np.asarray(
            scores - (0 if queries.less is None else queries.less[:, None]), np.float32
        )


@dataclass(frozen=True, slots=True)
class WarpingMethod:
    """Dynamic time warping; scores are minus the costs."""

    def read(self, poses: Sequence[Pose]) -> Parts:
        """Return wrists, hand shapes and presence."""
        return parts(poses)

    def scores(self, queries: Any, mirrored: Any, clips: Any) -> FloatArray:
        """Return minus the smaller cost of a query and its mirror image."""
        costs = [between(side, clips) for side in (queries, mirrored)]
        return -np.minimum(*costs)
