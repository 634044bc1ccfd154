"""Finds the files that a list names, although the list spells them as another computer did."""

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from signdict.core.cleaning import clean
from signdict.core.errors import ManifestError
from signdict.core.names import unquoted
from signdict.fetching.addresses import checked, is_address, name_in
from signdict.importing.entries import ENDINGS, RealPaths

#: The start of an address or of an absolute path: `https://host/`, `file:///`, `C:/`, `/`.
_ABSOLUTE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+://[^/]*)?(?:/*[A-Za-z]:)?/+")
#: Folders whose names are kept in memory.
_FOLDERS = 64


class ListedFiles:
    """The files in one folder, and what a list may call them.

    A name fits a file if they differ in Unicode form, in case, or in spaces at the ends, and if no
    other file fits as well. Names may have backslashes or percent-encoding, and need no ending. Of
    an absolute path or an address, the longest end that exists in the folder counts.
    """

    def __init__(self, root: str, paths: RealPaths) -> None:
        self._root, self._paths = root, paths
        self._named = lru_cache(3 * _FOLDERS)(_names)

    def file(self, text: str) -> Path:
        """Return the file that a list names.

        Raise ManifestError if it is missing, outside the folder, or one of several that fit.
        """
        try:
            return self._paths.inside(self._root, text)
        except ManifestError:
            if path := self.similar(text):
                return path
            raise

    def place(self, text: str) -> dict[str, Any]:
        """Return the fields of an entry for what a list names: its file, or its address.

        Raise ManifestError if there is neither, FetchError if the address may not be fetched.
        """
        try:
            return {"path": self.file(text)}
        except ManifestError:
            if not is_address(text):
                raise
            return at_address(text, self._root)

    def similar(self, text: str) -> Path | None:
        """Return the only file whose name is spelled similarly; None if no file is.

        Raise ManifestError if several fit, or if it is a link to a file outside the folder.
        """
        for parts in _spellings(text):
            for fits in range(3):
                matches = sorted(self._walk(self._root, parts, fits))
                if len({_without_ending(match) for match in matches}) > 1:
                    raise ManifestError(
                        f"{text} may be {' or '.join(matches[:3])}.", hint="Write one of them."
                    )
                if matches:
                    return self._inside(min(matches, key=_place_of_ending))
        return None

    def _inside(self, name: str) -> Path:
        path = os.path.join(self._root, name)
        if not self._paths.within(path, self._root):
            raise ManifestError(f"{name} is outside the table's folder.", hint="Copy it there.")
        return Path(path)

    def _walk(self, folder: str, parts: Sequence[str], fits: int) -> Iterator[str]:
        """Yield the relative paths of the files that fit these parts of a path."""
        name, *rest = parts
        names = self._named(folder, fits)
        matches = names.get(_key(name, fits), ())
        if rest:
            for match in matches:
                yield from (f"{match}/{end}" for end in self._walk(f"{folder}/{match}", rest, fits))
            return
        files = [match for match in matches if os.path.isfile(f"{folder}/{match}")]
        for ending in () if files else ENDINGS:
            files += names.get(_key(name, fits) + ending, ())
        yield from files


def at_address(text: str, folder: str) -> dict[str, Any]:
    """Return the fields of an entry whose film is at an address, for a list in a folder.

    Raise FetchError if it may not be fetched.
    """
    address = checked(text)
    return {"path": Path(folder, name_in(address)), "address": address}


def _spellings(text: str) -> Iterator[list[str]]:
    """Yield the parts of the paths that a text may mean, the most likely ones first."""
    texts = [text, text.replace("\\", "/")]
    texts += [unquoted(texts[1])] if "%" in text else []
    for path in dict.fromkeys(texts):
        start = _ABSOLUTE.match(path)
        rest = path[start.end() :] if start else path
        if start and "://" in start[0]:
            rest = re.split("[?#]", rest)[0]
        parts = [part for part in rest.split("/") if part not in ("", ".")]
        if ".." in parts:
            continue
        for first in range(len(parts) if start else min(1, len(parts))):
            yield parts[first:]


def _names(folder: str, fits: int) -> dict[str, list[str]]:
    """Return the names in a folder by their keys."""
    names: dict[str, list[str]] = {}
    try:
        for name in os.listdir(folder):
            names.setdefault(_key(name, fits), []).append(name)
    except (OSError, ValueError):
        return {}
    return names


def _key(name: str, fits: int) -> str:
    """Return what names have in common: 0 their Unicode form, 1 also their case, 2 also spaces."""
    if fits == 2:
        return clean(name).casefold()
    plain = unicodedata.normalize("NFC", name)
    return plain.casefold() if fits else plain


def _without_ending(name: str) -> str:
    return name.removesuffix(Path(name).suffix)


def _place_of_ending(name: str) -> int:
    ending = Path(name).suffix.lower()
    return ENDINGS.index(ending) if ending in ENDINGS else len(ENDINGS)
