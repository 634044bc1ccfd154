"""Conversion of a published SignCLIP checkpoint to a model's folder.

The file is read twice, tensor by tensor in blocks of rows: first to check it, then to write it.
Memory holds one block at a time, whatever the size of the file. Nothing in the file is executed.
"""

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from signdict.core import files
from signdict.core.errors import ModelError
from signdict.core.types import FloatArray, Progress, Steps
from signdict.model import modelfiles
from signdict.model.checkpoint import mapping
from signdict.model.checkpoint.mapping import Sizes, TensorMapping
from signdict.model.checkpoint.torchfile import TorchFile
from signdict.model.checkpoint.unpickler import Tensor
from signdict.model.prompts import TEMPLATE, published_signs

_ROWS = 2048  # rows of a block
#: FingerCLIP's prompt.
_LETTER = "Fingerspell the letter {text} in German Sign Language."
#: Tokens of `max_len` that are not word pieces: [CLS], [SEP], and a [SEP] of the pose tower.
_RESERVED = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings that a checkpoint does not contain. The defaults are those of the architecture."""

    frames: int | None = None  # max_video_len: frames that the model reads at once
    tokens: int | None = None  # max_len: word pieces of a text, plus three
    spoken: tuple[str, ...] = ()  # tags of spoken languages in addition to en
    signs: tuple[str, ...] = ()  # tags of sign languages in addition to the published ones

    def longest(self, sizes: Sizes) -> dict[str, int]:
        """Return the most frames, and the most word pieces of a text, that the model reads."""
        frames, tokens = (128, 96) if sizes.hand_only else (256, 64)  # as published
        return {"pose": self.frames or frames, "text": (self.tokens or tokens) - _RESERVED}

    def prompts(self, sizes: Sizes) -> dict[str, Any]:
        """Return the fields of `Prompts`."""
        template, signs = (_LETTER, ("gsg",)) if sizes.hand_only else (TEMPLATE, published_signs())
        return {
            "template": template,
            "spoken": list(dict.fromkeys(("en", *self.spoken))),
            "signs": list(dict.fromkeys((*signs, *self.signs))),
        }


def convert(
    checkpoint: Path,
    vocabulary: Path,
    folder: Path,
    settings: Settings,
    sizes: Sizes | None = None,
) -> Steps[None]:
    """Convert a checkpoint to a model's folder, whose name is that of the model.

    `sizes` are by default the published ones that the checkpoint resembles.
    Raise ModelError if a file is of another kind, or a tensor is missing, has a wrong shape or has
    values that are not finite; WriteError if the folder cannot be written, such as on a full
    disk. Then, and if the steps are stopped, no
    file remains.
    """
    with TorchFile(checkpoint) as file:
        sizes = sizes or mapping.sizes_of(file.content)
        longest = _longest(settings, sizes)
        words = _words(vocabulary, sizes)
        tensors = mapping.checked(file.name, file.content, sizes)
        parts = mapping.parts(sizes, longest)
        half = yield from _check(file, tensors, parts)
        with files.atomic_folder(folder, room="about 1 GB") as new:
            yield from _write_weights(file, tensors, parts, new / modelfiles.WEIGHTS, half=half)
            (new / modelfiles.VOCABULARY).write_bytes(words)
            card = _card(file, settings, sizes, folder.name, half=half)
            (new / modelfiles.CARD).write_text(card, encoding="utf-8")
            config = {
                "format": modelfiles.FORMAT,
                "name": folder.name,
                "weights": modelfiles.checksum(new / modelfiles.WEIGHTS),
                "confidence": {"scale": 10.0, "midpoint": 0.5},
                "prompts": settings.prompts(sizes),
                "network": mapping.network(sizes, longest),
            }
            text = json.dumps(config, indent=2) + "\n"
            (new / modelfiles.CONFIG).write_text(text, encoding="utf-8")


def _longest(settings: Settings, sizes: Sizes) -> dict[str, int]:
    """Return the lengths that both towers read. Raise ModelError if they do not fit."""
    longest = settings.longest(sizes)
    if min(longest.values()) < 1 or max(longest.values()) + 2 > sizes.places:
        raise ModelError(
            f"The model has {sizes.places} positions; {longest['pose']} frames and"
            f" {longest['text'] + _RESERVED} tokens do not fit.",
            hint="Use the values of its configuration, usually --frames 256 --tokens 64.",
        )
    return longest


def _words(path: Path, sizes: Sizes) -> bytes:
    """Read the word pieces. Raise ModelError if they are not those of the model's BERT."""
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise ModelError(
            f"The vocabulary {path} cannot be read.", hint=f"Use the vocab.txt of {sizes.bert}."
        ) from problem
    content = content.replace(b"\r\n", b"\n").removesuffix(b"\n") + b"\n"
    if hashlib.sha256(content).hexdigest() != sizes.vocabulary:
        raise ModelError(
            f"{path.name} is not the vocabulary that SignCLIP was trained with.",
            hint=f"Use the vocab.txt of {sizes.bert}: {sizes.words:,} lines, sha256"
            f" {sizes.vocabulary[:8]}...",
        )
    return content


