"""BERT's weights (Devlin et al. 2019), with which both towers of SignCLIP begin.

A folder as published has config.json, vocab.txt, and model.safetensors or pytorch_model.bin.
Nothing in it is executed. The pose tower has its layers too; what reads its frames is new.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.torch
import torch
from safetensors import SafetensorError
from torch import Tensor

from signdict.core.errors import ModelError
from signdict.model.checkpoint import legacyfile, mapping
from signdict.model.checkpoint.mapping import Piece, Sizes
from signdict.model.checkpoint.unpickler import Tensor as Stored
from signdict.model.network import SignClip, TowerConfig

#: The file with the word pieces.
WORDS = "vocab.txt"
_SAFE, _BIN = "model.safetensors", "pytorch_model.bin"
_HINT = (
    "Give the folder of a BERT model: config.json, vocab.txt, and model.safetensors or"
    " pytorch_model.bin."
)
_PRESETS = "Use a preset with the sizes of this BERT, such as signclip-e7.2 with bert-base-cased."
_TABLE = "embeddings.word_embeddings.weight"
_PREFIXES = ("video_encoder.bert.", "text_encoder.")
#: The first releases named the weights of a normalisation so.
_OLD = {"gamma": "weight", "beta": "bias"}


@dataclass(frozen=True, slots=True)
class PublishedBert:
    """The weights of a model by their name without a prefix, its sizes and its word pieces."""

    name: str
    weights: dict[str, Tensor]
    sizes: Sizes
    words: list[str]

    @classmethod
    def read(cls, folder: Path) -> "PublishedBert":
        """Read a folder. Raise ModelError if a file is missing, damaged, or not of a BERT."""
        config = _config(folder)
        words = _text(folder, WORDS).removesuffix("\n").split("\n")
        if "[CLS]" not in words or "[SEP]" not in words:
            raise ModelError(f"{WORDS} of {folder.name} lacks [CLS] or [SEP].", hint=_HINT)
        try:
            sizes = Sizes(
                words=len(words), width=int(config["hidden_size"]),
                layers=int(config["num_hidden_layers"]), heads=int(config["num_attention_heads"]),
                inner=int(config["intermediate_size"]),
                places=int(config["max_position_embeddings"]),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(
                f"config.json of {folder.name} is not of a BERT.", hint=_HINT
            ) from error
        return cls(folder.name, _weights(folder), sizes, words)

    def begin(self, net: SignClip, words: Sequence[str]) -> int:
        """Set the weights of both towers; return how many word pieces begin with BERT's.

        Rows of the word embeddings are BERT's for the same piece; other pieces begin with random
        rows of the same spread. Raise ModelError if the sizes differ or weights are missing.
        """
        config = net.config
        longest = {"pose": config.pose.longest, "text": config.text.longest}
        self._check("pose", config.pose)
        self._check("text", config.text)
        state = net.state_dict()
        parts = [part for part in mapping.parts(self.sizes, longest) if part.name in state]
        table = self._rows(Piece(_TABLE, 0, self.sizes.words))
        if len(self.weights[_TABLE]) != len(self.words):
            raise ModelError(
                f"{WORDS} of {self.name} has {len(self.words)} word pieces, and the weights have"
                f" {len(self.weights[_TABLE])}.",
                hint=_HINT,
            )
        marks = table[[self.words.index("[CLS]"), self.words.index("[SEP]")]]
        fresh = {"pose.marks": marks, "text.marks": marks}
        fresh["text.stem.weight"], count = self._embeddings(table, words)
        for part in parts:
            pieces = [_plain(piece) for piece in part.pieces]
            if part.name not in fresh and None not in pieces:
                rows = [self._rows(piece).flatten() for piece in pieces if piece]
                fresh[part.name] = torch.cat(rows)
        self._check_values(fresh, state)
        shaped = {name: part.reshape(state[name].shape) for name, part in fresh.items()}
        net.load_state_dict(state | shaped)
        return count

    def _check_values(self, fresh: Mapping[str, Tensor], state: Mapping[str, Tensor]) -> None:
        """Raise ModelError if a tensor has another size, or values that are not finite."""
        if wrong := [name for name, part in fresh.items() if part.numel() != state[name].numel()]:
            raise ModelError(
                f"The weights of {self.name} have other shapes than its config.json says:"
                f" {mapping.some(wrong)}.",
                hint=_HINT,
            )
        if bad := [name for name, part in fresh.items() if not bool(torch.isfinite(part).all())]:
            raise ModelError(
                f"{self.name} has values that are not finite, in {mapping.some(bad)}.", hint=_HINT
            )

    def _check(self, name: str, tower: TowerConfig) -> None:
        """Raise ModelError if a tower cannot begin with these weights."""
        sizes = self.sizes
        equal = {
            "width": (tower.width, sizes.width),
            "heads": (tower.heads, sizes.heads),
            "inner": (tower.inner, sizes.inner),
        }
        differences = [f"{what} {ours}, not {theirs}" for what, (ours, theirs) in equal.items()
                       if ours != theirs]  # fmt: skip
        if tower.layers > sizes.layers:
            differences.append(f"layers {tower.layers}, more than {sizes.layers}")
        if tower.longest + 2 > sizes.places:
            differences.append(f"longest {tower.longest}, more than {sizes.places - 2}")
        if tower.norm_first:
            differences.append("layers that normalise first")
        if differences:
            raise ModelError(
                f"The {name} tower cannot begin with {self.name}, because it has"
                f" {'; '.join(differences)}.",
                hint=_PRESETS,
            )

    def _rows(self, piece: Piece) -> Tensor:
        """Return rows of a tensor. Raise ModelError if it is missing or too short."""
        tensor = self.weights.get(piece.name)
        if tensor is None:
            raise ModelError(f"The weights of {self.name} lack {piece.name}.", hint=_HINT)
        if not tensor.ndim or len(tensor) < piece.stop:
            raise ModelError(
                f"{piece.name} of {self.name} has fewer than {piece.stop} rows, which its"
                f" config.json and {WORDS} say.",
                hint=_HINT,
            )
        return tensor[piece.start : piece.stop].float()

    def _embeddings(self, table: Tensor, words: Sequence[str]) -> tuple[Tensor, int]:
        """Return the row of each word piece, and how many of them are BERT's."""
        known = {word: row for row, word in enumerate(self.words)}
        rows = torch.tensor([known.get(word, -1) for word in words])
        found = rows >= 0
        if not found.any():
            raise ModelError(
                f"No word piece of this run is one of {self.name}.",
                hint=f"Leave out --vocab to use the {WORDS} of that folder.",
            )
        own = torch.randn(len(words), table.shape[-1]) * table.std()
        own[found] = table[rows[found]]
        return own, int(found.sum())


