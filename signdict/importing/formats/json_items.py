"""Reads a JSON list item by item, so that the list can have any length."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from signdict.core.errors import ManifestError
from signdict.core.tables import not_opened

#: Letters that are read at a time, and the most letters of one item.
_PIECE, _LONGEST = 1 << 20, 1 << 27
_BETWEEN = re.compile(r"[\s,]*")


def items(path: Path, format_: str, hint: str) -> Iterator[Any]:
    """Yield each item of a list as it is read.

    Raise ManifestError with `hint` if the file cannot be read, or is not a list in JSON; then it is
    not `format_`.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            yield from _decoded(file, path, format_, hint)
    except OSError as error:
        raise not_opened(path) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as problem:
        raise _broken(path, "unexpected content", hint) from problem


def first(path: Path) -> Any:
    """Return the first item of a list; None if it is empty or the file is not a list."""
    try:
        return next(items(path, "", ""), None)
    except ManifestError:
        return None


def _decoded(file: TextIO, path: Path, format_: str, hint: str) -> Iterator[Any]:
    decode = json.JSONDecoder().raw_decode
    text = file.read(_PIECE).lstrip()
    if text[:1] != "[":
        raise ManifestError(f"{path.name} is not {format_}.", hint=hint)
    position = 1
    while True:
        position = _next_item(text, position)
        if text[position : position + 1] == "]":
            return
        try:
            item, position = decode(text, position)
        except json.JSONDecodeError as problem:
            rest = text[position:]  # the item may continue in the next piece
            piece = file.read(max(_PIECE, len(rest))) if len(rest) < _LONGEST else ""
            if not piece:
                raise _broken(path, problem.msg, hint) from problem
            text, position = rest + piece, 0
        else:
            yield item


def _next_item(text: str, position: int) -> int:
    """Return the position of the next item."""
    match = _BETWEEN.match(text, position)
    return match.end() if match else position


def _broken(path: Path, reason: str, hint: str) -> ManifestError:
    return ManifestError(f"{path.name} is incomplete or not JSON ({reason}).", hint=hint)
