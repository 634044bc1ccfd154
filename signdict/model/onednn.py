"""Faster transformer layers, whose weights are reordered for the processor by oneDNN.

The operators are those that torch's compiler inserts into frozen models for oneDNN. They are not a
documented interface, but torch is pinned to one version. If they are missing, the layers stay
unchanged.
"""

from typing import Any

import torch
from torch import Tensor, nn

from signdict.model.network import Tower

#: Width from which on packing makes layers faster.
LEAST_WIDTH = 512


class PackedLayer(nn.Module):
    """One post-LN layer of `nn.TransformerEncoder`, for inference only."""

    def __init__(self, layer: nn.TransformerEncoderLayer) -> None:
        super().__init__()
        heads = layer.self_attn
        self.heads = heads.num_heads
        self.norm1, self.norm2 = layer.norm1, layer.norm2
        self._parts = {
            "self_attn.in_proj_": _packed(heads.in_proj_weight, heads.in_proj_bias),
            "self_attn.out_proj.": _packed(heads.out_proj.weight, heads.out_proj.bias),
            "linear1.": _packed(layer.linear1.weight, layer.linear1.bias),
            "linear2.": _packed(layer.linear2.weight, layer.linear2.bias),
        }

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Process (B, L, width); `mask` (B, 1, 1, L) is False on padding."""
        rows, length, width = x.shape
        projected = self._linear("self_attn.in_proj_", x).view(rows, length, 3, self.heads, -1)
        if rows == 1 and mask is None:
            attended = _attention_of_one(projected[0])
        else:
            attended = _attention(projected, mask)
        attended = attended.reshape(rows, length, width)
        x = self.norm1(x + self._linear("self_attn.out_proj.", attended))
        inner = self._linear("linear1.", x, "gelu")
        return self.norm2(x + self._linear("linear2.", inner))  # type: ignore[no-any-return]

    def _linear(self, part: str, x: Tensor, then: str = "none") -> Tensor:
        weight, bias = self._parts[part]
        return torch.ops.mkldnn._linear_pointwise(x, weight, bias, then, [], "none")  # type: ignore[no-any-return]  # noqa: SLF001

    def _save_to_state_dict(self, destination: Any, prefix: str, keep_vars: bool) -> None:  # noqa: FBT001
        """Store the plain weights under their original names."""
        del keep_vars
        for part, (weight, bias) in self._parts.items():
            destination[f"{prefix}{part}weight"] = weight.to_dense()
            destination[f"{prefix}{part}bias"] = bias


def _attention(projected: Tensor, mask: Tensor | None) -> Tensor:
    """Return the attention of several clips: (B, L, 3, heads, D) -> (B, L, heads, D)."""
    query, key, value = projected.permute(2, 0, 3, 1, 4)
    attended = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    return attended.transpose(1, 2)


def _attention_of_one(projected: Tensor) -> Tensor:
    """Return the attention of one clip, faster: (L, 3, heads, D) -> (L, heads, D)."""
    query, key, value = projected.permute(1, 2, 0, 3)
    scores = torch.baddbmm(
        query.new_zeros(1), query, key.transpose(1, 2), beta=0, alpha=query.shape[-1] ** -0.5
    )
    return torch.bmm(scores.softmax(-1), value).transpose(0, 1)


class PackedLayers(nn.Module):
    """The layers of an `nn.TransformerEncoder`, packed."""

    def __init__(self, plain: nn.TransformerEncoder) -> None:
        super().__init__()
        self.layers = nn.ModuleList()
        while len(plain.layers):  # one by one, so that memory holds only one layer twice
            self.layers.append(PackedLayer(plain.layers[0]))
            del plain.layers[0]

    def forward(self, x: Tensor, src_key_padding_mask: Tensor) -> Tensor:
        """Process (B, L, width); the mask (B, L) is True on padding."""
        mask = ~src_key_padding_mask[:, None, None] if bool(src_key_padding_mask.any()) else None
        for layer in self.layers:
            x = layer(x, mask)
        return x


def pack(tower: Tower) -> None:
    """Pack the layers of a tower, if the processor supports it and it makes them faster."""
    layers, config = tower.layers, tower.config
    if not isinstance(layers, nn.TransformerEncoder) or config.norm_first:
        return
    onednn = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    supported = onednn and hasattr(torch.ops.mkldnn, "_linear_pointwise")
    on_cpu = all(weight.device.type == "cpu" for weight in tower.parameters())
    if supported and on_cpu and config.width >= LEAST_WIDTH:
        tower.layers = PackedLayers(layers)


def _packed(weight: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
    reorder = torch.ops.mkldnn._reorder_linear_weight  # noqa: SLF001
    return reorder(weight.detach().float(), None), bias.detach().float()
