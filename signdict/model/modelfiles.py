"""The files of a model's folder: read whole and checked, or told by name; written whole."""

import hashlib
import json
from pathlib import Path
from typing import Any

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


def _unreadable(path: Path) -> ModelError:
    told = f"The file {path.name} of the model {path.parent.name} cannot be read."
    return ModelError(told, hint=HINT)
