"""The files of a list that names clips by number, or without their folder."""

import os
from collections.abc import Sequence
from pathlib import Path

from signdict.core.errors import ManifestError
from signdict.importing.entries import ENDINGS, inside


class NumberedClips:
    """The folders in which the clips of a list may lie: its own, and some inside or beside it."""

    def __init__(self, listed: Path, beside: Sequence[str]) -> None:
        """`beside` names folders next to the list, such as `videos`; those that are there count."""
        folder = listed.parent
        there = (folder / name for name in beside if (folder / name).is_dir())
        self.folders = [*map(str, there), str(folder)]

    def named(self, text: str) -> Path:
        """The clip that is named with or without its folder and ending; an address counts by the
        name at its end. Raise ManifestError if it is not there, or lies outside."""
        name = text.replace("\\", "/").rstrip("/")
        if "://" in text:
            name = name.rpartition("/")[2].partition("?")[0]
        if not name:
            raise ManifestError("The name of the clip is empty.", hint="Name a file.")
        for folder in self.folders:
            found = os.path.join(folder, name)
            for ending in ("", *ENDINGS):
                if os.path.isfile(found + ending) and (path := self._in(folder, name + ending)):
                    return path
        return inside(self.folders[-1], name)  # which says what is wrong with it

    @staticmethod
    def _in(folder: str, name: str) -> Path | None:
        try:
            return inside(folder, name)
        except ManifestError:
            return None
