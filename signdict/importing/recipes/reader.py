"""Reads the clips of a dataset as its recipe says."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from signdict.core.cleaning import clean, limited
from signdict.core.errors import ManifestError, SignDictError
from signdict.core.languages import language
from signdict.core.names import is_readable, text_of
from signdict.core.tables import EXTRA
from signdict.importing.datasets import Dataset
from signdict.importing.entries import (
    ENDINGS,
    ClipEntry,
    EntryStream,
    RealPaths,
    Skipped,
    entry_like,
)
from signdict.importing.formats import (
    asl_citizen,
    ms_asl,
    signmt,
    signsuisse,
    table,
    wlasl,
)
from signdict.importing.formats.numbered_clips import NumberedClips
from signdict.importing.formats.table import checked, glossed
from signdict.importing.recipes.folder import FolderFiles, files_of
from signdict.importing.recipes.layout import USED, Layout, Recipe
from signdict.importing.recipes.pattern import Pattern, Values, without_ending
from signdict.importing.recipes.rules import Labels, key_of

_READERS: Final[Mapping[str, Callable[[ClipEntry], EntryStream]]] = {
    "wlasl": wlasl.rows, "ms_asl": ms_asl.rows, "asl_citizen": asl_citizen.rows,
    "signsuisse": signsuisse.rows, "signmt": signmt.rows, "table": table.rows,
    "elan": lambda usual: iter([usual]),
}  # fmt: skip
#: Values whose texts may have any length.
_UNLIMITED: Final = ("licence", "attribution", "version", "url")
_ARCHIVES: Final = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")
_LINK: Final = "It is a link to a file outside the folder."
_NOT_TEXT: Final = "Its name contains bytes that are not text; rename the file."


def rows(usual: ClipEntry, recipe: Recipe) -> EntryStream:
    """Yield the clips of a folder, or those of one of its files.

    Raise ManifestError if no file lies as the recipe says, or if a table cannot be read.
    """
    files = files_of(usual.path)
    readings = [
        _Reading(usual, recipe, layout, folder)
        for folder in (files, files.with_above())
        for layout in recipe.layouts
    ]
    # Films and landmarks may share a table: the layout whose files are there comes first.
    fitting = next((each for each in readings if each.finds()), None)
    fitting = fitting or next((each for each in readings if each.finds_table()), None)
    if fitting is None:
        raise _nothing(files, recipe)
    yield from fitting.rows()


def dataset_values(dataset: Dataset) -> dict[str, str]:
    """Return the values of clips that a dataset gives, where nothing else does."""
    codes, spoken = dataset.sign_languages, dataset.spoken_languages
    return {
        "sign_language": codes[0] if len(codes) == 1 else "",
        "spoken_language": spoken[0] if len(codes) == 1 and spoken else "",
        "licence": dataset.licence if dataset.licence != "unknown" else "",
        "attribution": dataset.attribution,
        "url": dataset.home,
    }


def _usual_values(usual: ClipEntry, recipe: Recipe, layout: Layout) -> ClipEntry:
    """Return the values of clips that state no others: the user's, the layout's, the dataset's."""
    own = dataset_values(recipe.dataset)
    layouts = {name: text for name, text in layout.values.items() if name in USED}
    missing: dict[str, Any] = {
        name: text
        for name, text in (own | layouts).items()
        if getattr(usual, name) in ("", own.get(name, ""))
    }
    return replace(usual, layout=layout.number if layout.landmarks else -1, **missing)


