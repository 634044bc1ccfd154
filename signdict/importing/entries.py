"""The entries of a list of clips: clips to be read, and clips that are skipped with a reason."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal, TypeAlias

from signdict.core.cleaning import clean
from signdict.core.errors import ManifestError
from signdict.core.kinds import WORD, SignKind
from signdict.core.names import text_of
from signdict.core.tables import not_opened
from signdict.tracking.animations import ANIMATIONS, is_animated
from signdict.tracking.video import PICTURES

#: Endings of the files that are read in a folder, besides those of pictures that are animated.
ENDINGS = (
    ".pose", ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".wmv", ".flv",
    ".ogv", ".3gp", ".mts", ".m2ts", ".ts", ".vob", ".asf", ".f4v", ".3g2", ".gif", ".apng",
)  # fmt: skip


#: The timing of clips whose frame rate is not known, and of others; empty means the same as exact.
APPROXIMATE, EXACT = "approximate", "exact"


@dataclass(frozen=True, slots=True)
class ClipEntry:
    """A clip to be read: a file, or the seconds `start` to `end` of one.

    `kind` is that of its sign. `hand` is "right", "left", "both", "dominant", "non-dominant" or
    empty. `translation` are other words for the sign, separated by semicolons, in
    `translation_language` or, if that is empty, in `spoken_language`. `timing` is `APPROXIMATE` if
    the frame rate is not known. `tiers` are those that the user chose for ELAN files, and are the
    same for all clips of a list.
    """

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
    hand: str = ""
    translation: str = ""
    translation_language: str = ""
    timing: str = ""
    kind: SignKind = WORD
    tiers: tuple[str, ...] = ()


_FIELDS = tuple(field.name for field in fields(ClipEntry))
_values = attrgetter(*_FIELDS)
#: The columns that a table must have, and those that it may have.
REQUIRED, OPTIONAL = ("path", "gloss", "sign_language"), _FIELDS[3:-1]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not added, and the reason in one sentence."""

    path: Path
    reason: str

    def __post_init__(self) -> None:
        """Have the reason as text, also if it contains a file name that is not."""
        object.__setattr__(self, "reason", text_of(self.reason))


@dataclass(frozen=True, slots=True)
class TierChoice:
    """A tier of ELAN files: whether its annotations are clips, and why.

    `annotations` counts those in all `files` that have a tier of this name and linguistic type
    (`kind`). `merged` of them are the same sign as on the tier of the other hand, and `untimed`
    have no time.
    """

    name: str
    kind: str
    annotations: int
    taken: bool
    reason: str
    signer: str = ""
    hand: str = ""
    merged: int = 0
    untimed: int = 0
    files: int = 1

    def __add__(self, other: "TierChoice") -> "TierChoice":
        """Return this tier with the numbers of the same tier in another file."""
        first = self if self.taken or not other.taken else other
        return replace(
            first, annotations=self.annotations + other.annotations,
            merged=self.merged + other.merged, untimed=self.untimed + other.untimed,
            files=self.files + other.files,
        )  # fmt: skip


class TierCounts:
    """Collects the tiers of all ELAN files of a list."""

    def __init__(self) -> None:
        self._tiers: dict[tuple[str, str], TierChoice] = {}

    def add(self, choices: Iterable[TierChoice]) -> None:
        """Add the tiers of a file."""
        for choice in choices:
            key = (choice.name, choice.kind)
            self._tiers[key] = self._tiers[key] + choice if key in self._tiers else choice

    @property
    def all(self) -> tuple[TierChoice, ...]:
        """All tiers, in the order of the files."""
        return tuple(self._tiers.values())


