"""SignCLIP's dual encoder (Jiang et al. 2024): a pose tower and a text tower with a common space.

The configuration sets the sizes of the network. The published models and the bundled one are
configurations; the comment of each field says where they differ.
"""

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

from signdict.pose import features
from signdict.pose.features import FeatureKind


@dataclass(frozen=True, slots=True)
class TowerConfig:
    """The shape of one tower. The defaults are the published pose tower."""

    stem: Literal["frames", "hands", "signs", "words"] = "frames"  # what makes tokens of the input
    inputs: int = 609  # numbers per frame, or word pieces in the vocabulary
    width: int = 768
    layers: int = 12
    heads: int = 12
    inner: int = 3072  # width between the two linear maps of a layer
    longest: int = 256  # tokens between [CLS] and [SEP]
    end_is_fixed: bool = True  # [SEP] is at longest + 1 for any length; texts: after the last token
    norm_first: bool = False  # bundled: True
    epsilon: float = 1e-12
    dropout: float = 0.1
    kind: bool = True  # add BERT's token type to every token; bundled: False
    standardised: bool = False  # standardise frames by mean and deviation of the training data
    pools: int = 0  # attention pools in addition to the mean; published: none
    outputs: int = 0  # size of a final linear map; published: none
    tokens: int = 0  # size of a frame token; published: none
    ensemble: int = 0  # further stems, trained separately, whose tokens are joined


@dataclass(frozen=True, slots=True)
class NetworkConfig:
    """Both towers, and the input features of the pose tower."""

    pose: TowerConfig = TowerConfig()
    text: TowerConfig = TowerConfig(stem="words", inputs=28996, longest=61, end_is_fixed=False)
    features: FeatureKind = "signclip"


class FrameStem(nn.Module):
    """(B, T, inputs) -> (B, T, width): SignCLIP's frame MLP, GELU before LayerNorm."""

    mean: Tensor | None
    sd: Tensor | None

    def __init__(self, config: TowerConfig) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(config.inputs) if config.standardised else None)
        self.register_buffer("sd", torch.ones(config.inputs) if config.standardised else None)
        self.linear1 = nn.Linear(config.inputs, config.width)
        self.norm = nn.LayerNorm(config.width)  # torch's default epsilon, 1e-5, as published
        self.linear2 = nn.Linear(config.width, config.width)

    def forward(self, x: Tensor) -> Tensor:
        """Process each frame separately."""
        if self.mean is not None and self.sd is not None:
            x = (x - self.mean) / self.sd
        return self.linear2(self.norm(nn.functional.gelu(self.linear1(x))))  # type: ignore[no-any-return]