def _plain(piece: Piece) -> Piece | None:
    """Return a piece by BERT's own name; None for the part that reads frames."""
    for prefix in _PREFIXES:
        if piece.name.startswith(prefix):
            return replace(piece, name=piece.name.removeprefix(prefix))
    return None


def _text(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{folder.name} has no readable {name}.", hint=_HINT) from error


def _config(folder: Path) -> dict[str, Any]:
    try:
        config = json.loads(_text(folder, "config.json"))
    except ValueError as error:
        raise ModelError(f"config.json of {folder.name} is damaged.", hint=_HINT) from error
    kind = config.get("model_type", "bert") if isinstance(config, dict) else "no model"
    if kind != "bert":
        raise ModelError(f"{folder.name} is not a BERT: config.json says {kind}.", hint=_HINT)
    return config  # type: ignore[no-any-return]


def _weights(folder: Path) -> dict[str, Tensor]:
    """Return the tensors by their present names without a prefix."""
    if (folder / _SAFE).is_file():
        stored = _safe(folder / _SAFE)
    elif (folder / _BIN).is_file():
        stored = _bin(folder / _BIN)
    else:
        raise ModelError(f"{folder.name} has neither {_SAFE} nor {_BIN}.", hint=_HINT)
    weights = {}
    for name, tensor in stored.items():
        stem, dot, last = name.removeprefix("bert.").rpartition(".")
        weights[f"{stem}{dot}{_OLD.get(last, last)}"] = tensor
    return weights


def _safe(path: Path) -> dict[str, Tensor]:
    try:
        return safetensors.torch.load(path.read_bytes())
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{path.name} is damaged.", hint="Download it again.") from error


def _bin(path: Path) -> dict[str, Tensor]:
    """Read a torch file tensor by tensor. Raise ModelError if it is damaged or another file."""
    try:
        with legacyfile.opened(path) as file:
            content = file.content if isinstance(file.content, dict) else {}
            tensors = {name: part for name, part in content.items() if isinstance(part, Stored)}
            weights = {}
            for name, tensor in tensors.items():
                file.check(name, tensor)
                if tensor.shape and 0 not in tensor.shape:
                    rows = np.array(file.rows(tensor, 0, tensor.shape[0]))
                    weights[name] = torch.from_numpy(rows)
            return weights
    except ModelError as error:
        raise ModelError(error.message, hint=_HINT) from error
