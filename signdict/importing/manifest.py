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
from signdict.fetching.addresses import host_of
from signdict.importing.datasets import Dataset
from signdict.importing.entries import (
    ClipEntry,
    Download,
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
from signdict.importing.recipes import reader, recognition

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
class FilmsOnWeb:
    """The films of a list that are at addresses: how many there are at each host, the bytes of
    those whose size is known, and the number of the others."""

    hosts: dict[str, int] = field(default_factory=dict)
    bytes: int = 0
    unknown: int = 0

    @property
    def count(self) -> int:
        """The number of films."""
        return sum(self.hosts.values())


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would read: the number of clips, glosses and languages, the first clips and
    skipped rows, the tiers of ELAN files, and the films that are not on this computer. `dataset` is
    that of the recipe by which the list is read, which was `recognised` or chosen. `problem` says
    why nothing can be read yet."""

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
    dataset: Dataset | None = None
    recognised: bool = False
    films: FilmsOnWeb = field(default_factory=FilmsOnWeb)


def usual(
    path: Path,
    *,
    sign_language: str = "",
    source: str = "",
    tiers: Sequence[str] = (),
    **named: Any,
) -> ClipEntry:
    """Return the values of every clip of a list that does not state others.

    `named` may have spoken_language, licence, attribution, kind, what `_as_dataset` describes, and
    `download`, which has films fetched.
    `tiers` are the names of the tiers of ELAN files that are read; by default, those that say that
    they contain glosses. Raise ManifestError if the path does not exist or a recipe or the kind is
    wrong, LanguageError if the code is unknown.
    """
    exists = path.is_dir() or path.is_file()
    if not exists:
        raise ManifestError(f"No such file or folder: {path}.", hint="Check the spelling.")
    code = language(sign_language).code if sign_language else ""
    terms = {"sign_language": code, "source": source, **named, "tiers": tuple(tiers)}
    terms["kind"] = kind_of(terms.get("kind", ""))
    terms = _as_dataset(path, **terms)
    if not terms["source"]:
        single = path.is_file() and may_be_clip(path)
        name = path.resolve().name if path.is_dir() else path.stem
        terms["source"] = _OWN if single else text_of(name)
    texts = {key: clean(text) for key, text in terms.items() if isinstance(text, str)}
    return ClipEntry(path, "", **terms | texts | {"source": texts["source"] or _OWN})


def _as_dataset(
    path: Path,
    *,
    recipe: str = "",
    settings: Sequence[str] = (),
    weak: Sequence[str] = (),
    **terms: Any,
) -> dict[str, Any]:
    """Return the values of clips with those of their dataset, where no others are given.

    `recipe` is the name or file of a dataset's recipe, or "folder" for none; by default, a folder
    is recognised. `settings` are its parameters, as `name=value`. `weak` are the names of values
    that those of a dataset replace. Raise ManifestError or LanguageError if the recipe is wrong.
    """
    own = recognition.chosen(path, recipe, settings)
    if own is None:
        return terms
    found = own.recipe.dataset
    values = reader.dataset_values(found) | {"source": found.title}
    missing = {name: text for name, text in values.items() if name in weak or not terms.get(name)}
    return terms | missing | {"recipe": own.name, "settings": own.settings}


def kind(usual: ClipEntry) -> Format:
    """Return the format of a list. Raise ManifestError if no format fits."""
    path = usual.path
    if usual.recipe:
        own = recognition.recipe_of(usual)
        return Format(own.dataset.title, Path.exists, lambda usual: reader.rows(usual, own))
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
    listed = kind(usual).rows(usual)
    for number, row in enumerate(_expanded(listed, usual, counts, draft=draft), start=1):
        if isinstance(row, ClipEntry):
            first = seen.first(hash(paths.identity(row)), number)
            if first != number:
                yield Skipped(row.path, f"Row {number} ({row.gloss}) repeats row {first}.")
                continue
            if row.address and not usual.download:
                yield _unasked(row)
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
        elif row.address:
            yield Skipped(row.path, f"{row.address} is an ELAN file, which is not fetched.")
        elif row.path == usual.path:
            yield from elan.rows(row, root, counts, draft=draft)
        elif row.gloss or row.start is not None or row.end is not None:
            yield Skipped(row.path, "ELAN files have glosses and times of their own; name none.")
        else:
            try:
                yield from elan.rows(row, root, counts, draft=draft)
            except SignDictError as error:
                yield Skipped(row.path, str(error))


def _unasked(row: ClipEntry) -> Skipped:
    return Skipped(
        row.path, f"{row.address} is not on this computer. Fetch it with --download."
    )  # fmt: skip


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


def preview(usual: ClipEntry, *, recognised: bool = False) -> Steps[ImportPreview]:
    """Read a list without reading its clips. Raise ManifestError if it cannot be read.

    `recognised`: a recipe that is used was not chosen by the user.

    If no tier of an ELAN file fits, the preview lists its tiers and describes the problem.
    """
    dataset = recognition.recipe_of(usual).dataset if usual.recipe else None
    summary = ImportPreview(
        kind(usual).title, usual, dataset=dataset, recognised=recognised and dataset is not None
    )
    counts, found = TierCounts(), _PreviewCounts()
    asked = replace(usual, download=usual.download or Download())
    try:
        for number, row in enumerate(rows(asked, counts, draft=True)):
            if number % _STEP == 0:
                yield Progress(number, 0, usual.path.name)
            if isinstance(row, ClipEntry) and row.address:
                found.add_film(row)
                found.add(number, row if usual.download else _unasked(row))
            else:
                found.add(number, row)
    except TierError as error:
        if usual.tiers:
            raise
        return replace(summary, tiers=counts.all, problem=str(error))
    return replace(
        summary, ready=found.languages.total(), left_out=found.left_out,
        glosses=len(found.glosses), languages=dict(found.languages.most_common()),
        first=tuple(found.first), skipped=tuple(found.skipped), tiers=counts.all,
        films=FilmsOnWeb(dict(found.hosts.most_common()), found.bytes, found.unknown),
    )  # fmt: skip


class _PreviewCounts:
    """What a preview has found so far."""

    def __init__(self) -> None:
        self.languages: Counter[str] = Counter()
        self.hosts: Counter[str] = Counter()
        self.glosses, self._addresses = FirstSeen(), FirstSeen()
        self.first: list[ClipEntry] = []
        self.skipped: list[Skipped] = []
        self.left_out = self.bytes = self.unknown = 0

    def add(self, number: int, row: ClipEntry | Skipped) -> None:
        """Count a row."""
        if isinstance(row, Skipped):
            self.left_out += 1
            self.skipped += [row] if len(self.skipped) < SHOWN else []
            return
        self.languages[row.sign_language] += 1
        self.glosses.first(hash(row.gloss), number)
        self.first += [row] if len(self.first) < SHOWN else []

    def add_film(self, row: ClipEntry) -> None:
        """Count the film of a row, once for all its clips."""
        known = len(self._addresses)
        self._addresses.first(hash(row.address), known)
        if len(self._addresses) > known:
            self.hosts[host_of(row.address)] += 1
            self.bytes += row.size
            self.unknown += not row.size
