"""Batches larger than memory: embed them in chunks, in two passes, with every negative.

The first pass embeds all chunks without gradients; the loss compares all vectors. The second pass
embeds each chunk again and applies the gradients of its vectors (GradCache, Gao et al. 2021).
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TypeAlias

import torch
from torch import Tensor

from training.train.objective import Batch

TowerOutputs: TypeAlias = tuple[Tensor, Tensor]
Embed: TypeAlias = Callable[[Batch], TowerOutputs]
RandomState: TypeAlias = tuple[Tensor, list[Tensor]]


def split(batch: Batch, size: int) -> Iterator[Batch]:
    """Split a batch into chunks of at most `size` poses, with equal shares of the texts."""
    count = max(1, -(-len(batch.shown) // size))
    columns = (
        torch.tensor_split(column, count)
        for column in (batch.shown, batch.real, batch.words, batch.spelled)
    )
    for shown, real, words, spelled in zip(*columns, strict=True):
        yield replace(batch, shown=shown, real=real, words=words, spelled=spelled)


def backward(
    embed: Embed,
    chunks: list[Batch],
    loss: Callable[[TowerOutputs], Tensor],
    wrap: Callable[[bool], AbstractContextManager[object]],
) -> Tensor:
    """Add the gradients of a loss over all chunks to the weights; return the loss.

    `wrap` returns a context for the second pass of a chunk; its argument is whether it is the last
    chunk.
    """
    states, outputs = [], []
    with torch.no_grad():
        for chunk in chunks:
            states.append(_random_state())
            outputs.append(embed(chunk))
    vectors = [torch.cat(tower).requires_grad_() for tower in zip(*outputs, strict=True)]
    cost = loss((vectors[0], vectors[1]))
    cost.backward()  # type: ignore[no-untyped-call]
    gradients = []
    for whole, tower in zip(vectors, zip(*outputs, strict=True), strict=True):
        gradient = torch.zeros_like(whole) if whole.grad is None else whole.grad
        gradients.append(torch.split(gradient, list(map(len, tower))))
    after = _random_state()
    for number, chunk in enumerate(chunks):
        _restore(states[number])
        with wrap(number == len(chunks) - 1):
            torch.autograd.backward(embed(chunk), [tower[number] for tower in gradients])
    _restore(after)
    return cost.detach()


def _random_state() -> RandomState:
    devices = torch.cuda.get_rng_state_all() if torch.cuda.is_available() else []
    return torch.get_rng_state(), devices


def _restore(state: RandomState) -> None:
    torch.set_rng_state(state[0])
    if state[1]:
        torch.cuda.set_rng_state_all(state[1])
