"""Finds the files of a list that names clips by number, or without their folder."""

import os
from collections.abc import Sequence
from pathlib import Path

from signdict.core.errors import ManifestError
from signdict.importing.entries import ENDINGS, RealPaths


class NumberedClips:
    """The folders in which the clips of a list may be: its own, and some inside or next to it."""

    def __init__(self, file: Path, names: Sequence[str]) -> None:
        """`names` are folders next to the file of the list, such as `videos`, that may exist."""
        folder = file.parent
        existing = (folder / name for name in names if (folder / name).is_dir())
        self.folders = [*map(str, existing), str(folder)]
        self._paths = RealPaths()

    def named(self, text: str) -> Path:
        """Return the clip that is named with or without its folder and ending.

        Only the last part of an address counts. Raise ManifestError if the clip is missing, or
        outside these folders.
        """
        name = text.replace("\\", "/").rstrip("/")
        if "://" in text:
            name = name.rpartition("/")[2].partition("?")[0]
        if not name:
            raise ManifestError("The name of the clip is empty.", hint="Name a file.")
        for folder in self.folders:
            path_without_ending = os.path.join(folder, name)
            for ending in ("", *ENDINGS):
                if os.path.isfile(path_without_ending + ending) and (
                    path := self._in(folder, name + ending)
                ):
                    return path
        return self._paths.inside(self.folders[-1], name)  # raises the error that fits

    def _in(self, folder: str, name: str) -> Path | None:
        try:
            return self._paths.inside(folder, name)
        except ManifestError:
            return None
