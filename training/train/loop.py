"""The training loop of both towers: average weights, checkpoints, validation, and progress."""

import math
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, Protocol

import click
import numpy as np
import torch
from torch import nn
from torch.optim import swa_utils

from signdict.core import files
from signdict.core.errors import ModelError, WriteError
from training.train.log import LOG, Log

#: The file beside the checkpoint with the weights of the lowest validation loss.
BEST = "best.pt"
_AGAIN = "Move the checkpoint away to start from the beginning."


class LoopConfig(Protocol):
    """The settings that the loop reads."""

    @property
    def steps(self) -> int:
        """The steps of the whole run."""
        ...

    @property
    def save_every(self) -> int:
        """The steps from one checkpoint to the next."""
        ...


@dataclass(frozen=True, slots=True)
class Best:
    """The step with the lowest validation loss so far; 0 before the first."""

    step: int = 0
    loss: float = math.inf


class Run(ABC):
    """A training run that can stop after any step and resume with bit-identical results."""

    device = torch.device("cpu")
    #: Whether this process writes checkpoints and progress.
    writes = True

    def __init__(self, config: LoopConfig) -> None:
        self.config = config
        self.done = 0  # steps
        self.best = Best()

    @abstractmethod
    def step(self) -> float:
        """Train on one batch, which depends on the seed and the step alone; return the loss."""

    @abstractmethod
    def parts(self) -> Mapping[str, Any]:
        """Return everything that has a state, by name: networks, optimiser, ..."""

    @abstractmethod
    def settings(self) -> dict[str, object]:
        """Return what identifies the run. A checkpoint with other settings is rejected."""

    @property
    @abstractmethod
    def written(self) -> nn.Module:
        """The network that becomes the model."""

    def validation_loss(self) -> float | None:
        """Return the loss of the validation clips, or None if there are none."""
        return None

    def save(self, path: Path) -> None:
        """Write a checkpoint. Raise ModelError, and keep the old one, if that is impossible."""
        state = {name: part.state_dict() for name, part in self.parts().items()}
        best = [self.best.step, self.best.loss]
        self._write(path, state | {"done": self.done, "best": best})

    def resume(self, path: Path) -> None:
        """Restore a checkpoint of this run.

        Raise ModelError if it is damaged, or its clips, words, sizes or settings differ, or if the
        best weights so far are missing beside it.
        """
        state = self._read(path)
        for name, part in self.parts().items():
            part.load_state_dict(state[name])
        self.done = state["done"]
        self.best = Best(*state.get("best", ()))
        if self.best.step and not path.with_name(BEST).is_file():
            raise ModelError(
                f"{path.with_name(BEST)}, the weights of step {self.best.step}, is missing.",
                hint=f"Put it back. {_AGAIN}",
            )

    def keep(self, path: Path) -> None:
        """Write the weights of the model as the best so far. Raise ModelError if that fails."""
        self._write(path, {"weights": self.written.state_dict(), "step": self.best.step})

    def choose(self, path: Path) -> None:
        """Restore the weights that `keep` wrote. Raise ModelError if they cannot be read."""
        self.written.load_state_dict(self._read(path)["weights"])

    def _write(self, path: Path, state: dict[str, Any]) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with files.atomic_path(path) as part:
                torch.save(state | {"settings": self.settings()}, part)
        except (WriteError, OSError, RuntimeError) as error:  # torch's writer raises the last one
            raise ModelError(
                f"The checkpoint cannot be written to {path.parent}.",
                hint="Free some space; the last checkpoint is still there.",
            ) from error

    def _read(self, path: Path) -> dict[str, Any]:
        try:
            state = torch.load(path, map_location=self.device, weights_only=True)
        except (OSError, RuntimeError, EOFError, KeyError, UnpicklingError) as error:
            raise ModelError(f"The checkpoint {path} is damaged.", hint=_AGAIN) from error
        if not isinstance(state, dict) or state.get("settings") != self.settings():
            raise ModelError(f"The checkpoint {path} is of another run.", hint=_AGAIN)
        return state


def train(run: Run, checkpoint: Path) -> None:
    """Resume from a checkpoint if it exists, take the missing steps, and report progress.

    Each report is also a row of the log beside the checkpoint. Its loss and its duration are means
    over the steps since the last report. If there are validation clips, the weights of the lowest
    validation loss are kept beside the checkpoint too, and are those of the run at the end. Raise
    ModelError if a file cannot be read or written.
    """
    best = checkpoint.with_name(BEST)
    if checkpoint.exists():
        run.resume(checkpoint)
    log = Log(checkpoint.with_name(LOG), run.done)
    start, steps = time.monotonic(), run.config.steps
    losses: list[float] = []
    while run.done < steps:
        losses.append(run.step())
        if run.done % run.config.save_every and run.done < steps:
            continue
        loss, pace = float(np.mean(losses)), (time.monotonic() - start) / len(losses)
        validation = run.validation_loss()
        lowest = validation is not None and validation < run.best.loss
        if validation is not None and lowest:
            run.best = Best(run.done, validation)
        if run.writes:
            click.echo(_report(run, loss, validation, pace))
            # The checkpoint comes last: if the process ends before, the rest is written again.
            if lowest:
                run.keep(best)
            log.add(run.done, loss, validation, pace)
            run.save(checkpoint)
        losses.clear()
        start = time.monotonic()
    if run.writes and run.best.step:
        run.choose(best)


def _report(run: Run, loss: float, validation: float | None, pace: float) -> str:
    """Return the line of a checkpoint."""
    parts = [f"step {run.done}/{run.config.steps} loss {loss:.6f}"]
    if validation is not None:
        lowest = " (lowest)" if run.best.step == run.done else ""
        parts.append(f"validation loss {validation:.6f}{lowest}")
    return " ".join([*parts, f"{pace:.2f} s per step"])


def averaged(net: nn.Module, decay: float) -> swa_utils.AveragedModel:
    """Return an exponential moving average of the weights of a network."""
    average = swa_utils.get_ema_multi_avg_fn(decay)  # type: ignore[no-untyped-call]
    return swa_utils.AveragedModel(net, multi_avg_fn=average)
