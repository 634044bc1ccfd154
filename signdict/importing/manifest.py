"""What is to be added: whatever somebody names becomes a list of clips, in one of the formats.

What makes the whole unusable is a ManifestError; what is wrong with one row is a Skipped.
"""

from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from signdict.core.errors import ManifestError
from signdict.core.languages import language
from signdict.core.tables import Table
from signdict.core.types import Progress, Steps
from signdict.importing.entries import (
    ENDINGS,
    ClipEntry,
    EntryStream,
    Skipped,
    identity,
    look_again,
)
from signdict.importing.formats import asl_citizen, elan, folder, signsuisse, table, wlasl

_FIRST_SIZE = 1 << 12


class Repeats:
    """Remembers hashes with the number at which each came first; numbers begin at 0."""

    def __init__(self) -> None:
        self._count = 0
        self._make(_FIRST_SIZE)

    def __len__(self) -> int:
        return self._count

    def first(self, key: int, number: int) -> int:
        """The number with which this hash came first: this one, if it is new."""
        place = self._place(key)
        if there := self._numbers[place]:
            return there - 1
        self._keys[place], self._numbers[place] = key, number + 1
        self._count += 1
        if 2 * self._count > len(self._keys):
            self._grow()
        return number

    def _make(self, size: int) -> None:
        self._keys = array("q", bytes(8 * size))
        self._numbers = array("I", bytes(4 * size))  # one more than the number; 0: a free place

    def _place(self, key: int) -> int:
        """Where a hash stands, or the free place where it belongs."""
        keys, numbers = self._keys, self._numbers
        mask = len(keys) - 1
        place = key & mask
        while numbers[place] and keys[place] != key:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        keys, numbers = self._keys, self._numbers
        self._make(2 * len(keys))
        for key, number in zip(keys, numbers, strict=True):
            if number:
                place = self._place(key)
                self._keys[place], self._numbers[place] = key, number


#: The source of a single file, when none is named.
_OWN = "my signs"
#: Rows of a preview, and rows between two steps of one.
SHOWN, _STEP = 20, 500


@dataclass(frozen=True, slots=True)
class Format:
    """A way in which clips are listed; `rows` yields them, told what is usual."""

    title: str
    fits: Callable[[Path], bool]
    rows: Callable[[ClipEntry], EntryStream]


def _columns(path: Path) -> list[str]:
    return Table(path, ()).columns() if path.suffix.lower() in (".csv", ".tsv") else []


#: Every format; the first that fits is taken.
FORMATS = (
    Format("folder", Path.is_dir, folder.rows),
    Format("WLASL (JSON)", lambda path: path.suffix.lower() == ".json", wlasl.rows),
    Format("ASL Citizen (CSV)", lambda path: asl_citizen.MARK in _columns(path), asl_citizen.rows),
    Format("SignSuisse (CSV)", lambda path: signsuisse.MARK in _columns(path), signsuisse.rows),
    Format("ELAN (.eaf)", lambda path: path.suffix.lower() == ".eaf", elan.rows),
    Format("table (CSV)", lambda path: path.suffix.lower() in (".csv", ".tsv"), table.rows),
    Format("file", lambda path: path.suffix.lower() in ENDINGS, folder.alone),
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The clips to be read, and those that cannot be."""

    entries: tuple[ClipEntry, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What would be read: how many clips of how many glosses, by language and by reason why not,
    with the first of them."""

    format: str
    usual: ClipEntry
    ready: int = 0
    left_out: int = 0
    glosses: int = 0
    languages: dict[str, int] = field(default_factory=dict)
    first: tuple[ClipEntry, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def usual(
    path: Path,
    *,
    sign_language: str = "",
    spoken_language: str = "",
    source: str = "",
    licence: str = "",
    attribution: str = "",
) -> ClipEntry:
    """What holds of every clip of a list unless it says otherwise.

    Raise ManifestError if there is nothing of this name, LanguageError if the language is no code.
    """
    code = language(sign_language).code if sign_language else ""
    there = path.is_dir() or path.is_file()
    if not there:
        raise ManifestError(
            f"There is no file or folder {path}.", hint="Look for a slip in its name."
        )
    if not source:
        single = path.is_file() and path.suffix.lower() in ENDINGS
        source = _OWN if single else (path.resolve().name if path.is_dir() else path.stem) or _OWN
    return ClipEntry(
        path, "", code, spoken_language, source=source, licence=licence, attribution=attribution
    )


def kind(path: Path) -> Format:
    """The format of a list. Raise ManifestError if it is none that is known."""
    for one in FORMATS:
        if one.fits(path):
            return one
    raise ManifestError(
        f"{path.name} is neither a video nor a .pose file.",
        hint="Add a video, a .pose file, a folder of them, a CSV table, or WLASL's JSON.",
    )


def rows(told: ClipEntry) -> EntryStream:
    """Yield every clip of a list once; what repeats an earlier one is a Skipped."""
    look_again()
    seen = Repeats()
    for number, row in enumerate(kind(told.path).rows(told), start=1):
        if isinstance(row, ClipEntry):
            first = seen.first(hash(identity(row)), number)
            if first != number:
                yield Skipped(row.path, f"Row {number} ({row.gloss}) repeats row {first}.")
                continue
        yield row


def entries(path: Path, **named: str) -> Manifest:
    """List the clips of a folder, a video, a .pose file or a table, all in memory.

    `named` are those values of `usual` that hold where a table says nothing. Raise ManifestError
    if nothing can be added, LanguageError if `sign_language` is no code.
    """
    listed = [*rows(usual(path, **named))]
    return Manifest(
        tuple(row for row in listed if isinstance(row, ClipEntry)),
        tuple(row for row in listed if isinstance(row, Skipped)),
    )


def preview(told: ClipEntry) -> Steps[ImportPreview]:
    """Look through a list without reading a clip. Raise ManifestError if it cannot be read."""
    found = ImportPreview(kind(told.path).title, told)
    languages: Counter[str] = Counter()
    glosses = Repeats()
    first: list[ClipEntry] = []
    skipped: list[Skipped] = []
    left_out = 0
    for number, row in enumerate(rows(told)):
        if number % _STEP == 0:
            yield Progress(number, 0, told.path.name)
        if isinstance(row, Skipped):
            left_out += 1
            skipped += [row] if len(skipped) < SHOWN else []
            continue
        languages[row.sign_language] += 1
        glosses.first(hash(row.gloss), number)
        first += [row] if len(first) < SHOWN else []
    return replace(
        found, ready=languages.total(), left_out=left_out, glosses=len(glosses),
        languages=dict(languages.most_common()), first=tuple(first), skipped=tuple(skipped),
    )  # fmt: skip
