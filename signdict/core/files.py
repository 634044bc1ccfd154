"""Files for others to read: written beside the old one, whole, and then put in its place."""

import errno
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from signdict.core.errors import WriteError

#: What systems say where there is no more room.
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
#: What Windows lets no file name hold.
_FORBIDDEN = '<>:"/\\|?*'
_LONGEST = 60


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """A file to write; it takes the place of `path` when all went well, and else is gone.

    Raise WriteError, in a sentence, if it cannot be written or `path` is held open.
    """
    with _worded(path):
        if path.is_dir():
            raise WriteError(f"{path} is a folder.", hint="Give the name of a file.")
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=".signdict-"))
        try:
            made = folder / "made"
            yield made
            made.replace(path)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """A folder to fill; it becomes `path` when all went well, and else is gone.

    Raise WriteError if it cannot be written, or there is something at `path` already.
    """
    with _worded(path):
        if path.is_file() or (path.is_dir() and any(path.iterdir())):
            what = "a file" if path.is_file() else "not empty"
            raise WriteError(f"{path} is {what}.", hint="Choose a new folder.")
        made = Path(tempfile.mkdtemp(dir=path.parent, prefix=".signdict-"))
        try:
            yield made
            made.chmod(0o755)
            with suppress(FileNotFoundError):
                path.rmdir()  # an empty one, which Windows would not let another replace
            made.replace(path)
        finally:
            shutil.rmtree(made, ignore_errors=True)


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file whole. Raise WriteError, in a sentence, if that cannot be done."""
    with atomic_path(path) as made:
        made.write_bytes(content)


def file_name(text: str) -> str:
    """A text as part of a file name that every system takes; never empty."""
    plain = "".join(
        " " if c in _FORBIDDEN or unicodedata.category(c)[0] in "CZ" else c
        for c in unicodedata.normalize("NFC", text)
    )
    short = " ".join(plain.split())[:_LONGEST]
    while len(short.encode()) > 2 * _LONGEST:  # most systems count bytes, up to 255 in all
        short = short[:-1]
    return short.strip(" .") or "sign"


@contextmanager
def _worded(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as refusal:
        raise _refused(path, refusal) from refusal


def _refused(path: Path, refusal: OSError) -> WriteError:
    kept = "What was there before is as it was."
    if refusal.errno in FULL:
        return WriteError(
            f"The disk is full, so {path.name} was not written.",
            hint=f"Free some space, then export again. {kept}",
        )
    if not path.parent.is_dir():
        return WriteError(
            f"There is no folder {path.parent}.", hint="Make it, or choose another one."
        )
    if path.is_file() and isinstance(refusal, PermissionError) and os.access(path.parent, os.W_OK):
        return WriteError(
            f"{path.name} cannot be replaced.",
            hint=f"Close it in the program that has it open, or choose another name. {kept}",
        )
    return WriteError(
        f"{path.name} cannot be written to {path.parent}.",
        hint="Choose another name, or a folder that you may write to.",
    )
