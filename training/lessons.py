"""What a training run is given: batches, and what the vectors of a batch cost."""

from dataclasses import dataclass, replace
from typing import Protocol

from numpy.random import Generator
from torch import Tensor

from signdict.prompts import Prompts
from training.gather import Share


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step shows: N poses and M texts, padded; `labels` mean something to the lesson."""

    shown: Tensor  # (N, T, inputs)
    real: Tensor  # (N, T) False on padding
    words: Tensor  # (M, L)
    spelled: Tensor  # (M, L) False on padding
    labels: tuple[Tensor, ...]

    def share(self, share: Share) -> "Batch":
        """This process's poses and texts; labels stay whole."""
        shown, real, words, spelled = map(
            share.take, (self.shown, self.real, self.words, self.spelled)
        )
        return replace(self, shown=shown, real=real, words=words, spelled=spelled)

    def to(self, like: Tensor) -> "Batch":
        """Bring it to the device and the precision of a parameter."""
        device = like.device
        return replace(
            self,
            shown=self.shown.to(like),
            real=self.real.to(device),
            words=self.words.to(device),
            spelled=self.spelled.to(device),
            labels=tuple(label.to(device) for label in self.labels),
        )


class How(Protocol):
    """What the settings of every lesson tell."""

    @property
    def temperature(self) -> float:
        """What dot products are divided by."""
        ...

    @property
    def learn_temperature(self) -> bool:
        """Whether that is where it begins."""
        ...


class Lesson(Protocol):
    """Draws batches that depend on the numbers given alone, and judges vectors."""

    words: list[str]

    @property
    def how(self) -> How:
        """Its settings."""
        ...

    @property
    def prompts(self) -> Prompts:
        """How its texts are asked, and with which tags."""
        ...

    def batch(self, rng: Generator, step: int) -> Batch:
        """Draw the batch of a step."""
        ...

    def loss(
        self,
        batch: Batch,
        vectors: tuple[Tensor, Tensor],
        temperature: Tensor | float,
        share: Share = ...,
    ) -> Tensor:
        """What the networks' own vectors of poses (N, D) and texts (M, D) cost."""
        ...
