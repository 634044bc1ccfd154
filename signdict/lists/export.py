"""A list of signs for others: an Anki deck, a printed sheet, a table, a file, a folder of clips.

Whatever it is, licence and attribution of every sign go with it, and the file takes its place only
when it is whole.
"""

import csv
import hashlib
import io
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
from signdict.core.types import Clip, Progress, Sign, Steps
from signdict.lists import signlist
from signdict.lists.signlist import ListEntry, SignList
from signdict.pose.pose import Pose

#: What a list can be exported as.
KINDS = ("apkg", "pdf", "csv", "json", "folder")
_COLUMNS = (
    "place", "gloss", "sign_language", "language", "spoken_language", "variant", "concept", "note",
    "source", "title", "licence", "attribution", "url",
)  # fmt: skip


class SignLookup(Protocol):
    """The dictionary that a list is looked up in."""

    def listed(self, signs: SignList) -> list[Sign | None]:
        """Return the sign of each entry; None where it is not on this machine."""
        ...

    def pose(self, clip_id: int) -> Pose:
        """Return the landmarks of a clip. Raise LibraryError if there are none."""
        ...


@dataclass(frozen=True, slots=True)
class ExportEntry:
    """An entry of a list with its landmarks, if the sign is on this machine."""

    place: int
    entry: ListEntry
    pose: Pose | None
    clip: Clip | None = None


class Illustrator(Protocol):
    """Whoever can draw: the one part that needs Qt."""

    def frames(self, pose: Pose) -> Sequence[NDArray[np.uint8]]:
        """Return a sign as pictures (h, w, 3), so many a second as `film.FPS` says."""
        ...

    def sheet(self, signs: SignList, items: Iterator[ExportEntry]) -> Iterator[bytes]:
        """Yield nothing after each sign that was drawn, and at last the whole PDF."""
        ...


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: where to, how many signs, and which are not on this machine."""

    path: Path
    count: int
    missing: tuple[str, ...] = ()


def export(
    dictionary: SignLookup,
    signs: SignList,
    kind: str,
    path: Path,
    artist: Illustrator,
    *,
    films: bool = False,
) -> Steps[Exported]:
    """Write a list as one of `KINDS`; what is at `path` stays until the new is whole.

    `films`: show the clip's own video where it is on this machine, not its skeleton. A sign that
    is not on this machine is in tables and on sheets by its words; decks and folders go without
    it. Raise WriteError if it cannot be written.
    """
    if not signs.entries:
        raise WriteError(f"The list {signs.name} is empty.", hint="Add signs to it first.")
    items, missing = _items(dictionary, signs), list[str]()
    match kind:
        case "json":
            files.write_atomic(path, signlist.text_of(signs).encode())
        case "csv":
            files.write_atomic(path, table(signs).encode("utf-8-sig"))
        case "pdf":
            yield from _sheet(signs, items, path, artist)
        case "apkg":
            missing = yield from _deck(signs, items, path, artist, films)
        case "folder":
            missing = yield from _folder(signs, items, path, artist, films)
        case _:
            raise WriteError(f"{kind} is nothing that a list can be exported as.")
    return Exported(path, len(signs.entries) - len(missing), tuple(missing))


def table(signs: SignList) -> str:
    """Return a list as CSV, as spreadsheets write it."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    for place, entry in enumerate(signs.entries, start=1):
        source = entry.source
        rows.writerow(
            [place, entry.gloss, entry.sign_language, named(entry.sign_language),
             entry.spoken_language, entry.variant, entry.concept, entry.note,
             source.name, source.title, source.licence, source.attribution, source.url]
        )  # fmt: skip
    return text.getvalue()


def credits_of(signs: SignList) -> list[str]:
    """A line for each source of a list: what it is called, whom to name, on what terms."""
    sources = {entry.source.name: entry.source for entry in signs.entries}
    return [
        " · ".join(filter(None, (s.title or s.name, s.attribution, s.licence, s.url)))
        for s in sources.values()
    ]


def named(code: str) -> str:
    """The name of a sign language, or its code if it has none here."""
    known = languages().get(code)
    return known.name if known else code


