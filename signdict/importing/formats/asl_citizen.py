"""ASL Citizen's CSV: Participant ID, Video file, Gloss, ASL-LEX Code, one row a clip."""

from dataclasses import replace

from signdict.core.errors import SignDictError
from signdict.core.tables import Table, clean
from signdict.importing.entries import ClipEntry, EntryStream, Skipped, like
from signdict.importing.formats.numbered_clips import NumberedClips
from signdict.importing.formats.table import checked, glossed

#: The column by which the format is known, and what it must and may have beside it.
MARK, _REQUIRED, _OPTIONAL = "video file", ("video file", "gloss"), ("participant id",)


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the clips of a split, signed in American Sign Language unless another is named.

    The videos lie beside the table or in a folder `videos` there; where the table is in a folder
    `splits`, as it is published, also next to that.
    """
    beside = ["videos"] + (["../videos"] if usual.path.resolve().parent.name == "splits" else [])
    clips = NumberedClips(usual.path, beside)
    usual = replace(
        usual, sign_language=usual.sign_language or "ase",
        spoken_language=usual.spoken_language or "en",
    )  # fmt: skip
    for line, row in Table(usual.path, _REQUIRED, _OPTIONAL).rows():
        try:
            gloss, path = glossed(checked(row)["gloss"]), clips.named(row[MARK])
            signer = clean(row.get("participant id", ""))
            yield like(usual, path=path, gloss=gloss, signer=signer)
        except SignDictError as error:
            path = usual.path.parent / (row[MARK] or usual.path.name)
            yield Skipped(path, f"Line {line} of {usual.path.name}: {error}")
