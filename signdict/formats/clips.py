"""The files of a list that names clips by number, or without their folder."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from signdict.entries import ENDINGS, inside
from signdict.errors import ManifestError


class Clips:
    """The folders in which the clips of a list may lie: its own, and some inside or beside it."""

    def __init__(self, listed: Path, beside: Sequence[str]) -> None:
        """`beside` names folders next to the list, such as `videos`; those that are there count."""
        folder = listed.parent
        self.folders = [*(folder / name for name in beside if (folder / name).is_dir()), folder]

    def named(self, text: str) -> Path:
        """The clip that is named with or without its folder and ending; an address counts by the
        name at its end. Raise ManifestError if it is not there, or lies outside."""
        name = PurePosixPath(text.replace("\\", "/"))
        if "://" in text:
            name = PurePosixPath(name.name.partition("?")[0])
        for folder in self.folders:
            for ending in ("", *ENDINGS):
                if (path := self._there(folder, f"{name}{ending}")) is not None:
                    return path
        if not text:
            raise ManifestError("The name of the clip is empty.", hint="Name a file.")
        return inside(self.folders[-1], str(name))  # which says what is wrong with it

    @staticmethod
    def _there(folder: Path, name: str) -> Path | None:
        try:
            return inside(folder, name) if (folder / name).is_file() else None
        except (ManifestError, OSError, ValueError):
            return None
