"""A CSV of SignSuisse, the dictionary of the three Swiss sign languages, one row a sign."""

from pathlib import Path

from signdict.core.errors import ManifestError, SignDictError
from signdict.core.languages import language, nearest
from signdict.core.tables import Table, clean
from signdict.importing.entries import ClipEntry, EntryStream, Skipped, like
from signdict.importing.formats.numbered_clips import NumberedClips
from signdict.importing.formats.table import checked, glossed

#: The column by which the format is known, and what it must and may have beside it.
MARK, _REQUIRED = "signedlanguage", ("name", "signedlanguage")
_OPTIONAL = ("id", "video", "pose", "spokenlanguage")
#: Its own names of the languages: what is signed where German, French and Italian is spoken.
_CODES = {"ch-de": "sgg", "ch-fr": "ssr", "ch-it": "slf"}


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the clips of a table with the columns name, signedLanguage, and video, pose or id.

    A language is ch-de, ch-fr, ch-it, dsgs, lsf-ch, lis-ch or a code of ISO 639-3. The clip is the
    file that `video` names, or `pose`, or whose name is the `id`; it lies beside the table or in
    a folder `videos` or `poses` there. Raise ManifestError if a column is missing.
    """
    clips = NumberedClips(usual.path, ("videos", "poses"))
    for line, row in Table(usual.path, _REQUIRED, _OPTIONAL).rows():
        try:
            yield _entry(usual, checked(row), clips)
        except SignDictError as error:
            path = usual.path.parent / (row.get("video") or row.get("id") or usual.path.name)
            yield Skipped(path, f"Line {line} of {usual.path.name}: {error}")


def _entry(usual: ClipEntry, row: dict[str, str], clips: NumberedClips) -> ClipEntry:
    told = [row[column] for column in ("video", "pose", "id") if row.get(column)]
    if not told:
        raise ManifestError("It names no clip.", hint="Fill in video, pose or id.")
    spoken = clean(row.get("spokenlanguage", "")) or usual.spoken_language
    return like(
        usual, path=_clip(told, clips), gloss=glossed(row["name"]),
        sign_language=_code(row[MARK]), spoken_language=spoken,
    )  # fmt: skip


def _clip(told: list[str], clips: NumberedClips) -> Path:
    """The first of the files that a row names which is there."""
    for name in told[1:]:
        try:
            return clips.named(told[0])
        except ManifestError:
            told = [name]
    return clips.named(told[0])


def _code(text: str) -> str:
    word = text.strip().casefold().replace("_", "-")
    if word in _CODES:
        return _CODES[word]
    called = [one.code for one in nearest(word) if word in one.abbreviations]
    return called[0] if called else language(text).code
