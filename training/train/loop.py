"""The training loop of both towers: average weights, checkpoints, and progress."""

import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
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


class Run(ABC):
    """A training run that can stop after any step and resume with bit-identical results."""

    device = torch.device("cpu")
    #: Whether this process writes checkpoints and progress.
    writes = True

    def __init__(self, config: LoopConfig) -> None:
        self.config = config
        self.done = 0  # steps

    @abstractmethod
    def step(self) -> float:
        """Train on one batch, which depends on the seed and the step alone; return the loss."""

    @abstractmethod
    def parts(self) -> Mapping[str, Any]:
        """Return everything that has a state, by name: networks, optimiser, ..."""

    @abstractmethod
    def settings(self) -> dict[str, object]:
        """Return what identifies the run. A checkpoint with other settings is rejected."""

    def save(self, path: Path) -> None:
        """Write a checkpoint. Raise ModelError, and keep the old one, if that is impossible."""
        state = {name: part.state_dict() for name, part in self.parts().items()}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with files.atomic_path(path) as part:
                torch.save(state | {"done": self.done, "settings": self.settings()}, part)
        except (WriteError, OSError, RuntimeError) as error:  # torch's writer raises the last one
            raise ModelError(
                f"The checkpoint cannot be written to {path.parent}.",
                hint="Free some space; the last checkpoint is still there.",
            ) from error

    def resume(self, path: Path) -> None:
        """Restore a checkpoint of this run.

        Raise ModelError if it is damaged, or its clips, words, sizes or settings differ.
        """
        hint = "Move it away to start from the beginning."
        try:
            state = torch.load(path, map_location=self.device, weights_only=True)
        except (OSError, RuntimeError, EOFError, KeyError, UnpicklingError) as error:
            raise ModelError(f"The checkpoint {path} is damaged.", hint=hint) from error
        if state.get("settings") != self.settings():
            raise ModelError(f"The checkpoint {path} is of another run.", hint=hint)
        for name, part in self.parts().items():
            part.load_state_dict(state[name])
        self.done = state["done"]


def train(run: Run, checkpoint: Path) -> None:
    """Resume from a checkpoint if it exists, take the missing steps, and report progress.

    Each report is also a row of the log beside the checkpoint. Its loss and its duration are means
    over the steps since the last report. Raise ModelError if a file cannot be read or written.
    """
    if checkpoint.exists():
        run.resume(checkpoint)
    log = Log(checkpoint.with_name(LOG), run.done)
    start, steps = time.monotonic(), run.config.steps
    losses: list[float] = []
    while run.done < steps:
        losses.append(run.step())
        if run.writes and (run.done % run.config.save_every == 0 or run.done == steps):
            loss, pace = float(np.mean(losses)), (time.monotonic() - start) / len(losses)
            click.echo(f"step {run.done}/{steps} loss {loss:.6f} {pace:.2f} s per step")
            # The log comes first: if the process ends in between, the row is written again.
            log.add(run.done, loss, None, pace)
            run.save(checkpoint)
            losses.clear()
            start = time.monotonic()


def averaged(net: nn.Module, decay: float) -> swa_utils.AveragedModel:
    """Return an exponential moving average of the weights of a network."""
    average = swa_utils.get_ema_multi_avg_fn(decay)  # type: ignore[no-untyped-call]
    return swa_utils.AveragedModel(net, multi_avg_fn=average)
