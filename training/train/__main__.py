"""Train a model: `python -m training.train LANDMARKS` for the bundled one (training/README.md).

A preset says what is learned and how; a lesson draws each step's batch from the seed and the step
alone and judges the vectors. Stop at any time: the same command goes on from the last checkpoint,
to the bit. Under `torchrun` the batch is shared out among processes.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from pickle import UnpicklingError

import click
import numpy as np
import torch
from torch import Tensor, distributed, nn
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.nn.parallel import DistributedDataParallel
from torch.optim import swa_utils

from signdict.core.errors import ModelError
from signdict.core.paths import BUNDLED_MODEL
from signdict.model.calibration import Calibration
from signdict.model.encoder import SignClipEncoder
from signdict.model.network import NetworkConfig, SignClip, Tower
from training import command
from training.train import runs
from training.train.distributed import Share, device
from training.train.losses import Temperature
from training.train.objective import Batch, Objective
from training.train.presets import Config, read

TowerOutputs = tuple[Tensor, Tensor]
Embed = Callable[[Batch], TowerOutputs]


def pieces(batch: Batch, most: int) -> Iterator[Batch]:
    """Cut a batch into pieces of at most so many poses, with an equal part of the texts each."""
    count = max(1, -(-len(batch.shown) // most))
    parts = (
        torch.tensor_split(table, count)
        for table in (batch.shown, batch.real, batch.words, batch.spelled)
    )
    for shown, real, words, spelled in zip(*parts, strict=True):
        yield replace(batch, shown=shown, real=real, words=words, spelled=spelled)


def backward(
    embed: Embed,
    parts: list[Batch],
    loss: Callable[[TowerOutputs], Tensor],
    last: Callable[[bool], AbstractContextManager[object]],
) -> Tensor:
    """Bring the gradients of a loss over all parts to the weights; return the loss.

    `last` wraps the second pass of each part, told whether it is the last one.
    """
    states, found = [], []
    with torch.no_grad():
        for part in parts:
            states.append(_random_state())
            found.append(embed(part))
    leaves = [torch.cat(of).requires_grad_() for of in zip(*found, strict=True)]
    cost = loss((leaves[0], leaves[1]))
    cost.backward()  # type: ignore[no-untyped-call]
    asked = []
    for leaf, of in zip(leaves, zip(*found, strict=True), strict=True):
        gradient = torch.zeros_like(leaf) if leaf.grad is None else leaf.grad
        asked.append(torch.split(gradient, list(map(len, of))))
    after = _random_state()
    for number, part in enumerate(parts):
        _restore(states[number])
        with last(number == len(parts) - 1):
            torch.autograd.backward(embed(part), [gradient[number] for gradient in asked])
    _restore(after)
    return cost.detach()


def _random_state() -> tuple[Tensor, list[Tensor]]:
    devices = torch.cuda.get_rng_state_all() if torch.cuda.is_available() else []
    return torch.get_rng_state(), devices


def _restore(state: tuple[Tensor, list[Tensor]]) -> None:
    torch.set_rng_state(state[0])
    if state[1]:
        torch.cuda.set_rng_state_all(state[1])


#: The fused attention of CPUs takes several times as long backward on tokens as few as these.
_ATTENTION = [SDPBackend.MATH, *([SDPBackend.FLASH_ATTENTION] if torch.cuda.is_available() else [])]
_PARTS = ("net", "mean", "optimiser", "schedule", "temperature")  # of a run's state


class TwoTowers(nn.Module):
    """Both towers in one forward pass."""

    def __init__(self, net: SignClip, precision: AbstractContextManager[object]) -> None:
        super().__init__()
        self.net, self.precision = net, precision

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the vectors of the poses (N, D) and of the texts (M, D).

        Behind the vector of a pose stand its frame tokens, if the model has them.
        """
        with self.precision, sdpa_kernel(_ATTENTION):
            poses = _embedded(self.net.pose, batch.shown, batch.real)
            texts = _embedded(self.net.text, batch.words, batch.spelled)
        return poses.to(batch.shown.dtype), texts.to(batch.shown.dtype)


