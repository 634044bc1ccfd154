"""A published SignCLIP checkpoint becomes a model's folder: checked first, then written, or not.

The file is read tensor after tensor, in blocks of rows, twice: to check it, and to write it. So
the memory needed is that of one block, whatever the size of the file. Nothing in it is executed.
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

_ROWS = 2048  # read at once
#: SignCLIP's texts lose three of `max_len`: [CLS], [SEP], and a [SEP] of the pose tower.
_TAKEN = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """What a checkpoint does not tell of itself. The defaults are SignCLIP's (multilingual)."""

    frames: int = 256  # max_video_len: how many it reads at once
    tokens: int = 64  # max_len: word pieces of a text, and three
    spoken: tuple[str, ...] = ()  # tags of texts besides en
    signs: tuple[str, ...] = ()  # tags of sign languages besides the published 41


def convert(
    checkpoint: Path,
    vocabulary: Path,
    folder: Path,
    settings: Settings,
    sizes: Sizes = Sizes(),  # noqa: B008 - frozen
) -> Steps[None]:
    """Write the model's folder, named as the model.

    Raise ModelError if a file is not what it should be, or a tensor is missing, misshapen or
    holds values that are not finite; WriteError if the folder cannot be written, such as on a full
    disk. Then, and if the steps are stopped, nothing stays.
    """
    words = _words(vocabulary, sizes)
    longest = {"pose": settings.frames, "text": settings.tokens - _TAKEN}
    if min(longest.values()) < 1 or max(longest.values()) + 2 > sizes.places:
        raise ModelError(
            f"The model has {sizes.places} positions; {settings.frames} frames and"
            f" {settings.tokens} tokens do not fit.",
            hint="Use the numbers of its configuration: --frames 256 --tokens 64 is usual.",
        )
    with TorchFile(checkpoint) as file:
        tensors = mapping.checked(file.name, file.content, sizes)
        parts = mapping.parts(sizes, longest)
        half = yield from _looked_through(file, tensors, parts)
        with files.atomic_folder(folder, room="about 1 GB") as made:
            yield from _written(file, tensors, parts, made / modelfiles.WEIGHTS, half=half)
            (made / modelfiles.VOCABULARY).write_bytes(words)
            card = _card(file, settings, folder.name, half=half)
            (made / modelfiles.CARD).write_text(card, encoding="utf-8")
            told = {
                "format": modelfiles.FORMAT,
                "name": folder.name,
                "weights": modelfiles.checksum(made / modelfiles.WEIGHTS),
                "confidence": {"scale": 10.0, "midpoint": 0.5},
                "prompts": _prompts(settings),
                "network": mapping.network(sizes, longest),
            }
            text = json.dumps(told, indent=2) + "\n"
            (made / modelfiles.CONFIG).write_text(text, encoding="utf-8")


def _words(path: Path, sizes: Sizes) -> bytes:
    """Read the word pieces. Raise ModelError if they are not those of bert-base-cased."""
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise ModelError(
            f"The vocabulary {path} cannot be read.", hint="Give the vocab.txt of bert-base-cased."
        ) from problem
    content = content.replace(b"\r\n", b"\n").removesuffix(b"\n") + b"\n"
    if hashlib.sha256(content).hexdigest() != sizes.vocabulary:
        raise ModelError(
            f"{path.name} is not the vocabulary that SignCLIP was trained with.",
            hint=f"Give the vocab.txt of bert-base-cased: {sizes.words:,} lines, sha256"
            f" {sizes.vocabulary[:8]}...",
        )
    return content


def _looked_through(
    file: TorchFile, tensors: Mapping[str, Tensor], parts: list[TensorMapping]
) -> Steps[bool]:
    """Check every number; return whether half precision loses none of them."""
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
            f"{file.name} holds what is no number, in {mapping.some(bad)}.",
            hint="Its training failed, or the file is damaged. Nothing was added.",
        )
    return half


def _written(
    file: TorchFile,
    tensors: Mapping[str, Tensor],
    parts: list[TensorMapping],
    path: Path,
    *,
    half: bool,
) -> Steps[None]:
    """Write the weights as safetensors: length of the header, the header, numbers."""
    kind, stored = ("F16", "<f2") if half else ("F32", "<f4")
    header: dict[str, object] = {}
    at = 0
    for part in parts:
        size = int(np.prod(part.shape)) * np.dtype(stored).itemsize
        header[part.name] = {"dtype": kind, "shape": part.shape, "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for number, part in enumerate(parts):
            yield Progress(number, len(parts), "Writing the model")
            for block in _blocks(file, tensors, part):
                out.write(np.ascontiguousarray(block, stored).tobytes())


def _blocks(
    file: TorchFile, tensors: Mapping[str, Tensor], part: TensorMapping
) -> Iterator[FloatArray]:
    """Yield a part of ours, some rows at a time."""
    for piece in part.pieces:
        tensor = tensors[piece.name]
        for start in range(piece.start, piece.stop, _ROWS):
            yield file.rows(tensor, start, min(start + _ROWS, piece.stop)).astype(np.float32)


def _is_half(block: FloatArray) -> bool:
    with np.errstate(over="ignore"):
        return bool((block.astype(np.float16).astype(np.float32) == block).all())


def _prompts(settings: Settings) -> dict[str, Any]:
    return {
        "template": TEMPLATE,
        "spoken": list(dict.fromkeys(("en", *settings.spoken))),
        "signs": list(dict.fromkeys((*published_signs(), *settings.signs))),
    }


def _card(file: TorchFile, settings: Settings, name: str, *, half: bool) -> str:
    """The model card: what is known of the model, and what is not."""
    checksum = hashlib.sha256()
    for chunk in file.chunks():
        checksum.update(chunk)
    prompts = _prompts(settings)
    stored = "half precision, which loses nothing: every number is one of half precision"
    if not half:
        stored = "single precision, for half precision would lose some of the numbers"
    left = (
        "the optimiser's state, poolers, the second token type, positions that nothing reaches, "
        "all words of the pose tower but [CLS] and [SEP]: none of it is ever used"
    )
    reads = (
        f"{settings.frames} frames at once (longer clips in windows that overlap by half, their "
        f"vectors averaged), {settings.tokens - _TAKEN} word pieces"
    )
    licence = (
        "as its authors give it; the code it comes with declares CC-BY-NC in one place and MIT in "
        "another, so ask them before you sell anything"
    )
    rows = {
        "file": f"{file.name}, {file.size:,} bytes",
        "sha256": f"`{checksum.hexdigest()}`",
        "stored": stored,
        "left behind": left,
        "reads": reads,
        "text tags": ", ".join(prompts["spoken"]),
        "sign languages": ", ".join(prompts["signs"]),
        "licence": licence,
    }
    return "\n".join(
        [
            f"# {name}",
            "",
            "SignCLIP (Jiang et al., EMNLP 2024): a pose tower and a text tower, each as large as",
            "BERT-base, into one space of 768 numbers. Added from a checkpoint of its authors.",
            "",
            "| | |",
            "| --- | --- |",
            *(f"| {what} | {told} |" for what, told in rows.items()),
            "",
            "Confidence is a rule of thumb, fitted to how alike different signs here are.",
            "",
        ]
    )
