"""Who answers in a comparison of methods: a model, or dynamic time warping without a model.

Each reads clips once, as they are and in a mirror; a query counts by the better of the two, as the
application asks it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from signdict.core.types import Readings
from signdict.core.vectors import maxsim
from signdict.model.encoder import Encoder
from signdict.pose.pose import Pose
from signdict.search.clipsearch import handicaps
from signdict.search.index import unit
from training.evaluate import baseline

Scores = NDArray[np.float32]
_BATCH = 256


class Contestant(Protocol):
    """A method that says how alike clips are."""

    def read(self, poses: Sequence[Pose]) -> Any:
        """Return what it needs to know of clips that are asked or looked for."""
        ...

    def scores(self, asked: Any, mirrored: Any, there: Any) -> Scores:
        """How alike queries, or their mirror images, are to a dictionary: (queries, clips)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Read(Readings):
    """Vectors of unit length, tokens, and what each clip gives away as a query: (n,)."""

    less: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class ByModel:
    """An encoder: the cosine of vectors and, if it has them, frame tokens."""

    encoder: Encoder

    def read(self, poses: Sequence[Pose]) -> Read:
        """Vectors of unit length, tokens, and what each gives away."""
        parts = [
            self.encoder.read_poses(poses[at : at + _BATCH]) for at in range(0, len(poses), _BATCH)
        ]
        tokens = [part.tokens for part in parts if part.tokens is not None]
        vectors = unit(np.concatenate([part.vectors for part in parts]))
        less = np.array([handicaps(pose.usable().trimmed())[0] for pose in poses], np.float32)
        return Read(vectors, np.concatenate(tokens) if tokens else None, less)

    def scores(self, asked: Read, mirrored: Read, there: Read) -> Scores:
        """As `Likeness` scores clips, all of them by their tokens too."""
        plain, other = (self._one_way(queries, there) for queries in (asked, mirrored))
        return np.maximum(plain, other)

    def _one_way(self, asked: Read, there: Read) -> Scores:
        cosines = np.asarray(asked.vectors @ there.vectors.T)
        share = self.encoder.token_share
        if asked.tokens is None or there.tokens is None or not share:
            return cosines
        late = [maxsim(tokens, there.tokens) for tokens in asked.tokens]
        scores = (1 - share) * cosines + share * np.stack(late)
        return np.asarray(scores - (0 if asked.less is None else asked.less[:, None]), np.float32)


@dataclass(frozen=True, slots=True)
class ByWarping:
    """Dynamic time warping (`baseline`): minus the cost."""

    def read(self, poses: Sequence[Pose]) -> baseline.Parts:
        """Wrists, handshapes and which hands there are."""
        return baseline.parts(poses)

    def scores(self, asked: Any, mirrored: Any, there: Any) -> Scores:
        """Minus the smaller cost of a query and of its mirror image."""
        costs = [baseline.between(queries, there) for queries in (asked, mirrored)]
        return -np.minimum(*costs)
