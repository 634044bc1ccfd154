"""Exports a list: an Anki deck, a printed sheet, a table, a list file or a folder of clips.

Every export contains the licence and attribution of every sign. A file appears when it is complete.
"""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from signdict.core import files
from signdict.core.errors import LibraryError, PoseError, VideoError, WriteError
from signdict.core.languages import languages
from signdict.core.tables import Sheet
from signdict.core.types import Clip, Progress, Sign, Steps
from signdict.lists import signlist
from signdict.lists.signlist import ListEntry, SignList
from signdict.pose.pose import Pose

#: The kinds of exports.
KINDS = ("apkg", "pdf", "csv", "json", "folder")
_COLUMNS = (
    "place", "gloss", "sign_language", "language", "spoken_language", "variant", "concept", "note",
    "source", "title", "licence", "attribution", "url",
)  # fmt: skip


class SignLookup(Protocol):
    """The dictionary that contains the signs of a list."""

    def listed(self, signs: SignList) -> list[Sign | None]:
        """Return the sign of each entry; None where it is not on this machine."""
        ...

    def pose(self, clip_id: int) -> Pose:
        """Return the landmarks of a clip. Raise LibraryError if it has none."""
        ...


@dataclass(frozen=True, slots=True)
class ExportEntry:
    """An entry of a list with its landmarks, if the sign is on this machine."""

    place: int
    entry: ListEntry
    pose: Pose | None
    clip: Clip | None = None


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a list is exported.

    `films`: show the video of a clip if it is on this machine, instead of the skeleton. `safe`:
    tables contain no formulas (see `Sheet.text`).
    """

    films: bool = False
    safe: bool = False


class Illustrator(Protocol):
    """Draws signs. Its implementation is the only part of an export that needs Qt."""

    def frames(self, pose: Pose) -> Sequence[NDArray[np.uint8]]:
        """Return a sign as pictures (h, w, 3), at `animation.FPS`."""
        ...

    def sheet(self, signs: SignList, items: Iterator[ExportEntry]) -> Iterator[bytes]:
        """Yield empty bytes after each sign that was drawn, and finally the PDF."""
        ...


@dataclass(frozen=True, slots=True)
class Exported:
    """The written file, the number of its signs, and the glosses that are not on this machine."""

    path: Path
    count: int
    missing: tuple[str, ...] = ()


def export(
    dictionary: SignLookup,
    signs: SignList,
    kind: str,
    path: Path,
    artist: Illustrator,
    options: "ExportOptions | None" = None,
) -> Steps[Exported]:
    """Write a list as one of `KINDS`. An existing file is replaced when the new one is complete.

    Tables and sheets contain the words of a sign that is not on this machine; decks and folders
    skip it. Raise WriteError if it cannot be written.
    """
    if not signs.entries:
        raise WriteError(f"The list {signs.name} is empty.", hint="Add signs to it first.")
    options = options or ExportOptions()
    items, missing = _items(dictionary, signs), list[str]()
    match kind:
        case "json":
            files.write_atomic(path, signlist.text_of(signs).encode())
        case "csv":
            table(signs).write(path, safe=options.safe)
        case "pdf":
            yield from _sheet(signs, items, path, artist)
        case "apkg":
            missing = yield from _deck(signs, items, path, artist, options)
        case "folder":
            missing = yield from _folder(signs, items, path, artist, options)
        case _:
            raise WriteError(f"A list cannot be exported as {kind}.")
    return Exported(path, len(signs.entries) - len(missing), tuple(missing))


def table(signs: SignList) -> Sheet:
    """Return a list as a table."""
    rows = [
        [place, entry.gloss, entry.sign_language, named(entry.sign_language),
         entry.spoken_language, entry.variant, entry.concept, entry.note,
         entry.source.name, entry.source.title, entry.source.licence, entry.source.attribution,
         entry.source.url]
        for place, entry in enumerate(signs.entries, start=1)
    ]  # fmt: skip
    return Sheet.of(_COLUMNS, (dict(zip(_COLUMNS, row, strict=True)) for row in rows))


def credits_of(signs: SignList) -> list[str]:
    """Return a line for each source of a list: title, attribution, licence, address."""
    sources = {entry.source.name: entry.source for entry in signs.entries}
    return [
        " · ".join(filter(None, (s.title or s.name, s.attribution, s.licence, s.url)))
        for s in sources.values()
    ]


def named(code: str) -> str:
    """Return the name of a sign language, or its code if no name is known."""
    known = languages().get(code)
    return known.name if known else code


def _items(dictionary: SignLookup, signs: SignList) -> Iterator[ExportEntry]:
    """Yield each entry with the landmarks of its first clip."""
    matches = dictionary.listed(signs)
    for place, (entry, sign) in enumerate(zip(signs.entries, matches, strict=True), start=1):
        clip = sign.clips[0] if sign and sign.clips else None
        pose = None
        if clip:
            with suppress(PoseError, LibraryError):  # one damaged clip does not stop an export
                pose = dictionary.pose(clip.id).usable_or_none()
        yield ExportEntry(place, entry, pose, clip)


def _sheet(
    signs: SignList, items: Iterator[ExportEntry], path: Path, artist: Illustrator
) -> Steps[None]:
    total, pdf = len(signs.entries), b""
    with files.atomic_path(path) as temporary:
        for done, content in enumerate(artist.sheet(signs, items)):
            pdf = content
            yield Progress(min(done, total), total, path.name)
        temporary.write_bytes(pdf)


def _deck(
    signs: SignList,
    items: Iterator[ExportEntry],
    path: Path,
    artist: Illustrator,
    options: ExportOptions,
) -> Steps[list[str]]:
    """Write a deck and return the glosses of the signs that it does not contain."""
    from signdict.lists import anki

    total, cards, missing = len(signs.entries), list[anki.Card](), list[str]()
    with files.atomic_path(path) as temporary:
        for item in items:
            yield Progress(item.place - 1, total, item.entry.gloss)
            if animated := _animated(item, artist, options.films):
                ending, content = animated
                name = f"signdict-{hashlib.sha256(content).hexdigest()[:24]}{ending}"
                (temporary.parent / name).write_bytes(content)
                cards.append(anki.Card(item.entry, temporary.parent / name))
            else:
                missing.append(item.entry.gloss)
        if not cards:
            raise WriteError(
                "None of these signs is on this machine.", hint="Add the source that contains them."
            )
        anki.write(temporary, signs, cards)
    return missing


def _folder(
    signs: SignList,
    items: Iterator[ExportEntry],
    path: Path,
    artist: Illustrator,
    options: ExportOptions,
) -> Steps[list[str]]:
    """Fill a folder and return the glosses of the signs that it does not contain."""
    total, missing = len(signs.entries), list[str]()
    digits = len(str(total))
    with files.atomic_folder(path) as folder:
        for item in items:
            yield Progress(item.place - 1, total, item.entry.gloss)
            title = files.file_name(f"{item.entry.gloss} {item.entry.variant}".strip())
            name = f"{item.place:0{digits}} {title} ({item.entry.sign_language})"
            video = _whole_video(item.clip) if options.films else None
            if video:
                shutil.copyfile(video, folder / f"{name}{video.suffix.lower()}")
            elif animated := _animated(item, artist, options.films):
                ending, content = animated
                (folder / f"{name}{ending}").write_bytes(content)
            else:
                missing.append(item.entry.gloss)
        (folder / "list.json").write_text(signlist.text_of(signs), encoding="utf-8")
        table(signs).write(folder / "list.csv", safe=options.safe)
        lines = ["The sources of these signs, and their terms of use:", *credits_of(signs), ""]
        (folder / "sources.txt").write_text("\n".join(lines), encoding="utf-8")
    return missing


def _whole_video(clip: Clip | None) -> Path | None:
    """Return the video of a clip if it is on this machine and shows nothing else."""
    if clip is None or clip.media is None or not clip.media.is_file():
        return None
    return clip.media if clip.start is None and clip.end is None else None


def _animated(item: ExportEntry, artist: Illustrator, films: bool) -> tuple[str, bytes] | None:  # noqa: FBT001
    """Return the ending and content of an animation of a sign; None if it is not here."""
    from signdict.lists import animation

    if films and item.clip:
        try:
            video = animation.webp(item.clip)
        except VideoError:
            video = None  # its landmarks can still be drawn
        if video:
            return ".webp", video
    if item.pose is None:
        return None
    return ".gif", animation.gif(artist.frames(item.pose))