class _Reading:
    """One layout of a recipe, applied to the files of a folder."""

    def __init__(
        self, usual: ClipEntry, recipe: Recipe, layout: Layout, folder: FolderFiles
    ) -> None:
        self._usual = _usual_values(usual, recipe, layout)
        self._alone = usual.path.is_file()
        self._layout, self._folder, self._recipe = layout, folder, recipe
        self._clips = folder.of_pictures() if layout.pictures else folder
        self._paths = RealPaths()

    def finds(self) -> bool:
        """Return whether a table of the layout, if it has one, and a file of it are there."""
        layout = self._layout
        if layout.table and layout.table.files and not self.finds_table():
            return False
        patterns = layout.files
        listed = bool(layout.table and not patterns)
        return listed or any(True for each in patterns for _ in self._clips.matches(each))

    def finds_table(self) -> bool:
        """Return whether a table of the layout is in the folder."""
        patterns = self._layout.table.files if self._layout.table else ()
        return any(True for _ in self._tables(patterns))

    def rows(self) -> EntryStream:
        """Yield the clips, and what is skipped with the reason."""
        if self._layout.reader:
            yield from self._read_elsewhere()
        elif self._layout.table and self._layout.files:
            yield from self._joined()
        elif self._layout.table:
            yield from self._listed()
        else:
            yield from self._named()

    def _tables(self, patterns: Sequence[Pattern]) -> Iterator[tuple[Path, Values]]:
        """Yield the files of a table: those of the first pattern that fits any."""
        for pattern in patterns:
            found = [*self._folder.matches(pattern)]
            if found:
                yield from ((self._folder.path(below), values) for below, values in found)
                return

    def _read_elsewhere(self) -> EntryStream:
        """Yield the clips of lists that signdict reads without a recipe."""
        patterns = self._layout.table.files if self._layout.table else ()
        for path, _ in self._tables(patterns):
            yield from _READERS[self._layout.reader](replace(self._usual, path=path))

    def _named(self) -> EntryStream:
        """Yield the files that fit the pattern of the layout."""
        labels = self._labels()
        for below, values in self._files():
            yield self._row(self._folder.path(below), values, labels, "", below)

    def _listed(self) -> EntryStream:
        """Yield the rows of a table that names the file of each clip."""
        labels, clips = self._labels(), dict[Path, NumberedClips]()
        for path, where, values in self._table_rows(("path", "gloss")):
            if path not in clips:
                folders = self._folders(path.parent)
                clips[path] = NumberedClips(
                    path, folders, self._layout.endings, pictures=self._layout.pictures > 0
                )
            named = clips[path]
            text = values.pop("path", "")
            try:
                if not text:
                    raise ManifestError("It names no clip.", hint="Fill in the name of its file.")
                place = _place(named, text)
            except SignDictError as error:
                expected = Path(os.path.normpath(named.expected(text))) if text else path
                yield Skipped(expected, f"{where}: {error}")
                continue
            clip, at_address = Path(os.path.normpath(place.pop("path"))), place
            below = os.path.relpath(clip, self._folder.root)
            row = self._row(clip, values, labels, where, below)
            yield entry_like(row, **at_address) if isinstance(row, ClipEntry) else row

    def _joined(self) -> EntryStream:
        """Yield the rows of a table with the files that have the same values."""
        labels, shared = self._labels(), self._layout.connecting
        by_values = defaultdict[tuple[str, ...], list[tuple[str, Values]]](list)
        for below, values in self._files():
            key = tuple(key_of(values.get(name, "")) for name in shared)
            by_values[key].append((below, values))
        used = set[str]()
        for path, where, values in self._table_rows((*shared, "gloss")):
            key = tuple(key_of(_stem(values.get(name, ""))) for name in shared)
            found = by_values.get(key, [])
            exact = [f for f in found if all(f[1].get(n) == values.get(n) for n in shared)]
            for below, parts in exact or found:
                used.add(below)
                clip = self._folder.path(below)
                filled = {name: text for name, text in values.items() if text}
                yield self._row(clip, parts | filled, labels, where, below)
            if not found:
                names = ", ".join(f"{name} {values.get(name) or 'nothing'}" for name in shared)
                yield Skipped(path, f"{where}: No file has {names}.")
        if not self._alone:
            yield from self._without_row([b for each in by_values.values() for b, _ in each], used)

    def _without_row(self, files: Sequence[str], used: set[str]) -> Iterator[Skipped]:
        """Yield the files that no row of the table names."""
        others = [below for below in files if below not in used]
        for below in others:
            yield Skipped(self._folder.path(below), "No row of the table belongs to it.")

    def _folders(self, table: Path) -> list[str]:
        """Return the folders of the layout in all folders from the root to that of a table."""
        found, folder = list[str](), table
        while True:
            for name in self._layout.folders:
                found.append(os.path.relpath(folder / name, table))
            if folder == self._folder.root or folder.parent == folder:
                return found
            folder = folder.parent

    def _files(self) -> Iterator[tuple[str, Values]]:
        """Yield the files that fit a pattern; of those that differ in their ending, the best."""
        endings = ("",) if self._layout.pictures else self._layout.endings
        best: dict[str, tuple[int, str, Values]] = {}
        for pattern in self._layout.files:
            for below, values in self._clips.matches(pattern):
                ending = "" if self._layout.pictures else os.path.splitext(below)[1].lower()
                if ending not in endings:
                    continue
                stem, rank = below[: len(below) - len(ending)], endings.index(ending)
                if stem not in best or rank < best[stem][0]:
                    best[stem] = (rank, below, values)
        if self._layout.landmarks and self._layout.landmarks.format == "openpose":
            best = _first_frames(best)
        for _, below, values in best.values():
            yield below, values

    def _table_rows(self, required: Sequence[str]) -> Iterator[tuple[Path, str, Values]]:
        """Yield the rows of all files of the table: the file, what the row is called, values."""
        layout = self._layout.table
        if layout is None:
            return
        if layout.inline:
            place = self._recipe.place.path
            yield from ((place, where, values) for where, values in layout.rows(None))
        for path, parts in self._tables(layout.files):
            for where, values in layout.rows(path, required):
                yield path, where, parts | values

    def _labels(self) -> list[tuple[Labels, dict[str, Values]]]:
        """Return the labels of the layout, read. Raise ManifestError if a file is missing."""
        return [(each, each.read(self._label_rows(each))) for each in self._layout.labels]

    def _label_rows(self, labels: Labels) -> list[Values]:
        found = labels.inline
        paths = [*self._label_files(labels)]
        if labels.table.files and not paths and not labels.optional:
            names = " or ".join(pattern.text for pattern in labels.table.files)
            raise ManifestError(
                f"The labels of {self._recipe.dataset.title} are missing: {names}.",
                hint="Copy the file into the folder; it is published with the dataset.",
            )
        for path, parts in paths:
            found += [parts | v for _, v in labels.table.rows(path, (labels.key, "gloss"))]
        return found

    def _label_files(self, labels: Labels) -> Iterator[tuple[Path, Values]]:
        found = [*self._tables(labels.table.files)]
        if not found and self._alone:  # a single clip was added: its labels are next to it
            folder = files_of(self._folder.root)
            reading = _Reading(self._usual, self._recipe, self._layout, folder)
            found = [*reading._tables(labels.table.files)]
        return iter(found)

    def _row(
        self, path: Path, values: Values,
        labels: Sequence[tuple[Labels, Mapping[str, Values]]], where: str, below: str,
    ) -> ClipEntry | Skipped:  # fmt: skip
        """Return the clip of a file with these values, or why it is skipped."""
        try:
            if not self._paths.within(str(path), str(self._folder.root)):
                return Skipped(path, _LINK)
            if not is_readable(path.stem) and not where:
                return Skipped(path, _NOT_TEXT)
            checked({EXTRA: values.pop(EXTRA, "")})
            plain = self._layout.values | {name: text_of(text) for name, text in values.items()}
            plain["path"] = below.replace(os.sep, "/")
            for each, known in labels:
                plain = each.applied(plain, known)
            return self._entry(path, self._layout.rules.applied(plain))
        except SignDictError as error:
            return Skipped(path, f"{where}: {error}" if where else str(error))

    def _entry(self, path: Path, values: Values) -> ClipEntry:
        """Return the clip of a file. Raise ManifestError or LanguageError if it cannot be one."""
        gloss = glossed(values.get("gloss", ""))
        given = {
            name: clean(text) if name in _UNLIMITED else limited(name, text)
            for name in USED
            if (text := values.get(name, "")) and text != self._layout.values.get(name)
        }
        code = given.pop("sign_language", "") or self._usual.sign_language
        if not code:
            raise ManifestError("Its sign language is not known.", hint="Name it with --language.")
        start, end = self._layout.trim.span(path, self._layout.times.span(values))
        if given.get("translation", "").casefold() == gloss.casefold():
            given.pop("translation", None)
        given |= {"gloss": gloss, "sign_language": language(code).code}
        pictures = self._layout.pictures and path.is_dir()
        number = self._layout.number if pictures else self._usual.layout
        return entry_like(self._usual, path=path, start=start, end=end, layout=number, **given)


