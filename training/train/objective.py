"""What a training run needs from an objective: batches, and the loss of their vectors."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Protocol

from numpy.random import Generator
from torch import Tensor

from signdict.core.errors import ManifestError
from signdict.model.prompts import Prompts
from training.train.distributed import Share


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of one process, n poses and m texts, of a batch of N poses and M texts.

    Short rows are padded. `labels` are those of the whole batch; their meaning is the objective's.
    """

    shown: Tensor  # (n, T, inputs)
    real: Tensor  # (n, T) False on padding
    words: Tensor  # (m, L)
    spelled: Tensor  # (m, L) False on padding
    labels: tuple[Tensor, ...]
    whole: tuple[int, int]  # N, M

    def share(self, share: Share) -> "Batch":
        """Return a process's rows of a whole batch."""
        shown, real, words, spelled = map(
            share.take, (self.shown, self.real, self.words, self.spelled)
        )
        return replace(self, shown=shown, real=real, words=words, spelled=spelled)

    def to(self, like: Tensor) -> "Batch":
        """Return the batch on the device and in the precision of a parameter."""
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
    """The settings that every objective has. They are a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def temperature(self) -> float:
        """The divisor of dot products."""
        ...

    @property
    def learn_temperature(self) -> bool:
        """Whether the temperature is learned, starting from that value."""
        ...


class Objective(Protocol):
    """Draws batches, which depend on the arguments alone, and computes the loss of vectors."""

    words: list[str]
    sum: str  # checksum of the clips, to recognise a checkpoint of other clips

    @property
    def config(self) -> ObjectiveConfig:
        """The settings of the objective."""
        ...

    @property
    def prompts(self) -> Prompts:
        """The template of the training texts and their tags."""
        ...

    def batch(self, rng: Generator, step: int, share: Share = ...) -> Batch:
        """Draw the batch of a step; return a process's rows of it."""
        ...

    def fixed(self, share: Share = ...) -> Iterator[Batch]:
        """Return a process's share of whole batches that show the clips as they are.

        They are always the same, for validation. Raise ManifestError if too few clips are there.
        """
        ...

    def loss(
        self,
        batch: Batch,
        vectors: tuple[Tensor, Tensor],
        temperature: Tensor | float,
        share: Share = ...,
    ) -> Tensor:
        """Return the loss of the networks' own vectors of poses (N, D) and texts (M, D)."""
        ...


def checksum(rows: Iterable[object]) -> str:
    """Return the SHA-256 of descriptions of clips, in their order."""
    return hashlib.sha256("\n".join(map(str, rows)).encode()).hexdigest()


def check_several(signs: Iterable[object]) -> None:
    """Raise ManifestError if all clips show the same sign."""
    if len(set(signs)) < 2:
        raise ManifestError(
            "All clips show the same sign, so there is nothing to distinguish.",
            hint="Add clips of other signs to the manifest.",
        )
