"""What vectors are drawn together and pushed apart: the losses, each for a share of the rows.

Every loss is a mean over the rows of a whole batch. A process adds up the terms of its own share
of the rows; the parts of all processes add up to the whole.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.train.distributed import Share

ALL = Share()
#: A learned temperature stays between these, as in CLIP (Radford et al. 2021).
_COLDEST, _WARMEST = 0.01, 1.0


class Temperature(nn.Module):
    """What dot products are divided by; if learned, through its logarithm."""

    def __init__(self, start: float, *, learned: bool) -> None:
        super().__init__()
        self.start = start
        self.log = nn.Parameter(torch.tensor(math.log(start))) if learned else None

    def forward(self) -> Tensor | float:
        """Return it as it is now."""
        if self.log is None:
            return self.start
        return self.log.clamp(math.log(_COLDEST), math.log(_WARMEST)).exp()


def contrast(
    a: Tensor, b: Tensor, same: Tensor, temperature: Tensor | float, share: Share = ALL
) -> Tensor:
    """Mean of -log p(positives): rows a (N, D) against b (M, D), positives `same` (N, M).

    Supervised contrastive loss (Khosla et al. 2020), positives averaged outside the logarithm.
    Rows without a positive do not count. Where `a` is `b`, nothing is compared with itself.
    """
    logits = a @ b.T / temperature
    if a is b:
        own = torch.eye(len(a), dtype=torch.bool, device=a.device)
        logits, same = logits.masked_fill(own, -1e9), same & ~own
    return _missed(logits, same, share)


def late(
    asked: Tensor, there: Tensor, same: Tensor, temperature: Tensor | float, share: Share = ALL
) -> Tensor:
    """The same for clips told by their tokens, queries (N, K, d) and a dictionary (M, K, d).

    Scores are those of `signdict.tokens.maxsim`; both the queries look for the dictionary's clips
    and these for queries, halved.
    """
    logits = clip_search(asked, there) / temperature
    return (_missed(logits, same, share) + _missed(logits.T, same.T, share)) / 2


def clip_search(asked: Tensor, there: Tensor) -> Tensor:
    """As `signdict.tokens.maxsim`, of many with many: (N, K, d), (M, K, d) -> (N, M), -1 to 1.

    But each token counts as long as it is, and cosines are not squared.
    """
    (one, weight), (other, weights) = map(_parted, (asked, there))
    cosines = (one.flatten(0, 1) @ other.flatten(0, 1).T).view(*one.shape[:2], *other.shape[:2])
    forth = (cosines.max(dim=3)[0].float() * weight[..., None]).sum(1)
    back = (cosines.max(dim=1)[0].float() * weights).sum(2)
    return (forth + back) / 2


def _parted(tokens: Tensor) -> tuple[Tensor, Tensor]:
    """Directions (N, K, d) and weights (N, K) of sum 1."""
    length = tokens.float().norm(dim=-1)
    direction = tokens / length[..., None].clamp(min=1e-9).to(tokens.dtype)
    return direction, length / length.sum(dim=1, keepdim=True).clamp(min=1e-9)


def _missed(logits: Tensor, same: Tensor, share: Share) -> Tensor:
    """Mean of -log p(positives) over the rows of a table that have any."""
    log_p = logits - logits.logsumexp(1, keepdim=True)
    each = -((log_p * same).sum(1) / same.sum(1).clamp(min=1))
    counted = same.any(1)
    return share.take(each * counted).sum() / counted.sum().clamp(min=1)


def both_ways(
    poses: Tensor, texts: Tensor, same: Tensor, temperature: Tensor | float, share: Share = ALL
) -> Tensor:
    """Pose to text and text to pose, halved: whatever is `same` (N, M) is no negative.

    Rows of `poses` (N, D) and `texts` (M, D) are of unit length; each text stands once.
    """
    there = contrast(poses, texts, same, temperature, share)
    return (there + contrast(texts, poses, same.T, temperature, share)) / 2


def plain(poses: Tensor, texts: Tensor, share: Share = ALL) -> Tensor:
    """SignCLIP's own loss (Jiang et al. 2024): a text for each pose, raw dot products.

    The sum of two cross entropies, pose to text and text to pose; every other row is a negative,
    also one of the same gloss. Both are (N, D).
    """
    right = torch.arange(len(poses), device=poses.device)
    scores = poses @ texts.T
    there = functional.cross_entropy(scores, right, reduction="none")
    back = functional.cross_entropy(scores.T, right, reduction="none")
    return share.take(there + back).sum() / len(poses)