def _embedded(tower: Tower, rows: Tensor, real: Tensor) -> Tensor:
    """Embed rows; where there are none, none, by way of one, so that every weight takes part."""
    some = max(len(rows), 1)
    shown = rows if len(rows) else rows.new_zeros(some, *rows.shape[1:])
    mask = real if len(rows) else real.new_ones(some, *real.shape[1:])
    vector, tokens = tower.read(shown, mask)
    if tokens is not None:
        vector = torch.cat([vector.to(tokens.dtype), tokens.flatten(1)], dim=1)
    return vector[: len(rows)]


class TrainingRun:
    """The state of a training run: everything that a checkpoint holds."""

    def __init__(self, lesson: Objective, network: NetworkConfig, config: Config) -> None:
        torch.set_num_threads(config.threads)
        torch.manual_seed(config.seed)
        self.device = device()
        self.config, self.lesson, self.share = config, lesson, Share.here()
        double = config.precision == "float64"
        self.net = SignClip(network).to(self.device, torch.float64 if double else torch.float32)
        self.mean = swa_utils.AveragedModel(
            self.net,
            multi_avg_fn=swa_utils.get_ema_multi_avg_fn(config.average),  # type: ignore[no-untyped-call]
        )
        how = lesson.how
        self.temperature = Temperature(how.temperature, learned=how.learn_temperature)
        self.temperature.to(self.device)
        weights = [*self.net.parameters(), *self.temperature.parameters()]
        self.optimiser = torch.optim.AdamW(
            weights, config.rate, betas=config.betas, weight_decay=config.decay
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._rate)
        self.both: nn.Module = TwoTowers(self.net, self._half())
        if self.share.of > 1:
            self.both = DistributedDataParallel(self.both)
        self.done = 0

    def _half(self) -> AbstractContextManager[object]:
        """Half precision where a graphics card does it well, or where it is asked for."""
        card = self.device.type == "cuda" and torch.cuda.is_bf16_supported()
        wanted = self.config.precision
        if wanted == "bfloat16" or (wanted == "auto" and card):
            return torch.autocast(self.device.type, torch.bfloat16)
        return nullcontext()

    def _rate(self, step: int) -> float:
        if step < self.config.warmup:
            return (step + 1) / self.config.warmup
        if self.config.schedule == "constant":
            return 1.0
        share = (step - self.config.warmup) / max(1, self.config.steps - self.config.warmup)
        return 0.5 * (1 + float(np.cos(np.pi * min(share, 1))))

    def step(self) -> float:
        """Learn from one batch, which depends on the seed and the step alone."""
        config, share = self.config, self.share
        rng = np.random.default_rng((config.seed, self.done))
        batch = self.lesson.batch(rng, self.done, share)
        torch.manual_seed(config.seed * 1_000_003 + self.done + 7919 * share.rank)
        self.net.train()
        self.optimiser.zero_grad()
        loss = self._backward(batch.to(next(self.net.parameters()))) / share.of
        if share.of > 1:
            distributed.all_reduce(loss)
            for weight in self.temperature.parameters():
                assert weight.grad is not None  # noqa: S101 - every loss asks it
                distributed.all_reduce(weight.grad)
                weight.grad.div_(share.of)
        nn.utils.clip_grad_norm_(self.net.parameters(), config.clip)
        self.optimiser.step()
        self.schedule.step()
        self.mean.update_parameters(self.net)
        self.done += 1
        return float(loss)

    def _backward(self, batch: Batch) -> Tensor:
        """Bring the gradients of this share's terms to the weights; return their sum, `of` times.

        Gradients of all processes are averaged, not added up: hence the factor.
        """

        def loss(vectors: tuple[Tensor, Tensor]) -> Tensor:
            poses, texts = map(self.share.whole, vectors, batch.whole)
            return self.lesson.loss(batch, (poses, texts), self.temperature(), self.share)

        if not self.config.chunk:
            cost: Tensor = loss(self.both(batch)) * self.share.of
            cost.backward()  # type: ignore[no-untyped-call]
            return cost.detach()
        parts = list(pieces(batch, self.config.chunk))
        return backward(
            self.both, parts, lambda vectors: loss(vectors) * self.share.of, self._synced
        )

    def _synced(self, last: bool) -> AbstractContextManager[object]:  # noqa: FBT001
        """Processes exchange gradients once a step."""
        apart = isinstance(self.both, DistributedDataParallel) and not last
        return self.both.no_sync() if apart else nullcontext()  # type: ignore[operator]

    def save(self, path: Path) -> None:
        """Write everything that a run needs to go on; the old checkpoint stays until then.

        Raise ModelError if that cannot be done.
        """
        state = {name: getattr(self, name).state_dict() for name in _PARTS}
        beside = path.with_suffix(".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            torch.save(state | {"done": self.done, "told": self._told()}, beside)
            beside.replace(path)
        except (OSError, RuntimeError) as problem:  # torch's own writer raises the latter
            beside.unlink(missing_ok=True)
            told = f"The state of the run cannot be written to {path.parent}."
            raise ModelError(
                told, hint="Make room; the last checkpoint is still there."
            ) from problem

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint of this very run: clips, words, sizes and settings alike.

        Raise ModelError if it is of another one, or damaged.
        """
        hint = "Move it away to start anew."
        try:
            state = torch.load(path, map_location=self.device, weights_only=True)
        except (OSError, RuntimeError, EOFError, KeyError, UnpicklingError) as problem:
            raise ModelError(f"The checkpoint {path} is damaged.", hint=hint) from problem
        if state.get("told") != self._told():
            raise ModelError(f"The checkpoint {path} is of another run.", hint=hint)
        for name in _PARTS:
            getattr(self, name).load_state_dict(state[name])
        self.done = state["done"]

    def _told(self) -> dict[str, object]:
        """What makes a run this one."""
        lesson, network = self.lesson, self.net.config
        settings = {"run": asdict(self.config), "lesson": asdict(lesson.how)}
        return settings | {"net": asdict(network), "words": lesson.words, "clips": lesson.sum}

    def encoder(self, name: str) -> SignClipEncoder:
        """Return the (averaged) weights as an encoder, not yet calibrated."""
        net = SignClip(self.net.config)
        source = self.mean.module if self.config.average else self.net
        net.load_state_dict({name: part.float() for name, part in source.state_dict().items()})
        return SignClipEncoder(name, net, self.lesson.words, Calibration(), self.lesson.prompts)


def train(run: TrainingRun, checkpoint: Path) -> None:
    """Take the steps that are missing, telling how far it has come; the first process saves."""
    if checkpoint.exists():
        run.resume(checkpoint)
    began, first, steps = time.monotonic(), run.done, run.config.steps
    while run.done < steps:
        loss = run.step()
        if run.share.rank == 0 and (run.done % run.config.save_every == 0 or run.done == steps):
            pace = (time.monotonic() - began) / (run.done - first)
            click.echo(f"step {run.done}/{steps} loss {loss:.6f} {pace:.2f} s a step")
            run.save(checkpoint)


@click.command(cls=command.Command)
@click.argument("landmarks", type=Path, required=False)
@click.option(
    "--preset", "named", default=BUNDLED_MODEL, show_default=True, help="What is learned, and how."
)
@click.option("--manifest", type=Path, help="A table of .pose files, or shards: 'clips-*.tar'.")
@click.option("--vocab", type=Path, help="Word pieces, one a line; otherwise made of the texts.")
@click.option("--from", "start", type=Path, help="Folder of a model whose weights to begin with.")
@click.option("--without", multiple=True, metavar="SOURCE",
              help="Leave out the clips of a source; may be given several times.")  # fmt: skip
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--folder", "--run", "folder", type=Path, default=Path("training/runs/first"),
              help="Where the run keeps its state.")  # fmt: skip
@click.option("--out", type=Path, default=None, help="Model folder to write; the bundled one.")
@click.option("--steps", type=int, default=None, help="Steps of the whole run.")
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help="Change the preset.")
def main(
    steps: int | None,
    changes: Sequence[str],
    named: str,
    without: tuple[str, ...],
    **what: Path | None,
) -> None:
    """Train on LANDMARKS, the .pose files of the shared videos, or on a --manifest."""
    asked = [*changes, *([f"steps={steps}"] if steps is not None else [])]
    course = runs.prepared(read(named, asked), runs.Materials(without=without, **what))  # type: ignore[arg-type]
    run = TrainingRun(course.lesson, course.network, course.config)
    runs.begin(run.net, course)
    train(run, course.checkpoint)
    if run.share.rank == 0:
        runs.finish(run.encoder(course.name), course)
    if run.share.of > 1:
        distributed.destroy_process_group()


if __name__ == "__main__":
    main()
