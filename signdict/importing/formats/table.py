"""Lists in the format of signdict: a CSV with the columns path, gloss and sign_language."""

import math
from typing import Any

from signdict.core.cleaning import clean, limited
from signdict.core.errors import LanguageError, ManifestError, SignDictError
from signdict.core.kinds import kind_of
from signdict.core.languages import language
from signdict.core.tables import EXTRA, Table
from signdict.importing.entries import (
    APPROXIMATE,
    EXACT,
    OPTIONAL,
    REQUIRED,
    ClipEntry,
    EntryStream,
    RealPaths,
    Skipped,
    entry_like,
)
from signdict.importing.listed_files import ListedFiles

#: Columns whose texts may have any length, as in lists of signs.
_UNLIMITED = ("licence", "attribution", "version", "url")


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the clips of a table. Raise ManifestError if it cannot be read or lacks a column."""
    table = Table(usual.path, REQUIRED[: 2 if usual.sign_language else 3], OPTIONAL)
    files = ListedFiles(str(usual.path.parent), RealPaths())
    for line, row in table.rows():
        try:
            yield _entry(usual, row, files)
        except SignDictError as error:
            path = usual.path.parent / (row["path"] or usual.path.name)
            yield Skipped(path, f"Line {line} of {usual.path.name}: {error}")


def glossed(text: str) -> str:
    """Return a gloss as it is stored. Raise ManifestError if it is empty or too long."""
    gloss = limited("gloss", text)
    if not gloss:
        raise ManifestError("The gloss is empty.", hint="Write what the sign means.")
    return gloss


def checked(row: dict[str, str]) -> dict[str, str]:
    """Return a row. Raise ManifestError if it has more cells than the table has columns."""
    if row[EXTRA]:
        raise ManifestError(
            "It has more cells than the table has columns.", hint="Quote text with commas."
        )
    return row


def _entry(usual: ClipEntry, row: dict[str, str], files: ListedFiles) -> ClipEntry:
    """Return the clip of a row. Raise ManifestError or LanguageError if it cannot be used."""
    is_list = checked(row)["path"].lower().endswith(".eaf")  # its annotations have the glosses
    gloss = clean(row["gloss"]) if is_list else glossed(row["gloss"])
    code = row.get("sign_language") or usual.sign_language
    if not code:
        raise LanguageError("The sign language is empty.", hint="Write its code, such as ase.")
    start, end = _seconds(row, "start"), _seconds(row, "end")
    if end == 0:  # up to the end, as other lists write it
        start, end = start or None, None
    if end is not None and end <= (start or 0):
        raise ManifestError("The clip ends before it starts.", hint="Exchange start and end.")
    values: dict[str, Any] = {
        column: clean(row[column]) if column in _UNLIMITED else limited(column, row[column])
        for column in OPTIONAL
        if row.get(column)
    }
    if values.get("timing", EXACT) not in (EXACT, APPROXIMATE):
        raise ManifestError(
            f"{values['timing']} is not a timing.", hint="Write exact or approximate."
        )
    if row.get("kind"):
        values["kind"] = kind_of(row["kind"])
    values |= {"gloss": gloss, "start": start, "end": end, "sign_language": language(code).code}
    return entry_like(usual, path=files.file(row["path"]), **values)


def _seconds(row: dict[str, str], column: str) -> float | None:
    text = row.get(column, "")
    if not text:
        return None
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise ManifestError(
            f"{text} is not a valid {column} in seconds.", hint="Write it like 1.5."
        )
    return seconds
