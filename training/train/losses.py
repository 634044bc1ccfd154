"""The losses, each for a share of the rows.

Every loss is a mean over the rows of a whole batch. A process sums the terms of its own share of
the rows; the sums of all processes add up to the loss of the batch.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.train.distributed import Share

ALL = Share()
#: Bounds of a learned temperature, as in CLIP (Radford et al. 2021).
_COLDEST, _WARMEST = 0.01, 1.0


class Temperature(nn.Module):
    """The divisor of dot products; if it is learned, its logarithm is the parameter."""

    def __init__(self, start: float, *, learned: bool) -> None:
        super().__init__()
        self.start = start
        self.log = nn.Parameter(torch.tensor(math.log(start))) if learned else None

    def forward(self) -> Tensor | float:
        """Return the current temperature."""
        if self.log is None:
            return self.start
        return self.log.clamp(math.log(_COLDEST), math.log(_WARMEST)).exp()


def contrast(
    a: Tensor, b: Tensor, same: Tensor, temperature: Tensor | float, share: Share = ALL
) -> Tensor:
    """Return the mean of -log p(positives) of rows a (N, D) against b (M, D).

    `same` (N, M) marks the positives. Supervised contrastive loss (Khosla et al. 2020), positives
    averaged outside the logarithm. Rows without a positive do not count. If `a` is `b`, no row is
    compared with itself.
    """
    logits = a @ b.T / temperature
    if a is b:
        own = torch.eye(len(a), dtype=torch.bool, device=a.device)
        logits, same = logits.masked_fill(own, -1e9), same & ~own
    return _cross_entropy(logits, same, share)


def late(
    queries: Tensor, clips: Tensor, same: Tensor, temperature: Tensor | float, share: Share = ALL
) -> Tensor:
    """Return the contrastive loss of frame tokens: queries (N, K, d) against clips (M, K, d).

    Scores are those of `late_scores`. The loss is the mean of both directions.
    """
    logits = late_scores(queries, clips) / temperature
    return (_cross_entropy(logits, same, share) + _cross_entropy(logits.T, same.T, share)) / 2


def late_scores(queries: Tensor, clips: Tensor) -> Tensor:
    """Return late-interaction scores of all pairs: (N, K, d), (M, K, d) -> (N, M), from -1 to 1.

    As `signdict.core.vectors.maxsim`, but a token's weight is its length, and cosines are not
    squared.
    """
    (one, weight), (other, weights) = map(_directions, (queries, clips))
    cosines = (one.flatten(0, 1) @ other.flatten(0, 1).T).view(*one.shape[:2], *other.shape[:2])
    forth = (cosines.max(dim=3)[0].float() * weight[..., None]).sum(1)
    back = (cosines.max(dim=1)[0].float() * weights).sum(2)
    return (forth + back) / 2


def _directions(tokens: Tensor) -> tuple[Tensor, Tensor]:
    """Return unit vectors (N, K, d) and weights (N, K), which sum to 1."""
    length = tokens.float().norm(dim=-1)
    direction = tokens / length[..., None].clamp(min=1e-9).to(tokens.dtype)
    return direction, length / length.sum(dim=1, keepdim=True).clamp(min=1e-9)


def _cross_entropy(logits: Tensor, same: Tensor, share: Share) -> Tensor:
    """Return the mean of -log p(positives) over the rows that have a positive."""
    log_p = logits - logits.logsumexp(1, keepdim=True)
    each = -((log_p * same).sum(1) / same.sum(1).clamp(min=1))
    counted = same.any(1)
    return share.take(each * counted).sum() / counted.sum().clamp(min=1)


def both_ways(
    poses: Tensor, texts: Tensor, same: Tensor, temperature: Tensor | float, share: Share = ALL
) -> Tensor:
    """Return the mean of the losses pose to text and text to pose; `same` (N, M) are positives.

    Rows of `poses` (N, D) and `texts` (M, D) have unit length; each text occurs once.
    """
    forth = contrast(poses, texts, same, temperature, share)
    return (forth + contrast(texts, poses, same.T, temperature, share)) / 2


def plain(poses: Tensor, texts: Tensor, share: Share = ALL) -> Tensor:
    """Return SignCLIP's own loss (Jiang et al. 2024) of poses and their texts, (N, D) each.

    It is the sum of two cross entropies of raw dot products, pose to text and text to pose. Every
    other row is a negative, even one of the same gloss.
    """
    right = torch.arange(len(poses), device=poses.device)
    scores = poses @ texts.T
    forth = functional.cross_entropy(scores, right, reduction="none")
    back = functional.cross_entropy(scores.T, right, reduction="none")
    return share.take(forth + back).sum() / len(poses)
