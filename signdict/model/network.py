"""SignCLIP's dual encoder (Jiang et al. 2024): a pose tower and a text tower, one space.

One network, whose sizes come from its configuration. The published model and the bundled one are
two configurations; where they differ stands beside each field.
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

    stem: Literal["frames", "hands", "signs", "words"] = "frames"  # how tokens are made
    inputs: int = 609  # numbers a frame, or word pieces in the vocabulary
    width: int = 768
    layers: int = 12
    heads: int = 12
    inner: int = 3072  # width between the two linear maps of a layer
    longest: int = 256  # tokens between [CLS] and [SEP]
    end_is_fixed: bool = True  # [SEP] stands at longest + 1 whatever the length; texts: after it
    norm_first: bool = False  # bundled: True
    epsilon: float = 1e-12
    dropout: float = 0.1
    kind: bool = True  # one more vector on every token, BERT's token type; bundled: False
    standardised: bool = False  # frames lose the mean of the training data, in its deviations
    pools: int = 0  # attention pools beside the mean; published: none
    outputs: int = 0  # size of a last linear map; published: none
    tokens: int = 0  # numbers of a frame token; published: none
    ensemble: int = 0  # further stems, trained apart, whose tokens join this tower's


@dataclass(frozen=True, slots=True)
class NetworkConfig:
    """Both towers, and what the pose tower is shown."""

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
        self.norm = nn.LayerNorm(config.width)  # torch's own epsilon, 1e-5, as published
        self.linear2 = nn.Linear(config.width, config.width)

    def forward(self, x: Tensor) -> Tensor:
        """Read each frame by itself."""
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
        """Read each frame, then join neighbours in time."""
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
        """Read each frame, then join neighbours in time."""
        left, right = (
            self.hand(x[..., features.LEFT_SHAPE]),
            self.hand(x[..., features.RIGHT_SHAPE]),
        )
        rest = x[..., features.PLACE.start :]
        x = self.before(self.join(torch.cat([left, right, rest.to(left.dtype)], dim=-1)))
        x = nn.functional.gelu(self.halve(x.transpose(1, 2))).transpose(1, 2)
        return self.after(x)  # type: ignore[no-any-return]


class TimeBlock(nn.Module):
    """(B, T, width): each moment with its two neighbours, added to what it was."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.join = nn.Conv1d(width, width, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Read all moments."""
        return x + nn.functional.gelu(self.join(self.norm(x).transpose(1, 2))).transpose(1, 2)


def _stem(config: TowerConfig) -> nn.Module:
    if config.stem == "words":
        empty = torch.empty(config.inputs, config.width)
        if empty.is_meta:  # see `_drawn`
            return nn.Embedding.from_pretrained(empty, freeze=False)  # type: ignore[no-untyped-call,no-any-return]
        return nn.Embedding(config.inputs, config.width)
    if config.stem == "signs":
        return SignStem(config)
    return HandStem(config) if config.stem == "hands" else FrameStem(config)


def _drawn(*shape: int) -> Tensor:
    """Small numbers to begin with; none on the meta device, where to draw loads a compiler."""
    made = torch.empty(*shape)
    return made if made.is_meta else torch.randn(*shape) * 0.02


class Pooling(nn.Module):
    """(B, L, width) -> (B, width * (1 + pools)): the mean, and a few learned weighted means."""

    def __init__(self, config: TowerConfig) -> None:
        super().__init__()
        self.query = nn.Linear(config.width, config.pools) if config.pools else None

    def forward(self, x: Tensor, real: Tensor) -> Tensor:
        """Pool over what is real: (B, L)."""
        mask = real[..., None].to(x.dtype)  # (B, L, 1)
        mean = (x * mask).sum(1) / mask.sum(1)
        if self.query is None:
            return mean
        weight = self.query(x).masked_fill(~real[..., None], float("-inf")).softmax(dim=1)
        pooled = torch.einsum("blp,blw->bpw", weight, x)
        return torch.cat([mean[:, None], pooled], dim=1).flatten(1)