def _place(clips: NumberedClips, text: str) -> dict[str, Any]:
    """Return the fields of an entry for what a table names: a file, perhaps with another ending.

    If no file fits, it may be an address. Raise ManifestError if it is neither, FetchError if the
    address may not be fetched.
    """
    for name in dict.fromkeys((text, _stem(text))):
        with suppress(ManifestError):
            return {"path": clips.named(name)}
    return clips.place(text)  # raises the error that fits


def _stem(text: str) -> str:
    """Return a value without the ending of a film: tables often name `7.mp4` for `7`."""
    return without_ending(text, ENDINGS) or text


def _first_frames(best: Mapping[str, Any]) -> dict[str, Any]:
    """Return the first file of each clip that has a file for every frame."""
    found: dict[str, Any] = {}
    for stem, (rank, below, values) in sorted(best.items()):
        others = {name: text for name, text in values.items() if name != "frame"}
        key = os.path.dirname(stem) + "\0" + repr(sorted(others.items()))
        found.setdefault(key, (rank, below, others))
    return found


def _nothing(files: FolderFiles, recipe: Recipe) -> ManifestError:
    """Return the error for a folder without any file of a dataset."""
    if archive := next((path for path in files.paths if path.lower().endswith(_ARCHIVES)), ""):
        return ManifestError(
            f"{os.path.basename(archive)} is an archive, which is not read.",
            hint="Unpack it, and add its folder.",
        )
    layout = recipe.layouts[0]
    wanted = layout.table.files if layout.table and layout.table.files else layout.files
    names = " or ".join(pattern.text for pattern in wanted)
    return ManifestError(
        f"No file in {files.name} lies as in {recipe.dataset.title}.",
        hint=f"It should have files such as {names}.",
    )
