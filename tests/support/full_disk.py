"""Disks that are full or cannot be written, if this machine allows mounting."""

import errno
import os
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

#: The size of a small disk in bytes; smaller than any recording.
SMALL = 256 * 1024


@contextmanager
def mounted(folder: Path, *how: str):
    """Mount something at a folder; the test is skipped if that is not allowed."""
    folder.mkdir(exist_ok=True)
    try:
        done = subprocess.run(["mount", *how, folder], capture_output=True, check=False)
    except OSError:
        pytest.skip("this machine has no mount command")
    if done.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@contextmanager
def small_disk(folder: Path, size: int = SMALL):
    """Mount a disk of a size in bytes."""
    with mounted(folder, "-t", "tmpfs", "-o", f"size={size}", "none") as disk:
        yield disk


@contextmanager
def read_only(folder: Path):
    """Make a folder that nobody can write to, not even root."""
    with mounted(folder, "--bind", str(folder)):
        again = ["mount", "-o", "remount,ro,bind", folder]
        if subprocess.run(again, capture_output=True, check=False).returncode:
            pytest.skip("this mount cannot be made read-only")
        yield folder


def fill(disk: Path, left: int = 0) -> Path:
    """Fill a disk with one file, except for `left` bytes."""
    filler = disk / "filler"
    with filler.open("wb") as file, suppress(OSError):
        while True:
            os.write(file.fileno(), bytes(4096))
    if left:
        with filler.open("r+b") as file:
            file.truncate(max(0, filler.stat().st_size - left))
    return filler


def refuse_all(*_: object, **__: object):
    """Fail like a write to a full disk."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
