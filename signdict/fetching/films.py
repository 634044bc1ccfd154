"""Fetches one film to a folder: what is there stays, and what is wrong does not."""

import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from signdict.core import files
from signdict.core.errors import FetchError, WriteError
from signdict.core.paths import MEGABYTES
from signdict.fetching.addresses import host_of, name_in

if TYPE_CHECKING:
    import httpx2

    from signdict.fetching.client import Client

#: Bytes that stay free on the disk.
_RESERVE = 50 << 20
#: How often the rest of a film is asked for after its connection broke.
_TRIES = 3
#: Endings for the types of films whose addresses have none.
_ENDINGS = {
    "video/mp4": ".mp4", "video/webm": ".webm", "video/ogg": ".ogv", "application/ogg": ".ogv",
    "video/quicktime": ".mov", "video/x-matroska": ".mkv", "video/x-msvideo": ".avi",
    "video/mpeg": ".mpg", "image/gif": ".gif", "image/apng": ".apng", "image/webp": ".webp",
    "video/x-flv": ".flv", "video/x-ms-wmv": ".wmv", "video/3gpp": ".3gp", "video/mp2t": ".ts",
}  # fmt: skip
#: Types that films are served as, besides those of films and pictures; text is looked at.
_TYPES = (
    "", "application/octet-stream", "binary/octet-stream", "application/mp4", "application/ogg",
    "application/x-matroska", "application/x-download", "application/force-download", "text/plain",
)  # fmt: skip
#: How web pages start, and lists of further addresses, which a decoder might fetch.
_PAGE = re.compile(rb"\s*(?:<!doctype\s+html|<html|<head|<\?xml)", re.IGNORECASE)
_PLAYLIST = re.compile(rb"\s*(?:#EXTM3U|ffconcat|\[playlist\]|<MPD|<smil)", re.IGNORECASE)
_PARTIAL, _MARK = ".part", ".mark"
#: Names of checksums with their number of hexadecimal digits, the strongest first.
CHECKSUMS = {"sha256": 64, "sha1": 40, "md5": 32}


