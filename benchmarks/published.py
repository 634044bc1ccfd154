"""SignCLIP's network as the published service computes it: the baseline of `encode`.

Written from the published description (Jiang et al. 2024) to measure its time: every clip is padded
to 256 frames, so 258 positions, and each forward pass of the pose tower comes with one of the text
tower over its 63 positions. BERT is implemented as published: three projections for query, key and
value, masks added to scores, softmax, no fused kernel.
"""

import math

import torch
from torch import Tensor, nn

from signdict.model.network import SignClip, Tower

FRAMES, TOKENS = 256, 61
_HIDDEN = -10_000.0  # added to the score of a padded position


class Layer(nn.Module):
    """One layer of BERT with the weights of one of our layers."""

    def __init__(self, ours: nn.TransformerEncoderLayer) -> None:
        super().__init__()
        heads = ours.self_attn
        self.heads = heads.num_heads
        weights, biases = heads.in_proj_weight.chunk(3), heads.in_proj_bias.chunk(3)
        maps = [_linear(weight, bias) for weight, bias in zip(weights, biases, strict=True)]
        self.query, self.key, self.value = maps
        self.out, self.linear1, self.linear2 = heads.out_proj, ours.linear1, ours.linear2
        self.norm1, self.norm2, self.dropout = ours.norm1, ours.norm2, nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Transform (B, L, width); the mask is added to the scores."""
        rows, length, width = x.shape
        query, key, value = (
            projection(x).view(rows, length, self.heads, -1).permute(0, 2, 1, 3)
            for projection in (self.query, self.key, self.value)
        )
        scores = torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(width // self.heads)
        weights = self.dropout(nn.functional.softmax(scores + mask, dim=-1))
        context = torch.matmul(weights, value).permute(0, 2, 1, 3).contiguous()
        x = self.norm1(x + self.dropout(self.out(context.view(rows, length, width))))
        inner = nn.functional.gelu(self.linear1(x))
        return self.norm2(x + self.dropout(self.linear2(inner)))  # type: ignore[no-any-return]


class Bert(nn.Module):
    """One tower over all its positions, padded ones included."""

    def __init__(self, ours: Tower) -> None:
        super().__init__()
        self.tower = ours
        assert isinstance(ours.layers, nn.TransformerEncoder)
        self.layers = nn.ModuleList(Layer(layer) for layer in ours.layers.layers)

    def forward(self, x: Tensor, real: Tensor) -> Tensor:
        """Embed tokens (B, longest, inputs) as (B, width); `real` (B, longest) are not padding."""
        tower = self.tower
        x, real = tower._with_marks(tower.stem(x), real)  # noqa: SLF001
        x = tower.norm(x if tower.kind is None else x + tower.kind)
        mask = (1 - real[:, None, None].to(x.dtype)) * _HIDDEN
        for layer in self.layers:
            x = layer(x, mask)
        return tower.pooling(x[:, 1:], real[:, 1:])  # type: ignore[no-any-return]


class Published:
    """Both towers, which are always computed together."""

    def __init__(self, network: SignClip) -> None:
        self.pose, self.text = Bert(network.pose).eval(), Bert(network.text).eval()

    def __call__(self, clips: list[Tensor]) -> Tensor:
        """Return the vectors (B, width) of clips (T, inputs); texts are embedded as well."""
        frames = torch.zeros(len(clips), FRAMES, clips[0].shape[1])
        real = torch.zeros(len(clips), FRAMES, dtype=torch.bool)
        for row, clip in enumerate(clips):
            frames[row, : len(clip)], real[row, : len(clip)] = clip, True
        words = torch.zeros(len(clips), TOKENS, dtype=torch.long)
        with torch.no_grad():
            vectors: Tensor = self.pose(frames, real)
            self.text(words, torch.zeros(len(clips), TOKENS, dtype=torch.bool))
        return vectors


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    linear = nn.Linear(weight.shape[1], weight.shape[0], device="meta")
    linear.weight = nn.Parameter(weight.contiguous())
    linear.bias = nn.Parameter(bias.contiguous())
    return linear
