"""Lists the files of a folder by their paths below it, for patterns to be compared with."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from signdict.core.errors import ManifestError
from signdict.importing.recipes.pattern import Pattern, Values
from signdict.tracking.video import PICTURES

#: Files with one ending in a folder, and folders in a folder, that a sample has at most. Datasets
#: repeat themselves: a folder of a thousand glosses has a thousand folders that are alike.
_SAMPLED_FILES, _SAMPLED_FOLDERS = 20, 12
#: Folders above a folder whose names patterns may name.
_MOST_ABOVE: Final = 3


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """The files of a folder. `paths` are those below it, with `/`; `above` are its own folders.

    `above` is empty unless a pattern that names folders fits nothing without it.
    """

    root: Path
    paths: tuple[str, ...]
    above: str = ""

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.root.resolve().name or str(self.root)

    def path(self, below: str) -> Path:
        """Return the path of a file."""
        return self.root / below

    def matches(self, pattern: Pattern) -> Iterator[tuple[str, Values]]:
        """Yield the files that fit a pattern, with the values of its parts."""
        for below in self.paths:
            values = pattern.match(self.above + below)
            if values is not None:
                yield below, values

    def of_pictures(self) -> "FolderFiles":
        """Return the folders that have several pictures, as clips."""
        found = Counter(os.path.dirname(p) for p in self.paths if p.lower().endswith(PICTURES))
        return replace(self, paths=tuple(name for name, count in found.items() if count > 1))

    def with_above(self) -> "FolderFiles":
        """Return the same files, with the names of the folders above them."""
        parts = self.root.resolve().parts[1:][-_MOST_ABOVE:]
        return FolderFiles(self.root, self.paths, "".join(f"{part}/" for part in parts))


def files_of(path: Path) -> FolderFiles:
    """Return all files of a folder, or a single file. Raise ManifestError if it cannot be read."""
    if not path.is_dir():
        return FolderFiles(path.parent, (path.name,))
    return FolderFiles(path, tuple(_walk(str(path), "", sampled=False)))


def sample_of(path: Path) -> FolderFiles:
    """Return some files of each kind of a folder: enough to recognise how they lie."""
    return FolderFiles(path, tuple(_walk(str(path), "", sampled=True)))


def _walk(root: str, below: str, *, sampled: bool) -> Iterator[str]:
    """Yield the paths below a folder in the order of their names, without hidden files and links
    to folders."""
    try:
        with os.scandir(os.path.join(root, below)) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as refusal:
        if not below:
            raise ManifestError(
                f"The folder {root} cannot be read.", hint="Check that it exists, and try again."
            ) from refusal
        return
    folders, seen = list[str](), Counter[str]()
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            folders += [] if entry.is_symlink() else [entry.name]
            continue
        ending = os.path.splitext(entry.name)[1].lower()
        seen[ending] += 1
        if not sampled or seen[ending] <= _SAMPLED_FILES:
            yield f"{below}{entry.name}"
    for name in folders[:_SAMPLED_FOLDERS] if sampled else folders:
        yield from _walk(root, f"{below}{name}/", sampled=sampled)
