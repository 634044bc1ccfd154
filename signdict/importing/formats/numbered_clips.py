"""Finds the files of a list that names clips by number, by YouTube's id or without a folder."""

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from signdict.core.errors import ManifestError
from signdict.fetching.addresses import is_address
from signdict.importing.entries import ENDINGS, RealPaths
from signdict.importing.listed_files import ListedFiles, at_address

#: The id of a video in an address of YouTube.
_YOUTUBE = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/(?:watch/?\?(?:[^#]*&)?v=|(?:embed|v|shorts|live)/)|youtu\.be/)"
    r"([\w-]{11})(?![\w-])"
)
#: The end of a file name without its ending, as programs that download name videos of YouTube.
_DOWNLOADED = re.compile(r"(?:.*\[([\w-]{11})\]|(?:.*[-_ ])?([\w-]{11}))")


class NumberedClips:
    """The folders in which the clips of a list may be: its own, and some inside or next to it."""

    def __init__(
        self,
        file: Path,
        names: Sequence[str],
        endings: Sequence[str] = ENDINGS,
        *,
        pictures: bool = False,
    ) -> None:
        """`names` are folders next to the file of the list, such as `videos`, that may exist.

        `endings` are those of the clips: of films, or of landmarks. With `pictures`, a clip may
        also be a folder.
        """
        folder, self._endings, self._pictures = file.parent, tuple(endings), pictures
        existing = (folder / name for name in names if (folder / name).is_dir())
        self.folders = [*map(str, existing), str(folder)]
        self._paths = RealPaths()
        self._files = [ListedFiles(folder, self._paths) for folder in self.folders]
        self._downloads = lru_cache(_downloads)

    def named(self, text: str) -> Path:
        """Return the clip that is named with or without its folder and ending.

        Of an address, the last part counts, or the longest end that exists in a folder. Raise
        ManifestError if the clip is missing, or outside these folders, or if several fit.
        """
        name = _name(text)
        if not name:
            raise ManifestError("The name of the clip is empty.", hint="Name a file.")
        for folder in self.folders:
            if path := self._exactly(folder, name):
                return path
        for files in self._files:
            if path := files.similar(text):
                return path
        expected = self.expected(text)
        if self._paths.within(str(expected), self.folders[-1]):
            below = os.path.relpath(expected, self.folders[-1])
            others = "; .pose files and other videos of this name are found too"
            what = "folder of pictures" if self._pictures else "file"
            raise ManifestError(
                f"No such {what}: {below.replace(os.sep, '/')}.",
                hint=f"Check the spelling{others if self._endings == ENDINGS else ''}.",
            )
        return self._paths.inside(self.folders[-1], name)  # raises the error that fits

    def place(self, text: str) -> dict[str, Any]:
        """Return the fields of an entry for a clip: its file, or its address.

        Raise ManifestError if there is neither, FetchError if the address may not be fetched.
        """
        try:
            return {"path": self.named(text)}
        except ManifestError:
            if not is_address(text) or video_of(text):
                raise
            return at_address(text, self.folders[-1])

    def expected(self, text: str) -> Path:
        """Return the path that a missing clip should have: a video in the first folder."""
        name = _name(text)
        usual = ENDINGS[1] if self._endings == ENDINGS else self._endings[0]
        ending = "" if self._pictures or name.lower().endswith(self._endings) else usual
        return Path(self.folders[0], name + ending)

    def of_video(self, video: str) -> Path | None:
        """Return the file of a video by its id at YouTube; None if it was not downloaded.

        Its name is the id, or ends in the id after a hyphen or in brackets.
        """
        for folder in self.folders:
            if (name := self._downloads(folder).get(video)) and (path := self._in(folder, name)):
                return path
        return None

    def _exactly(self, folder: str, name: str) -> Path | None:
        """Return the clip with this name in a folder, or with the name and an ending."""
        path_without_ending = os.path.join(folder, name)
        if self._pictures and os.path.isdir(path_without_ending):
            return Path(path_without_ending)
        for ending in ("", *self._endings):
            if os.path.isfile(path_without_ending + ending) and (
                path := self._in(folder, name + ending)
            ):
                return path
        return None

    def _in(self, folder: str, name: str) -> Path | None:
        try:
            return self._paths.inside(folder, name)
        except ManifestError:
            return None


def _name(text: str) -> str:
    """Return the name of a clip: the last part of an address, or a path inside a folder."""
    name = text.replace("\\", "/").rstrip("/")
    return name.rpartition("/")[2].partition("?")[0] if "://" in text else name


def video_of(address: object) -> str:
    """Return the id of a video in an address of YouTube; empty for other addresses."""
    match = _YOUTUBE.search(address) if isinstance(address, str) else None
    return match[1] if match else ""


def _downloads(folder: str) -> dict[str, str]:
    """Return the names of the files in a folder that may be videos of YouTube, by their ids."""
    names: dict[str, str] = {}
    try:
        listed = sorted(os.listdir(folder), reverse=True)
    except OSError:
        return {}
    for name in listed:
        stem, ending = os.path.splitext(name)
        if ending.lower() in ENDINGS and (match := _DOWNLOADED.fullmatch(stem)):
            names[match[1] or match[2]] = name
    return names
