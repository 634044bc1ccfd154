"""Lists in the format of ASL Citizen: a CSV with one row for each clip."""

from dataclasses import replace

from signdict.core.cleaning import clean
from signdict.core.errors import SignDictError
from signdict.core.tables import Table
from signdict.importing.entries import ClipEntry, EntryStream, Skipped, entry_like
from signdict.importing.formats.numbered_clips import NumberedClips
from signdict.importing.formats.table import checked, glossed

#: The column that identifies the format, the columns it must have, and those it may have.
MARK, _REQUIRED, _OPTIONAL = "video file", ("video file", "gloss"), ("participant id",)


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the clips of a split, in American Sign Language unless another language is named.

    The videos are next to the table or in a folder `videos` there. If the table is in a folder
    `splits`, as published, the folder `videos` may also be next to that.
    """
    folders = ["videos"] + (["../videos"] if usual.path.resolve().parent.name == "splits" else [])
    clips = NumberedClips(usual.path, folders)
    usual = replace(
        usual, sign_language=usual.sign_language or "ase",
        spoken_language=usual.spoken_language or "en",
    )  # fmt: skip
    for line, row in Table(usual.path, _REQUIRED, _OPTIONAL).rows():
        try:
            gloss, path = glossed(checked(row)["gloss"]), clips.named(row[MARK])
            signer = clean(row.get("participant id", ""))
            yield entry_like(usual, path=path, gloss=gloss, signer=signer)
        except SignDictError as error:
            path = clips.expected(row[MARK]) if row[MARK] else usual.path
            yield Skipped(path, f"Line {line} of {usual.path.name}: {error}")