def _check(
    file: TorchFile, tensors: Mapping[str, Tensor], parts: list[TensorMapping]
) -> Steps[bool]:
    """Check all values; return whether half precision stores them exactly."""
    for number, (name, tensor) in enumerate(tensors.items()):
        yield Progress(number, 2 * len(tensors), "Checking the file")
        file.check(mapping.PREFIX + name, tensor)
    half, bad = True, []
    for number, part in enumerate(parts):
        share = len(tensors) * number // len(parts)
        yield Progress(len(tensors) + share, 2 * len(tensors), "Checking the weights")
        finite = True
        for block in _blocks(file, tensors, part):
            finite = finite and bool(np.isfinite(block).all())
            half = half and _is_half(block)
        if not finite:
            bad += [mapping.PREFIX + piece.name for piece in part.pieces]
    if bad:
        raise ModelError(
            f"{file.name} has values that are not finite, in {mapping.some(bad)}.",
            hint="Its training failed, or the file is damaged. The model was not added.",
        )
    return half


def _write_weights(
    file: TorchFile,
    tensors: Mapping[str, Tensor],
    parts: list[TensorMapping],
    path: Path,
    *,
    half: bool,
) -> Steps[None]:
    """Write the weights as safetensors: length of the header, header, values."""
    dtype, stored = ("F16", "<f2") if half else ("F32", "<f4")
    header: dict[str, object] = {}
    offset = 0
    for part in parts:
        size = int(np.prod(part.shape)) * np.dtype(stored).itemsize
        header[part.name] = {
            "dtype": dtype,
            "shape": part.shape,
            "data_offsets": [offset, offset + size],
        }
        offset += size
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    with path.open("wb") as out:
        out.write(struct.pack("<Q", len(encoded)) + encoded)
        for number, part in enumerate(parts):
            yield Progress(number, len(parts), "Writing the model")
            for block in _blocks(file, tensors, part):
                out.write(np.ascontiguousarray(block, stored).tobytes())


def _blocks(
    file: TorchFile, tensors: Mapping[str, Tensor], part: TensorMapping
) -> Iterator[FloatArray]:
    """Yield a tensor of the model in blocks of rows."""
    for piece in part.pieces:
        tensor = tensors[piece.name]
        for start in range(piece.start, piece.stop, _ROWS):
            yield file.rows(tensor, start, min(start + _ROWS, piece.stop)).astype(np.float32)


def _is_half(block: FloatArray) -> bool:
    with np.errstate(over="ignore"):
        return bool((block.astype(np.float16).astype(np.float32) == block).all())


def _card(file: TorchFile, settings: Settings, sizes: Sizes, name: str, *, half: bool) -> str:
    """Return the model card: what is known about the model."""
    checksum = hashlib.sha256()
    for chunk in file.chunks():
        checksum.update(chunk)
    prompts, longest = settings.prompts(sizes), settings.longest(sizes)
    stored = "half precision, which is exact: every value fits"
    if not half:
        stored = "single precision, because half precision would change some values"
    omitted = (
        "the optimiser's state, poolers, the second token type, unreachable positions, and all "
        "words of the pose tower except [CLS] and [SEP], which are never used"
    )
    reads = (
        f"{longest['pose']} frames at once (longer clips in windows that overlap by half, their "
        f"vectors averaged), {longest['text']} word pieces"
    )
    licence = (
        "as given by its authors; the code that comes with it declares both CC-BY-NC and MIT, so "
        "ask them before any commercial use"
    )
    rows = {
        "file": f"{file.name}, {file.size:,} bytes",
        "sha256": f"`{checksum.hexdigest()}`",
        "stored": stored,
        "omitted": omitted,
        "reads": reads,
        "text tags": ", ".join(prompts["spoken"]),
        "sign languages": ", ".join(prompts["signs"]),
        "licence": licence,
    }
    return "\n".join(
        [
            f"# {name}",
            "",
            f"{'FingerCLIP, letters of German fingerspelling' if sizes.hand_only else 'SignCLIP'} "
            "(Jiang et al., EMNLP 2024): a pose tower",
            f"of {sizes.depth('pose')} layers, a text tower of {sizes.layers}, and a common space "
            f"of {sizes.width} dimensions. From a published checkpoint.",
            "",
            "| | |",
            "| --- | --- |",
            *(f"| {name} | {value} |" for name, value in rows.items()),
            "",
            "Confidence is a rule of thumb, fitted to the similarity of different signs.",
            "",
        ]
    )
