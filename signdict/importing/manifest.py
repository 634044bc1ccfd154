"""Turns a file or folder into a list of clips to add, in one of several formats.

ManifestError means that the whole list cannot be used; a row that cannot be used is a Skipped.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from signdict.core.cleaning import clean
from signdict.core.errors import ManifestError, SignDictError, TierError
from signdict.core.kinds import kind_of
from signdict.core.languages import language
from signdict.core.names import text_of
from signdict.core.tables import Table
from signdict.core.types import Progress, Steps
from signdict.importing.entries import (
    ClipEntry,
    EntryStream,
    RealPaths,
    Skipped,
    TierChoice,
    TierCounts,
    may_be_clip,
)
from signdict.importing.formats import (
    asl_citizen,
    elan,
    elan_tiers,
    folder,
    ms_asl,
    signmt,
    signsuisse,
    table,
    wlasl,
)

#: Places of an empty table of hashes.
_FIRST_SIZE = 1 << 12
#: The source of a single file if no source is named.
_OWN = "my signs"
#: Rows of a preview, and rows between two steps of one.
SHOWN, _STEP = 20, 500


class FirstSeen:
    """Stores 64-bit hashes with the number of the row where each was first seen.

    An open-addressing table in two arrays: 12 bytes for each place, for lists of a million rows.
    """

    def __init__(self) -> None:
        self._count = 0
        self._make(_FIRST_SIZE)

    def __len__(self) -> int:
        return self._count

    def first(self, key: int, number: int) -> int:
        """Return the number where this hash was first seen: `number` if it is new."""
        place = self._place(key)
        if stored := self._numbers[place]:
            return stored - 1
        self._keys[place], self._numbers[place] = key, number + 1
        self._count += 1
        if 2 * self._count > len(self._keys):
            self._grow()
        return number

    def _make(self, size: int) -> None:
        self._keys = array("q", bytes(8 * size))
        self._numbers = array("I", bytes(4 * size))  # the number plus 1; 0: a free place

    def _place(self, key: int) -> int:
        """Return the place of a hash, or the free place where it belongs."""
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


@dataclass(frozen=True, slots=True)
class Format:
    """A format of lists. `rows` yields the entries of a list, given the usual values."""

    title: str
    fits: Callable[[Path], bool]
    rows: Callable[[ClipEntry], EntryStream]


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in (".csv", ".tsv")


def _has_column(path: Path, name: str) -> bool:
    return _is_table(path) and name in Table(path, (name,)).columns()


#: All formats; the first one that fits is used.
FORMATS = (
    Format("folder", Path.is_dir, folder.rows),
    Format("MS-ASL (JSON)", ms_asl.fits, ms_asl.rows),
    Format("WLASL (JSON)", lambda path: path.suffix.lower() == ".json", wlasl.rows),
    Format("ASL Citizen (CSV)", lambda path: _has_column(path, asl_citizen.MARK), asl_citizen.rows),
    Format("SignSuisse (CSV)", lambda path: _has_column(path, signsuisse.MARK), signsuisse.rows),
    Format("sign.mt (CSV)", lambda path: _has_column(path, signmt.MARK), signmt.rows),
    Format(
        "ELAN (.eaf)", lambda path: path.suffix.lower() == elan.ENDING, lambda usual: iter([usual])
    ),
    Format("table (CSV)", _is_table, table.rows),
    Format("file", may_be_clip, folder.alone),
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The clips to be read, and those that are skipped."""

    entries: tuple[ClipEntry, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would read: the number of clips, glosses and languages, the first clips and
    skipped rows, and the tiers of ELAN files. `problem` says why nothing can be read yet."""

    format: str
    usual: ClipEntry
    ready: int = 0
    left_out: int = 0
    glosses: int = 0
    languages: dict[str, int] = field(default_factory=dict)
    first: tuple[ClipEntry, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    tiers: tuple[TierChoice, ...] = ()
    problem: str = ""


def usual(
    path: Path,
    *,
    sign_language: str = "",
    source: str = "",
    tiers: Sequence[str] = (),
    **named: Any,
) -> ClipEntry:
    """Return the values of every clip of a list that does not state others.

    `named` may have spoken_language, licence, attribution and kind. `tiers` are the names of the
    tiers of ELAN files that are read; by default, those that say that they contain glosses. Raise
    ManifestError if the path does not exist or the kind is unknown, LanguageError if the code is.
    """
    code = language(sign_language).code if sign_language else ""
    exists = path.is_dir() or path.is_file()
    if not exists:
        raise ManifestError(f"No such file or folder: {path}.", hint="Check the spelling.")
    if not source:
        single = path.is_file() and may_be_clip(path)
        name = path.resolve().name if path.is_dir() else path.stem
        source = _OWN if single else text_of(name)
    terms: dict[str, Any] = {key: clean(text) for key, text in named.items()}
    terms["kind"] = kind_of(terms.get("kind", ""))
    return ClipEntry(path, "", code, source=clean(source) or _OWN, tiers=tuple(tiers), **terms)


def kind(path: Path) -> Format:
    """Return the format of a list. Raise ManifestError if no format fits."""
    for known in FORMATS:
        if known.fits(path):
            return known
    raise ManifestError(
        f"{path.name} is neither a video nor a .pose file.",
        hint="Add a video, a .pose file, a folder of them, a CSV table, or WLASL's JSON.",
    )


def rows(usual: ClipEntry, counts: TierCounts | None = None, *, draft: bool = False) -> EntryStream:
    """Yield every clip of a list once; a row that repeats an earlier one is a Skipped.

    The tiers of ELAN files are added to `counts`. In a draft, they may lack a sign language. Raise
    TierError at the end if no file has one of the tiers that were chosen.
    """
    seen, paths = FirstSeen(), RealPaths()
    counts = counts or TierCounts()
    listed = kind(usual.path).rows(usual)
    for number, row in enumerate(_expanded(listed, usual, counts, draft=draft), start=1):
        if isinstance(row, ClipEntry):
            first = seen.first(hash(paths.identity(row)), number)
            if first != number:
                yield Skipped(row.path, f"Row {number} ({row.gloss}) repeats row {first}.")
                continue
        yield row
    names = {tier.name for tier in counts.all}
    if missing := [name for name in usual.tiers if elan_tiers.matching(names, name) is None]:
        tiers = elan_tiers.listed(counts.all)
        raise TierError(
            f"{usual.path.name} has no tier {' or '.join(missing)}.",
            hint=f"Its tiers with annotations: {tiers}."
            if tiers
            else "Only ELAN files have tiers.",
        )


def _expanded(
    listed: EntryStream, usual: ClipEntry, counts: TierCounts, *, draft: bool
) -> EntryStream:
    """Yield the clips of a list, with those of ELAN files in place of the files."""
    root = usual.path if usual.path.is_dir() else usual.path.parent
    for row in listed:
        if not isinstance(row, ClipEntry) or row.path.suffix.lower() != elan.ENDING:
            yield row
        elif row.path == usual.path:
            yield from elan.rows(row, root, counts, draft=draft)
        elif row.gloss or row.start is not None or row.end is not None:
            yield Skipped(row.path, "ELAN files have glosses and times of their own; name none.")
        else:
            try:
                yield from elan.rows(row, root, counts, draft=draft)
            except SignDictError as error:
                yield Skipped(row.path, str(error))


def entries(path: Path, **named: Any) -> Manifest:
    """Return the clips of a folder, a video, a .pose file or a table.

    `named` are the values of `usual`. Raise ManifestError if nothing can be added, LanguageError
    if `sign_language` is not a known code.
    """
    listed = [*rows(usual(path, **named))]
    return Manifest(
        tuple(row for row in listed if isinstance(row, ClipEntry)),
        tuple(row for row in listed if isinstance(row, Skipped)),
    )


def preview(usual: ClipEntry) -> Steps[ImportPreview]:
    """Read a list without reading its clips. Raise ManifestError if it cannot be read.

    If no tier of an ELAN file fits, the preview lists its tiers and describes the problem.
    """
    summary = ImportPreview(kind(usual.path).title, usual)
    counts = TierCounts()
    languages: Counter[str] = Counter()
    glosses = FirstSeen()
    first: list[ClipEntry] = []
    skipped: list[Skipped] = []
    left_out = 0
    try:
        for number, row in enumerate(rows(usual, counts, draft=True)):
            if number % _STEP == 0:
                yield Progress(number, 0, usual.path.name)
            if isinstance(row, Skipped):
                left_out += 1
                skipped += [row] if len(skipped) < SHOWN else []
                continue
            languages[row.sign_language] += 1
            glosses.first(hash(row.gloss), number)
            first += [row] if len(first) < SHOWN else []
    except TierError as error:
        if usual.tiers:
            raise
        return replace(summary, tiers=counts.all, problem=str(error))
    return replace(
        summary, ready=languages.total(), left_out=left_out, glosses=len(glosses),
        languages=dict(languages.most_common()), first=tuple(first), skipped=tuple(skipped),
        tiers=counts.all,
    )  # fmt: skip