class Member(nn.Module):
    """The part of another tower that gives frame tokens: (B, T, inputs) -> (B, K, tokens)."""

    def __init__(self, config: TowerConfig) -> None:
        super().__init__()
        self.stem = _stem(config)
        self.positions = nn.Parameter(_drawn(config.longest + 2, config.width))
        self.spell = _spelling(config)

    def forward(self, x: Tensor) -> Tensor:
        """Return tokens of length 1."""
        return functional.normalize(_spoken(self.stem(x), self.positions, self.spell), dim=-1)


class Tower(nn.Module):
    """Tokens between [CLS] and [SEP] through transformer layers; pooled without [CLS]."""

    def __init__(self, config: TowerConfig) -> None:
        super().__init__()
        self.config = config
        self.stem = _stem(config)
        self.marks = nn.Parameter(_drawn(2, config.width))  # [CLS], [SEP]
        self.positions = nn.Parameter(_drawn(config.longest + 2, config.width))
        self.kind = nn.Parameter(_drawn(config.width)) if config.kind else None
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
        wide = config.width * (1 + config.pools)
        self.project = nn.Linear(wide, config.outputs) if config.outputs else nn.Identity()
        self.spell: nn.Module | None = None
        if config.tokens:
            self.spell = _spelling(config)
        self.members = nn.ModuleList(Member(config) for _ in range(config.ensemble))
        many = config.tokens * (1 + config.ensemble)
        self.join = nn.Linear(many, config.tokens, bias=False) if config.ensemble else None

    def forward(self, x: Tensor, real: Tensor) -> Tensor:
        """Read (B, T, inputs) or word ids (B, T); `real` (B, T) is False on padding -> (B, D)."""
        return self.read(x, real)[0]

    def read(self, x: Tensor, real: Tensor) -> tuple[Tensor, Tensor | None]:
        """The same, and frame tokens (B, K, tokens), if the tower has them (see `tokens`)."""
        shown, x = x, self.stem(x)
        real = real[:, : x.shape[1]]  # the hand stem halves time; its clips have no padding
        tokens = self._tokens(x, shown)
        x, real = self._framed(x, real)
        x = x if self.kind is None else x + self.kind
        x = self.dropout(self.norm(x))
        x = self.layers(x, src_key_padding_mask=~real)
        return self.project(self.pooling(x[:, 1:], real[:, 1:])), tokens

    def _tokens(self, x: Tensor, shown: Tensor) -> Tensor | None:
        """What is said of each moment, as long as it matters; or, of several stems: (B, K, d)."""
        if self.spell is None:
            return None
        own = _spoken(x, self.positions, self.spell)
        if self.join is None:
            return own
        every = [functional.normalize(own, dim=-1), *(member(shown) for member in self.members)]
        return self.join(torch.cat(every, dim=-1))  # type: ignore[no-any-return]

    def _framed(self, x: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """Put [CLS] before and [SEP] behind, each with its position, and add positions."""
        rows, length, _ = x.shape
        ends = real.sum(1) + 1  # (B,) position of [SEP] right after the last token
        if self.config.end_is_fixed:
            ends = torch.full_like(ends, self.config.longest + 1)
        first = (self.marks[0] + self.positions[0]).expand(rows, 1, -1)
        last = (self.marks[1] + self.positions[ends])[:, None]
        x = torch.cat([first, x + self.positions[1 : length + 1], last], dim=1)
        always = real.new_ones(rows, 1)
        return x, torch.cat([always, real, always], dim=1)


def _spelling(config: TowerConfig) -> nn.Module:
    return nn.Sequential(nn.LayerNorm(config.width), nn.Linear(config.width, config.tokens + 1))


def _spoken(x: Tensor, positions: Tensor, spell: nn.Module) -> Tensor:
    """A direction for each moment, as long as it matters: (B, K, width) -> (B, K, tokens)."""
    x = spell(x + positions[1 : x.shape[1] + 1]).float()
    return functional.normalize(x[..., 1:], dim=-1) * functional.softplus(x[..., :1])


class SignClip(nn.Module):
    """Both towers. Their vectors are compared by dot product."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        self.pose = Tower(config.pose)
        self.text = Tower(config.text)
