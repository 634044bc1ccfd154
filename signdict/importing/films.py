"""The films of an import that are at addresses: each is fetched once, ahead of its clips."""

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Self

from signdict.fetching import films
from signdict.fetching.downloads import Downloads
from signdict.fetching.films import Film
from signdict.importing.entries import ENDINGS, ClipEntry, Download

#: How the reasons begin for films that were not fetched.
UNFETCHED = "Not fetched: "


class Films:
    """Fetches films to a folder, and deletes each after its last clip unless they are kept."""

    def __init__(self, folder: Path, order: Download, entries: Iterable[ClipEntry]) -> None:
        """`entries` are all clips that will be read."""
        self._folder, self._order = folder, order
        self._uses = Counter(entry.address for entry in entries if entry.address)
        self._fetched: dict[str, Future[Path | str]] = {}
        self._downloads = Downloads()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._downloads.close()

    def request(self, entry: ClipEntry) -> "Future[Path | str]":
        """Start to fetch the film of a clip.

        The result is its file, or a sentence that says why it was not fetched. It raises WriteError
        if the disk is full.
        """
        if entry.address not in self._fetched:
            self._fetched[entry.address] = self._downloads.film(
                _film(entry), self._folder, ENDINGS, self._order.megabytes * 1_000_000
            )
        return self._fetched[entry.address]

    def release(self, entry: ClipEntry) -> None:
        """Note that a clip has been read; its film is deleted if no other needs it."""
        self._uses[entry.address] -= 1
        if self._uses[entry.address] > 0 or not self._fetched.pop(entry.address, None):
            return
        if not self._order.keep:
            with suppress(OSError):  # another program has it open: it goes with the folder
                films.forget(_film(entry), self._folder)

    def state(self, name: str) -> str:
        """Return how much of the present film has arrived; `name` if nothing is being fetched."""
        return str(self._downloads.received or name)


def _film(entry: ClipEntry) -> Film:
    return Film(entry.address, entry.checksum, entry.size)
