"""Lists the videos and `.pose` files of a folder: the name of a file is its gloss."""

import os
from collections.abc import Iterator
from pathlib import Path

from signdict.core.errors import ManifestError
from signdict.core.languages import languages
from signdict.core.names import is_readable
from signdict.importing.entries import (
    ClipEntry,
    EntryStream,
    RealPaths,
    Skipped,
    entry_like,
    gloss_of,
    is_clip,
)
from signdict.importing.formats import elan
from signdict.tracking.animations import ANIMATIONS
from signdict.tracking.video import PICTURES

_LANGUAGE = "Its sign language is not known; name it with --language."
_GLOSS = "Its name contains no gloss; name the file after what the sign means."
_NOT_TEXT = "Its name contains bytes that are not text; rename the file."
_LINK = "It is a link to a folder; add that folder."
_NO_CLIP = "It is neither a video nor a .pose file."
_PICTURE = "It is a single picture; a sign needs motion."
_LIST = "It may be a list of clips; add it alone."
_PASSED_OVER = (
    dict.fromkeys((*PICTURES, *ANIMATIONS), _PICTURE)
    | dict.fromkeys((".csv", ".tsv", ".json"), _LIST)
)  # fmt: skip
#: Files of Windows that every folder may have, in lower case.
_SYSTEM = ("thumbs.db", "desktop.ini")
#: If more files of a folder have the same ending and are not read, only the first is named.
_NAMED = 10
_MISSING = "It cannot be read, or it no longer exists."


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the clips of a folder in the order of their names.

    A folder inside that is named after a language code contains clips in that language. ELAN files
    are entries without a gloss; the videos that they annotate are skipped. Files that are not clips
    follow, with the reason. Raise ManifestError if there is no clip, or no clip with a known
    language.
    """
    empty, named, paths = True, False, RealPaths()
    annotated = {
        video: path
        for path in _files(usual.path)
        if path.suffix.lower() == elan.ENDING
        for video in elan.annotated(path, usual.path)
    }
    for path in _files(usual.path):
        empty = False
        row = _row(usual, path, paths)
        if isinstance(row, ClipEntry) and path in annotated:
            row = Skipped(path, f"{annotated[path].name} contains its annotations.")
        named |= isinstance(row, ClipEntry) or row.reason != _LANGUAGE
        yield row
    if empty:
        raise ManifestError(
            f"There is no video and no .pose file in {usual.path}.",
            hint="Choose another folder, or a table of clips if it contains one.",
        )
    if not named:
        raise unnamed()
    yield from _passed_over(usual.path)


def alone(usual: ClipEntry) -> EntryStream:
    """Yield the only clip of a file. Raise ManifestError if its language is not known."""
    if not usual.sign_language:
        raise unnamed()
    gloss = gloss_of(usual.path)
    if not is_readable(usual.path.stem):
        yield Skipped(usual.path, _NOT_TEXT)
        return
    yield entry_like(usual, gloss=gloss) if gloss else Skipped(usual.path, _GLOSS)


def unnamed() -> ManifestError:
    """Return the error for a list in which no clip has a language."""
    return ManifestError(
        "The sign language of these clips is not known.",
        hint="Name it with --language, or put the files into a folder named after its code, "
        "such as ase.",
    )


def _row(usual: ClipEntry, path: Path, paths: RealPaths) -> ClipEntry | Skipped:
    below = path.relative_to(usual.path)
    codes = [part.lower() for part in below.parts[:-1] if part.lower() in languages()]
    code = codes[-1] if codes else usual.sign_language
    gloss, is_list = gloss_of(path), path.suffix.lower() == elan.ENDING
    if not paths.within(str(path), str(usual.path)):
        return Skipped(path, f"{below} is a link to a file outside the folder.")
    if not os.path.isfile(path):
        return Skipped(path, _MISSING)
    if not is_list and not is_readable(path.stem):
        return Skipped(path, _NOT_TEXT)
    if not code:
        return Skipped(path, _LANGUAGE)
    if not gloss and not is_list:
        return Skipped(path, _GLOSS)
    return entry_like(usual, path=path, gloss="" if is_list else gloss, sign_language=code)


def _files(folder: Path) -> Iterator[Path]:
    """Yield files that may be clips, in the order of their names; hidden files are skipped."""
    for name in _names(folder):
        path = folder / name
        if os.path.isdir(path):  # Path.is_dir raises if the disk was removed
            if not path.is_symlink():  # a link may lead back up, without end
                yield from _files(path)
        elif _is_read(path):
            yield path


def _is_read(path: Path) -> bool:
    return is_clip(path) or path.suffix.lower() == elan.ENDING


def _names(folder: Path) -> list[str]:
    """Return the names in a folder in order, without hidden files."""
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as refusal:
        raise ManifestError(
            f"The folder {folder} cannot be read.", hint="Check that it exists, and try again."
        ) from refusal


def _passed_over(folder: Path) -> Iterator[Skipped]:
    """Yield the files of a folder that are not read, and links to folders."""
    kinds: dict[str, list[Path]] = {}
    for name in _names(folder):
        path = folder / name
        if os.path.isdir(path):
            if path.is_symlink():
                yield Skipped(path, _LINK)
            else:
                yield from _passed_over(path)
        elif not _is_read(path) and name.lower() not in _SYSTEM:
            kinds.setdefault(path.suffix.lower(), []).append(path)
    for ending, paths in kinds.items():
        reason = _PASSED_OVER.get(ending, _NO_CLIP)
        if len(paths) <= _NAMED:
            yield from (Skipped(path, reason) for path in paths)
        else:
            more = f"{len(paths) - 1} other files of this folder end in {ending or 'nothing'}, too."
            yield Skipped(paths[0], f"{reason} {more}")
