"""Lists in the format of the lexicons of sign.mt: an `index.csv` of poses with their words."""

import math

from signdict.core.cleaning import clean, limited
from signdict.core.errors import LanguageError, ManifestError, SignDictError
from signdict.core.languages import language
from signdict.core.tables import Table
from signdict.importing.entries import ClipEntry, EntryStream, RealPaths, Skipped, entry_like
from signdict.importing.formats.table import checked, glossed
from signdict.importing.listed_files import ListedFiles

#: The column that identifies the format, the columns it must have, and those it may have.
MARK, _REQUIRED = "signed_language", ("path", "signed_language")
_OPTIONAL = ("spoken_language", "start", "end", "words", "glosses")


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the clips of an index. Raise ManifestError if it cannot be read or lacks a column.

    The gloss is in `glosses`, or else in `words`. `words` in `spoken_language` are a
    translation of it. A clip is the part from `start` to `end` in milliseconds; an end of 0 is the
    end of the file. `priority` is not read.
    """
    files = ListedFiles(str(usual.path.parent), RealPaths())
    for line, row in Table(usual.path, _REQUIRED, _OPTIONAL).rows():
        try:
            yield _entry(usual, checked(row), files)
        except SignDictError as error:
            path = usual.path.parent / (row["path"] or usual.path.name)
            yield Skipped(path, f"Line {line} of {usual.path.name}: {error}")


def _entry(usual: ClipEntry, row: dict[str, str], files: ListedFiles) -> ClipEntry:
    words = limited("text of words", row.get("words", ""))
    gloss = glossed(row.get("glosses") or words)
    code = row[MARK] or usual.sign_language
    if not code:
        raise LanguageError("The sign language is empty.", hint="Write its code, such as ase.")
    start, end = _seconds(row, "start"), _seconds(row, "end")
    if end is not None and end <= (start or 0):
        raise ManifestError("The clip ends before it starts.", hint="Exchange start and end.")
    return entry_like(
        usual, **files.place(row["path"]), gloss=gloss, sign_language=language(code).code,
        spoken_language=clean(row.get("spoken_language", "")) or usual.spoken_language,
        translation=words if words.casefold() != gloss.casefold() else "", start=start, end=end,
    )  # fmt: skip


def _seconds(row: dict[str, str], column: str) -> float | None:
    """Return milliseconds as seconds; None for 0, or for nothing."""
    text = row.get(column) or "0"
    try:
        milliseconds = float(text)
    except ValueError:
        milliseconds = math.nan
    if not 0 <= milliseconds < math.inf:
        raise ManifestError(
            f"{text} is not a valid {column} in milliseconds.", hint="Write it like 1500."
        )
    return milliseconds / 1000 or None
