"""The two files of a dictionary: the starter, which is only read, and the user's own library."""

import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

from signdict.core.errors import LibraryError
from signdict.core.paths import Paths
from signdict.library import sources
from signdict.library.library import Library

#: The ids of the user's signs and clips start here, so that they never clash with the starter's.
OWN_IDS = 1_000_000

T = TypeVar("T")
P = ParamSpec("P")


class LibraryPair:
    """Up to two libraries. The user's own library is created by the first write."""

    def __init__(
        self, starter: Library | None, own: Library | None, create: Callable[[], Library]
    ) -> None:
        self._starter = starter
        self._own = own
        self._create = create
        self.off: frozenset[str] = frozenset()
        self.refresh()

    @classmethod
    def open(cls, paths: Paths) -> Self:
        """Open the libraries that exist. Raise LibraryError if one of them cannot be read."""
        starter = Library.open(paths.starter, read_only=True) if paths.starter.is_file() else None
        try:
            return cls(starter, _open_own(paths.library), lambda: _create_own(paths))
        except LibraryError:
            if starter:
                starter.close()
            raise

    def close(self) -> None:
        """Close both files."""
        for library in self.libraries:
            library.close()

    def refresh(self) -> None:
        """Read which sources are switched off: their signs are not listed, counted or found."""
        self.off = frozenset(self._own.query(sources.switched_off) if self._own else ())
        for library in self.libraries:
            library.hide(self.off)

    @property
    def libraries(self) -> tuple[Library, ...]:
        """The libraries that are open, the starter first."""
        return tuple(library for library in (self._starter, self._own) if library)

    @property
    def own(self) -> Library:
        """The user's library, created if it does not exist."""
        if self._own is None:
            self._own = self._create()
            self._own.hide(self.off)
        return self._own

    @property
    def mine(self) -> Library | None:
        """The user's library if it exists."""
        return self._own

    @property
    def generation(self) -> str:
        """A text that changes with every vector, with the starter's file and with `off`."""
        parts = [str(library.generation) for library in self.libraries]
        if self._starter:
            file = self._starter.path.stat()
            parts.append(f"{file.st_size}.{file.st_mtime_ns}")
        if self.off:
            parts.append(str(zlib.crc32("\n".join(sorted(self.off)).encode())))
        return "/".join(parts)

    def home_of(self, number: int) -> Library | None:
        """Return the library of a sign or clip, by its id."""
        return self._own if number >= OWN_IDS else self._starter

    def all(
        self,
        question: Callable[Concatenate[sqlite3.Connection, P], Iterable[T]],
        *values: P.args,
        **options: P.kwargs,
    ) -> list[T]:
        """Return what a function of this package reads from both libraries, the starter first."""
        return [
            row for library in self.libraries for row in library.query(question, *values, **options)
        ]

    def by_home(
        self, ids: Sequence[int], read: Callable[[Library, list[int]], Mapping[int, T]]
    ) -> dict[int, T]:
        """Read values by id, each from the library that it belongs to."""
        values: dict[int, T] = {}
        for library in self.libraries:
            values |= read(library, [i for i in ids if self.home_of(i) is library])
        return values


def _open_own(path: Path) -> Library | None:
    """Open the user's library if it exists, read-only where the disk cannot be written."""
    if not path.is_file():
        return None
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return Library.open(path, read_only=not writable, first_id=OWN_IDS)


def _create_own(paths: Paths) -> Library:
    """Create the user's library, and remove any index of an earlier one from the cache."""
    shutil.rmtree(paths.index, ignore_errors=True)
    return Library.open(paths.library, first_id=OWN_IDS)
