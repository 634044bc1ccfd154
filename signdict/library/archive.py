"""Reads ZIP archives that other people made: nothing is unpacked to disk, sizes have limits."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, Final

from signdict.core.errors import ManifestError
from signdict.core.types import Progress, Steps

_DAMAGED: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, KeyError,
)  # fmt: skip
_BLOCK: Final = 1 << 20


class Archive:
    """An archive open for reading. Every method raises ManifestError if it cannot be used."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self.name = archive, name
        self.members = frozenset(archive.namelist())
        for member in archive.namelist():
            if _leads_out(member):
                raise ManifestError(
                    f"{name} names a file outside its folder, {member!r}.",
                    hint="Do not use it. Ask its author for another one.",
                )

    def read(self, member: str, limit: int) -> bytes:
        """Return the content of a member, or raise if it is larger than `limit` bytes."""
        with self.reading(member) as file:
            content = bytes(file.read(limit + 1))
        if len(content) > limit:
            raise self.unusable(f"its {member!r} is larger than {limit // 1_000_000} MB")
        return content

    def json(self, member: str, limit: int) -> dict[str, Any]:
        """Return the JSON object in a member."""
        try:
            data = json.loads(self.read(member, limit))
        except (ValueError, RecursionError) as problem:
            raise self.unusable(f"its {member} is not JSON") from problem
        if not isinstance(data, dict):
            raise self.unusable(f"its {member} is not a JSON object")
        return data

    @contextmanager
    def reading(self, member: str) -> Iterator[Any]:
        """Open a member to read it part by part."""
        try:
            with self._archive.open(member) as file:
                yield file
        except _DAMAGED as problem:
            raise self.unusable(f"its {member!r} cannot be read") from problem

    def sha256(self, member: str) -> Steps[str]:
        """Return the SHA-256 of a member, in steps."""
        digest, read = hashlib.sha256(), 0
        with self.reading(member) as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                read += len(block)
                yield Progress(read, 0, self.name)
        return digest.hexdigest()

    def unusable(self, reason: str) -> ManifestError:
        """Return the error for an archive that cannot be used."""
        return ManifestError(
            f"{self.name} cannot be used: {reason.removesuffix('.')}.",
            hint="Ask for a new copy of the file.",
        )


@contextmanager
def opened(path: Path, what: str, ending: str) -> Iterator[Archive]:
    """Open an archive. Raise ManifestError, which says `what` it should be, if it is none."""
    try:
        archive = zipfile.ZipFile(path)
    except OSError as problem:
        raise ManifestError(
            f"{path.name} cannot be opened.", hint="Check that the file is there."
        ) from problem
    except _DAMAGED as problem:
        raise ManifestError(
            f"{path.name} is not {what}, or it is damaged.",
            hint=f"Choose a file that ends in {ending}.",
        ) from problem
    with archive:
        yield Archive(archive, path.name)


def store(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write a member without a date, which is private."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _leads_out(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or parts[0].startswith("/") or ".." in parts or ":" in name
