"""A training run of both towers of SignCLIP."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from typing import Any

import numpy as np
import torch
from torch import Tensor, distributed, nn
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.nn.parallel import DistributedDataParallel

from signdict.model.calibration import Calibration
from signdict.model.encoder import SignClipEncoder
from signdict.model.network import NetworkConfig, SignClip, Tower
from training.train import chunks, loop
from training.train.distributed import Share, device
from training.train.losses import Temperature
from training.train.objective import Batch, Objective
from training.train.presets import Config

#: On so few tokens the backward pass of the CPU's fused attention takes several times as long.
_ATTENTION = [SDPBackend.MATH, *([SDPBackend.FLASH_ATTENTION] if torch.cuda.is_available() else [])]
_PARTS = ("net", "mean", "optimiser", "schedule", "temperature")


class TwoTowers(nn.Module):
    """Both towers in one forward pass."""

    def __init__(self, net: SignClip, precision: AbstractContextManager[object]) -> None:
        super().__init__()
        self.net, self.precision = net, precision

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the vectors of the poses (N, D) and of the texts (M, D).

        If the model has frame tokens, they follow the vector of a pose in its row.
        """
        with self.precision, sdpa_kernel(_ATTENTION):
            poses = _embed(self.net.pose, batch.shown, batch.real)
            texts = _embed(self.net.text, batch.words, batch.spelled)
        return poses.to(batch.shown.dtype), texts.to(batch.shown.dtype)


def _embed(tower: Tower, rows: Tensor, real: Tensor) -> Tensor:
    """Embed rows. Without rows, embed a dummy row and drop it, so that every weight takes part."""
    count = max(len(rows), 1)
    shown = rows if len(rows) else rows.new_zeros(count, *rows.shape[1:])
    mask = real if len(rows) else real.new_ones(count, *real.shape[1:])
    vector, tokens = tower.read(shown, mask)
    if tokens is not None:
        vector = torch.cat([vector.to(tokens.dtype), tokens.flatten(1)], dim=1)
    return vector[: len(rows)]


