"""A folder of videos or `.pose` files: the name of a file is its gloss."""

import os
from collections.abc import Iterator
from pathlib import Path

from signdict.core.errors import ManifestError
from signdict.core.languages import languages
from signdict.importing.entries import (
    ENDINGS,
    ClipEntry,
    EntryStream,
    Skipped,
    gloss_of,
    lies_in,
    like,
)

_LANGUAGE = "It is not said which sign language this is; name it with --language."
_GLOSS = "There is no gloss in its name; name the file after what the sign means."
_GONE = "It is no file that can be read, or it is no longer there."


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the clips of a folder in the order of their names.

    A folder inside that is named after a language's code holds that language. Raise ManifestError
    if there is no clip, or none whose language is known.
    """
    empty, named = True, False
    for path in _walked(usual.path):
        empty = False
        row = _row(usual, path)
        named |= isinstance(row, ClipEntry) or row.reason != _LANGUAGE
        yield row
    if empty:
        raise ManifestError(
            f"There is no video and no .pose file in {usual.path}.",
            hint="Choose another folder, or the table itself if there is one.",
        )
    if not named:
        raise unnamed()


def alone(usual: ClipEntry) -> EntryStream:
    """Yield the one clip of a file. Raise ManifestError if its language is not known."""
    if not usual.sign_language:
        raise unnamed()
    gloss = gloss_of(usual.path)
    yield like(usual, gloss=gloss) if gloss else Skipped(usual.path, _GLOSS)


def unnamed() -> ManifestError:
    """What to say where no clip has a language."""
    return ManifestError(
        "It is not said which sign language this is.",
        hint="Name it with --language, or put the files into a folder named after its code, "
        "such as ase.",
    )


def _row(usual: ClipEntry, path: Path) -> ClipEntry | Skipped:
    below = path.relative_to(usual.path)
    codes = [part.lower() for part in below.parts[:-1] if part.lower() in languages()]
    code, gloss = codes[-1] if codes else usual.sign_language, gloss_of(path)
    if not lies_in(path, usual.path):
        return Skipped(path, f"{below} is a link to a file outside the folder.")
    if not os.path.isfile(path):
        return Skipped(path, _GONE)
    if _is_no_text(str(path)):
        return Skipped(path, "Its name holds bytes that are no text; rename the file.")
    if not code:
        return Skipped(path, _LANGUAGE)
    if not gloss:
        return Skipped(path, _GLOSS)
    return like(usual, path=path, gloss=gloss, sign_language=code)


def _is_no_text(name: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in name)


def _walked(folder: Path) -> Iterator[Path]:
    """Files that may be clips, in the order of their names; what is hidden is passed over."""
    try:
        there = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as refusal:
        raise ManifestError(
            f"The folder {folder} cannot be read.", hint="See that it is there, and try again."
        ) from refusal
    for name in there:
        path = folder / name
        if os.path.isdir(path):  # where a disk is torn out, Path's own raises
            if not path.is_symlink():  # a link may lead back up, and so have no end
                yield from _walked(path)
        elif path.suffix.lower() in ENDINGS:
            yield path
