"""Reading and checking the files of a model's folder."""

import hashlib
import json
from pathlib import Path
from typing import Any

from signdict.core.errors import ModelError

FORMAT = 1
CONFIG, VOCABULARY, WEIGHTS, CARD = "config.json", "vocab.txt", "weights.safetensors", "README.md"
HINT = "Install signdict again, or choose another model: signdict models list"


def config(folder: Path) -> dict[str, Any]:
    """Read the configuration. Raise ModelError if it is damaged or of an unknown format."""
    try:
        config: object = json.loads(content(folder / CONFIG))
    except ValueError:
        config = None
    if not isinstance(config, dict):
        raise ModelError(f"The file {CONFIG} of {folder.name} is damaged.", hint=HINT)
    if config.get("format") != FORMAT:
        raise ModelError(
            f"The model {folder.name} has a format that this version of signdict does not know.",
            hint="Update signdict.",
        )
    return config


def vocabulary(folder: Path) -> list[str]:
    """Read the word pieces, one per line. Raise ModelError if the file cannot be read."""
    text = content(folder / VOCABULARY).decode(errors="replace")
    return text.removesuffix("\n").split("\n")


def content(path: Path) -> bytes:
    """Read a file of a model. Raise ModelError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise _unreadable(path) from problem


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal. Raise ModelError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise _unreadable(path) from problem


def _unreadable(path: Path) -> ModelError:
    message = f"The file {path.name} of the model {path.parent.name} cannot be read."
    return ModelError(message, hint=HINT)