class TrainingRun(loop.Run):
    """The networks, the optimiser and the objective of a run."""

    config: Config

    def __init__(
        self,
        objective: Objective,
        network: NetworkConfig,
        config: Config,
        held: Objective | None = None,
    ) -> None:
        """`held`: the objective of the validation clips."""
        super().__init__(config)
        torch.set_num_threads(config.threads)
        torch.manual_seed(config.seed)
        self.device = device()
        self.objective, self.held, self.share = objective, held, Share.here()
        self.writes = self.share.rank == 0
        double = config.precision == "float64"
        self.net = SignClip(network).to(self.device, torch.float64 if double else torch.float32)
        self.mean = loop.averaged(self.net, config.average)
        own = objective.config
        self.temperature = Temperature(own.temperature, learned=own.learn_temperature)
        self.temperature.to(self.device)
        weights = [*self.net.parameters(), *self.temperature.parameters()]
        self.optimiser = torch.optim.AdamW(
            weights, config.rate, betas=config.betas, weight_decay=config.decay
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._rate)
        self.both: nn.Module = TwoTowers(self.net, self._precision())
        if self.share.of > 1:
            self.both = DistributedDataParallel(self.both)

    def parts(self) -> Mapping[str, Any]:
        """Return the networks, the optimiser, its schedule and the temperature."""
        return {name: getattr(self, name) for name in _PARTS}

    def settings(self) -> dict[str, object]:
        """Return the settings of the run and its objective, the words, and a sum of the clips."""
        objective, network = self.objective, self.net.config
        settings: dict[str, object] = {
            "run": asdict(self.config),
            "objective": asdict(objective.config),
            "net": asdict(network),
            "words": objective.words,
            "clips": objective.sum,
        }
        if self.held:
            settings["validation"] = self.held.sum
        return settings

    @property
    def written(self) -> nn.Module:
        """The (averaged) weights."""
        return self.mean.module if self.config.average else self.net

    def validation_loss(self) -> float | None:
        """Return the mean loss of the validation clips, or None if there are none.

        Each process takes some of the batches.
        """
        if self.held is None:
            return None
        both = TwoTowers(self.written, self._precision()).eval()  # type: ignore[arg-type]
        total = torch.zeros(2, dtype=torch.float64, device=self.device)
        with torch.no_grad():
            for whole in self.held.fixed(self.share):
                batch = whole.to(next(self.net.parameters()))
                size = self.config.chunk or len(batch.shown)
                outputs = [both(part) for part in chunks.split(batch, size)]
                poses, texts = (torch.cat(tower) for tower in zip(*outputs, strict=True))
                loss = self.held.loss(batch, (poses, texts), self.temperature())
                total += torch.stack([loss.double(), torch.ones_like(loss).double()]) * len(poses)
        if self.share.of > 1:
            distributed.all_reduce(total)
        return float(total[0] / total[1])

    def step(self) -> float:
        """Train on one batch, which depends on the seed and the step alone; return the loss."""
        config, share = self.config, self.share
        rng = np.random.default_rng((config.seed, self.done))
        batch = self.objective.batch(rng, self.done, share)
        torch.manual_seed(config.seed * 1_000_003 + self.done + 7919 * share.rank)
        self.net.train()
        self.optimiser.zero_grad()
        loss = self._backward(batch.to(next(self.net.parameters()))) / share.of
        if share.of > 1:
            distributed.all_reduce(loss)
            for weight in self.temperature.parameters():
                assert weight.grad is not None  # noqa: S101 - every loss uses the temperature
                distributed.all_reduce(weight.grad)
                weight.grad.div_(share.of)
        nn.utils.clip_grad_norm_(self.net.parameters(), config.clip)
        self.optimiser.step()
        self.schedule.step()
        self.mean.update_parameters(self.net)
        self.done += 1
        return float(loss)

    def encoder(self, name: str) -> SignClipEncoder:
        """Return the (averaged) weights as an encoder, not yet calibrated."""
        net = SignClip(self.net.config)
        state = self.written.state_dict()
        net.load_state_dict({key: weight.float() for key, weight in state.items()})
        objective = self.objective
        return SignClipEncoder(name, net, objective.words, Calibration(), objective.prompts)

    def _precision(self) -> AbstractContextManager[object]:
        """Use bfloat16 where a graphics card supports it well, or where the settings name it."""
        card = self.device.type == "cuda" and torch.cuda.is_bf16_supported()
        precision = self.config.precision
        if precision == "bfloat16" or (precision == "auto" and card):
            return torch.autocast(self.device.type, torch.bfloat16)
        return nullcontext()

    def _rate(self, step: int) -> float:
        """Return the factor of the learning rate at a step."""
        if step < self.config.warmup:
            return (step + 1) / self.config.warmup
        if self.config.schedule == "constant":
            return 1.0
        share = (step - self.config.warmup) / max(1, self.config.steps - self.config.warmup)
        return 0.5 * (1 + float(np.cos(np.pi * min(share, 1))))

    def _backward(self, batch: Batch) -> Tensor:
        """Add the gradients of this process's terms to the weights; return `of` times their sum.

        The factor is there because the gradients of all processes are averaged, not summed.
        """

        def loss(vectors: tuple[Tensor, Tensor]) -> Tensor:
            poses, texts = map(self.share.whole, vectors, batch.whole)
            terms = self.objective.loss(batch, (poses, texts), self.temperature(), self.share)
            return terms * self.share.of

        if not self.config.chunk:
            cost = loss(self.both(batch))
            cost.backward()  # type: ignore[no-untyped-call]
            return cost.detach()
        parts = list(chunks.split(batch, self.config.chunk))
        return chunks.backward(self.both, parts, loss, self._synchronised)

    def _synchronised(self, last: bool) -> AbstractContextManager[object]:  # noqa: FBT001
        """Let the processes exchange gradients with the last chunk only, once per step."""
        waits = isinstance(self.both, DistributedDataParallel) and not last
        return self.both.no_sync() if waits else nullcontext()  # type: ignore[operator]
