"""The encoder interface: what the rest of signdict needs of a model."""

from collections.abc import Sequence
from typing import Protocol

from signdict.core.types import DoubleArray, Embeddings, FloatArray
from signdict.model.prompts import Prompts
from signdict.pose.pose import UsablePose


class PoseEncoder(Protocol):
    """A model that embeds poses: all that an import needs."""

    @property
    def name(self) -> str:
        """The name of the model, stored with each embedding."""
        ...

    def read_poses(self, poses: Sequence[UsablePose]) -> Embeddings:
        """Return the embeddings of poses. Raise PoseError if a pose cannot be embedded."""
        ...


class TextEncoder(Protocol):
    """A model that embeds texts: all that search by meaning needs."""

    @property
    def prompts(self) -> Prompts:
        """How a text becomes a prompt, and in which languages."""
        ...

    def raw_texts(self, prompts: Sequence[str]) -> FloatArray:
        """Return (n, D), the unscaled embeddings of prompts."""
        ...

    def knows(self, text: str) -> bool:
        """Return whether the model knows the words of a text, not only its letters."""
        ...


class Encoder(PoseEncoder, TextEncoder, Protocol):
    """A model that embeds poses and texts and turns scores into probabilities."""

    @property
    def token_share(self) -> float:
        """The share of frame tokens in a score, 0 to 1; 0 for a model without tokens."""
        ...

    def raw_poses(self, poses: Sequence[UsablePose]) -> FloatArray:
        """Return (n, D), the unscaled embeddings of poses."""
        ...

    def spells(self, text: str) -> bool:
        """Return whether every word of a text is in the vocabulary of the model, so no typo."""
        ...

    def confidences(self, scores: FloatArray, size: int) -> DoubleArray:
        """Return (n,), the probability that each score is a right answer, among `size` signs."""
        ...

    def least(self, size: int) -> float:
        """Return the confidence below which a first answer does not fit, for `size` signs."""
        ...
