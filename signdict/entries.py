"""What a list of clips holds: entries to be read, and what is left out, with the reason."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from signdict.errors import ManifestError
from signdict.table import clean, not_opened

#: Endings of the files that a folder is searched for.
ENDINGS = (
    ".pose", ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".wmv", ".flv",
    ".ogv", ".3gp", ".mts", ".m2ts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
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
REQUIRED, OPTIONAL = ("path", "gloss", "sign_language"), tuple(f.name for f in fields(Entry))[3:]


_OTHERS = tuple(f.name for f in fields(Entry))[1:]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not added, and why, in one sentence."""

    path: Path
    reason: str


#: What may have come of a clip.
State: TypeAlias = Literal["waiting", "added", "already", "left out"]


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a list of clips; of very many that were left out, `skipped` holds the first."""

    added: int
    already: int
    skipped: tuple[Skipped, ...] = ()
    left_out: int = 0

    def __post_init__(self) -> None:
        """Count what was left out, unless it is known better."""
        object.__setattr__(self, "left_out", max(self.left_out, len(self.skipped)))


#: What a format yields, in the order of the list.
Rows: TypeAlias = Iterator[Entry | Skipped]


def digest(entry: Entry) -> str:
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


def identity(entry: Entry) -> tuple[object, ...]:
    """What tells an entry from every other of its list."""
    return (
        str(resolved(entry.path)), entry.start, entry.end, entry.gloss, entry.sign_language,
        entry.variant,
    )  # fmt: skip


def resolved(path: Path) -> Path:
    """The real path; that of a folder is looked up once, for tables of a million rows."""
    if path.name in ("", "..") or path.is_symlink():
        return path.resolve()
    return _folder(path.parent) / path.name


@lru_cache(4096)
def _folder(path: Path) -> Path:
    return path.resolve()


def inside(root: Path, text: str) -> Path:
    """The file that a list names, which must lie in the list's own folder."""
    if not text:
        raise ManifestError("The path is empty.", hint="Name a file.")
    path = root / text.replace("\\", "/")
    try:
        if "\0" in text:
            raise ValueError("no name of a file")
        within = resolved(path).is_relative_to(_folder(root))
        there = within and path.is_file()
    except (OSError, ValueError, RuntimeError) as error:
        raise ManifestError(f"{text!r} cannot be a path.", hint="Correct it.") from error
    if not within:
        raise ManifestError(f"{text} is outside the table's folder.", hint="Copy it there.")
    if not there:
        raise ManifestError(f"There is no file {text}.", hint="Look for a slip in its name.")
    return path


def stored(entry: Entry, usual: Entry) -> dict[str, object]:
    """What of an entry is not as usual, for keeping it as text."""
    told: dict[str, object] = {"path": str(entry.path)}
    for name in _OTHERS:
        value = getattr(entry, name)
        if value != getattr(usual, name):
            told[name] = value
    return told


def restored(told: dict[str, object], usual: Entry) -> Entry:
    """The entry of which `stored` kept what is not as usual."""
    values = asdict(usual) | told
    return Entry(**values | {"path": Path(str(values["path"]))})
