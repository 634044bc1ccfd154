"""Lists in the format of SignSuisse, a dictionary of three Swiss sign languages: a CSV of signs."""

from contextlib import suppress
from typing import Any

from signdict.core.cleaning import clean
from signdict.core.errors import ManifestError, SignDictError
from signdict.core.languages import language, nearest
from signdict.core.tables import Table
from signdict.fetching.addresses import is_address
from signdict.importing.entries import ClipEntry, EntryStream, Skipped, entry_like
from signdict.importing.formats.numbered_clips import NumberedClips
from signdict.importing.formats.table import checked, glossed

#: The column that identifies the format, the columns it must have, and those it may have.
MARK, _REQUIRED = "signedlanguage", ("name", "signedlanguage")
_OPTIONAL = ("id", "video", "pose", "spokenlanguage")
#: Its own codes: the sign languages where German, French and Italian are spoken.
_CODES = {"ch-de": "sgg", "ch-fr": "ssr", "ch-it": "slf"}


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the clips of a table with the columns name, signedLanguage, and video, pose or id.

    A language is ch-de, ch-fr, ch-it, dsgs, lsf-ch, lis-ch or a code of ISO 639-3. The clip is the
    file named by `video` or `pose`, or the file whose name is the `id`. It is next to the table or
    in a folder `videos` or `poses` there. Raise ManifestError if a column is missing.
    """
    clips = NumberedClips(usual.path, ("videos", "poses"))
    for line, row in Table(usual.path, _REQUIRED, _OPTIONAL).rows():
        try:
            yield _entry(usual, checked(row), clips)
        except SignDictError as error:
            name = row.get("video") or row.get("pose") or row.get("id")
            path = clips.expected(name) if name else usual.path
            yield Skipped(path, f"Line {line} of {usual.path.name}: {error}")


def _entry(usual: ClipEntry, row: dict[str, str], clips: NumberedClips) -> ClipEntry:
    names = [row[column] for column in ("video", "pose", "id") if row.get(column)]
    if not names:
        raise ManifestError("It names no clip.", hint="Fill in video, pose or id.")
    spoken = clean(row.get("spokenlanguage", "")) or usual.spoken_language
    return entry_like(
        usual, **_clip(names, clips), gloss=glossed(row["name"]),
        sign_language=_code(row[MARK]), spoken_language=spoken,
    )  # fmt: skip


def _clip(names: list[str], clips: NumberedClips) -> dict[str, Any]:
    """Return the first file of a row that exists, or else its first address.

    Raise ManifestError about the last name if there is neither.
    """
    for name in names:
        with suppress(ManifestError):
            return {"path": clips.named(name)}
    return clips.place(next(filter(is_address, names), names[-1]))  # raises the error that fits


def _code(text: str) -> str:
    word = text.strip().casefold().replace("_", "-")
    if word in _CODES:
        return _CODES[word]
    codes = [known.code for known in nearest(word) if word in known.abbreviations]
    return codes[0] if codes else language(text).code
