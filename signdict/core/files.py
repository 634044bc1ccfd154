"""Writing files and folders whole: each is written next to its target, which it then replaces."""

import errno
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from signdict.core.errors import WriteError

#: Error numbers of a full disk, an exhausted quota and a file that is too large.
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
#: Characters that Windows does not allow in file names.
_FORBIDDEN = '<>:"/\\|?*'
#: Characters without width that words of Persian, of the scripts of India and emoji contain.
_JOINERS = "\u200c\u200d"
#: Most characters of a name that `file_name` returns; half as many bytes as it may have.
_MAX_NAME = 60


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Yield the path of a new file, which replaces `path` on success and is removed on failure.

    Raise WriteError if the file cannot be written, if `path` is a folder, or if another program
    holds `path` open.
    """
    with _write_errors(path):
        if path.is_dir():
            raise WriteError(f"{path} is a folder.", hint="Give the name of a file.")
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=".signdict-"))
        try:
            new = folder / "new"
            yield new
            new.replace(path)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def atomic_folder(path: Path, *, room: str = "some space") -> Iterator[Path]:
    """Yield a new folder, which becomes `path` on success and is removed on failure.

    `room` says in the hint how much space to free if the disk is full. Raise WriteError if the
    folder cannot be written, or if `path` is a file or a folder that is not empty.
    """
    with _write_errors(path, room):
        if path.is_file() or (path.is_dir() and any(path.iterdir())):
            reason = "a file" if path.is_file() else "not empty"
            raise WriteError(f"{path} is {reason}.", hint="Choose a new folder.")
        new = Path(tempfile.mkdtemp(dir=path.parent, prefix=".signdict-"))
        try:
            yield new
            new.chmod(0o755)
            with suppress(FileNotFoundError):
                path.rmdir()  # Windows does not replace an empty folder
            new.replace(path)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file whole. Raise WriteError if that fails; the old file then stays as it was."""
    with atomic_path(path) as new:
        new.write_bytes(content)


def write_arrays(path: Path, **arrays: Any) -> None:
    """Write named arrays to a NumPy file, whole. Raise WriteError if that fails."""
    import numpy as np

    stored: dict[str, Any] = {name: np.asarray(array) for name, array in arrays.items()}
    with atomic_path(path) as new, new.open("wb") as file:  # given a name, NumPy adds a suffix
        np.savez(file, **stored)


def file_name(text: str) -> str:
    """Return a text as part of a file name that is valid on every system; never empty."""
    plain = "".join(
        " " if c in _FORBIDDEN or (unicodedata.category(c)[0] in "CZ" and c not in _JOINERS) else c
        for c in unicodedata.normalize("NFC", text)
    )
    short = " ".join(plain.split())[:_MAX_NAME]
    while len(short.encode()) > 2 * _MAX_NAME:  # most systems allow 255 bytes in all
        short = short[:-1]
    return short.strip(" .") or "sign"


def size_text(count: int) -> str:
    """Return a number of bytes for people: 3.1 GB, 12 MB or 40 kB."""
    for unit, name in ((1e9, "GB"), (1e6, "MB")):
        if count >= unit:
            return (
                f"{count / unit:.1f} {name}" if count < 10 * unit else f"{count / unit:.0f} {name}"
            )
    return f"{max(1, count // 1000)} kB" if count else "0 kB"


@contextmanager
def _write_errors(path: Path, room: str = "some space") -> Iterator[None]:
    """Raise WriteError in place of OSError."""
    try:
        yield
    except OSError as error:
        raise _write_error(path, error, room) from error


def _write_error(path: Path, error: OSError, room: str) -> WriteError:
    unchanged = " The old file was not changed." if path.is_file() else ""
    if error.errno in FULL:
        return WriteError(
            f"The disk is full, so {path.name} was not written.",
            hint=f"Free {room}, then try again.{unchanged}",
        )
    if not path.parent.is_dir():
        return WriteError(
            f"No such folder: {path.parent}.", hint="Create it, or choose another folder."
        )
    if path.is_file() and isinstance(error, PermissionError) and os.access(path.parent, os.W_OK):
        return WriteError(
            f"{path.name} cannot be replaced.",
            hint=f"Close it in the program that has it open, or choose another name.{unchanged}",
        )
    return WriteError(
        f"{path.name} cannot be written to {path.parent}.",
        hint="Choose another name, or a folder in which you have permission to write.",
    )
