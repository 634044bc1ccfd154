"""Batches larger than memory: every vector is a negative of every other, a few at a time.

Two passes (Gao et al. 2021, "GradCache"): the first embeds piece by piece and keeps vectors
alone; from them come the loss and its gradient; the second embeds each piece again, with the
random numbers of the first, and hands the gradient on to the weights.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

import torch
from torch import Tensor

from training.train.objective import Batch

Vectors = tuple[Tensor, Tensor]
Embed = Callable[[Batch], Vectors]


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
    loss: Callable[[Vectors], Tensor],
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