@dataclass(frozen=True, slots=True)
class Film:
    """A film at an address. `checksum` is like "sha256:...", `size` in bytes, if they are known."""

    address: str
    checksum: str = ""
    size: int = 0

    @property
    def stem(self) -> str:
        """The name of its file without an ending, which differs for each address."""
        key = hashlib.sha256(self.address.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return f"{files.file_name(Path(name_in(self.address)).stem)} {key}"


@dataclass(frozen=True, slots=True)
class Received:
    """How much of a film has come: bytes, of a total that may be 0, and bytes per second."""

    name: str
    host: str
    bytes: int = 0
    total: int = 0
    speed: float = 0.0

    def __str__(self) -> str:
        got = files.size_text(self.bytes)
        got += f" of {files.size_text(self.total)}" if self.total else ""
        at = f", {files.size_text(int(self.speed))}/s" if self.speed else ""
        return (
            f"{self.name} from {self.host}, {got}{at}"
            if self.bytes
            else f"{self.name} from {self.host}"
        )


def existing(film: Film, folder: Path) -> Path | None:
    """Return the file of a film that was fetched before, or None."""
    stem = film.stem
    try:
        names = sorted(name for name in os.listdir(folder) if name.startswith(stem))  # noqa: PTH208
    except OSError:
        return None
    whole = (name for name in names if not name.endswith((_PARTIAL, _MARK)))
    return next((folder / name for name in whole), None)


def forget(film: Film, folder: Path) -> None:
    """Delete the file of a film, whole or in part."""
    if path := existing(film, folder):
        path.unlink(missing_ok=True)
    for ending in (_PARTIAL, _MARK):
        (folder / (film.stem + ending)).unlink(missing_ok=True)


def fetch(
    client: "Client",
    film: Film,
    folder: Path,
    endings: tuple[str, ...],
    most: int = MEGABYTES * 1_000_000,
    show: Callable[[Received], object] = lambda _: None,
) -> Path:
    """Fetch a film of up to `most` bytes and return its file; one that is there is not fetched.

    `endings` are those that files of films may have. A part that is there is completed. Raise
    FetchError if the film cannot be had, WriteError if the disk is full or cannot be written:
    then nothing stays. Raise CancelledError if the client is stopped: then the part stays.
    """
    if path := existing(film, folder):
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _Download(client, film, folder, endings, most, show).run()
    except OSError as error:
        with suppress(OSError):
            forget(film, folder)
        raise _unwritten(folder, error) from error
    except (FetchError, WriteError):
        client.check_stopped()  # then the part may be somebody else's by now
        forget(film, folder)
        raise


class _Download:
    """One film that is being fetched."""

    def __init__(
        self,
        client: "Client",
        film: Film,
        folder: Path,
        endings: tuple[str, ...],
        most: int,
        show: Callable[[Received], object],
    ) -> None:
        self._client, self._film, self._folder = client, film, folder
        self._endings, self._most, self._show = endings, most, show
        self._part, self._mark = (folder / (film.stem + end) for end in (_PARTIAL, _MARK))
        self._host, self._name = host_of(film.address), name_in(film.address)
        self._began = time.monotonic()

    def run(self) -> Path:
        from signdict.fetching.connections import BrokenOffError

        if self._film.size > self._most:
            raise self._too_large()
        kind, tries = None, 0
        while kind is None:
            had, tries = self._had, tries + 1
            try:
                kind = self._receive(had)
            except BrokenOffError:
                if tries == _TRIES:
                    raise
                if self._had <= had:  # the host cannot continue: ask for the whole film
                    self._mark.unlink(missing_ok=True)
        self._client.check_stopped()
        self._check_whole()
        path = self._folder / (self._film.stem + self._ending(kind))
        self._part.replace(path)
        self._mark.unlink(missing_ok=True)
        return path

    @property
    def _had(self) -> int:
        """The bytes that have come so far."""
        return self._part.stat().st_size if self._part.is_file() else 0

    def _receive(self, had: int) -> str:
        """Receive the film, or what follows the first `had` bytes of it, and return its type."""
        mark = self._mark.read_text(encoding="ascii") if had and self._mark.is_file() else ""
        headers = {"Accept-Encoding": "identity"}
        if mark:
            headers |= {"Range": f"bytes={had}-", "If-Range": mark}
        with self._client.answer(self._film.address, headers) as response:
            if not _continues(response, had):
                had = 0
            kind = self._check_type(response.headers)
            total = had + _length(response)
            self._check_room(total, had)
            self._mark.write_text(_validator(response), encoding="ascii", errors="ignore")
            with self._part.open("r+b" if had else "wb") as file:
                file.seek(had)
                self._write(response, file, had, total)
        if kind == "text/plain" and not self._has_nul():
            raise self._no_film("text")
        return kind

    def _has_nul(self) -> bool:
        """Return whether the start of the file is no text, whatever the host says."""
        with self._part.open("rb") as file:
            return b"\0" in file.read(4096)

    def _write(self, response: "httpx2.Response", file: BinaryIO, had: int, total: int) -> None:
        start, got = time.monotonic(), had
        for part in response.iter_bytes():
            self._client.check_stopped()  # before anything is written: the film may be resumed
            if got == 0:
                self._check_start(part)
            got += len(part)
            if got > self._most:
                raise self._too_large()
            file.write(part)
            file.flush()  # so that it stays if this process is killed
            seconds = time.monotonic() - start
            self._check_pace(seconds, got - had)
            speed = (got - had) / seconds if seconds > 0.5 else 0.0
            self._show(Received(self._name, self._host, got, total, speed))

    def _check_start(self, part: bytes) -> None:
        """Raise FetchError if a film starts like something else, whatever the host says."""
        if _PLAYLIST.match(part):
            raise self._no_film("a playlist")
        if _PAGE.match(part):
            raise self._no_film("a web page")

    def _check_pace(self, seconds: float, got: int) -> None:
        manners = self._client.manners
        is_slow = seconds > manners.slow and got < manners.slowest * seconds
        if is_slow or time.monotonic() - self._began > manners.whole:
            raise FetchError(f"{self._host} sends too slowly.", hint="Try again later.")

    def _check_type(self, headers: Mapping[str, str]) -> str:
        """Return the type of an answer. Raise FetchError if it is no film."""
        kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind in ("text/html", "application/xhtml+xml"):
            raise self._no_film("a web page")
        if kind not in _TYPES and not kind.startswith(("video/", "image/")):
            raise self._no_film(kind)
        return kind

    def _check_room(self, total: int, had: int) -> None:
        if total > self._most:
            raise self._too_large()
        if total and shutil.disk_usage(self._folder).free < total - had + _RESERVE:
            raise _full(self._folder)

    def _check_whole(self) -> None:
        """Raise FetchError if the film is empty, or not the one that the list describes."""
        size = self._part.stat().st_size
        if not size:
            raise FetchError(f"{self._host} sent an empty film.", hint="Correct its address.")
        if self._film.size and size != self._film.size:
            raise FetchError(
                f"{self._host} sent a film of {size} bytes, and the list says {self._film.size}.",
                hint="Correct the size in the list, or its address.",
            )
        name, _, wanted = self._film.checksum.partition(":")
        if wanted:
            with self._part.open("rb") as file:
                found = hashlib.file_digest(file, lambda: hashlib.new(name, usedforsecurity=False))
            if found.hexdigest() != wanted.lower():
                raise FetchError(
                    f"{self._host} sent another film than the list says: its {name} differs.",
                    hint="It may have been changed or damaged. Ask whose list it is.",
                )

    def _ending(self, kind: str) -> str:
        """Return the ending of the file: that of the address, or the one for the type."""
        ending = Path(self._name).suffix.lower()
        return ending if ending in self._endings else _ENDINGS.get(kind, ".mp4")

    def _no_film(self, what: str) -> FetchError:
        return FetchError(
            f"{self._host} answered with {what} instead of a film.",
            hint="Open the address in a browser: it may have moved, or need a login.",
        )

    def _too_large(self) -> FetchError:
        return FetchError(
            f"The film at {self._host} is larger than {self._most / 1e6:.0f} MB.",
            hint="Raise the limit with --max-size.",
        )


def _length(response: "httpx2.Response") -> int:
    """Return the number of bytes that follow; 0 if the answer does not say, or is compressed."""
    text = response.headers.get("Content-Length", "")
    is_plain = response.headers.get("Content-Encoding", "identity") in ("identity", "")
    return int(text[:18]) if text.isdecimal() and is_plain else 0


def _continues(response: "httpx2.Response", had: int) -> bool:
    """Return whether an answer is the rest of a film.

    Raise BrokenOffError if it is another part of it than was asked for.
    """
    from signdict.fetching.connections import BrokenOffError

    if response.status_code != 206:
        return False
    given = response.headers.get("Content-Range", "").replace(" ", "")
    if not given.startswith(f"bytes{had}-"):
        host = response.request.url.host
        raise BrokenOffError(f"{host} sent another part of the film.", hint="Try again later.")
    return True


def _validator(response: "httpx2.Response") -> str:
    """Return what identifies this version of a film for a later request; empty if nothing does.

    A weak ETag does not (RFC 9110, section 13.1.5).
    """
    etag = str(response.headers.get("ETag", ""))
    return etag if etag.startswith('"') else str(response.headers.get("Last-Modified", ""))


def _full(folder: Path) -> WriteError:
    return WriteError(
        f"The disk of {folder} is full, so no further film was fetched.",
        hint="Free some space, then resume: signdict imports go-on",
    )


def _unwritten(folder: Path, error: OSError) -> WriteError:
    if error.errno in files.FULL:
        return _full(folder)
    return WriteError(
        f"Films cannot be written to {folder}.",
        hint="Choose a folder in which you have permission to write.",
    )
