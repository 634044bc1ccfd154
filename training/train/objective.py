"""What a training run is given: batches, and what the vectors of a batch cost."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Protocol

from numpy.random import Generator
from torch import Tensor

from signdict.core.errors import ManifestError
from signdict.model.prompts import Prompts
from training.train.distributed import Share


@dataclass(frozen=True, slots=True)
class Batch:
    """A process's part, n poses and m texts, of what one step shows to all: N poses and M texts.

    What is short is padded. `labels` are those of the whole, and mean something to the lesson.
    """

    shown: Tensor  # (n, T, inputs)
    real: Tensor  # (n, T) False on padding
    words: Tensor  # (m, L)
    spelled: Tensor  # (m, L) False on padding
    labels: tuple[Tensor, ...]
    whole: tuple[int, int]  # N, M

    def share(self, share: Share) -> "Batch":
        """A process's part of a whole batch."""
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


class ObjectiveConfig(Protocol):
    """What the settings of every lesson tell; they are a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def temperature(self) -> float:
        """What dot products are divided by."""
        ...

    @property
    def learn_temperature(self) -> bool:
        """Whether that is where it begins."""
        ...


class Objective(Protocol):
    """Draws batches that depend on the numbers given alone, and judges vectors."""

    words: list[str]
    sum: str  # of the clips: another one, another run

    @property
    def how(self) -> ObjectiveConfig:
        """Its settings."""
        ...

    @property
    def prompts(self) -> Prompts:
        """How its texts are asked, and with which tags."""
        ...

    def batch(self, rng: Generator, step: int, share: Share = ...) -> Batch:
        """Draw the batch of a step; return a process's part of it."""
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


def checksum(rows: Iterable[object]) -> str:
    """SHA-256 of what is known of clips, in their order."""
    return hashlib.sha256("\n".join(map(str, rows)).encode()).hexdigest()


def tell_apart(signs: Iterable[object]) -> None:
    """Raise ManifestError if clips show one sign alone."""
    if len(set(signs)) < 2:
        raise ManifestError(
            "All clips show one sign, so there is nothing to tell apart.",
            hint="Add clips of other signs to the manifest.",
        )