class HandStem(nn.Module):
    """(B, T, features.WIDTH) -> (B, T / 2, width): one network for both hands, then time."""

    def __init__(self, config: TowerConfig) -> None:
        super().__init__()
        self.hand = nn.Sequential(nn.Linear(63, 128), nn.GELU(), nn.Linear(128, 64), nn.GELU())
        place = features.WIDTH - features.PLACE.start
        self.join = nn.Sequential(nn.Linear(128 + place, config.width), nn.GELU())
        self.halve = nn.Conv1d(config.width, config.width, 4, stride=2, padding=1)
        self.blend = nn.Conv1d(config.width, config.width, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Process each frame, then adjacent frames together."""
        left, right = (
            self.hand(x[..., features.LEFT_SHAPE]),
            self.hand(x[..., features.RIGHT_SHAPE]),
        )
        x = self.join(torch.cat([left, right, x[..., features.PLACE]], dim=-1)).transpose(1, 2)
        x = nn.functional.gelu(self.halve(x))
        return (x + nn.functional.gelu(self.blend(x))).transpose(1, 2)


class SignStem(nn.Module):
    """(B, T, features.SIGNS) -> (B, T / 2, width): one network for both hands, then time."""

    _HAND = (256, 96)

    def __init__(self, config: TowerConfig) -> None:
        super().__init__()
        first, last = self._HAND
        self.hand = nn.Sequential(
            nn.Linear(63, first), nn.GELU(), nn.Linear(first, last), nn.GELU()
        )
        place = features.SIGNS - features.PLACE.start
        self.join = nn.Sequential(nn.Linear(2 * last + place, config.width), nn.GELU())
        self.before = TimeBlock(config.width)
        self.halve = nn.Conv1d(config.width, config.width, 4, stride=2, padding=1)
        self.after = nn.Sequential(TimeBlock(config.width), TimeBlock(config.width))

    def forward(self, x: Tensor) -> Tensor:
        """Process each frame, then adjacent frames together."""
        left, right = (
            self.hand(x[..., features.LEFT_SHAPE]),
            self.hand(x[..., features.RIGHT_SHAPE]),
        )
        rest = x[..., features.PLACE.start :]
        x = self.before(self.join(torch.cat([left, right, rest.to(left.dtype)], dim=-1)))
        x = nn.functional.gelu(self.halve(x.transpose(1, 2))).transpose(1, 2)
        return self.after(x)  # type: ignore[no-any-return]


class TimeBlock(nn.Module):
    """(B, T, width): a residual convolution over adjacent frames."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.join = nn.Conv1d(width, width, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Process all frames."""
        return x + nn.functional.gelu(self.join(self.norm(x).transpose(1, 2))).transpose(1, 2)


def _stem(config: TowerConfig) -> nn.Module:
    if config.stem == "words":
        empty = torch.empty(config.inputs, config.width)
        if empty.is_meta:  # see `_random`
            return nn.Embedding.from_pretrained(empty, freeze=False)  # type: ignore[no-untyped-call,no-any-return]
        return nn.Embedding(config.inputs, config.width)
    if config.stem == "signs":
        return SignStem(config)
    return HandStem(config) if config.stem == "hands" else FrameStem(config)


def _random(*shape: int) -> Tensor:
    """Return small random numbers; on the meta device none, because drawing loads a compiler."""
    empty = torch.empty(*shape)
    return empty if empty.is_meta else torch.randn(*shape) * 0.02


class Pooling(nn.Module):
    """(B, L, width) -> (B, width * (1 + pools)): the mean and learned weighted means."""

    def __init__(self, config: TowerConfig) -> None:
        super().__init__()
        self.query = nn.Linear(config.width, config.pools) if config.pools else None

    def forward(self, x: Tensor, real: Tensor) -> Tensor:
        """Pool over the tokens for which `real` (B, L) is True."""
        mask = real[..., None].to(x.dtype)  # (B, L, 1)
        mean = (x * mask).sum(1) / mask.sum(1)
        if self.query is None:
            return mean
        weight = self.query(x).masked_fill(~real[..., None], float("-inf")).softmax(dim=1)
        pooled = torch.einsum("blp,blw->bpw", weight, x)
        return torch.cat([mean[:, None], pooled], dim=1).flatten(1)


class Member(nn.Module):
    """The part of another tower that makes frame tokens: (B, T, inputs) -> (B, K, tokens)."""

    def __init__(self, config: TowerConfig) -> None:
        super().__init__()
        self.stem = _stem(config)
        self.positions = nn.Parameter(_random(config.longest + 2, config.width))
        self.spell = _token_head(config)

    def forward(self, x: Tensor) -> Tensor:
        """Return tokens of length 1."""
        return functional.normalize(_frame_tokens(self.stem(x), self.positions, self.spell), dim=-1)


class Tower(nn.Module):
    """Transformer layers over tokens between [CLS] and [SEP]; pooled without [CLS]."""

    def __init__(self, config: TowerConfig) -> None:
        super().__init__()
        self.config = config
        self.stem = _stem(config)
        self.marks = nn.Parameter(_random(2, config.width))  # [CLS], [SEP]
        self.positions = nn.Parameter(_random(config.longest + 2, config.width))
        self.kind = nn.Parameter(_random(config.width)) if config.kind else None
        self.norm = nn.LayerNorm(config.width, eps=config.epsilon)
        self.dropout = nn.Dropout(config.dropout)
        layer = nn.TransformerEncoderLayer(
            config.width, config.heads, config.inner, config.dropout, "gelu",
            config.epsilon, batch_first=True, norm_first=config.norm_first,
        )  # fmt: skip
        last = nn.LayerNorm(config.width, eps=config.epsilon) if config.norm_first else None
        self.layers: nn.Module = nn.TransformerEncoder(
            layer, config.layers, last, enable_nested_tensor=False
        )
        self.pooling = Pooling(config)
        pooled = config.width * (1 + config.pools)
        self.project = nn.Linear(pooled, config.outputs) if config.outputs else nn.Identity()
        self.spell: nn.Module | None = None
        if config.tokens:
            self.spell = _token_head(config)
        self.members = nn.ModuleList(Member(config) for _ in range(config.ensemble))
        size = config.tokens * (1 + config.ensemble)
        self.join = nn.Linear(size, config.tokens, bias=False) if config.ensemble else None

    def forward(self, x: Tensor, real: Tensor) -> Tensor:
        """Encode (B, T, inputs) or word ids (B, T) as (B, D); `real` (B, T) is False on padding."""
        return self.read(x, real)[0]

    def read(self, x: Tensor, real: Tensor) -> tuple[Tensor, Tensor | None]:
        """Return the vectors of `forward` and the frame tokens (B, K, tokens), or None."""
        frames, x = x, self.stem(x)
        real = real[:, : x.shape[1]]  # the hand stem halves the length; its clips have no padding
        tokens = self._tokens(x, frames)
        x, real = self._with_marks(x, real)
        x = x if self.kind is None else x + self.kind
        x = self.dropout(self.norm(x))
        x = self.layers(x, src_key_padding_mask=~real)
        return self.project(self.pooling(x[:, 1:], real[:, 1:])), tokens

    def _tokens(self, x: Tensor, frames: Tensor) -> Tensor | None:
        """Return frame tokens (B, K, d) whose length is their weight; those of an ensemble joined."""
        if self.spell is None:
            return None
        own = _frame_tokens(x, self.positions, self.spell)
        if self.join is None:
            return own
        every = [functional.normalize(own, dim=-1), *(member(frames) for member in self.members)]
        return self.join(torch.cat(every, dim=-1))  # type: ignore[no-any-return]

    def _with_marks(self, x: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """Add positions, and [CLS] before and [SEP] after the tokens."""
        rows, length, _ = x.shape
        ends = real.sum(1) + 1  # (B,) position of [SEP] right after the last token
        if self.config.end_is_fixed:
            ends = torch.full_like(ends, self.config.longest + 1)
        first = (self.marks[0] + self.positions[0]).expand(rows, 1, -1)
        last = (self.marks[1] + self.positions[ends])[:, None]
        x = torch.cat([first, x + self.positions[1 : length + 1], last], dim=1)
        ones = real.new_ones(rows, 1)
        return x, torch.cat([ones, real, ones], dim=1)


def _token_head(config: TowerConfig) -> nn.Module:
    return nn.Sequential(nn.LayerNorm(config.width), nn.Linear(config.width, config.tokens + 1))


def _frame_tokens(x: Tensor, positions: Tensor, spell: nn.Module) -> Tensor:
    """Return tokens whose length is their weight: (B, K, width) -> (B, K, tokens)."""
    x = spell(x + positions[1 : x.shape[1] + 1]).float()
    return functional.normalize(x[..., 1:], dim=-1) * functional.softplus(x[..., :1])


class SignClip(nn.Module):
    """The dual encoder. Vectors of both towers are compared by dot product."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        self.pose = Tower(config.pose)
        self.text = Tower(config.text)
