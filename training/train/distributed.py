"""One batch in several processes: each embeds its share, and all of them see every vector.

Under `torchrun`, row i of a batch belongs to process i modulo the number of processes. `whole`
joins the shares; its backward pass returns the gradients that the losses of all processes have for
a process's own rows. Each process sums the terms of its own rows (see `losses`), so that the
gradients of all processes add up to those of the whole batch in one process.
"""

import os
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, distributed

from signdict.core.errors import SignDictError


@dataclass(frozen=True, slots=True)
class Share:
    """The rows of a batch that belong to a process: row `rank` and every `of`-th row after it."""

    rank: int = 0
    of: int = 1

    @classmethod
    def here(cls) -> "Share":
        """Return the share of this process; join the others if `torchrun` started it."""
        if int(os.environ.get("WORLD_SIZE", "1")) == 1:
            return cls()
        if not distributed.is_initialized():
            distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
        return cls(distributed.get_rank(), distributed.get_world_size())

    @property
    def own(self) -> slice:
        """The slice of this process's rows."""
        return slice(self.rank, None, self.of)

    def take(self, rows: Tensor) -> Tensor:
        """Return this process's rows of a tensor."""
        return rows[self.own]

    def whole(self, mine: Tensor, count: int) -> Tensor:
        """Join the shares (n, D) of all processes: (count, D), with gradient."""
        return mine if self.of == 1 else _Whole.apply(mine, count, self.rank, self.of)  # type: ignore[no-untyped-call]


def device() -> torch.device:
    """Return the device of this process: its own graphics card, or the CPU without any card.

    Raise SignDictError if this machine has fewer cards than processes.
    """
    if not torch.cuda.is_available():
        return torch.device("cpu")
    cards = torch.cuda.device_count()
    processes = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    if processes > cards:
        raise SignDictError(
            f"{processes} processes would share {cards} graphics cards.",
            hint=f"Start torchrun with --nproc-per-node {cards}.",
        )
    card = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    torch.cuda.set_device(card)
    return card


class _Whole(torch.autograd.Function):
    """Forward: all rows in order. Backward: the summed gradients of a process's own rows."""

    @staticmethod
    def forward(ctx: Any, mine: Tensor, count: int, rank: int, of: int) -> Tensor:
        ctx.rank, ctx.of = rank, of
        longest = -(-count // of)  # processes exchange shares of equal size
        padded = mine.new_zeros(longest, *mine.shape[1:])
        padded[: len(mine)] = mine
        parts = [torch.empty_like(padded) for _ in range(of)]
        distributed.all_gather(parts, padded)
        rows = torch.stack(parts, dim=1).flatten(0, 1)  # row i of part p is row i * of + p
        return rows[:count]

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None, None, None]:
        whole = gradient.contiguous().clone()
        distributed.all_reduce(whole)
        return whole[ctx.rank :: ctx.of], None, None, None
