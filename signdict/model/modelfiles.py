"""The files of a model's folder: read whole and checked, or told by name; written whole."""

import errno
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from signdict.core.errors import ModelError

FORMAT = 1
CONFIG, VOCABULARY, WEIGHTS, CARD = "config.json", "vocab.txt", "weights.safetensors", "README.md"
HINT = "Install signdict again, or choose another model: signdict models list"


def config(folder: Path) -> dict[str, Any]:
    """Read the configuration. Raise ModelError if it is none, or of a format unknown here."""
    try:
        told: object = json.loads(content(folder / CONFIG))
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise ModelError(f"The file {CONFIG} of {folder.name} is damaged.", hint=HINT)
    if told.get("format") != FORMAT:
        raise ModelError(
            f"The model {folder.name} is of a format that this version does not know.",
            hint="Update signdict.",
        )
    return told


def vocabulary(folder: Path) -> list[str]:
    """Read the word pieces, one a line."""
    text = content(folder / VOCABULARY).decode(errors="replace")
    return text.removesuffix("\n").split("\n")


def content(path: Path) -> bytes:
    """Read a file of a model. Raise ModelError, naming it."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise _unreadable(path) from problem


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal. Raise ModelError, naming it, if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise _unreadable(path) from problem


def replace(path: Path, new: bytes) -> None:
    """Put a file in the place of an older one, whole."""
    beside = path.with_name(f"{path.name}.part")
    beside.write_bytes(new)
    beside.replace(path)


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """A folder to fill; it takes its place when all went well, and else is gone."""
    try:
        made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        try:
            yield made
            made.chmod(0o755)
            made.replace(folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as refusal:
        full = refusal.errno == errno.ENOSPC
        why = "The disk is full" if full else f"The folder {folder.parent} cannot be written"
        raise ModelError(
            f"{why}, so {folder.name} was not added.",
            hint="Free about 1 GB, then add it again." if full else "See that you may write there.",
        ) from refusal


def save_arrays(path: Path, **arrays: object) -> None:
    """Write arrays to a NumPy file; the old file stays until the new one is whole."""
    buffer = io.BytesIO()
    named: dict[str, Any] = {name: np.asarray(array) for name, array in arrays.items()}
    np.savez(buffer, **named)
    try:
        replace(path, buffer.getvalue())
    except OSError as problem:
        hint = "Choose a folder that you may write to."
        raise ModelError(f"The file {path} cannot be written.", hint=hint) from problem


def _unreadable(path: Path) -> ModelError:
    told = f"The file {path.name} of the model {path.parent.name} cannot be read."
    return ModelError(told, hint=HINT)