def _items(dictionary: SignLookup, signs: SignList) -> Iterator[ExportEntry]:
    """Each entry with the landmarks of its first clip, read one by one."""
    found = dictionary.listed(signs)
    for place, (entry, sign) in enumerate(zip(signs.entries, found, strict=True), start=1):
        clip = sign.clips[0] if sign and sign.clips else None
        pose = None
        if clip:
            with suppress(PoseError, LibraryError):  # one damaged clip does not end an export
                pose = dictionary.pose(clip.id).usable_or_none()
        yield ExportEntry(place, entry, pose, clip)


def _sheet(
    signs: SignList, items: Iterator[ExportEntry], path: Path, artist: Illustrator
) -> Steps[None]:
    total, pdf = len(signs.entries), b""
    with files.atomic_path(path) as made:
        for done, page in enumerate(artist.sheet(signs, items)):
            pdf = page
            yield Progress(min(done, total), total, path.name)
        made.write_bytes(pdf)


def _deck(
    signs: SignList,
    items: Iterator[ExportEntry],
    path: Path,
    artist: Illustrator,
    films: bool,  # noqa: FBT001
) -> Steps[list[str]]:
    """Write a deck; return the glosses of the signs that are not in it."""
    from signdict.lists import anki

    total, cards, missing = len(signs.entries), list[anki.Card](), list[str]()
    with files.atomic_path(path) as made:
        for item in items:
            yield Progress(item.place - 1, total, item.entry.gloss)
            if moving := _moving(item, artist, films):
                ending, content = moving
                name = f"signdict-{hashlib.sha256(content).hexdigest()[:24]}{ending}"
                (made.parent / name).write_bytes(content)
                cards.append(anki.Card(item.entry, made.parent / name))
            else:
                missing.append(item.entry.gloss)
        if not cards:
            raise WriteError(
                "None of these signs is on this machine.", hint="Add the source they come from."
            )
        anki.write(made, signs, cards)
    return missing


def _folder(
    signs: SignList,
    items: Iterator[ExportEntry],
    path: Path,
    artist: Illustrator,
    films: bool,  # noqa: FBT001
) -> Steps[list[str]]:
    """Fill a folder; return the glosses of the signs that it does not show."""
    total, missing = len(signs.entries), list[str]()
    wide = len(str(total))
    with files.atomic_folder(path) as folder:
        for item in items:
            yield Progress(item.place - 1, total, item.entry.gloss)
            told = files.file_name(f"{item.entry.gloss} {item.entry.variant}".strip())
            name = f"{item.place:0{wide}} {told} ({item.entry.sign_language})"
            video = _whole_film(item.clip) if films else None
            if video:
                shutil.copyfile(video, folder / f"{name}{video.suffix.lower()}")
            elif moving := _moving(item, artist, films):
                ending, content = moving
                (folder / f"{name}{ending}").write_bytes(content)
            else:
                missing.append(item.entry.gloss)
        (folder / "list.json").write_text(signlist.text_of(signs), encoding="utf-8")
        (folder / "list.csv").write_bytes(table(signs).encode("utf-8-sig"))
        told = "\n".join(["Where these signs come from, and on what terms:", *credits_of(signs)])
        (folder / "sources.txt").write_text(f"{told}\n", encoding="utf-8")
    return missing


def _whole_film(clip: Clip | None) -> Path | None:
    """The video of a clip, if it is on this machine and shows nothing else."""
    if clip is None or clip.media is None or not clip.media.is_file():
        return None
    return clip.media if clip.start is None and clip.end is None else None


def _moving(item: ExportEntry, artist: Illustrator, films: bool) -> tuple[str, bytes] | None:  # noqa: FBT001
    """A sign as a file that moves, with the ending of its name; None if it is not here."""
    from signdict.lists import animation

    if films and item.clip:
        try:
            filmed = animation.webp(item.clip)
        except VideoError:
            filmed = None  # its landmarks are here all the same
        if filmed:
            return ".webp", filmed
    if item.pose is None:
        return None
    return ".gif", animation.gif(artist.frames(item.pose))