#: What an entry yields: a clip or a reason, in the order of the list.
EntryStream: TypeAlias = Iterator[ClipEntry | Skipped]
#: What can have happened to a clip.
State: TypeAlias = Literal["waiting", "added", "already", "left out"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What happened to a list of clips. `left_out` counts all skipped clips; `skipped` may
    contain only the first of them. `tiers` are those of the ELAN files that were listed."""

    added: int
    already: int
    skipped: tuple[Skipped, ...] = ()
    left_out: int = 0
    tiers: tuple[TierChoice, ...] = ()

    def __post_init__(self) -> None:
        """Count the skipped clips unless a higher number is known."""
        object.__setattr__(self, "left_out", max(self.left_out, len(self.skipped)))


def entry_like(usual: ClipEntry, **values: Any) -> ClipEntry:
    """Return `usual` with other values; faster than `dataclasses.replace`, for long lists."""
    return ClipEntry(**dict(zip(_FIELDS, _values(usual), strict=True)) | values)


def gloss_of(path: Path) -> str:
    """Return the gloss in a file name: `thank_you.mp4` is `thank you`."""
    return clean(text_of(path.stem).replace("_", " "))


def is_clip(path: Path) -> bool:
    """Return whether a folder's file is read: by its ending, or as an animated picture."""
    return path.suffix.lower() in ENDINGS or is_animated(path)


def may_be_clip(path: Path) -> bool:
    """Return whether a file that the user chose is read; a single picture is then reported."""
    return path.suffix.lower() in (*ENDINGS, *ANIMATIONS, *PICTURES)


def digest(entry: ClipEntry) -> str:
    """Return 64 letters that identify a clip: its file, span, gloss, language and variant.

    Raise ManifestError if the file cannot be read.
    """
    try:
        with entry.path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256")
    except OSError as error:
        raise not_opened(entry.path) from error
    content.update(json.dumps(_label(entry)).encode())
    return content.hexdigest()


def _label(entry: ClipEntry) -> tuple[object, ...]:
    return (entry.start, entry.end, entry.gloss, entry.sign_language, entry.variant)


class RealPaths:
    """Resolves links in the paths of one list. Lists have up to a million files, so each folder is
    resolved once. Create a new object for each list: a link may lead elsewhere by then."""

    def __init__(self) -> None:
        self._real = lru_cache(64)(self._resolve)
        self._prefix = lru_cache(4096)(self._resolve_folder)

    def identity(self, entry: ClipEntry) -> tuple[object, ...]:
        """Return what distinguishes an entry from all others of its list."""
        return (self._real(str(entry.path)), *_label(entry))

    def within(self, path: str, folder: str) -> bool:
        """Return whether a file is inside a folder after all links are resolved."""
        return self._real(path).startswith(self._prefix(folder))

    def inside(self, root: str, text: str) -> Path:
        """Return the file that a list names, which must be in the list's own folder.

        Raise ManifestError if it is missing or outside.
        """
        if not text:
            raise ManifestError("The path is empty.", hint="Name a file.")
        path = os.path.join(root, text.replace("\\", "/"))
        try:
            if "\0" in text:
                raise ValueError("not a file name")
            is_inside = self.within(path, root)
            exists = is_inside and os.path.isfile(path)
        except (OSError, ValueError, RuntimeError) as error:
            raise ManifestError(f"{text!r} cannot be a path.", hint="Correct it.") from error
        if not is_inside:
            raise ManifestError(f"{text} is outside the table's folder.", hint="Copy it there.")
        if not exists:
            raise ManifestError(f"No such file: {text}.", hint="Check the spelling.")
        return Path(path)

    def _resolve(self, path: str) -> str:
        """Return the real path as text, in lower case if the system ignores case."""
        folder, name = os.path.split(path)
        if name in ("", ".", "..") or os.path.islink(path):
            return os.path.normcase(os.path.realpath(path))
        return self._prefix(folder) + os.path.normcase(name)

    @staticmethod
    def _resolve_folder(folder: str) -> str:
        """Return the start of the real paths of everything in a folder."""
        real = os.path.normcase(os.path.realpath(folder))
        return real if real.endswith(os.sep) else real + os.sep


def stored(entry: ClipEntry, usual: ClipEntry) -> dict[str, object]:
    """Return the values of an entry that differ from the usual ones, to be stored as text."""
    compared = zip(_FIELDS, _values(entry), _values(usual), strict=True)
    differing = {name: own for name, own, other in compared if own != other}
    return {"path": str(entry.path)} | {n: v for n, v in differing.items() if n != "path"}


def restored(values: dict[str, object], usual: ClipEntry) -> ClipEntry:
    """Return the entry with the values that `stored` returned."""
    return entry_like(usual, **values | {"path": Path(str(values.get("path", usual.path)))})
