"""What is wanted of the model in use."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from signdict.core.types import FloatArray
from signdict.importing import ingest
from signdict.model.prompts import Prompts
from signdict.pose.pose import Pose


class Reader(ingest.Encoder, Protocol):
    """What a dictionary wants of its encoder."""

    @property
    def prompts(self) -> Prompts:
        """How text is asked, and in which languages it may be."""
        ...

    @property
    def token_share(self) -> float:
        """How much of a score frame tokens decide; 0 for a model that has none."""
        ...

    def raw_poses(self, poses: Sequence[Pose]) -> FloatArray:
        """Return (n, D), the vectors of `read_poses`."""
        ...

    def raw_texts(self, prompts: Sequence[str]) -> FloatArray:
        """Return (n, D), the model's own vectors of prompts."""
        ...

    def knows(self, text: str) -> bool:
        """Whether the model has words for a text, not only letters."""
        ...

    def spells(self, text: str) -> bool:
        """Whether a text is written as the model knows its words, so that it is no slip."""
        ...

    def confidences(self, scores: NDArray[np.float32], size: int) -> NDArray[np.float64]:
        """How sure each of the signs is that scored, in a dictionary of `size` signs: 0 to 1."""
        ...

    def least(self, size: int) -> float:
        """Below this confidence of the first answer nothing fits well, of `size` signs."""
        ...
