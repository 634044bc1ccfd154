"""What a list of clips holds: entries to be read, and what is left out, with the reason."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal, TypeAlias

from signdict.core.errors import ManifestError
from signdict.core.tables import clean, not_opened

#: Endings of the files that a folder is searched for.
ENDINGS = (
    ".pose", ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".wmv", ".flv",
    ".ogv", ".3gp", ".mts", ".m2ts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClipEntry:
    """A clip to be read: a file, or the seconds `start` to `end` of one."""

    path: Path
    gloss: str
    sign_language: str
    spoken_language: str = ""
    variant: str = ""
    concept: str = ""
    signer: str = ""
    start: float | None = None
    end: float | None = None
    source: str = ""
    licence: str = ""
    attribution: str = ""
    version: str = ""
    url: str = ""


#: The columns that a table must have, and those that it may have.
REQUIRED, OPTIONAL = (
    ("path", "gloss", "sign_language"),
    tuple(f.name for f in fields(ClipEntry))[3:],
)


_FIELDS = tuple(f.name for f in fields(ClipEntry))
_values = attrgetter(*_FIELDS)


def like(usual: ClipEntry, **told: Any) -> ClipEntry:
    """`usual` with what a row tells instead; quicker than `dataclasses.replace`, for long lists."""
    return ClipEntry(**dict(zip(_FIELDS, _values(usual), strict=True)) | told)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not added, and why, in one sentence."""

    path: Path
    reason: str


#: What may have come of a clip.
State: TypeAlias = Literal["waiting", "added", "already", "left out"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a list of clips; of very many that were left out, `skipped` holds the first."""

    added: int
    already: int
    skipped: tuple[Skipped, ...] = ()
    left_out: int = 0

    def __post_init__(self) -> None:
        """Count what was left out, unless it is known better."""
        object.__setattr__(self, "left_out", max(self.left_out, len(self.skipped)))


#: What a format yields, in the order of the list.
EntryStream: TypeAlias = Iterator[ClipEntry | Skipped]


def digest(entry: ClipEntry) -> str:
    """What a clip is, in 64 letters: the bytes of its file, its span, gloss, language, variant."""
    try:
        with entry.path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256")
    except OSError as error:
        raise not_opened(entry.path) from error
    content.update(json.dumps(identity(entry)[1:]).encode())
    return content.hexdigest()


def gloss_of(path: Path) -> str:
    """The gloss that a file name tells: `thank_you.mp4` is `thank you`."""
    return clean(path.stem.replace("_", " "))


def identity(entry: ClipEntry) -> tuple[object, ...]:
    """What tells an entry from every other of its list."""
    return (
        _real(str(entry.path)), entry.start, entry.end, entry.gloss, entry.sign_language,
        entry.variant,
    )  # fmt: skip


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a file is inside of a folder, wherever links lead."""
    return _lies_in(str(path), str(folder))


def look_again() -> None:
    """Forget where files were found to be: a link may lead elsewhere by now."""
    _real.cache_clear()
    _begins.cache_clear()


def _lies_in(path: str, folder: str) -> bool:
    return _real(path).startswith(_begins(folder))


@lru_cache(64)
def _real(path: str) -> str:
    """The real path, as text: lists have a million, and each folder is looked up once.

    Where case does not matter, all of it is small."""
    folder, name = os.path.split(path)
    if name in ("", ".", "..") or os.path.islink(path):
        return os.path.normcase(os.path.realpath(path))
    return _begins(folder) + os.path.normcase(name)


@lru_cache(4096)
def _begins(folder: str) -> str:
    """What the real path of everything in a folder begins with."""
    real = os.path.normcase(os.path.realpath(folder))
    return real if real.endswith(os.sep) else real + os.sep


def inside(root: str, text: str) -> Path:
    """The file that a list names, which must lie in the list's own folder."""
    if not text:
        raise ManifestError("The path is empty.", hint="Name a file.")
    path = os.path.join(root, text.replace("\\", "/"))
    try:
        if "\0" in text:
            raise ValueError("no name of a file")
        within = _lies_in(path, root)
        there = within and os.path.isfile(path)
    except (OSError, ValueError, RuntimeError) as error:
        raise ManifestError(f"{text!r} cannot be a path.", hint="Correct it.") from error
    if not within:
        raise ManifestError(f"{text} is outside the table's folder.", hint="Copy it there.")
    if not there:
        raise ManifestError(f"There is no file {text}.", hint="Look for a slip in its name.")
    return Path(path)


def stored(entry: ClipEntry, usual: ClipEntry) -> dict[str, object]:
    """What of an entry is not as usual, for keeping it as text."""
    told: dict[str, object] = {"path": str(entry.path)}
    compared = zip(_FIELDS, _values(entry), _values(usual), strict=True)
    return told | {n: mine for n, mine, its in compared if n != "path" and mine != its}


def restored(told: dict[str, object], usual: ClipEntry) -> ClipEntry:
    """The entry of which `stored` kept what is not as usual."""
    return like(usual, **told | {"path": Path(str(told.get("path", usual.path)))})
