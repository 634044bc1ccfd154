"""Our own table: a CSV with the columns path, gloss, sign_language and those that it may have."""

import math
from typing import Any

from signdict.core.errors import LanguageError, ManifestError, SignDictError
from signdict.core.languages import language
from signdict.core.tables import EXTRA, Table, clean
from signdict.importing.entries import (
    OPTIONAL,
    REQUIRED,
    ClipEntry,
    EntryStream,
    Skipped,
    inside,
    like,
)


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the clips of a table. Raise ManifestError if it cannot be read or lacks a column."""
    table = Table(usual.path, REQUIRED[: 2 if usual.sign_language else 3], OPTIONAL)
    folder = str(usual.path.parent)
    for line, row in table.rows():
        try:
            yield _entry(usual, row, folder)
        except SignDictError as error:
            path = usual.path.parent / (row["path"] or usual.path.name)
            yield Skipped(path, f"Line {line} of {usual.path.name}: {error}")


def glossed(text: str) -> str:
    """The gloss as it is kept. Raise ManifestError if there is none."""
    gloss = clean(text)
    if not gloss:
        raise ManifestError("The gloss is empty.", hint="Write what the sign means.")
    return gloss


def checked(row: dict[str, str]) -> dict[str, str]:
    """The row. Raise ManifestError if it has more cells than there are columns."""
    if row[EXTRA]:
        raise ManifestError("There are more cells than columns.", hint="Quote text with commas.")
    return row


def _entry(usual: ClipEntry, row: dict[str, str], folder: str) -> ClipEntry:
    """The clip of a row; raise ManifestError or LanguageError about what is wrong with it."""
    gloss = glossed(checked(row)["gloss"])
    code = row.get("sign_language") or usual.sign_language
    if not code:
        raise LanguageError("The sign language is empty.", hint="Write its code, such as ase.")
    start, end = _seconds(row, "start"), _seconds(row, "end")
    if end is not None and end <= (start or 0):
        raise ManifestError("The clip ends before it begins.", hint="Exchange start and end.")
    told: dict[str, Any] = {column: clean(row[column]) for column in OPTIONAL if row.get(column)}
    told |= {"gloss": gloss, "start": start, "end": end, "sign_language": language(code).code}
    return like(usual, path=inside(folder, row["path"]), **told)


def _seconds(row: dict[str, str], column: str) -> float | None:
    text = row.get(column, "")
    if not text:
        return None
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise ManifestError(f"{text} is no {column} in seconds.", hint="Write it like 1.5.")
    return seconds
