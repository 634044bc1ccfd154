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
        name = _name(text)
        if not name:
            raise ManifestError("The name of the clip is empty.", hint="Name a file.")
        for folder in self.folders:
            path_without_ending = os.path.join(folder, name)
            for ending in ("", *ENDINGS):
                if os.path.isfile(path_without_ending + ending) and (
                    path := self._in(folder, name + ending)
                ):
                    return path
        expected = self.expected(text)
        if self._paths.within(str(expected), self.folders[-1]):
            below = os.path.relpath(expected, self.folders[-1])
            raise ManifestError(
                f"No such file: {below.replace(os.sep, '/')}.",
                hint="Check the spelling; .pose files and other videos of this name are found too.",
            )
        return self._paths.inside(self.folders[-1], name)  # raises the error that fits

    def expected(self, text: str) -> Path:
        """Return the path that a missing clip should have: a video in the first folder."""
        name = _name(text)
        ending = "" if name.lower().endswith(ENDINGS) else ENDINGS[1]
        return Path(self.folders[0], name + ending)

    def _in(self, folder: str, name: str) -> Path | None:
        try:
            return self._paths.inside(folder, name)
        except ManifestError:
            return None


def _name(text: str) -> str:
    """Return the name of a clip: the last part of an address, or a path inside a folder."""
    name = text.replace("\\", "/").rstrip("/")
    return name.rpartition("/")[2].partition("?")[0] if "://" in text else name
